"""The ends of jobs on their way to their receivers, as kept. Implements `ports.Deliveries`.

A delivery is made by `rows.add_job_event`, in the transaction in which its job ends: neither is there
without the other. Its `due_at` is lease and retry clock, as a reference's is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from verifier import codec
from verifier.records import Attempt, Delivery, DeliveryStatus, Job
from verifier.store.engine import reading, writing
from verifier.store.rows import dumps
from verifier.store.schema import deliveries, delivery_attempts, documents, jobs


class SqlDeliveries:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, now: datetime, limit: int) -> list[str]:
        with reading(self._engine) as connection:
            return list(
                connection.execute(
                    select(deliveries.c.id).where(deliveries.c.due_at <= now).order_by(deliveries.c.due_at).limit(limit)
                ).scalars()
            )

    def claim(self, delivery_id: str, now: datetime, lease_until: datetime) -> tuple[Delivery, str | None] | None:
        with writing(self._engine) as connection:
            row = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, deliveries.c.due_at <= now)
                .values(due_at=lease_until)
                .returning(deliveries.c.job_id)
            ).one_or_none()
            if row is None:
                return None
            secret = connection.execute(
                select(documents.c.callback_secret)
                .join(jobs, jobs.c.document_id == documents.c.id)
                .where(jobs.c.id == row.job_id)
            ).scalar_one()
            (delivery,) = _deliveries(connection, deliveries.c.id == delivery_id)
            return delivery, secret

    def record(self, delivery_id: str, attempt: Attempt, status: DeliveryStatus, due_at: datetime | None) -> None:
        with writing(self._engine) as connection:
            number = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id)
                .values(attempts=deliveries.c.attempts + 1, status=status.value, due_at=due_at)
                .returning(deliveries.c.attempts)
            ).scalar_one_or_none()
            if number is not None:  # else it was erased with its document meanwhile
                connection.execute(
                    insert(delivery_attempts).values(delivery_id=delivery_id, number=number, record=dumps(attempt))
                )

    def of_job(self, job_id: str) -> list[Delivery]:
        with reading(self._engine) as connection:
            return _deliveries(connection, deliveries.c.job_id == job_id)


def _deliveries(connection: Connection, which: ColumnElement[bool]) -> list[Delivery]:
    rows = connection.execute(select(deliveries).where(which).order_by(deliveries.c.at, deliveries.c.id)).all()
    attempts: dict[str, list[Attempt]] = defaultdict(list)
    for row in connection.execute(
        select(delivery_attempts)
        .where(delivery_attempts.c.delivery_id.in_([row.id for row in rows]))
        .order_by(delivery_attempts.c.number)
    ):
        attempts[row.delivery_id].append(codec.decode(Attempt, json.loads(row.record)))
    return [
        Delivery(
            row.id,
            codec.decode(Job, json.loads(row.record)),
            row.url,
            row.at,
            DeliveryStatus(row.status),
            row.due_at,
            tuple(attempts[row.id]),
        )
        for row in rows
    ]
