"""How sure a verdict is, 0..1: how likely a careful human checker is to give the same.

What the comparison is worth is measured: for each label a logistic curve over what was found, fitted on pairs with
known labels (`training/confidence.py`; the numbers are in `config/policy.toml`, their reliability in
`docs/model-card.md`). No such set has doubts about who published the page and when: those only lower it, by rule.
"""

from __future__ import annotations

from verifier.policy import Policy
from verifier.records import (
    Assessment,
    ClaimCheck,
    DateCheck,
    FigureStatus,
    Finding,
    OutletCheck,
    QuotationStatus,
    Verdict,
)

_LEAST, _MOST = 0.05, 0.99
_DISTURBED = 0.85
"""Something that might have been a better report could not be looked at."""
_ACROSS = 0.85
"""What a judgement across languages is worth beside one in English: it knows words and no sentences."""
_UNREAD = 0.6
"""That a page which could not be read, or not compared, is the cited report all the same."""
_DATES = {DateCheck.EXACT: 1.0, DateCheck.NEAR: 0.97, DateCheck.UNKNOWN: 0.85, DateCheck.MISMATCH: 0.9}
_OUTLETS = {
    OutletCheck.MATCH: 1.0,
    OutletCheck.SYNDICATED: 0.95,
    OutletCheck.UNKNOWN: 0.85,
    OutletCheck.MISMATCH: 0.8,
}


def confidence(verdict: Verdict, finding: Finding, policy: Policy, *, disturbed: bool = False) -> float:
    """`disturbed`: something that might have been a better report could not be looked at."""
    sure = _UNREAD if verdict is Verdict.UNREACHABLE else compared(finding.assessment, policy)
    sure *= _DATES[finding.date] * _OUTLETS[finding.outlet]
    if disturbed and verdict is not Verdict.VERIFIED:
        sure *= _DISTURBED
    if finding.assessment.across:
        sure *= _ACROSS
    return round(max(_LEAST, min(sure, _MOST)), 3)


def compared(assessment: Assessment, policy: Policy) -> float:
    """How likely the label is the one that a careful reader gives to this claim and this text."""
    curves = {
        ClaimCheck.SUPPORTED: policy.confidence.supported,
        ClaimCheck.PARTIAL: policy.confidence.partial,
        ClaimCheck.SILENT: policy.confidence.silent,
        ClaimCheck.CONTRADICTED: policy.confidence.contradicted,
    }
    curve = curves.get(assessment.label)
    return _UNREAD if curve is None else curve.probability(**measured(assessment))


def measured(assessment: Assessment) -> dict[str, float]:
    """What the curves go by, under the names that `policy.Curve` has for it."""
    return {
        "support": assessment.support,
        "weakest": min((part.support for part in assessment.parts), default=0.0),
        "related": assessment.relatedness,
        "contradiction": assessment.contradiction,
        "evidence": float(_hard_evidence(assessment)),
    }


def _hard_evidence(assessment: Assessment) -> bool:
    """A quotation or a figure that is there word for word."""
    return any(check.status is QuotationStatus.EXACT for check in assessment.quotations) or any(
        check.status is FigureStatus.MATCH for check in assessment.figures
    )
