"""One fetch for everyone who wants the same page: threads, processes, and those who come later.

A fresh answer is given again. Who finds none flies; threads that want the same meanwhile share what comes of
it, and other processes, held off by the gate, come back and find it kept. Nobody's thread waits for long.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Final

from verifier.fetching import freshness, outcomes
from verifier.fetching.flights import Flights
from verifier.ports import Clock, Gate, Hold, PageCache
from verifier.records import Deferral, Exchange, Response

Settled = Exchange | Deferral
Travel = Callable[[Response | None], Settled]

PATIENCE_S: Final = 1.0
"""So long is a page waited for that another thread is fetching; then it is put off."""

LANDING_S: Final = 5.0
"""More than a trip may take: a flight is held until it has landed, or its process has died."""

_WHY = "the same page is being fetched"


class Once:
    """Fetches by URL, each made once."""

    def __init__(self, cache: PageCache, gate: Gate, clock: Clock) -> None:
        self._cache = cache
        self._gate = gate
        self._clock = clock
        self._flights: Flights[Settled] = Flights()

    def fetch(self, url: str, longest: timedelta, trip_s: float, travel: Travel) -> Settled:
        """What came of it: from the cache, or of `travel`, which is given the stale answer, if one is kept, and
        takes `trip_s` at most. An answer is kept fresh for `longest` at most."""
        key = url.partition("#")[0]
        settled = self._flights.join(
            key, PATIENCE_S, lambda: self._kept(key) or self._fly(key, longest, trip_s, travel)
        )
        return settled or self._later(PATIENCE_S)

    def _kept(self, key: str) -> Exchange | None:
        response = self._cache.get(key, self._clock.now())
        if response is None:
            return None
        outcome = outcomes.of_status(response.status, None)
        return Exchange(outcome, replace(response, cached=True), "Fetched before.", status=response.status)

    def _fly(self, key: str, longest: timedelta, trip_s: float, travel: Travel) -> Settled:
        flight = f"page:{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"
        hold = Hold(secrets.token_hex(8), trip_s + LANDING_S)
        wait_s = self._gate.take(flight, 0.0, 0.0, hold)
        if wait_s > 0:
            return self._later(wait_s)
        try:
            # Another process may have landed since the cache was looked into.
            return self._kept(key) or self._keep(key, longest, travel(self._cache.stale(key)))
        finally:
            self._gate.leave(flight, hold)

    def _keep(self, key: str, longest: timedelta, settled: Settled) -> Settled:
        if isinstance(settled, Exchange) and settled.response is not None and settled.outcome.answered:
            response = settled.response
            fresh = freshness.fresh_for(response, longest)
            expires_at = response.at + freshness.kept_for(response, fresh)
            self._cache.put(key, response, response.at + fresh, expires_at)
        return settled

    def _later(self, wait_s: float) -> Deferral:
        return Deferral(self._clock.now() + timedelta(seconds=wait_s), _WHY)
