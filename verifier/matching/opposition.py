"""Whether a sentence says the opposite of a part of a claim: denials, opposites, and things left open.

Only where both are plainly about the same event: the rest of the part must be found in the same sentence.
Other names and changed roles are in `roles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.matching import lexicon
from verifier.matching.coverage import weigh
from verifier.matching.lines import Line
from verifier.matching.polarity import DENYING, PAST, Reality, Token, is_verbal
from verifier.matching.roles import misnamed, names_of
from verifier.prose.words import Kind


@dataclass(frozen=True, slots=True)
class Opposition:
    """`strength` in 0..1; `text` says in words what is opposed; `share` is how much else of the part the
    sentence carries."""

    text: str
    strength: float
    share: float
    instead_of: str = ""
    """The stem of the claim's word whose opposite the report has."""


_SAME_EVENT = 0.5
"""Least share of the part's other weight that a sentence must carry to be about the same event."""
_SAME_EVENT_BY_A_SYNONYM = 0.65
"""The same, where the word that is denied is not the claim's own."""


def oppositions(part: Line, sentence: Line, context: Sequence[Line] = ()) -> tuple[Opposition, ...]:
    """What `sentence` opposes in `part`, strongest first; `context` (title, lead, neighbours) lends names alone."""
    pairs = _align(part, sentence, context)
    found = [*_denied(pairs, sentence), *_turned(pairs, sentence)]
    found += [Opposition(*told) for told in misnamed(part, sentence, context)]
    return tuple(sorted(found, key=lambda one: -one.strength))


def left_open(part: Line, sentences: Sequence[Line]) -> Reality | None:
    """How real the passage calls what the part calls more real than that: "considers a ban", not "banned".

    Only a past form claims that a thing is done; "is delaying" and "restricts" are as good as announced.
    """
    for token in part.content:
        if token.kind is not Kind.WORD or token.stem not in lexicon.VERBS or token.deferred:
            continue
        claimed = token.reality if _is_past(token.word) else min(token.reality, Reality.INTENDED)
        told = [
            other.reality
            for line in sentences
            for other in line.content
            if other.kind is Kind.WORD and lexicon.likeness(token.stem, other.stem) >= 0.8
        ]
        if told and max(told) < claimed:
            return max(told)
    return None


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in PAST


@dataclass(frozen=True, slots=True)
class _Pair:
    """A word of the part with its likest word in the sentence, if any; names may be borrowed from the context."""

    token: Token
    weight: float
    other: Token | None
    value: float


def _align(part: Line, sentence: Line, context: Sequence[Line]) -> list[_Pair]:
    pairs = []
    verbs, told_verbs = _verbs(part), _verbs(sentence)
    for token, weight in zip(part.content, weigh(part), strict=True):
        # Of several like words the one used alike, then the one of the same polarity.
        ranked = [
            (
                lexicon.likeness(token.stem, one.stem),
                (one.start in told_verbs) == (token.start in verbs),
                one.denied == token.denied,
                -one.start,
                one,
            )
            for one in sentence.content
        ]
        value, _, _, _, other = max(ranked, key=lambda row: row[:4], default=(0.0, False, False, 0, None))
        if value:
            pairs.append(_Pair(token, weight, other, value))
            continue
        borrowed = token.stem in sentence.stems or (
            token.kind is Kind.NAME and any(token.stem in line.stems for line in context)
        )
        pairs.append(_Pair(token, weight, None, 0.75 if borrowed else 0.0))
    return pairs


def _verbs(line: Line) -> frozenset[int]:
    return frozenset(token.start for place, token in enumerate(line.tokens) if is_verbal(line.tokens, place))


def _share_without(pairs: Sequence[_Pair], token: Token) -> float:
    total = sum(pair.weight for pair in pairs if pair.token is not token)
    if not total:
        return 0.0
    return sum(pair.weight * pair.value for pair in pairs if pair.token is not token) / total


def _is_same_event(pairs: Sequence[_Pair], token: Token, least: float = _SAME_EVENT) -> bool:
    others = sum(pair.value >= 0.7 and pair.weight > 0.5 for pair in pairs if pair.token is not token)
    return others >= 1 and _share_without(pairs, token) >= least


