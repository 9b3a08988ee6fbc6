"""Whether a foreign report is about the claim's matter at all: `matching.relatedness` across languages."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.matching.foreign.reading import Sentence
from verifier.matching.foreign.tongues import Tongue
from verifier.matching.foreign.weighing import Weighed
from verifier.matching.lines import read
from verifier.matching.relatedness import mattering

_REACH = 3
"""Sentences in a row that count as close together."""
_DOCUMENT = 0.4
"""Share of the whole text in the result."""
_INEXPRESSIBLE = 0.3
"""What a word counts that the lexicon lacks: it could not have been found."""


def relatedness(claim: str, report: Sequence[Sentence], title: Sentence | None, known: Tongue) -> float:
    """0..1."""
    line = read(claim)
    if not line.content:
        return 0.0
    weighed = Weighed(line, report, title, known)
    weights = [mattering(token) * (1.0 if weighed.expressible(token) else _INEXPRESSIBLE) for token in line.content]
    total = sum(weights)
    rows = [[one.value for one in row.met] for row in (*([weighed.title] if weighed.title else []), *weighed.rows)]

    close = max(_best(rows[at : at + _REACH], weights) for at in range(max(1, len(rows) - _REACH + 1)))
    return min(1.0, (_DOCUMENT * _best(rows, weights) + (1.0 - _DOCUMENT) * close) / total) if total else 0.0


def _best(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> float:
    """What the sentences of `rows` have between them."""
    return sum(weight * max(row[at] for row in rows) for at, weight in enumerate(weights))
