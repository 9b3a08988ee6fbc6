"""Which day is asked about first."""

from datetime import date

import pytest

from verifier.discovery.days import days_of, may_be_of
from verifier.records import Window


@pytest.mark.parametrize(
    ("first", "last", "order"),
    [(23, 25, [24, 25, 23]), (24, 24, [24]), (24, 25, [24, 25]), (22, 26, [24, 25, 23, 26, 22])],
)
def test_the_cited_day_then_those_around_it(first: int, last: int, order: list[int]) -> None:
    window = Window(date(2014, 9, first), date(2014, 9, last))
    assert [day.day for day in days_of(window)] == order


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("http://daily.example/2014/09/24/a", True),
        ("http://daily.example/2014/09/a", True),
        ("http://daily.example/a", True),
        ("http://daily.example/2014/09/26/a", False),
        ("http://daily.example/2014/10/a", False),
    ],
)
def test_an_address_that_bears_another_day_is_not_of_these(url: str, may: bool) -> None:
    assert may_be_of(Window(date(2014, 9, 23), date(2014, 9, 25)), url) is may
