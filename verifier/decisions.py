"""What people decide about a job and its references: stop, look again, here is the report, it is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from verifier.dossier import ReferenceView
from verifier.errors import Conflict, InputError, NotFound
from verifier.ports import Dossiers, Jobs, Lane, Queue
from verifier.records import (
    Candidate,
    Capture,
    Deed,
    Job,
    JobStatus,
    Reopened,
    Reviewed,
    ReviewWithdrawn,
    Supplied,
    Verdict,
)
from verifier.steps import Desk

RETRIED = (Verdict.UNREACHABLE, Verdict.NOT_FOUND)
"""The verdicts that looking again may change."""


class Note(Protocol):
    """Write down what the caller has done."""

    def __call__(self, deed: Deed, subject: str, **detail: str) -> None: ...


@dataclass(frozen=True)
class Decisions:
    jobs: Jobs
    dossiers: Dossiers
    queue: Queue
    desk: Desk
    note: Note

    def cancel(self, job_id: str) -> Job:
        job = self.jobs.end(job_id, JobStatus.CANCELLED, self.desk.clock.now())
        self.note(Deed.CANCELLED, job_id)
        return job

    def retry(self, job_id: str, named: Sequence[str] = ()) -> Job:
        """Look again for the references named, or for all that were not found or could not be reached, or were
        left open by a cancelled job. `Conflict` where there is none."""
        verification = self.jobs.verification(job_id)
        views = {view.id: view for citation in verification.citations for view in citation.references}
        for reference_id in named:
            if reference_id not in views:
                raise NotFound(f"The job {job_id} has no reference {reference_id!r}.")
        over = verification.job.status.over
        chosen = [
            view.id for view in views.values() if (view.id in named if named else _worth_another_look(view, over))
        ]
        if not chosen:
            raise Conflict(
                f"No reference of the job {job_id} is unreachable or not found.",
                remedy="Name the references to look for again.",
            )
        now = self.desk.clock.now()
        for reference_id in self.dossiers.reopen(chosen, Reopened(now, "retry"), now):
            self.queue.wake(reference_id, Lane.FETCH)
        self.note(Deed.RETRIED, job_id, references=str(len(chosen)))
        return self.jobs.job(job_id)

    def supply_url(self, reference_id: str, url: str) -> ReferenceView:
        """A person says: the report is at this URL."""
        return self._supply(reference_id, Candidate(url=url, channel="link", score=1.0), None)

    def supply_file(self, reference_id: str, data: bytes, name: str, media_type: str) -> ReferenceView:
        """A person hands in the report itself."""
        if not data.strip():
            raise InputError(f"The file {name!r} is empty.", code="empty", pointer="/file")
        now = self.desk.clock.now()
        digest = self.desk.evidence.keep(data)
        url = f"file:{name}"
        capture = Capture(
            sha256=digest,
            url=url,
            final_url=url,
            status=200,
            headers=(("Content-Type", media_type),),
            media_type=media_type,
            size=len(data),
            fetched_at=now,
        )
        self.desk.evidence.keep_capture(capture, data)
        return self._supply(reference_id, Candidate(url=url, channel="library", score=1.0), capture)

    def _supply(self, reference_id: str, candidate: Candidate, capture: Capture | None) -> ReferenceView:
        now = self.desk.clock.now()
        due = self.dossiers.reopen([reference_id], Supplied(now, candidate, capture), now)
        self.note(Deed.SUPPLIED, reference_id, **({"sha256": capture.sha256} if capture else {}))
        for due_id in due:
            self.queue.wake(due_id, Lane.FETCH)
        return self.dossiers.view(reference_id)

    def review(
        self, reference_id: str, verdict: Verdict, note: str, reviewer: str, known: int | None = None
    ) -> ReferenceView:
        """`known`: how many entries the dossier had that was decided on; `Outdated` where it has others now."""
        now = self.desk.clock.now()
        view = self.dossiers.annotate(reference_id, Reviewed(now, verdict, note, reviewer), known)
        self.note(Deed.REVIEWED, reference_id, verdict=verdict.value)
        return view

    def withdraw_review(self, reference_id: str, reviewer: str, known: int | None = None) -> ReferenceView:
        if self.dossiers.view(reference_id).dossier.review is None:
            raise NotFound(f"The reference {reference_id!r} has no review.")
        view = self.dossiers.annotate(reference_id, ReviewWithdrawn(self.desk.clock.now(), reviewer), known)
        self.note(Deed.WITHDRAWN, reference_id)
        return view


def _worth_another_look(view: ReferenceView, job_is_over: bool) -> bool:
    judgement = view.dossier.judgement
    return judgement.verdict in RETRIED if judgement else job_is_over
