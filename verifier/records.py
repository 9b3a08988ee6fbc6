"""The frozen records that flow through the service, one way, and their enums.

They have no behaviour beyond their invariants. Every one of them turns into JSON and back by its
annotations (`codec`). Offsets are Unicode code points, end exclusive. Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# ── who asks ──────────────────────────────────────────────────────────────────────────────────────

DEFAULT_WORKSPACE = "default"
"""The one there is where no keys are required, and the one of a key that was given none."""


class Scope(StrEnum):
    """What a key may do: hand in and stop work, read, decide, and change what holds for all of the workspace."""

    SUBMIT = "submit"
    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an API key, or, where none is required, whoever can reach the service."""

    name: str = ""
    """The key's; "" where none is required."""
    workspace: str = DEFAULT_WORKSPACE
    scopes: frozenset[Scope] = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key beside its hash."""

    name: str
    workspace: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """The most that one key may hand in within a day of UTC; None: any number."""

    documents: int | None
    citations: int | None


class Deed(StrEnum):
    """What the audit log tells of."""

    KEY_MADE = "key made"
    KEY_REVOKED = "key revoked"
    REFUSED = "refused"
    SUBMITTED = "document submitted"
    ERASED = "document erased"
    RECHECKED = "document rechecked"
    CANCELLED = "job cancelled"
    RETRIED = "job retried"
    SUPPLIED = "evidence supplied"
    REVIEWED = "review given"
    WITHDRAWN = "review withdrawn"
    OUTLET_CHANGED = "outlet changed"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which thing, and never a word of a document."""

    at: datetime
    actor: str
    workspace: str
    deed: Deed
    subject: str
    """The id of what it was done to."""
    detail: Mapping[str, str] = field(default_factory=dict)


# ── the document ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the source document, over `text[start:end]`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where `text[start:end]` stood in the submitted file: "page 3", "paragraph 12", "footnote 4"."""

    start: int
    end: int
    where: str


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """What the user submitted, as normalised text."""

    text: str
    media_type: str = "text/plain"
    title: str | None = None
    publication: str | None = None
    published: date | None = None
    published_origin: str | None = None
    """Where `published` is from: "user", "metadata", "header", "series" or "text"."""
    language: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    places: tuple[Place, ...] = ()
    markup: tuple[Span, ...] = ()
    """What in `text` is not words: Markdown's emphasis marks, brackets and link targets, its code. In order,
    apart from each other. A reader takes them out first: a parenthesis of a link's target is no citation."""


# ── citations ─────────────────────────────────────────────────────────────────────────────────────


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Relation(StrEnum):
    CITES = "cites"
    SEE = "see"
    VIA = "via"


class Undated(StrEnum):
    """Why a reference has no date."""

    NOT_WRITTEN = "not_written"
    YEAR_UNKNOWN = "year_unknown"
    """A month and a day are written, and nothing in or about the document tells the year."""
    IMPOSSIBLE = "impossible"
    """Such a day does not exist: February 30."""


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date as cited: the days from `start` to `end`, both included."""

    text: str
    start: date
    end: date
    precision: Precision = Precision.DAY
    year_inferred: bool = False
    origin: str = "written"
    """Where the year is from: "written", "document" (its own date), "text" (a date near by), or "person"."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a date that ends before it starts: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited report inside a citation: one outlet and one date (or range)."""

    source: str
    """The outlet as written, "" where link text was lost."""
    date: CitedDate | None = None
    title: str | None = None
    url: str | None = None
    relation: Relation = Relation.CITES
    author: str | None = None
    accessed: CitedDate | None = None
    undated: Undated | None = None
    written_date: str | None = None
    """The words of the date where it could not be dated."""
    meant: str | None = None
    """The id of the outlet that the rest of the document, or a person, shows to be meant."""
    corrected: tuple[str, ...] = ()
    """What of it a person corrected before it was looked for: "outlet", "date"."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, marks not included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of the document that a citation vouches for; `context` is the paragraph."""

    start: int
    end: int
    text: str
    context: str = ""
    quotations: tuple[Quotation, ...] = ()
    corrected: bool = False
    """A person said that these are the words, before anything was looked for."""


