"""Which captures references rest on, and where they have them from."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from verifier import codec
from verifier.records import Capture, Entry, Fetched, Supplied
from verifier.store.rows import owned
from verifier.store.schema import documents, entries, evidence_uses, jobs, references


def captures_of(connection: Connection, sha256: str, workspace: str | None) -> list[Capture]:
    """Every capture of those bytes in the dossiers of a workspace (None: of all), each place once."""
    used = select(evidence_uses.c.document_id).join(documents, documents.c.id == evidence_uses.c.document_id)
    resting = owned(used, documents, workspace).where(evidence_uses.c.sha256 == sha256)
    told = (
        select(entries.c.record)
        .join(references, references.c.id == entries.c.reference_id)
        .join(jobs, jobs.c.id == references.c.job_id)
        .where(jobs.c.document_id.in_(resting), entries.c.record.contains(sha256, autoescape=True))
    )
    found: dict[tuple[str, str | None], Capture] = {}
    for record in connection.execute(told).scalars():
        entry: Entry = codec.decode(Entry, json.loads(record))  # type: ignore[arg-type]  # a union
        if isinstance(entry, Fetched | Supplied) and entry.capture is not None and entry.capture.sha256 == sha256:
            found[entry.capture.url, entry.capture.archived_url] = entry.capture
    return list(found.values())
