"""The only loop in the program: take a reference, do what comes next, write down what was learned.

The same embedded and distributed. The table is the truth: the lease is taken before the dossier is read,
what was learned is appended before anything else happens, and a message only says that something is due.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

import structlog

from verifier.decide import Done, Step, Wait, decide
from verifier.dossier import Dossier
from verifier.errors import Conflict
from verifier.ports import Dossiers, Lane, Queue
from verifier.records import Deferral, Entry, ReferenceStatus
from verifier.steps import Desk, broken, lane, perform, subject
from verifier.traces import span

log = structlog.get_logger(__name__)


def advance(reference_id: str, desk: Desk, dossiers: Dossiers, queue: Queue, lanes: Set[Lane]) -> None:
    """Move one reference on by a few steps, if it is due and nobody else is on it."""
    work = desk.policy.work
    dossier = dossiers.claim(reference_id, desk.clock.now(), _lease(desk))
    if dossier is None:
        return
    doomed = dossiers.claims_in_vain(reference_id) > work.max_claims
    for _ in range(work.steps_per_claim):
        now = desk.clock.now()
        step = decide(dossier, desk.policy, now)
        if isinstance(step, Done):
            dossiers.release(dossier, ReferenceStatus.DONE, None, now)
            return
        if isinstance(step, Wait):
            _put_off(dossier, step.until, lane(step), desk, dossiers, queue)
            return
        if lane(step) not in lanes:
            _put_off(dossier, now, lane(step), desk, dossiers, queue)
            return
        learned = _died(step, dossier, desk) if doomed else _try(step, dossier, desk)
        doomed = False
        if isinstance(learned, Deferral):
            _put_off(dossier, learned.ready_at, lane(step), desk, dossiers, queue)
            return
        try:
            dossier = dossiers.append(dossier, learned, _lease(desk))
        except Conflict:
            return  # another worker holds a longer dossier: this picture is stale, and so is the lease
    _put_off(dossier, desk.clock.now(), lane(decide(dossier, desk.policy, desk.clock.now())), desk, dossiers, queue)


def _died(step: Step, dossier: Dossier, desk: Desk) -> Entry:
    """A step that killed its worker each time it was tried is not tried again."""
    log.error("step keeps dying", reference=dossier.id, step=subject(step))
    return broken(step, "its worker died each time", desk.clock.now())


def _try(step: Step, dossier: Dossier, desk: Desk) -> Entry | Deferral:
    """Perform a step. One of ours that raises is written down, and not repeated either."""
    name, _ = subject(step)
    try:
        with span(f"step {name}", job=dossier.job_id, reference=dossier.id):
            return perform(step, dossier, desk)
    except Exception as error:
        log.exception("step broke", reference=dossier.id, step=subject(step))
        return broken(step, f"{type(error).__name__}: {error}", desk.clock.now())


def _put_off(dossier: Dossier, until: datetime, where: Lane, desk: Desk, dossiers: Dossiers, queue: Queue) -> None:
    """Give the lease back until then. A near time is worth a message; a far one is left to the sweep."""
    now = desk.clock.now()
    delay = max(0.0, (until - now).total_seconds())
    status = ReferenceStatus.WAITING if delay > 0 else ReferenceStatus.WORKING
    dossiers.release(dossier, status, until, now)
    if delay <= desk.policy.work.wake_delay_s:
        queue.wake(dossier.id, where, delay)


def _lease(desk: Desk) -> datetime:
    return desk.clock.now() + timedelta(seconds=desk.policy.work.lease_s)
