"""What is erased, and all that goes with it. Implements `ports.Forgetting`.

Files cannot be deleted in a database's transaction. So the transaction that takes the last use of a capture
away notes its hash as doomed; its files are deleted after, and the note last. Whoever dies in between leaves
a note, and the sweep goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, Select, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier.records import JobStatus
from verifier.store.engine import reading, writing
from verifier.store.schema import (
    deliveries,
    documents,
    doomed_evidence,
    entries,
    events,
    evidence_uses,
    jobs,
    pages,
    references,
)

_AT_ONCE = 500


def erase_document(connection: Connection, document_id: str) -> list[str]:
    """A document with all that hangs on it, and the answers to what was asked for it: a question to a search engine
    has words of the document in its address. The evidence that nothing uses any more."""
    used = select(evidence_uses.c.sha256).where(evidence_uses.c.document_id == document_id)
    held = list(connection.execute(used).scalars())
    asked = list(_asked(connection, document_id))
    connection.execute(delete(documents).where(documents.c.id == document_id))
    for some in _portions(asked):
        connection.execute(delete(pages).where(pages.c.key.in_(some)))
    return doom(connection, held)


def doom(connection: Connection, hashes: Iterable[str]) -> list[str]:
    """Note those of the captures that nothing rests on, and drop their answers."""
    orphans: list[str] = []
    for some in _portions(list(hashes)):
        used = set(connection.execute(select(evidence_uses.c.sha256).where(evidence_uses.c.sha256.in_(some))).scalars())
        orphans += [one for one in some if one not in used]
    for some in _portions(orphans):
        connection.execute(delete(pages).where(pages.c.sha256.in_(some)))
        make = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(doomed_evidence)
        connection.execute(make.values([{"sha256": one} for one in some]).on_conflict_do_nothing())
    return orphans


def _asked(connection: Connection, document_id: str) -> Iterator[str]:
    """The page cache's keys of every address that was asked for the document's references."""
    rows = connection.execute(
        select(entries.c.record)
        .join(references, references.c.id == entries.c.reference_id)
        .join(jobs, jobs.c.id == references.c.job_id)
        .where(jobs.c.document_id == document_id)
    )
    for line in rows.scalars():
        entry = json.loads(line)
        candidate = entry.get("candidate") or {}
        for url in ((entry.get("request") or {}).get("url"), candidate.get("url"), candidate.get("locator")):
            if url:
                yield sha256(url.partition("#")[0].encode("utf-8", "surrogatepass")).hexdigest()


def _portions(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


class SqlForgetting:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # ── files ──

    def doomed(self, limit: int) -> list[str]:
        """Without those that something has come to rest on since."""
        with writing(self._engine) as connection:
            used = select(evidence_uses.c.sha256)
            connection.execute(delete(doomed_evidence).where(doomed_evidence.c.sha256.in_(used)))
            return list(connection.execute(select(doomed_evidence.c.sha256).limit(limit)).scalars())

    def gone(self, sha256: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(doomed_evidence).where(doomed_evidence.c.sha256 == sha256))

    # ── what is old ──

    def documents_before(self, then: datetime, limit: int) -> list[str]:
        with reading(self._engine) as connection:
            old = select(documents.c.id).where(documents.c.submitted_at < then).order_by(documents.c.submitted_at)
            return list(connection.execute(old.limit(limit)).scalars())

    def release_captures(self, then: datetime, limit: int) -> int:
        with writing(self._engine) as connection:
            old = _ended_before(then).join(evidence_uses, evidence_uses.c.document_id == jobs.c.document_id)
            some = list(connection.execute(old.distinct().limit(limit)).scalars())
            theirs = select(evidence_uses.c.sha256).where(evidence_uses.c.document_id.in_(some))
            held = list(connection.execute(theirs.distinct()).scalars())
            connection.execute(delete(evidence_uses).where(evidence_uses.c.document_id.in_(some)))
            doom(connection, held)
            return len(some)

    def forget_events(self, then: datetime, limit: int) -> int:
        """Progress and the log of deliveries that are over."""
        over = [status.value for status in JobStatus if status.over]
        with writing(self._engine) as connection:
            old = (
                select(events.c.job_id)
                .join(jobs, jobs.c.id == events.c.job_id)
                .where(jobs.c.finished_at < then, jobs.c.status.in_(over))
            )
            some = list(connection.execute(old.distinct().limit(limit)).scalars())
            connection.execute(delete(events).where(events.c.job_id.in_(some)))
            connection.execute(delete(deliveries).where(deliveries.c.job_id.in_(some), deliveries.c.due_at.is_(None)))
            return len(some)

    # ── the bytes ──

    def wipe(self) -> None:
        """SQLite writes zeros over what is deleted (`secure_delete`); its log of changes still has the old pages, and
        is cut here. PostgreSQL's dead rows are its vacuum's."""
        if self._engine.dialect.name != "sqlite":
            return
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout=2000")  # whoever reads now is not waited for: the next time will do
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.execute("PRAGMA busy_timeout=30000")
        finally:
            connection.close()


def _ended_before(then: datetime) -> Select[tuple[str]]:
    """Documents all of whose jobs ended before."""
    latest = func.max(func.coalesce(jobs.c.finished_at, then))
    ended = select(jobs.c.document_id).group_by(jobs.c.document_id).having(latest < then).subquery()
    return select(jobs.c.document_id).where(jobs.c.document_id.in_(select(ended.c.document_id)))