def _strength(share: float) -> float:
    return min(0.95, 0.35 + 0.65 * share)


def _denied(pairs: Sequence[_Pair], sentence: Line) -> Iterator[Opposition]:
    """One side denies what the other affirms."""
    words = [pair for pair in pairs if pair.other is not None and pair.token.kind is Kind.WORD and pair.weight > 0.5]
    turned = bool(words) and all(pair.other is not None and pair.token.denied != pair.other.denied for pair in words)
    own = [pair.token for pair in pairs]
    agreeing = {pair.other.start for pair in pairs if pair.other is not None and pair.token.denied == pair.other.denied}
    for pair in pairs:
        other = pair.other
        if other is None or pair.value < 0.8 or pair.weight < 0.7 or not (turned or _eventful(pair.token)):
            continue
        least = _SAME_EVENT if pair.value == 1.0 else _SAME_EVENT_BY_A_SYNONYM
        same = pair.token.denied == other.denied or other.start in agreeing
        if same or not _is_same_event(pairs, pair.token, least):
            continue
        if _is_of_another(pairs, pair.token, sentence, other):
            continue
        if _may_both_hold(pair.token, other) or _denies_too(pair.token, sentence.content) or _denies_too(other, own):
            continue
        share = _share_without(pairs, pair.token)
        said = "denies" if other.denied else "affirms"
        yield Opposition(f'the report {said} it: "{words_around(sentence, other)}"', _strength(share), share)


def _is_of_another(pairs: Sequence[_Pair], token: Token, sentence: Line, told: Token) -> bool:
    """Whether whom the part names before `token` is not in the sentence, which names others before `told`."""
    mine = [pair for pair in pairs if pair.token.kind is Kind.NAME and pair.token.end <= token.start]
    others = any(name.end <= told.start for name in names_of(sentence))
    return bool(mine) and others and all(pair.other is None for pair in mine)


def _may_both_hold(one: Token, other: Token) -> bool:
    """Whether one is only put off, and the other not told as done: "put off until spring", "will decide in spring"."""
    deferred, affirmed = (one, other) if one.denied else (other, one)
    done = affirmed.reality is Reality.DONE and _is_past(affirmed.word)
    return deferred.deferred and not done


def _denies_too(denied: Token, words: Sequence[Token]) -> bool:
    """Whether the word that denies it has its like on the other side: "gave up the plan", "dropped the plan"."""
    return denied.denier in DENYING and any(
        lexicon.likeness(denied.denier, one.stem) >= 0.8 and not one.denied for one in words
    )


def _turned(pairs: Sequence[_Pair], sentence: Line) -> Iterator[Opposition]:
    """A word of the part stands against its opposite."""
    claimed = frozenset(pair.other.start for pair in pairs if pair.other is not None and pair.value >= 0.8)
    for pair in pairs:
        if pair.value >= 0.8 or pair.weight < 0.7 or pair.token.kind is Kind.NAME:
            continue
        for told in sentence.content:
            if not lexicon.opposite(pair.token.stem, told.stem) or pair.token.denied != told.denied:
                continue
            if told.start in claimed or _is_of_another(pairs, pair.token, sentence, told):
                continue  # "left the club to join another", "joined another"
            if _is_same_event(pairs, pair.token):
                share = _share_without(pairs, pair.token)
                text = f'the report says "{words_around(sentence, told)}", not "{pair.token.word}"'
                yield Opposition(text, _strength(share), share, pair.token.stem)
            break


def _eventful(token: Token) -> bool:
    return token.kind is Kind.WORD and token.stem in lexicon.EVENTFUL and token.stem not in lexicon.LIGHT


def words_around(line: Line, token: Token) -> str:
    """A few words about `token`, as they stand."""
    place = next(index for index, one in enumerate(line.tokens) if one.start == token.start)
    first, last = line.tokens[max(0, place - 4)], line.tokens[min(len(line.tokens) - 1, place + 3)]
    return line.text[first.start : last.end]
