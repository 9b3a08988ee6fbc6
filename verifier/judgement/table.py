"""The table from findings to a verdict. Read `_TABLE` first: it is the contract's section 2, row by row.

A finding counts when it is about the cited report: of the outlet (its site, or a copy that credits it) and
of the cited day, or named by the reference. Of those that count, the one that best supports the claim is
the cited one. Where none counts, `absence` tells "not found" from "could not look".

Decided where the contract leaves room, always for the weaker verdict:

- Support in a report whose day is unknown, or for a reference without a day, is at most partial; except
  that a reference which names the page by address and writes no day has none to disagree with.
- A page that the reference names, on a site that is not the outlet's and credits nobody, is at most partial.
- A partly supporting or opposing report of another day is another report, unless the reference names it.
- A report in another language is verified only where all of the claim was found told in it, with no quotation.
  Where that could not be judged, it is partial if nearly all names and figures agree, otherwise it was found and
  could not be compared, which is unreachable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from verifier.dossier import Dossier
from verifier.judgement import absence, copies, reasons
from verifier.judgement.confidence import confidence
from verifier.policy import Policy
from verifier.records import (
    Assessment,
    Bearing,
    ClaimCheck,
    DateCheck,
    FigureStatus,
    Finding,
    Judgement,
    OutletCheck,
    QuotationStatus,
    Reference,
    Report,
    Undated,
    Verdict,
)


def judge(dossier: Dossier, policy: Policy) -> Judgement:
    """The verdict on the reference as far as the dossier goes, with its reasons, most important first."""
    case = _cited(dossier, policy)
    if case is None:
        judgement = absence.judge(dossier, policy)
        return replace(judgement, reasons=(*judgement.reasons, *copies.disputes(dossier, policy)))
    verdict = case.verdict
    sure = confidence(verdict, case.finding, policy, disturbed=absence.disturbed(dossier, policy))
    why = reasons.of_finding(verdict, case.finding, case.report, dossier, policy)
    if verdict is Verdict.VERIFIED and sure < policy.judgement.least_confidence:
        verdict, why = Verdict.PARTIALLY_VERIFIED, (reasons.abstained(sure, policy), *why)
    return Judgement(
        verdict=verdict,
        confidence=sure,
        reasons=why,
        report_sha256=case.finding.sha256,
        policy_version=policy.version,
    )


def confident(finding: Finding, policy: Policy) -> bool:
    """Whether no other report could change the verdict for the better: the search may end."""
    return (
        finding.outlet is OutletCheck.MATCH
        and finding.date in _AGREES
        and finding.assessment.support >= policy.judgement.confident
        and _bears_out(finding.assessment, policy)
    )


@dataclass(frozen=True)
class _Case:
    """A finding with what the table needs to know of it."""

    finding: Finding
    report: Report
    reference: Reference
    policy: Policy

    @property
    def label(self) -> ClaimCheck:
        """The finding's label, unless its own checks speak against it."""
        label = self.finding.assessment.label
        if label in (ClaimCheck.SUPPORTED, ClaimCheck.PARTIAL) and _is_opposed(self.finding.assessment):
            return ClaimCheck.CONTRADICTED
        if label is ClaimCheck.SUPPORTED and not _bears_out(self.finding.assessment, self.policy):
            return ClaimCheck.PARTIAL
        return label

    @property
    def verdict(self) -> Verdict:
        verdict = _row(self)
        assert verdict is not None
        return verdict

    @property
    def of_outlet(self) -> bool:
        return self.finding.outlet in (OutletCheck.MATCH, OutletCheck.SYNDICATED)

    @property
    def related(self) -> bool:
        return self.finding.named or self.finding.assessment.relatedness >= self.policy.matching.related

    @property
    def same_event(self) -> bool:
        return self.finding.named or self.finding.assessment.relatedness >= self.policy.judgement.same_event

    @property
    def no_day_to_disagree(self) -> bool:
        """The reference gives the page's address and writes no day at all."""
        undated = self.reference.date is None and self.reference.undated in (None, Undated.NOT_WRITTEN)
        return undated and self.finding.named and bool(self.reference.url)


_AGREES = (DateCheck.EXACT, DateCheck.NEAR)
_Test = Callable[[_Case], bool]


def _always(_: _Case) -> bool:
    return True


def _named(case: _Case) -> bool:
    return case.finding.named


