"""The tasks, one line each. All logic is in `verifier`."""

from __future__ import annotations

from verifier.ports import Lane
from verifier.queueing import ADVANCE, BEGIN
from workers.app import app, services
from workers.schedule import SWEEP


@app.task(name=BEGIN, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def begin(job_id: str) -> None:
    services().begin(job_id)


@app.task(name=ADVANCE, bind=True, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def advance(self: object, reference_id: str) -> None:
    services().advance(reference_id, {Lane(self.request.delivery_info["routing_key"])})  # type: ignore[attr-defined]


@app.task(name=SWEEP, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def sweep() -> None:
    services().sweep()
