"""Reports over HTTP: which form is asked for, how it is made and sent, and those that were made of late.

A completed job's dossiers change only with an event of the job: a review, or what opens it again. So its report holds
for as long as the job's newest event is the same. Who may read it is asked before, and an erased job is not found.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable

from flask import Response, request
from werkzeug.utils import get_content_type as content_type

from verifier.bootstrap import System
from verifier.errors import InputError
from verifier.records import Job, JobStatus
from verifier.reports import FORMATS, render
from verifier.reports.wire import report_json

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The HTML report is one file: its style is inside, and nothing else is to run or load."""
_ROOM = 16 * 1024 * 1024
"""Bytes that are kept; what was asked for longest ago goes first."""


class RecentReports:
    """Of one process; safe in any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[int, bytes]] = OrderedDict()
        self._size = 0

    def get(self, job: Job, form: str, make: Callable[[], bytes]) -> bytes:
        """The report, made where it is not here as it is now. A job's that is not completed grows without an event."""
        if job.status is not JobStatus.COMPLETED:
            return make()
        with self._lock:
            event, report = self._kept.get((job.id, form), (None, b""))
            if event == job.last_event:
                self._kept.move_to_end((job.id, form))
                return report
        report = make()
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


def form_of(asked: str | None) -> str:
    """The form asked for by `?format=`, or else by `Accept`; `InputError` for one that there is not."""
    if asked is None:
        by_media_type = {form.media_type: name for name, form in FORMATS.items()}
        best = request.accept_mimetypes.best_match(list(by_media_type), default=FORMATS["json"].media_type)
        return by_media_type[best or FORMATS["json"].media_type]
    if asked not in FORMATS:
        raise InputError(
            f"There is no report format {asked!r}.", remedy=f"There are {', '.join(FORMATS)}.", pointer="/format"
        )
    return asked


def rendered(system: System, job_id: str, form: str) -> bytes:
    verification = system.services.verification(job_id)
    if form == "json":  # in one line: breaking it into many takes longer than all the rest
        return json.dumps(report_json(verification, system.wording), ensure_ascii=False).encode()
    original = system.services.original(verification.document) if FORMATS[form].of_original else None
    report = render(verification, form, system.wording, original)
    return report if isinstance(report, bytes) else report.encode()


def report_response(job_id: str, form: str, report: bytes) -> Response:
    response = Response(report, content_type=content_type(FORMATS[form].media_type, "utf-8"))
    if form == "html":
        response.headers["Content-Security-Policy"] = _POLICY
    elif form != "json":
        response.headers["Content-Disposition"] = f'inline; filename="{job_id}.{FORMATS[form].ending}"'
    return response
