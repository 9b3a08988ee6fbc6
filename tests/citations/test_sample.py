"""A whole commentary, of the kind the service was made for."""

from datetime import date
from pathlib import Path

import pytest

import verifier

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "seeds" / "russia-japan.txt"
ORIGINAL = ROOT.parent / "shared" / "seeds" / "000_323b7ef2ec32f867.txt"
SEVEN = [
    ("Asahi Shimbun AJW", "2014-09-24"),
    ("Xinhua", "2014-09-24"),
    ("Interfax", "2014-09-24"),
    ("China Daily Online", "2014-09-24"),
    ("mid.ru", "2014-09-24"),
    ("Interfax", "2014-09-24"),
    ("Nikkei Asian Review", "2014-09-23"),
]


@pytest.fixture(params=[SAMPLE, ORIGINAL], ids=["our own", "the original"])
def text(request):
    if not request.param.exists():
        pytest.skip(f"{request.param.name} is not on this machine")
    return request.param.read_text("utf-8")


@pytest.mark.parametrize("published", [date(2014, 10, 3), None])
def test_seven_citations_and_nothing_else(text, published):
    found = verifier.extract(text, published=published)
    assert [(line.source, str(line.date.start)) for one in found for line in one.references] == SEVEN


def test_years_not_written_are_marked_as_inferred(text):
    inferred = [one.references[0].date.year_inferred for one in verifier.extract(text, published=date(2014, 10, 3))]
    assert inferred == [True, False, True, True, True, True, True]


def test_elision_is_a_part_of_its_quotation(text):
    quoted = [each.text for one in verifier.extract(text) for each in one.claim.quotations]
    assert any("[…]" in words for words in quoted)


def test_claims_of_the_original_reach_back_as_a_reader_would():
    if not ORIGINAL.exists():
        pytest.skip("the original sample is not on this machine")
    claims = [one.claim.text for one in verifier.extract(ORIGINAL.read_text("utf-8"))]
    xinhua, interfax, ministry, second = claims[1], claims[2], claims[4], claims[5]
    assert xinhua.startswith("Moreover, Japan has")
    assert xinhua.endswith("issuing securities in Japan")
    assert interfax.startswith("In other signs")
    assert interfax.endswith("investments in Russia")
    assert ministry.startswith("The Russian foreign ministry")
    assert ministry.endswith("statement claimed")
    assert second.startswith("Beyond this veiled threat")
