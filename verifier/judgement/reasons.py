"""Why a finding leads to its verdict, as codes with their ingredients: who, when, what, what is missing.

The sentences are in `config/reasons.toml`, one for each code; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.dossier import Dossier
from verifier.judgement import absence, copies
from verifier.policy import Policy
from verifier.records import (
    Assessment,
    ClaimCheck,
    DateCheck,
    FigureStatus,
    Finding,
    OutletCheck,
    QuotationStatus,
    Reason,
    Report,
    Verdict,
)

_LONGEST_QUOTED = 160
"""Characters of a part or quotation that a reason repeats."""


def of_finding(
    verdict: Verdict, finding: Finding, report: Report, dossier: Dossier, policy: Policy
) -> tuple[Reason, ...]:
    """What decided comes first: for `verified` outlet, date and support; for the rest what went wrong."""
    who = [_outlet(finding, report, dossier), _date(finding, report, dossier)]
    if finding.sha256 in dossier.vouched_for:
        who.insert(0, Reason("handed_in", {"url": report.url}))
    elif finding.named:
        who.insert(0, Reason("named_by_reference", {"url": report.url}))
    what = list(_claim(finding.assessment, report))
    what += _judge(finding.assessment)
    if report.teaser:
        what.insert(0, Reason("teaser_only" if verdict is Verdict.UNREACHABLE else "teaser_enough"))
    if verdict is Verdict.DATE_MISMATCH:
        who = [who[-1], *who[:-1]]
    leads_with_claim = verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.UNREACHABLE)
    ordered = [*what, *who] if leads_with_claim else [*who, *what]
    ordered += copies.reasons(report, dossier, policy)
    if verdict is not Verdict.VERIFIED:
        ordered += [*absence.hidden_pages(dossier, policy), *absence.failed_channels(dossier)]
    return tuple(ordered)


def abstained(sure: float, policy: Policy) -> Reason:
    """The user asked for more than so much confidence before anything is called verified."""
    return Reason("abstained", {"confidence": f"{sure:.2f}", "least": f"{policy.judgement.least_confidence:.2f}"})


def _outlet(finding: Finding, report: Report, dossier: Dossier) -> Reason:
    outlet = dossier.resolution.outlet if dossier.resolution else None
    params = {"outlet": outlet.name if outlet else dossier.reference.source, "url": report.url}
    codes = {
        OutletCheck.MATCH: "outlet_match",
        OutletCheck.SYNDICATED: "outlet_syndicated",
        OutletCheck.MISMATCH: "outlet_mismatch",
        OutletCheck.UNKNOWN: "outlet_unknown",
    }
    return Reason(codes[finding.outlet], params)


def _date(finding: Finding, report: Report, dossier: Dossier) -> Reason:
    cited = dossier.reference.date
    published = report.published.isoformat() if report.published else ""
    if cited is None:
        if finding.date is DateCheck.MISMATCH:
            return Reason("date_after_document", {"published": published})
        return Reason("date_not_cited", {"published": published or "an unknown day"})
    if finding.date is DateCheck.UNKNOWN:
        return Reason("date_unknown", {"cited": cited.text})
    params = {"published": published, "cited": cited.text, "days": str(abs(finding.days_off or 0))}
    if finding.date is DateCheck.EXACT:
        return Reason("date_exact", params)
    params["direction"] = "after" if (finding.days_off or 0) > 0 else "before"
    return Reason("date_near" if finding.date is DateCheck.NEAR else "date_mismatch", params)


def _claim(assessment: Assessment, report: Report) -> Iterator[Reason]:
    if assessment.label is ClaimCheck.NOT_JUDGED:
        yield Reason("language_not_compared", {"language": _language(assessment.across or report.language)})
        return
    if assessment.label is ClaimCheck.SUPPORTED:
        yield Reason("claim_supported")
    yield from _opposed(assessment)
    if assessment.label is ClaimCheck.SILENT:
        yield Reason("claim_silent")
    if assessment.label is ClaimCheck.PARTIAL:
        yield Reason("claim_partial")
    for part in assessment.parts:
        if part.claim in (ClaimCheck.SILENT, ClaimCheck.PARTIAL) and assessment.label is ClaimCheck.PARTIAL:
            code = "part_missing" if part.missing else "part_open"
            yield Reason(code, {"part": _short(part.text), "missing": ", ".join(part.missing)})
    for quotation in assessment.quotations:
        if quotation.status is QuotationStatus.ABSENT:
            code = "quotation_translated" if assessment.across else "quotation_absent"
            yield Reason(code, {"quotation": _short(quotation.text)})
    for figure in assessment.figures:
        if figure.status is FigureStatus.ABSENT:
            yield Reason("figure_absent", {"claim": figure.claim})
        elif figure.status is FigureStatus.MATCH and figure.note:
            yield Reason("figure_rounded", {"claim": figure.claim, "note": figure.note})
    if assessment.across:
        yield Reason("language_judged", {"language": _language(assessment.across)})


def _judge(assessment: Assessment) -> Iterator[Reason]:
    if assessment.judge:
        yield Reason("judge_asked", {"model": assessment.judge})
    if assessment.judge_failed:
        yield Reason("judge_failed", {"why": assessment.judge_failed})


def _opposed(assessment: Assessment) -> Iterator[Reason]:
    for quotation in assessment.quotations:
        if quotation.status is QuotationStatus.ALTERED:
            params = {"quotation": _short(quotation.text), "found": _short(quotation.found or "")}
            yield Reason("quotation_altered", params)
    for figure in assessment.figures:
        if figure.status is FigureStatus.MISMATCH:
            yield Reason("figure_opposed", {"claim": figure.claim, "report": figure.report or ""})
    told = {figure.report for figure in assessment.figures} | {check.found for check in assessment.quotations}
    for text in assessment.opposed:
        if not any(words and f'"{words}"' in text for words in told):
            yield Reason("claim_opposed", {"what": text})


_LANGUAGES = {
    "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese", "ko": "Korean", "pl": "Polish",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def _language(code: str | None) -> str:
    """In English; as its code where it has no name here."""
    return _LANGUAGES.get((code or "").partition("-")[0], code or "another language")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1].rstrip() + "…"
