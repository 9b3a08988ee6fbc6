"""The figures and days of a part of a claim, looked for in a report: given, given otherwise, or not given.

A figure is opposed only where the report gives another for the same thing: the same unit or counted noun,
in a sentence that carries the rest of the part. Everywhere else it is absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from verifier.matching.coverage import cover, lacks_verb, weigh
from verifier.matching.figures import Figure, agree, best_agreement, figures, may_be, same_kind
from verifier.matching.lexicon import likeness
from verifier.matching.lines import Line
from verifier.matching.moments import could_be, moments
from verifier.matching.polarity import Token
from verifier.prose.words import Kind, listed, stem
from verifier.records import FigureCheck, FigureStatus

_SAME_EVENT = 0.6
"""Least coverage of the part (but for the figure) by a sentence, for its other figure to be of the same thing."""
_CLEARLY_NEARER = 1.0
"""By so many more like words around it, another figure of the sentence is the one of the claimed thing."""


def check_figures(
    part: Line, passage: Sequence[Line], report: Sequence[Line], context: Sequence[Line]
) -> tuple[FigureCheck, ...]:
    """One check for each figure of the part. `passage` are the lines that carry it best, best first."""
    claimed = figures(part.text)
    checks = []
    for figure in claimed:
        others = [one for one in claimed if one != figure]
        check = (
            _given(figure, part, passage, report)
            or _measured_otherwise(figure, part, report, context)
            or _opposed(figure, others, part, passage, context)
        )
        if not figure.ordinal or check.status is not FigureStatus.ABSENT:  # "must first learn" counts nothing
            checks.append(check)
    return tuple(checks)


def _given(figure: Figure, part: Line, passage: Sequence[Line], report: Sequence[Line]) -> FigureCheck | None:
    near = [told for line in passage for told in figures(line.text) if may_be(figure, told)]
    far = [
        told
        for line in report
        if len(part.stems & line.stems) >= 2
        for told in figures(line.text)
        if same_kind(figure, told)
    ]
    for told in (near, far):
        found = best_agreement(figure, told)
        if found is not None and not _of_another_thing(figure, found[0], part, passage):
            return FigureCheck(figure.text, found[0].text, FigureStatus.MATCH, found[1])
    return None


def _of_another_thing(figure: Figure, agreeing: Figure, part: Line, passage: Sequence[Line]) -> bool:
    """Whether the figure agrees with one, while another of its sentence stands where the claimed one should."""
    for line in passage:
        told = [one for one in figures(line.text) if same_kind(figure, one)]
        if agreeing in told and len(told) > 1 and figure.unit in _OF_ANYTHING:
            mine = affinity(figure, part, agreeing, line)
            return all(agree(figure, one) is None for one in told if one != agreeing) and any(
                affinity(figure, part, one, line) >= mine + _CLEARLY_NEARER for one in told
            )
    return False


def _opposed(
    figure: Figure, others: Sequence[Figure], part: Line, passage: Sequence[Line], context: Sequence[Line]
) -> FigureCheck:
    for line in passage:
        if not _same_event(figure, part, line, context):
            continue
        told = [one for one in figures(line.text) if not any(agree(other, one) is not None for other in others)]
        kin = [one for one in told if same_kind(figure, one) and agree(figure, one) is None] or _bare(
            figure, told, line
        )
        # Of several shares or sums in one sentence, which is of the same thing cannot be told.
        if kin and (len(kin) == 1 or figure.unit not in _OF_ANYTHING):
            nearest = max(kin, key=lambda one: affinity(figure, part, one, line))
            return FigureCheck(figure.text, nearest.text, FigureStatus.MISMATCH)
    return FigureCheck(figure.text, None, FigureStatus.ABSENT)


# What a sum or a size is of, by the words next to it.
_MEASURES = {
    stem(word): measure
    for measure, words in {
        "cost": "cost price worth value", "loan": "loan lend borrow credit", "pay": "pay wage salary rent",
        "debt": "debt owe", "reserve": "reserve", "investment": "invest investment", "fine": "fine penalty",
        "length": "long length", "height": "high height tall", "capacity": "capacity handle", "profit": "profit",
        "loss": "loss", "revenue": "revenue income", "aid": "aid grant assistance", "inflation": "inflation",
        "unemployment": "unemployment jobless", "turnout": "turnout", "budget": "budget", "deficit": "deficit",
        "turnover": "turnover",
    }.items()
    for word in listed(words)
}  # fmt: skip
_NEXT = 4
"""So many words of content before a figure, and half as many after it, may say what it measures."""
_SAME_MATTER = 0.6
"""Least share of the part, but for the figure, in a sentence and around it, for its measure to be of the same thing."""


def _measured_otherwise(
    figure: Figure, part: Line, report: Sequence[Line], context: Sequence[Line]
) -> FigureCheck | None:
    """Opposed, where all that the report gives of this measure in this unit is another value."""
    measure = _measure(figure, part) if figure.unit else None
    if measure is None:
        return None
    told = [
        (one, line)
        for line in report
        for one in figures(line.text)
        if one.unit == figure.unit and _measure(one, line) == measure
    ]
    if not told or any(agree(told[0][0], one) is None for one, _ in told) or agree(figure, told[0][0]) is not None:
        return None
    line = told[0][1]
    share = 1.0 - _share_of(figure, part)
    if cover(part, [line, *context]).passage < _SAME_MATTER * share:
        return None
    return FigureCheck(figure.text, told[0][0].text, FigureStatus.MISMATCH)


def _measure(figure: Figure, line: Line) -> str | None:
    words = [token for token in line.content if token.kind is Kind.WORD]
    before = [token for token in words if token.end <= figure.start][-_NEXT:]
    after = [token for token in words if token.start >= figure.end][: _NEXT // 2]
    return next((_MEASURES[one.stem] for one in [*reversed(before), *after] if one.stem in _MEASURES), None)


_OF_ANYTHING = frozenset(("%", "usd", "eur", "gbp", "jpy", "cny", "rub", "uah", "krw", "cent"))
"""Units in which quite different things are told."""


def _bare(figure: Figure, told: Sequence[Figure], line: Line) -> list[Figure]:
    """The one count of the line, where what is counted is named elsewhere in it: "the dead have risen to 36"."""
    counts = [one for one in told if not one.unit and not one.nouns and not one.ordinal]
    named = (
        not figure.unit
        and not figure.ordinal
        and any(likeness(noun, stem) >= 0.7 for noun in figure.nouns for stem in line.stems)
    )
    return counts if named and len(counts) == 1 else []


def _same_event(figure: Figure, part: Line, line: Line, context: Sequence[Line]) -> bool:
    """Whether the line carries the part but for the figure, what the part is about first of all."""
    rest = [token for token in part.content if not figure.start <= token.start < figure.end]
    about = next((token for token in rest if token.weight >= 0.7), None)
    if about is None:
        return False
    stems = line.stems | frozenset(stem for one in context for stem in one.stems)
    if not any(likeness(about.stem, stem) >= 0.7 for stem in stems):
        return False
    share = 1.0 - _share_of(figure, part)
    if cover(part, [line], context).blend >= _SAME_EVENT * share:
        return True
    within = [token for token in line.content if token.kind is not Kind.FIGURE]
    told = [token for token in within if any(likeness(token.stem, stem) >= 0.7 for stem in part.stems)]
    return len(told) >= 3 and len(told) >= 0.7 * len(within)


def _share_of(figure: Figure, part: Line) -> float:
    weighed = list(zip(part.content, weigh(part), strict=True))
    total = sum(weight for _, weight in weighed)
    held = sum(weight for token, weight in weighed if figure.start <= token.start < figure.end)
    return held / total if total else 0.0


def affinity(claimed: Figure, part: Line, told: Figure, line: Line) -> float:
    """How alike the words around two figures are: the nearest three on either side."""
    here, there = _around(claimed, part), _around(told, line)
    return sum(max((likeness(one.stem, other.stem) for other in there), default=0.0) for one in here)


def _around(figure: Figure, line: Line) -> list[Token]:
    words = [token for token in line.content if token.kind is not Kind.FIGURE]
    before = [token for token in words if token.end <= figure.start][-3:]
    return before + [token for token in words if token.start >= figure.end][:2]


_SAME_DAY_EVENT = 0.62
"""Least coverage of the part by a sentence, for its other day to be another day for the same thing."""


_RELATIVE_YEAR = re.compile(r"\b(?:this|last|next|that|the (?:same|previous|following)) year\b", re.IGNORECASE)


def _tells(part: Line, line: Line, context: Sequence[Line]) -> bool:
    covered = cover(part, [line], context)
    return covered.blend >= _SAME_DAY_EVENT and not lacks_verb(part, covered)


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
            if moment.year is not None and moment.month is None and _RELATIVE_YEAR.search(line.text):
                continue  # "this year, after the achievements of 2018"
            alone = sum(one != other for where, one in told if where == line) == 0
            if alone and could_be(moment, other, published) is False and _tells(part, line, context):
                checks.append(FigureCheck(moment.text, other.text, FigureStatus.MISMATCH))
                break
    return tuple(checks)
