"""Documents, jobs and finished references for the store's tests."""

from __future__ import annotations

from datetime import timedelta

from tests.build import NOON, after, judged, reference
from verifier.ports import Dossiers, Jobs
from verifier.records import (
    Citation,
    Claim,
    Document,
    Entry,
    Job,
    JobStatus,
    ReferenceStatus,
    StoredDocument,
)

LONG_AGO = NOON - timedelta(days=1)
TEXT = Document("Text.", title="A title")


def document(document_id: str, content: Document | None = TEXT) -> StoredDocument:
    return StoredDocument(document_id, "0" * 64, NOON, content)


def job(job_id: str, document_id: str, stage: str = "extracting") -> Job:
    return Job(job_id, document_id, JobStatus.QUEUED, stage, 0, 0, {}, NOON)


def citation(*sources: str) -> Citation:
    return Citation(0, 5, "(…)", Claim(0, 5, "Text."), tuple(reference(source) for source in sources))


def submit(jobs: Jobs, suffix: str = "") -> Job:
    return jobs.submit(document(f"d{suffix}"), job(f"j{suffix}", f"d{suffix}"), None, f"digest{suffix}", LONG_AGO)


def work_off(dossiers: Dossiers, reference_id: str, *entries: Entry) -> None:
    """Claim it, append the entries and a verdict, and give it back done."""
    held = dossiers.claim(reference_id, NOON, after(60))
    assert held is not None
    for entry in (*entries, judged()):
        held = dossiers.append(held, entry, after(60))
    dossiers.release(held, ReferenceStatus.DONE, None, NOON)
