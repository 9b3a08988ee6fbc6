"""The day of a periodical's issue from its volume and number, by a table of known series.

"Eurasia Daily Monitor, Volume 11, Issue 175" says which year it is of, to the day only where the table
has that issue for an anchor. Tolerance: the year is exact, the day is off by a few days near an anchor and
by some weeks far from one. It errs towards late and never leaves the volume's year, because a day
too early would put the citations of the last days before it into the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from typing import Any


@dataclass(frozen=True, slots=True)
class Anchor:
    """An issue that is known to have appeared on that day."""

    volume: int
    issue: int
    date: date


@dataclass(frozen=True)
class Series:
    """A periodical whose volumes are calendar years; `issues_per_year` is of a full year, rounded."""

    name: str
    aliases: tuple[str, ...]
    first_year: int
    issues_per_year: int
    anchors: tuple[Anchor, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def day_of(self, volume: int, issue: int) -> date | None:
        """The day of an issue, at a steady pace between the anchors of its volume, the volume's beginning
        and its end; None for a volume of no year the calendar has."""
        year = self.first_year + volume - 1
        if not 1 <= volume <= 400 or not 1 <= year <= 9998:
            return None
        first, last = date(year, 1, 1), date(year, 12, 31)
        anchors = sorted((anchor.issue, anchor.date) for anchor in self.anchors if anchor.volume == volume)
        before = max((known for known in anchors if known[0] <= issue), default=(0, first))
        after = min((known for known in anchors if known[0] > issue), default=None)
        if before[0] == issue:
            return before[1]
        pace = 366 / self.issues_per_year if after is None else (after[1] - before[1]).days / (after[0] - before[0])
        days = ceil((issue - before[0]) * pace)
        return min(last, before[1] + timedelta(days=min(days, 366)))


def known(table: Mapping[str, Any]) -> tuple[Series, ...]:
    """The series of a parsed `config/series.toml`."""
    return tuple(
        Series(
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            first_year=row["first_year"],
            issues_per_year=row["issues_per_year"],
            anchors=tuple(Anchor(**anchor) for anchor in row.get("anchors", ())),
        )
        for row in table.get("series", ())
    )


def named(words: str, series: Iterable[Series]) -> Series | None:
    """The series whose name `words` ends with: the longest, so that "Eurasia Daily Monitor" is no "Monitor"."""
    plain = _plain(words)
    fitting = [
        (len(name), one)
        for one in series
        for name in map(_plain, one.names)
        if plain == name or plain.endswith(" " + name)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
