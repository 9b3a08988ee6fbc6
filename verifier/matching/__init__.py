"""Compares one reference with one report: who published it, when, and whether it says what is claimed.

    match(reference, claim, report, …) -> Finding       for the dossier
    assess(claim_text, report_text, …) -> Assessment    the claim against a text, no more
    rank(claim_text, texts) -> [float]                  which of many texts to look at first

Pure: no page is fetched, and no verdict is given here; that is `judgement`'s.
"""

from __future__ import annotations

from datetime import date

from verifier.matching.assessing import assess
from verifier.matching.identity import check_date, check_outlet, is_named
from verifier.matching.ranking import rank
from verifier.matching.support import LexicalModel
from verifier.policy import Matching
from verifier.ports import SupportModel
from verifier.records import Claim, Finding, Outlet, Reference, Report

__all__ = ["LexicalModel", "assess", "check_date", "check_outlet", "is_named", "match", "rank"]


def match(
    reference: Reference,
    claim: Claim,
    report: Report,
    *,
    outlet: Outlet,
    hosts: tuple[str, ...],
    document_published: date | None,
    policy: Matching,
    model: SupportModel,
) -> Finding:
    """`hosts` are the outlet's in the cited days, beside those the registry has for all time."""
    agreement, days_off = check_date(report.published, reference.date, policy.tolerance_days, document_published)
    return Finding(
        sha256=report.sha256,
        url=report.url,
        outlet=check_outlet(report, outlet, hosts),
        date=agreement,
        assessment=assess(
            claim.text,
            report.text,
            policy=policy,
            quotations=[quotation.text for quotation in claim.quotations],
            title=report.title or "",
            published=report.published,
            language=report.language or "",
            model=model,
        ),
        days_off=days_off,
        named=is_named(reference, report),
    )
