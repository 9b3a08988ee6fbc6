"""Finds what cites in a text: the parentheses and notes that the grammar reads, and the text around agrees with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from verifier.citations import brackets, lead_in
from verifier.citations.grammar import Reading, parse
from verifier.citations.links import Links
from verifier.citations.names import Standing, known
from verifier.citations.notes import Note
from verifier.citations.plain import Plain, plain
from verifier.records import Precision

_LEAD_REACH = 800
"""Characters before a parenthesis in which the outlet it leaves unnamed is looked for."""

Knows = Callable[[str], bool]
"""Whether a name is surely a publisher's."""


class Found(NamedTuple):
    """A parenthesis that cites, before its dates are settled."""

    start: int
    end: int
    words: Plain
    reading: Reading
    outlet: lead_in.Outlet | None = None
    """The one that stands before it in the text, where that names the source."""
    mark: tuple[int, int] | None = None
    """Of a note: where its mark stands in the running text."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it closes the words it vouches for."""
        return self.mark or (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Finder:
    """Of one document; `view` is its text without its markup."""

    text: str
    view: str
    links: Links
    notes: Sequence[Note]
    undated: bool
    """Parentheses that name publishers and no date are wanted too."""
    knows: Knows

    def all(self) -> Iterable[Found]:
        """What cites, in the order in which the words vouched for stand."""
        noted = list(self._notes())
        if not noted:
            return self._parentheses()
        taken = {one.start for one in noted}
        found = [one for one in self._parentheses() if one.start not in taken]
        return sorted([*found, *noted], key=attrgetter("place"))

    def _notes(self) -> Iterator[Found]:
        for note in self.notes:
            words = plain(self.text, note.start, note.end)
            reading = parse(words.words)
            if reading and not (reading.only_date or reading.undated or self._doubted(reading)):
                yield Found(note.start, note.end, words, reading, mark=note.mark)

    def _parentheses(self) -> Iterator[Found]:
        """Those that cite. One that does not is looked into: another may stand in it."""
        telling = not self.undated and not self.links
        last_end = 0
        at = brackets.opening(self.view, 0, telling=telling)
        while at >= 0:
            end = brackets.closing(self.view, at)
            one = self._read(at, end, last_end) if end > 0 else None
            if one is not None:
                yield one
                last_end = one.end
            at = brackets.opening(self.view, one.end if one else at + 1, telling=telling)

    def _read(self, start: int, end: int, last_end: int) -> Found | None:
        words = plain(self.view, start + 1, end - 1)
        reading = parse(words.words, bare=self.undated or bool(self.links))
        if reading is None or _is_code(self.view, start, reading):
            return None
        if reading.undated and not self.undated and not _linked(reading, words, self.links):
            return None
        if self._doubted(reading):
            return None
        if all(one.standing is Standing.PRESS for one in reading.mentions):
            return Found(start, end, words, reading)
        if reading.only_date or _by_author(reading):
            return self._with_outlet_before(start, end, last_end, words, reading)
        unknown = [one.source for one in reading.mentions if one.standing is Standing.PLAIN and not known(one.source)]
        if lead_in.speaks_of(self.view, start, unknown):
            return None
        return Found(start, end, words, reading)

    def _doubted(self, reading: Reading) -> bool:
        """Whether it cites only if its names are publishers', and they are not known to be."""
        return reading.doubtful and not all(
            one.standing is Standing.PRESS or (one.standing is Standing.PLAIN and self.knows(one.source))
            for one in reading.mentions
        )

    def _with_outlet_before(self, start: int, end: int, last_end: int, words: Plain, reading: Reading) -> Found | None:
        """A parenthesis of only a date, or of an author and a date: the text before it names the outlet."""
        low = max(last_end, start - _LEAD_REACH)
        blank = self.view.rfind("\n\n", low, start)
        low = blank + 2 if blank >= 0 else low
        mentions = reading.mentions
        if not reading.only_date:
            outlet = lead_in.of_paragraph(self.view, low, start)
            if outlet is None:
                return Found(start, end, words, reading)
            mentions = tuple(one._replace(source=outlet.name, author=one.source) for one in mentions)
            return Found(start, end, words, Reading(mentions), outlet)
        if any(one.precision is not Precision.DAY for one in mentions[0].dates):
            return None
        outlet = lead_in.adjoining(self.view, low, start)
        if outlet is None:
            linked = self.links and self.links.over(words.place(0), words.place(len(words.words)))
            return Found(start, end, words, reading) if linked else None
        return Found(start, end, words, Reading(tuple(one._replace(source=outlet.name) for one in mentions)), outlet)


def _is_code(view: str, start: int, reading: Reading) -> bool:
    """The target of a raw Markdown link, or the arguments of a call: "parse(Interfax, 2014)"."""
    before = view[start - 1] if start else " "
    if before == "]":
        return reading.mentions[0].url is not None
    if not (before.isascii() and (before.isalnum() or before == "_")):
        return False
    return not any(one.precision is Precision.DAY for mention in reading.mentions for one in mention.dates)


def _linked(reading: Reading, words: Plain, links: Links) -> bool:
    return all(links.over(words.place(one.start), words.place(one.end)) for one in reading.mentions)


def _by_author(reading: Reading) -> bool:
    """Whether it names one person and a day in figures: "(Smith, 3/5)"."""
    one = reading.mentions[0]
    return (
        len(reading.mentions) == 1
        and one.standing in (Standing.PLAIN, Standing.PERSON)
        and bool(one.dates)
        and "/" in one.dates[0].text
    )
