"""An archive by the protocol of RFC 7089 alone: TimeMaps, a TimeGate and replay, and no index of sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from tests.world.exchange import Ask, Reply, redirect, text
from tests.world.wayback import Snapshot, urlkey

HOST = "archive.example"
ADDRESS = f"http://{HOST}/"


class Memento:
    """`unlisted`: pages that have no TimeMap and are known to the TimeGate alone."""

    hosts = frozenset((HOST,))

    def __init__(self, snapshots: Iterable[Snapshot], unlisted: Iterable[str] = ()) -> None:
        self._copies: dict[str, list[Snapshot]] = {}
        for snapshot in sorted(snapshots, key=lambda one: one.at):
            self._copies.setdefault(urlkey(snapshot.url), []).append(snapshot)
        self._unlisted = {urlkey(url) for url in unlisted}

    def reply(self, ask: Ask) -> Reply:
        path = ask.target.lstrip("/")
        if path.startswith("timemap/link/"):
            return self._timemap(path.removeprefix("timemap/link/"))
        if replay := re.fullmatch(r"(\d{14})/(https?://.+)", path):
            return self._replay(replay[2], replay[1])
        if path.startswith("http"):
            return self._timegate(path, ask.headers.get("accept-datetime"))
        return text("Not Found", 404)

    def _timemap(self, url: str) -> Reply:
        copies = self._copies.get(urlkey(url))
        if not copies or urlkey(url) in self._unlisted:
            return text("Resource not in archive", 404)
        rows = [
            f'<{url}>; rel="original"',
            f'<{ADDRESS}{url}>; rel="timegate"',
            f'<{ADDRESS}timemap/link/{url}>; rel="self"; type="application/link-format"; '
            f'from="{_http(copies[0].at)}"; until="{_http(copies[-1].at)}"',
            *(f'<{_place(copy)}>; rel="memento"; datetime="{_http(copy.at)}"' for copy in copies),
        ]
        return Reply(200, (("Content-Type", "application/link-format"),), ",\n".join(rows).encode())

    def _timegate(self, url: str, wanted: str | None) -> Reply:
        copies = self._copies.get(urlkey(url))
        if not copies:
            return text("Resource not in archive", 404)
        when = parsedate_to_datetime(wanted) if wanted else copies[-1].at
        nearest = min(copies, key=lambda copy: abs(copy.at - when))
        link = f'<{url}>; rel="original", <{ADDRESS}timemap/link/{url}>; rel="timemap"'
        return redirect(_place(nearest)).with_headers(("Vary", "accept-datetime"), ("Link", link))

    def _replay(self, url: str, stamp: str) -> Reply:
        copy = next((copy for copy in self._copies.get(urlkey(url), ()) if copy.timestamp == stamp), None)
        if copy is None:
            return text("Resource not in archive", 404)
        headers = (
            ("Content-Type", f"{copy.media_type}; charset=utf-8"),
            ("Memento-Datetime", _http(copy.at)),
            ("Link", f'<{copy.url}>; rel="original", <{ADDRESS}{copy.url}>; rel="timegate"'),
        )
        return Reply(copy.status, headers, copy.body)


def _place(copy: Snapshot) -> str:
    return f"{ADDRESS}{copy.timestamp}/{copy.url}"


def _http(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)
