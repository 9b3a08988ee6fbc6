"""Rows to records and back, and what several stores do inside their transactions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from verifier import codec
from verifier.dossier import Dossier
from verifier.records import (
    Citation,
    DeliveryStatus,
    Document,
    Entry,
    Fetched,
    Given,
    Job,
    JobStatus,
    Reference,
    StoredDocument,
    Supplied,
)
from verifier.store.schema import deliveries, documents, entries, events, evidence_uses, jobs, references

Query = TypeVar("Query", bound=Select[Any])


def dumps(record: Any) -> str:
    return json.dumps(codec.encode(record), ensure_ascii=False, separators=(",", ":"))


def owned(query: Query, table: Table, workspace: str | None) -> Query:
    """Only what is the workspace's; with None, all: the work is done for every workspace."""
    return query if workspace is None else query.where(table.c.workspace == workspace)


def stored_document(row: Row[Any]) -> StoredDocument:
    return StoredDocument(
        id=row.id,
        sha256=row.sha256,
        submitted_at=row.submitted_at,
        document=codec.decode(Document, json.loads(row.record)) if row.record else None,
        confidential=row.confidential,
        channels=tuple(json.loads(row.channels)),
        url=row.url,
        given=codec.decode(Given, json.loads(row.given)) if row.given else Given(),
        workspace=row.workspace,
        callback_url=row.callback_url,
        callback_secret=row.callback_secret,
        recheck_days=row.recheck_days,
    )


_COUNTED = (
    select(references.c.job_id, references.c.verdict, func.count().label("times"))
    .where(references.c.job_id.in_(bindparam("job_ids", expanding=True)), references.c.verdict.is_not(None))
    .group_by(references.c.job_id, references.c.verdict)
)


def by_verdict(connection: Connection, job_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Of each of the jobs, how many references have which verdict."""
    counted: dict[str, dict[str, int]] = {job_id: {} for job_id in job_ids}
    for row in connection.execute(_COUNTED, {"job_ids": list(job_ids)}):
        counted[row.job_id][row.verdict] = row.times
    return counted


def job_record(row: Row[Any], counted: Mapping[str, int]) -> Job:
    return Job(
        id=row.id,
        document_id=row.document_id,
        status=JobStatus(row.status),
        stage=row.stage,
        references=row.references,
        done=row.done,
        by_verdict=counted,
        submitted_at=row.submitted_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        error=row.error,
        last_event=row.last_event,
        previous_id=row.previous_id,
    )


def dossier_record(row: Row[Any], citation: Citation, document: StoredDocument, lines: list[str]) -> Dossier:
    return Dossier(
        id=row.id,
        job_id=row.job_id,
        reference=codec.decode(Reference, json.loads(row.record)),
        claim=citation.claim,
        published=document.document.published if document.document else None,
        language=document.document.language if document.document else None,
        confidential=document.confidential,
        channels=document.channels,
        workspace=document.workspace,
        entries=tuple(codec.decode(Entry, json.loads(line)) for line in lines),  # type: ignore[arg-type]  # a union
    )


def citation_record(record: str) -> Citation:
    return codec.decode(Citation, json.loads(record))


def add_entry(connection: Connection, reference_id: str, document_id: str, number: int, entry: Entry) -> None:
    """Append entry `number`, counted from 1, and note the evidence that it rests on."""
    connection.execute(entries.insert().values(reference_id=reference_id, number=number, record=dumps(entry)))
    if isinstance(entry, Fetched | Supplied) and entry.capture is not None:
        insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(evidence_uses)
        values = {"sha256": entry.capture.sha256, "document_id": document_id}
        connection.execute(insert.values(values).on_conflict_do_nothing())


def lock_job(connection: Connection, job_id: str) -> None:
    """Nobody else ends, reopens or counts the job until this transaction ends. Whoever needs its row and rows of its
    references takes the job's first: two who took them in different orders could wait for each other."""
    connection.execute(select(jobs.c.id).where(jobs.c.id == job_id).with_for_update())


def add_event(
    connection: Connection, job_id: str, kind: str, now: datetime, data: Mapping[str, str | int | float | None]
) -> None:
    """The next event of a job. The job's row is the lock that numbers them without a gap."""
    number = connection.execute(
        update(jobs).where(jobs.c.id == job_id).values(last_event=jobs.c.last_event + 1).returning(jobs.c.last_event)
    ).scalar_one()
    connection.execute(
        events.insert().values(job_id=job_id, number=number, at=now, kind=kind, data=json.dumps(dict(data)))
    )


def add_job_event(connection: Connection, job_id: str, now: datetime) -> None:
    """Tell that a job's status, stage or count changed; its end is also to be told to whom its document says."""
    row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one()
    data = {"status": row.status, "stage": row.stage, "references": row.references, "done": row.done}
    add_event(connection, job_id, "job", now, data)
    if JobStatus(row.status).over:
        _add_delivery(connection, job_id, now)


def _add_delivery(connection: Connection, job_id: str, now: datetime) -> None:
    row = connection.execute(
        select(jobs, documents.c.callback_url)
        .join(documents, documents.c.id == jobs.c.document_id)
        .where(jobs.c.id == job_id)
    ).one()
    if row.callback_url is not None:
        connection.execute(
            deliveries.insert().values(
                id=f"{job_id}-w{row.last_event}",
                job_id=job_id,
                url=row.callback_url,
                at=now,
                record=dumps(job_record(row, by_verdict(connection, [row.id])[row.id])),
                attempts=0,
                status=DeliveryStatus.PENDING.value,
                due_at=now,
            )
        )
