"""What the pure middle needs from the outside, as Protocols. Adapters implement them; tests fake them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from verifier.dossier import Dossier, ReferenceView, Verification
from verifier.records import (
    Answer,
    Attempt,
    AuditEntry,
    Batch,
    Caller,
    Candidate,
    Capture,
    Citation,
    Deferral,
    Delivery,
    DeliveryStatus,
    Document,
    Entry,
    Exchange,
    Job,
    JobEvent,
    JobStatus,
    Outlet,
    Query,
    Quota,
    ReferenceStatus,
    Request,
    Response,
    StoredDocument,
    Support,
)


class Lane(StrEnum):
    """Which pool a step runs on: `fetch` waits on sockets, `match` burns CPU."""

    FETCH = "fetch"
    MATCH = "match"


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""


class Fetcher(Protocol):
    """The only way to the outside. Never raises for what a server, a network or a guard does."""

    def fetch(self, request: Request) -> Exchange | Deferral: ...


class Channel(Protocol):
    """A way to discover candidates, without I/O: it writes requests and reads answers.

    `name` is the contract's; `archive` says that it can be asked for copies of one URL (then
    `query.url` is that URL); `discreet` that it sends out no words of the document.
    """

    name: str
    archive: bool
    discreet: bool

    def given(self, query: Query) -> tuple[Candidate, ...]:
        """Candidates that the query itself names, without asking anyone."""

    def requests(self, query: Query) -> tuple[Request, ...]:
        """The first requests; () where there is nothing to ask for such a query."""

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        """What the response says; `ChannelError` when it is not in the channel's format.

        Statuses other than 200 reach it only where the outcome is OK or NOT_FOUND.
        """


@dataclass(frozen=True, slots=True)
class Hold:
    """Having a budget to oneself, until one leaves it. Who dies holding it is done after `for_s`."""

    by: str
    """Told from all others, in every process."""
    for_s: float


class Gate(Protocol):
    """Budgets that protect others, shared by all workers."""

    def take(self, budget: str, interval_s: float, patience_s: float, hold: Hold | None = None) -> float:
        """0.0: the slot is yours, now. Above: no slot within `patience_s`; come back in that many seconds.

        With `hold`, nobody who asks for one too is given a slot before you `leave`.
        """

    def leave(self, budget: str, hold: Hold, rest_s: float = 0.0) -> None:
        """The next may have it, in `rest_s` at the earliest. Nothing, where the hold has run out meanwhile."""

    def cool_down(self, budget: str, seconds: float) -> None:
        """Nobody may use this budget for so long: its server said so."""


class Evidence(Protocol):
    """Content-addressed bytes, kept once, each capture with its WARC record."""

    def keep(self, body: bytes) -> str:
        """Keep the bytes; their SHA-256 in hex."""

    def keep_capture(self, capture: Capture, body: bytes) -> None:
        """Keep the bytes of `capture` and a WARC response record of them."""

    def body(self, sha256: str) -> bytes:
        """The bytes; `NotFound` where they are not here."""

    def warc(self, sha256: str, captures: Sequence[Capture] | None = None) -> bytes:
        """The gzipped WARC record of the capture; `NotFound` where there is none."""

    def erase(self, sha256: str) -> None: ...


class PageCache(Protocol):
    """Answers already fetched, by URL, so that no finished fetch is repeated."""

    def get(self, url: str, now: datetime) -> Response | None:
        """An answer that is still fresh: it is given again without asking."""

    def stale(self, url: str) -> Response | None:
        """The last answer, however old: its server may say that it has not changed."""

    def put(self, url: str, response: Response, fresh_until: datetime, expires_at: datetime) -> None:
        """Keep it until `expires_at`, in place of an earlier one."""


class SupportModel(Protocol):
    """Does this passage say this? (part of a claim, passage, title and date of the report)."""

    def score(self, pairs: Sequence[tuple[str, str, str]]) -> list[Support]: ...

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:
        """For each passage the probabilities that it supports, contradicts, or does neither with the whole claim;
        none where the model judges parts only."""


class Queue(Protocol):
    """A hint that something is due. Losing, doubling or delaying one costs time, never a result."""

    def wake(self, reference_id: str, lane: Lane, delay_s: float = 0.0, /) -> None: ...

    def begin(self, job_id: str) -> None: ...

    def deliver(self, delivery_id: str) -> None: ...

    def waiting(self) -> int | None:
        """How many hints nobody has taken yet; None where that cannot be told."""


class Jobs(Protocol):
    """Documents and jobs, as kept. Every method is one transaction; `NotFound` where there is no such thing."""

    def within(self, caller: Caller) -> Jobs:
        """The same for this caller, for whom there is nothing but what is in its workspace."""

    def submit(
        self,
        document: StoredDocument,
        job: Job,
        key: str | None,
        digest: str,
        since: datetime,
        quota: Quota | None = None,
    ) -> Job:
        """Store both and make the job due; or the job that the same key, or the same digest, already made
        since then. `Conflict` where the key was used for something else, `Exhausted` where it would be more
        than the quota's."""

    def job(self, job_id: str) -> Job: ...

    def jobs(self, before: str | None, limit: int) -> list[Job]:
        """Newest first; `before` is the cursor (`cursors.cursor_of`) of the last one of the page above."""

    def sources(self, job_ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The outlets that each of the jobs' references cites, as written."""

    def document(self, document_id: str) -> StoredDocument: ...

    def documents(self, before: str | None, limit: int) -> list[StoredDocument]: ...

    def erase(self, document_id: str) -> list[str]:
        """Erase a document with all that hangs on it; the evidence that nothing uses any more."""

    def claim(self, job_id: str, now: datetime, lease_until: datetime) -> StoredDocument | None:
        """The document of a job that has not begun verifying, if nobody else is on it."""

    def set_document(self, document_id: str, document: Document, sha256: str) -> None:
        """What a submitted URL turned out to hold."""

    def set_stage(self, job_id: str, stage: str, due_at: datetime, now: datetime) -> None: ...

    def add_citations(self, job_id: str, citations: Sequence[Citation], now: datetime) -> list[str]:
        """Store them and move on to verifying, or complete where there are none; the references' ids."""

    def end(self, job_id: str, status: JobStatus, now: datetime, error: str | None = None) -> Job:
        """Fail or cancel; `Conflict` where it is over already."""

    def events(self, job_id: str, after: int, limit: int = 500) -> list[JobEvent]: ...

    def newest_events(self, job_ids: Sequence[str]) -> Mapping[str, int]:
        """The number of each job's newest event; without those that there are not (any more)."""

    def due(self, now: datetime, limit: int) -> list[str]:
        """Jobs not yet verifying that nobody is on."""

    def forfeit(self, now: datetime) -> None:
        """Make due the jobs that are leased, where the workers are known to be dead."""

    def verification(self, job_id: str, *, trails: bool = True) -> Verification:
        """Everything. Without `trails`, the dossiers lack what was asked, fetched and compared: most of what they
        hold, and nothing that a verdict, its report or a person's decision is shown with."""

    def rests_on(self, sha256: str) -> bool:
        """Whether any reference rests on that capture."""

    def captures(self, sha256: str) -> list[Capture]:
        """Where references have those bytes from."""


class Dossiers(Protocol):
    """The references, as kept. Every method is one transaction."""

    def within(self, workspace: str) -> Dossiers: ...

    def claim(self, reference_id: str, now: datetime, lease_until: datetime) -> Dossier | None:
        """Take the lease, then read; None where it is not due, is done, or its job is over."""

    def claims_in_vain(self, reference_id: str) -> int:
        """How often it was claimed since its dossier last grew: a step that keeps dying shows here."""

    def append(self, dossier: Dossier, entry: Entry, lease_until: datetime) -> Dossier:
        """The dossier with the entry; `Conflict` where another writer was first."""

    def release(self, dossier: Dossier, status: ReferenceStatus, due_at: datetime | None, now: datetime) -> None:
        """Give the lease back. With DONE the job's count moves, and its last reference completes it."""

    def reopen(self, reference_ids: Sequence[str], entry: Entry, now: datetime) -> list[str]:
        """Append to each, of one job, and make it due, whatever its state; the job runs again, with all that a
        cancelling left open. The references that are due now."""

    def annotate(self, reference_id: str, entry: Entry, known: int | None = None) -> ReferenceView:
        """Append what changes no work: a review. `Outdated` where its dossier has another length than `known`."""

    def forfeit(self, now: datetime, reference_id: str | None = None) -> None:
        """Make due what is leased to a worker known to be dead: one reference, or with None all."""

    def view(self, reference_id: str) -> ReferenceView: ...

    def due(self, now: datetime, limit: int) -> list[str]: ...


class Courier(Protocol):
    """The only way out for what is posted. Like `Fetcher`, it never raises for what the other side does."""

    def refusal(self, url: str) -> str:
        """Why nothing is posted there, whatever its name resolves to; "" where it may be."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Exchange:
        """One POST of JSON. A redirect is not followed: it is no receipt."""


class Deliveries(Protocol):
    """The ends of jobs that are to be posted. The store makes one in the transaction in which the job ends."""

    def due(self, now: datetime, limit: int) -> list[str]: ...

    def claim(self, delivery_id: str, now: datetime, lease_until: datetime) -> tuple[Delivery, str | None] | None:
        """Take the lease: the delivery and its document's secret; None where it is not due, or erased."""

    def record(self, delivery_id: str, attempt: Attempt, status: DeliveryStatus, due_at: datetime | None) -> None: ...

    def of_job(self, job_id: str) -> list[Delivery]:
        """Oldest first."""


class Audit(Protocol):
    """Who did what, append-only."""

    def append(self, entry: AuditEntry) -> None: ...


class Meter(Protocol):
    """How often somebody asked, counted for all processes."""

    def count(self, who: str, window_s: int, now: datetime) -> int:
        """Once more: how often it is now in this window of time."""


class Forgetting(Protocol):
    """What has had its time, and what of an erasing is still to be done."""

    def doomed(self, limit: int) -> list[str]:
        """Captures that nothing rests on any more, whose files are still there."""

    def gone(self, sha256: str) -> None:
        """The files are deleted."""

    def documents_before(self, then: datetime, limit: int) -> list[str]:
        """Those submitted before, oldest first."""

    def release_captures(self, then: datetime, limit: int) -> int:
        """Let go of the captures of documents whose jobs all ended before; of how many documents."""

    def forget_events(self, then: datetime, limit: int) -> int:
        """Erase the progress of jobs that ended before, and their deliveries; of how many jobs."""

    def wipe(self) -> None:
        """Make what was erased unreadable in the database's own files, as far as that is ours to do."""


class Rechecks(Protocol):
    """Documents that are verified again. Of one document, one job is at work at a time."""

    def within(self, workspace: str) -> Rechecks: ...

    def due(self, now: datetime, limit: int) -> list[str]:
        """Documents whose time has come."""

    def begin(self, job: Job, now: datetime) -> Job:
        """Store it as the one after the document's last; `Conflict` where that is still at work."""

    def begin_if_due(self, job: Job, now: datetime) -> Job | None:
        """The same for a document whose time has come; None where it has not, or its last job is still at work."""


class Batches(Protocol):
    """Which jobs were handed in together."""

    def within(self, workspace: str) -> Batches: ...

    def add(self, batch_id: str, at: datetime, taken: Sequence[tuple[str, str]]) -> None:
        """Each with its name and its job. One of that id that is there already stays as it is."""

    def batch(self, batch_id: str) -> Batch: ...


class OwnOutlets(Protocol):
    """A workspace's own entries over the shipped registry."""

    def within(self, workspace: str) -> OwnOutlets: ...

    def all(self) -> tuple[Outlet, ...]: ...

    def put(self, outlet: Outlet) -> None: ...
