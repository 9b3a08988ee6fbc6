"""The references, as kept: their dossiers, and the lease that is also their clock. Implements `ports.Dossiers`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, case, func, select, update
from sqlalchemy.exc import IntegrityError

from verifier.dossier import Dossier, ReferenceView
from verifier.errors import Conflict, NotFound, Outdated
from verifier.records import Entry, Fetched, JobStatus, ReferenceStatus, Verdict
from verifier.store.engine import reading, writing
from verifier.store.erasing import doom
from verifier.store.rows import (
    add_entry,
    add_event,
    add_job_event,
    citation_record,
    dossier_record,
    lock_job,
    owned,
    stored_document,
)
from verifier.store.schema import citations, documents, entries, jobs, references
from verifier.store.tallies import count_work


class SqlDossiers:
    def __init__(self, engine: Engine, workspace: str | None = None) -> None:
        """Without a workspace it is the loop's own, which works for every one."""
        self._engine = engine
        self._workspace = workspace

    def within(self, workspace: str) -> SqlDossiers:
        """The same, where there is nothing but what is the workspace's."""
        return SqlDossiers(self._engine, workspace)

    # ── the loop's ──

    def claim(self, reference_id: str, now: datetime, lease_until: datetime) -> Dossier | None:
        with writing(self._engine) as connection:
            taken = connection.execute(
                update(references)
                .where(references.c.id == reference_id, references.c.due_at <= now)
                .values(due_at=lease_until, status=ReferenceStatus.WORKING.value, claims=references.c.claims + 1)
            ).rowcount
            return _view(connection, reference_id, self._workspace).dossier if taken else None

    def claims_in_vain(self, reference_id: str) -> int:
        with reading(self._engine) as connection:
            return (
                connection.execute(
                    select(references.c.claims).where(references.c.id == reference_id)
                ).scalar_one_or_none()
                or 0
            )

    def append(self, dossier: Dossier, entry: Entry, lease_until: datetime) -> Dossier:
        with writing(self._engine) as connection:
            known = len(dossier.entries)
            # A job that was cancelled has taken its references' due time away: what was learned is kept all the same.
            lease = case((references.c.due_at.is_(None), None), else_=lease_until)
            grown = connection.execute(
                update(references)
                .where(references.c.id == dossier.id, references.c.entries == known)
                .values(entries=known + 1, claims=1, due_at=lease)
            ).rowcount
            if grown:
                document_id = connection.execute(
                    select(jobs.c.document_id).where(jobs.c.id == dossier.job_id)
                ).scalar_one()
                add_entry(connection, dossier.id, document_id, known + 1, entry)
                return dossier.plus(entry)
            doom(connection, _captures(entry))  # what was still fetched for an erased document
        raise Conflict(f"The dossier of {dossier.id} has grown since it was read, or was erased.")

    def release(self, dossier: Dossier, status: ReferenceStatus, due_at: datetime | None, now: datetime) -> None:
        with writing(self._engine) as connection:
            if status is ReferenceStatus.DONE:
                lock_job(connection, dossier.job_id)  # two last ones would not see each other
            released = connection.execute(
                update(references)
                .where(
                    references.c.id == dossier.id,
                    references.c.entries == len(dossier.entries),
                    references.c.due_at.is_not(None),
                )
                .values(status=status.value, due_at=due_at, claims=0, verdict=_shown(dossier))
            ).rowcount
            if released and status is ReferenceStatus.DONE:
                _count_done(connection, dossier, now)
                count_work(connection, dossier)

    def forfeit(self, now: datetime, reference_id: str | None = None) -> None:
        with writing(self._engine) as connection:
            leased = update(references).where(
                references.c.status == ReferenceStatus.WORKING.value, references.c.due_at > now
            )
            if reference_id is not None:
                leased = leased.where(references.c.id == reference_id)
            connection.execute(leased.values(due_at=now))

    def due(self, now: datetime, limit: int) -> list[str]:
        with reading(self._engine) as connection:
            return list(
                connection.execute(
                    select(references.c.id).where(references.c.due_at <= now).order_by(references.c.due_at).limit(limit)
                ).scalars()
            )

    # ── people's ──

    def view(self, reference_id: str) -> ReferenceView:
        with reading(self._engine) as connection:
            return _view(connection, reference_id, self._workspace)

    def reopen(self, reference_ids: Sequence[str], entry: Entry, now: datetime) -> list[str]:
        with writing(self._engine) as connection:
            job_id = _lock_job_of(connection, reference_ids[0], self._workspace)
            for reference_id in reference_ids:
                dossier = _add(connection, reference_id, entry, self._workspace)
                connection.execute(
                    update(references)
                    .where(references.c.id == reference_id)
                    .values(status=ReferenceStatus.QUEUED.value, due_at=now, claims=0, verdict=_shown(dossier))
                )
            # What a cancelling left open is open again: in a job that runs, nothing undone may have no due time.
            connection.execute(
                update(references)
                .where(
                    references.c.job_id == job_id,
                    references.c.due_at.is_(None),
                    references.c.status != ReferenceStatus.DONE.value,
                )
                .values(status=ReferenceStatus.QUEUED.value, due_at=now, claims=0)
            )
            connection.execute(
                update(jobs)
                .where(jobs.c.id == job_id)
                .values(status=JobStatus.RUNNING.value, stage="verifying", finished_at=None, done=_done(job_id))
            )
            add_job_event(connection, job_id, now)
            due = select(references.c.id).where(references.c.job_id == job_id, references.c.due_at == now)
            return list(connection.execute(due.order_by(references.c.position)).scalars())

    def annotate(self, reference_id: str, entry: Entry, known: int | None = None) -> ReferenceView:
        with writing(self._engine) as connection:
            _lock_job_of(connection, reference_id, self._workspace)
            dossier = _add(connection, reference_id, entry, self._workspace)
            if known is not None and known != len(dossier.entries) - 1:
                raise Outdated(
                    f"The reference {reference_id} has changed since it was read.", remedy="Read it again, and decide."
                )
            # A loop at work holds the dossier as it was, and will stop at the conflict: it is due again at once.
            due = case((references.c.due_at.is_(None), None), else_=entry.at)
            connection.execute(
                update(references).where(references.c.id == reference_id).values(verdict=_shown(dossier), due_at=due)
            )
            data = {"reference": reference_id, "verdict": _shown(dossier), "review": dossier.review is not None}
            add_event(connection, dossier.job_id, "reference", entry.at, data)
            return _view(connection, reference_id, self._workspace)


