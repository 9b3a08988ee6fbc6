"""How much of a part of a claim the sentences of a foreign report carry, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from verifier.matching.coverage import weigh
from verifier.matching.figures import Figure, best_agreement, figures, may_be
from verifier.matching.foreign.amounts import amounts
from verifier.matching.foreign.names import named
from verifier.matching.foreign.reading import Sentence, Word
from verifier.matching.foreign.tongues import Tongue, tongue
from verifier.matching.lexicon import GENERIC, likeness
from verifier.matching.lines import Line
from verifier.matching.polarity import Token, is_verbal
from verifier.prose.words import Kind, listed, stem

_WORD_ALIKE = 0.7
_NAME_ALIKE = 0.85
"""A name is itself, its seat of power or its people; close spellings are other names."""
BESIDE = 0.5
"""Share of the best sentence's share of the part that another must have, for what it tells to be of the same event."""
SCAFFOLD = frozenset(
    map(stem, listed("become amount total stand set put comprise constitute end previous due result remain make level"))
)
"""Words that languages do without, or put in quite different ways: "amounted to", "at the end of"."""
CARRYING = frozenset(map(stem, listed("express voice face take make give hold conduct carry put show have")))
"""Verbs that leave what is done to their object: "expressed regret", "faces a fine"."""
_SCAFFOLD_WEIGHT = 0.3
_TELLING_NUMBER = 21
_NAMED_AROUND = 0.8
"""What a name counts that stands in the title, the lead or just before: reports say "he"."""


@dataclass(frozen=True, slots=True)
class Met:
    """How far a word of the part is met in a sentence, and by which word of it."""

    value: float = 0.0
    word: Word | None = None


@dataclass(frozen=True, eq=False)
class Row:
    """A sentence with what it has of the part: one `Met` for each word of the part's content."""

    sentence: Sentence
    met: tuple[Met, ...]

    def share(self, weights: Sequence[float]) -> float:
        return share([one.value for one in self.met], weights)


