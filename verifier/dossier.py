"""A reference's history, and its state as a fold of that history.

A dossier is append-only. Nothing here decides; `decide` does, by asking these questions. A reopening
makes what failed or found nothing before it count no more, and keeps what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache

from verifier.records import (
    DEFAULT_WORKSPACE,
    Asked,
    Broken,
    Candidate,
    Capture,
    Citation,
    Claim,
    Entry,
    Fetched,
    Finding,
    Glanced,
    Job,
    Judged,
    Judgement,
    LeftOut,
    LeftOutFor,
    Matched,
    Outcome,
    Read,
    Reference,
    ReferenceStatus,
    Reopened,
    Report,
    Request,
    Resolution,
    Resolved,
    Reviewed,
    ReviewWithdrawn,
    StoredDocument,
    Supplied,
)
from verifier.urls import comparison_key


@lru_cache(maxsize=4096)
def page_of(candidate: Candidate) -> tuple[str, str | None]:
    """What two mentions of one page have in common, however its address is written; each copy of it apart."""
    return comparison_key(candidate.url), candidate.locator


def address_of(entry: Asked | Glanced | Fetched) -> str:
    """Where the bytes were asked for; "" where nobody was asked."""
    return entry.request.url if isinstance(entry, Asked) else entry.candidate.locator or entry.candidate.url


@dataclass(frozen=True)
class Dossier:
    """One reference, what it vouches for, and everything that happened to it, in order."""

    id: str
    job_id: str
    reference: Reference
    claim: Claim
    published: date | None = None
    """The citing document's date."""
    language: str | None = None
    confidential: bool = False
    channels: tuple[str, ...] = ()
    """The only channels that may be asked; () means every enabled one."""
    workspace: str = DEFAULT_WORKSPACE
    """Whose own outlets it is resolved by."""
    entries: tuple[Entry, ...] = ()

    def plus(self, entry: Entry) -> Dossier:
        return replace(self, entries=(*self.entries, entry))

    # ── since when things count ──

    @cached_property
    def recent(self) -> tuple[Entry, ...]:
        """The entries since the last reopening, or all."""
        for index in range(len(self.entries) - 1, -1, -1):
            if isinstance(self.entries[index], Reopened):
                return self.entries[index + 1 :]
        return self.entries

    # ── what is known ──

    @cached_property
    def resolution(self) -> Resolution | None:
        return next((entry.resolution for entry in reversed(self.entries) if isinstance(entry, Resolved)), None)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(entry for entry in self.recent if isinstance(entry, Asked))

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every page and every copy of it once, as last scored, likeliest first; what a person supplied leads."""
        found = {page_of(candidate): candidate for candidate in self._all_candidates()}
        found |= {page_of(candidate): candidate for candidate in self.supplied}
        return tuple(sorted(found.values(), key=lambda candidate: -candidate.score))

    def _all_candidates(self) -> Iterator[Candidate]:
        for entry in self.entries:
            if isinstance(entry, Asked | Glanced):
                yield from entry.candidates

    @cached_property
    def supplied(self) -> tuple[Candidate, ...]:
        return tuple(entry.candidate for entry in self.entries if isinstance(entry, Supplied))

    def attempts(self, candidate: Candidate) -> tuple[Fetched, ...]:
        """Every fetch of this candidate that still counts: the recent ones, and any that succeeded."""
        return self._fetches.get(page_of(candidate), ())

    @cached_property
    def _fetches(self) -> dict[tuple[str, str | None], tuple[Fetched, ...]]:
        found: dict[tuple[str, str | None], tuple[Fetched, ...]] = {}
        since = len(self.entries) - len(self.recent)
        for place, entry in enumerate(self.entries):
            if isinstance(entry, Fetched) and (entry.capture is not None or place >= since):
                page = page_of(entry.candidate)
                found[page] = (*found.get(page, ()), entry)
        return found

    @cached_property
    def tried(self) -> tuple[Candidate, ...]:
        """The candidates of which a fetch counts, likeliest first."""
        return tuple(candidate for candidate in self.candidates if self.attempts(candidate))

    @cached_property
    def glances(self) -> tuple[Glanced, ...]:
        return tuple(entry for entry in self.recent if isinstance(entry, Glanced))

    @cached_property
    def left_out(self) -> dict[LeftOutFor, tuple[str, ...]]:
        """The channels that are not asked, by why."""
        return {entry.why: entry.channels for entry in self.recent if isinstance(entry, LeftOut)}

    @cached_property
    def requests_sent(self) -> int:
        """To servers: questions and pages, repeated ones too; the user's library is none."""
        return sum(
            isinstance(entry, Asked | Glanced | Fetched) and address_of(entry).startswith(("http://", "https://"))
            for entry in self.recent
        )

    @cached_property
    def handed_in(self) -> dict[str, Capture]:
        """What a person handed in as a file, by its URL: there is nothing to fetch."""
        return {
            entry.candidate.url: entry.capture
            for entry in self.entries
            if isinstance(entry, Supplied) and entry.capture is not None
        }

    @cached_property
    def vouched_for(self) -> frozenset[str]:
        """The captures (by SHA-256) of which a person said: this is the report."""
        urls = {entry.candidate.url for entry in self.entries if isinstance(entry, Supplied)}
        return frozenset(
            entry.capture.sha256
            for entry in self.entries
            if isinstance(entry, (Fetched, Supplied)) and entry.capture is not None and entry.candidate.url in urls
        )

    @cached_property
    def captures(self) -> tuple[Capture, ...]:
        """Every capture once, in the order fetched or supplied."""
        found = {
            entry.capture.sha256: entry.capture
            for entry in self.entries
            if isinstance(entry, (Fetched, Supplied)) and entry.capture is not None
        }
        return tuple(found.values())

    @cached_property
    def reads(self) -> dict[str, Read]:
        return {entry.sha256: entry for entry in self.entries if isinstance(entry, Read)}

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return tuple(read.report for read in self.reads.values() if read.report is not None)

    def report(self, sha256: str | None) -> Report | None:
        return next((report for report in self.reports if report.sha256 == sha256), None)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The last of each capture. One that a person vouched for, before it was compared or after, is named."""
        found = {entry.finding.sha256: entry.finding for entry in self.entries if isinstance(entry, Matched)}
        return tuple(
            replace(finding, named=True) if sha256 in self.vouched_for else finding for sha256, finding in found.items()
        )

    @cached_property
    def broken(self) -> frozenset[tuple[str, str]]:
        """The (step, subject) pairs that broke since the last reopening."""
        return frozenset((entry.step, entry.subject) for entry in self.recent if isinstance(entry, Broken))

    # ── the verdict ──

    @cached_property
    def judgement(self) -> Judgement | None:
        """The machine's verdict, unless something that may change it came after."""
        for entry in reversed(self.entries):
            if isinstance(entry, Judged):
                return entry.judgement
            if isinstance(entry, (Supplied, Reopened)):
                return None
        return None

    @cached_property
    def review(self) -> Reviewed | None:
        for entry in reversed(self.entries):
            if isinstance(entry, ReviewWithdrawn):
                return None
            if isinstance(entry, Reviewed):
                return entry
        return None

    # ── asking channels ──

    def asked_of(self, channel: str, about: str = "") -> tuple[Asked, ...]:
        return tuple(entry for entry in self.asked if entry.channel == channel and entry.about == about)

    def open_requests(self, channel: str, about: str = "") -> tuple[Request, ...]:
        """What this channel's answers asked to be followed up and was not: by turn, the latest answer's first."""
        entries = self.asked_of(channel, about)
        done = {entry.request.url for entry in entries}
        waiting: dict[str, Request] = {}
        for entry in reversed(entries):
            for request in entry.follow_ups:
                if request.url not in done:
                    waiting.setdefault(request.url, request)
        return tuple(sorted(waiting.values(), key=lambda request: request.turn))

    def unsettled(self, channel: str, about: str = "") -> tuple[Asked, ...]:
        """The last word on each request of this channel, where that word is a transient failure."""
        last = {entry.request.url: entry for entry in self.asked_of(channel, about)}
        return tuple(entry for entry in last.values() if entry.outcome.transient)

    def times_asked(self, channel: str, request: Request, about: str = "") -> int:
        return sum(entry.request.url == request.url for entry in self.asked_of(channel, about))


@dataclass(frozen=True)
class ReferenceView:
    """A reference as shown: its dossier, and where the work on it stands."""

    id: str
    citation_id: str
    status: ReferenceStatus
    due_at: datetime | None
    dossier: Dossier

    @property
    def reference(self) -> Reference:
        return self.dossier.reference

    def outcome_of(self, candidate: Candidate) -> str:
        """What became of a candidate, in one word: "read", "not_fetched", or why it could not be read."""
        attempts = self.dossier.attempts(candidate)
        if attempts and attempts[-1].capture is None:
            return attempts[-1].outcome.value
        capture = attempts[-1].capture if attempts else self.dossier.handed_in.get(candidate.url)
        if capture is None:
            return "not_fetched"
        read = self.dossier.reads.get(capture.sha256)
        if read is None:
            return Outcome.OK.value
        return read.unreadable.value if read.unreadable else "read"


@dataclass(frozen=True)
class CitationView:
    id: str
    citation: Citation
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True)
class Verification:
    """Everything a report shows: the document, its citations, and each reference's dossier."""

    job: Job
    document: StoredDocument
    citations: tuple[CitationView, ...]
