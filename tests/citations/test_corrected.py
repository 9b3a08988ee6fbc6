"""A person's corrections of what was found, before anything is looked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from verifier.citations import correct, extract
from verifier.errors import InputError
from verifier.outlets import registry_from
from verifier.records import CorrectedReference, Correction, Document, ResolvedBy, Span

TEXT = 'It rained for days. He said "five banks" would close (Times, May 3, 2016). Snow fell (TASS, May 4, 2016).'
FOUND = extract(Document(TEXT))
FIRST = FOUND[0]
OUTLETS = {"moscow-times", "tass"}
REGISTRY = registry_from([{"outlet": [{"id": "moscow-times", "name": "The Moscow Times"}]}])


def corrected(**said: Any) -> Any:
    return correct(TEXT, FOUND, [Correction(FIRST.start, FIRST.end, **said)], OUTLETS)


def test_without_corrections_all_stands_as_found() -> None:
    assert correct(TEXT, FOUND, (), OUTLETS) == FOUND


def test_an_outlet_that_a_person_names_is_the_one_and_says_who_said_so() -> None:
    [first, second] = corrected(references=(CorrectedReference(0, outlet="moscow-times"),))
    [reference] = first.references
    assert (reference.source, reference.meant, reference.corrected) == ("Times", "moscow-times", ("outlet",))
    resolution = REGISTRY.resolve(reference)
    assert (resolution.outlet and resolution.outlet.id, resolution.by) == ("moscow-times", ResolvedBy.PERSON)
    assert second == FOUND[1]


def test_days_that_a_person_gives_are_the_cited_ones() -> None:
    [first, _] = corrected(references=(CorrectedReference(0, start=date(2017, 5, 3), end=date(2017, 5, 4)),))
    cited = first.references[0].date
    assert (cited.text, cited.start, cited.end, cited.origin) == (
        "May 3, 2016", date(2017, 5, 3), date(2017, 5, 4), "person",
    )  # fmt: skip
    assert first.references[0].corrected == ("date",)


def test_a_claim_is_the_words_that_a_person_says_with_the_quotations_in_them() -> None:
    [first, _] = corrected(claim=Span(0, TEXT.index(" (Times")))
    assert first.claim.text == 'It rained for days. He said "five banks" would close'
    assert [one.text for one in first.claim.quotations] == ["five banks"]
    assert first.claim.corrected


def test_what_is_no_citation_is_taken_out() -> None:
    assert corrected(removed=True) == FOUND[1:]


@pytest.mark.parametrize(
    ("correction", "pointer"),
    [
        (Correction(0, 4), "/corrections/0"),
        (Correction(FIRST.start, FIRST.end, claim=Span(5, 5)), "/corrections/0/claim"),
        (Correction(FIRST.start, FIRST.end, claim=Span(0, len(TEXT) + 1)), "/corrections/0/claim"),
        (Correction(FIRST.start, FIRST.end, references=(CorrectedReference(1),)), "/corrections/0/references/0/number"),
        (
            Correction(FIRST.start, FIRST.end, references=(CorrectedReference(0, outlet="nobody"),)),
            "/corrections/0/references/0/outlet",
        ),
        (
            Correction(FIRST.start, FIRST.end, references=(CorrectedReference(0, start=date(2016, 5, 3)),)),
            "/corrections/0/references/0/start",
        ),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(correction: Correction, pointer: str) -> None:
    with pytest.raises(InputError) as refused:
        correct(TEXT, FOUND, [correction], OUTLETS)
    assert refused.value.pointer == pointer


def test_one_citation_is_corrected_once() -> None:
    with pytest.raises(InputError, match="corrected twice"):
        correct(TEXT, FOUND, [Correction(FIRST.start, FIRST.end)] * 2, OUTLETS)
