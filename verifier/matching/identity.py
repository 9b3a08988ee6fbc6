"""Whether a report is of the cited outlet, of the cited day, and the very page that is cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.prose.words import fold, words
from verifier.records import CitedDate, DateCheck, Outlet, OutletCheck, Reference, Report
from verifier.urls import comparison_key, host_of, same_site


def check_outlet(report: Report, outlet: Outlet, hosts: Sequence[str]) -> OutletCheck:
    """By the page's own host; a page elsewhere that credits the outlet carries its report, syndicated."""
    host = host_of(report.url)
    if not host:
        return OutletCheck.UNKNOWN
    if same_site(host, [*hosts, *(domain.host for domain in outlet.domains)]):
        return OutletCheck.MATCH
    credited = [*report.credits, *([report.byline] if report.byline else [])]
    if any(_names(credit, name) for credit in credited for name in (outlet.name, *outlet.aliases)):
        return OutletCheck.SYNDICATED
    return OutletCheck.MISMATCH


def _names(credit: str, name: str) -> bool:
    """Whether the words of `name` stand in a row in `credit`: "Source: RIA Novosti" names "RIA Novosti"."""
    wanted, given = words(name), words(credit)
    return bool(wanted) and any(given[at : at + len(wanted)] == wanted for at in range(len(given) - len(wanted) + 1))


def check_date(
    published: date | None, cited: CitedDate | None, tolerance_days: int, document_published: date | None = None
) -> tuple[DateCheck, int | None]:
    """(how the dates agree, days off). Any day within the cited span is exact.

    A report that came out after the document that cites it is a mismatch even where no day is cited.
    """
    if published is None:
        return DateCheck.UNKNOWN, None
    if cited is None:
        if document_published is not None and (published - document_published).days > tolerance_days:
            return DateCheck.MISMATCH, (published - document_published).days
        return DateCheck.UNKNOWN, None
    if cited.start <= published <= cited.end:
        return DateCheck.EXACT, 0
    days_off = (published - cited.start).days if published < cited.start else (published - cited.end).days
    return (DateCheck.NEAR if abs(days_off) <= tolerance_days else DateCheck.MISMATCH), days_off


def is_named(reference: Reference, report: Report) -> bool:
    """Whether the reference names this very page, by its address or its title."""
    if reference.url and comparison_key(reference.url) == comparison_key(report.url):
        return True
    if not reference.title or not report.title:
        return False
    return fold(reference.title).strip(" .\"'") == fold(report.title).strip(" .\"'")
