"""Documents that are verified again: when, and the job that each time makes. Implements `ports.Rechecks`."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, insert, select, update

from verifier.errors import Conflict, NotFound
from verifier.records import Job, JobStatus
from verifier.store.engine import reading, take_turns, writing
from verifier.store.rows import add_job_event, by_verdict, job_record, owned
from verifier.store.schema import documents, jobs


class SqlRechecks:
    def __init__(self, engine: Engine, workspace: str | None = None) -> None:
        self._engine = engine
        self._workspace = workspace

    def within(self, workspace: str) -> SqlRechecks:
        return SqlRechecks(self._engine, workspace)

    def due(self, now: datetime, limit: int) -> list[str]:
        with reading(self._engine) as connection:
            wanted = select(documents.c.id).where(documents.c.recheck_at <= now).order_by(documents.c.recheck_at)
            return list(connection.execute(wanted.limit(limit)).scalars())

    def begin(self, job: Job, now: datetime) -> Job:
        with writing(self._engine) as connection:
            take_turns(connection, job.document_id)
            return self._begin(connection, job, now)

    def begin_if_due(self, job: Job, now: datetime) -> Job | None:
        with writing(self._engine) as connection:
            take_turns(connection, job.document_id)
            due = select(documents.c.id).where(documents.c.id == job.document_id, documents.c.recheck_at <= now)
            if connection.execute(due).one_or_none() is None:
                return None  # another sweep was here first, or it was erased
            try:
                return self._begin(connection, job, now)
            except Conflict:
                self._set_next(connection, job.document_id, now)
                return None

    def _begin(self, connection: Connection, job: Job, now: datetime) -> Job:
        wanted = select(documents.c.id, documents.c.workspace).where(documents.c.id == job.document_id)
        document = connection.execute(owned(wanted, documents, self._workspace)).one_or_none()
        if document is None:
            raise NotFound(f"There is no document {job.document_id!r}.")
        last, status = _last(connection, job.document_id)
        if not status.over:
            raise Conflict(f"The job {last} on this document is still at work.", remedy="Wait for its end.")
        connection.execute(
            insert(jobs).values(
                id=job.id,
                document_id=job.document_id,
                workspace=document.workspace,
                status=job.status.value,
                stage=job.stage,
                submitted_at=now,
                due_at=now,
                digest=sha256(job.id.encode()).hexdigest(),  # like no other's: nobody hands a recheck in
                previous_id=last,
            )
        )
        add_job_event(connection, job.id, now)
        self._set_next(connection, job.document_id, now)
        row = connection.execute(select(jobs).where(jobs.c.id == job.id)).one()
        return job_record(row, by_verdict(connection, [row.id])[row.id])

    @staticmethod
    def _set_next(connection: Connection, document_id: str, now: datetime) -> None:
        days = connection.execute(
            select(documents.c.recheck_days).where(documents.c.id == document_id)
        ).scalar_one_or_none()
        if days is not None:
            again = now + timedelta(days=days)
            connection.execute(update(documents).where(documents.c.id == document_id).values(recheck_at=again))


def _last(connection: Connection, document_id: str) -> tuple[str, JobStatus]:
    of_document = select(jobs.c.id, jobs.c.status).where(jobs.c.document_id == document_id)
    row = connection.execute(of_document.order_by(jobs.c.submitted_at.desc(), jobs.c.id.desc()).limit(1)).one()
    return row.id, JobStatus(row.status)
