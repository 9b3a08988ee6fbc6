"""Hosts that do not answer are not asked over and over.

After a few failures in a row a host counts as down for a while, longer each time, and what is asked of it
meanwhile fails at once. It fails rather than waits: forty references of a site that is gone would wait in
line to find it gone, and each costs its thread a time-out. One request after the while tries it again.

Each process finds out for itself. A host that is down costs every one of them `FAILURES` requests, which the
gate keeps apart; a shared count would cost each request to each host that is well a look at it, and one
process with a broken network would shut the press to all. What a host itself says, to come back later, is
shared: the gate cools its budget down.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

FAILURES = 4
FIRST_BREAK_S = 10.0
LONGEST_BREAK_S = 300.0

_HOSTS_KEPT = 5000


@dataclass(slots=True)
class _Record:
    failures: int = 0
    closed_until: float = 0.0
    why: str = ""


class Circuit:
    """Consecutive failures by host, in this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def down(self, host: str) -> str | None:
        """Why the host is not asked now; None where it may be.

        When its break is over the asker is let through to try, and all others wait one first break more.
        """
        now = time.monotonic()
        with self._lock:
            record = self._records.get(host)
            if record is None or record.failures < FAILURES:
                return None
            if now < record.closed_until:
                return record.why
            record.closed_until = now + FIRST_BREAK_S
            return None

    def note(self, host: str, failure: str | None) -> None:
        """A request came back: with a failure to answer, or (None) with an answer of whatever kind."""
        with self._lock:
            if failure is None:
                self._records.pop(host, None)
                return
            record = self._records.setdefault(host, _Record())
            self._records.move_to_end(host)
            record.failures += 1
            record.why = failure
            if record.failures >= FAILURES:
                growth = 2.0 ** min(record.failures - FAILURES, 10)
                record.closed_until = time.monotonic() + min(FIRST_BREAK_S * growth, LONGEST_BREAK_S)
            while len(self._records) > _HOSTS_KEPT:
                self._records.popitem(last=False)
