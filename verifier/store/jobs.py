"""Documents and jobs, as kept. Implements `ports.Jobs`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, bindparam, func, insert, not_, or_, select, tuple_, update

from verifier.cursors import place_of
from verifier.dossier import CitationView, ReferenceView, Verification
from verifier.errors import Conflict, NotFound
from verifier.records import (
    DEFAULT_WORKSPACE,
    Caller,
    Capture,
    Citation,
    Document,
    Given,
    Job,
    JobEvent,
    JobStatus,
    Quota,
    ReferenceStatus,
    StoredDocument,
)
from verifier.store.counts import Counts
from verifier.store.engine import reading, take_turns, writing
from verifier.store.erasing import erase_document
from verifier.store.rows import (
    add_job_event,
    by_verdict,
    citation_record,
    dossier_record,
    dumps,
    job_record,
    lock_job,
    owned,
    stored_document,
)
from verifier.store.schema import citations, documents, entries, events, evidence_uses, jobs, references
from verifier.store.usage import count_citations, count_document
from verifier.store.uses import captures_of

_BEFORE_VERIFYING = ("fetching", "extracting")
_JOB = select(jobs).where(jobs.c.id == bindparam("job_id"))
_TRAIL = ("Asked", "Glanced", "LeftOut", "Fetched", "Matched")
"""The entries that `verification` may do without."""


class SqlJobs:
    def __init__(self, engine: Engine, caller: Caller | None = None, counts: Counts | None = None) -> None:
        """Without a caller it is the work's own, which is done for every workspace."""
        self._engine = engine
        self._caller = caller
        self._workspace = caller.workspace if caller else None
        self._counts = counts if counts is not None else Counts()

    def within(self, caller: Caller) -> SqlJobs:
        """The same, where there is nothing but what is the caller's workspace's."""
        return SqlJobs(self._engine, caller, self._counts)

    # ── submitting ──

    def submit(
        self,
        document: StoredDocument,
        job: Job,
        key: str | None,
        digest: str,
        since: datetime,
        quota: Quota | None = None,
    ) -> Job:
        workspace = self._workspace or DEFAULT_WORKSPACE
        by = self._caller.name if self._caller else ""
        with writing(self._engine) as connection:
            take_turns(connection, f"{workspace} {digest}", *([f"{workspace} key {key}"] if key is not None else []))
            earlier = self._same(connection, workspace, key, digest, since)
            if earlier is not None:
                return earlier
            if by and quota is not None:
                count_document(connection, by, job.submitted_at, quota)
            connection.execute(
                insert(documents).values(
                    id=document.id,
                    workspace=workspace,
                    sha256=document.sha256,
                    submitted_at=document.submitted_at,
                    confidential=document.confidential,
                    channels=json.dumps(document.channels),
                    url=document.url,
                    record=dumps(document.document) if document.document else None,
                    given=dumps(document.given) if document.given != Given() else None,
                    callback_url=document.callback_url,
                    callback_secret=document.callback_secret,
                    recheck_days=document.recheck_days,
                    recheck_at=_recheck_at(document.submitted_at, document.recheck_days),
                )
            )
            if document.kept:
                connection.execute(insert(evidence_uses).values(sha256=document.sha256, document_id=document.id))
            connection.execute(
                insert(jobs).values(
                    id=job.id,
                    document_id=document.id,
                    workspace=workspace,
                    submitted_by=by or None,
                    status=job.status.value,
                    stage=job.stage,
                    submitted_at=job.submitted_at,
                    due_at=job.submitted_at,
                    key=None if key is None else _scoped(workspace, key),
                    digest=digest,
                )
            )
            add_job_event(connection, job.id, job.submitted_at)
            return job

    @staticmethod
    def _same(connection: Connection, workspace: str, key: str | None, digest: str, since: datetime) -> Job | None:
        """The job this key, or the same bytes and options, already made. A failed or cancelled one does not count."""
        if key is not None:
            same_key = select(jobs).where(jobs.c.key == _scoped(workspace, key))
            row = connection.execute(same_key).one_or_none()
            if row is not None and row.submitted_at < since:
                connection.execute(update(jobs).where(jobs.c.id == row.id).values(key=None))
            elif row is not None and row.digest != digest:
                raise Conflict(
                    f"The Idempotency-Key {key!r} was already used for another document.", remedy="Use a new key."
                )
            elif row is not None:
                return _counted(connection, row)
        row = connection.execute(
            select(jobs)
            .where(
                jobs.c.workspace == workspace,
                jobs.c.digest == digest,
                jobs.c.submitted_at >= since,
                jobs.c.status.not_in([JobStatus.FAILED.value, JobStatus.CANCELLED.value]),
            )
            .order_by(jobs.c.submitted_at.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else _counted(connection, row)

    # ── reading ──

    def job(self, job_id: str) -> Job:
        with reading(self._engine) as connection:
            (job,) = self._counts.records(connection, [_job_row(connection, job_id, self._workspace)])
            return job

    def newest_events(self, job_ids: Sequence[str]) -> dict[str, int]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs.c.id, jobs.c.last_event).where(jobs.c.id.in_(job_ids)))
            return {row.id: row.last_event for row in rows}

    def jobs(self, before: str | None, limit: int) -> list[Job]:
        with reading(self._engine) as connection:
            rows = _page(connection, jobs, before, limit, self._workspace)
            return self._counts.records(connection, rows)

    def sources(self, job_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        cited = select(references.c.job_id, references.c.record).join(jobs, jobs.c.id == references.c.job_id)
        found: dict[str, set[str]] = defaultdict(set)
        with reading(self._engine) as connection:
            for row in connection.execute(owned(cited, jobs, self._workspace).where(jobs.c.id.in_(job_ids))):
                found[row.job_id].add(json.loads(row.record)["source"])
        return {job_id: frozenset(names) for job_id, names in found.items()}

    def document(self, document_id: str) -> StoredDocument:
        with reading(self._engine) as connection:
            return _document(connection, document_id, self._workspace)

    def documents(self, before: str | None, limit: int) -> list[StoredDocument]:
        with reading(self._engine) as connection:
            return [stored_document(row) for row in _page(connection, documents, before, limit, self._workspace)]

    def events(self, job_id: str, after: int, limit: int = 500) -> list[JobEvent]:
        with reading(self._engine) as connection:
            told = select(events).join(jobs, jobs.c.id == events.c.job_id)
            rows = connection.execute(
                owned(told, jobs, self._workspace)
                .where(events.c.job_id == job_id, events.c.number > after)
                .order_by(events.c.number)
                .limit(limit)
            )
            return [JobEvent(row.number, row.job_id, row.at, row.kind, json.loads(row.data)) for row in rows]

    def rests_on(self, sha256: str) -> bool:
        """Whether a reference rests on the capture of that hash."""
        used = select(evidence_uses.c.sha256).join(documents, documents.c.id == evidence_uses.c.document_id)
        with reading(self._engine) as connection:
            rests = owned(used, documents, self._workspace).where(evidence_uses.c.sha256 == sha256).limit(1)
            return connection.execute(rests).one_or_none() is not None

    def captures(self, sha256: str) -> list[Capture]:
        """Where the references have those bytes from."""
        with reading(self._engine) as connection:
            return captures_of(connection, sha256, self._workspace)

    def verification(self, job_id: str, *, trails: bool = True) -> Verification:
        with reading(self._engine) as connection:
            (job,) = self._counts.records(connection, [_job_row(connection, job_id, self._workspace)])
            document = _document(connection, job.document_id, self._workspace)
            lines: dict[str, list[str]] = defaultdict(list)
            of_job = select(references.c.id).where(references.c.job_id == job_id)
            told = select(entries).where(entries.c.reference_id.in_(of_job))
            if not trails:
                told = told.where(not_(or_(*(entries.c.record.startswith(f'{{"type":"{one}"') for one in _TRAIL))))
            for row in connection.execute(told.order_by(entries.c.reference_id, entries.c.number)):
                lines[row.reference_id].append(row.record)
            cited = connection.execute(
                select(citations).where(citations.c.job_id == job_id).order_by(citations.c.position)
            ).all()
            records = {row.id: citation_record(row.record) for row in cited}
            views: dict[str, list[ReferenceView]] = defaultdict(list)
            for row in connection.execute(
                select(references).where(references.c.job_id == job_id).order_by(references.c.position)
            ):
                dossier = dossier_record(row, records[row.citation_id], document, lines[row.id])
                views[row.citation_id].append(
                    ReferenceView(row.id, row.citation_id, ReferenceStatus(row.status), row.due_at, dossier)
                )
            return Verification(
                job, document, tuple(CitationView(row.id, records[row.id], tuple(views[row.id])) for row in cited)
            )

    # ── beginning ──

    def claim(self, job_id: str, now: datetime, lease_until: datetime) -> StoredDocument | None:
        with writing(self._engine) as connection:
            row = connection.execute(
                update(jobs)
                .where(jobs.c.id == job_id, jobs.c.due_at <= now, jobs.c.stage.in_(_BEFORE_VERIFYING))
                .values(
                    due_at=lease_until, status=JobStatus.RUNNING.value, started_at=func.coalesce(jobs.c.started_at, now)
                )
                .returning(jobs.c.document_id)
            ).one_or_none()
            if row is None:
                return None
            add_job_event(connection, job_id, now)
            return _document(connection, row.document_id, self._workspace)

    def set_document(self, document_id: str, document: Document, sha256: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                update(documents).where(documents.c.id == document_id).values(record=dumps(document), sha256=sha256)
            )

    def set_stage(self, job_id: str, stage: str, due_at: datetime, now: datetime) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(stage=stage, due_at=due_at))
            add_job_event(connection, job_id, now)

    def add_citations(self, job_id: str, found: Sequence[Citation], now: datetime) -> list[str]:
        with writing(self._engine) as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
            if row is None or row.stage not in _BEFORE_VERIFYING or JobStatus(row.status).over:
                return []  # erased, cancelled, or done by another worker meanwhile
            citation_rows, reference_rows = _rows(job_id, found, now)
            if citation_rows:
                connection.execute(insert(citations), citation_rows)
                connection.execute(insert(references), reference_rows)
            finished = {"stage": "finished", "status": JobStatus.COMPLETED.value, "finished_at": now}
            connection.execute(
                update(jobs)
                .where(jobs.c.id == job_id)
                .values(
                    due_at=None,
                    references=len(reference_rows),
                    **({"stage": "verifying"} if reference_rows else finished),
                )
            )
            if row.submitted_by:
                count_citations(connection, row.submitted_by, now, len(found))
            add_job_event(connection, job_id, now)
            return [str(row["id"]) for row in reference_rows]

    def due(self, now: datetime, limit: int) -> list[str]:
        with reading(self._engine) as connection:
            return list(
                connection.execute(
                    select(jobs.c.id).where(jobs.c.due_at <= now).order_by(jobs.c.due_at).limit(limit)
                ).scalars()
            )

    def forfeit(self, now: datetime) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                update(jobs).where(jobs.c.stage.in_(_BEFORE_VERIFYING), jobs.c.due_at > now).values(due_at=now)
            )

    # ── ending ──

    def end(self, job_id: str, status: JobStatus, now: datetime, error: str | None = None) -> Job:
        with writing(self._engine) as connection:
            lock_job(connection, job_id)
            job = _job(connection, job_id, self._workspace)
            if job.status.over:
                raise Conflict(f"The job {job_id} is {job.status.value} already.")
            connection.execute(
                update(jobs)
                .where(jobs.c.id == job_id)
                .values(status=status.value, stage="finished", finished_at=now, error=error, due_at=None)
            )
            connection.execute(update(references).where(references.c.job_id == job_id).values(due_at=None))
            add_job_event(connection, job_id, now)
            return _job(connection, job_id, self._workspace)

    def erase(self, document_id: str) -> list[str]:
        with writing(self._engine) as connection:
            _document(connection, document_id, self._workspace)
            return erase_document(connection, document_id)


