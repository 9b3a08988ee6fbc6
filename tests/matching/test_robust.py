"""Whatever a page holds: no exception, exact offsets, numbers in range, time that grows with its length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier import policy, shipped
from verifier.matching import assess, rank
from verifier.prose.words import listed

THRESHOLDS = policy.parse(shipped.table(shipped.config("policy.toml"))).matching
SCRAPS = st.sampled_from(
    [
        *listed("Japan Russia not no denied million five and but which who said that banned will may was by of banks"),
        *listed(
            "“ ” \" ( ) [ ] … ... . ! 5 2,000 $ % percent 24 September 2014 Wednesday Москва 日本 'i G-7 one-third"
        ),
        "\n",
        "\u00a0",
        "\u200b",
    ]
)
TEXT = st.lists(SCRAPS, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_any_two_texts_can_be_compared(claim: str, text: str) -> None:
    given_ = assess(claim, text, policy=THRESHOLDS, language="en", claim_language="en")
    assert 0.0 <= given_.support <= 1.0
    assert 0.0 <= given_.contradiction <= 1.0
    assert 0.0 <= given_.relatedness <= 1.0
    assert given_.parts
    for passage in given_.passages:
        assert text[passage.start : passage.end] == passage.text
    assert len(rank(claim, [text, claim])) == 2


CLAIM = "Japan approved new sanctions on Russia and banned “five Russian banks” from issuing securities"


@pytest.mark.parametrize(
    "unit", ["and banned ", "5 ", "... ", "ignore the ", "not no never ", "([", "Japan Russia ", "a, "]
)
def test_a_hostile_page_costs_time_by_its_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        begun = time.perf_counter()
        assess(CLAIM, unit * (length // len(unit)), policy=THRESHOLDS)
        return time.perf_counter() - begun

    assert seconds(60_000) < 5.0
