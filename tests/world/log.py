"""Who asked for what, when: the servers' own log, by which politeness is judged."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.world.exchange import Ask


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. Times are seconds of a monotonic clock, `ended` is infinite while it goes on;
    `status` is 0 where nothing is answered."""

    started: float
    ended: float
    host: str
    scheme: str
    method: str
    target: str
    status: int
    user_agent: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


class Log:
    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._begun = 0
        self._lock = threading.Lock()

    def begin(self, ask: Ask, status: int, started: float) -> int:
        """Written before the first byte is sent: who has an answer is in the log. The entry's number."""
        entry = Entry(started, math.inf, ask.host, ask.scheme, ask.method, ask.target, status, ask.user_agent)
        with self._lock:
            self._begun += 1
            self._entries[self._begun] = entry
            return self._begun

    def end(self, number: int, ended: float) -> None:
        with self._lock:
            if number in self._entries:
                self._entries[number] = replace(self._entries[number], ended=ended)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def entries(self, host: str | None = None, prefix: str = "") -> list[Entry]:
        """In the order in which they began. `prefix` of the target: "/cdx"."""
        with self._lock:
            taken = [
                e for e in self._entries.values() if (host is None or e.host == host) and e.target.startswith(prefix)
            ]
        return sorted(taken, key=lambda entry: entry.started)

    def hosts(self) -> set[str]:
        return {entry.host for entry in self.entries()}

    def gaps(self, host: str) -> list[float]:
        """Seconds between the beginnings of consecutive requests to one host."""
        starts = [entry.started for entry in self.entries(host)]
        return [later - earlier for earlier, later in pairwise(starts)]

    def most_at_once(self, host: str) -> int:
        """The largest number of requests to one host that were open at the same time."""
        moments = [(e.started, 1) for e in self.entries(host)] + [(e.ended, -1) for e in self.entries(host)]
        open_now = most = 0
        for _, change in sorted(moments):
            open_now += change
            most = max(most, open_now)
        return most
