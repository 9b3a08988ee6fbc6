"""Batches, as kept: which jobs were handed in together, under which names. Implements `ports.Batches`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier.errors import NotFound
from verifier.records import DEFAULT_WORKSPACE, Batch
from verifier.store.engine import reading, writing
from verifier.store.rows import by_verdict, job_record, owned
from verifier.store.schema import batch_jobs, batches, jobs

_LONGEST_NAME = 300


class SqlBatches:
    def __init__(self, engine: Engine, workspace: str | None = None) -> None:
        self._engine = engine
        self._workspace = workspace

    def within(self, workspace: str) -> SqlBatches:
        return SqlBatches(self._engine, workspace)

    def add(self, batch_id: str, at: datetime, taken: Sequence[tuple[str, str]]) -> None:
        with writing(self._engine) as connection:
            make = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(batches)
            row = {"id": batch_id, "workspace": self._workspace or DEFAULT_WORKSPACE, "submitted_at": at}
            made = connection.execute(make.values(row).on_conflict_do_nothing().returning(batches.c.id)).one_or_none()
            if made is not None:
                rows = [
                    {"batch_id": batch_id, "position": position, "job_id": job_id, "name": name[:_LONGEST_NAME]}
                    for position, (name, job_id) in enumerate(taken, 1)
                ]
                connection.execute(insert(batch_jobs), rows)

    def batch(self, batch_id: str) -> Batch:
        with reading(self._engine) as connection:
            wanted = select(batches).where(batches.c.id == batch_id)
            row = connection.execute(owned(wanted, batches, self._workspace)).one_or_none()
            if row is None:
                raise NotFound(f"There is no batch {batch_id!r}.")
            members = connection.execute(
                select(jobs, batch_jobs.c.name)
                .join(batch_jobs, batch_jobs.c.job_id == jobs.c.id)
                .where(batch_jobs.c.batch_id == batch_id)
                .order_by(batch_jobs.c.position)
            ).all()
            counted = by_verdict(connection, [one.id for one in members])
            jobs_of = tuple((one.name, job_record(one, counted[one.id])) for one in members)
            return Batch(row.id, row.submitted_at, jobs_of)
