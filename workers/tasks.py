"""The tasks, one line each. All logic is in `verifier`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from celery.exceptions import WorkerLostError
from celery.signals import task_failure

from verifier.ports import Lane
from verifier.queueing import ADVANCE, BEGIN, DELIVER, FORFEIT, SWEEP
from workers.app import app, services


@app.task(name=BEGIN, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def begin(job_id: str) -> None:
    services().begin(job_id)


@app.task(name=ADVANCE, bind=True, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def advance(self: object, reference_id: str) -> None:
    services().advance(reference_id, {Lane(self.request.delivery_info["routing_key"])})  # type: ignore[attr-defined]


@app.task(name=DELIVER, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def deliver(delivery_id: str) -> None:
    services().webhooks.deliver(delivery_id)


@app.task(name=SWEEP, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def sweep() -> None:
    services().sweep()


@app.task(name=FORFEIT, shared=False)  # type: ignore[untyped-decorator]  # celery has no types
def forfeit(reference_id: str | None = None) -> None:
    services().forfeit(reference_id)


@task_failure.connect(sender=advance)  # type: ignore[untyped-decorator]  # celery has no types
def _pool_process_died(exception: BaseException, args: Sequence[Any], **_: Any) -> None:
    """Said in the pool's parent, which has no services: it tells a worker that has."""
    if isinstance(exception, WorkerLostError):
        app.send_task(FORFEIT, list(args), queue=Lane.FETCH.value, retry=False)
