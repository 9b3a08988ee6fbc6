"""Reports of completed jobs as they were last rendered, so that one that many read is made once.

A completed job's dossiers change only with an event of the job: a review, or what opens it again. So a report holds
for as long as the job's newest event is the same. Who may read it is asked before, and an erased job is not found.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from verifier.records import Job

_ROOM = 16 * 1024 * 1024
"""Bytes that are kept; what was asked for longest ago goes first."""


class RecentReports:
    """Of one process; safe in any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[int, bytes]] = OrderedDict()
        self._size = 0

    def get(self, job: Job, form: str, render: Callable[[], bytes]) -> bytes:
        """The report of a completed job, rendered where it is not here as it is now."""
        with self._lock:
            event, report = self._kept.get((job.id, form), (None, b""))
            if event == job.last_event:
                self._kept.move_to_end((job.id, form))
                return report
        report = render()
        if len(report) <= _ROOM // 4:
            self._keep((job.id, form), job.last_event, report)
        return report

    def _keep(self, key: tuple[str, str], event: int, report: bytes) -> None:
        with self._lock:
            _, before = self._kept.pop(key, (0, b""))
            self._kept[key] = event, report
            self._size += len(report) - len(before)
            while self._size > _ROOM:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._size -= len(oldest)
