"""How much of a part of a claim a passage carries, word by word, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.matching.figures import best_agreement, figures, may_be
from verifier.matching.lexicon import LIGHT, SAYING, SUPPORTING, VERBS, likeness, seat
from verifier.matching.lines import Line
from verifier.matching.polarity import Token, is_verbal
from verifier.prose.stems import is_country
from verifier.prose.words import Kind

_IN_CONTEXT = 0.75
"""What a name counts that stands in the title or the lead instead of the passage: reports say "he", "it"."""
_IN_TITLE = 0.6
"""What any other word counts that stands in the title only."""
_NEARLY = 0.62
"""Coverage from which a part whose verb alone is missing is told in part."""
_CAUSES = frozenset(
    (
        ("because", "of"),
        ("due", "to"),
        ("owing", "to"),
        ("response", "to"),
        ("thanks", "to"),
        ("part", "in"),
        ("role", "in"),
    )
)
_DENIED_TOO = 0.85
"""What a word that denies counts, where the passage denies the same by another."""
_TRAILING = 0.2
"""What the further words of a figure count: its scale and unit."""
_ATTRIBUTION = 0.4
"""What the words before "said that" count: who said it is checked apart, and often is left to the outlet."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All three in 0..1, of the part's weight: in the passage, in its best sentence, and as neighbours."""

    passage: float
    sentence: float
    pairs: float
    missing: tuple[Token, ...]
    """Names, figures and words that count, found neither in the passage nor, for names, in the context."""

    @property
    def blend(self) -> float:
        return 0.45 * self.passage + 0.35 * self.sentence + 0.2 * self.pairs


def cover(part: Line, passage: Sequence[Line], context: Sequence[Line] = ()) -> Coverage:
    """Of `part`, what the sentences of `passage` carry; `context` is the title (or the lead), which may
    lend any word, and what else stands around, for names alone."""
    weights = weigh(part)
    total = sum(weights)
    if not total or not passage:
        return Coverage(0.0, 0.0, 0.0, part.content)
    agreed = _agreed_figures(part, passage)
    governed = _governed(part)
    rows = [
        [
            max(_likeness(token, line, agreed), _DENIED_TOO if _denies(governed.get(token.stem, ()), line) else 0.0)
            for token in part.content
        ]
        for line in passage
    ]
    joint = [max(column) for column in zip(*rows, strict=True)]
    around = [0.0] * len(joint)
    for index, token in enumerate(part.content):
        if token.kind is Kind.NAME and joint[index] < _IN_CONTEXT:
            around[index] = max((_IN_CONTEXT * _likeness(token, line, {}) for line in context), default=0.0)
        elif token.kind is Kind.WORD and joint[index] == 0 and context:
            around[index] = _IN_TITLE * _likeness(token, context[0], {})
    held = [max(a, b) for a, b in zip(joint, around, strict=True)]
    best = max(
        sum(weight * max(value, aside) for weight, value, aside in zip(weights, row, around, strict=True))
        for row in rows
    )
    missing = tuple(token for token, value in zip(part.content, held, strict=True) if value == 0 and token.weight > 0.5)
    return Coverage(
        sum(weight * value for weight, value in zip(weights, held, strict=True)) / total,
        best / total,
        _pairs(weights, rows),
        missing,
    )


def _governed(part: Line) -> dict[str, list[Token]]:
    """For each word that denies others: which."""
    found: dict[str, list[Token]] = {}
    for token in part.content:
        if token.denier:
            found.setdefault(token.denier, []).append(token)
    return found


def _denies(governed: Sequence[Token], line: Line) -> bool:
    """Whether the line, in whatever words, denies what these are: "put off signing", "not ready to conclude"."""
    return any(one.denied and likeness(token.stem, one.stem) >= 0.8 for token in governed for one in line.content)


def weigh(part: Line) -> list[float]:
    """The weight of each word of content of the part; less for an attribution it opens with."""
    opening = next(
        (
            place
            for place, token in enumerate(part.tokens[:12])
            if token.stem in SAYING and place + 1 < len(part.tokens) and part.tokens[place + 1].word == "that"
        ),
        -1,
    )
    said_before = part.tokens[opening].end if opening >= 0 else 0
    # "400 million dollars" is one thing, whatever the number of its words.
    trailing = {
        token.start
        for figure in figures(part.text)
        for token in [one for one in part.content if figure.start <= one.start < figure.end][1:]
    }
    return [
        token.weight
        * (_ATTRIBUTION if token.end <= said_before else 1.0)
        * (_TRAILING if token.start in trailing else 1.0)
        for token in part.content
    ]


