"""A job's progress as Server-Sent Events, read from the table that everyone shares.

Correct behind proxies: comments keep the line open, buffering is declined, and `Last-Event-ID` resumes
from any process. The stream ends when the job is over and all was told.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Response

from verifier.errors import NotFound
from verifier.records import Job
from verifier.reports import job_json
from verifier.services import Services

_LOOK_S = 0.4
_BREATH_S = 15.0
_LONGEST_S = 900.0
"""A listener is let go after so long; its browser comes back with the last event's number."""


def stream(services: Services, job_id: str, after: int, links: Callable[[Job], Mapping[str, str]]) -> Response:
    """Each event carries the job as `GET /jobs/{id}` answers it, and under "event" what happened."""
    lasting = links(services.job(job_id))  # an unknown job is a 404, not an empty stream
    return Response(
        _lines(services, job_id, after, lasting),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"},
    )


def _lines(services: Services, job_id: str, after: int, links: Mapping[str, str]) -> Iterator[str]:
    yield "retry: 2000\n\n"
    began = told = time.monotonic()
    while time.monotonic() - began < _LONGEST_S:
        try:
            job = services.job(job_id)  # before the events: one that comes between is told in the next round
            events = services.events(job_id, after)
        except NotFound:  # erased meanwhile
            return
        for event in events:
            after = event.number
            yield _event(event.kind, {**job_json(job, links), "event": dict(event.data)}, event.number)
        if job.status.over and not events:
            yield _event("end", job_json(job, links))
            return
        if events:
            told = time.monotonic()
        elif time.monotonic() - told > _BREATH_S:
            told = time.monotonic()
            yield ": still here\n\n"
        time.sleep(_LOOK_S)


def _event(kind: str, data: Mapping[str, Any], number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
