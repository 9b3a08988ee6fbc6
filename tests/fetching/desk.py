"""What stands around a fetcher in its tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from verifier.fetching.client import WebFetcher
from verifier.records import Deferral, Exchange, Response


class Memory:
    """A page cache in a dictionary."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[Response, datetime]] = {}

    def get(self, url: str, now: datetime) -> Response | None:
        response, expires_at = self.pages.get(url, (None, now))
        return response if expires_at > now else None

    def put(self, url: str, response: Response, expires_at: datetime) -> None:
        self.pages[url] = (response, expires_at)


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
