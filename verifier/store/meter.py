"""How often somebody asked within this minute, or another window of time. Implements `ports.Meter`.

`SharedMeter` counts for every process, in the broker's Redis or Valkey; `LocalMeter` for the threads of one.
Windows are fixed, so within any stretch as long as a window there is room for twice the limit, and never for more.
"""

from __future__ import annotations

import threading
from datetime import datetime
from hashlib import sha256

import structlog
from redis import Redis, RedisError

log = structlog.get_logger(__name__)

_MANY = 10_000
"""So many counted at once are looked through for those whose window is over."""


class LocalMeter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, int]] = {}

    def count(self, who: str, window_s: int, now: datetime) -> int:
        window = int(now.timestamp()) // window_s
        with self._lock:
            if len(self._counts) > _MANY:
                self._counts = {name: kept for name, kept in self._counts.items() if kept[0] == window}
            counted, times = self._counts.get(who, (window, 0))
            times = times + 1 if counted == window else 1
            self._counts[who] = (window, times)
            return times


class SharedMeter:
    """While the broker is away each process counts by itself: a limit is no reason to answer nobody."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._meanwhile = LocalMeter()

    def count(self, who: str, window_s: int, now: datetime) -> int:
        window = int(now.timestamp()) // window_s
        key = f"verifier:meter:{sha256(who.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}:{window}"
        try:
            with self._redis.pipeline() as pipeline:
                pipeline.incr(key)
                pipeline.expire(key, 2 * window_s)
                times, _ = pipeline.execute()
        except RedisError as error:
            log.warning("requests are counted in this process alone", error=type(error).__name__)
            return self._meanwhile.count(who, window_s, now)
        return int(times)