@dataclass(frozen=True, slots=True)
class Citation:
    start: int
    end: int
    text: str
    claim: Claim
    references: tuple[Reference, ...]


# ── outlets ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Domain:
    """A host an outlet published under, in the years `since`..`until` (both included, None: open)."""

    host: str
    since: int | None = None
    until: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of the registry. The first domain is the one it is known by today."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    languages: tuple[str, ...] = ()
    time_zone: str = "UTC"
    country: str = ""
    kind: str = "newspaper"
    """newspaper, agency, broadcaster, magazine, site, official, journal, channel"""
    listings: tuple[str, ...] = ()
    """Templates of dated listing pages: {year} {month} {day} {month2} {day2}."""
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    note: str = ""


class ResolvedBy(StrEnum):
    NAME = "name"
    ALIAS = "alias"
    DOMAIN = "domain"
    URL = "url"
    UNREGISTERED_DOMAIN = "unregistered_domain"
    """The source is a host name that the registry does not know: an outlet is made of it."""
    CONTEXT = "context"
    """Of the outlets that go by the name, the one that the rest of the document shows to be meant."""
    PERSON = "person"
    """A person said which."""
    AMBIGUOUS = "ambiguous"
    COLLECTIVE = "collective"
    """"Russian agencies": no one outlet is meant."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which outlet a written source means; ambiguity is kept, with what it might have been."""

    outlet: Outlet | None
    by: ResolvedBy
    matched: str = ""
    alternatives: tuple[str, ...] = ()


# ── discovery and fetching ────────────────────────────────────────────────────────────────────────


class Outcome(StrEnum):
    """What came of one request. Only OK carries bytes to read."""

    OK = "ok"
    NOT_FOUND = "not_found"
    """404 or 410: the server answered, and has no such page."""
    REFUSED = "refused"
    """401, 403, 451, or a page that says so."""
    ROBOTS = "robots"
    THROTTLED = "throttled"
    """429, or 503 with Retry-After: come back later."""
    UNAVAILABLE = "unavailable"
    """5xx, no connection, TLS or name errors."""
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    GUARDED = "guarded"
    """Our own guard refused the address."""
    GARBAGE = "garbage"
    """Answered, but with something its reader cannot read."""
    FAILED = "failed"
    """A step of ours broke; the error is in the record."""

    @property
    def answered(self) -> bool:
        """Whether the other side said what it has: only then may a report be called absent."""
        return self in (Outcome.OK, Outcome.NOT_FOUND)

    @property
    def transient(self) -> bool:
        """Whether the same request may well succeed a little later."""
        return self in (Outcome.THROTTLED, Outcome.UNAVAILABLE, Outcome.TIMEOUT)


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. `purpose` is the channel's own note of what it asked for ("robots", "index", "cdx"); "wider" looks
    past the cited days, for what the outlet's own list of them may lack."""

    url: str
    purpose: str = "page"
    budget: str | None = None
    """A named budget of the policy shared by all workers; None: the host's own."""
    headers: tuple[tuple[str, str], ...] = ()
    context: str = ""
    """Whatever the channel must remember to read the answer."""
    turn: int = 0
    """When to ask it among what may be asked: the lower first, whatever the channel. Below zero: it brings
    titles, and is asked before a page of middling score is read."""


