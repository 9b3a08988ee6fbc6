"""The figures and days of a part of a claim, in a foreign report: `matching.measures` across languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.matching.figures import agree, same_kind
from verifier.matching.foreign.amounts import amounts
from verifier.matching.foreign.days import days
from verifier.matching.foreign.weighing import Row, Weighed, Window
from verifier.matching.moments import could_be, moments
from verifier.records import FigureCheck, FigureStatus

_SAME_MATTER = 0.5
"""Share of the rest of a part that a sentence must carry, for its other figure in the same unit, or of the same thing,
to be another figure for the claimed one."""
_SAME_DAY = 0.75
"""The same for another day."""


def check_figures(weighed: Weighed, window: Window) -> tuple[tuple[FigureCheck, ...], Row | None]:
    """One check for each figure of the part, and the sentence of the first that is given otherwise."""
    checks: list[FigureCheck] = []
    against = None
    for figure in weighed.figures:
        found = next((one for row in window.rows if (one := weighed.agreeing(figure, row.sentence))), None)
        if found is not None:
            checks.append(FigureCheck(figure.text, found[0].text, FigureStatus.MATCH, found[1]))
            continue
        if figure.ordinal:
            continue
        check = FigureCheck(figure.text, None, FigureStatus.ABSENT)
        own = [n for n, one in enumerate(weighed.part.content) if figure.start <= one.start < figure.end]
        for row in window.rows:
            told = [
                one
                for one in amounts(row.sentence, weighed.known.code)
                if not any(agree(other, one) is not None for other in weighed.figures)
            ]
            kin = [one for one in told if same_kind(figure, one)]
            if len(kin) == 1 and weighed.rest(row, *own) >= _SAME_MATTER:
                check, against = FigureCheck(figure.text, kin[0].text, FigureStatus.MISMATCH), against or row
                break
        checks.append(check)
    return tuple(checks), against


def check_days(weighed: Weighed, window: Window, published: date | None) -> tuple[tuple[FigureCheck, ...], Row | None]:
    """One check for each day, month or year of the part that the window agrees with or opposes."""
    checks: list[FigureCheck] = []
    against = None
    for claimed in moments(weighed.part.text):
        told = [(row, one) for row in window.rows for one in days(row.sentence.text, weighed.known.code)]
        agreeing = next((one for _, one in told if could_be(claimed, one, published)), None)
        if agreeing is not None:
            checks.append(FigureCheck(claimed.text, agreeing.text, FigureStatus.MATCH))
            continue
        for row, one in told:
            alone = sum(where is row for where, _ in told) == 1
            if alone and could_be(claimed, one, published) is False and weighed.rest(row) >= _SAME_DAY:
                checks.append(FigureCheck(claimed.text, one.text, FigureStatus.MISMATCH))
                against = against or row
                break
    return tuple(checks), against


def is_undated(weighed: Weighed, checks: Sequence[FigureCheck]) -> bool:
    """Whether the part names a day or a year that the report neither gives nor opposes."""
    return len(moments(weighed.part.text)) > len(checks)
