"""How sure a verdict is, 0..1: how likely a careful human checker is to give the same.

A plain mapping from what was measured, to be replaced by one fitted on held-out cases. Its order is what
matters now: more support, an exact day, the outlet's own site, quotations or figures found raise it;
anything that could not be looked at lowers it.
"""

from __future__ import annotations

from verifier.policy import Policy
from verifier.records import (
    Assessment,
    DateCheck,
    FigureStatus,
    Finding,
    OutletCheck,
    QuotationStatus,
    Verdict,
)

_WITHOUT_HARD_EVIDENCE = 0.96
"""The most without a quotation or a figure found word for word: the brakes on `verified`."""


def confidence(verdict: Verdict, finding: Finding, policy: Policy, *, disturbed: bool = False) -> float:
    """`disturbed`: something that might have been a better report could not be looked at."""
    sure = _BY_VERDICT[verdict](finding, policy)
    if disturbed and verdict is not Verdict.VERIFIED:
        sure *= 0.85
    most = 0.99 if _hard_evidence(finding.assessment) else _WITHOUT_HARD_EVIDENCE
    return round(max(0.05, min(sure, most)), 3)


def _hard_evidence(assessment: Assessment) -> bool:
    return any(check.status is QuotationStatus.EXACT for check in assessment.quotations) or any(
        check.status is FigureStatus.MATCH for check in assessment.figures
    )


def _identity(finding: Finding) -> float:
    """How surely this is the cited report, 0..1."""
    by_date = {DateCheck.EXACT: 0.3, DateCheck.NEAR: 0.22, DateCheck.UNKNOWN: 0.05, DateCheck.MISMATCH: 0.0}
    by_outlet = {
        OutletCheck.MATCH: 0.2,
        OutletCheck.SYNDICATED: 0.12,
        OutletCheck.UNKNOWN: 0.05,
        OutletCheck.MISMATCH: 0.0,
    }
    named = 0.3 if finding.named else 0.0
    return min(1.0, by_date[finding.date] + by_outlet[finding.outlet] + named + 0.5 * finding.assessment.relatedness)


def _verified(finding: Finding, policy: Policy) -> float:
    above = (finding.assessment.support - policy.matching.supported) / (1.0 - policy.matching.supported)
    return 0.6 + 0.22 * above + 0.17 * _identity(finding)


def _partially(finding: Finding, _: Policy) -> float:
    return 0.35 + 0.35 * _identity(finding)


def _unsupported(finding: Finding, policy: Policy) -> float:
    return (0.3 + 0.45 * _identity(finding)) * (1.0 - 0.4 * finding.assessment.support / policy.matching.supported)


def _contradicted(finding: Finding, _: Policy) -> float:
    return 0.2 + 0.35 * finding.assessment.contradiction + 0.4 * _identity(finding)


def _date_mismatch(finding: Finding, _: Policy) -> float:
    return 0.45 + 0.4 * finding.assessment.support


def _unreachable(finding: Finding, _: Policy) -> float:
    return 0.4 + 0.4 * _identity(finding)


_BY_VERDICT = {
    Verdict.VERIFIED: _verified,
    Verdict.PARTIALLY_VERIFIED: _partially,
    Verdict.UNSUPPORTED: _unsupported,
    Verdict.CONTRADICTED: _contradicted,
    Verdict.DATE_MISMATCH: _date_mismatch,
    Verdict.UNREACHABLE: _unreachable,
}
