"""The same text at several outlets: a copy stands for the cited report until something better is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.judgement.test_table import Page, dossier
from tests.reading.stories import STORIES
from verifier.dossier import Dossier
from verifier.judgement import judge
from verifier.policy import Policy
from verifier.records import ClaimCheck, OutletCheck, Read, Verdict

WIRE = "\n".join(STORIES["english"].paragraphs)
RETOUCHED = WIRE.replace("840 million", "480 million").replace("seven companies", "three companies")
ANOTHER = "\n".join(STORIES["german"].paragraphs)
OWN, COPY, THIRD = "http://news.xinhuanet.com/a", "https://paper.example/world/a", "https://gazette.example/a"


@dataclass
class Wire(Page):
    """A page with a text and its credits."""

    text: str = WIRE
    credits: tuple[str, ...] = ()


def held(*pages: Wire) -> Dossier:
    made = dossier(*pages)
    texts = iter(pages)
    entries = []
    for entry in made.entries:
        if isinstance(entry, Read) and entry.report is not None:
            page = next(texts)
            entry = replace(entry, report=replace(entry.report, text=page.text, credits=page.credits))
        entries.append(entry)
    return replace(made, entries=tuple(entries))


def copy(**changes: object) -> Wire:
    return Wire(outlet=OutletCheck.SYNDICATED, url=COPY, credits=("Xinhua",), **changes)


def look_alike(named: tuple[str, ...] = (), **changes: object) -> Wire:
    return Wire(outlet=OutletCheck.MISMATCH, url=THIRD, credits=named, **changes)


def codes(case: Dossier, thresholds: Policy) -> list[str]:
    return [reason.code for reason in judge(case, thresholds).reasons]


def test_a_copy_that_credits_the_agency_is_its_report(thresholds: Policy) -> None:
    assert judge(held(copy()), thresholds).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("named", [(), ("Reuters",), ("AP", "Reuters")])
def test_a_look_alike_that_credits_nobody_or_another_is_not(named: tuple[str, ...], thresholds: Policy) -> None:
    assert judge(held(look_alike(named)), thresholds).verdict not in (
        Verdict.VERIFIED,
        Verdict.PARTIALLY_VERIFIED,
    )


def test_one_text_credited_to_two_agencies_is_neithers(thresholds: Policy) -> None:
    case = held(copy(), look_alike(("Reuters",), text=f"{WIRE}\nReporting by our own correspondents."))
    assert judge(case, thresholds).verdict not in (Verdict.VERIFIED, Verdict.PARTIALLY_VERIFIED)
    assert "credit_disputed" in codes(case, thresholds)


def test_another_text_credited_to_another_agency_disputes_nothing(thresholds: Policy) -> None:
    assert judge(held(copy(), look_alike(("Reuters",), text=ANOTHER)), thresholds).verdict is Verdict.VERIFIED


def test_a_copy_without_credit_disputes_nothing_and_is_named(thresholds: Policy) -> None:
    case = held(copy(), look_alike())
    assert judge(case, thresholds).verdict is Verdict.VERIFIED
    [named] = [reason for reason in judge(case, thresholds).reasons if reason.code == "copied_elsewhere"]
    assert named.params == {"url": THIRD, "credits": "nobody"}


def test_a_retouched_copy_does_not_stand_against_the_outlets_own_page(thresholds: Policy) -> None:
    own = Wire(ClaimCheck.CONTRADICTED, url=OWN)
    judged = judge(held(own, copy(text=RETOUCHED)), thresholds)
    assert judged.verdict is Verdict.CONTRADICTED


def test_the_whole_copy_stands_for_a_report_behind_a_wall(thresholds: Policy) -> None:
    teaser = Wire(ClaimCheck.SILENT, url=OWN, teaser=True, text=WIRE[: len(WIRE) // 2])
    assert judge(held(teaser, copy()), thresholds).verdict is Verdict.VERIFIED


def test_a_disputed_copy_that_the_reference_names_is_at_most_partial(thresholds: Policy) -> None:
    case = held(copy(named=True), look_alike(("Reuters",)))
    assert judge(case, thresholds).verdict is Verdict.PARTIALLY_VERIFIED
