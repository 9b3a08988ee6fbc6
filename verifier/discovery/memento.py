"""The Memento channel: archives of the user's choice, by the protocol of RFC 7089.

Copies of one page are listed by its TimeMap, or given by the TimeGate that negotiates a time. An archive that
is a pywb collection also tells by its CDX server what it captured of a site; others do not, and then it is
silent. The aggregators that asked all archives at once were shut down in 2025.

Addresses, from an archive's own (`http://archive.lan:8080/news/`): `timemap/link/URL`, `URL` for the TimeGate,
`cdx?url=…`, and for a copy `20140924120000id_/URL`. Each request remembers in `context` what it asks and of
which archive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qsl, urlencode

from verifier.discovery.cdx import ENOUGH, Row, nearest_copies, read_rows, reports
from verifier.discovery.ranking import best
from verifier.discovery.replay import memento_of
from verifier.discovery.silent import is_opaque
from verifier.discovery.sites import speaks_for
from verifier.discovery.timemap import parse
from verifier.records import Answer, Candidate, Query, Request, Response
from verifier.urls import bare_host, date_in

MAX_HOSTS = 2
MAX_CANDIDATES = 60
MAX_COPIES = 2
CAPTURED_AFTER = timedelta(days=30)
"""After the window's end: an archive of one's own is small, so the look can be wide."""
LIMIT = 2000

_STAMP = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/(?=https?:)")


class Memento:
    name = "memento"
    archive = True
    discreet = True

    def __init__(self, urls: Sequence[str] = ()) -> None:
        """`urls`: the archives' own addresses; of pywb a collection's."""
        self._archives = tuple(url.rstrip("/") + "/" for url in urls)

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """Each archive's copies of the page that the query names; else what it captured of the outlet."""
        if query.url:
            return tuple(
                self._request(f"{archive}timemap/link/{query.url}", "timemap", archive) for archive in self._archives
            )
        if query.window is None:
            return ()
        hosts = list(dict.fromkeys(bare_host(host) for host in query.hosts))[:MAX_HOSTS]
        return tuple(
            replace(self._captured(archive, host, query), turn=place)
            for place, host in enumerate(hosts)
            for archive in self._archives
        )

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        asked = dict(parse_qsl(request.context))
        if asked["ask"] == "timemap":
            return self._copies(query, asked["archive"], response)
        if asked["ask"] == "timegate":
            return self._copy(query, response)
        assert query.window is not None
        if response.status == 404 and b"No Captures found" not in response.body:
            return Answer(covers=False, note="this archive has no index of sites")
        rows, _ = read_rows(response)
        found = [self._candidate(asked["archive"], row) for row in reports(rows, query.window)]
        whole = len(rows) < LIMIT and not is_opaque(found)
        return Answer(
            best(found, query, MAX_CANDIDATES),
            covers=whole and len(found) >= ENOUGH and speaks_for(query, asked["host"]),
            note=f"{len(rows)} captures, {len(found)} may be of those days" if rows else "nothing captured",
        )

    # ── asking ──

    def _captured(self, archive: str, host: str, query: Query) -> Request:
        assert query.window is not None
        parameters = [
            ("url", host),
            ("matchType", "prefix" if "/" in host else "domain"),
            ("from", f"{query.window.first:%Y%m%d}"),
            ("to", f"{query.window.last + CAPTURED_AFTER:%Y%m%d}"),
            ("filter", "=status:200"),
            ("limit", str(LIMIT)),
            ("output", "json"),
        ]
        return self._request(f"{archive}cdx?{urlencode(parameters)}", "captures", archive, host)

    def _timegate(self, archive: str, query: Query) -> Request:
        day = query.window.last if query.window else datetime.max.replace(tzinfo=UTC).date()
        when = format_datetime(datetime.combine(day, time(12), UTC), usegmt=True)
        request = self._request(f"{archive}{query.url}", "timegate", archive)
        return replace(request, headers=(("Accept-Datetime", when),))

    def _request(self, url: str, ask: str, archive: str, host: str = "") -> Request:
        context = urlencode({"ask": ask, "archive": archive, "host": host})
        return Request(url, purpose=ask, budget="memento", context=context)

    # ── reading ──

    def _copies(self, query: Query, archive: str, response: Response) -> Answer:
        """The nearest copies of a TimeMap. Where there is none the TimeGate is asked; of a map in parts, the
        part that holds the day."""
        if response.status != 200:
            again = (self._timegate(archive, query),) if query.window else ()
            return Answer(follow_ups=again, covers=False, note="no list of copies")
        listed = parse(response.body, response.url)
        if not listed.copies and listed.parts:
            part = listed.part_of(query.window.first if query.window else None)
            return Answer(follow_ups=(self._request(part, "timemap", archive),), covers=False, note="a list in parts")
        page = query.url or ""
        nearest = nearest_copies([Row(url, at) for url, at in listed.copies], query.window)[:MAX_COPIES]
        # As captured, first; not every archive gives that, and then the copy in the archive's frame is next.
        places = {_STAMP.sub(r"/\1id_/", row.url, count=1): row.at for row in nearest}
        places |= {row.url: row.at for row in nearest if row.url not in places}
        copies = tuple(
            Candidate(page, self.name, place, archived_at=at, published=date_in(page)) for place, at in places.items()
        )
        return Answer(copies, covers=False, note=f"{len(listed.copies)} copies of {page}")

    def _copy(self, query: Query, response: Response) -> Answer:
        """The copy that the TimeGate led to, which is then fetched at its own address."""
        copy = memento_of(response)
        if response.status != 200 or copy is None or not query.url:
            return Answer(covers=False, note=f"no copy of {query.url}")
        found = Candidate(query.url, self.name, response.url, archived_at=copy[1], published=date_in(query.url))
        return Answer((found,), covers=False, note=f"one copy of {query.url}")

    def _candidate(self, archive: str, row: Row) -> Candidate:
        locator = f"{archive}{row.stamp}id_/{row.url}"
        return Candidate(row.url, self.name, locator, published=date_in(row.url), archived_at=row.at)
