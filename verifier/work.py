"""What workers are told to do: begin a job, move a reference on, and wake what was forgotten.

It is done for every workspace, and nobody waits for it. When it is done, and by whom, the queue and the table say.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from structlog.contextvars import bound_contextvars

from verifier.advance import advance
from verifier.errors import InputError, VerifierError
from verifier.intake import Intake
from verifier.ports import Dossiers, Jobs, Lane, Queue
from verifier.records import Deferral, Document, JobStatus, Outcome, Request, StoredDocument
from verifier.retention import Retention
from verifier.revisions import Revisions
from verifier.steps import Desk
from verifier.traces import span
from verifier.webhooks import Webhooks

QUEUE_ROOM, LONGEST_DUE = 1000, 20
"""How many messages a sweep lets the queue hold, and how many it sends even when there are more."""


@dataclass(frozen=True)
class Work:
    jobs: Jobs
    dossiers: Dossiers
    queue: Queue
    desk: Desk
    intake: Intake
    webhooks: Webhooks
    retention: Retention
    revisions: Revisions

    def begin(self, job_id: str) -> None:
        """Fetch the document if it is a URL, extract its citations, and wake each reference."""
        with bound_contextvars(job=job_id), span("begin", job=job_id):
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
            found = self.intake.citations(document, stored.workspace, stored.given)
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
        given = replace(stored.given, url=exchange.response.url)
        document = self.intake.parse(body, exchange.response.header("Content-Type"), given)
        self.jobs.set_document(stored.id, document, sha256(body).hexdigest())
        return document

    def advance(self, reference_id: str, lanes: Set[Lane]) -> None:
        """Move one reference on. Every line that is logged meanwhile says which, whoever logs it."""
        with bound_contextvars(reference=reference_id), span("advance", reference=reference_id):
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
