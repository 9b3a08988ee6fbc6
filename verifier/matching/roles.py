"""Who does it to whom: the same said of another name, and two names with their roles exchanged.

By the order of names around a verb, turned for the passive; no parser. So it speaks up only where the rest
of the part is found, and keeps silent about verbs that work both ways (meet, agree, trade).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.matching import lexicon
from verifier.matching.lines import Line
from verifier.matching.polarity import AUXILIARIES, Reality, Token, is_passive, is_verbal
from verifier.prose.stems import is_country
from verifier.prose.words import Kind, listed, stem

_SAME_SLOT = 0.75
"""Least share of the part's other weight in a sentence that differs by a name only."""
_SAME_EVENT = 0.55
"""The same, for one that tells it with the names in other roles."""
_PLAIN = frozenset(listed("the a an his her their its was were been be being has had is are"))
_SYMMETRIC = frozenset(
    map(stem, listed("meet talk discuss negotiate agree sign trade cooperate clash fight compete join merge work"))
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words that is one name."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def is_like(self, other: Name) -> bool:
        """Whether both share a word that tells which, not only what: not "Gas" of "Tokyo Gas"."""
        return any(lexicon.likeness(one.stem, two.stem) >= 0.9 for one in self.telling for two in other.telling)

    @property
    def telling(self) -> tuple[Token, ...]:
        return tuple(token for token in self.tokens if token.stem not in lexicon.GENERIC) or self.tokens

    @property
    def is_country(self) -> bool:
        return any(is_country(lexicon.seat(token.stem)) for token in self.tokens)


def names_of(line: Line) -> list[Name]:
    runs: list[list[Token]] = []
    for token in line.names:
        if runs and line.text[runs[-1][-1].end : token.start].strip("-") in ("", " "):
            runs[-1].append(token)
        else:
            runs.append([token])
    return [Name(tuple(run)) for run in runs]


def misnamed(part: Line, sentence: Line, context: Sequence[Line]) -> Iterator[tuple[str, float, float]]:
    """Where the sentence tells the part's event of other names: what is opposed in words, how strongly, and
    how much else of the part the sentence carries."""
    yield from _renamed(part, sentence, context)
    yield from _remodified(part, sentence)
    yield from _exchanged(part, sentence)


# ── another name in the same place ────────────────────────────────────────────────────────────────


def _renamed(part: Line, sentence: Line, context: Sequence[Line]) -> Iterator[tuple[str, float, float]]:
    claimed, told = names_of(part), names_of(sentence)
    around = [name for line in context for name in names_of(line)]
    for name in claimed:
        if any(token.reality is Reality.POSSIBLE for token in name.tokens):
            continue
        if any(name.is_like(other) for other in (*told, *around)) or any(
            _spells(name, line) for line in (sentence, *context)
        ):
            continue
        share, count = _rest(part, sentence, name)
        if share < _SAME_SLOT or count < 3 or not _same_verbs(part, sentence):
            continue
        for other in told:
            if not any(other.is_like(one) for one in claimed) and _same_place(part, name, sentence, other):
                text = f'the report names "{_written(sentence, other)}", not "{_written(part, name)}"'
                yield text, 0.4 + 0.5 * share, share
                break


def _remodified(part: Line, sentence: Line) -> Iterator[tuple[str, float, float]]:
    """Two names changed places before their nouns: "Armenian soldiers … Azerbaijani forces"."""
    mine, theirs = _modified(part), _modified(sentence)
    for noun, name in mine.items():
        other = theirs.get(noun)
        if other is None or name.is_like(other):
            continue
        share, count = _rest(part, sentence, name)
        moved = any(name.is_like(one) for one in names_of(sentence)) and any(
            other.is_like(one) for one in mine.values()
        )
        if moved and share >= _SAME_SLOT and count >= 2:
            yield (
                f'the report has "{_written(sentence, other)}" where the claim has "{_written(part, name)}"',
                0.85,
                share,
            )


def _modified(line: Line) -> dict[str, Name]:
    """Noun → the country right before it: "Armenian forces"."""
    after = {token.start: token for token in line.content if token.kind is Kind.WORD}
    found = {}
    for name in names_of(line):
        noun = after.get(name.end + 1)
        if noun is not None and name.is_country:
            found[noun.stem] = name
    return found


def _same_verbs(part: Line, sentence: Line) -> bool:
    told = [token.stem for token in sentence.content]
    return all(any(lexicon.likeness(verb.stem, one) >= 0.8 for one in told) for verb in _verbs(part))


def _spells(name: Name, line: Line) -> bool:
    """Whether the line has a word of the name, if not as a name."""
    return any(token.stem in line.stems for token in name.telling)


def _rest(part: Line, sentence: Line, name: Name) -> tuple[float, int]:
    """(share of the part's weight but for the name that the sentence has, how many words that is)."""
    rest = [token for token in part.content if token not in name.tokens]
    values = [max((lexicon.likeness(token.stem, s) for s in sentence.stems), default=0.0) for token in rest]
    total = sum(token.weight for token in rest)
    held = sum(token.weight * value for token, value in zip(rest, values, strict=True))
    return (held / total if total else 0.0), sum(value >= 0.7 for value in values)


def _same_place(part: Line, name: Name, sentence: Line, other: Name) -> bool:
    """Whether both names have a like word of weight next to them, on the same side."""
    mine, theirs = _neighbours(part, name), _neighbours(sentence, other)
    if _is_of(sentence, other) != _is_of(part, name):
        theirs = (theirs[1], theirs[0])  # "the population of X" is "X's population"
    return any(
        one is not None and two is not None and lexicon.likeness(one.stem, two.stem) >= 0.8
        for one, two in zip(mine, theirs, strict=True)
    )


def _is_of(line: Line, name: Name) -> bool:
    return line.text[: name.start].endswith("of ")


def _neighbours(line: Line, name: Name) -> tuple[Token | None, Token | None]:
    words = [token for token in line.content if token.weight > 0.5 and token.kind is not Kind.NAME]
    words = [token for token in words if token.stem not in lexicon.GENERIC]
    before = [token for token in words if token.end <= name.start]
    after = [token for token in words if token.start >= name.end]
    return (before[-1] if before else None), (after[0] if after else None)


# ── the same names in other roles ─────────────────────────────────────────────────────────────────


# Where a report was written is no one who does something: "DHAKA, April 27 (Reuters) - ".
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]+(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\.?(?: \([^()]{2,40}\))? ?(?:--|[-–—:]) ")


@dataclass(frozen=True, slots=True)
class _Roles:
    doers: list[Name]
    """Names before the verb in its clause, the nearest last."""
    targets: list[Name]


def _exchanged(part: Line, sentence: Line) -> Iterator[tuple[str, float, float]]:
    told_names = names_of(sentence)
    told_verbs = _verbs(sentence)
    for verb in _verbs(part):
        told_verb = max(
            (one for one in told_verbs if lexicon.likeness(one.stem, verb.stem) >= 0.85),
            key=lambda one: lexicon.likeness(one.stem, verb.stem),
            default=None,
        )
        if told_verb is None or told_verb.denied != verb.denied:
            continue
        mine, theirs = _roles(part, verb), _roles(sentence, told_verb)
        opposed = _swap(mine, theirs, told_names) or _moved(part, verb, mine, theirs, told_names)
        if opposed is not None and _rest(part, sentence, opposed[0])[0] >= _SAME_EVENT:
            claimed, told = opposed
            text = f'in the report it is "{_written(sentence, told)}" in the place of "{_written(part, claimed)}"'
            yield text, 0.85, 1.0


def _swap(mine: _Roles, theirs: _Roles, told_names: Sequence[Name]) -> tuple[Name, Name] | None:
    """(the name of the part that has another role, the name that has its role in the report)."""
    if mine.doers and theirs.doers:
        doer, told = mine.doers[-1], theirs.doers[-1]
        crossed = any(doer.is_like(one) for one in theirs.targets[:1]) and any(
            told.is_like(one) for one in mine.targets[:1]
        )
        if crossed and not doer.is_like(told):
            return doer, told
        absent = not any(doer.is_like(one) for one in theirs.doers)
        turned = any(doer.is_like(one) for one in theirs.targets[:1])
        # Two countries in one place exclude each other; a country and its minister do not.
        rival = doer.is_country and told.is_country and not any(doer.is_like(one) for one in told_names)
        if absent and (turned or (rival and any(told.is_like(one) for one in mine.targets))):
            return doer, told
    return None


def _moved(
    part: Line, verb: Token, mine: _Roles, theirs: _Roles, told_names: Sequence[Name]
) -> tuple[Name, Name] | None:
    """The same pair where the part's verb hits a name at once, and the report's another, while it tells
    something else of the first: "condemned Turkey" against "condemned the PKK and supported Turkey"."""
    if not mine.targets or not theirs.targets:
        return None
    target, told = mine.targets[0], theirs.targets[0]
    low, high = min(verb.end, target.end), max(verb.start, target.start)
    between = {token.word for token in part.tokens if low <= token.start < high}
    if between - _PLAIN or any(target.is_like(one) for one in (*theirs.targets, *theirs.doers)):
        return None
    return (target, told) if any(target.is_like(one) for one in told_names) else None


def _verbs(line: Line) -> list[Token]:
    return [
        token
        for index, token in enumerate(line.tokens)
        if is_verbal(line.tokens, index) and token.stem not in _SYMMETRIC
    ]


def _roles(line: Line, verb: Token) -> _Roles:
    """By order within the verb's clause; without "by" a passive has a target only."""
    start, end = _clause(line, verb)
    names = [name for name in names_of(line) if start <= name.start and name.end <= end]
    before = [name for name in names if name.end <= verb.start]
    after = [name for name in names if name.start >= verb.end]
    place = next(index for index, token in enumerate(line.tokens) if token.start == verb.start)
    passive = is_passive(line.tokens, place)
    if not passive:
        return _Roles(before, after)
    by = next((token.end for token in line.tokens[place + 1 : place + 5] if token.word == "by"), None)
    return _Roles([name for name in after if by is not None and name.start >= by][:1], before[-1:])


def _clause(line: Line, verb: Token) -> tuple[int, int]:
    """The stretch around the verb that other verbs do not claim: from "said that", "which", "but" before it to
    the conjunction with a verb of its own after it."""
    dateline = _DATELINE.match(line.text)
    start, end = dateline.end() if dateline else 0, len(line.text)
    for index, token in enumerate(line.tokens):
        if token.stem in lexicon.SAYING and token.kind is not None and token.end <= verb.start:
            start = token.end
        if token.word not in ("and", "but", "while", "whereas", "which", "who", "that"):
            continue
        window = range(index + 1, min(index + 5, len(line.tokens)))
        follows = any(is_verbal(line.tokens, place) or line.tokens[place].word in AUXILIARIES for place in window)
        if token.end <= verb.start and follows and token.word != "and":
            start = token.end
        elif token.start >= verb.end and follows:
            return start, token.start
    return start, end


def _written(line: Line, name: Name) -> str:
    return line.text[name.start : name.end]
