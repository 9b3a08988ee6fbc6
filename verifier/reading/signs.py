"""Every sign of the day a page was published on, each with where it stands. `dates` weighs them.

Signs are collected generously, teasers and "updated" lines included: their origin says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from verifier import urls
from verifier.reading import written
from verifier.reading.page import UPDATED, Block, Page
from verifier.records import DateSignal

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:pubdate", "datepublished",
    "dc.date.issued", "dc.date", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publicationdate", "published_date", "published_time", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "mediator_published_time", "citation_date", "citation_publication_date", "article.published", "date",
    "originalpublicationdate", "displaydate", "bt:pubdate", "rnews:datepublished", "vr:published_time",
    "ptime", "news_date", "release_date", "shareaholic:article_published_time",
)  # fmt: skip
UPDATED_METAS = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dc.date.modified",
    "dcterms.modified", "last-modified", "lastmod", "revised", "utime",
)  # fmt: skip

NEAR_BLOCKS, NEAR_CHARACTERS = 12, 600
"""How far from the headline a date line still belongs to it, whichever is less."""
BY_THE_HEADLINE = 2
"""Blocks above the headline in which a date is the report's; higher up it is the page's."""
LINE_CHARACTERS = 160
"""A date line is short: a date in a longer run of text is what the report speaks of."""
MOST_BESIDE = 90
"""Characters of a date line beside its dates: a weekday, a time, a byline, a section."""
_ON_A_DAY = re.compile(
    r"\b(?:on|in|until|till|since|from|by|for|before|after|through|am|vom|bis|le|el|до|на|от|с|по|к)\s*$", re.I
)
_PUBLISHED = re.compile(
    r"publi|post|creat|first|upload|issued|date|erst|veröff|stand|public|опубл|размещ|дата|добавл|разм|от\s*$|vom\s*$",
    re.IGNORECASE,
)

_ISO = re.compile(
    r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)"
    r"(?:[T ]\s?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)"
)

_STATE = re.compile(
    r"""["'](?:published_?(?:At|_?Date|On)?|publish(?:ed)?_?(?:date|time)|datePublished|firstPublished(?:At)?|publication_?Date)"""
    r"""["']\s?:\s?["']((?:19|20)\d\d-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)["']""",
    re.IGNORECASE,
)
_EITHER_ORDER = frozenset(("en", "fil", "tl", "ja", "ko", "zh"))
"""The languages in which 04/03 may be April the third."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s*$", re.IGNORECASE)


def collect(page: Page, text: str, zone: ZoneInfo | None, seen: date) -> list[DateSignal]:
    """All signs of an HTML page. `text` is the report's, `zone` its outlet's, `seen` the capture's day."""
    return [
        *_linked(page, zone),
        *_metas(page, zone),
        *_stamps(page, zone),
        *_states(page, zone),
        *from_url(page.url),
        *_visible(page, text, seen),
    ]


def from_url(url: str) -> Iterator[DateSignal]:
    """The day in a URL, where its site puts one."""
    if day := urls.date_in(url):
        yield DateSignal(day, "url", url)


def from_lines(lines: Iterable[str], origin: str, language: str | None = None) -> Iterator[DateSignal]:
    """The full dates in short lines; one whose order of day and month is open, and told neither by the language nor
    by a weekday, is two ambiguous signs."""
    for line in lines:
        dated = written.find(line) if len(line) <= LINE_CHARACTERS else []
        for found in dated if _is_date_line(line, dated) else ():
            label = line[: found.start][-40:]
            where = f"{origin}-updated" if origin == "visible" and UPDATED.search(label) else origin
            days = _days_meant(found, label, language)
            for day in days:
                yield DateSignal(day, where if len(days) == 1 else "ambiguous", line)


def _days_meant(found: written.Written, before: str, language: str | None) -> list[date]:
    """The day that is meant, or both that may be. `Written.day` has the day before the month."""
    if found.other is None or (language is not None and language[:3].rstrip("-_").lower() not in _EITHER_ORDER):
        return [found.day]
    both = [found.day, found.other]
    weekday = _WEEKDAY.search(before)
    named = [day for day in both if weekday and day.weekday() == _WEEKDAYS.index(weekday[1].lower())]
    return named if len(named) == 1 else both


def machine_day(value: str, zone: ZoneInfo | None) -> date | None:
    """The day of a timestamp: in the outlet's zone where that and the timestamp's offset are known,
    else as written."""
    match = _ISO.match(value.strip())
    if not match:
        return next((found.day for found in written.find(value) if not found.other), None)
    day = written.day_of(int(match[1]), int(match[2]), int(match[3]))
    if day is None or zone is None or match[7] is None:
        return day
    # Midnight in UTC is how many systems write a day without a time.
    if match[7] in ("Z", "UTC", "GMT", "+00:00") and (match[4], match[5]) == ("00", "00"):
        return day
    try:
        offset = match[7].replace("UTC", "Z").replace("GMT", "Z")
        moment = datetime.fromisoformat(f"{day.isoformat()}T{match[4]}:{match[5]}:{match[6] or '00'}{offset}")
        return moment.astimezone(zone).date()
    except (ValueError, OverflowError):  # an hour of 24, an offset of a day
        return day


