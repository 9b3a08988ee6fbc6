"""A document verified again, by request or every so many days: a job of its own, and what it found changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from verifier.dossier import Verification
from verifier.errors import NotFound
from verifier.ports import Clock, Jobs, Queue, Rechecks
from verifier.records import Caller, Job, JobStatus


@dataclass(frozen=True)
class Revisions:
    jobs: Jobs
    rechecks: Rechecks
    queue: Queue
    clock: Clock
    new_id: Callable[[], str]

    def within(self, caller: Caller) -> Revisions:
        return replace(self, jobs=self.jobs.within(caller), rechecks=self.rechecks.within(caller.workspace))

    def recheck(self, document_id: str) -> Job:
        """A new job on a document that is kept. `Conflict` while the one before it is still at work."""
        now = self.clock.now()
        job = self.rechecks.begin(self._job(document_id, now), now)
        self.queue.begin(job.id)
        return job

    def sweep(self, limit: int) -> int:
        """Begin what is due to be verified again; how many. One whose last job is still at work waits its next turn."""
        now, begun = self.clock.now(), 0
        for document_id in self.rechecks.due(now, limit):
            job = self.rechecks.begin_if_due(self._job(document_id, now), now)
            if job is not None:
                self.queue.begin(job.id)
                begun += 1
        return begun

    def compared(self, job_id: str) -> tuple[Verification, Verification]:
        """The job before this one on the same document, and this one; `NotFound` where there is none before."""
        after = self.jobs.verification(job_id)
        if after.job.previous_id is None:
            raise NotFound(f"The job {job_id} is the first of its document: there is nothing to compare it with.")
        return self.jobs.verification(after.job.previous_id), after

    def _job(self, document_id: str, now: datetime) -> Job:
        return Job(f"j{self.new_id()}", document_id, JobStatus.QUEUED, "extracting", 0, 0, {}, now)
