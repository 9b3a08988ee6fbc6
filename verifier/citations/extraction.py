"""From a document to its citations: find what cites, settle its dates, lend it its links, take its claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from verifier.citations import dates, notes
from verifier.citations.calendar import Calendar, Placed
from verifier.citations.claims import Claims
from verifier.citations.finding import Finder, Found, Knows
from verifier.citations.gathering import Mention
from verifier.citations.links import Links
from verifier.records import Citation, CitedDate, Document, Reference, Span, Undated

_FULL_YEAR = re.compile(r"(?<![\d.,/$€£])(?:19|20)\d\d(?![\d.,]\d)")
_AROUND_YEAR = 24
"""Characters before and after a year in which the rest of its date stands."""


def extract(document: Document, *, undated: bool = False, knows: Knows = lambda _name: False) -> tuple[Citation, ...]:
    """Every press citation of the document, in order.

    With `undated`, parentheses that only name publishers, "(Interfax)", are citations too. `knows` is asked
    where a name could be anything and its date is vague: "(Belsat, May 2014)". Never raises; the work grows as
    the length of the text.
    """
    view = _view(document.text, document.markup)
    links = Links(document.links)
    noted = tuple(notes.find(document.text, document.places))
    finder = Finder(document.text, view, links, noted, undated, knows)

    def cited() -> list[Placed]:
        return [
            Placed(one.start, each)
            for one in finder.all()
            for mention in one.reading.mentions
            for each in mention.dates
        ]

    calendar = Calendar(document.published, document.language, cited, lambda: _full_dates(view))
    marks = [Span(*mark) for mark in sorted(note.mark for note in noted)]
    claims = Claims(document.text, _view(view, marks))
    citations: list[Citation] = []
    references: tuple[Reference, ...] = ()
    for one in finder.all():
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


def _references(one: Found, calendar: Calendar, links: Links, before: tuple[Reference, ...]) -> Iterator[Reference]:
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


def _link(one: Found, mention: Mention, links: Links) -> str | None:
    if not links:
        return None
    place = one.words.place
    over_name = links.over(place(mention.start), place(mention.end))
    return over_name or (links.over(place(mention.dated_at[0]), place(mention.dated_at[1])) if mention.dates else None)
