"""The Wayback Machine's channel: what was captured of the outlet in the cited days, and copies of one page.

By the CDX server's index, which knows addresses and times, no words. Two dialects of its JSON are read:
web.archive.org's (one array of arrays, the first naming the columns) and pywb's (an object a line). `fl`
is not sent, as the two name their fields differently. Long lists are paged with resume keys: `page=` does
not work with a domain.

Each request remembers in `context`, as a query string, what it asks ("exact", "days", "wider", "dated",
"section"), the outlet's host, and how many pages of the list came before. A host's first look comes before
the wider one of the likelier host.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from verifier.discovery.addresses import may_be_report
from verifier.discovery.ranking import best
from verifier.discovery.sites import speaks_for
from verifier.errors import ChannelError
from verifier.records import Answer, Candidate, Query, Request, Response, Window
from verifier.urls import bare_host, comparison_key, date_in, period_in, same_site

MAX_HOSTS = 3
MAX_CANDIDATES = 60
MAX_COPIES = 2
CAPTURED_AFTER = timedelta(days=2)
"""After the window's end: pages are mostly captured within three days of the cited one, if soon at all."""
CAPTURED_LATER = timedelta(days=45)
"""…and where nothing was, the wider look."""
WIDER = 4
"""So many turns after the first look at the same host."""

_GOOD = ("200", "-")  # "-": a repeated page, as some indexes list it
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

    @property
    def stamp(self) -> str:
        return self.at.strftime("%Y%m%d%H%M%S")


