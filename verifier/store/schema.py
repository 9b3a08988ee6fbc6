"""The tables, for SQLite and PostgreSQL alike. Changes go through `migrations/`."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

from verifier.records import DEFAULT_WORKSPACE

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite keeps no zones, so they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _child_of(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


def _workspace(*, key: bool = False) -> Column[str]:
    return Column("workspace", String(80), nullable=False, server_default=DEFAULT_WORKSPACE, primary_key=key)


documents = Table(
    "documents",
    metadata,
    Column("id", String(40), primary_key=True),
    _workspace(),
    Column("sha256", String(64), nullable=False),
    Column("submitted_at", Instant, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("channels", Text, nullable=False),
    Column("url", Text),
    Column("record", Text),  # null until a submitted URL was fetched
    Column("given", Text),
    Column("callback_url", Text),
    Column("callback_secret", String(100)),  # what its deliveries are signed with, where the settings have none
    Column("recheck_days", Integer),
    Column("recheck_at", Instant, index=True),  # when it is verified again
    Index("ix_documents_submitted_at", "submitted_at"),
    Index("ix_documents_workspace_submitted_at_id", "workspace", "submitted_at", "id"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("document_id", String(40), _child_of("documents.id"), nullable=False, index=True),
    _workspace(),
    Column("submitted_by", String(80)),  # the API key's name
    Column("status", String(12), nullable=False),
    Column("stage", String(12), nullable=False),
    Column("references", Integer, nullable=False, default=0),
    Column("done", Integer, nullable=False, default=0),
    Column("submitted_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("error", Text),
    Column("key", String(200), unique=True),  # of the workspace and the Idempotency-Key, the SHA-256
    Column("digest", String(64), nullable=False),
    Column("due_at", Instant, index=True),  # lease, retry clock and crash recovery until it is verifying
    Column("last_event", Integer, nullable=False, default=0),
    Column("previous_id", String(40)),  # the job before it on the same document
    Index("ix_jobs_status", "status"),
    Index("ix_jobs_digest_submitted_at", "digest", "submitted_at"),
    Index("ix_jobs_workspace_submitted_at_id", "workspace", "submitted_at", "id"),
)

citations = Table(
    "citations",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("job_id", String(40), _child_of("jobs.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

references = Table(
    "references",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("citation_id", String(60), _child_of("citations.id"), nullable=False, index=True),
    Column("job_id", String(40), _child_of("jobs.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("verdict", String(20)),  # as shown: a person's, or else the machine's
    Column("due_at", Instant, index=True),  # lease, retry clock and crash recovery at once; null when done
    Column("entries", Integer, nullable=False, default=0),
    Column("claims", Integer, nullable=False, default=0),  # since the dossier last grew
    Index("ix_references_job_id_position", "job_id", "position"),
)

entries = Table(
    "entries",
    metadata,
    Column("reference_id", String(60), _child_of("references.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("job_id", String(40), _child_of("jobs.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("data", Text, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("job_id", String(40), _child_of("jobs.id"), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("record", Text, nullable=False),  # the job as it was: the same delivery says the same each time
    Column("attempts", Integer, nullable=False, default=0),
    Column("status", String(12), nullable=False),
    Column("due_at", Instant, index=True),  # lease and retry clock at once; null when over
)

delivery_attempts = Table(
    "delivery_attempts",
    metadata,
    Column("delivery_id", String(60), _child_of("deliveries.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", String(40), primary_key=True),
    _workspace(),
    Column("submitted_at", Instant, nullable=False),
    Index("ix_batches_workspace_submitted_at_id", "workspace", "submitted_at", "id"),
)

batch_jobs = Table(
    "batch_jobs",
    metadata,
    Column("batch_id", String(40), _child_of("batches.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("job_id", String(40), _child_of("jobs.id"), nullable=False, index=True),
    Column("name", String(300), nullable=False),
)

evidence_uses = Table(
    "evidence_uses",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("document_id", String(40), _child_of("documents.id"), primary_key=True),
)

doomed_evidence = Table(
    "doomed_evidence",
    metadata,
    Column("sha256", String(64), primary_key=True),  # nothing rests on it any more; its files are still to go
)

pages = Table(
    "pages",
    metadata,
    Column("key", String(64), primary_key=True),  # SHA-256 of the URL
    Column("url", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
    Column("sha256", String(64), nullable=False, index=True),  # of the body as answered
    Column("fresh_until", Instant),  # given again without asking; null: kept before this was told
    Column("expires_at", Instant, nullable=False, index=True),  # then it is dropped
)

tallies = Table(
    "tallies",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("label", String(80), primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("ms", BigInteger, nullable=False),
)

own_outlets = Table(
    "own_outlets",
    metadata,
    _workspace(key=True),
    Column("id", String(80), primary_key=True),
    Column("record", Text, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("created_at", Instant, nullable=False),
    _workspace(),
    Column("scopes", Text, nullable=False, server_default="admin,read,review,submit"),
    Column("expires_at", Instant),
    UniqueConstraint("sha256"),
)

usage = Table(
    "usage",
    metadata,
    Column("caller", String(80), primary_key=True),
    Column("day", Date, primary_key=True),  # of UTC
    Column("documents", Integer, nullable=False, default=0),
    Column("citations", Integer, nullable=False, default=0),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("workspace", String(80), nullable=False),
    Column("deed", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),  # of the entry and the hash before it
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row: who appends holds it
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
