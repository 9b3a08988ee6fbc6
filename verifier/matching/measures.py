"""The figures and days of a part of a claim, looked for in a report: given, given otherwise, or not given.

A figure is opposed only where the report gives another for the same thing: the same unit or counted noun,
in a sentence that carries the rest of the part. Everywhere else it is absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.matching.coverage import cover
from verifier.matching.figures import Figure, agree, best_agreement, figures, same_kind
from verifier.matching.lexicon import likeness
from verifier.matching.lines import Line
from verifier.matching.moments import could_be, moments
from verifier.records import FigureCheck, FigureStatus

_SAME_EVENT = 0.5
"""Least coverage of the part by a sentence, for its other figure to be a figure for the same thing."""


def check_figures(
    part: Line, passage: Sequence[Line], report: Sequence[Line], context: Sequence[Line]
) -> tuple[FigureCheck, ...]:
    """One check for each figure of the part. `passage` are the lines that carry it best, best first."""
    claimed = figures(part.text)
    checks = []
    for figure in claimed:
        others = [one for one in claimed if one is not figure]
        checks.append(_given(figure, part, passage, report) or _opposed(figure, others, part, passage, context))
    return tuple(checks)


def _given(figure: Figure, part: Line, passage: Sequence[Line], report: Sequence[Line]) -> FigureCheck | None:
    near = [told for line in passage for told in figures(line.text) if _may_be(figure, told)]
    far = [
        told
        for line in report
        if len(part.stems & line.stems) >= 2
        for told in figures(line.text)
        if same_kind(figure, told)
    ]
    for told in (near, far):
        found = best_agreement(figure, told)
        if found is not None:
            return FigureCheck(figure.text, found[0].text, FigureStatus.MATCH, found[1])
    return None


def _may_be(claimed: Figure, told: Figure) -> bool:
    """Whether two equal values near each other are of one thing: nothing speaks against it."""
    if claimed.unit != told.unit or claimed.ordinal != told.ordinal:
        return False
    if claimed.unit or not claimed.nouns or not told.nouns:
        return True
    return any(likeness(one, other) >= 0.7 for one in claimed.nouns for other in told.nouns)


def _opposed(
    figure: Figure, others: Sequence[Figure], part: Line, passage: Sequence[Line], context: Sequence[Line]
) -> FigureCheck:
    for line in passage:
        told = [
            one
            for one in figures(line.text)
            if same_kind(figure, one) and not any(agree(other, one) is not None for other in others)
        ]
        # Of several sums in one sentence, which is the opposed one cannot be told.
        alone = len(told) == 1 and (not figure.unit or sum(one.unit == figure.unit for one in figures(line.text)) == 1)
        if alone and cover(part, [line], context).blend >= _SAME_EVENT - _share_of(figure, part):
            return FigureCheck(figure.text, told[0].text, FigureStatus.MISMATCH)
    return FigureCheck(figure.text, None, FigureStatus.ABSENT)


def _share_of(figure: Figure, part: Line) -> float:
    weight = sum(token.weight for token in part.content if figure.start <= token.start < figure.end)
    return weight / part.weight if part.weight else 0.0


def check_days(
    part: Line, passage: Sequence[Line], context: Sequence[Line], published: date | None
) -> tuple[FigureCheck, ...]:
    """One check for each day, month or year of the part that the passage agrees with or opposes."""
    checks = []
    for moment in moments(part.text):
        told = [(line, other) for line in passage for other in moments(line.text)]
        agreeing = next((other for _, other in told if could_be(moment, other, published)), None)
        if agreeing is not None:
            checks.append(FigureCheck(moment.text, agreeing.text, FigureStatus.MATCH))
            continue
        for line, other in told:
            alone = sum(one is not other for _, one in told if _ == line) == 0
            if alone and could_be(moment, other, published) is False and cover(part, [line], context).blend >= 0.6:
                checks.append(FigureCheck(moment.text, other.text, FigureStatus.MISMATCH))
                break
    return tuple(checks)
