"""Settles written dates: the year that is not written, and the order of "3/5", from the document as a whole.

A missing year is the latest one that puts the day not after the document's own date. Without such a date
it is the one that comes nearest to the full date that stands nearest in the text. Otherwise it stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from verifier.citations.dates import Parts, Written
from verifier.prose.months import days_in_month
from verifier.records import CitedDate, Precision, Undated

MONTH_FIRST_LANGUAGES = frozenset({None, "en"})
"""Where "3/5" is the fifth of March if nothing in the document says otherwise: American usage."""

LEAP_SEARCH = 8
"""Years back in which every day of the calendar occurs at least once, February 29 over 1900 included."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A full date that stands at `at` in the text."""

    at: int
    day: date


@dataclass(slots=True)
class Calendar:
    published: date | None
    month_first: bool
    look_around: Callable[[], Sequence[Anchor]]
    """The text's full dates in order of place; asked only when a year is missing and `published` is too."""
    _anchors: Sequence[Anchor] | None = field(default=None, init=False)

    def settle(self, written: Written, at: int) -> CitedDate | Undated:
        """The days meant by what is written at `at` in the text, or why they cannot be told."""
        written = self._in_order(written)
        first, last, origin = written.first, written.last, "written"
        if first[0] is None or last[0] is None:
            inferred = self._infer(written, at)
            if inferred is None:
                return Undated.YEAR_UNKNOWN
            year, origin = inferred
            first = (year, *first[1:])
            last = (year + (first[1:] > last[1:] if first[2] else (first[1] or 0) > (last[1] or 0)), *last[1:])
        start, end = _first_day(first), _last_day(last)
        if start is None or end is None or end < start:
            return Undated.IMPOSSIBLE
        return CitedDate(written.text, start, end, written.precision, origin != "written", origin)

    def _in_order(self, written: Written) -> Written:
        if not (written.order_open and self.month_first):
            return written
        return replace(written, first=_swapped(written.first), last=_swapped(written.last), order_open=False)

    def _infer(self, written: Written, at: int) -> tuple[int, str] | None:
        if written.first[1] is None:
            return None
        if self.published is not None:
            year = _latest(written.first, self.published)
            return (year, "document") if year is not None else (self.published.year, "document")
        if self._anchors is None:
            self._anchors = self.look_around()
        anchor = _nearest(self._anchors, at)
        return None if anchor is None else (_closest(written.first, anchor.day), "text")


def _swapped(parts: Parts) -> Parts:
    return parts[0], parts[2], parts[1]


def _latest(parts: Parts, limit: date) -> int | None:
    """The latest year in which the day exists and is not after `limit`."""
    for year in range(limit.year, limit.year - LEAP_SEARCH - 1, -1):
        day = _first_day((year, *parts[1:]))
        if day is not None and day <= limit:
            return year
    return None


def _closest(parts: Parts, anchor: date) -> int:
    days = [(year, _first_day((year, *parts[1:]))) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    return (
        min((abs((day - anchor).days), year) for year, day in days if day)[1]
        if any(d for _, d in days)
        else anchor.year
    )


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
    if not (year and 1 <= month <= 12):
        return None
    return _date(year, month, day or days_in_month(year, month))


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return date(year, month, day)


def prefers_month_first(language: str | None, written: Sequence[Written]) -> bool:
    """How "3/5" is to be read: as the document's other dates in figures, else its named ones, else its language."""
    votes = 0
    for one in written:
        if one.precision is Precision.DAY and not one.order_open:
            votes += _order_shown(one)
    if votes:
        return votes > 0
    return language in MONTH_FIRST_LANGUAGES


def _order_shown(one: Written) -> int:
    """+1 where the date is written month first, -1 where day first, 0 where it does not show."""
    head = one.text.lstrip()
    if not head or (head[0].isdigit() and head[:4].isdigit()):
        return 0
    if not head[0].isdigit():
        return 1
    figures = head.replace("/", " ").replace(".", " ").split()
    if "/" in head and len(figures) > 1 and figures[0].isdigit() and figures[1].isdigit():
        return 3 if int(figures[1]) > 12 else -3
    return -1
