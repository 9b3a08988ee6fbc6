"""Names gather until their dates come: how the items of one group become mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from verifier.citations.names import Standing, platform
from verifier.citations.written import Written
from verifier.records import Precision, Relation

PRESS_SINCE = 1990
"""A day before that year, beside a name that need not be a publisher's, is more often an event's than a report's."""


class Mention(NamedTuple):
    """One source as a parenthesis mentions it, with the dates that are its own."""

    source: str
    start: int
    end: int
    """Where its name stands in the parenthesis' words; where there is none, its date or URL."""
    standing: Standing = Standing.PLAIN
    dates: tuple[Written, ...] = ()
    dated_at: tuple[int, int] = (0, 0)
    relation: Relation = Relation.CITES
    title: str | None = None
    url: str | None = None
    linked: bool = False
    """A URL stands with it, be it one that was cut short and leads nowhere."""
    author: str | None = None
    accessed: Written | None = None
    back: bool = False
    """It refers back ("ibid."): its source is the one cited before."""
    same_day: bool = False
    """Its date is the one cited before."""
    no_date: bool = False
    """It is said to have no date: "n.d." """
    only_date: bool = False
    """No source is written, and none was lost."""
    runs_on: bool = False
    """A name that nothing tells to be a publisher's, and that no comma parts from its date."""


@dataclass(slots=True)
class Gathering:
    """What one group has said so far."""

    relation: Relation
    opens_empty: bool = False
    title: str | None = None
    _authors: int = 0
    """How many of the names stand before the title."""
    _names: list[Mention] = field(default_factory=list)
    _dates: list[Written] = field(default_factory=list)
    _dated_at: tuple[int, int] = (0, 0)
    _done: list[Mention] = field(default_factory=list)

    def add_name(self, name: Mention) -> None:
        if name.back and self._names and not self._dates:
            self.same_day()
            return
        if self._names and self._dates:
            if all(one.standing is Standing.PLACE and not one.linked for one in self._names):
                self._names = []  # "Moscow, September 24, Interfax": a dateline before the name
            else:
                self._flush()
        self._names.append(name)

    def add_dates(self, dates: tuple[Written, ...], start: int, end: int) -> None:
        self._dates += dates
        self._dated_at = (start, end)

    def add_title(self, title: str) -> None:
        """The title of what the names around it published; a name before it is that of its author."""
        self.title = title
        self._authors = len(self._names)

    def add_url(self, url: Mention) -> None:
        """A URL is that of the name before it; without one it is a source itself."""
        if self._names:
            self._names[-1] = self._names[-1]._replace(url=url.url, linked=True)
        elif self._done and not self._dates:
            self._done[-1] = self._done[-1]._replace(url=url.url, linked=True)
        else:
            self._names.append(url)

    def same_day(self) -> None:
        self._names = [name._replace(same_day=True) for name in self._names]

    def no_date(self) -> None:
        self._names = [name._replace(no_date=True) for name in self._names]

    def close(self) -> list[Mention]:
        self._flush()
        for number, (one, relay) in enumerate(pairwise(self._done), 1):
            if relay.relation is Relation.VIA and one.dates and not relay.dates:
                self._done[number] = relay._replace(dates=one.dates, dated_at=one.dated_at)
        return self._done

    def _flush(self) -> None:
        """The names so far get the dates so far."""
        author, names = self._authors_told()
        lost = self.opens_empty and not self._done
        if lost and (names or self._dates):
            at = names[0].start if names else self._dated_at[0]
            names = [Mention("", at, at, Standing.PLAIN, relation=self.relation), *names]
        if not names and self._dates and not self._done:
            names = [Mention("", *self._dated_at, Standing.PLACE, relation=self.relation, only_date=True)]
        self._done += (
            name._replace(dates=tuple(self._dates), dated_at=self._dated_at, title=self.title, author=author)
            for name in names
        )
        self._names, self._dates = [], []
        if names:
            self.title, self._authors = None, 0

    def _authors_told(self) -> tuple[str | None, list[Mention]]:
        """The names without the authors, places and platforms among them: "John Smith, The Guardian",
        "Reuters, Moscow", "Baza, Telegram"; and the author."""
        names = self._names
        if len(names) < 2:
            return None, names
        best = max(name.standing for name in names)
        author = None
        if self._is_author(names[0], best):
            author, names = names[0].source, names[1:]
        if best is Standing.PRESS:
            names = [one for one in names if one.standing is not Standing.PLACE or one.linked]
        return author, [one for one in names if not platform(one.source)] or names

    def _is_author(self, first: Mention, best: Standing) -> bool:
        """Whether the first name is that of a person who wrote for the others: a person's by its look; one before
        a title; or one word before a day in figures, "(McNeil, New York Times, 3/9)"."""
        if first.standing is Standing.PERSON:
            return best > Standing.PERSON
        in_figures = any(one.precision is Precision.DAY and "/" in one.text for one in self._dates)
        return first.standing < best is Standing.PRESS and (
            self._authors == 1 or (in_figures and " " not in first.source)
        )
