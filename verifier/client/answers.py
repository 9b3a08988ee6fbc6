"""What the API answers, as typed dictionaries by the wire's names. `/api/v1/openapi.json` has every field of them;
a newer service may send more than stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypedDict

Status = Literal["queued", "running", "completed", "failed", "cancelled"]
Verdict = Literal[
    "verified",
    "partially_verified",
    "unsupported",
    "contradicted",
    "date_mismatch",
    "not_found",
    "unreachable",
    "unresolved_source",
]


class Accepted(TypedDict):
    document_id: str
    job_id: str
    status: Status
    links: dict[str, str]


class Progress(TypedDict):
    references: int
    done: int
    by_verdict: dict[Verdict, int]


class Job(TypedDict):
    id: str
    document_id: str
    status: Status
    stage: str
    progress: Progress
    submitted_at: str
    started_at: str | None
    finished_at: str | None
    error: str | None
    last_event: int
    links: dict[str, str]


class Document(TypedDict):
    id: str
    title: str | None
    publication: str | None
    published: str | None
    language: str | None
    sha256: str
    characters: int
    submitted_at: str


class DocumentText(Document):
    text: str


class Review(TypedDict):
    verdict: Verdict
    note: str
    reviewer: str
    at: str


class Reference(TypedDict):
    """One of a report, or, with `citation_id` and `job_id`, one that was asked for by itself."""

    id: str
    source: str
    relation: Literal["cites", "see", "via"]
    title: str | None
    url: str | None
    date: dict[str, Any] | None
    outlet: dict[str, Any] | None
    status: Literal["queued", "working", "waiting", "done"]
    verdict: Verdict | None
    machine_verdict: Verdict | None
    confidence: float | None
    reasons: list[str]
    report: dict[str, Any] | None
    evidence: list[dict[str, Any]]
    checks: dict[str, Any] | None
    candidates: list[dict[str, Any]]
    trail: list[dict[str, Any]]
    review: Review | None


class Citation(TypedDict):
    id: str
    start: int
    end: int
    text: str
    claim: dict[str, Any]
    references: list[Reference]


class Report(TypedDict):
    schema_version: str
    job: dict[str, Any]
    document: Document
    citations: list[Citation]


class Extraction(TypedDict):
    """The report's shape, its references without verdicts."""

    schema_version: str
    document: dict[str, Any]
    citations: list[dict[str, Any]]


class Outlet(TypedDict):
    id: str
    name: str
    aliases: list[str]
    domains: list[dict[str, Any]]
    languages: list[str]
    time_zone: str
    country: str
    kind: str


class Delivery(TypedDict):
    id: str
    type: str
    url: str
    created_at: str
    status: Literal["pending", "delivered", "given_up"]
    due_at: str | None
    attempts: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Event:
    """One of a job's Server-Sent Events."""

    number: int | None
    kind: Literal["job", "reference", "end"]
    job: Job