def share(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0


@dataclass(frozen=True)
class Window:
    """Sentences in a row that carry the part best, and what is held there of each word, names also from around."""

    rows: tuple[Row, ...]
    held: tuple[float, ...]
    blend: float


class Weighed:
    """A part of a claim laid against a report."""

    def __init__(self, part: Line, report: Sequence[Sentence], title: Sentence | None, known: Tongue) -> None:
        self.part = part
        self.known = known
        self.weights = [
            weight * (_SCAFFOLD_WEIGHT if token.stem in SCAFFOLD | CARRYING else 1.0)
            for token, weight in zip(part.content, weigh(part), strict=True)
        ]
        self._runs = _runs(part)
        self.figures = figures(part.text)
        self._figure_at = {
            token.start: figure
            for figure in self.figures
            for token in part.content
            if figure.start <= token.start < figure.end
        }
        self._like = self._likes([*report, *([title] if title else [])])
        self.rows = [self._row(sentence) for sentence in report]
        self.title = self._row(title) if title else None

    def _likes(self, report: Sequence[Sentence]) -> list[dict[str, float]]:
        """For each word of the part: the glosses of the report that are like it."""
        glosses = frozenset().union(*(sentence.glosses for sentence in report))
        return [
            {gloss: value for gloss in glosses if (value := _likeness(token, gloss)) > 0} for token in self.part.content
        ]

    def _row(self, sentence: Sentence) -> Row:
        return Row(
            sentence,
            tuple(self._met(token, like, sentence) for token, like in zip(self.part.content, self._like, strict=True)),
        )

    def _met(self, token: Token, like: dict[str, float], sentence: Sentence) -> Met:
        figure = self._figure_at.get(token.start)
        if figure is not None:
            return Met(1.0 if self.agreeing(figure, sentence) is not None else 0.0)
        if token.kind is Kind.FIGURE:
            return Met(1.0 if token.word in sentence.text else 0.0)
        shared = like.keys() & sentence.glosses
        if shared:
            best = max(shared, key=lambda gloss: like[gloss])
            # Of several words that mean it, the one said as the part says it.
            bearing = [word for word in sentence.words if best in word.glosses]
            return Met(like[best], next((word for word in bearing if word.denied == token.denied), bearing[0]))
        if token.kind is Kind.NAME and token.stem not in self.known.vocabulary:
            run = self._runs.get(token.start, (token,))
            word = named([one.word for one in run], run.index(token), sentence, self.known)
            return Met(1.0, word) if word is not None else Met()
        return Met()

    def is_office(self, place: int) -> bool:
        """Whether it names an office that is said to have said it: on its own site it does not name itself."""
        return self.part.content[place].stem in GENERIC and self.weights[place] < 0.5 * self.part.content[place].weight

    def is_told(self, place: int, window: Window) -> bool:
        """Whether a name stands where it may mean the part's: in the sentences that carry the part, and for whoever
        does it, also in what stands before them."""
        best = max(window.rows, key=lambda row: row.share(self.weights))
        least = BESIDE * best.share(self.weights)
        if any(row.met[place].value and row.share(self.weights) >= least for row in window.rows):
            return True
        verb = next((token.start for at, token in enumerate(self.part.tokens) if is_verbal(self.part.tokens, at)), 0)
        before = [row for row in self.rows if row.sentence.start < best.sentence.start]
        around = [*before[:1], *before[-2:], *([self.title] if self.title else [])]
        if self.part.content[place].start >= verb or not any(row.met[place].value for row in around):
            return False
        met = [one.word for one in best.met]
        return not any(word.name in ("person", "body") and word not in met for word in best.sentence.words)

    def is_at_home(self, token: Token, window: Window) -> bool:
        """Whether it is the country that reports in this language leave out, and they name no other instead."""
        if token.stem != self.known.home:
            return False
        mine = {one.stem for one in self.part.content}
        named = [word for row in window.rows for word in row.sentence.words if word.name == "country"]
        return all(word.glosses & mine for word in named)

    def is_forename(self, token: Token) -> bool:
        """Whether a surname stands behind it that tells who: reports leave forenames out. A listed one is a surname."""
        last = self._runs.get(token.start, (token,))[-1]
        of_person = self.known.sorts.get(last.stem, "person") == "person" and last.stem not in GENERIC
        return token is not last and token.stem not in self.known.vocabulary and of_person

    def agreeing(self, figure: Figure, sentence: Sentence) -> tuple[Figure, str] | None:
        """The sentence's figure that agrees, with a note; a number word may be part of a name: the Group of Seven."""
        every = amounts(sentence, self.known.code)
        told = [one for one in every if may_be(figure, one)]
        # A large number that is there to the last digit is of the same thing, whatever it is called there.
        told += [one for one in every if one.unit == figure.unit and one.low == figure.low >= _TELLING_NUMBER]
        found = best_agreement(figure, told)
        word = re.split(r"[\s-]", figure.text.lower())[0]
        if found is None and word.isalpha() and stem(word) in sentence.glosses:
            return figure, ""
        return found

    def rest(self, row: Row, *without: int) -> float:
        """The share of the part, but for the words at these places, that the sentence carries."""
        kept = [place for place in range(len(row.met)) if place not in without]
        return share([row.met[place].value for place in kept], [self.weights[place] for place in kept])

    def expressible(self, token: Token) -> bool:
        """Whether the lexicon has words for it, so that it is missed where they are not there."""
        if token.kind in (Kind.NAME, Kind.FIGURE) or token.start in self._figure_at:
            return True
        return _expressible(token.stem, self.known.code)

    def best_window(self, most: int = 3) -> Window | None:
        """Up to `most` sentences in a row; a longer stretch must carry more."""
        found = [
            self._window(first, last)
            for first in range(len(self.rows))
            for last in range(first, min(len(self.rows), first + most))
        ]
        best = max(found, key=lambda one: one.blend, default=None)
        return best if best is not None and best.blend > 0 else None

    def _window(self, first: int, last: int) -> Window:
        rows = self.rows[first : last + 1]
        joint = [max(column) for column in zip(*([met.value for met in row.met] for row in rows), strict=True)]
        around = [*([self.title] if self.title else []), *self.rows[:2], *self.rows[max(0, first - 2) : first]]
        held = [
            max(value, _NAMED_AROUND * max((row.met[at].value for row in around), default=0.0))
            if token.kind is Kind.NAME and value < _NAMED_AROUND
            else value
            for at, (token, value) in enumerate(zip(self.part.content, joint, strict=True))
        ]
        single = max(row.share(self.weights) for row in rows)
        blend = 0.6 * share(held, self.weights) + 0.4 * single - 0.03 * (last - first)
        return Window(tuple(rows), tuple(held), blend)


@lru_cache(maxsize=8192)
def _expressible(stem: str, code: str) -> bool:
    known = tongue(code)
    return known is not None and any(likeness(stem, gloss) >= _WORD_ALIKE for gloss in known.vocabulary)


def _runs(part: Line) -> dict[int, tuple[Token, ...]]:
    """For each name: it with the names that stand next to it."""
    runs: list[list[Token]] = []
    for token in part.names:
        gap = part.text[runs[-1][-1].end : token.start] if runs else "."
        if gap in (" ", "-"):
            runs[-1].append(token)
        else:
            runs.append([token])
    return {token.start: tuple(run) for run in runs for token in run}


def _likeness(token: Token, gloss: str) -> float:
    value = likeness(token.stem, gloss)
    return value if value >= (_NAME_ALIKE if token.kind is Kind.NAME else _WORD_ALIKE) else 0.0
