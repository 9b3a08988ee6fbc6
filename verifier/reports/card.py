"""One reference as a person works on it: the report's JSON, and beside it what only an eye needs."""

from __future__ import annotations

from typing import Any

from verifier.dossier import ReferenceView
from verifier.records import QuotationStatus, Reviewed, ReviewWithdrawn
from verifier.reports.differences import Run, differences
from verifier.reports.excerpts import Excerpt, excerpts
from verifier.reports.trail import moment
from verifier.reports.wire import reference_json, shown_finding, shown_report
from verifier.reports.wording import Wording

Json = dict[str, Any]


def card(view: ReferenceView, wording: Wording) -> Json:
    """What the template of a card shows."""
    return {
        **reference_json(view, wording),
        "excerpts": _excerpts(view),
        "wordings": _wordings(view),
        "decisions": decisions(view),
        "known": len(view.dossier.entries),
    }


def decisions(view: ReferenceView) -> list[Json]:
    """Who decided what, and when, oldest first; `verdict` is None where a decision was withdrawn."""
    return [
        {
            "at": moment(entry.at),
            "reviewer": entry.reviewer,
            "verdict": entry.verdict.value if isinstance(entry, Reviewed) else None,
            "note": entry.note if isinstance(entry, Reviewed) else "",
        }
        for entry in view.dossier.entries
        if isinstance(entry, Reviewed | ReviewWithdrawn)
    ]


def _excerpts(view: ReferenceView) -> tuple[Excerpt, ...]:
    report, finding = shown_report(view), shown_finding(view)
    return excerpts(report.text, finding.assessment.passages) if report and finding else ()


def _wordings(view: ReferenceView) -> list[tuple[Run, ...]]:
    """For each quotation that was checked, its words beside the report's; () where there are none to compare."""
    finding = shown_finding(view)
    return [
        differences(one.text, one.found) if one.status is QuotationStatus.ALTERED and one.found else ()
        for one in (finding.assessment.quotations if finding else ())
    ]
