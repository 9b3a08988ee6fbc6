"""How likely a whole claim is borne out: the signs, one by one, and what comes of them together."""

from __future__ import annotations

import pytest

from verifier.matching import assess
from verifier.matching.lines import read
from verifier.matching.signs import signs
from verifier.matching.whole import WholeClaim, shipped
from verifier.policy import Matching

REPORT = (
    "The port of Varna opened a new pier in May 2014.",
    "It cost 3,800 euros a metre, Mayor Ivan Petrov said.",
    *("Nothing else of note was said on that day by anyone." for _ in range(14)),
    "Sofia celebrated in 2011.",
)
LINES = [read(one) for one in REPORT]


def of(claim: str) -> dict[str, float]:
    return dict(signs(read(claim), LINES))


@pytest.mark.parametrize(
    ("sign", "lacking", "having"),
    [
        ("number_nowhere", "Varna opened a pier in 2013", "Varna opened a pier in 2014"),
        ("number_nowhere", "It cost 3,900 euros", "It cost 3800 euros"),
        ("year_elsewhere", "Varna opened a pier in 2011", "Varna opened a pier in 2014"),
        ("figure_elsewhere", "The pier cost 40 euros", "The pier cost 3,800 euros"),
        ("name_nowhere", "Mayor Boris Petrov spoke", "Mayor Ivan Petrov spoke"),
        ("names_elsewhere", "The port of Sofia opened a new pier in May", "The port of Varna opened a new pier in May"),
        ("names_apart", "He met Petrov Ivan there", "He met Ivan Petrov there"),
    ],
)
def test_what_is_not_there_is_told(sign: str, lacking: str, having: str) -> None:
    assert of(lacking)[sign] > of(having)[sign] == 0.0


@pytest.mark.parametrize(
    ("sign", "more", "less"),
    [
        ("close", "the port of Varna opened a new pier", "the port of Varna celebrated a new pier"),
        ("gathered", "the pier of Varna and what Petrov said", "the pier of Varna and what Sofia celebrated"),
        ("neighbours", "the port of Varna opened a new pier", "a new port opened the pier of Varna"),
    ],
)
def test_what_is_there_counts_by_how_it_stands(sign: str, more: str, less: str) -> None:
    assert of(more)[sign] > of(less)[sign]


@pytest.mark.parametrize("claim", ["", "of the", "…", "3,800", "Varna"])
def test_whatever_the_claim_shares_are_shares(claim: str) -> None:
    for lines in (LINES, []):
        found = signs(read(claim), lines)
        assert all(0.0 <= found[name] <= 1.0 for name in ("close", "gathered", "neighbours"))


def test_the_shipped_weights_are_of_the_signs_and_each_pulls_the_way_it_should() -> None:
    whole = shipped()
    assert whole.weights.keys() == {*of("x"), "parts", "related"}
    for name, weight in whole.weights.items():
        assert (weight < 0) == name.endswith(("_nowhere", "_elsewhere", "_apart")), name


def test_a_missing_figure_costs_more_than_a_missing_word(thresholds: Matching) -> None:
    plain, word, year = (
        assess(f"The port of Varna opened a {what}", "\n".join(REPORT), policy=thresholds).support
        for what in ("new pier in May 2014", "splendid pier in May 2014", "new pier in May 2013")
    )
    assert plain > word > year


def test_it_is_a_probability_and_the_label_raises_it() -> None:
    whole = WholeClaim(bias=-1.0, weights={"close": 2.0}, supported=0.5)
    assert whole.probability({"close": 0.5}, supported=False) == pytest.approx(0.5)
    assert whole.probability({"close": 0.5}, supported=True) > 0.5


def test_what_is_opposed_bounds_it(thresholds: Matching) -> None:
    given = assess("The port of Varna did not open a new pier in May 2014", "\n".join(REPORT), policy=thresholds)
    assert given.support <= 1.0 - given.contradiction
