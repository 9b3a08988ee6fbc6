"""Who does it to whom, where the other language tells: by case, by particle, by place and passive.

Only for a part with one name before its verb and one after it, and a sentence that has all three. What a
language leaves open is left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from verifier.matching.foreign.reading import Word
from verifier.matching.foreign.tongues import Tongue
from verifier.matching.foreign.weighing import Row
from verifier.matching.lexicon import SAYING
from verifier.matching.lines import Line
from verifier.matching.polarity import Token, is_passive, is_verbal
from verifier.prose.words import Kind, listed, stem


@dataclass(frozen=True, slots=True)
class Exchange:
    doer: Word
    other: Word
    certain: bool


_MUTUAL = frozenset(
    map(stem, listed("meet talk discuss agree negotiate sign trade cooperate hold clash fight exchange consult settle"))
)
"""What two do with each other, whoever is named first."""
_DOER_MARKS = {"ja": ("は", "が", "も"), "ko": ("은", "는", "이", "가", "도")}
_DONE_TO_MARKS = {"ja": ("を", "に", "へ", "から", "には"), "ko": ("을", "를", "에", "에게", "에서")}
_OBJECT_ENDING = re.compile(r"[ую]|ого|его|ому|ему|ой|ей|ом|ем|ою|ею|ові|еві")
_DOER_ENDING = re.compile(r"|й|ь|ия|ія|ина|їна")
_PASSIVE = {
    "zh": re.compile("被|遭|受到"),
    "ja": re.compile("され|られ|れた"),
    "ko": re.compile("당했|받았|됐|되었|당한"),
    "de": re.compile(r"\b(?:wurde|wurden|worden|wird|werden)\b.*\bvon\b|\bvon\b.*\b(?:wurde|wurden|worden)\b"),
    "fr": re.compile(r"\b(?:été|est|sont|a été|fut)\b.*\bpar\b"),
}


def exchanged(part: Line, row: Row, known: Tongue) -> Exchange | None:
    """Where the sentence has the part's object as the doer, or may have it so; None where it does not."""
    claimed = _claimed(part)
    if claimed is None:
        return None
    deed, doer, other = (_told(part, row, token) for token in (claimed.deed, claimed.doer, claimed.other))
    if doer is None or other is None or doer.start == other.start or (deed is None and not claimed.states):
        return None
    if claimed.hands:
        reversed_order = known.code not in _DOER_MARKS and other.start < doer.start
        return Exchange(other, doer, certain=False) if reversed_order else None
    if known.code in _DOER_MARKS:
        return _by_marks(row, doer, other, known)
    if known.code in ("ru", "uk"):
        return _by_case(deed, doer, other)
    return _by_place(row, deed, doer, other, known)


def reordered(part: Line, row: Row) -> Exchange | None:
    """Two countries, or two bodies, that the sentence names once each, the other way round."""
    names = [
        (token, word)
        for token in part.names
        if (word := _told(part, row, token)) is not None and word.name in ("country", "body")
    ]
    for (one, mine), (other, theirs) in pairwise(names):
        between = part.text[one.end : other.start].split()
        once = all(sum(word.glosses == told.glosses for word in row.sentence.words) == 1 for told in (mine, theirs))
        if mine.name == theirs.name and once and theirs.start < mine.start and between[:1] != ["and"]:
            return Exchange(theirs, mine, certain=False)
    return None


@dataclass(frozen=True, slots=True)
class _Claimed:
    deed: Token
    doer: Token
    other: Token
    states: bool = False
    """It is a state of things: "China became Russia's largest customer". Its verb is put in many ways."""
    hands: bool = False
    """Giver and getter of what is handed over."""


_STATING = frozenset(("is", "was", "are", "were", "became", "become", "becomes", "remains", "remained"))
_HANDING = frozenset(
    map(stem, listed("pay give sell send hand deliver supply lend transfer reimburse grant compensate"))
)
_DIRECTIONS = frozenset(("to", "from"))