def _lock_job_of(connection: Connection, reference_id: str, workspace: str | None) -> str:
    asked = select(references.c.job_id).join(jobs, jobs.c.id == references.c.job_id)
    job_id = connection.execute(
        owned(asked.where(references.c.id == reference_id), jobs, workspace)
    ).scalar_one_or_none()
    if job_id is None:
        raise NotFound(f"There is no reference {reference_id!r}.")
    lock_job(connection, job_id)
    return str(job_id)


def _add(connection: Connection, reference_id: str, entry: Entry, workspace: str | None) -> Dossier:
    """Append whatever the state; a loop that holds the older dossier will meet the conflict."""
    row = connection.execute(
        update(references)
        .where(references.c.id == reference_id, references.c.job_id.in_(owned(select(jobs.c.id), jobs, workspace)))
        .values(entries=references.c.entries + 1)
        .returning(references.c.entries, references.c.job_id)
    ).one_or_none()
    if row is None:
        raise NotFound(f"There is no reference {reference_id!r}.")
    document_id = connection.execute(select(jobs.c.document_id).where(jobs.c.id == row.job_id)).scalar_one()
    try:
        add_entry(connection, reference_id, document_id, row.entries, entry)
    except IntegrityError as error:
        raise Conflict(f"The dossier of {reference_id} was changed at the same time.", remedy="Try again.") from error
    return _view(connection, reference_id, workspace).dossier


def _captures(entry: Entry) -> list[str]:
    return [entry.capture.sha256] if isinstance(entry, Fetched) and entry.capture is not None else []


def _count_done(connection: Connection, dossier: Dossier, now: datetime) -> None:
    """Count the reference in; the last one completes its job."""
    row = connection.execute(
        update(jobs)
        .where(jobs.c.id == dossier.job_id)
        .values(done=_done(dossier.job_id))
        .returning(jobs.c.done, jobs.c.references, jobs.c.status)
    ).one()
    data: dict[str, str | int | float | None] = {
        "reference": dossier.id,
        "verdict": _shown(dossier),
        "done": row.done,
        "references": row.references,
    }
    add_event(connection, dossier.job_id, "reference", now, data)
    if row.done >= row.references and not JobStatus(row.status).over:
        connection.execute(
            update(jobs)
            .where(jobs.c.id == dossier.job_id)
            .values(status=JobStatus.COMPLETED.value, stage="finished", finished_at=now)
        )
        add_job_event(connection, dossier.job_id, now)


def _done(job_id: str) -> Any:
    done = select(func.count()).where(references.c.job_id == job_id, references.c.status == ReferenceStatus.DONE.value)
    return done.scalar_subquery()


def _shown(dossier: Dossier) -> Verdict | None:
    """The verdict as shown: a person's, or else the machine's."""
    if dossier.review is not None:
        return dossier.review.verdict
    return dossier.judgement.verdict if dossier.judgement else None


def _view(connection: Connection, reference_id: str, workspace: str | None) -> ReferenceView:
    joined = (
        select(references, citations.c.record.label("citation"), jobs.c.document_id)
        .join(citations, citations.c.id == references.c.citation_id)
        .join(jobs, jobs.c.id == references.c.job_id)
    )
    wanted = owned(joined, jobs, workspace).where(references.c.id == reference_id)
    row: Row[Any] | None = connection.execute(wanted).one_or_none()
    if row is None:
        raise NotFound(f"There is no reference {reference_id!r}.")
    document = stored_document(connection.execute(select(documents).where(documents.c.id == row.document_id)).one())
    lines = connection.execute(
        select(entries.c.record).where(entries.c.reference_id == reference_id).order_by(entries.c.number)
    ).scalars()
    dossier = dossier_record(row, citation_record(row.citation), document, list(lines))
    return ReferenceView(row.id, row.citation_id, ReferenceStatus(row.status), row.due_at, dossier)
