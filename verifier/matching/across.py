"""A claim against a report in another language: what can be told without reading it.

Names and figures say whether both are about one matter. They never say that one bears out the other, so
the label is always NOT_JUDGED; and a quotation that is not there was translated, not altered.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.matching.figures import figures
from verifier.matching.languages import bridged
from verifier.matching.passages import sentences
from verifier.prose.words import words
from verifier.records import (
    Assessment,
    Bearing,
    ClaimCheck,
    FigureCheck,
    FigureStatus,
    PartCheck,
    Passage,
    QuotationCheck,
    QuotationStatus,
)

_ENOUGH = 4
"""Names and figures found, from which their share is taken at its word; fewer are damped."""


def assess_across(claim_text: str, report_text: str, quotations: Sequence[str]) -> Assessment:
    held, lacked = bridged(claim_text, report_text)
    share = len(held) / max(len(held) + len(lacked), 1)
    related = share * min(1.0, len(held) / _ENOUGH)
    present = set(words(report_text))
    return Assessment(
        label=ClaimCheck.NOT_JUDGED,
        support=0.0,
        contradiction=0.0,
        relatedness=round(related, 4),
        passages=_nearest(claim_text, report_text, related),
        parts=(PartCheck(claim_text, ClaimCheck.NOT_JUDGED, 0.0, 0.0, tuple(dict.fromkeys(lacked))),),
        quotations=tuple(QuotationCheck(text, QuotationStatus.ABSENT) for text in quotations),
        figures=tuple(
            FigureCheck(figure.text, figure.text, FigureStatus.MATCH)
            if set(words(figure.text)) & present
            else FigureCheck(figure.text, None, FigureStatus.ABSENT, "the report is in another language")
            for figure in figures(claim_text)
        ),
    )


def _nearest(claim_text: str, report_text: str, related: float) -> tuple[Passage, ...]:
    """The sentence with the most of the claim's names and figures, for a reader of that language."""
    scored = [
        (len(bridged(claim_text, one.line.text)[0]), -number, one) for number, one in enumerate(sentences(report_text))
    ]
    if not scored:
        return ()
    count, _, best = max(scored, key=lambda item: item[:2])
    return (Passage(best.line.text, best.start, best.end, related, Bearing.RELATED),) if count else ()