def _claimed(part: Line) -> _Claimed | None:
    """By the first verb: the last name before it and the first after it; of what is handed over, giver and getter."""
    tokens = part.tokens
    verb = next((place for place, _ in enumerate(tokens) if is_verbal(tokens, place)), None)
    if verb is None:
        verb = next((place for place, token in enumerate(tokens) if token.word in _STATING), None)
        return _around(part, verb, states=True) if verb is not None else None
    if tokens[verb].stem in SAYING:
        return None
    handing = next((place for place, token in enumerate(tokens) if token.stem in _HANDING), None)
    found = None if tokens[verb].stem in _MUTUAL else _around(part, verb, states=False)
    return found or (_handed(part, handing) if handing is not None else None)


def _around(part: Line, verb: int, *, states: bool) -> _Claimed | None:
    deed = part.tokens[verb]
    before = [token for token in part.names if token.start < deed.start]
    after = [token for token in part.names if token.start > deed.start]
    if not before or not after:
        return None
    passive = not states and is_passive(part.tokens, verb)
    if passive and "by" not in part.text[deed.end : after[0].start].split():
        return None
    doer, other = (after[0], before[-1]) if passive else (before[-1], after[0])
    return _Claimed(deed, doer, other, states)


def _handed(part: Line, verb: int) -> _Claimed | None:
    """The last word before the verb, and the last of the words after "to" or "from"."""
    tokens = part.tokens
    before = [token for token in part.content if token.end <= tokens[verb].start]
    at = next((place for place in range(verb + 1, len(tokens)) if tokens[place].word in _DIRECTIONS), None)
    if not before or at is None:
        return None
    getter: Token | None = None
    for token in tokens[at + 1 :]:
        if token.kind is None and getter is not None:
            break
        getter = token if token.kind in (Kind.NAME, Kind.WORD) else getter
    return _Claimed(tokens[verb], before[-1], getter, hands=True) if getter is not None else None


def _told(part: Line, row: Row, token: Token) -> Word | None:
    return row.met[part.content.index(token)].word if token in part.content else None


def _by_marks(row: Row, doer: Word, other: Word, known: Tongue) -> Exchange | None:
    if _PASSIVE[known.code].search(row.sentence.text):
        return None
    theirs, mine = _mark_of(row, other, known), _mark_of(row, doer, known)
    if theirs in _DOER_MARKS[known.code] and mine not in _DOER_MARKS[known.code]:
        return Exchange(other, doer, certain=mine in _DONE_TO_MARKS[known.code])
    return None


def _mark_of(row: Row, word: Word, known: Tongue) -> str:
    """The particle behind the words that hang together with this one: ロシア政府は."""
    words = [one for one in row.sentence.words if one.start >= word.start]
    last = words[0]
    for one in words[1:]:
        joined = one.start == last.end or (known.code == "ko" and one.start == last.end + 1)
        if last.ending or not joined:
            break
        last = one
    return last.ending


def _by_case(deed: Word | None, doer: Word, other: Word) -> Exchange | None:
    if (deed is not None and _PASSIVE_FORM.search(deed.form)) or not _may_do(other):
        return None
    certain = _is_object(doer) and deed is not None
    return Exchange(other, doer, certain=certain) if other.start < doer.start or certain else None


_PASSIVE_FORM = re.compile(r"(?:ован|анн?|енн?)[аоыиі]?$|(?:ается|уется|ются)$")


def _may_do(word: Word) -> bool:
    return _DOER_ENDING.fullmatch(word.ending) is not None or word.ending in ("а", "я", "о", "и", "ы")


def _is_object(word: Word) -> bool:
    genitive = word.name == "person" and word.ending in ("а", "я")
    return genitive or _OBJECT_ENDING.fullmatch(word.ending) is not None


def _by_place(row: Row, deed: Word | None, doer: Word, other: Word, known: Tongue) -> Exchange | None:
    if other.start > doer.start or _PASSIVE[known.code].search(row.sentence.text):
        return None
    if known.code == "zh":
        before = row.sentence.text[: other.start - row.sentence.start]
        if before.endswith(("对", "向", "与", "和", "同", "跟", "给", "在", "从", "针对")):
            return None
    certain = deed is not None and other.start < deed.start < doer.start and known.code in ("zh", "fr")
    certain |= known.code == "zh" and row.sentence.text[: doer.start - row.sentence.start].endswith(("对", "向"))
    return Exchange(other, doer, certain)
