"""A reference in one line: what the list beside the document shows of it. Pure, and cheap for a thousand of them."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.dossier import ReferenceView, Verification
from verifier.records import Judgement, Reason, ReferenceStatus, Verdict
from verifier.reports import Wording
from verifier.reports.wire import shown_report, shown_verdict

_EXPECTED = ("outlet_match", "date_exact")
"""The codes of reasons that go without saying."""


@dataclass(frozen=True)
class Row:
    id: str
    citation: str
    source: str
    day: str
    status: str
    verdict: str | None
    reviewer: str | None
    """Who decided; None where nobody did, "" where they gave no name."""
    confidence: float | None
    reason: str
    title: str | None

    @property
    def needs_look(self) -> bool:
        """Whether it is for a person to decide: it is done, nobody decided, and it is not plainly verified."""
        return self.reviewer is None and self.verdict not in (None, Verdict.VERIFIED.value)


def rows(verification: Verification, wording: Wording) -> list[Row]:
    return [row(view, wording) for citation in verification.citations for view in citation.references]


def row(view: ReferenceView, wording: Wording) -> Row:
    dossier, reference = view.dossier, view.reference
    done = view.status is ReferenceStatus.DONE
    judgement = dossier.judgement if done else None
    verdict, report = shown_verdict(view), shown_report(view)
    return Row(
        view.id,
        view.citation_id,
        reference.source or reference.url or "(no name)",
        (reference.date.text or reference.date.start.isoformat()) if reference.date else reference.written_date or "",
        view.status.value,
        verdict.value if verdict else None,
        dossier.review.reviewer if dossier.review else None,
        judgement.confidence if judgement else None,
        wording.sentence(telling) if (telling := _most_telling(judgement)) else "",
        (report.title or report.url) if report else None,
    )


def _most_telling(judgement: Judgement | None) -> Reason | None:
    """The first that says more than that the report is the outlet's and of its day."""
    reasons = judgement.reasons if judgement else ()
    return next((one for one in reasons if one.code not in _EXPECTED), next(iter(reasons), None))
