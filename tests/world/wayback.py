"""web.archive.org: the CDX server and the replay of captures, with the real service's manners.

After the documentation of the Wayback CDX Server API (github.com/internetarchive/wayback, folder
wayback-cdx-server) and of the Memento protocol, RFC 7089.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import quote, unquote, urlsplit

from seeds.pages import NOTICE
from tests.world.exchange import Ask, Reply, html, redirect, text

HOST = "web.archive.org"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One capture of one URL."""

    url: str
    at: datetime
    body: bytes
    status: int = 200
    media_type: str = "text/html"
    location: str | None = None
    """Where a captured redirect led."""

    @property
    def timestamp(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%d%H%M%S}"

    @property
    def row(self) -> dict[str, str]:
        digest = sha1(self.body).hexdigest().upper()[:32]
        values = (
            *(urlkey(self.url), self.timestamp, self.url, self.media_type, str(self.status)),
            *(digest, str(len(self.body) // 3 + 400)),
        )
        return dict(zip(FIELDS, values, strict=True))


def urlkey(url: str) -> str:
    """The sort-friendly form: `com,asahi,ajw)/article/x`; without www, port, case and a last slash."""
    parts = urlsplit(url if "//" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).lower()
    path = path.rstrip("/") or "/"
    query = "?" + "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}){path}{query}"


class Wayback:
    """`per_minute`: how many CDX requests it answers before it says 429; None: any number."""

    def __init__(self, snapshots: Iterable[Snapshot] = (), per_minute: int | None = None) -> None:
        self.per_minute = per_minute
        self.blocked: set[str] = set()
        """Hosts that asked to be left out."""
        self._rows: list[tuple[str, str, Snapshot]] = []
        self._by_key: dict[str, list[Snapshot]] = {}
        self._asked: deque[float] = deque()
        self._lock = threading.Lock()
        self.add(*snapshots)

    def add(self, *snapshots: Snapshot) -> None:
        with self._lock:
            self._rows += [(urlkey(snapshot.url), snapshot.timestamp, snapshot) for snapshot in snapshots]
            self._rows.sort(key=lambda row: row[:2])
            for snapshot in snapshots:
                self._by_key.setdefault(urlkey(snapshot.url), []).append(snapshot)

    def forget(self, host: str) -> None:
        """Hold nothing of a host any more."""
        with self._lock:
            self._rows = [row for row in self._rows if urlsplit(row[2].url).netloc != host]
            self._by_key = {}
            for key, _, snapshot in self._rows:
                self._by_key.setdefault(key, []).append(snapshot)

    def reply(self, ask: Ask) -> Reply:
        if ask.path == "/robots.txt":
            return text("User-agent: *\nDisallow:\n")
        if ask.path in ("/cdx/search/cdx", "/cdx/search", "/cdx"):
            return self._throttled() or self._search(ask)
        if ask.path == "/wayback/available":
            return self._available(ask)
        if ask.path.startswith("/web/"):
            return self._replay(ask)
        return html(f"<h1>Wayback Machine</h1><p>{NOTICE}</p>", 200 if ask.path == "/" else 404)

    def _throttled(self) -> Reply | None:
        if self.per_minute is None:
            return None
        now = time.monotonic()
        with self._lock:
            while self._asked and now - self._asked[0] > 60:
                self._asked.popleft()
            self._asked.append(now)
            if len(self._asked) <= self.per_minute:
                return None
            wait = 60 - (now - self._asked[0])
        return html("<h1>429 Too Many Requests</h1>", 429).with_headers(("Retry-After", str(int(wait) + 1)))

    # ── CDX ──

    def _search(self, ask: Ask) -> Reply:
        given = {name: values[-1] for name, values in ask.query.items()}
        if not given.get("url"):
            return text("url= param required\n", 400)
        if self._is_blocked(given["url"]):
            return text(
                "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error\n",
                403,
            )
        try:
            rows = [row for row in self._matching(given) if _kept(row, given, ask.query.get("filter", []))]
        except re.error as error:
            return text(f"bad filter: {error}\n", 400)
        rows = _collapsed(rows, given.get("collapse", ""))
        page, key = _page(rows, given)
        fields = [name for name in given.get("fl", ",".join(FIELDS)).split(",") if name in FIELDS]
        table = [[row[name] for name in fields] for row in page]
        resume = key if given.get("showResumeKey") == "true" else None
        return _as_json(fields, table, resume) if given.get("output") == "json" else _as_text(table, resume)

    def _matching(self, given: dict[str, str]) -> Iterable[dict[str, str]]:
        """The rows of the asked URL, prefix, host or domain, in the order of key and time."""
        url, match = given["url"], given.get("matchType", "exact")
        if url.startswith("*."):
            url, match = url[2:], "domain"
        elif url.endswith("*"):
            url, match = url[:-1], "prefix"
        key = urlkey(url)
        host = key.split(")")[0]
        prefix = f"{key}/" if url.endswith("/") and not key.endswith("/") else key

        def matches(candidate: str) -> bool:
            if match == "prefix":
                return candidate.startswith(prefix)
            if match == "host":
                return candidate.startswith(f"{host})")
            if match == "domain":
                return candidate.startswith((f"{host})", f"{host},"))
            return candidate == key

        with self._lock:
            return [snapshot.row for candidate, _, snapshot in self._rows if matches(candidate)]

    def _is_blocked(self, url: str) -> bool:
        host = urlkey(url.removeprefix("*.").rstrip("*")).split(")")[0]
        return any(host == urlkey(blocked).split(")")[0] for blocked in self.blocked)

    # ── replay ──

    def _available(self, ask: Ask) -> Reply:
        url = ask.query.get("url", [""])[0]
        nearest = self._nearest(url, ask.query.get("timestamp", ["2"])[0])
        closest = nearest and {
            "status": str(nearest.status),
            "available": True,
            "url": f"http://{HOST}/web/{nearest.timestamp}/{nearest.url}",
            "timestamp": nearest.timestamp,
        }
        answer = {"url": url, "archived_snapshots": {"closest": closest} if closest else {}}
        return Reply(200, (("Content-Type", "application/json"),), json.dumps(answer).encode())

    def _replay(self, ask: Ask) -> Reply:
        """The capture of exactly that second, else a redirect to the nearest one."""
        asked = re.fullmatch(r"/web/(\d{1,14})?([a-z]{2}_)?/?(.+)", ask.target)
        if not asked:
            return html("<h1>404</h1>", 404)
        stamp, flavour, url = asked[1] or "2", asked[2] or "", asked[3]
        snapshot = None if self._is_blocked(url) else self._nearest(url, stamp)
        if snapshot is None:
            page = f"<h1>Hrm.</h1><p>The Wayback Machine has not archived that URL.</p><p>{NOTICE}</p>"
            return html(page, 403 if self._is_blocked(url) else 404)
        here = f"https://{HOST}/web/{snapshot.timestamp}{flavour}/{snapshot.url}"
        if snapshot.timestamp != stamp:
            return redirect(here)
        if snapshot.location:
            return redirect(f"https://{HOST}/web/{snapshot.timestamp}{flavour}/{snapshot.location}", snapshot.status)
        body = snapshot.body if flavour == "id_" else _framed(snapshot)
        memento = f"{snapshot.at.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"
        headers = (
            ("Content-Type", f"{snapshot.media_type}; charset=utf-8"),
            ("Memento-Datetime", memento),
            ("Link", f'<{snapshot.url}>; rel="original", <{here}>; rel="memento"; datetime="{memento}"'),
            ("x-archive-orig-content-type", f"{snapshot.media_type}; charset=utf-8"),
            ("Content-Location", here),
        )
        return Reply(snapshot.status, headers, body)

    def _nearest(self, url: str, stamp: str) -> Snapshot | None:
        with self._lock:
            captures = list(self._by_key.get(urlkey(url), ()))
        wanted = _time_of(stamp)
        return min(captures, key=lambda snapshot: abs(snapshot.at - wanted), default=None)


def _time_of(stamp: str) -> datetime:
    """A timestamp of 1 to 14 digits; what is missing is the beginning of that year, month, day."""
    full = (stamp + "19700101000000"[len(stamp) :]) if len(stamp) >= 4 else "20500101000000"
    try:
        return datetime.strptime(full, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime(2050, 1, 1, tzinfo=UTC)


def _framed(snapshot: Snapshot) -> bytes:
    """The capture as people see it: a toolbar on top, links that stay inside the archive."""
    page = snapshot.body.decode("utf-8", "replace")
    page = re.sub(r'href="(https?://)', rf'href="/web/{snapshot.timestamp}/\1', page)
    return page.replace(
        "<body", "<!-- BEGIN WAYBACK TOOLBAR INSERT --><!-- END WAYBACK TOOLBAR INSERT --><body", 1
    ).encode()


# ── the parameters of a CDX request ───────────────────────────────────────────────────────────────


def _kept(row: dict[str, str], given: dict[str, str], filters: Iterable[str]) -> bool:
    first, last = given.get("from", "").ljust(14, "0"), given.get("to", "").ljust(14, "9")
    if not first <= row["timestamp"] <= last:
        return False
    for each in filters:
        parts = re.fullmatch(r"(!?)(\w+):(.*)", each, re.S)
        if parts is None:
            raise re.error(f"{each} is not [!]field:regex")
        negated, name, pattern = parts.groups()
        if bool(re.fullmatch(pattern, row.get(name, ""))) == bool(negated):
            return False
    return True


def _collapsed(rows: list[dict[str, str]], collapse: str) -> list[dict[str, str]]:
    """Of neighbours that agree in the field (or in its first N characters) the first alone."""
    if not collapse:
        return rows
    name, _, length = collapse.partition(":")
    kept: list[dict[str, str]] = []
    last = None
    for row in rows:
        value = row.get(name, "")[: int(length) if length else None]
        if value != last:
            kept.append(row)
        last = value
    return kept


def _page(rows: list[dict[str, str]], given: dict[str, str]) -> tuple[list[dict[str, str]], str | None]:
    """The rows after the resume key and up to the limit, and the key to go on with where more are left."""
    if key := given.get("resumeKey"):
        after = tuple(unquote(key).split(" ", 1))
        rows = [row for row in rows if (row["urlkey"], row["timestamp"]) > after]
    limit = int(given.get("limit", 150_000))
    if limit < 0:
        return rows[limit:], None
    page, rest = rows[:limit], rows[limit:]
    return page, quote(f"{page[-1]['urlkey']} {page[-1]['timestamp']}", safe="") if page and rest else None


def _as_json(fields: list[str], table: list[list[str]], resume: str | None) -> Reply:
    rows: list[list[str]] = [fields, *table] if table else []
    if resume:
        rows += [[], [resume]]
    content = "[" + ",\n".join(json.dumps(row) for row in rows) + "]\n"
    return Reply(200, (("Content-Type", "application/json"),), content.encode())


def _as_text(table: list[list[str]], resume: str | None) -> Reply:
    lines = [" ".join(row) for row in table]
    return text("\n".join([*lines, *(["", resume] if resume else []), ""]) if lines else "")