@dataclass(frozen=True, slots=True)
class Response:
    """The bytes that answered a request, decoded of transfer and content encodings."""

    url: str
    """The last URL, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    ms: int = 0
    cached: bool = False
    redirects: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the last GET, as sent, but for secrets; () where none was sent."""
    ip: str | None = None
    """The address that answered; None where a proxy stood between."""

    def header(self, name: str) -> str | None:
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that was settled: what came of it, and the answer where there was one."""

    outcome: Outcome
    response: Response | None = None
    detail: str = ""
    retry_at: datetime | None = None
    status: int | None = None
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Deferral:
    """A request that was not sent: its budget has no room before `ready_at`."""

    ready_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days a report may have been published on, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Query:
    """What a channel is asked: an outlet and its days, and what the report should be about."""

    outlet: Outlet
    window: Window | None
    """None: the reference has no date."""
    hosts: tuple[str, ...]
    """The outlet's hosts in those days, likeliest first."""
    terms: tuple[str, ...] = ()
    """Names, figures and rare words of the claim, likeliest first; () for a confidential document
    in channels that would send them out."""
    url: str | None = None
    title: str | None = None
    language: str | None = None
    foreign: str | None = None
    """The language of the likeliest host, where it is another than the document's."""
    foreign_terms: tuple[str, ...] = ()
    """The names and figures among the terms as that language writes them; () where that is not known."""
    today: date | None = None
    """The day of asking: what lists only the latest need not be asked about earlier days. None: unknown."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL that may be the report, not yet read."""

    url: str
    """The page's own URL, its identity."""
    channel: str
    locator: str | None = None
    """Where to get the bytes if not at `url`: an archive's replay URL, `library:…`."""
    title: str | None = None
    published: date | None = None
    archived_at: datetime | None = None
    language: str | None = None
    score: float = 0.0
    """How likely it is the cited report, 0..1, judged without reading it by all that is known of it."""
    match: float = 0.0
    """How well its channel, which knows some of the page's text, finds it to match, 0..1."""
    modified: date | None = None
    """When the outlet's own list says that the page was last changed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a channel read from one response."""

    candidates: tuple[Candidate, ...] = ()
    follow_ups: tuple[Request, ...] = ()
    covers: bool = True
    """Whether the answer shows what the outlet published in those days. An empty answer that covers
    is evidence of absence; one that does not is only silence (an empty library, a site without
    sitemaps)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one fetched page, kept by hash, with where and when they are from."""

    sha256: str
    url: str
    """The page's own URL (never a replay URL)."""
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str
    size: int
    fetched_at: datetime
    archived_url: str | None = None
    archived_at: datetime | None = None
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the GET that brought it (from the archive, where it is a copy); () where none did."""
    ip: str | None = None
    """The address that answered it; None where that is not known."""
    ms: int = 0
    """From asking to the last byte, redirects included; 0 where nothing was asked."""


# ── reading ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DateSignal:
    """One sign of when a page was published: "json-ld", "meta", "time", "url", "dateline", "sitemap"…"""

    day: date
    origin: str
    text: str = ""


class Unreadable(StrEnum):
    """Why a page that was fetched is not a report."""

    PAYWALL = "paywall"
    LOGIN = "login"
    CONSENT = "consent"
    BOT_WALL = "bot_wall"
    SCRIPT_ONLY = "script_only"
    SOFT_404 = "soft_404"
    ERROR_PAGE = "error_page"
    LISTING = "listing"
    """An index or front page, not one report."""
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    TOO_COMPLEX = "too_complex"
    """Reading it took more time or memory than it may, or killed its reader."""

    @property
    def hides_report(self) -> bool:
        """Whether the report may well stand behind the page: then it is unread, not absent."""
        return self not in (Unreadable.SOFT_404, Unreadable.LISTING)


@dataclass(frozen=True, slots=True)
class Report:
    """What was read from a capture. With `teaser` true, `text` is only the part before a pay wall."""

    sha256: str
    url: str
    text: str
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    signals: tuple[DateSignal, ...] = ()
    language: str | None = None
    site: str | None = None
    credits: tuple[str, ...] = ()
    """Agencies the text credits: "(Xinhua)", "Source: TASS", an "AP" byline."""
    archived_url: str | None = None
    retrieved_at: datetime | None = None
    teaser: bool = False


# ── matching ──────────────────────────────────────────────────────────────────────────────────────


class OutletCheck(StrEnum):
    MATCH = "match"
    SYNDICATED = "syndicated"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class DateCheck(StrEnum):
    EXACT = "exact"
    NEAR = "near"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class ClaimCheck(StrEnum):
    SUPPORTED = "supported"
    PARTIAL = "partial"
    SILENT = "silent"
    CONTRADICTED = "contradicted"
    NOT_JUDGED = "not_judged"


class QuotationStatus(StrEnum):
    EXACT = "exact"
    ALTERED = "altered"
    ABSENT = "absent"


class FigureStatus(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    ABSENT = "absent"


class Bearing(StrEnum):
    """How a passage bears on the claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the report, at offsets into its text."""

    text: str
    start: int
    end: int
    score: float
    relation: Bearing = Bearing.RELATED


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    text: str
    status: QuotationStatus
    found: str | None = None
    """The nearest words of the report, where the quotation is altered."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class FigureCheck:
    claim: str
    report: str | None
    status: FigureStatus
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One checkable part of a claim (a clause, a conjunct), and whether the report carries it."""

    text: str
    claim: ClaimCheck
    support: float
    contradiction: float = 0.0
    missing: tuple[str, ...] = ()
    """The names, figures and rare words of the part that the report does not carry."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A claim against one text. `support` and `contradiction` are probabilities."""

    label: ClaimCheck
    support: float
    contradiction: float
    relatedness: float
    """How much the text is about the claim's matter at all, 0..1."""
    passages: tuple[Passage, ...] = ()
    parts: tuple[PartCheck, ...] = ()
    quotations: tuple[QuotationCheck, ...] = ()
    figures: tuple[FigureCheck, ...] = ()
    opposed: tuple[str, ...] = ()
    """What the text opposes, in words: 'the report says "three", not "five"'."""
    across: str = ""
    """The report's language, where it is not the claim's."""
    judge: str = ""
    """The language model that was asked about it, where one was."""
    judge_failed: str = ""
    """Why one that was to be asked gave no answer, for a part of the claim at least."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What comparing one reference with one report gave."""

    sha256: str
    url: str
    outlet: OutletCheck
    date: DateCheck
    assessment: Assessment
    days_off: int | None = None
    """Published this many days after (+) or before (−) the cited day; None where unknown."""
    named: bool = False
    """The reference names this very page (by URL or by title), or a person handed it in: it is the cited report,
    come what may."""