def _linked(page: Page, zone: ZoneInfo | None) -> Iterator[DateSignal]:
    keys = (
        ("datePublished", "json-ld"),
        ("coverageStartTime", "json-ld"),
        ("dateCreated", "json-ld-created"),
        ("dateModified", "json-ld-modified"),
    )
    for key, origin in keys:
        value = page.linked.text(key)
        if value and (day := machine_day(value, zone)):
            yield DateSignal(day, origin, value[:40])


def _metas(page: Page, zone: ZoneInfo | None) -> Iterator[DateSignal]:
    for name, content in page.metas:
        origin = "meta" if name in PUBLISHED_METAS else "meta-modified" if name in UPDATED_METAS else None
        if origin and (day := machine_day(content, zone)):
            yield DateSignal(day, origin, f"{name}={content[:40]}")


def _stamps(page: Page, zone: ZoneInfo | None) -> Iterator[DateSignal]:
    near = _around(page.blocks, page.headline_at)
    for stamp in page.stamps:
        day = machine_day(stamp.value, zone)
        if day is None:
            continue
        if stamp.updated:
            origin = "time-updated"
        elif stamp.item and not stamp.aside:
            origin = "itemprop"
        else:
            origin = "time" if stamp.at in near and not stamp.aside else "time-elsewhere"
        yield DateSignal(day, origin, stamp.value[:40])


def _states(page: Page, zone: ZoneInfo | None) -> Iterator[DateSignal]:
    """The day that a script's state gives the report, for sites that write it out in the browser; none where the
    state holds several reports' days."""
    found = {day: value for value in _STATE.findall(page.markup) if (day := machine_day(value, zone))}
    if len(found) == 1:
        [(day, value)] = found.items()
        yield DateSignal(day, "script", value)


def _visible(page: Page, text: str, seen: date) -> Iterator[DateSignal]:
    """Date lines around the headline and around the text; those of menus and teasers apart."""
    place = _Places.of(page, text)
    for index, block in enumerate(page.blocks):
        for sign in from_lines([block.text], "visible", page.language):
            if sign.origin == "visible":
                sign = replace(sign, origin=place.origin(index, block, sign.day, seen))
            yield sign


@dataclass(frozen=True, slots=True)
class _Places:
    """Where on a page a date line belongs to its report."""

    headline: int | None
    near: frozenset[int]
    after: range

    @classmethod
    def of(cls, page: Page, text: str) -> _Places:
        first, last = _text_span(page.blocks, text)
        headline = page.headline_at if page.headline_at is not None else first
        near = set(_around(page.blocks, headline))
        if first is not None:
            near.update(range(max(0, first - 3), first + 1))
        # Some put the day below the text, and trafilatura takes it for the last line.
        after = range(max(last - 1, 0), min(last + 4, len(page.blocks))) if last is not None else range(0)
        return cls(headline, frozenset(near), after)

    def origin(self, index: int, block: Block, day: date, seen: date) -> str:
        """What a date line in this block is: "visible" is the report's own, right by its headline."""
        if block.aside or block.linked > len(block.text) / 2:
            return "elsewhere"
        if index in self.near:
            if self.headline is None or index >= self.headline - BY_THE_HEADLINE:
                return "visible"
            # At the top of the page it may just be the day it was served.
            return "clock" if abs(day - seen) <= timedelta(days=1) else "masthead"
        return "visible-end" if index in self.after else "elsewhere"


def _is_date_line(line: str, dated: list[written.Written]) -> bool:
    """Whether a line is there for its date: "Wednesday, 24 September 2014, 08:15 | By A. Holm", and not
    for what will happen on that day."""
    if not dated:
        return False
    start, end = dated[0].start, dated[-1].end
    before, after = line[:start], line[end:]
    if len(before) + len(after) > MOST_BESIDE:
        return False
    return not _ON_A_DAY.search(before) or bool(_PUBLISHED.search(before))


def _around(blocks: tuple[Block, ...], centre: int | None) -> range:
    """The blocks near the one numbered `centre`."""
    if centre is None:
        return range(0)
    start = stop = centre
    for step in (-1, 1):
        budget, index = NEAR_CHARACTERS, centre
        while 0 <= index + step < len(blocks) and budget > 0 and abs(index + step - centre) <= NEAR_BLOCKS:
            index += step
            budget -= len(blocks[index].text)
        start, stop = min(start, index), max(stop, index)
    return range(start, stop + 1)


def _text_span(blocks: tuple[Block, ...], text: str) -> tuple[int | None, int | None]:
    """The blocks in which the report's text begins and ends."""
    paragraphs = [line for line in text.split("\n") if len(line) >= 30]
    if not paragraphs:
        return None, None
    opening, ending = paragraphs[0][:30], paragraphs[-1][:30]
    first = next((index for index, block in enumerate(blocks) if block.text.startswith(opening)), None)
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].text.startswith(ending)), None)
    return first, last
