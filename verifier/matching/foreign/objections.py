"""What speaks against a part of a claim in the sentences of a foreign report: a denial, an opposite, another
name, and changed roles.

An objection that is certain opposes; one that may be a matter of translation only forbids support.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.matching import lexicon
from verifier.matching.foreign.reading import Word
from verifier.matching.foreign.roles import exchanged, reordered
from verifier.matching.foreign.tongues import Sense
from verifier.matching.foreign.weighing import SCAFFOLD, Row, Weighed, Window
from verifier.matching.polarity import DENYING, PAST, Reality, Token, is_verbal
from verifier.prose.words import Kind, listed, stem


@dataclass(frozen=True, slots=True)
class Objection:
    """`strength` is the contradiction it makes, 0 where it only forbids support."""

    text: str
    strength: float
    row: Row | None = None


_SAME_EVENT = 0.6
"""Share of the rest of a part that a sentence must carry to be of the same event."""
_TELLING = 0.7
"""Weight of a word from which it may be what a sentence is about."""
_DENIED = 0.85
_OPPOSITE = 0.8
_ANOTHER_NAME = 0.75
_EXCHANGED = 0.75


def objections(weighed: Weighed, window: Window) -> tuple[Objection, ...]:
    found = [
        *_denied(weighed, window),
        *_undenied(weighed, window),
        *_denied_thing(weighed, window),
        *_opposite(weighed, window),
        *_renamed(weighed, window),
        *_exchanges(weighed, window),
    ]
    return tuple(sorted(found, key=lambda one: -one.strength))


def actions(weighed: Weighed) -> list[int]:
    """The places, in the part's content, of what is done in it."""
    verbal = _verbal(weighed)
    return [
        place
        for place, token in enumerate(weighed.part.content)
        if token.kind is Kind.WORD
        and token.stem not in lexicon.LIGHT | SCAFFOLD
        and (token.start in verbal or token.stem in lexicon.EVENTFUL)
    ]


def _verbal(weighed: Weighed) -> frozenset[int]:
    tokens = weighed.part.tokens
    return frozenset(token.start for place, token in enumerate(tokens) if is_verbal(tokens, place))


def _undenied(weighed: Weighed, window: Window) -> Iterator[Objection]:
    """What the part denies by a verb that is not told, and the sentence tells without a denial."""
    verbs = _verbal(weighed)
    for row in window.rows:
        pairs = [(token, one.word) for token, one in zip(weighed.part.content, row.met, strict=True)]
        if not any(token.denied and word is None and token.start in verbs for token, word in pairs):
            continue
        told = [word for token, word in pairs if token.denied and word is not None]
        if told and not any(word.denied for word in told):
            yield Objection(f'the report affirms it: "{_around(row, told[0])}"', 0.0, row)


def _denied_thing(weighed: Weighed, window: Window) -> Iterator[Objection]:
    """Where no verb of the part is told: a thing that the sentence denies, and the part does not."""
    verbs = _verbal(weighed)
    for row in window.rows:
        pairs = [(token, one.word) for token, one in zip(weighed.part.content, row.met, strict=True) if one.word]
        denied = [word for token, word in pairs if word and word.denied and not token.denied]
        if denied and not any(token.start in verbs for token, _ in pairs):
            yield Objection(f'the report denies it: "{_around(row, denied[0])}"', 0.0, row)


def _deeds(weighed: Weighed) -> list[int]:
    """The actions; where none is known as one, every word that may be."""
    words = [
        place
        for place, token in enumerate(weighed.part.content)
        if token.kind is Kind.WORD and weighed.weights[place] >= _TELLING
    ]
    return actions(weighed) or words


def _denied(weighed: Weighed, window: Window) -> Iterator[Objection]:
    for row in window.rows:
        told = [place for place in _deeds(weighed) if row.met[place].word is not None]
        # A denial reaches over other words in each language; what it is said of is the verb.
        told = [place for place in told if weighed.part.content[place].start in _verbal(weighed)] or told
        turned = [place for place in told if not _alike(weighed.part.content[place], row.met[place].word, row, weighed)]
        if not turned:
            continue
        agreeing = len(turned) < len(told)
        word = row.met[turned[0]].word
        assert word is not None
        said = "denies" if word.denied else "affirms"
        plainly = not agreeing and word.reality is Reality.DONE  # not "unless it is appealed"
        certain = plainly and weighed.rest(row, turned[0]) >= _SAME_EVENT
        yield Objection(f'the report {said} it: "{_around(row, word)}"', _DENIED if certain else 0.0, row)


def _alike(token: Token, word: Word | None, row: Row, weighed: Weighed) -> bool:
    """Whether both sides affirm it, or both deny it in whatever words: "was postponed" and 延期."""
    if word is None or word.denied == token.denied:
        return True
    if token.denied:
        return token.denier in DENYING and any(
            lexicon.likeness(token.denier, gloss) >= 0.8 for gloss in row.sentence.glosses
        )
    deniers = [one for one in row.sentence.words if one.mark is not None and one.mark.sense is Sense.DENIED]
    claimed = [one.stem for one in weighed.part.content]
    return any(lexicon.likeness(gloss, stem) >= 0.8 for one in deniers for gloss in one.glosses for stem in claimed)