# (claim, date, only if) → verdict. The first row that fits decides; no row: the finding does not count.
_TABLE: tuple[tuple[ClaimCheck, tuple[DateCheck, ...], _Test, Verdict], ...] = (
    # The cited outlet's report was found, its date agrees, and it supports the claim.
    (ClaimCheck.SUPPORTED, _AGREES, lambda case: case.of_outlet, Verdict.VERIFIED),
    (
        ClaimCheck.SUPPORTED,
        (DateCheck.UNKNOWN,),
        lambda case: case.of_outlet and case.no_day_to_disagree,
        Verdict.VERIFIED,
    ),
    # …but something of who and when stays open.
    (ClaimCheck.SUPPORTED, (*_AGREES, DateCheck.UNKNOWN), _always, Verdict.PARTIALLY_VERIFIED),
    # The outlet's supporting report was published outside the cited days.
    (ClaimCheck.SUPPORTED, (DateCheck.MISMATCH,), _always, Verdict.DATE_MISMATCH),
    # A teaser that does not carry the whole claim leaves the rest unread.
    (ClaimCheck.PARTIAL, tuple(DateCheck), lambda case: case.report.teaser and case.related, Verdict.UNREACHABLE),
    (ClaimCheck.CONTRADICTED, tuple(DateCheck), lambda case: case.report.teaser and case.related, Verdict.UNREACHABLE),
    (ClaimCheck.SILENT, tuple(DateCheck), lambda case: case.report.teaser and case.related, Verdict.UNREACHABLE),
    # It supports a part of the claim.
    (ClaimCheck.PARTIAL, (*_AGREES, DateCheck.UNKNOWN), lambda case: case.related, Verdict.PARTIALLY_VERIFIED),
    (ClaimCheck.PARTIAL, (DateCheck.MISMATCH,), _named, Verdict.DATE_MISMATCH),
    # It says the opposite, or gives another figure, name or date for the same thing.
    (ClaimCheck.CONTRADICTED, _AGREES, lambda case: case.related, Verdict.CONTRADICTED),
    (ClaimCheck.CONTRADICTED, (DateCheck.UNKNOWN,), lambda case: case.same_event, Verdict.CONTRADICTED),
    (ClaimCheck.CONTRADICTED, (DateCheck.MISMATCH,), _named, Verdict.CONTRADICTED),
    # It is the cited report, and does not say this.
    (ClaimCheck.SILENT, _AGREES, lambda case: case.same_event, Verdict.UNSUPPORTED),
    (ClaimCheck.SILENT, (DateCheck.UNKNOWN, DateCheck.MISMATCH), _named, Verdict.UNSUPPORTED),
    # It is in another language, and what it says could not be told.
    (
        ClaimCheck.NOT_JUDGED,
        _AGREES,
        lambda case: case.finding.assessment.relatedness >= case.policy.judgement.foreign_agreement,
        Verdict.PARTIALLY_VERIFIED,
    ),
    (ClaimCheck.NOT_JUDGED, _AGREES, _always, Verdict.UNREACHABLE),
    (ClaimCheck.NOT_JUDGED, (DateCheck.UNKNOWN, DateCheck.MISMATCH), _named, Verdict.UNREACHABLE),
)


def _row(case: _Case) -> Verdict | None:
    if not case.of_outlet and not case.finding.named:
        return None
    for label, dates, test, verdict in _TABLE:
        if case.label is label and case.finding.date in dates and test(case):
            return verdict
    return None


def _cited(dossier: Dossier, policy: Policy) -> _Case | None:
    """The finding that is the cited report: named before found, then as `_standing` says."""
    counting = []
    for finding in dossier.findings:
        report = dossier.report(finding.sha256)
        if report is not None:
            case = _Case(copies.settled(finding, report, dossier, policy), report, dossier.reference, policy)
            if _row(case) is not None:
                counting.append(case)
    named = [case for case in counting if case.finding.named]
    best = max(named or counting, key=_standing, default=None)
    if best is None:
        return None
    # Told only by its matter, a silent report is not the cited one while a likelier page is unread.
    if best.verdict is Verdict.UNSUPPORTED and not best.finding.named and absence.hidden_pages(dossier, policy):
        return None
    return best


def _standing(case: _Case) -> tuple[float, ...]:
    """The order among reports that count, best last.

    Support first; then an opposing report and one that bears out a part go by how much they are about the
    matter, and the right day before the wrong one unless the right one is hardly about it.
    """
    order = {
        Verdict.VERIFIED: 5.0,
        Verdict.PARTIALLY_VERIFIED: 4.0 if case.same_event else 2.5,
        Verdict.CONTRADICTED: 4.0 if case.same_event else 2.5,
        Verdict.DATE_MISMATCH: 3.0,
        Verdict.UNSUPPORTED: 2.0,
        Verdict.UNREACHABLE: 1.0,
    }
    finding = case.finding
    return (
        order[case.verdict],
        float(finding.assessment.label is not ClaimCheck.NOT_JUDGED),  # compared in full before by names only
        finding.assessment.relatedness if case.verdict is not Verdict.VERIFIED else finding.assessment.support,
        float(finding.outlet is OutletCheck.MATCH),
        float(finding.date is DateCheck.EXACT),
        finding.assessment.support,
    )


def _is_opposed(assessment: Assessment) -> bool:
    """An altered quotation or an opposed figure, even if all else holds."""
    return any(check.status is QuotationStatus.ALTERED for check in assessment.quotations) or any(
        check.status is FigureStatus.MISMATCH for check in assessment.figures
    )


def _bears_out(assessment: Assessment, policy: Policy) -> bool:
    """What `verified` needs whatever the label says: stored words, every quotation exact, no opposed figure."""
    return (
        assessment.label is ClaimCheck.SUPPORTED
        and assessment.support >= policy.judgement.least_support
        and assessment.contradiction < policy.matching.contradicted
        and any(passage.relation is Bearing.SUPPORTS for passage in assessment.passages)
        and all(check.status is QuotationStatus.EXACT for check in assessment.quotations)
        and not _is_opposed(assessment)
    )