def _recheck_at(since: datetime, days: int | None) -> datetime | None:
    return None if days is None else since + timedelta(days=days)


def _rows(
    job_id: str, found: Sequence[Citation], now: datetime
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Rows of citations and of their references, numbered in reading order: `…-c3`, `…-r5`."""
    citation_rows: list[dict[str, object]] = []
    reference_rows: list[dict[str, object]] = []
    for position, citation in enumerate(found, 1):
        citation_id = f"{job_id}-c{position}"
        citation_rows.append({"id": citation_id, "job_id": job_id, "position": position, "record": dumps(citation)})
        for reference in citation.references:
            number = len(reference_rows) + 1
            reference_rows.append(
                {
                    "id": f"{job_id}-r{number}",
                    "citation_id": citation_id,
                    "job_id": job_id,
                    "position": number,
                    "record": dumps(reference),
                    "status": ReferenceStatus.QUEUED.value,
                    "due_at": now,
                    "entries": 0,
                    "claims": 0,
                }
            )
    return citation_rows, reference_rows


def _scoped(workspace: str, key: str) -> str:
    """An Idempotency-Key as it is kept: one workspace's does not meet another's."""
    return sha256(f"{workspace}\0{key}".encode("utf-8", "surrogatepass")).hexdigest()


def _job(connection: Connection, job_id: str, workspace: str | None) -> Job:
    return _counted(connection, _job_row(connection, job_id, workspace))


def _counted(connection: Connection, row: Row[Any]) -> Job:
    """While it is being written, its verdicts are counted each time."""
    return job_record(row, by_verdict(connection, [row.id])[row.id])


def _job_row(connection: Connection, job_id: str, workspace: str | None) -> Row[Any]:
    row = connection.execute(_JOB, {"job_id": job_id}).one_or_none()
    if row is None or workspace not in (None, row.workspace):
        raise NotFound(f"There is no job {job_id!r}.")
    return row


def _document(connection: Connection, document_id: str, workspace: str | None) -> StoredDocument:
    wanted = owned(select(documents), documents, workspace).where(documents.c.id == document_id)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise NotFound(f"There is no document {document_id!r}.")
    return stored_document(row)


def _page(connection: Connection, table: Table, before: str | None, limit: int, workspace: str | None):  # type: ignore[no-untyped-def]
    """Rows newest first, from the cursor `before` on: stable while others are added or erased."""
    query = owned(select(table), table, workspace).order_by(table.c.submitted_at.desc(), table.c.id.desc()).limit(limit)
    if before is not None:
        at, last_id = place_of(before)
        query = query.where(tuple_(table.c.submitted_at, table.c.id) < tuple_(at, last_id))
    return connection.execute(query).all()


__all__ = ["SqlJobs"]
