"""The same text at several outlets: which of them may stand for the cited one's report.

A copy elsewhere that credits the cited agency is its report, as long as nothing better is known:

- where the outlet's own page has that text, its page is the report, and a copy that was retouched is not;
- where the same text is credited to others in another place, who wrote it is not known.

A look-alike that credits nobody, or another, stands for nothing: `OutletCheck.MISMATCH` says so already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.dossier import Dossier
from verifier.policy import Policy
from verifier.prose.likeness import likeness
from verifier.records import Finding, OutletCheck, Reason, Report
from verifier.urls import host_of

MOST_NAMED = 3
"""Copies that the reasons name; popular wire reports stand in hundreds of places."""


def settled(finding: Finding, report: Report, dossier: Dossier, policy: Policy) -> Finding:
    """The finding; as of another outlet where it is a copy that may not stand for the cited one's report."""
    if finding.outlet is OutletCheck.SYNDICATED and any(
        _speaks_against(*copy) for copy in _of(report, dossier, policy)
    ):
        return replace(finding, outlet=OutletCheck.MISMATCH)
    return finding


def reasons(report: Report, dossier: Dossier, policy: Policy) -> tuple[Reason, ...]:
    """Where else the text stands."""
    found = [_reason("copied_elsewhere", page) for _, page in _of(report, dossier, policy)]
    return tuple(found[:MOST_NAMED])


def disputes(dossier: Dossier, policy: Policy) -> tuple[Reason, ...]:
    """The copies that credit the outlet and may not stand for it, since others are credited with the same text."""
    found = []
    for finding in dossier.findings:
        report = dossier.report(finding.sha256)
        if report is not None and settled(finding, report, dossier, policy) != finding:
            against = next(page for other, page in _of(report, dossier, policy) if _speaks_against(other, page))
            params = {"url": report.url, "other": against.url, "credits": ", ".join(against.credits)}
            found.append(Reason("credit_disputed", params))
    return tuple(found[:MOST_NAMED])


def _speaks_against(finding: Finding, report: Report) -> bool:
    """Whether a page with the same text takes a copy's standing: the outlet's own, or one credited to others."""
    own = finding.outlet is OutletCheck.MATCH and not report.teaser
    return own or (finding.outlet is OutletCheck.MISMATCH and bool(report.credits))


def _of(report: Report, dossier: Dossier, policy: Policy) -> Iterator[tuple[Finding, Report]]:
    """The other pages of the dossier, on other hosts, that have the report's text."""
    for finding in dossier.findings:
        other = dossier.report(finding.sha256)
        if other is None or host_of(other.url) == host_of(report.url):
            continue
        if likeness(report.text, other.text) >= policy.judgement.same_text:
            yield finding, other


def _reason(code: str, page: Report) -> Reason:
    return Reason(code, {"url": page.url, "credits": ", ".join(page.credits) or "nobody"})
