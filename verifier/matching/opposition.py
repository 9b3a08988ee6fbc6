"""Whether a sentence says the opposite of a part of a claim: denials, opposites, other names, changed roles.

Only where both are plainly about the same event: the rest of the part must be found in the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.matching import lexicon
from verifier.matching.coverage import weigh
from verifier.matching.lines import Line
from verifier.matching.polarity import Reality, Token
from verifier.prose.words import Kind, listed, stem


@dataclass(frozen=True, slots=True)
class Opposition:
    """`strength` in 0..1; `text` says in words what is opposed; `start` is the word in the report's line."""

    text: str
    strength: float
    start: int


_SAME_EVENT = 0.5
"""Least share of the part's other weight that a sentence must carry to be about the same event."""
_SAME_SLOT = 0.75
"""The same, for a sentence that differs by a name only."""
_SYMMETRIC = frozenset(
    map(stem, listed("meet talk discuss negotiate agree sign trade cooperate clash fight compete hold join"))
)


def oppositions(part: Line, sentence: Line, context: Sequence[Line] = ()) -> tuple[Opposition, ...]:
    """What `sentence` opposes in `part`; `context` (title, lead, neighbours) lends names alone."""
    align = _align(part, sentence, context)
    found = [*_denied(align), *_turned(align), *_renamed(align), *_swapped(part, sentence)]
    return tuple(sorted(found, key=lambda one: -one.strength))