def _likeness(token: Token, line: Line, agreed: dict[int, frozenset[Line]]) -> float:
    if token.start in agreed:
        return 1.0 if line in agreed[token.start] else 0.0
    if token.kind is Kind.FIGURE:
        return 1.0 if token.stem in line.stems else 0.0
    if token.stem in line.stems:
        return 1.0
    return max((likeness(token.stem, stem) for stem in line.stems), default=0.0)


def _agreed_figures(part: Line, passage: Sequence[Line]) -> dict[int, frozenset[Line]]:
    """For each token that is a figure of the part: the sentences that give it, in whatever form."""
    found: dict[int, frozenset[Line]] = {}
    for figure in figures(part.text):
        giving = frozenset(
            line
            for line in passage
            if best_agreement(figure, [told for told in figures(line.text) if may_be(figure, told)]) is not None
        )
        for token in part.content:
            if figure.start <= token.start < figure.end:
                found[token.start] = giving
    return found


def _pairs(weights: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    """Of the part's neighbouring words of content, the share that meet in one sentence of the passage."""
    pairs = [
        (min(weights[i], weights[i + 1]), max(min(row[i], row[i + 1]) for row in rows)) for i in range(len(weights) - 1)
    ]
    total = sum(weight for weight, _ in pairs)
    if not total:
        return max((row[0] for row in rows), default=0.0) if weights else 0.0
    return sum(weight * value for weight, value in pairs) / total


def naming(part: Line, tokens: Sequence[Token]) -> tuple[str, ...]:
    """Words of the part as they stand, for a reader, each once; scaffolding left out."""
    return tuple(dict.fromkeys(part.text[token.start : token.end] for token in tokens if token.stem not in LIGHT))


# ── what a missing word means ─────────────────────────────────────────────────────────────────────


def is_background(part: Line, name: Token) -> bool:
    """Whether a country only says where: "the ceasefire in Ukraine", not "Ukraine", "on Ukraine"."""
    place = part.tokens.index(name)
    return place > 2 and part.tokens[place - 1].word == "in" and is_country(seat(name.stem))


def lacks_verb(part: Line, covered: Coverage) -> bool:
    """Whether a verb of the part is missing, other than one that says little beside its object."""
    for token in covered.missing:
        place = part.tokens.index(token)
        if token.kind is not Kind.WORD or not (token.stem in VERBS or is_verbal(part.tokens, place)):
            continue
        following = next((one for one in part.content if one.start > token.start), None)
        supporting = token.stem in SUPPORTING and following is not None and following.kind is not Kind.NAME
        purpose = place > 1 and part.tokens[place - 1].word == "to" and part.tokens[place - 2].word in ("order", "as")
        if not purpose and (not supporting or following in covered.missing):
            return True
    return False


def tells_apart(part: Line, covered: Coverage) -> bool:
    """Whether what is there is more than who: at least two words that are no names."""
    there = [one for one in part.content if one.kind is Kind.WORD and one.weight > 0.5 and one not in covered.missing]
    return len(there) >= 2 and covered.blend >= _NEARLY


def lacks_cause(part: Line, covered: Coverage) -> bool:
    """Whether nothing of what follows "because of", "due to" is told."""
    for place in range(1, len(part.tokens)):
        pair = (part.tokens[place - 1].word, part.tokens[place].word)
        if pair in _CAUSES or part.tokens[place].word == "because":
            cause = [one for one in part.content if one.start > part.tokens[place].start and one.weight > 0.5]
            return bool(cause) and all(one in covered.missing for one in cause[:3])
    return False


def lacks_kind(part: Line, covered: Coverage, passage: Sequence[Line]) -> bool:
    """Whether the passage tells it of another kind: "wheat exports" where the part has "barley exports"."""
    for kind, noun in pairwise(part.tokens):
        both = kind.kind is Kind.WORD and noun.kind is Kind.WORD
        if both and kind in covered.missing and noun not in covered.missing:
            rivals = [one for line in passage for one, other in pairwise(line.tokens) if other.stem == noun.stem]
            if any(_is_rival(one, part) for one in rivals):
                return True
    return False


def is_of_another_people(part: Line, passage: Sequence[Line]) -> bool:
    """Whether it is told of "a Kyrgyz officer" where the part has "an Uzbek officer", whoever is named around."""
    for people, noun in pairwise(part.tokens):
        if is_country(seat(people.stem)) and noun.kind is Kind.WORD:
            told = [
                seat(one.stem) for line in passage for one, other in pairwise(line.tokens) if other.stem == noun.stem
            ]
            others = [one for one in told if is_country(one)]
            if others and seat(people.stem) not in others:
                return True
    return False


def _is_rival(told: Token, part: Line) -> bool:
    telling = told.kind is Kind.WORD and told.weight > 0.5
    return telling and not any(likeness(told.stem, stem) for stem in part.stems)
