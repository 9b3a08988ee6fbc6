"""The report as JSON, by the names of the contract. The API and `--format json` serve these very objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from verifier.dossier import CitationView, ReferenceView, Verification
from verifier.records import (
    Candidate,
    Citation,
    CitedDate,
    Claim,
    Document,
    Finding,
    Job,
    Judgement,
    Outlet,
    Reference,
    ReferenceStatus,
    Report,
    Resolution,
    Reviewed,
    StoredDocument,
    Verdict,
)
from verifier.reports.trail import day, moment, trail_line
from verifier.reports.wording import Wording

SCHEMA_VERSION = "1"
Json = dict[str, Any]


def report_json(verification: Verification, wording: Wording) -> Json:
    """The whole report, contract §4."""
    citations = [citation_view_json(view, wording) for view in verification.citations]
    return {**head_json(verification), "citations": citations}


def head_json(verification: Verification) -> Json:
    """The report without its citations."""
    job = verification.job
    return {
        "schema_version": SCHEMA_VERSION,
        "job": {
            "id": job.id,
            "status": job.status.value,
            "submitted_at": moment(job.submitted_at),
            "finished_at": moment(job.finished_at),
            "by_verdict": dict(job.by_verdict),
            "error": job.error,
        },
        "document": document_json(verification.document),
    }


def document_json(stored: StoredDocument, *, text: bool = False) -> Json:
    """A document as kept; with its text only where it is asked for."""
    document = stored.document or Document("", url=stored.url)
    return {
        "id": stored.id,
        **_described(document),
        "sha256": stored.sha256,
        "confidential": stored.confidential,
        "channels": list(stored.channels),
        "submitted_at": moment(stored.submitted_at),
        **({"text": document.text} if text else {}),
    }


def _described(document: Document) -> Json:
    return {
        "title": document.title,
        "publication": document.publication,
        "published": day(document.published),
        "published_origin": document.published_origin,
        "language": document.language,
        "url": document.url,
        "media_type": document.media_type,
        "characters": len(document.text),
    }


def job_json(job: Job, links: Mapping[str, str] | None = None) -> Json:
    """A job, contract §3."""
    return {
        "id": job.id,
        "document_id": job.document_id,
        "status": job.status.value,
        "stage": job.stage,
        "progress": {"references": job.references, "done": job.done, "by_verdict": dict(job.by_verdict)},
        "submitted_at": moment(job.submitted_at),
        "started_at": moment(job.started_at),
        "finished_at": moment(job.finished_at),
        "error": job.error,
        "last_event": job.last_event,
        "previous_job_id": job.previous_id,
        "links": dict(links or {}),
    }


def citation_view_json(view: CitationView, wording: Wording) -> Json:
    return {
        **citation_json(view.id, view.citation),
        "references": [reference_json(reference, wording) for reference in view.references],
    }


def citation_json(citation_id: str, citation: Citation) -> Json:
    """A citation as extracted, without its references."""
    return {
        "id": citation_id,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "claim": claim_json(citation.claim),
    }


def extracted_json(
    document: Document, found: Sequence[Citation], resolutions: Iterable[Resolution], sha256: str
) -> Json:
    """`{"document", "citations"}` in the report's shape, references without verdicts.

    `sha256` is of what was submitted. Nothing is kept, so the document has no id.
    """
    outlets = iter(resolutions)
    number = 0
    listed = []
    for position, citation in enumerate(found, 1):
        references = []
        for reference in citation.references:
            number += 1
            references.append({"id": f"r{number}", **cited_json(reference, next(outlets))})
        listed.append({**citation_json(f"c{position}", citation), "references": references})
    return {
        "schema_version": SCHEMA_VERSION,
        "document": {"id": None, **_described(document), "sha256": sha256},
        "citations": listed,
    }


def claim_json(claim: Claim) -> Json:
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "context": claim.context,
        "quotations": [{"start": one.start, "end": one.end, "text": one.text} for one in claim.quotations],
        "corrected": claim.corrected,
    }


def cited_json(reference: Reference, resolution: Resolution | None) -> Json:
    """What was cited, and which outlet that is."""
    outlet = resolution.outlet if resolution else None
    return {
        "source": reference.source,
        "relation": reference.relation.value,
        "title": reference.title,
        "author": reference.author,
        "url": reference.url,
        "date": date_json(reference.date),
        "undated": reference.undated.value if reference.undated else None,
        "written_date": reference.written_date,
        "accessed": date_json(reference.accessed),
        "outlet": {"id": outlet.id, "name": outlet.name, "domain": _domain(outlet)} if outlet else None,
        "resolved_by": resolution.by.value if resolution else None,
        "alternatives": list(resolution.alternatives) if resolution else [],
        "corrected": list(reference.corrected),
    }


def date_json(cited: CitedDate | None) -> Json | None:
    if cited is None:
        return None
    return {
        "text": cited.text,
        "start": day(cited.start),
        "end": day(cited.end),
        "precision": cited.precision.value,
        "year_inferred": cited.year_inferred,
        "origin": cited.origin,
    }


def reference_json(view: ReferenceView, wording: Wording) -> Json:
    """One reference with its verdict, evidence, candidates and trail."""
    dossier = view.dossier
    judgement = _judgement(view)
    review = dossier.review
    report = shown_report(view)
    finding = shown_finding(view)
    return {
        "id": view.id,
        **cited_json(dossier.reference, dossier.resolution),
        "status": view.status.value,
        "due_at": moment(view.due_at) if view.status is ReferenceStatus.WAITING else None,
        "verdict": verdict.value if (verdict := shown_verdict(view)) else None,
        "machine_verdict": judgement.verdict.value if judgement else None,
        "confidence": round(judgement.confidence, 3) if judgement else None,
        "reasons": [wording.sentence(reason) for reason in judgement.reasons] if judgement else [],
        "report": _report_json(report),
        "evidence": _evidence_json(finding),
        "checks": _checks_json(judgement, finding),
        "candidates": [_candidate_json(one, view) for one in dossier.candidates],
        "trail": [trail_line(entry) for entry in dossier.entries],
        "review": _review_json(review),
        "review_history": [_review_json(entry) for entry in dossier.entries if isinstance(entry, Reviewed)],
    }


def _report_json(report: Report | None) -> Json | None:
    if report is None:
        return None
    return {
        "url": report.url,
        "archived_url": report.archived_url,
        "title": report.title,
        "byline": report.byline,
        "site": report.site,
        "published": day(report.published),
        "date_signals": [{"day": day(one.day), "origin": one.origin, "text": one.text} for one in report.signals],
        "language": report.language,
        "retrieved_at": moment(report.retrieved_at),
        "sha256": report.sha256,
        "teaser": report.teaser,
    }


def _evidence_json(finding: Finding | None) -> list[Json]:
    if finding is None:
        return []
    return [
        {
            "text": one.text,
            "start": one.start,
            "end": one.end,
            "score": round(one.score, 3),
            "relation": one.relation.value,
        }
        for one in finding.assessment.passages
    ]


def _checks_json(judgement: Judgement | None, finding: Finding | None) -> Json | None:
    if judgement is None:
        return None
    if finding is None:
        return {
            "outlet": "unknown",
            "date": "unknown",
            "claim": "not_judged",
            "quotations": [],
            "figures": [],
            "parts": [],
        }
    assessment = finding.assessment
    return {
        "outlet": finding.outlet.value,
        "date": finding.date.value,
        "days_off": finding.days_off,
        "claim": assessment.label.value,
        "quotations": [
            {"text": one.text, "status": one.status.value, "found": one.found, "start": one.start, "end": one.end}
            for one in assessment.quotations
        ],
        "figures": [
            {"claim": one.claim, "report": one.report, "status": one.status.value, "note": one.note}
            for one in assessment.figures
        ],
        "parts": [
            {"text": one.text, "claim": one.claim.value, "support": round(one.support, 3), "missing": list(one.missing)}
            for one in assessment.parts
        ],
    }


def _candidate_json(candidate: Candidate, view: ReferenceView) -> Json:
    return {
        "url": candidate.url,
        "channel": candidate.channel,
        "title": candidate.title,
        "published": day(candidate.published),
        "locator": candidate.locator,
        "score": round(candidate.score, 3),
        "outcome": view.outcome_of(candidate),
    }


def _review_json(review: Reviewed | None) -> Json | None:
    if review is None:
        return None
    return {
        "verdict": review.verdict.value,
        "note": review.note,
        "reviewer": review.reviewer,
        "at": moment(review.at),
    }


def shown_verdict(view: ReferenceView) -> Verdict | None:
    """A person's verdict, or else the machine's once the work is done."""
    if view.dossier.review:
        return view.dossier.review.verdict
    judgement = _judgement(view)
    return judgement.verdict if judgement else None


def shown_report(view: ReferenceView) -> Report | None:
    """The report that the machine's verdict rests on."""
    judgement = _judgement(view)
    return view.dossier.report(judgement.report_sha256) if judgement else None


def shown_finding(view: ReferenceView) -> Finding | None:
    """What comparing the reference with that report gave."""
    report = shown_report(view)
    return next((one for one in view.dossier.findings if report and one.sha256 == report.sha256), None)


def _judgement(view: ReferenceView) -> Judgement | None:
    """The machine's, which is none before the work is done."""
    return view.dossier.judgement if view.status is ReferenceStatus.DONE else None


def _domain(outlet: Outlet) -> str | None:
    return outlet.domains[0].host if outlet.domains else None
