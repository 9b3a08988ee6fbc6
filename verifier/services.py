"""All that a shell may ask of the service: submit, watch, read, review, retry, erase.

Shells (the API, the pages, the command line, the workers) hold no logic of their own; everything they do
is one call here. Nothing here knows HTTP, SQL or Celery.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from verifier import citations
from verifier.advance import advance
from verifier.batches import Batching
from verifier.dossier import ReferenceView, Verification
from verifier.errors import Conflict, InputError, NotFound, VerifierError
from verifier.outlets import Registry, settle
from verifier.ports import Audit, Dossiers, Jobs, Lane, OwnOutlets, Queue
from verifier.records import (
    DEFAULT_WORKSPACE,
    AuditEntry,
    Caller,
    Candidate,
    Capture,
    Citation,
    Deed,
    Deferral,
    Delivery,
    Document,
    Given,
    Job,
    JobEvent,
    JobStatus,
    Outcome,
    Outlet,
    Reopened,
    Request,
    Reviewed,
    ReviewWithdrawn,
    StoredDocument,
    Supplied,
    Verdict,
)
from verifier.reports import WORD
from verifier.retention import Retention
from verifier.revisions import Revisions
from verifier.steps import Desk
from verifier.submissions import Allowance, Submission
from verifier.webhooks import Webhooks

log = structlog.get_logger(__name__)

RETRIED = (Verdict.UNREACHABLE, Verdict.NOT_FOUND)
"""The verdicts that looking again may change."""

QUEUE_ROOM, LONGEST_DUE = 1000, 20
"""How many messages a sweep lets the queue hold, and how many it sends even when there are more."""


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
        self._check_channels(submission.channels)
        if submission.callback_url is not None:
            self.webhooks.check(submission.callback_url)
        now = self.desk.clock.now()
        document = None if submission.url and submission.text is None else self.read(submission)
        word = document is not None and document.media_type == WORD
        if word:
            self.desk.evidence.keep(submission.content)
        if submission.given.corrections and document is None:
            raise InputError(
                "What a URL cites is not known before it is fetched.",
                remedy="Submit the document itself with its corrections.",
                pointer="/corrections",
            )
        if document is not None and (
            submission.given.corrections or _brackets(document.text) > self.allowance.max_citations
        ):
            self._citations(
                document, self.workspace, submission.given
            )  # refuses now, and not when the job has long begun
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
        if submission.text is not None:
            return self.ingest_text(
                submission.text,
                submission.kind,
                given=submission.given,
                series=self.series,
                limits=self.allowance.limits,
            )
        return self.ingest(
            submission.data or b"",
            name=submission.name,
            media_type=submission.media_type,
            given=submission.given,
            series=self.series,
            limits=self.allowance.limits,
        )

    def extract(self, submission: Submission) -> tuple[Document, tuple[Citation, ...]]:
        """The citations only, at once and without a job."""
        document = self.read(submission)
        return document, self._citations(document, self.workspace, submission.given)

    def _citations(self, document: Document, workspace: str, given: Given) -> tuple[Citation, ...]:
        registry = self.desk.registry(workspace)
        found = citations.extract(document, knows=registry.knows)
        if len(found) > self.allowance.max_citations:
            raise InputError(
                f"The document has {len(found)} citations; at most {self.allowance.max_citations} are taken.",
                code="too-many-citations",
                remedy="Submit it in parts, or raise api.max_citations.",
            )
        outlets = frozenset(outlet.id for outlet in registry)
        return citations.correct(document.text, settle(found, registry, document.language), given.corrections, outlets)

    def _check_channels(self, names: Sequence[str]) -> None:
        for index, name in enumerate(names):
            if name not in self.desk.channels:
                raise InputError(
                    f"There is no channel {name!r}.",
                    remedy=f"There are {', '.join(self.desk.channels)}.",
                    pointer=f"/channels/{index}",
                )

    # ── the work (called by workers) ──

    def begin(self, job_id: str) -> None:
        """Fetch the document if it is a URL, extract its citations, and wake each reference."""
        with bound_contextvars(job=job_id):
            self._begin(job_id)

    def _begin(self, job_id: str) -> None:
        now = self.desk.clock.now()
        lease = now + timedelta(seconds=self.desk.policy.work.lease_s)
        stored = self.jobs.claim(job_id, now, lease)
        if stored is None:
            return
        try:
            document = stored.document or self._fetched(job_id, stored)
            if document is None:
                return
            found = self._citations(document, stored.workspace, stored.given)
        except VerifierError as error:
            self.jobs.end(job_id, JobStatus.FAILED, self.desk.clock.now(), str(error))
            return
        for reference_id in self.jobs.add_citations(job_id, found, self.desk.clock.now()):
            self.queue.wake(reference_id, Lane.FETCH)

    def _fetched(self, job_id: str, stored: StoredDocument) -> Document | None:
        """The document behind a submitted URL; None when its turn has not come yet."""
        assert stored.url is not None
        exchange = self.desk.fetcher.fetch(Request(stored.url))
        now = self.desk.clock.now()
        if isinstance(exchange, Deferral):
            self.jobs.set_stage(job_id, "fetching", exchange.ready_at, now)
            return None
        if exchange.outcome is not Outcome.OK or exchange.response is None:
            raise InputError(
                f"{stored.url} could not be fetched: {exchange.outcome.value}"
                + (f" ({exchange.detail})." if exchange.detail else "."),
                code="document-unreachable",
                remedy="Submit the document itself.",
            )
        body = exchange.response.body
        document = self.ingest(
            body,
            media_type=exchange.response.header("Content-Type"),
            given=replace(stored.given, url=exchange.response.url),
            series=self.series,
            limits=self.allowance.limits,
        )
        self.jobs.set_document(stored.id, document, sha256(body).hexdigest())
        return document

    def advance(self, reference_id: str, lanes: Set[Lane]) -> None:
        """Move one reference on. Every line that is logged meanwhile says which, whoever logs it."""
        with bound_contextvars(reference=reference_id):
            advance(reference_id, self.desk, self.dossiers, self.queue, lanes)

    def sweep(self) -> int:
        """Wake whatever is due and was forgotten: by a lost message, a dead worker, or a long wait. How many.

        What is due may also just stand in a long queue, and the table cannot tell the two apart. So the queue is
        only filled up to `QUEUE_ROOM` messages; beyond it, the few that have been due longest are woken, in which
        the forgotten ones come up too.
        """
        waiting = self.queue.waiting()
        if waiting is None:
            return 0
        room = max(QUEUE_ROOM - waiting, LONGEST_DUE)
        now = self.desk.clock.now()
        jobs = self.jobs.due(now, room)
        for job_id in jobs:
            self.queue.begin(job_id)
        references = self.dossiers.due(now, room)
        for reference_id in references:
            self.queue.wake(reference_id, Lane.FETCH)
        self.retention.sweep()
        self.revisions.sweep(room)
        deliveries = self.webhooks.due(room)
        for delivery_id in deliveries:
            self.queue.deliver(delivery_id)
        return len(jobs) + len(references) + len(deliveries)

    def forfeit(self, reference_id: str | None = None) -> None:
        """A worker is known to be dead: wake what it held at once, not when its lease runs out.

        Without a reference, all workers are: a service that starts alone on its database knows that. Where one
        lives after all, both do the same, and the second to write it down stops at the conflict.
        """
        now = self.desk.clock.now()
        self.dossiers.forfeit(now, reference_id)
        if reference_id is None:
            self.jobs.forfeit(now)
            self.sweep()
        else:
            self.queue.wake(reference_id, Lane.MATCH)

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
        job = self.jobs.end(job_id, JobStatus.CANCELLED, self.desk.clock.now())
        self._note(Deed.CANCELLED, job_id)
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
        self._note(Deed.RETRIED, job_id, references=str(len(chosen)))
        return self.jobs.job(job_id)

    def recheck(self, document_id: str) -> Job:
        """Verify a document again, as a job of its own; `Conflict` while the one before is still at work."""
        job = self.revisions.recheck(document_id)
        self._note(Deed.RECHECKED, document_id, job=job.id)
        return job

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
        self._note(Deed.SUPPLIED, reference_id, **({"sha256": capture.sha256} if capture else {}))
        for due_id in due:
            self.queue.wake(due_id, Lane.FETCH)
        return self.dossiers.view(reference_id)

    def review(
        self, reference_id: str, verdict: Verdict, note: str, reviewer: str, known: int | None = None
    ) -> ReferenceView:
        """`known`: how many entries the dossier had that was decided on; `Outdated` where it has others now."""
        now = self.desk.clock.now()
        view = self.dossiers.annotate(reference_id, Reviewed(now, verdict, note, reviewer), known)
        self._note(Deed.REVIEWED, reference_id, verdict=verdict.value)
        return view

    def withdraw_review(self, reference_id: str, reviewer: str, known: int | None = None) -> ReferenceView:
        if self.dossiers.view(reference_id).dossier.review is None:
            raise NotFound(f"The reference {reference_id!r} has no review.")
        view = self.dossiers.annotate(reference_id, ReviewWithdrawn(self.desk.clock.now(), reviewer), known)
        self._note(Deed.WITHDRAWN, reference_id)
        return view

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


def _brackets(text: str) -> int:
    """No text has more citations than opening brackets."""
    return sum(text.count(bracket) for bracket in "([（［")


def _worth_another_look(view: ReferenceView, job_is_over: bool) -> bool:
    judgement = view.dossier.judgement
    return judgement.verdict in RETRIED if judgement else job_is_over


__all__ = ["Allowance", "Services", "Submission"]