def left_open(part: Line, sentences: Sequence[Line]) -> tuple[Token, Reality] | None:
    """The verb that the part calls done (or decided) and the passage only intended or possible, with how
    real the passage calls it; None where the passage is as sure as the part."""
    for token in part.content:
        if token.kind is not Kind.WORD or token.stem not in lexicon.VERBS:
            continue
        told = [
            other.reality
            for line in sentences
            for other in line.content
            if other.kind is Kind.WORD and lexicon.likeness(token.stem, other.stem) >= 0.8
        ]
        if told and max(told) < token.reality:
            return token, max(told)
    return None


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Each word of content of the part with its like in the sentence, if any."""

    part: Line
    sentence: Line
    pairs: tuple[tuple[Token, float, Token | None, float], ...]
    """(word of the part, its weight, its like, how like: 0..1)"""

    def share_without(self, *left_out: Token) -> float:
        total = sum(weight for token, weight, _, _ in self.pairs if token not in left_out)
        if not total:
            return 0.0
        return sum(weight * value for token, weight, _, value in self.pairs if token not in left_out) / total

    def count_without(self, *left_out: Token) -> int:
        return sum(value >= 0.7 and weight > 0.5 for token, weight, _, value in self.pairs if token not in left_out)


def _align(part: Line, sentence: Line, context: Sequence[Line]) -> _Aligned:
    pairs = []
    for token, weight in zip(part.content, weigh(part), strict=True):
        other = max(sentence.content, key=lambda one: lexicon.likeness(token.stem, one.stem), default=None)
        value = lexicon.likeness(token.stem, other.stem) if other is not None else 0.0
        if not value:
            other = None
            if token.kind is Kind.NAME and any(token.stem in line.stems for line in context):
                value = 0.75
        pairs.append((token, weight, other, value))
    return _Aligned(part, sentence, tuple(pairs))


def _denied(align: _Aligned) -> Iterator[Opposition]:
    """One side denies what the other affirms."""
    for token, weight, other, value in align.pairs:
        if other is None or value < 0.8 or weight < 0.7 or not _eventful(token):
            continue
        if token.denied == other.denied:
            continue
        share = align.share_without(token)
        if share >= _SAME_EVENT and align.count_without(token) >= 1:
            words = _around(align.sentence, other)
            said = "denies" if other.denied else "affirms"
            yield Opposition(f'the report {said} it: "{words}"', min(0.95, 0.35 + 0.65 * share), other.start)


def _turned(align: _Aligned) -> Iterator[Opposition]:
    """A word of the part stands against its opposite."""
    for token, weight, other, value in align.pairs:
        if value >= 0.8 or (weight < 0.7 and token.kind is not None) or token.kind is Kind.NAME:
            continue
        for told in align.sentence.tokens:
            if lexicon.opposite(token.stem, told.stem) and token.denied == told.denied:
                share = align.share_without(token)
                if share >= _SAME_EVENT and align.count_without(token) >= 1:
                    yield Opposition(
                        f'the report says "{_around(align.sentence, told)}", not "{token.word}"',
                        min(0.95, 0.35 + 0.65 * share),
                        told.start,
                    )
                break
        del other


def _renamed(align: _Aligned) -> Iterator[Opposition]:
    """The same said of another: one name of the part is missing, and another stands in its place."""
    claimed = {lexicon.seat(token.stem) for token in align.part.content}
    for index, (token, _, other, value) in enumerate(align.pairs):
        if token.kind is not Kind.NAME or value or other is not None:
            continue
        if index and align.part.tokens and _adjoins(align.part, align.pairs[index - 1][0], token):
            continue  # the tail of a longer name is judged by its head
        if align.share_without(token) < _SAME_SLOT or align.count_without(token) < 3:
            continue
        for told in align.sentence.names:
            if lexicon.seat(told.stem) not in claimed and _same_slot(align, index, told):
                yield Opposition(
                    f'the report names "{align.sentence.text[told.start : told.end]}", '
                    f'not "{align.part.text[token.start : token.end]}"',
                    0.4 + 0.5 * align.share_without(token),
                    told.start,
                )
                break


def _adjoins(line: Line, one: Token, other: Token) -> bool:
    return one.kind is Kind.NAME and line.text[one.end : other.start].strip() in ("", "-")


def _same_slot(align: _Aligned, index: int, told: Token) -> bool:
    """Whether `told` has the neighbours in its sentence that the missing name has in the part."""
    mine = [token for token, _, _, _ in align.pairs]
    theirs = align.sentence.content
    place = theirs.index(told)
    before, after = mine[index - 1 : index] if index else [], mine[index + 1 : index + 2]
    told_before, told_after = theirs[max(0, place - 1) : place], theirs[place + 1 : place + 2]
    return any(
        left and right and lexicon.likeness(left[0].stem, right[0].stem) >= 0.8
        for left, right in ((before, told_before), (after, told_after))
    )


def _swapped(part: Line, sentence: Line) -> Iterator[Opposition]:
    """A does to B what the report says B does to A."""
    for verb in part.content:
        if verb.kind is not Kind.WORD or verb.stem not in lexicon.VERBS or verb.stem in _SYMMETRIC:
            continue
        roles = _roles(part, verb)
        told_verb = next((one for one in sentence.content if lexicon.likeness(one.stem, verb.stem) >= 0.85), None)
        told = _roles(sentence, told_verb) if told_verb is not None and told_verb.kind is Kind.WORD else None
        if roles is None or told is None:
            continue
        (doer, done_to), (told_doer, told_done_to) = roles, told
        if (
            lexicon.likeness(doer.stem, told_done_to.stem) >= 0.9
            and lexicon.likeness(done_to.stem, told_doer.stem) >= 0.9
        ):
            first, second = (
                sentence.text[told_doer.start : told_doer.end],
                sentence.text[told_done_to.start : told_done_to.end],
            )
            yield Opposition(
                f"in the report {first} does it to {second}, not the other way round", 0.85, told_doer.start
            )


def _roles(line: Line, verb: Token) -> tuple[Token, Token] | None:
    """(who does it, to whom) by order around the verb, turned where a passive "by" follows."""
    before = [token for token in line.names if token.end <= verb.start]
    after = [token for token in line.names if token.start >= verb.end]
    if not before or not after:
        return None
    subject, thing = before[-1], after[0]
    if (
        sum(token.stem == subject.stem for token in line.names) > 1
        or sum(token.stem == thing.stem for token in line.names) > 1
    ):
        return None
    between = [token.word for token in line.tokens if verb.end <= token.start < thing.start]
    auxiliary = {token.word for token in line.tokens if subject.end <= token.start < verb.start}
    if "by" in between and auxiliary & {"was", "were", "is", "are", "been", "be", "being"}:
        return thing, subject
    return None if "by" in between else (subject, thing)


def _eventful(token: Token) -> bool:
    return token.kind is Kind.WORD and token.stem not in lexicon.LIGHT


def _around(line: Line, token: Token) -> str:
    """A few words about `token`, as they stand."""
    place = next(index for index, one in enumerate(line.tokens) if one.start == token.start)
    first, last = line.tokens[max(0, place - 4)], line.tokens[min(len(line.tokens) - 1, place + 3)]
    return line.text[first.start : last.end]