def _opposite(weighed: Weighed, window: Window) -> Iterator[Objection]:
    for place, token in enumerate(weighed.part.content):
        if window.held[place] == 1.0 or token.weight < _TELLING or token.kind is not Kind.WORD:
            continue
        elsewhere = max(weighed.rest(row, place) if row.met[place].value >= 0.8 else 0.0 for row in window.rows)
        for row in window.rows:
            if row.met[place].value >= 0.8 or elsewhere >= weighed.rest(row, place):
                continue
            word = next(
                (word for word in row.sentence.words if any(_is_opposite(token.stem, gloss) for gloss in word.glosses)),
                None,
            )
            if word is not None and word.denied == token.denied:
                certain = weighed.rest(row, place) >= _SAME_EVENT or _same_measure(weighed, row)
                text = f'the report says "{_around(row, word)}", not "{token.word}"'
                yield Objection(text, _OPPOSITE if certain else 0.0, row)
                break


_UP = frozenset(map(stem, listed("rise grow increase climb more higher")))
_DOWN = frozenset(map(stem, listed("fall decline decrease drop less fewer lower reduce")))


def _is_opposite(one: str, other: str) -> bool:
    turned = (one in _UP and other in _DOWN) or (one in _DOWN and other in _UP)
    return turned or lexicon.opposite(one, other)


def _same_measure(weighed: Weighed, row: Row) -> bool:
    """Whether the sentence gives every figure of the part, one of them in percent: by so much it rose, or fell."""
    shares = [one for one in weighed.figures if one.unit == "%"]
    return bool(shares) and all(weighed.agreeing(one, row.sentence) for one in weighed.figures)


def _renamed(weighed: Weighed, window: Window) -> Iterator[Objection]:
    """A listed name of the part is nowhere, and the sentence that tells the rest names another of its sort."""
    mine = {token.stem for token in weighed.part.content}
    for place, token in enumerate(weighed.part.content):
        sort = weighed.known.sorts.get(token.stem, "") if token.kind is Kind.NAME else ""
        if not sort or any(row.met[place].value for row in weighed.rows):
            continue
        for row in window.rows:
            others = [
                word
                for word in row.sentence.words
                if word.name == sort
                and not any(lexicon.likeness(gloss, one) >= 0.85 for gloss in word.glosses for one in mine)
            ]
            acting = all(row.met[action].value for action in actions(weighed))
            told_of = any(
                other != place and row.met[other].value
                for other, one in enumerate(weighed.part.content)
                if one.kind is Kind.NAME
            )
            if others and acting and told_of and weighed.rest(row, place) >= _SAME_NAMES:
                text = f'the report names "{others[0].form}", not "{weighed.part.text[token.start : token.end]}"'
                yield Objection(text, _ANOTHER_NAME if sort in _OF_PLACE else 0.0, row)
                break


_SAME_NAMES = 0.75
_OF_PLACE = ("country", "city")
"""Where a thing was done is told once; with whom it was done may be told of several."""


def _exchanges(weighed: Weighed, window: Window) -> Iterator[Objection]:
    for row in window.rows:
        swapped = exchanged(weighed.part, row, weighed.known) or reordered(weighed.part, row)
        if swapped is None:
            continue
        certain = swapped.certain and weighed.rest(row) >= _SAME_NAMES
        text = f'in the report "{swapped.doer.form}" does it to "{swapped.other.form}"'
        yield Objection(text, _EXCHANGED if certain else 0.0, row)


def is_left_open(weighed: Weighed, window: Window) -> bool:
    """Whether what the part tells as done is intended or possible in the report; see `opposition.left_open`."""
    for place in actions(weighed):
        token = weighed.part.content[place]
        past = token.word.endswith("ed") or token.word in PAST
        claimed = token.reality if past else min(token.reality, Reality.INTENDED)
        told = [
            Reality.DONE if _says_so_too(row) else word.reality
            for row in window.rows
            if (word := row.met[place].word) is not None
        ]
        if told and max(told) < claimed:
            return True
    return False


def _says_so_too(row: Row) -> bool:
    """Whether the part has the very word that makes it only possible: "called on them to release", призвал."""
    marks = [word for word in row.sentence.words if word.mark is not None and word.mark.sense is not Sense.DENIED]
    met = [one.word for one in row.met if one.word is not None]
    return any(word in met for word in marks)


def _around(row: Row, word: Word) -> str:
    """A few words about it, as they stand in the report."""
    text, at = row.sentence.text, word.start - row.sentence.start
    first = max(0, text.rfind(" ", 0, max(0, at - 15)) + 1) if " " in text else max(0, at - 8)
    last = text.find(" ", at + len(word.form) + 10) if " " in text else at + len(word.form) + 8
    return text[first : last if last > 0 else len(text)]
