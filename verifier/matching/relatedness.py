"""Whether a text is about the claim's matter at all: by its names and rare words, not by its topic.

Two reports of one outlet and day share "Russia", "ministry" and "said"; two reports of one event share who,
where and what. So countries and scaffolding count little, and what is found must stand close together.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.matching.lexicon import SEATS, likeness
from verifier.matching.lines import Line
from verifier.matching.polarity import Token
from verifier.prose.stems import is_country
from verifier.prose.words import Kind

_REACH = 3
"""Sentences in a row that count as close together."""
_DOCUMENT = 0.4
"""Share of the whole text in the result; the rest is that of its best stretch."""


def relatedness(claim: Line, report: Sequence[Line], title: Line | None = None) -> float:
    """0..1. `title` counts as one more sentence."""
    lines = [*([title] if title is not None else []), *report]
    weighed = [(token, mattering(token)) for token in _distinct(claim.content)]
    total = sum(weight for _, weight in weighed)
    if not total or not lines:
        return 0.0
    stems = {stem for line in lines for stem in line.stems}
    rows: list[list[float]] = []
    for token, weight in weighed:
        like = {stem: value for stem in stems if (value := likeness(token.stem, stem)) > 0}
        rows.append(
            [
                weight * max((like[stem] for stem in line.stems & like.keys()), default=0.0) if like else 0.0
                for line in lines
            ]
        )
    whole = sum(max(row) for row in rows) / total
    close = max(
        sum(max(row[at : at + _REACH]) for row in rows) / total for at in range(max(1, len(lines) - _REACH + 1))
    )
    return min(1.0, _DOCUMENT * whole + (1.0 - _DOCUMENT) * close)


def _distinct(tokens: Sequence[Token]) -> list[Token]:
    return list({token.stem: token for token in reversed(tokens)}.values())


def mattering(token: Token) -> float:
    """How much a word tells two events apart."""
    if token.kind is Kind.NAME:
        return 0.5 if is_country(token.stem) or token.stem in SEATS else 1.5
    if token.kind is Kind.FIGURE:
        return 0.7
    return token.weight * (1.0 if len(token.word) > 5 else 0.7)
