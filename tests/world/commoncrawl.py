"""Common Crawl: the list of crawls, the index of each (pywb's CDX server), and ranges of the WARC files.

After index.commoncrawl.org and commoncrawl.org/get-started.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, date
from fnmatch import fnmatchcase
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.world.exchange import Ask, Reply, text
from tests.world.wayback import Snapshot, urlkey

INDEX, DATA = "index.commoncrawl.org", "data.commoncrawl.org"
CRAWLS = {
    "CC-MAIN-2014-41": (date(2014, 9, 15), date(2014, 10, 2)),
    "CC-MAIN-2018-43": (date(2018, 10, 15), date(2018, 10, 24)),
}


class CommonCrawl:
    """Crawled these pages, each in the crawl that went on at the time of its capture."""

    hosts = frozenset((INDEX, DATA))

    def __init__(self, snapshots: Iterable[Snapshot]) -> None:
        self._rows: list[tuple[str, dict[str, str]]] = []
        self._files: dict[str, bytes] = {}
        for snapshot in sorted(snapshots, key=lambda one: urlkey(one.url)):
            for crawl, (first, last) in CRAWLS.items():
                if first <= snapshot.at.date() <= last:
                    self._rows.append((crawl, self._keep(crawl, snapshot)))

    def _keep(self, crawl: str, snapshot: Snapshot) -> dict[str, str]:
        name = f"crawl-data/{crawl}/segments/1/warc/CC-MAIN-00000.warc.gz"
        record = record_of(snapshot)
        offset = len(self._files.get(name, b""))
        self._files[name] = self._files.get(name, b"") + record
        return {
            "urlkey": urlkey(snapshot.url),
            "timestamp": snapshot.timestamp,
            "url": snapshot.url,
            "mime": snapshot.media_type,
            "mime-detected": snapshot.media_type,
            "status": str(snapshot.status),
            "digest": snapshot.row["digest"],
            "length": str(len(record)),
            "offset": str(offset),
            "filename": name,
            "languages": "eng",
            "encoding": "UTF-8",
        }

    def reply(self, ask: Ask) -> Reply:
        if ask.host == DATA:
            return self._range(ask)
        if ask.path == "/collinfo.json":
            crawls = [_described(crawl, *span) for crawl, span in reversed(CRAWLS.items())]
            return Reply(200, (("Content-Type", "application/json"),), json.dumps(crawls).encode())
        crawl = ask.path.strip("/").removesuffix("-index")
        return self._search(crawl, ask) if crawl in CRAWLS else text("Not Found", 404)

    def _search(self, crawl: str, ask: Ask) -> Reply:
        given = {name: values[-1] for name, values in ask.query.items()}
        if given.get("showNumPages") == "true":
            return text(json.dumps({"pages": 1, "pageSize": 5, "blocks": 1}) + "\n")
        key, match = urlkey(given["url"]), given.get("matchType", "exact")
        patterns = {
            "exact": (key,),
            "prefix": (f"{key}*",),
            "domain": (key.rstrip("/") + "*", key.split(")")[0] + ",*"),
        }
        rows = [
            row
            for of, row in self._rows
            if of == crawl
            and any(fnmatchcase(row["urlkey"], pattern) for pattern in patterns[match])
            and all(row[field] == value for field, value in _filters(ask))
        ]
        if not rows:
            message = json.dumps({"message": f"No Captures found for: {given['url']}"})
            return Reply(404, (("Content-Type", "application/json"),), message.encode())
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        return Reply(200, (("Content-Type", "text/x-ndjson"),), lines.encode())

    def _range(self, ask: Ask) -> Reply:
        file = self._files.get(ask.path.lstrip("/"))
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", ask.headers.get("range", ""))
        if file is None or asked is None:
            return text("Access Denied", 403)
        first, last = int(asked[1]), int(asked[2])
        headers = (
            ("Content-Type", "application/octet-stream"),
            ("Content-Range", f"bytes {first}-{last}/{len(file)}"),
        )
        return Reply(206, headers, file[first : last + 1])


def _filters(ask: Ask) -> list[tuple[str, str]]:
    return [
        (found[1], found[2]) for one in ask.query.get("filter", ()) if (found := re.fullmatch(r"=?(\w+):(.*)", one))
    ]


def _described(crawl: str, first: date, last: date) -> dict[str, str]:
    return {
        "id": crawl,
        "name": f"{crawl} Index",
        "timegate": f"https://{INDEX}/{crawl}/",
        "cdx-api": f"https://{INDEX}/{crawl}-index",
        "from": f"{first}T00:00:00",
        "to": f"{last}T00:00:00",
    }


def record_of(snapshot: Snapshot) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders(
        f"{snapshot.status} OK", [("Content-Type", f"{snapshot.media_type}; charset=utf-8")], protocol="HTTP/1.1"
    )
    made = f"{snapshot.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    writer.write_record(
        writer.create_warc_record(
            snapshot.url,
            "response",
            payload=BytesIO(snapshot.body),
            length=len(snapshot.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": made},
        )
    )
    return out.getvalue()
