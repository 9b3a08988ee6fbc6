"""A verification made by hand: references in every state, and text that would like to be markup."""

from __future__ import annotations

from datetime import date, timedelta

from tests.build import NOON, XINHUA
from verifier.dossier import CitationView, Dossier, ReferenceView, Verification
from verifier.records import (
    Asked,
    Assessment,
    Bearing,
    Candidate,
    Capture,
    Citation,
    CitedDate,
    Claim,
    ClaimCheck,
    DateCheck,
    DateSignal,
    Document,
    Entry,
    Fetched,
    FigureCheck,
    FigureStatus,
    Finding,
    Job,
    JobStatus,
    Judged,
    Judgement,
    Matched,
    Outcome,
    OutletCheck,
    Passage,
    Quotation,
    QuotationCheck,
    QuotationStatus,
    Read,
    Reason,
    Reference,
    ReferenceStatus,
    Report,
    Request,
    Resolution,
    Resolved,
    ResolvedBy,
    Reviewed,
    StoredDocument,
    Undated,
    Verdict,
)

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
URL = "http://xinhuanet.com/a?x=1&y=<b>"
TEXT = (
    f"A title {EVIL}\n\n"
    "The ministry said that “five banks” were named & 7 < 8 (Xinhua, September 24, 2014)."
    " ‮Reversed‬ 𝔸𝔹 text stands here (TASS, March 3; Interfax, March 4).\n\n"
    "=1+1 A formula begins this (Kommersant, February 30).\n"
)
_DAY = date(2014, 9, 24)


def _citation(marker: str, claim: str, *references: Reference) -> Citation:
    start, claim_at = TEXT.index(marker), TEXT.index(claim)
    quoted = TEXT.find("five banks", claim_at, claim_at + len(claim))
    quotations = (Quotation(quoted, quoted + 10, "five banks"),) if quoted >= 0 else ()
    return Citation(
        start, start + len(marker), marker, Claim(claim_at, claim_at + len(claim), claim, claim, quotations), references
    )


def _day(text: str, day: date, *, inferred: bool = False) -> CitedDate:
    return CitedDate(text, day, day, year_inferred=inferred)


CITATIONS = (
    _citation(
        "(Xinhua, September 24, 2014)",
        "The ministry said that “five banks” were named & 7 < 8",
        Reference("Xinhua", _day("September 24, 2014", _DAY)),
    ),
    _citation(
        "(TASS, March 3; Interfax, March 4)",
        "‮Reversed‬ 𝔸𝔹 text stands here",
        Reference("TASS", _day("March 3", date(2014, 3, 3), inferred=True)),
        Reference("Interfax", _day("March 4", date(2014, 3, 4), inferred=True)),
    ),
    _citation(
        "(Kommersant, February 30)",
        "=1+1 A formula begins this",
        Reference("Kommersant", undated=Undated.IMPOSSIBLE, written_date="February 30"),
    ),
)

CAPTURE = Capture("a" * 64, URL, URL, 200, (), "text/html", 1000, NOON)
REPORT = Report(
    "a" * 64,
    URL,
    "Five banks were named. " + EVIL,
    title=EVIL,
    byline="By A. Reporter",
    published=_DAY,
    signals=(DateSignal(_DAY, "json-ld", "2014-09-24"),),
    language="en",
    retrieved_at=NOON,
)
ASSESSMENT = Assessment(
    ClaimCheck.SUPPORTED,
    0.95,
    0.0,
    0.9,
    (Passage("Five banks were named.", 0, 22, 0.93, Bearing.SUPPORTS), Passage(EVIL, 23, 23 + len(EVIL), 0.4)),
    quotations=(QuotationCheck("five banks", QuotationStatus.ALTERED, "Five banks", 0, 10),),
    figures=(FigureCheck("five", "Five", FigureStatus.MATCH),),
)
FOUND: tuple[Entry, ...] = (
    Resolved(NOON, Resolution(XINHUA, ResolvedBy.ALIAS, "Xinhua")),
    Asked(
        NOON,
        "wayback",
        Request("https://web.archive.org/cdx?url=xinhuanet.com"),
        Outcome.OK,
        candidates=(
            Candidate(URL, "wayback", published=_DAY, score=0.41, title=EVIL),
            Candidate("javascript:alert(3)", "wayback", score=0.1),
        ),
        covers=True,
        status=200,
        ms=212,
    ),
    Fetched(NOON, Candidate(URL, "wayback", score=0.41), Outcome.OK, CAPTURE, 200, 90),
    Read(NOON, "a" * 64, REPORT),
    Matched(NOON, Finding("a" * 64, URL, OutletCheck.MATCH, DateCheck.EXACT, ASSESSMENT, 0)),
    Judged(
        NOON,
        Judgement(
            Verdict.VERIFIED,
            0.97,
            (
                Reason("outlet_match", {"outlet": "Xinhua News Agency"}),
                Reason("date_exact", {"published": "2014-09-24"}),
            ),
            "a" * 64,
        ),
    ),
)
MISSING: tuple[Entry, ...] = (
    Resolved(NOON, Resolution(None, ResolvedBy.UNKNOWN, "")),
    Judged(NOON, Judgement(Verdict.UNRESOLVED_SOURCE, 0.9, (Reason("source_unknown", {"source": EVIL}),))),
)
REVIEWED: tuple[Entry, ...] = (
    *MISSING,
    Reviewed(NOON, Verdict.CONTRADICTED, '=HYPERLINK("http://evil.example")', "@reviewer"),
)
DEFAULT = (
    (FOUND, ReferenceStatus.DONE),
    (REVIEWED, ReferenceStatus.DONE),
    ((), ReferenceStatus.WAITING),
    (MISSING, ReferenceStatus.DONE),
)


def verification(
    states: tuple[tuple[tuple[Entry, ...], ReferenceStatus], ...] = DEFAULT,
    *,
    status: JobStatus = JobStatus.RUNNING,
    error: str | None = None,
) -> Verification:
    document = Document(
        TEXT, title=f"A title {EVIL}", publication="The Review", published=date(2014, 10, 1), language="en"
    )
    left = iter(states)
    number = 0
    cited = []
    for position, citation in enumerate(CITATIONS, 1):
        views = []
        for reference in citation.references:
            number += 1
            entries, state = next(left)
            dossier = Dossier(f"j1-r{number}", "j1", reference, citation.claim, entries=entries)
            due = NOON + timedelta(minutes=5) if state is ReferenceStatus.WAITING else None
            views.append(ReferenceView(dossier.id, f"j1-c{position}", state, due, dossier))
        cited.append(CitationView(f"j1-c{position}", citation, tuple(views)))
    counts = {"verified": 1, "contradicted": 1, "unresolved_source": 1}
    job = Job("j1", "d1", status, "verifying", number, 3, counts, NOON, NOON, None, error)
    return Verification(job, StoredDocument("d1", "f" * 64, NOON, document), tuple(cited))


def empty(status: JobStatus, *, read: bool = True, error: str | None = None) -> Verification:
    """No citations: none found, or not looked for yet."""
    document = Document("Nothing is cited.") if read else None
    job = Job("j1", "d1", status, "finished", 0, 0, {}, NOON, NOON, NOON, error)
    return Verification(job, StoredDocument("d1", "f" * 64, NOON, document, url="https://example.org/draft"), ())
