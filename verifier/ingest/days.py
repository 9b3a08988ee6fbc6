"""Full dates (a day, a month, a year) as the head of a document writes them.

Only unmistakable ones: a numeric date of which both orders could be meant is none. The grammar of cited
dates, with its missing years, is not here but in the citations room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verifier.prose.months import MONTHS


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """The day that `line[start:end]` names."""

    start: int
    end: int
    day: date


_NAME = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"((?:19|20)\d\d)\b"
_MONTH_FIRST = re.compile(rf"\b{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{_NAME},?\s+(?:de\s+|del\s+)?{_YEAR}", re.IGNORECASE
)
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


def days_in(line: str) -> list[WrittenDay]:
    """Every full date of the line, in order; a day no calendar has is none."""
    return sorted((found for found in _all(line)), key=lambda found: found.start)


def _all(line: str) -> Iterator[WrittenDay]:
    for found in _MONTH_FIRST.finditer(line):
        yield from _written(found, found[3], MONTHS[found[1].lower()], found[2])
    for found in _DAY_FIRST.finditer(line):
        yield from _written(found, found[3], MONTHS[found[2].lower()], found[1])
    for pattern in (_ISO, _CJK):
        for found in pattern.finditer(line):
            yield from _written(found, found[1], found[2], found[3])
    for found in _DOTTED.finditer(line):
        yield from _written(found, found[3], found[2], found[1])
    for found in _SLASHED.finditer(line):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            yield from _written(found, found[3], second, first)
        elif second > 12:
            yield from _written(found, found[3], first, second)


def _written(found: re.Match[str], year: str, month: str | int, day: str | int) -> Iterator[WrittenDay]:
    try:
        yield WrittenDay(found.start(), found.end(), date(int(year), int(month), int(day)))
    except ValueError:
        return
