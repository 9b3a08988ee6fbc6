"""The passages of a report in their context: what stands around them in the report's own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.records import Bearing, Passage

AROUND = 260
"""Characters shown on either side of a passage, up to the next space."""


@dataclass(frozen=True)
class Stretch:
    """Words of the report: those of a passage bear on the claim, those between them do not."""

    text: str
    relation: Bearing | None = None


@dataclass(frozen=True)
class Excerpt:
    """A run of the report's text with the passages in it; whether the report goes on before and after it."""

    stretches: tuple[Stretch, ...]
    cut_before: bool
    cut_after: bool


def excerpts(text: str, passages: Sequence[Passage]) -> tuple[Excerpt, ...]:
    """The passages in the order of the text. Those whose surroundings meet are shown in one excerpt.

    A passage that is not at its offsets is shown by itself: nothing else can be said to stand around it.
    """
    placed = [one for one in passages if text[one.start : one.end] == one.text and one.text]
    lost = [one for one in passages if one not in placed and one.text]
    found: list[tuple[int, int, list[Passage]]] = []
    for passage in sorted(placed, key=lambda one: one.start):
        begin, end = _widened(text, passage)
        if found and begin <= found[-1][1]:
            first, last, together = found[-1]
            found[-1] = (first, max(last, end), [*together, passage])
        else:
            found.append((begin, end, [passage]))
    shown = [_excerpt(text, begin, end, together) for begin, end, together in found]
    return (*shown, *(Excerpt((Stretch(one.text, one.relation),), True, True) for one in lost))


def _widened(text: str, passage: Passage) -> tuple[int, int]:
    begin, end = max(passage.start - AROUND, 0), min(passage.end + AROUND, len(text))
    if begin:
        space = text.find(" ", begin, passage.start)
        begin = passage.start if space < 0 else space + 1
    if end < len(text):
        space = text.rfind(" ", passage.end, end)
        end = passage.end if space < 0 else space
    return begin, end


def _excerpt(text: str, begin: int, end: int, passages: Sequence[Passage]) -> Excerpt:
    cuts = sorted({begin, end, *(one.start for one in passages), *(one.end for one in passages)})
    stretches: list[Stretch] = []
    for start, stop in pairwise(cuts):
        over = [one for one in passages if one.start <= start and stop <= one.end]
        strongest = max(over, key=lambda one: one.score, default=None)
        stretches.append(Stretch(text[start:stop], strongest.relation if strongest else None))
    return Excerpt(tuple(stretches), begin > 0, end < len(text))
