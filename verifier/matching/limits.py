"""What a part of a claim may reach at most, where a hard fact that it states is wanting in the report.

Names, figures, quotations, and how real a thing is called: no model overrules these. What a missing word means
beyond them is the business of the model (see `support` for the one that knows words only). Every limit is below
the policy's `supported`, so none of them lets a part pass; how far below says whether the rest of the part is
worth being called partial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.matching.coverage import Coverage, is_background
from verifier.matching.lines import Line
from verifier.matching.opposition import left_open
from verifier.matching.parts import Part
from verifier.matching.polarity import Reality
from verifier.prose.words import Kind
from verifier.records import FigureCheck, FigureStatus, QuotationCheck, QuotationStatus

_WITHOUT_NAME = 0.55
_WITHOUT_FIGURE = 0.5
_WITHOUT_QUOTATION = 0.5
_OF_ANOTHER_SPEAKER = 0.5
_ONLY_INTENDED = 0.55
_ONLY_POSSIBLE = 0.45


@dataclass(frozen=True)
class Told:
    """What was found for a part: the lines that carry it best, and the checks on them."""

    lines: Sequence[Line]
    covered: Coverage
    figures: Sequence[FigureCheck]
    quotations: Sequence[QuotationCheck]
    of_another: bool
    """Whether a quotation of the part is another's."""
    everywhere: frozenset[str]
    """The stems of the whole report: a name that stands anywhere in it is not missing."""


def limits(part: Part, line: Line, told: Told) -> Iterator[float]:
    """The limits that apply to `part`, read as `line`; none where nothing is wanting."""
    missing = told.covered.missing
    unnamed = [
        token
        for token in missing
        if token.kind is Kind.NAME and token.stem not in told.everywhere and not is_background(line, token)
    ]
    if unnamed:
        yield _WITHOUT_NAME
    if any(figure.status is FigureStatus.ABSENT for figure in told.figures):
        yield _WITHOUT_FIGURE
    if any(check.text in part.text and check.status is not QuotationStatus.EXACT for check in told.quotations):
        yield _WITHOUT_QUOTATION
    if told.of_another:
        yield _OF_ANOTHER_SPEAKER
    reality = left_open(line, told.lines)
    if reality is not None:
        yield _ONLY_POSSIBLE if reality is Reality.POSSIBLE else _ONLY_INTENDED
