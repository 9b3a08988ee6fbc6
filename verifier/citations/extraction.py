"""From a document to its citations: find the parentheses, read them, settle their dates, take their claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.citations import brackets, dates, lead_in, wording
from verifier.citations.calendar import Anchor, Calendar, prefers_month_first
from verifier.citations.claims import Claims
from verifier.citations.dates import Written
from verifier.citations.gathering import Mention
from verifier.citations.grammar import Reading, parse
from verifier.citations.links import Links
from verifier.citations.names import Standing
from verifier.citations.plain import Plain, plain
from verifier.records import Citation, CitedDate, Document, Precision, Reference, Span, Undated

_FULL_YEAR = re.compile(r"(?<![\d.,/$€£])(?:19|20)\d\d(?![\d.,]\d)")
_AROUND_YEAR = 24
"""Characters before and after a year in which the rest of its date stands."""


@dataclass(slots=True)
class _Found:
    """A parenthesis that cites, before its dates are settled."""

    start: int
    end: int
    words: Plain
    reading: Reading
    leads: bool = False


def extract(document: Document, *, undated: bool = False) -> tuple[Citation, ...]:
    """Every press citation of the document, in order.

    With `undated`, parentheses that only name publishers, "(Interfax)", are citations too. Never raises; the
    work grows as the length of the text.
    """
    view = _view(document.text, document.markup)
    links = Links(document.links)
    found = list(_find(view, links, undated))
    if not found:
        return ()
    calendar = _calendar(document, view, found)
    claims = Claims(document.text, view)
    citations: list[Citation] = []
    last: Reference | None = None
    for one in found:
        references = tuple(_references(one, calendar, links, last))
        last = references[-1]
        claim = claims.of(one.start, one.end, leads=one.leads)
        citations.append(Citation(one.start, one.end, document.text[one.start : one.end], claim, references))
    return tuple(citations)


def _view(text: str, markup: Sequence[Span]) -> str:
    """The text with zero-width characters in place of its markup: nothing moves, and nothing of it is read."""
    if not markup:
        return text
    pieces, at = [], 0
    for span in markup:
        if span.start >= at:
            pieces += [text[at : span.start], "​" * (span.end - span.start)]
            at = span.end
    return "".join([*pieces, text[at:]])


# ── the parentheses ──


def _find(view: str, links: Links, undated: bool) -> Iterator[_Found]:
    at = brackets.opening(view, 0)
    last_end = 0
    while at >= 0:
        end = brackets.closing(view, at)
        one = None
        if end > 0 and (undated or links or wording.HINT.search(view, at + 1, end - 1)):
            one = _read(view, at, end, last_end, links, undated)
        if one is not None:
            yield one
            last_end = one.end
        at = brackets.opening(view, one.end if one else at + 1)


def _read(view: str, start: int, end: int, last_end: int, links: Links, undated: bool) -> _Found | None:
    words = plain(view, start + 1, end - 1)
    reading = parse(words.words)
    if reading is None or (start > 0 and view[start - 1] == "]" and reading.mentions[0].url):
        return None  # the second half of a Markdown link is its target
    if reading.undated and not undated and not _linked(reading, words, links):
        return None
    low = max(last_end, view.rfind("\n\n", last_end, start) + 2 if view.rfind("\n\n", last_end, start) >= 0 else 0)
    if reading.only_date:
        return _led(view, start, end, low, words, reading, links)
    if _by_authors(reading):
        outlet = lead_in.of_paragraph(view, low, start)
        if outlet:
            reading = Reading(tuple(replace(one, source=outlet.name, author=one.source) for one in reading.mentions))
    return _Found(start, end, words, reading)


def _linked(reading: Reading, words: Plain, links: Links) -> bool:
    return all(links.over(words.place(one.start), words.place(one.end)) for one in reading.mentions)


def _led(view: str, start: int, end: int, low: int, words: Plain, reading: Reading, links: Links) -> _Found | None:
    """A parenthesis of only a date cites when the outlet stands before it, or a link lies over it."""
    mention = reading.mentions[0]
    if mention.dates and mention.dates[0].precision is not Precision.DAY:
        return None
    outlet = lead_in.adjoining(view, low, start)
    if outlet:
        mentions = tuple(replace(one, source=outlet.name) for one in reading.mentions)
        return _Found(start, end, words, Reading(mentions), leads=True)
    return None


def _by_authors(reading: Reading) -> bool:
    """Whether it names one person and a day in figures: "(Smith, 3/5)"."""
    one = reading.mentions[0]
    return (
        len(reading.mentions) == 1
        and one.standing in (Standing.PLAIN, Standing.PERSON)
        and bool(one.dates)
        and "/" in one.dates[0].text
    )


# ── their references ──


def _calendar(document: Document, view: str, found: Sequence[_Found]) -> Calendar:
    written = [(one, date) for one in found for mention in one.reading.mentions for date in mention.dates]
    month_first = prefers_month_first(document.language, [date for _, date in written])

    def look_around() -> Sequence[Anchor]:
        cited = [_anchor(date, one.start) for one, date in written]
        full = [anchor for anchor in cited if anchor]
        return full or _anchors(view)

    return Calendar(document.published, month_first, look_around)


def _anchor(written: Written, at: int) -> Anchor | None:
    if written.precision is not Precision.DAY or written.year is None or written.order_open:
        return None
    settled = Calendar(None, False, tuple).settle(written, at)
    return Anchor(at, settled.end) if isinstance(settled, CitedDate) else None


def _anchors(view: str) -> Sequence[Anchor]:
    """The full dates of the running text."""
    anchors = []
    at = 0
    for year in _FULL_YEAR.finditer(view):
        if year.start() < at:
            continue
        begin = max(at, year.start() - _AROUND_YEAR)
        for phrase in dates.find(view[begin : year.end() + _AROUND_YEAR // 2]):
            at = begin + phrase.end
            anchors += [anchor for date in phrase.dates if (anchor := _anchor(date, begin + phrase.start))]
    return anchors


def _references(one: _Found, calendar: Calendar, links: Links, last: Reference | None) -> Iterator[Reference]:
    for mention in one.reading.mentions:
        base = _base(one, mention, links, last, calendar)
        if mention.same_day and last is not None:
            yield replace(base, date=last.date, undated=last.undated, written_date=last.written_date)
        elif not mention.dates:
            if mention.back and last is not None:
                yield replace(base, date=last.date, undated=last.undated, written_date=last.written_date)
            else:
                yield replace(base, undated=Undated.NOT_WRITTEN)
        for written in mention.dates:
            yield _dated(base, written, calendar, one.start)


def _base(one: _Found, mention: Mention, links: Links, last: Reference | None, calendar: Calendar) -> Reference:
    source = last.source if mention.back and last is not None else mention.source
    accessed = calendar.settle(mention.accessed, one.start) if mention.accessed else None
    return Reference(
        source=source,
        title=mention.title,
        url=mention.url or _link(one, mention, links),
        relation=mention.relation,
        author=mention.author,
        accessed=accessed if isinstance(accessed, CitedDate) else None,
    )


def _link(one: _Found, mention: Mention, links: Links) -> str | None:
    if not links:
        return None
    place = one.words.place
    over_name = links.over(place(mention.start), place(mention.end))
    return over_name or (links.over(place(mention.dated_at[0]), place(mention.dated_at[1])) if mention.dates else None)


def _dated(base: Reference, written: Written, calendar: Calendar, at: int) -> Reference:
    settled = calendar.settle(written, at)
    if isinstance(settled, CitedDate):
        return replace(base, date=settled)
    return replace(base, undated=settled, written_date=written.text)
