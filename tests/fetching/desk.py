"""What stands around a fetcher in its tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from verifier.fetching.client import WebFetcher
from verifier.records import Deferral, Exchange, Response


class Memory:
    """A page cache in a dictionary."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[Response, datetime, datetime]] = {}

    def get(self, url: str, now: datetime) -> Response | None:
        response, fresh_until, _ = self.pages.get(url, (None, now, now))
        return response if fresh_until > now else None

    def stale(self, url: str) -> Response | None:
        return self.pages[url][0] if url in self.pages else None

    def put(self, url: str, response: Response, fresh_until: datetime, expires_at: datetime) -> None:
        self.pages[url] = (response, fresh_until, expires_at)


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


Make = Callable[..., WebFetcher]


def settled(value: Exchange | Deferral) -> Exchange:
    assert isinstance(value, Exchange), value
    return value


def deferred(value: Exchange | Deferral) -> Deferral:
    assert isinstance(value, Deferral), value
    return value
