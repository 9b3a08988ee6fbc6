"""From a document to its citations: find the parentheses, read them, settle their dates, take their claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from verifier.citations import brackets, dates, lead_in, notes
from verifier.citations.calendar import Calendar, Placed
from verifier.citations.claims import Claims
from verifier.citations.gathering import Mention
from verifier.citations.grammar import Reading, parse
from verifier.citations.links import Links
from verifier.citations.names import Standing, known
from verifier.citations.plain import Plain, plain
from verifier.records import Citation, CitedDate, Document, Precision, Reference, Span, Undated

_FULL_YEAR = re.compile(r"(?<![\d.,/$€£])(?:19|20)\d\d(?![\d.,]\d)")
_LEAD_REACH = 800
"""Characters before a parenthesis in which the outlet it leaves unnamed is looked for."""

_AROUND_YEAR = 24
"""Characters before and after a year in which the rest of its date stands."""


class _Found(NamedTuple):
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


def extract(document: Document, *, undated: bool = False) -> tuple[Citation, ...]:
    """Every press citation of the document, in order.

    With `undated`, parentheses that only name publishers, "(Interfax)", are citations too. Never raises; the
    work grows as the length of the text.
    """
    view = _view(document.text, document.markup)
    links = Links(document.links)

    def cited() -> list[Placed]:
        found = _all(document.text, view, links, undated)
        return [Placed(one.start, each) for one in found for mention in one.reading.mentions for each in mention.dates]

    calendar = Calendar(document.published, document.language, cited, lambda: _full_dates(view))
    claims = Claims(document.text, view)
    citations: list[Citation] = []
    references: tuple[Reference, ...] = ()
    for one in _all(document.text, view, links, undated):
        references = tuple(_references(one, calendar, links, references))
        claim = claims.of(*one.place, one.outlet)
        citations.append(Citation(one.start, one.end, document.text[one.start : one.end], claim, references))
    return tuple(sorted(citations, key=attrgetter("start")))


def _view(text: str, markup: Sequence[Span]) -> str:
    """The text with zero-width characters in place of its markup: nothing moves, and nothing of it is read."""
    if not markup:
        return text
    pieces, at = [], 0
    for span in markup:
        if span.start >= at:
            pieces += [text[at : span.start], "\u200b" * (span.end - span.start)]
            at = span.end
    return "".join([*pieces, text[at:]])


# ── the parentheses and notes ──


def _all(text: str, view: str, links: Links, undated: bool) -> Iterable[_Found]:
    """What cites, in the order in which the words vouched for stand."""
    noted = list(_notes(text))
    if not noted:
        return _find(view, links, undated)
    taken = {one.start for one in noted}
    found = [one for one in _find(view, links, undated) if one.start not in taken]
    return sorted([*found, *noted], key=attrgetter("place"))


def _notes(text: str) -> Iterator[_Found]:
    for note in notes.find(text):
        words = plain(text, note.start, note.end)
        reading = parse(words.words)
        if reading and not (reading.only_date or reading.undated):
            yield _Found(note.start, note.end, words, reading, mark=(note.mark_start, note.mark_end))


def _find(view: str, links: Links, undated: bool) -> Iterator[_Found]:
    """The parentheses that cite. One that does not is looked into: another may stand in it."""
    telling = not undated and not links
    last_end = 0
    at = brackets.opening(view, 0, telling=telling)
    while at >= 0:
        end = brackets.closing(view, at)
        one = _read(view, at, end, last_end, links, undated) if end > 0 else None
        if one is not None:
            yield one
            last_end = one.end
        at = brackets.opening(view, one.end if one else at + 1, telling=telling)


def _read(view: str, start: int, end: int, last_end: int, links: Links, undated: bool) -> _Found | None:
    words = plain(view, start + 1, end - 1)
    reading = parse(words.words, bare=undated or bool(links))
    if reading is None or _is_code(view, start, reading):
        return None
    if reading.undated and not undated and not _linked(reading, words, links):
        return None
    if all(one.standing is Standing.PRESS for one in reading.mentions):
        return _Found(start, end, words, reading)
    if reading.only_date or _by_author(reading):
        return _with_outlet_before(view, start, end, last_end, words, reading, links)
    unknown = [one.source for one in reading.mentions if one.standing is Standing.PLAIN and not known(one.source)]
    if lead_in.speaks_of(view, start, unknown):
        return None
    return _Found(start, end, words, reading)


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


def _with_outlet_before(
    view: str, start: int, end: int, last_end: int, words: Plain, reading: Reading, links: Links
) -> _Found | None:
    """A parenthesis of only a date, or of an author and a date: the text before it names the outlet."""
    low = max(last_end, start - _LEAD_REACH)
    blank = view.rfind("\n\n", low, start)
    low = blank + 2 if blank >= 0 else low
    mentions = reading.mentions
    if not reading.only_date:
        outlet = lead_in.of_paragraph(view, low, start)
        if outlet is None:
            return _Found(start, end, words, reading)
        mentions = tuple(one._replace(source=outlet.name, author=one.source) for one in mentions)
        return _Found(start, end, words, Reading(mentions), outlet)
    if any(one.precision is not Precision.DAY for one in mentions[0].dates):
        return None
    outlet = lead_in.adjoining(view, low, start)
    if outlet is None:
        linked = links and links.over(words.place(0), words.place(len(words.words)))
        return _Found(start, end, words, reading) if linked else None
    return _Found(start, end, words, Reading(tuple(one._replace(source=outlet.name) for one in mentions)), outlet)


def _by_author(reading: Reading) -> bool:
    """Whether it names one person and a day in figures: "(Smith, 3/5)"."""
    one = reading.mentions[0]
    return (
        len(reading.mentions) == 1
        and one.standing in (Standing.PLAIN, Standing.PERSON)
        and bool(one.dates)
        and "/" in one.dates[0].text
    )


# ── their references ──


def _full_dates(view: str) -> list[Placed]:
    """The dates with a year in the running text."""
    placed: list[Placed] = []
    at = 0
    for year in _FULL_YEAR.finditer(view):
        if year.start() < at:
            continue
        begin = max(at, year.start() - _AROUND_YEAR)
        for phrase in dates.find(view[begin : year.end() + _AROUND_YEAR // 2]):
            at = begin + phrase.end
            placed += (Placed(begin + phrase.start, one) for one in phrase.dates)
    return placed


def _references(one: _Found, calendar: Calendar, links: Links, before: tuple[Reference, ...]) -> Iterator[Reference]:
    """The references of one parenthesis; `before` are those of the citation before it."""
    for mention in one.reading.mentions:
        url = mention.url or _link(one, mention, links)
        accessed = calendar.settle(mention.accessed, one.start) if mention.accessed else None
        read_on = accessed if isinstance(accessed, CitedDate) else None
        if mention.back or mention.same_day:
            yield from _referring_back(mention, url, calendar, one.start, before)
            continue
        for date, undated, written in _days(mention, calendar, one.start):
            yield Reference(
                mention.source, date, mention.title, url, mention.relation, mention.author, read_on, undated, written
            )


_Day = tuple[CitedDate | None, Undated | None, str | None]


def _days(mention: Mention, calendar: Calendar, at: int) -> Iterator[_Day]:
    """Each date of a mention, or why it has none, and then its words."""
    if not mention.dates:
        yield None, Undated.NOT_WRITTEN, None
    for written in mention.dates:
        settled = calendar.settle(written, at)
        yield (settled, None, None) if isinstance(settled, CitedDate) else (None, settled, written.text)


def _referring_back(
    mention: Mention, url: str | None, calendar: Calendar, at: int, before: tuple[Reference, ...]
) -> Iterator[Reference]:
    """ "ibid." is each source of the citation before, on its own day or those written; "same day" is its day."""
    if mention.back and not mention.dates and not mention.same_day and before:
        yield from (replace(one, relation=mention.relation, url=url or one.url) for one in before)
        return
    sources = dict.fromkeys(one.source for one in before) if mention.back and before else (mention.source,)
    last = before[-1] if mention.same_day and before else None
    days = [(last.date, last.undated, last.written_date)] if last else list(_days(mention, calendar, at))
    for source in sources:
        for date, undated, written in days:
            yield Reference(source, date, mention.title, url, mention.relation, mention.author, None, undated, written)


def _link(one: _Found, mention: Mention, links: Links) -> str | None:
    if not links:
        return None
    place = one.words.place
    over_name = links.over(place(mention.start), place(mention.end))
    return over_name or (links.over(place(mention.dated_at[0]), place(mention.dated_at[1])) if mention.dates else None)