@dataclass(frozen=True, slots=True)
class Support:
    """A support model's view of one (part, passage) pair; the two sum to at most 1."""

    supports: float
    contradicts: float
    judge: str = ""
    """The language model that was asked, where one was."""
    judge_failed: str = ""
    """Why one that was to be asked gave no answer, and the shipped model's stands."""


# ── judgement ─────────────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    VERIFIED = "verified"
    PARTIALLY_VERIFIED = "partially_verified"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    DATE_MISMATCH = "date_mismatch"
    NOT_FOUND = "not_found"
    UNREACHABLE = "unreachable"
    UNRESOLVED_SOURCE = "unresolved_source"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its words' ingredients; the wording is in `config/reasons.toml`."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a reference. `report_sha256` names the report it rests on."""

    verdict: Verdict
    confidence: float
    reasons: tuple[Reason, ...] = ()
    report_sha256: str | None = None
    policy_version: str = ""


# ── the dossier: what happened to one reference, in order ─────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Resolved:
    at: datetime
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Asked:
    """A channel was asked one thing. `candidates` are scored; `request.url` may be "" where the
    channel has nothing to ask (then `note` says why, and `covers` is false)."""

    at: datetime
    channel: str
    request: Request
    outcome: Outcome
    about: str = ""
    """The candidate's URL, when an archive is asked for copies of it."""
    candidates: tuple[Candidate, ...] = ()
    follow_ups: tuple[Request, ...] = ()
    covers: bool = False
    status: int | None = None
    ms: int = 0
    retry_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Glanced:
    """A page was fetched only for the titles of the pages it links to: `candidates`, as they stand now."""

    at: datetime
    candidate: Candidate
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    status: int | None = None
    ms: int = 0
    note: str = ""


