"""A capture → the report it holds, or why it holds none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from verifier.reading import (
    agencies,
    archive,
    charset,
    dateline,
    dates,
    heading,
    kinds,
    page,
    pdf,
    running,
    signs,
    walls,
)
from verifier.records import Capture, DateSignal, Outlet, Report, Unreadable

MAX_BYTES = 5_000_000
"""Of a page that are read, its head and its text among them. The largest of 258 real news pages had 2.2 MB; one of
8.5 MB took trafilatura 1.4 s."""
KEPT_ELSEWHERE = 10
"""Dates of teasers that are kept as signals: they weigh nothing, and a front page has hundreds."""
HEAD_LINES = 8
"""Lines of a plain text or a PDF in which its date of publication stands."""


def read(capture: Capture, body: bytes, outlet: Outlet | None, *, max_characters: int = 60_000) -> Report | Unreadable:
    """The report in `body`, the bytes of `capture`; `outlet` tells the time zone and the site's names.

    `max_characters` bounds the report's text, cut at a paragraph's end where there is one. The same
    arguments give the same answer: no clock, no memory of other pages. Nothing a page holds raises.
    """
    refused = walls.by_status(capture.status)
    if refused:
        return refused
    if _went_home(capture):
        return Unreadable.SOFT_404
    kind = kinds.tell(body, capture.media_type)
    if isinstance(kind, Unreadable):
        return kind
    if kind is kinds.Kind.PDF:
        return _read_pdf(capture, body, max_characters)
    declared = next((value for key, value in capture.headers if key.lower() == "content-type"), capture.media_type)
    text = charset.decode(body[:MAX_BYTES], declared)
    if kind is kinds.Kind.HTML:
        return _read_html(capture, text, outlet, max_characters)
    return _read_lines(capture, text, max_characters)


def _read_html(capture: Capture, markup: str, outlet: Outlet | None, max_characters: int) -> Report | Unreadable:
    parsed = page.parse(markup, capture.url)
    if parsed is None:
        return Unreadable.EMPTY
    text = running.extract(parsed, _latest(capture))
    line = dateline.parse(text)
    signals, published = _date(capture, signs.collect(parsed, text, _zone(outlet), _seen(capture)), line)
    dated, closed = any(sign.origin in dates.OF_A_REPORT for sign in signals), walls.is_closed(parsed, text)
    wall = walls.recognise(parsed, text, dated=dated, closed=closed)
    if wall:
        return wall
    text = _cut(walls.before_wall(text) if closed else text, max_characters)
    site, byline = heading.site(parsed), heading.byline(parsed)
    return Report(
        sha256=capture.sha256,
        url=heading.own_url(parsed, outlet),
        text=text,
        title=heading.title(parsed, site, outlet),
        byline=byline,
        published=published,
        signals=signals,
        language=heading.language(parsed.language, text),
        site=site,
        credits=agencies.credited(text, byline, line),
        archived_url=capture.archived_url,
        retrieved_at=capture.fetched_at,
        teaser=closed,
    )


def _read_pdf(capture: Capture, body: bytes, max_characters: int) -> Report | Unreadable:
    printed = pdf.extract(body, max_characters)
    if printed is None:
        return Unreadable.ERROR_PAGE
    made = signs.machine_day(printed.created[:8], None)
    signals = [DateSignal(made, "pdf", printed.created)] if made else []
    return _read_lines(capture, printed.text, max_characters, signals, printed.title)


def _read_lines(
    capture: Capture, text: str, max_characters: int, signals: Iterable[DateSignal] = (), title: str | None = None
) -> Report | Unreadable:
    """A report that is lines and nothing else; a short first line without a stop is its title."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    text = _cut("\n".join(lines), max_characters)
    if running.weight(text) < walls.LEAST_TEXT:
        return Unreadable.EMPTY
    if not title and len(lines) > 1 and len(lines[0]) <= 200 and lines[0][-1] not in ".。!?":
        title = lines[0]
    line = next((found for found in map(dateline.parse, lines[:HEAD_LINES]) if found), None)
    found = [*signals, *signs.from_url(capture.url), *signs.from_lines(lines[:HEAD_LINES], "visible")]
    kept, published = _date(capture, found, line)
    return Report(
        sha256=capture.sha256,
        url=capture.url,
        text=text,
        title=title,
        published=published,
        signals=kept,
        language=heading.language(None, text),
        credits=agencies.credited(text, None, line),
        archived_url=capture.archived_url,
        retrieved_at=capture.fetched_at,
    )


def _date(
    capture: Capture, signals: list[DateSignal], line: dateline.Dateline | None
) -> tuple[tuple[DateSignal, ...], date | None]:
    """All signs, the dateline's among them, and the day they agree on."""
    latest = _latest(capture)
    dated = dates.place_dateline(line, signals, latest)
    if dated:
        signals = [*signals, dated]
    elsewhere = [sign for sign in signals if sign.origin.endswith("elsewhere")]
    told = [sign for sign in signals if not sign.origin.endswith("elsewhere")]
    return tuple(dict.fromkeys((*told, *elsewhere[:KEPT_ELSEWHERE]))), dates.fuse(signals, latest)


def _seen(capture: Capture) -> date:
    return (capture.archived_at or capture.fetched_at).date()


def _latest(capture: Capture) -> date:
    """The last day the page can be of: a day after it was captured, somewhere east of the archive."""
    return _seen(capture) + timedelta(days=1)


def _zone(outlet: Outlet | None) -> ZoneInfo | None:
    """The outlet's zone; None where it is not known. "UTC" is the registry's word for that."""
    if outlet is None or outlet.time_zone == "UTC":
        return None
    try:
        return ZoneInfo(outlet.time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a user's own outlet, or a system without that zone
        return None


def _went_home(capture: Capture) -> bool:
    """Whether a deep URL was answered with its site's front page: what sites do with reports they dropped."""
    asked, given = urlsplit(capture.url), urlsplit(archive.original_url(capture.final_url))
    deep = len(asked.path.strip("/")) >= 8 or bool(asked.query)
    front = given.path.strip("/").lower() in ("", "index.html", "index.php", "index.htm", "home", "en", "ru", "404")
    return deep and front and not given.query and given.path != asked.path


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    end = text.rfind("\n", most // 2, most)
    return text[: end if end > 0 else most]
