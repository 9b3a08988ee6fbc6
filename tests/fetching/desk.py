"""What stands around a fetcher in its tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from heapq import heappop, heappush
from threading import Lock

from verifier.fetching.client import WebFetcher
from verifier.records import Deferral, Exchange, Request, Response


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


def fetch_all(fetcher: WebFetcher, requests: Iterable[Request], threads: int) -> list[Exchange]:
    """What came of each, in the order of settling; what is put off is asked again when its time has come."""
    waiting = [(0.0, number, request) for number, request in enumerate(requests)]
    came: list[Exchange] = []
    lock = Lock()
    total = len(waiting)

    def work() -> None:
        while len(came) < total:
            with lock:
                due_at, number, request = heappop(waiting) if waiting else (0.0, -1, None)
            if request is None:
                time.sleep(0.005)
                continue
            time.sleep(max(due_at - time.monotonic(), 0.0))
            answer = fetcher.fetch(request)
            with lock:
                if isinstance(answer, Exchange):
                    came.append(answer)
                else:
                    wait_s = (answer.ready_at - datetime.now(UTC)).total_seconds()
                    heappush(waiting, (time.monotonic() + wait_s, number, request))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work) for _ in range(threads)]:
            done.result()
    return came


def settled(value: Exchange | Deferral) -> Exchange:
    assert isinstance(value, Exchange), value
    return value


def deferred(value: Exchange | Deferral) -> Deferral:
    assert isinstance(value, Deferral), value
    return value
