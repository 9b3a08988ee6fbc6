"""All that a shell may ask of the service: submit, watch, read, review, retry, erase.

Shells (the API, the pages, the command line, the workers) hold no logic of their own; everything they do
is one call here, and what takes more than a few lines stands in a room of its own: `intake`, `work`, `decisions`.
Nothing here knows HTTP, SQL or Celery.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from verifier.batches import Batching
from verifier.decisions import RETRIED, Decisions
from verifier.dossier import ReferenceView, Verification
from verifier.errors import NotFound
from verifier.intake import Intake
from verifier.outlets import Registry
from verifier.ports import Audit, Dossiers, Jobs, Lane, OwnOutlets, Queue
from verifier.records import (
    DEFAULT_WORKSPACE,
    AuditEntry,
    Caller,
    Citation,
    Deed,
    Delivery,
    Document,
    Job,
    JobEvent,
    JobStatus,
    Outlet,
    StoredDocument,
    Verdict,
)
from verifier.reports import WORD
from verifier.retention import Retention
from verifier.revisions import Revisions
from verifier.steps import Desk
from verifier.submissions import Allowance, Submission
from verifier.webhooks import Webhooks
from verifier.work import LONGEST_DUE, QUEUE_ROOM, Work


@dataclass(frozen=True)
class Services:
    jobs: Jobs
    dossiers: Dossiers
    own_outlets: OwnOutlets
    webhooks: Webhooks
    retention: Retention
    revisions: Revisions
    batches: Batching
    queue: Queue
    desk: Desk
    ingest: Callable[..., Document]
    """`ingest.ingest` under limits of time and memory: `TooComplex` where the document takes more."""
    ingest_text: Callable[..., Document]
    """`ingest.ingest_text` under the same."""
    new_id: Callable[[], str]
    new_secret: Callable[[], str]
    """For signing what is posted: nobody can guess it."""
    series: Mapping[str, Any]
    allowance: Allowance
    audit: Audit
    caller: Caller | None = None
    """Who asks; None for the work itself, which is done for every workspace."""

    # ── whose ──

    def within(self, caller: Caller) -> Services:
        """The same for this caller: there is nothing but what is in its workspace, and its deeds are written down."""
        return replace(
            self,
            caller=caller,
            jobs=self.jobs.within(caller),
            dossiers=self.dossiers.within(caller.workspace),
            own_outlets=self.own_outlets.within(caller.workspace),
            revisions=self.revisions.within(caller),
            batches=self.batches.within(caller),
        )

    @property
    def workspace(self) -> str:
        return self.caller.workspace if self.caller else DEFAULT_WORKSPACE

    def _note(self, deed: Deed, subject: str, **detail: str) -> None:
        """Write down what a caller has done. (The work's own steps stand in the dossiers.)"""
        if self.caller is not None:
            now = self.desk.clock.now()
            self.audit.append(AuditEntry(now, self.caller.name, self.caller.workspace, deed, subject, detail))

    # ── submitting ──

    def submit(self, submission: Submission) -> Job:
        """Store the document and queue its job, or answer with the job that it already has.

        `InputError` where it cannot be read, names an unknown channel, or is over a limit: nothing is stored.
        """
        intake = self.intake
        intake.check_channels(submission.channels)
        if submission.callback_url is not None:
            self.webhooks.check(submission.callback_url)
        now = self.desk.clock.now()
        document = None if submission.url and submission.text is None else intake.read(submission)
        word = document is not None and document.media_type == WORD
        if word:
            self.desk.evidence.keep(submission.content)
        intake.check(submission, document, self.workspace)
        stored = StoredDocument(
            id=f"d{self.new_id()}",
            sha256=sha256(submission.content).hexdigest(),
            submitted_at=now,
            document=document,
            confidential=submission.confidential,
            channels=submission.channels,
            url=submission.url,
            given=submission.given,
            callback_url=submission.callback_url,
            callback_secret=self.new_secret() if submission.callback_url else None,
            recheck_days=submission.recheck_days,
            kept=word,
        )
        job = Job(
            id=f"j{self.new_id()}",
            document_id=stored.id,
            status=JobStatus.QUEUED,
            stage="extracting" if document else "fetching",
            references=0,
            done=0,
            by_verdict={},
            submitted_at=now,
        )
        kept = self.jobs.submit(
            stored,
            job,
            submission.key,
            submission.digest(job.id),
            now - self.allowance.idempotent,
            self.allowance.quota,
        )
        if kept.id == job.id:
            self._note(Deed.SUBMITTED, stored.id, job=job.id)
            self.queue.begin(job.id)
        return kept

    def read(self, submission: Submission) -> Document:
        """The submitted bytes or text as a document."""
        return self.intake.read(submission)

    def extract(self, submission: Submission) -> tuple[Document, tuple[Citation, ...]]:
        """The citations only, at once and without a job."""
        intake = self.intake
        document = intake.read(submission)
        return document, intake.citations(document, self.workspace, submission.given)

    @property
    def intake(self) -> Intake:
        channels = tuple(self.desk.channels)
        return Intake(self.ingest, self.ingest_text, self.series, self.allowance, self.desk.registry, channels)

    # ── the work (called by workers) ──

    def begin(self, job_id: str) -> None:
        self.work.begin(job_id)

    def advance(self, reference_id: str, lanes: Set[Lane]) -> None:
        self.work.advance(reference_id, lanes)

    def sweep(self) -> int:
        return self.work.sweep()

    def forfeit(self, reference_id: str | None = None) -> None:
        self.work.forfeit(reference_id)

    @property
    def work(self) -> Work:
        doing = (self.jobs, self.dossiers, self.queue, self.desk, self.intake)
        return Work(*doing, self.webhooks, self.retention, self.revisions)

    # ── watching and reading ──

    def job(self, job_id: str) -> Job:
        return self.jobs.job(job_id)

    def events(self, job_id: str, after: int) -> list[JobEvent]:
        """What happened to the job since event number `after`; `NotFound` for an unknown job."""
        self.jobs.job(job_id)
        return self.jobs.events(job_id, after)

    def verification(self, job_id: str) -> Verification:
        return self.jobs.verification(job_id)

    def original(self, stored: StoredDocument) -> bytes | None:
        """The file that was submitted, where it is kept: a Word file is, to be handed back with comments."""
        if stored.document is None or stored.document.media_type != WORD:
            return None
        try:
            return self.desk.evidence.body(stored.sha256)
        except NotFound:
            return None  # handed in before such files were kept, or fetched from a URL

    def reference(self, reference_id: str) -> ReferenceView:
        return self.dossiers.view(reference_id)

    def callback_secret(self, job: Job) -> str | None:
        """What a receiver checks signatures with, where it is the document's own: for who submits it."""
        if self.webhooks.terms.secret is not None:
            return None
        return self.jobs.document(job.document_id).callback_secret

    def deliveries(self, job_id: str) -> list[Delivery]:
        """The delivery log; `NotFound` for an unknown job."""
        self.jobs.job(job_id)
        return self.webhooks.deliveries.of_job(job_id)

    # ── people's decisions ──

    def cancel(self, job_id: str) -> Job:
        return self.decisions.cancel(job_id)

    def retry(self, job_id: str, named: Sequence[str] = ()) -> Job:
        return self.decisions.retry(job_id, named)

    def supply_url(self, reference_id: str, url: str) -> ReferenceView:
        return self.decisions.supply_url(reference_id, url)

    def supply_file(self, reference_id: str, data: bytes, name: str, media_type: str) -> ReferenceView:
        return self.decisions.supply_file(reference_id, data, name, media_type)

    def review(
        self, reference_id: str, verdict: Verdict, note: str, reviewer: str, known: int | None = None
    ) -> ReferenceView:
        return self.decisions.review(reference_id, verdict, note, reviewer, known)

    def withdraw_review(self, reference_id: str, reviewer: str, known: int | None = None) -> ReferenceView:
        return self.decisions.withdraw_review(reference_id, reviewer, known)

    @property
    def decisions(self) -> Decisions:
        return Decisions(self.jobs, self.dossiers, self.queue, self.desk, self._note)

    def recheck(self, document_id: str) -> Job:
        """Verify a document again, as a job of its own; `Conflict` while the one before is still at work."""
        job = self.revisions.recheck(document_id)
        self._note(Deed.RECHECKED, document_id, job=job.id)
        return job

    def erase(self, document_id: str) -> None:
        """Erase a document with its jobs, dossiers, and the evidence that nothing else uses."""
        self.jobs.erase(document_id)
        self.retention.clear()
        self._note(Deed.ERASED, document_id)

    # ── captures ──

    def capture(self, sha256: str) -> bytes:
        """The bytes of a page that a reference rests on; `NotFound` for any other."""
        self._check_capture(sha256)
        return self.desk.evidence.body(sha256)

    def capture_warc(self, sha256: str) -> bytes:
        """The same as WARC records, of the places that references have it from."""
        self._check_capture(sha256)
        return self.desk.evidence.warc(sha256, self.jobs.captures(sha256))

    def _check_capture(self, sha256: str) -> None:
        if not self.jobs.rests_on(sha256):
            raise NotFound(f"There is no capture {sha256!r}.")

    # ── outlets ──

    def outlets(self) -> Sequence[Outlet]:
        known = {outlet.id: outlet for outlet in (*self.registry(), *self.own_outlets.all())}
        return [known[outlet_id] for outlet_id in sorted(known)]

    def outlet(self, outlet_id: str) -> Outlet:
        own = next((one for one in self.own_outlets.all() if one.id == outlet_id), None)
        outlet = own or self.registry().get(outlet_id)
        if outlet is None:
            raise NotFound(f"There is no outlet {outlet_id!r}.")
        return outlet

    def put_outlet(self, outlet: Outlet) -> Outlet:
        """Keep a user's own entry; it stands over the shipped one of the same id. It is shown at once, and
        resolved by within seconds (the registry that the work uses is read again every few)."""
        self.own_outlets.put(outlet)
        self._note(Deed.OUTLET_CHANGED, outlet.id)
        return outlet

    def registry(self) -> Registry:
        """The registry as the caller's workspace has it."""
        return self.desk.registry(self.workspace)


__all__ = ["LONGEST_DUE", "QUEUE_ROOM", "RETRIED", "Allowance", "Services", "Submission"]
