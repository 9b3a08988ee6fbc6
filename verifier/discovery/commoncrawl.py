"""The Common Crawl channel: pages of the outlet in the monthly crawls that began after the cited days.

A crawl is a sample of the web, so what it lacks may well have been published: it covers nothing. Its index is
pywb's CDX server, a collection a crawl (index.commoncrawl.org; `collinfo.json` lists them), and slow; the
pages are records of large WARC files, of which a range of bytes is asked for (see `warc_record`).

Each request remembers in `context`, as a query string, what it asks ("crawls", "pages", "count"), and of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from verifier.discovery.answers import as_json, day_of, unreadable
from verifier.discovery.cdx import Row, nearest_copies, read_rows, reports
from verifier.discovery.ranking import best
from verifier.discovery.warc_record import locator
from verifier.records import Answer, Candidate, Query, Request, Response, Window
from verifier.urls import bare_host, date_in

MAX_CRAWLS = 2
"""Of those that began soonest after the days: most pages are crawled while they are new."""
MAX_PAGES = 2
"""Of the index, of one crawl. One holds up to 3,000 captures in the order of addresses."""
MAX_CANDIDATES = 60
MAX_COPIES = 2

_NAMED = re.compile(r"CC-MAIN-(\d{4})-(\d\d)")


class CommonCrawl:
    name = "commoncrawl"
    archive = True
    discreet = True

    def __init__(
        self, url: str = "https://index.commoncrawl.org", data_url: str = "https://data.commoncrawl.org"
    ) -> None:
        """`url`: the index; `data_url`: where the WARC files are."""
        self._index = url.rstrip("/")
        self._data = data_url.rstrip("/")

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """The list of crawls, which is the same for all; nothing without a day, which picks among them."""
        if query.window is None or not (query.hosts or query.url):
            return ()
        return (Request(f"{self._index}/collinfo.json", "crawls", "commoncrawl", context="ask=crawls"),)

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        assert query.window is not None
        asked = dict(parse_qsl(request.context))
        if asked["ask"] == "crawls":
            return self._crawls(query, query.window, response)
        if asked["ask"] == "count":
            return self._counted(request, asked, response)
        rows, _ = read_rows(response)
        if asked["of"] == "page":
            copies = [self._candidate(row) for row in nearest_copies(rows, query.window) if row.file][:MAX_COPIES]
            found = [replace(copy, url=query.url or copy.url) for copy in copies]
            return Answer(tuple(found), covers=False, note=f"{len(rows)} copies of {query.url}")
        found = [self._candidate(row) for row in reports(rows, query.window) if row.file]
        more = (self._count(request, asked),) if asked["page"] == "0" and len(rows) >= 1000 else ()
        note = f"{len(rows)} captures, {len(found)} may be of those days"
        return Answer(best(found, query, MAX_CANDIDATES), more, covers=False, note=note)

    # ── asking ──

    def _crawls(self, query: Query, window: Window, response: Response) -> Answer:
        crawls = _chosen(as_json(response.body), window, response.body)
        asked = [self._captures(query, api) for _, api in crawls]
        names = ", ".join(name for name, _ in crawls) or "none"
        return Answer(follow_ups=tuple(asked), covers=False, note=f"crawls after those days: {names}")

    def _captures(self, query: Query, api: str) -> Request:
        """Of one page where one is named, else of the likeliest host and those below it."""
        filters = [("filter", "=status:200"), ("filter", "=mime:text/html")]
        if query.url:
            parameters = [("url", query.url), filters[0], ("limit", "10")]
            return self._ask(api, parameters, {"ask": "pages", "of": "page", "page": "0"})
        host = bare_host(query.hosts[0])
        match = [("url", host), ("matchType", "prefix" if "/" in host else "domain")]
        return self._ask(api, [*match, *filters, ("page", "0")], {"ask": "pages", "of": host, "page": "0"})

    def _ask(self, api: str, parameters: Iterable[tuple[str, str]], context: Mapping[str, str]) -> Request:
        url = f"{api}?{urlencode([*parameters, ('output', 'json')])}"
        return Request(url, "captures", "commoncrawl", context=urlencode(context))

    def _count(self, request: Request, asked: Mapping[str, str]) -> Request:
        """How many pages of the index there are; asked only where the first is full."""
        url = re.sub(r"([?&])page=0(&|$)", r"\1showNumPages=true\2", request.url)
        return replace(request, url=url, context=urlencode({**asked, "ask": "count"}), turn=2)

    def _counted(self, request: Request, asked: Mapping[str, str], response: Response) -> Answer:
        table = as_json(response.body)
        pages = table.get("pages") if isinstance(table, dict) else table
        if not isinstance(pages, int):
            raise unreadable(response.body, "no number of pages")
        more = tuple(
            replace(
                request,
                url=request.url.replace("showNumPages=true", f"page={page}"),
                context=urlencode({**asked, "ask": "pages", "page": str(page)}),
            )
            for page in range(1, min(pages, MAX_PAGES))
        )
        return Answer(follow_ups=more, covers=False, note=f"{pages} pages of captures")

    # ── reading ──

    def _candidate(self, row: Row) -> Candidate:
        place = locator(f"{self._data}/{row.file}", row.offset, row.length)
        return Candidate(row.url, self.name, place, published=date_in(row.url), archived_at=row.at)


def _chosen(table: Any, window: Window, body: bytes) -> list[tuple[str, str]]:
    """The crawls (name and index) that went on after the first of the days, those that ended soonest first."""
    if not isinstance(table, list):
        raise unreadable(body, "no list of crawls")
    ended = [
        (end, str(crawl["id"]), str(crawl["cdx-api"]))
        for crawl in table
        if isinstance(crawl, dict) and {"id", "cdx-api"} <= set(crawl) and (end := _end(crawl)) is not None
    ]
    return [(name, api) for end, name, api in sorted(ended) if end > window.first][:MAX_CRAWLS]


def _end(crawl: Mapping[str, Any]) -> date | None:
    """The last day of a crawl: as the list says, or by its name, CC-MAIN-YYYY-WW, the week in which it was over."""
    named = _NAMED.fullmatch(str(crawl["id"]))
    said = day_of(crawl.get("to"))
    if said or named is None:
        return said
    try:
        return date.fromisocalendar(int(named[1]), int(named[2]), 1)
    except ValueError:
        return None
