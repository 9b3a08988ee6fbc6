"""What a part of a claim may reach at most, where something that it says is wanting in the report.

A model is fooled by sentences that share all words but one; these rules look at that one. Every limit is
below the policy's `supported`, so none of them lets a part pass; how far below says whether the rest of the
part is worth being called partial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.matching.coverage import Coverage, is_background, lacks_cause, lacks_kind, lacks_verb, tells_apart
from verifier.matching.lines import Line
from verifier.matching.opposition import left_open
from verifier.matching.parts import Part
from verifier.matching.polarity import Reality
from verifier.prose.words import Kind
from verifier.records import FigureCheck, FigureStatus, QuotationCheck, QuotationStatus

_WITHOUT_NAME = 0.55
_WITHOUT_VERB = 0.5
_WITHOUT_CAUSE = 0.55
_OF_ANOTHER_KIND = 0.55
_WITHOUT_FIGURE = 0.5
_WITHOUT_QUOTATION = 0.5
_ONLY_INTENDED = 0.55
_ONLY_POSSIBLE = 0.45
_TOO_THIN = 0.5
_OF_SOMETHING_ELSE = 0.25

_MANY = 0.3
"""Share of a part's weight in names that the report never has, from which it is of something else."""
_THIN = 2.6
"""Weight of a part so short that likeness of words says little: it must stand there word for word."""


@dataclass(frozen=True)
class Told:
    """What was found for a part: the lines that carry it best, and the checks on them."""

    lines: Sequence[Line]
    covered: Coverage
    figures: Sequence[FigureCheck]
    quotations: Sequence[QuotationCheck]
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
        many = sum(token.weight for token in unnamed) > _MANY * line.weight
        yield _OF_SOMETHING_ELSE if many else _WITHOUT_NAME
    if lacks_verb(line, told.covered):
        yield _WITHOUT_VERB if tells_apart(line, told.covered) and not unnamed else _OF_SOMETHING_ELSE
    if lacks_kind(line, told.covered, told.lines):
        yield _OF_ANOTHER_KIND
    if lacks_cause(line, told.covered):
        yield _WITHOUT_CAUSE
    if line.weight < _THIN and not any(line.stems <= one.stems for one in told.lines):
        yield _TOO_THIN
    if any(figure.status is FigureStatus.ABSENT for figure in told.figures):
        yield _WITHOUT_FIGURE
    if any(check.text in part.text and check.status is not QuotationStatus.EXACT for check in told.quotations):
        yield _WITHOUT_QUOTATION
    reality = left_open(line, told.lines)
    if reality is not None:
        yield _ONLY_POSSIBLE if reality is Reality.POSSIBLE else _ONLY_INTENDED
