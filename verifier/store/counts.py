"""The verdicts of jobs, counted once for each state of a job: a job is asked for far more often than it changes."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection, Row

from verifier.records import Job
from verifier.store.rows import by_verdict, job_record

_KEPT = 4096


class Counts:
    """Whatever changes a shown verdict also tells an event, in the same transaction. So a count holds for as long as
    the job's newest event is the same. Only for rows read after a commit: what is being written may yet be undone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: dict[str, tuple[int, dict[str, int]]] = {}

    def record(self, connection: Connection, row: Row[Any]) -> Job:
        """The job of a row of `jobs`."""
        event, counted = self._counted.get(row.id, (-1, {}))
        if event != row.last_event:
            counted = by_verdict(connection, row.id)
            self._keep(row.id, row.last_event, counted)
        return job_record(connection, row, counted)

    def _keep(self, job_id: str, event: int, counted: dict[str, int]) -> None:
        with self._lock:
            if len(self._counted) >= _KEPT:
                del self._counted[next(iter(self._counted))]
            self._counted[job_id] = (event, counted)
