"""The extractor on the gold documents, with floors that only rise."""

import pytest

from tests.citations.gold import load, score
from verifier.citations import extract

FLOORS = {"parentheses": 0.99, "outlets": 0.985, "dated": 0.98, "claims": 0.95}


@pytest.fixture(scope="module")
def documents():
    return load()


@pytest.fixture(scope="module")
def scores(documents):
    return score(extract, documents)


def test_gold_set_is_large_enough_to_say_something(documents):
    assert len(documents) >= 120
    assert sum(len(one.references) for gold in documents for one in gold.citations) >= 500


def test_gold_names_are_unique(documents):
    assert len({gold.name for gold in documents}) == len(documents)


@pytest.mark.parametrize("measure", FLOORS)
def test_extraction_stays_above_its_floor(scores, measure):
    assert getattr(scores, measure).f1 >= FLOORS[measure], "\n".join(scores.differences)


def test_every_offset_of_the_gold_slices_back(documents):
    for gold in documents:
        text = gold.document.text
        for one in extract(gold.document):
            assert text[one.start : one.end] == one.text
            assert text[one.claim.start : one.claim.end] == one.claim.text
            for quoted in one.claim.quotations:
                assert text[quoted.start : quoted.end] == quoted.text
                assert one.claim.start <= quoted.start <= quoted.end <= one.claim.end