class Wayback:
    name = "wayback"
    archive = True
    discreet = True

    def __init__(self, url: str = "https://web.archive.org", limit: int = 2000, pages: int = 3) -> None:
        """`url`: the archive's address. `limit`: captures of one answer. `pages`: answers to one question."""
        self._archive = url.rstrip("/")
        self._limit = limit
        self._pages = pages

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """Copies of the page that the query names; else what was captured of the outlet's hosts in those days."""
        if query.url:
            return (self._exact(query.url, query.window),)
        return self._hosts(query)

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        asked = dict(parse_qsl(request.context))
        rows, resume = _rows(response)
        if asked["ask"] == "exact":
            return self._copies(query, rows)
        if query.window is None:
            raise ValueError("a host is only asked for dated references")
        cut = bool(resume) or len(rows) >= self._limit
        found = [self._candidate(row) for row in _reports(rows, query.window)]
        whole = not cut and asked["ask"] != "section"
        more = ", and there are more" if cut else ""
        return Answer(
            best(found, query, MAX_CANDIDATES),
            self._follow_ups(query, request, asked, rows, resume, cut),
            covers=whole and bool(found) and speaks_for(query, asked["host"]),
            note=f"{len(rows)} captures, {len(found)} may be of those days{more}" if rows else "nothing captured",
        )

    # ── asking ──

    def _exact(self, url: str, window: Window | None) -> Request:
        """Copies of one page, those nearest to its day first."""
        asked = [("url", url), ("filter", "statuscode:200"), ("limit", "10")]
        if window:
            asked += [("sort", "closest"), ("closest", window.last.strftime("%Y%m%d"))]
        return self._request(asked, {"ask": "exact"})

    def _hosts(self, query: Query) -> tuple[Request, ...]:
        """Each host with those below it; of a host and one below it the likelier alone."""
        if query.window is None:
            return ()
        hosts: list[str] = []
        for host in map(bare_host, query.hosts):
            if not any(same_site(host, (other,)) or same_site(other, (host,)) for other in hosts):
                hosts.append(host)
        return tuple(
            self._captured("days", host, query.window, CAPTURED_AFTER, place)
            for place, host in enumerate(hosts[:MAX_HOSTS])
        )

    def _captured(self, ask: str, host: str, window: Window, after: timedelta, turn: int) -> Request:
        """What was captured of a host and those below it from the window's first day on."""
        times = [("from", f"{window.first:%Y%m%d}"), ("to", f"{window.last + after:%Y%m%d}")]
        match = [("url", host), ("matchType", "prefix" if "/" in host else "domain")]
        return self._list(ask, host, [*match, *times], turn)

    def _dated(self, host: str, start: str, form: str, window: Window, turn: int) -> tuple[Request, ...]:
        """Whenever captured: pages whose address goes on with the day. Neighbouring days are asked for in one."""
        days = [window.first + timedelta(days) for days in range(min((window.last - window.first).days, 3) + 1)]
        prefixes: dict[str, list[str]] = {}
        for day in (day.strftime(form) for day in days):
            prefixes.setdefault(day[:-1], []).append(day)
        urls = [start + (prefix if len(same) > 1 else same[0]) for prefix, same in prefixes.items()]
        ask = "dated" if start.count("/") == 1 else "section"  # one folder of a site is not the site
        return tuple(self._list(ask, host, [("url", url), ("matchType", "prefix")], turn) for url in urls)

    def _list(self, ask: str, host: str, asked: list[tuple[str, str]], turn: int) -> Request:
        filters = [("filter", "statuscode:200"), ("filter", "mimetype:text/html"), ("collapse", "urlkey")]
        paging = [("limit", str(self._limit)), ("showResumeKey", "true")]
        return self._request([*asked, *filters, *paging], {"ask": ask, "host": host, "page": "1"}, turn)

    def _request(self, asked: Iterable[tuple[str, str]], context: Mapping[str, str], turn: int = 0) -> Request:
        url = f"{self._archive}/cdx/search/cdx?{urlencode([*asked, ('output', 'json')])}"
        return Request(url, purpose="cdx", budget="wayback", context=urlencode(context), turn=turn)

    def _follow_ups(
        self, query: Query, request: Request, asked: Mapping[str, str], rows: list[Row], resume: str | None, cut: bool
    ) -> tuple[Request, ...]:
        """The rest of a long list; else by the day in the address, where the outlet writes it there, and of the
        likeliest host for longer after the day. They are sent only if nothing found before settles the matter."""
        assert query.window is not None
        if resume and int(asked["page"]) < self._pages and asked["ask"] != "wider":
            base, _, sent = request.url.partition("?")
            pairs = [pair for pair in parse_qsl(sent) if pair[0] != "resumeKey"]
            url = f"{base}?{urlencode([*pairs, ('resumeKey', resume)])}"
            return (replace(request, url=url, context=urlencode({**asked, "page": int(asked["page"]) + 1})),)
        host, turn = asked["host"], request.turn
        if asked["ask"] == "days" and not rows:
            return (*self._above(query, host, turn), *self._later(query.window, host, turn))
        if asked["ask"] == "days":
            addressed = _addressed_by_day(rows)
            dated = self._dated(host, *addressed, query.window, turn) if addressed else ()
            return (*dated, *(() if cut else self._later(query.window, host, turn)))
        if asked["ask"] == "wider" and not rows:
            return self._dated(host, f"{host}/", "%Y/%m/%d", query.window, turn + WIDER)
        return ()

    def _above(self, query: Query, host: str, turn: int) -> tuple[Request, ...]:
        """The outlet's host that this one is below."""
        assert query.window is not None
        above = [other for other in map(bare_host, query.hosts) if other != host and same_site(host, (other,))]
        return tuple(self._captured("days", other, query.window, CAPTURED_AFTER, turn + 1) for other in above[:1])

    def _later(self, window: Window, host: str, turn: int) -> tuple[Request, ...]:
        return (self._captured("wider", host, window, CAPTURED_LATER, turn + WIDER),) if turn == 0 else ()

    # ── reading ──

    def _copies(self, query: Query, rows: list[Row]) -> Answer:
        """Of one page: the copies nearest to its day, those made before it last. Nothing there: the hosts."""
        first = query.window.first if query.window else date.min
        good = sorted(
            (row for row in rows if row.status in _GOOD),
            key=lambda row: (row.at.date() < first, abs(row.at.date() - first)),
        )
        copies = {row.stamp: replace(self._candidate(row), url=query.url or row.url) for row in good}
        chosen = tuple(copies.values())[:MAX_COPIES]
        return Answer(chosen, () if chosen else self._hosts(query), note=f"{len(rows)} copies of {query.url}")

    def _candidate(self, row: Row) -> Candidate:
        locator = f"{self._archive}/web/{row.stamp}id_/{row.url}"
        return Candidate(row.url, self.name, locator, published=date_in(row.url), archived_at=row.at)


def _reports(rows: Iterable[Row], window: Window) -> list[Row]:
    """The captures that may be reports of those days, the first of each page."""
    first: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.at):
        period = period_in(row.url)
        fits = period is None or (period[0] <= window.last and period[1] >= window.first)
        if fits and row.status in _GOOD and may_be_report(row.url):
            first.setdefault(comparison_key(row.url), row)
    return list(first.values())


def _addressed_by_day(rows: Iterable[Row]) -> tuple[str, str] | None:
    """Where an outlet writes the day into its addresses: the commonest beginning, and the form of the day.

    `news.xinhuanet.com/english/china/` and `%Y-%m/%d`; None where fewer than three pages do.
    """
    seen = Counter(
        (found["start"], form) for row in rows for pattern, form in _DAY_FORMS if (found := pattern.match(row.url))
    )
    return next((addressed for addressed, count in seen.most_common(1) if count >= 3), None)


# ── the two dialects ──────────────────────────────────────────────────────────────────────────────

_NAMES = {"original": "url", "statuscode": "status", "mimetype": "mime"}


def _rows(response: Response) -> tuple[list[Row], str | None]:
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
    except (ValueError, AttributeError, TypeError, KeyError) as error:
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
    yield Row(named["url"], at, named.get("status", "200"), named.get("mime", "text/html"))
