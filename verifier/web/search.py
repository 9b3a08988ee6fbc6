"""Jobs found by words of what was submitted and what it cites. Pure over the store's port."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from verifier.cursors import cursor_of
from verifier.ports import Jobs
from verifier.records import Job, StoredDocument, Verdict

LOOKED_THROUGH, _AT_A_TIME = 400, 50
"""How many jobs one search looks through at most, and how many it takes at a time."""


@dataclass(frozen=True)
class Found:
    """What a search found; `before` is where it would go on, None where there are no older jobs."""

    jobs: tuple[tuple[Job, StoredDocument], ...]
    before: str | None


def find(jobs: Jobs, words: Sequence[str], verdict: Verdict | None, before: str | None, limit: int) -> Found:
    """Jobs, newest first, whose title, publication, address or outlets as written hold every word, and that have a
    reference of that verdict. At most `LOOKED_THROUGH` are looked through, from the cursor `before` on."""
    found: list[tuple[Job, StoredDocument]] = []
    wanted = [word.casefold() for word in words]
    for _ in range(LOOKED_THROUGH // _AT_A_TIME):
        page = jobs.jobs(before, _AT_A_TIME)
        likely = [job for job in page if verdict is None or job.by_verdict.get(verdict.value)]
        sources = jobs.sources([job.id for job in likely]) if wanted else {}
        for job in likely:
            stored = jobs.document(job.document_id)
            if _tells(stored, sources.get(job.id, frozenset()), wanted):
                found.append((job, stored))
            if len(found) == limit:
                return Found(tuple(found), None if job is page[-1] and len(page) < _AT_A_TIME else cursor_of(job))
        if len(page) < _AT_A_TIME:
            return Found(tuple(found), None)
        before = cursor_of(page[-1])
    return Found(tuple(found), before)


def _tells(stored: StoredDocument, sources: Set[str], words: Sequence[str]) -> bool:
    document = stored.document
    said = (stored.url, document.title if document else None, document.publication if document else None, *sources)
    text = " ".join(filter(None, said)).casefold()
    return all(word in text for word in words)