class LeftOutFor(StrEnum):
    """Why a channel is not asked."""

    CONFIDENTIAL = "confidential"
    """It would be sent words of a document that is nobody's business."""
    NOT_CHOSEN = "not_chosen"
    """The submitter named the channels to ask, and this one is not among them."""
    DAY_KNOWN = "day_known"
    """It knows a sample of what the outlet published in those days, and the outlet's own list of them was read."""
    LIMIT = "limit"
    """The requests that one reference may cost are used up."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Channels that are not asked, or not asked to the end, and why."""

    at: datetime
    why: LeftOutFor
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    at: datetime
    candidate: Candidate
    outcome: Outcome
    capture: Capture | None = None
    status: int | None = None
    ms: int = 0
    retry_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A capture was read: into a report, or it is none and `unreadable` says why."""

    at: datetime
    sha256: str
    report: Report | None = None
    unreadable: Unreadable | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    at: datetime
    finding: Finding


@dataclass(frozen=True, slots=True)
class Judged:
    at: datetime
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Supplied:
    """A person said: here is the report. A file that was handed in already has its capture."""

    at: datetime
    candidate: Candidate
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """Look again: what failed or found nothing before this entry no longer counts."""

    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A step of ours raised or kept dying; the same step is not tried again before a reopening."""

    at: datetime
    step: str
    subject: str
    error: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A person's decision. It overrides the shown verdict and never erases the machine's."""

    at: datetime
    verdict: Verdict
    note: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class ReviewWithdrawn:
    at: datetime
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The Wayback Machine was asked to keep a live page, or how far it is with it."""

    at: datetime
    url: str
    outcome: Outcome
    status: str
    """As the archive says: "pending", "success", "error:…"."""
    job: str = ""
    archived_url: str | None = None
    note: str = ""


Entry = (
    Resolved
    | Asked
    | Glanced
    | LeftOut
    | Fetched
    | Read
    | Matched
    | Judged
    | Supplied
    | Reopened
    | Broken
    | Reviewed
    | ReviewWithdrawn
    | Saved
)


# ── jobs, and what is shown of them ───────────────────────────────────────────────────────────────


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        return self in (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED)


class ReferenceStatus(StrEnum):
    QUEUED = "queued"
    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CorrectedReference:
    """What a person says that a reference means; None: what was read stands."""

    number: int
    """Which of the citation's references, from 0."""
    outlet: str | None = None
    """Its id in the registry."""
    start: date | None = None
    end: date | None = None
    """The days cited, both included; both or neither."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person corrects of the citation at `text[start:end]` before it is looked for."""

    start: int
    end: int
    removed: bool = False
    """It is no citation."""
    claim: Span | None = None
    references: tuple[CorrectedReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said about the document; it wins over all that the document says of itself."""

    title: str | None = None
    publication: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    corrections: tuple[Correction, ...] = ()
    """Of the citations found in it."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as kept; `document` is None until a submitted URL was fetched."""

    id: str
    sha256: str
    submitted_at: datetime
    document: Document | None
    confidential: bool = False
    channels: tuple[str, ...] = ()
    """The only channels that may be asked; () means all that are enabled."""
    url: str | None = None
    given: Given = Given()
    """Kept for when a submitted URL has been fetched."""
    workspace: str = DEFAULT_WORKSPACE
    callback_url: str | None = None
    """Where the end of each of its jobs is posted to."""
    callback_secret: str | None = field(default=None, repr=False)
    """What those posts are signed with, where the settings have no secret for all."""
    recheck_days: int | None = None
    """It is verified again every so many days."""
    kept: bool = False
    """The bytes that were submitted are kept as evidence, so that they can be handed back."""


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    document_id: str
    status: JobStatus
    stage: str
    """fetching, extracting, verifying, finished"""
    references: int
    done: int
    by_verdict: Mapping[str, int]
    submitted_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: str | None = None
    last_event: int = 0
    """The number of its newest event: it has changed when this has."""
    previous_id: str | None = None
    """The job before it on the same document, which this one looks at again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents handed in together: each one's name, and its job. What was erased since is not among them."""

    id: str
    submitted_at: datetime
    jobs: tuple[tuple[str, Job], ...]


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to post a delivery."""

    at: datetime
    outcome: Outcome
    status: int | None = None
    ms: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The end of a job, on its way to the address that its document asked for.

    `id` is the same on every attempt: a receiver that has seen it has seen it all.
    """

    id: str
    job: Job
    """As it was when it ended."""
    url: str
    at: datetime
    status: DeliveryStatus = DeliveryStatus.PENDING
    due_at: datetime | None = None
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One line of a job's progress, numbered from 1."""

    number: int
    job_id: str
    at: datetime
    kind: str
    """job (its status or stage changed) or reference (one moved on)"""
    data: Mapping[str, str | int | float | None]
