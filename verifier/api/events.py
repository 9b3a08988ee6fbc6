"""What a listener to a job is told: its progress as Server-Sent Events, or one answer when it has changed.

Nothing here waits or writes; `listeners` does. Whatever is told is read from the table that everyone shares,
so `Last-Event-ID` (or `after`) goes on where any process left off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from verifier.records import Job, JobEvent
from verifier.reports import job_json
from verifier.reports.links import job_links


class Listener(Protocol):
    """Who waits for news of a job."""

    job_id: str
    after: int
    """The number of the last event it knows of."""
    over: bool
    """Nothing more is to be told."""
    breath: str
    """What keeps the line open while there is no news; "" where nothing may be said."""

    def wants(self, newest: int, waited_s: float) -> bool:
        """Whether it is to be told something, now that the job's newest event is that one."""

    def tell(self, job: Job, events: Sequence[JobEvent]) -> str:
        """What it is told of the job and of the events since `after`."""


@dataclass
class EventStream:
    """Each event carries the job as `GET /jobs/{id}` answers it, and under "event" what happened. The last is "end"."""

    job_id: str
    after: int
    begun: bool = False
    over: bool = False
    breath: str = ": still here\n\n"

    def wants(self, newest: int, _waited_s: float) -> bool:
        return not self.begun or newest > self.after

    def tell(self, job: Job, events: Sequence[JobEvent]) -> str:
        shown = job_json(job, job_links(job))
        told = [] if self.begun else ["retry: 2000\n\n"]
        self.begun = True
        for event in events:
            self.after = event.number
            told.append(_event(event.kind, {**shown, "event": dict(event.data)}, event.number))
        if job.status.over and (not events or self.after >= job.last_event):  # old ones may be forgotten
            self.over = True
            told.append(_event("end", shown))
        return "".join(told)


def _event(kind: str, data: Mapping[str, Any], number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@dataclass
class NextChange:
    """Long polling: the job once it has changed, or when the time is up, whichever is first."""

    job_id: str
    after: int
    patience_s: float
    over: bool = False
    breath: str = ""

    def wants(self, newest: int, waited_s: float) -> bool:
        return newest > self.after or waited_s >= self.patience_s

    def tell(self, job: Job, _events: Sequence[JobEvent]) -> str:
        self.over = True
        return json.dumps(job_json(job, job_links(job)), ensure_ascii=False)
