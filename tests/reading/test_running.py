"""The running text: the short cut that is taken where two readings agree gives what the long way would have given."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import heldout
from tests.reading.pages import SEEN, TEMPLATES, Sample
from verifier.reading import charset, page, running

LATEST = SEEN.date()
OF_A_DAY = [template(date(2014, 9, 24)) for template in TEMPLATES]


def parsed(sample: Sample) -> page.Page:
    found = page.parse(charset.decode(sample.body, sample.content_type), sample.url)
    assert found is not None
    return found


@pytest.mark.parametrize("sample", [*OF_A_DAY, *heldout.samples()], ids=lambda sample: sample.name)
def test_the_short_cut_takes_no_other_text_than_the_comparison_of_extractors(sample):
    compared = running._by_trafilatura(parsed(sample), LATEST, fast=False)
    found = running.extract(parsed(sample), LATEST)
    assert found == compared or running.weight(compared) < running.SHORT


@pytest.mark.parametrize(
    ("text", "own", "agree"),
    [
        pytest.param("a" * 300, "a" * 300, True, id="the same"),
        pytest.param("Quiet.\n" + "a" * 300, "a" * 300, True, id="a short line more"),
        pytest.param("a" * 300 + "\n" + "b" * 300, "a" * 300, False, id="twice as much"),
        pytest.param("a" * 300, "a" * 300 + "\n" + "b" * 300, False, id="half of it"),
        pytest.param("a" * 300, "a" * 300 + "\n" + "a" * 300, False, id="once what stands there twice"),
        pytest.param("a" * 150, "a" * 150, False, id="too short to be sure"),
        pytest.param("", "", False, id="nothing"),
    ],
)
def test_readings_agree_on_a_text_that_is_long_enough_and_nearly_the_same(text, own, agree):
    assert running._agree(text, own) is agree
