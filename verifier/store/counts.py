"""The verdicts of jobs, counted once for each state of a job: a job is asked for far more often than it changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from verifier.records import Job
from verifier.store.rows import by_verdict, job_record

_KEPT = 4096
_NEVER = -1


class Counts:
    """Whatever changes a shown verdict also tells an event, in the same transaction. So a count holds for as long as
    the job's newest event is the same. Only for rows read after a commit: what is being written may yet be undone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: dict[str, tuple[int, dict[str, int]]] = {}

    def records(self, connection: Connection, rows: Sequence[Row[Any]]) -> list[Job]:
        """The jobs of rows of `jobs`; what must be counted, by one query."""
        known: dict[str, dict[str, int]] = {}
        unknown = []
        for row in rows:
            event, counted_then = self._counted.get(row.id, (_NEVER, {}))
            if event == row.last_event:
                known[row.id] = counted_then
            else:
                unknown.append(row)
        if unknown:
            known |= (counted := by_verdict(connection, [row.id for row in unknown]))
            self._keep({row.id: (row.last_event, counted[row.id]) for row in unknown})
        return [job_record(row, known[row.id]) for row in rows]

    def _keep(self, counted: Mapping[str, tuple[int, dict[str, int]]]) -> None:
        with self._lock:
            self._counted.update(counted)
            while len(self._counted) > _KEPT:
                del self._counted[next(iter(self._counted))]
