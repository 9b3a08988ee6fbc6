"""Settles written dates: the year that is not written, and the order of "3/5", from the document as a whole.

A missing year is the latest one that puts the day not after the document's own date. Without such a date
it is the one that comes nearest to the full date that stands nearest in the text. Otherwise it stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from verifier.citations.written import Parts, Written
from verifier.prose.months import days_in_month
from verifier.records import CitedDate, Precision, Undated

MONTH_FIRST_LANGUAGES = frozenset({None, "en"})
"""Where "3/5" is the fifth of March if nothing in the document says otherwise: American usage."""

LEAP_SEARCH = 8
"""Years back in which every day of the calendar occurs at least once, February 29 over 1900 included."""


class Placed(NamedTuple):
    """A date as written at `at` in the text."""

    at: int
    written: Written


class Anchor(NamedTuple):
    """A full date that stands at `at` in the text."""

    at: int
    day: date


class Calendar:
    """What settles the dates of one document.

    `cited` gives every date its citations write, and `full_dates` those of its running text; each is asked
    at most once, and only when a date is open that they can settle.
    """

    def __init__(
        self,
        published: date | None,
        language: str | None,
        cited: Callable[[], Sequence[Placed]],
        full_dates: Callable[[], Sequence[Placed]],
    ) -> None:
        self._published = published
        self._language = language
        self._cited = cited
        self._full_dates = full_dates
        self._settled: dict[Written, CitedDate | Undated] = {}

    def settle(self, written: Written, at: int) -> CitedDate | Undated:
        """The days meant by what is written at `at` in the text, or why they cannot be told."""
        settled = self._settled.get(written)
        if settled is None:
            settled = self._settle(written, at)
            if self._published is not None or None not in (written.first[0], written.last[0]):  # else the place decides
                self._settled[written] = settled
        return settled

    def _settle(self, written: Written, at: int) -> CitedDate | Undated:
        first, last, origin = written.first, written.last, "written"
        if written.order_open and self._month_first:
            first = last = (first[0], first[2], first[1])
        if first[0] is None or last[0] is None:
            inferred = self._year(first, at)
            if inferred is None:
                return Undated.YEAR_UNKNOWN
            year, origin = inferred
            turns = first is not last and _turns_year(first, last)
            first, last = (year, first[1], first[2]), (year + turns, last[1], last[2])
        start = _first_day(first)
        end = start if first == last and first[2] else _last_day(last)
        if start is None or end is None or end < start:
            return Undated.IMPOSSIBLE
        return CitedDate(written.text, start, end, written.precision, origin != "written", origin)

    def _year(self, parts: Parts, at: int) -> tuple[int, str] | None:
        """The year that is not written, and where it is from."""
        if self._published is not None:
            return _latest(parts, self._published), "document"
        anchor = _nearest(self._anchors, at)
        return None if anchor is None else (_closest(parts, anchor.day), "text")

    @cached_property
    def _month_first(self) -> bool:
        return prefers_month_first(self._language, [one.written for one in self._cited()])

    @cached_property
    def _anchors(self) -> Sequence[Anchor]:
        """The full dates of the citations, or else of the text."""
        return _anchors(self._cited()) or _anchors(self._full_dates())


def _turns_year(first: Parts, last: Parts) -> bool:
    """Whether a range without years runs over New Year: "December 30-January 2"."""
    return (first[1] or 0, first[2] or 0) > (last[1] or 0, last[2] or 99)


def _latest(parts: Parts, limit: date) -> int:
    """The latest year in which the day exists and is not after `limit`; the limit's own if there is none."""
    month, day_of_month = parts[1] or 1, parts[2] or 1
    for year in range(limit.year, limit.year - LEAP_SEARCH - 1, -1):
        day = _date(year, month, day_of_month)
        if day is not None and day <= limit:
            return year
    return limit.year


def _closest(parts: Parts, anchor: date) -> int:
    """The year that brings the day nearest to `anchor`; its own if no calendar has the day."""
    half = LEAP_SEARCH // 2
    days = [(year, _first_day((year, *parts[1:]))) for year in range(anchor.year - half, anchor.year + half + 1)]
    return min(((abs((day - anchor).days), year) for year, day in days if day), default=(0, anchor.year))[1]


def _anchors(placed: Sequence[Placed]) -> Sequence[Anchor]:
    anchors = []
    for at, one in placed:
        full = one.precision is Precision.DAY and one.year is not None and not one.order_open
        day = _last_day(one.last) if full else None
        if day is not None:
            anchors.append(Anchor(at, day))
    return anchors


def _nearest(anchors: Sequence[Anchor], at: int) -> Anchor | None:
    if not anchors:
        return None
    after = bisect_left(anchors, at, key=lambda anchor: anchor.at)
    around = anchors[max(after - 1, 0) : after + 1]
    return min(around, key=lambda anchor: abs(anchor.at - at))


def _first_day(parts: Parts) -> date | None:
    year, month, day = parts
    return _date(year or 0, month or 1, day or 1)


def _last_day(parts: Parts) -> date | None:
    year, month, day = parts
    month = month or 12
    return _date(year or 0, month, day or (days_in_month(year or 0, month) if month <= 12 else 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # the calendar has no such day


def prefers_month_first(language: str | None, written: Sequence[Written]) -> bool:
    """How "3/5" is to be read: as the document's other dates show, else as its language has it."""
    votes = sum(_order_shown(one) for one in written if one.precision is Precision.DAY and not one.order_open)
    return votes > 0 if votes else language in MONTH_FIRST_LANGUAGES


def _order_shown(one: Written) -> int:
    """Above 0 where the date is written month first, below where day first, 0 where it does not show.
    One in figures, "13/11", says more than one with the month's name."""
    head = one.text.lstrip()
    if not head[:1].isdigit():
        return 1
    if head[:4].isdigit():
        return 0
    if "/" not in head:
        return -1
    month_first = one.first[1] == int(head.split("/")[0])
    return 3 if month_first else -3
