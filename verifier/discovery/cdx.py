"""A CDX server's answer: which pages an archive captured, and when. Two dialects of its JSON are read.

web.archive.org answers with one array of arrays, the first naming the columns; pywb, and Common Crawl with
it, with an object a line. They name their fields differently, so `fl` is never asked for.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from verifier.discovery.addresses import may_be_report
from verifier.discovery.days import may_be_of
from verifier.errors import ChannelError
from verifier.records import Response, Window
from verifier.urls import comparison_key

GOOD = ("200", "-")  # "-": a repeated page, as some indexes list it
ENOUGH = 3
"""Captures of so many reports of the days show something of what was published; fewer are chance."""
_DAY_FORMS = tuple(
    (re.compile(rf"https?://(?P<start>[^/]+/(?:[A-Za-z_-]+/){{0,2}}){day}(?!\d)"), form)
    for day, form in (
        (r"\d{4}/\d\d/\d\d", "%Y/%m/%d"),
        (r"\d{4}-\d\d/\d\d", "%Y-%m/%d"),
        (r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
        (r"\d{8}", "%Y%m%d"),
        (r"\d{6}/\d\d", "%Y%m/%d"),
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One capture of the index."""

    url: str
    at: datetime
    status: str = "200"
    media_type: str = "text/html"
    file: str = ""
    """Where the archive keeps the bytes, if it says: a WARC file, and the record's place in it."""
    offset: int = 0
    length: int = 0

    @property
    def title(self) -> None:
        """An index knows none."""

    @property
    def stamp(self) -> str:
        return self.at.strftime("%Y%m%d%H%M%S")


def reports(rows: Iterable[Row], window: Window) -> list[Row]:
    """The captures that may be reports of those days, the first of each page."""
    first: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.at):
        if may_be_of(window, row.url) and row.status in GOOD and may_be_report(row.url):
            first.setdefault(comparison_key(row.url), row)
    return list(first.values())


def nearest_copies(rows: Iterable[Row], window: Window | None) -> list[Row]:
    """Of one page: the good copies, those nearest after its first day first, those made before it last."""
    first = window.first if window else date.min
    good = [row for row in rows if row.status in GOOD]
    return sorted(good, key=lambda row: (row.at.date() < first, abs(row.at.date() - first)))


def addressed_by_day(rows: Iterable[Row]) -> tuple[str, str] | None:
    """Where an outlet writes the day into its addresses: the commonest beginning, and the form of the day.

    `news.xinhuanet.com/english/china/` and `%Y-%m/%d`; None where fewer than three pages do.
    """
    seen = Counter(
        (found["start"], form) for row in rows for pattern, form in _DAY_FORMS if (found := pattern.match(row.url))
    )
    return next((addressed for addressed, count in seen.most_common(1) if count >= 3), None)


# ── the two dialects ──────────────────────────────────────────────────────────────────────────────

_NAMES = {"original": "url", "statuscode": "status", "mimetype": "mime"}


def read_rows(response: Response) -> tuple[list[Row], str | None]:
    """The captures, and the key to go on with where there are more."""
    text = response.body.decode("utf-8", "replace").strip()
    if response.status == 404 and "No Captures found" not in text:
        raise ChannelError(f"there is no CDX server at {response.url.partition('?')[0]}")
    try:
        if not text or response.status == 404:
            return [], None
        if text.startswith("["):
            return _array(json.loads(text))
        return [row for line in text.splitlines() if line.strip() for row in _row(json.loads(line))], None
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
        raise ChannelError(f"no CDX answer: {text[:80]!r} ({error})") from None


def _array(table: list[Any]) -> tuple[list[Row], str | None]:
    """The first row names the columns; a resume key stands alone at the end, after an empty row."""
    resume = None
    if len(table) > 1 and table[-2] == [] and len(table[-1]) == 1:
        resume = str(table[-1][0])
        table = table[:-2]
    if not table:
        return [], None
    names = table[0]
    if not {"timestamp", "original"} <= set(names):
        raise ValueError(f"unknown columns {names}")
    return [row for values in table[1:] for row in _row(dict(zip(names, values, strict=True)))], resume


def _row(fields: Mapping[str, Any]) -> Iterator[Row]:
    """A capture; nothing for a line whose time is none (they occur)."""
    named = {_NAMES.get(name, name): str(value) for name, value in fields.items()}
    if not re.fullmatch(r"\d{14}", named["timestamp"]):
        return
    try:
        at = datetime.strptime(named["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return
    place = [int(number) if (number := named.get(name, "")).isdigit() else 0 for name in ("offset", "length")]
    yield Row(
        named["url"], at, named.get("status", "200"), named.get("mime", "text/html"), named.get("filename", ""), *place
    )
