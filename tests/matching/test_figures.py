"""Figures and days: read from words and digits, compared for the same thing."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.matching.figures import agree, figures, same_kind
from verifier.matching.lines import read
from verifier.matching.measures import check_days, check_figures
from verifier.matching.moments import could_be, moments
from verifier.records import FigureStatus

READ = [
    ("five Russian banks", 5, 5, ""),
    ("a loan of $2 bn", 2e9, 2e9, "usd"),
    ("2,000 million dollars", 2e9, 2e9, "usd"),
    ("400 billion U.S. dollars", 4e11, 4e11, "usd"),
    ("between 5 and 7 percent", 5, 7, "%"),
    ("30-40 per cent", 30, 40, "%"),
    ("one-third of the members", 100 / 3, 100 / 3, "%"),
    ("one-tenth of its purchases", 10, 10, "%"),
    ("half of the ships", 50, 50, "%"),
    ("twenty-five officials", 25, 25, ""),
    ("three hundred thousand yen", 3e5, 3e5, "jpy"),
    ("2,134,000 tons", 2134000, 2134000, "t"),
    ("the 5th meeting", 5, 5, ""),
    ("9.35 US cents", 9.35, 9.35, "cent"),
    ("33 billion cubic metres", 3.3e10, 3.3e10, "m3"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), READ)
def test_a_figure_is_read(text: str, low: float, high: float, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.unit) == (pytest.approx(low), pytest.approx(high), unit)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    "text", ["on September 24, 2014", "the G-7", "flight MH-17", "two", "one of them", "in a Boeing 737"]
)
def test_days_names_and_pronouns_are_no_figures(text: str) -> None:
    assert [one for one in figures(text) if one.text != "two"] == []


AGREE = [
    ("five banks", "5 banks", True),
    ("$2 bn", "2,000 million dollars", True),
    ("about 35 billion dollars", "34.8 billion dollars", True),
    ("2.1 million tons", "2,134,000 tons", True),
    ("2 million tons", "2.4 million tons", False),
    ("11 percent", "17 percent", False),
    ("more than 100,000 men", "155,000 men", True),
    ("at least five banks", "three banks", False),
    ("up to 15 billion euros", "up to 10 billion euros", False),
    ("6 percent", "between 5 and 7 percent", True),
    ("15 men", "16 men", False),
    ("a little over nine cents", "9.35 US cents", True),
    ("a little over nine cents", "14 cents", False),
    ("just under 10 percent", "9.7 percent", True),
    ("just under 10 percent", "8 percent", False),
]


@pytest.mark.parametrize(("claimed", "told", "expected"), AGREE)
def test_figures_agree_exactly_rounded_or_within_bounds(claimed: str, told: str, expected: bool) -> None:
    assert (agree(figures(claimed)[0], figures(told)[0]) is not None) == expected


def test_only_figures_of_the_same_thing_are_compared() -> None:
    banks, ships, dollars = figures("five banks")[0], figures("three ships")[0], figures("five dollars")[0]
    assert not same_kind(banks, ships)
    assert not same_kind(banks, dollars)


def status_of(claim: str, told: str) -> FigureStatus:
    line = read(told)
    return check_figures(read(claim), [line], [line], [])[0].status


OPPOSED = [
    ("Japan will ban three Russian banks", "Japan will ban five Russian banks.", FigureStatus.MISMATCH),
    ("Japan will ban five Russian banks", "Japan will ban 5 Russian banks.", FigureStatus.MATCH),
    ("Japan will ban three Russian banks", "Japan will ban Russian banks; five ships sank.", FigureStatus.ABSENT),
    ("Unemployment rose to 5.3 percent", "Consumer prices rose by 11.4 percent.", FigureStatus.ABSENT),
    (
        "The share of Kazakhs rose to 21 percent",
        "The share of Kazakhs rose to 66 percent, while that of Russians declined to 21 percent.",
        FigureStatus.MISMATCH,
    ),
    (
        "Uzbekistan puts the price of its railway at $1.9 billion",
        "Uzbekistan's railway costs $1.6 billion.",
        FigureStatus.MISMATCH,
    ),
    (
        "The Tajik government has borrowed $300 million",
        "Tajikistan took a loan of $230 million.",
        FigureStatus.MISMATCH,
    ),
    ("The line costs $1.9 billion", "The line will earn $1.6 billion a year.", FigureStatus.ABSENT),
    ("India will get three of the ships", "Two of the ships go to India. It is the third ship.", FigureStatus.MISMATCH),
]


@pytest.mark.parametrize(("claim", "told", "expected"), OPPOSED)
def test_another_figure_opposes_only_for_the_same_thing(claim: str, told: str, expected: FigureStatus) -> None:
    assert status_of(claim, told) is expected


DAYS = [
    ("on September 5", "on 5 September 2014", True),
    ("on September 5", "on September 12", False),
    ("in October", "in November", False),
    ("in 2013", "on March 3", None),
    ("on Wednesday", "Sept. 24", True),
    ("on Thursday", "Sept. 24", False),
    ("this fall", "in the autumn", True),
    ("until the spring", "before the autumn", False),
    ("in the autumn", "in 2014", None),
]


@pytest.mark.parametrize(("claimed", "told", "expected"), DAYS)
def test_days_may_be_the_same_by_what_both_name(claimed: str, told: str, expected: bool | None) -> None:
    assert could_be(moments(claimed)[0], moments(told)[0], date(2014, 9, 24)) is expected


@pytest.mark.parametrize("text", ["the fall of the ruble", "prices fall", "the Winter Olympics"])
def test_not_every_fall_is_a_season(text: str) -> None:
    assert moments(text) == ()


def test_first_counts_nothing_where_it_only_orders() -> None:
    line = read("The company must study the sanctions.")
    assert check_figures(read("The company must first study the sanctions"), [line], [line], []) == ()


def test_another_day_for_the_same_event_is_opposed() -> None:
    claim, told = read("Abe will meet Putin in Beijing in October"), read("Abe will meet Putin in Beijing in November.")
    assert [check.status for check in check_days(claim, [told], [], None)] == [FigureStatus.MISMATCH]
