"""The support model that was trained: where words cannot tell, what a network reads in the passage.

Stands behind `ports.SupportModel`, over the lexical model. The network knows a paraphrase that shares no word
and is fooled by likeness; the lexical model knows which word is missing and knows no paraphrase. So each has
its say where it is to be believed: the network's yes counts when it is nearly sure, and its no bounds the yes
of the words. Names, figures, quotations and what is only planned are checked by others, whatever stands here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy
from numpy.typing import NDArray

from verifier.matching.coverage import cover, is_of_another_people, lacks_cause
from verifier.matching.lines import read
from verifier.matching.support import LexicalModel, lines_of
from verifier.records import Support

_SURE = 0.75
"""Probability from which the network's yes counts."""
_DISBELIEVED = 0.3
"""Probability below which the yes of the words is not believed. Both set on pairs kept out of training, so that
right supports do not fall and false ones fall most; the table is in `docs/model-card.md`."""
_LEFT_OPEN = 0.5
"""What remains of a yes that is not believed: less than supported, more than nothing."""
_READ = 2
"""So many passages of a part are read: those that the lexical model gives most."""
_LEAST_SHARED = 0.12
"""Share of a part's words, by weight, below which a passage is of something else, and is not read."""
_CERTAIN = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """From what the network gives to a probability: a logistic curve over its logarithmic odds (Platt)."""

    bias: float
    slope: float

    def probability(self, given: float) -> float:
        return 1.0 / (1.0 + math.exp(-(self.bias + self.slope * odds(given))))


def odds(given: float) -> float:
    """Their logarithm, kept within what the network can mean."""
    kept = min(1.0 - _CERTAIN, max(_CERTAIN, given))
    return math.log(kept / (1.0 - kept))


class Reader(Protocol):
    """A classifier that reads a part and a passage together."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[numpy.float64]:
        """For each (part, passage) the probabilities of supports, contradicts and neither: n × 3."""


class LearnedModel:
    """English. Some 6 ms a passage that is read, on one core."""

    def __init__(self, reader: Reader, calibration: Calibration) -> None:
        self._lexical = LexicalModel()
        self._reader = reader
        self._calibration = calibration

    def score(self, pairs: Sequence[tuple[str, str, str]]) -> list[Support]:
        """For each (part of a claim, passage, title and lead of the report)."""
        words = self._lexical.score(pairs)
        by_part = worth_reading(pairs, words)
        chosen = [place for places in by_part for place in places[:_READ]]
        shares = self._reader.read([pairs[place][:2] for place in chosen])
        found = list(words)
        for place, given in zip(chosen, shares[:, 0].tolist(), strict=True):
            found[place] = self._together(words[place], given, pairs[place])
        return found

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:  # noqa: ARG002 - the port names them
        """Nobody measured how far this classifier's reading of a whole claim is to be believed."""
        return []

    def _together(self, words: Support, given: float, pair: tuple[str, str, str]) -> Support:
        meaning = self._calibration.probability(given)
        if meaning < _DISBELIEVED:
            return replace(words, supports=min(words.supports, _LEFT_OPEN))
        if meaning >= _SURE and not _lacking(*pair):
            return replace(words, supports=max(words.supports, meaning))
        return words


def worth_reading(pairs: Sequence[tuple[str, str, str]], words: Sequence[Support]) -> list[list[int]]:
    """For each part, the places of the passages that are of its matter; what the words give most first."""
    by_part: dict[str, list[int]] = {}
    for place, (part, passage, _) in enumerate(pairs):
        if _shared(part, passage) >= _LEAST_SHARED:
            by_part.setdefault(part, []).append(place)
    return [sorted(places, key=lambda place: (-words[place].supports, place)) for places in by_part.values()]


def _shared(part: str, passage: str) -> float:
    line = read(part)
    stems = {stem for told in lines_of(passage) for stem in told.stems}
    return sum(one.weight for one in line.content if one.stem in stems) / line.weight if line.content else 0.0


def _lacking(part: str, passage: str, context: str) -> bool:
    """Whether the cause that the part gives is not told, or it is told of another people: the network does not miss
    it, the words do."""
    line, told = read(part), lines_of(passage)
    covered = cover(line, told, lines_of(context))
    return lacks_cause(line, covered) or is_of_another_people(line, told)
