"""The support model that needs no training: shares of words, names and figures, turned into a probability.

Stands behind `ports.SupportModel`; a learned model may take its place. It calls nothing contradicted: by
words alone that is the business of the checks (`opposition`, `measures`, `quotations`), which no model overrules.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from verifier.matching.coverage import (
    Coverage,
    cover,
    is_background,
    is_of_another_people,
    lacks_cause,
    lacks_kind,
    lacks_verb,
    tells_apart,
)
from verifier.matching.figures import figures
from verifier.matching.lines import Line, is_prose, read
from verifier.matching.passages import spans
from verifier.matching.roles import names_of
from verifier.prose.words import Kind
from verifier.records import Support

# The share of a part's weight at which support is even odds, and how fast it turns. Set on the pairs of
# tests/gold/judgement (precision of "supported" first) and looked at on the WiCE development set.
_EVEN = 0.60
_STEEPNESS = 13.0


class LexicalModel:
    """Deterministic, English, about half a millisecond a pair."""

    def score(self, pairs: Sequence[tuple[str, str, str]]) -> list[Support]:
        """For each (part of a claim, passage, title and lead of the report)."""
        return [self._support(part, passage, context) for part, passage, context in pairs]

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:  # noqa: ARG002 - the port names them
        """Words are of parts: the whole is left as it is."""
        return []

    def _support(self, part: str, passage: str, context: str) -> Support:
        claimed = read(part)
        lines = lines_of(passage)
        if not claimed.content or not lines:
            return Support(0.0, 0.0)
        covered = cover(claimed, lines, lines_of(context))
        supports = 1.0 / (1.0 + math.exp(-_STEEPNESS * (covered.blend - _EVEN)))
        most = min([supports, *_doubts(claimed, covered, lines)])
        return Support(max(most, _OPEN if _is_open(claimed, covered) else 0.0), 0.0)


_WITHOUT_VERB = 0.5
_OF_SOMETHING_ELSE = 0.25
_OF_ANOTHER_KIND = 0.55
_WITHOUT_CAUSE = 0.55
_TOO_THIN = 0.5
_MANY = 0.3
"""Share of a part's weight in names found nowhere around, from which the passage is of something else."""
_THIN = 2.6
"""Weight of a part so short that likeness of words says little: it must stand there word for word."""


_OPEN = 0.35
"""What is said where words cannot tell: the matter is there, and it may be told in words the families lack."""
_OPEN_FROM = 0.35
"""Coverage, also by one sentence, from which that is so. Of the claims of the WiCE development set covered by 0.35
to 0.6 with as many words told, two in ten are supported and one in fifteen is not supported at all."""
_OPEN_WORDS = 3
"""Words of the part that must be told besides; one more where a name or a figure is not."""


def _is_open(part: Line, covered: Coverage) -> bool:
    """Whether so much of the part is told that it is more than its theme."""
    told = [one for one in part.content if one.kind is Kind.WORD and one.weight > 0.5 and one not in covered.missing]
    counted = [(figure.start, figure.end) for figure in figures(part.text)]
    lacks = sum(
        one.kind is Kind.NAME or any(low <= one.start < high for low, high in counted) for one in covered.missing
    )
    enough = _OPEN_WORDS + lacks
    return (
        min(covered.blend, covered.sentence) >= _OPEN_FROM
        and lacks <= 1
        and len(told) >= enough
        and not _is_of_others(part, covered)
    )


def _doubts(part: Line, covered: Coverage, passage: Sequence[Line]) -> Iterator[float]:
    """The most that words alone can say for a part which shares all words but a decisive one."""
    if lacks_verb(part, covered):
        yield _WITHOUT_VERB if tells_apart(part, covered) else _OF_SOMETHING_ELSE
    if _is_of_others(part, covered):
        yield _OF_SOMETHING_ELSE
    if lacks_kind(part, covered, passage) or is_of_another_people(part, passage):
        yield _OF_ANOTHER_KIND
    if lacks_cause(part, covered):
        yield _WITHOUT_CAUSE
    if part.weight < _THIN and not any(part.stems <= one.stems for one in passage):
        yield _TOO_THIN


def _is_of_others(part: Line, covered: Coverage) -> bool:
    """Whether much of the part is names that are not there; of "New York" neither word is where one is not."""
    missing = [one for one in covered.missing if one.kind is Kind.NAME and not is_background(part, one)]
    unnamed = [name for name in names_of(part) if any(one in missing for one in name.telling)]
    return sum(one.weight for name in unnamed for one in name.tokens) > _MANY * part.weight


def lines_of(text: str) -> list[Line]:
    """The sentences of a text, read; bare lists of words left out."""
    found = [read(text[start:end]) for start, end in spans(text)]
    return [line for line in found if is_prose(line)]
