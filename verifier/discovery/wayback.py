"""The Wayback Machine's channel: what was captured of the outlet in the cited days, and copies of one page.

By the CDX server's index, which knows addresses and times, no words. Long lists are paged with resume keys:
`page=` does not work with a domain. Where the outlet only numbers its pages, its own lists are read as they
were captured on the day after: their links have the titles.

Each request remembers in `context`, as a query string, what it asks ("exact", "days", "wider", "dated",
"section", "list"), the outlet's host, and how many pages of the list came before. A host's first look comes
before the wider one of the likelier host.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from verifier.discovery.cdx import ENOUGH, Row, addressed_by_day, nearest_copies, read_rows, reports
from verifier.discovery.days import address_on, days_of, may_be_of
from verifier.discovery.links import reports_linked
from verifier.discovery.ranking import best
from verifier.discovery.replay import memento_of
from verifier.discovery.silent import is_opaque
from verifier.discovery.sites import speaks_for
from verifier.records import Answer, Candidate, Query, Request, Response, Window
from verifier.urls import bare_host, date_in, host_of, same_site

MAX_HOSTS = 3
MAX_CANDIDATES = 60
MAX_COPIES = 2
MAX_LISTS = 2
LIST_AGE = timedelta(days=3)
"""After the window's end: a front page captured later lists other days."""
CAPTURED_AFTER = timedelta(days=2)
"""After the window's end: pages are mostly captured within three days of the cited one, if soon at all."""
CAPTURED_LATER = timedelta(days=45)
"""…and where nothing was, the wider look."""
WIDER = 4
"""So many turns after the first look at the same host."""


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
        if asked["ask"] == "list":
            return self._titles(query, asked["page"], response)
        rows, resume = read_rows(response)
        if asked["ask"] == "exact":
            return self._copies(query, rows)
        if query.window is None:
            raise ValueError("a host is only asked for dated references")
        cut = bool(resume) or len(rows) >= self._limit
        found = [self._candidate(row) for row in reports(rows, query.window)]
        whole = not cut and asked["ask"] != "section" and not is_opaque(found)
        more = ", and there are more" if cut else ""
        return Answer(
            best(found, query, MAX_CANDIDATES),
            self._follow_ups(query, request, asked, rows, resume, cut),
            covers=whole and len(found) >= ENOUGH and speaks_for(query, asked["host"]),
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
        request = self._request([*asked, *filters, *paging], {"ask": ask, "host": host, "page": "1"}, turn)
        return request if ask == "days" else replace(request, purpose="wider")

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
            addressed = addressed_by_day(rows)
            dated = self._dated(host, *addressed, query.window, turn) if addressed else ()
            later = () if cut else self._later(query.window, host, turn)
            return (*self._lists(query, host, rows), *dated, *later)
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

    def _lists(self, query: Query, host: str, rows: list[Row]) -> tuple[Request, ...]:
        """Where most addresses have no words to choose by: the outlet's lists as captured after the cited day."""
        assert query.window is not None
        pages = reports(rows, query.window)
        if not is_opaque(pages):
            return ()
        day = days_of(query.window)[0]
        stamp = f"{day + timedelta(days=1):%Y%m%d}060000"
        own = [one for one in query.outlet.listings if same_site(host_of(one), (host,))]
        lists = [*(address_on(template, day) for template in own), f"http://{host}/"][:MAX_LISTS]
        return tuple(
            Request(
                f"{self._archive}/web/{stamp}id_/{page}",
                purpose="list",
                budget="wayback-replay",
                context=urlencode({"ask": "list", "page": page}),
                turn=-1,
            )
            for page in lists
        )

    # ── reading ──

    def _titles(self, query: Query, page: str, response: Response) -> Answer:
        """What a captured list links to: titles, each page's copy asked for at the list's own time."""
        copy = memento_of(response)
        if response.status != 200 or copy is None or query.window is None:
            return Answer(covers=False, note="nothing captured")
        if not query.window.first <= copy[1].date() <= query.window.last + LIST_AGE:
            return Answer(covers=False, note=f"captured only on {copy[1]:%B %-d, %Y}")
        linked = [one for one in reports_linked(response, page, query.hosts) if may_be_of(query.window, one.url)]
        rows = {one: Row(one.url, copy[1]) for one in linked}
        found = [replace(self._candidate(row), title=one.title) for one, row in rows.items()]
        return Answer(
            best(found, query, MAX_CANDIDATES),
            covers=False,
            note=f"{len(found)} pages linked on {copy[1]:%B %-d, %Y}",
        )

    def _copies(self, query: Query, rows: list[Row]) -> Answer:
        """Of one page: the copies nearest to its day, those made before it last. Nothing there: the hosts."""
        good = nearest_copies(rows, query.window)
        copies = {row.stamp: replace(self._candidate(row), url=query.url or row.url) for row in good}
        chosen = tuple(copies.values())[:MAX_COPIES]
        hosts = () if chosen else self._hosts(query)
        return Answer(chosen, hosts, covers=False, note=f"{len(rows)} copies of {query.url}")

    def _candidate(self, row: Row) -> Candidate:
        locator = f"{self._archive}/web/{row.stamp}id_/{row.url}"
        return Candidate(row.url, self.name, locator, published=date_in(row.url), archived_at=row.at)
