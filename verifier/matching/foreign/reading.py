"""A sentence in another language as words with what they may mean, and what is denied or only possible of them.

Two ways of finding words: where they stand apart, the longest stem that a word begins with (and the parts of a
compound); where they do not, the longest known word at each place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from verifier.matching.foreign.tongues import Entry, Mark, Reach, Sense, Tongue, plain, tongue
from verifier.matching.polarity import Reality
from verifier.prose import sentences as prose_sentences
from verifier.prose.words import listed


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` of the report. Without glosses it is known only by its letters."""

    form: str
    start: int
    end: int
    glosses: frozenset[str] = frozenset()
    name: str = ""
    clause: int = 0
    limb: int = 0
    """The clause divided at its conjunctions too: a denial ends there, a plan goes on."""
    ending: str = ""
    """What follows the stem in the word, or the particle behind it: by it a case is told."""
    denied: bool = False
    reality: Reality = Reality.DONE
    mark: Mark | None = None

    @property
    def tells(self) -> bool:
        """Whether it carries meaning, be it a mark besides: "refused", "plans"."""
        return self.mark is None or bool(self.glosses)


@dataclass(frozen=True, eq=False)
class Sentence:
    """`start`..`end` of the report. One is no other, whatever it says: so it is hashed at no cost."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    glosses: frozenset[str]

    @property
    def known(self) -> float:
        """Share of the words that carry meaning that the lexicon has."""
        telling = [word for word in self.words if word.tells]
        return sum(bool(word.glosses) for word in telling) / len(telling) if telling else 0.0


_CLAUSE_END = re.compile(r"[,;:()—–…!?、。，；：「」『』«»“”]|\s-\s")
_JOINT = re.compile(r"\b(?:и|а|но|та|і|й|або|или|und|aber|oder|et|mais|ou)\b", re.IGNORECASE)
_ASKING = ("?", "？")


@lru_cache(maxsize=64)
def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """Every sentence of a report in a language that has a tongue, a repeated one once."""
    known = tongue(language)
    assert known is not None
    found: list[Sentence] = []
    seen: set[str] = set()
    start = 0
    for line in text.split("\n"):
        for first, last in prose_sentences.spans(text, start, start + len(line)):
            stretch = text[first:last]
            if stretch not in seen:
                seen.add(stretch)
                found.append(read(stretch, known, first))
        start += len(line) + 1
    return tuple(one for one in found if not _is_list(one))


_APART = re.compile(r"[,;|•·、，；](?!\d)")
_LISTED = 6
"""Words from which a row of them, each for itself, is a list."""


def _is_list(sentence: Sentence) -> bool:
    """Whether it is a bare list of words, as tags are: however well chosen, it says nothing."""
    apart = len(_APART.findall(sentence.text))
    return len(sentence.words) >= _LISTED and apart >= 0.6 * (len(sentence.words) - 1)


def read(text: str, known: Tongue, offset: int = 0) -> Sentence:
    """`offset` is where `text` begins in its report."""
    spotted = _apart(text, known) if known.spaced else _together(text, known)
    words = _marked(_placed(text, spotted, known, offset), text)
    return Sentence(text, offset, offset + len(text), words, frozenset().union(*(word.glosses for word in words)))


# ── words that stand apart ────────────────────────────────────────────────────────────────────────

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_WORD_ELIDED = re.compile(r"[^\W\d_]+")
_SHORT = 3
"""Letters of a stem so short that hardly an ending may follow."""
_LONGEST_ENDING = 7
_LONG, _CLOSE = 5, 3
"""A shorter stem of so many letters, by so few shorter than the longest, lends its meanings too."""


def _apart(text: str, known: Tongue) -> list[Word]:
    pattern = _WORD_ELIDED if known.code == "fr" else _WORD
    raw = [(plain(match.group(), known.code), match.start(), match.end()) for match in pattern.finditer(text)]
    found: list[Word] = []
    index = 0
    while index < len(raw):
        form, start, end = raw[index]
        phrase = _phrase(raw, index, known)
        if phrase is not None:
            length, entry = phrase
            found.append(Word(form, start, raw[index + length - 1][2], entry.glosses, entry.name))
            index += length
            continue
        index += 1
        mark = _mark(form, known)
        if mark is not None:
            meant = lookup(form, known)
            found.append(Word(form, start, end, meant[0].glosses if meant else frozenset(), mark=mark))
        elif form not in known.idle and (len(form) > 1 or text[start:end].isupper()):
            meant = lookup(form, known) or _compound(form, known)
            if meant is None:
                found.append(Word(form, start, end))
            else:
                found.append(Word(form, start, end, meant[0].glosses, meant[0].name, ending=meant[1]))
    return found


def _phrase(raw: Sequence[tuple[str, int, int]], index: int, known: Tongue) -> tuple[int, Entry] | None:
    form = raw[index][0]
    for length in range(len(form), 0, -1):
        for stems, entry in known.phrases.get(form[:length], ()):
            following = raw[index : index + len(stems)]
            if len(following) == len(stems) and all(
                one[0].startswith(begun) and _may_end(begun, one[0][len(begun) :])
                for one, begun in zip(following, stems, strict=True)
            ):
                return len(stems), entry
    return None


def _mark(form: str, known: Tongue) -> Mark | None:
    """Marks are whole words, or stems where they end in an asterisk."""
    if form in known.marks:
        return known.marks[form]
    return next(
        (known.marks[f"{form[:n]}*"] for n in range(len(form), 2, -1) if f"{form[:n]}*" in known.marks),
        None,
    )


@lru_cache(maxsize=32768)
def _lookup(form: str, code: str) -> tuple[Entry, str] | None:
    known = tongue(code)
    assert known is not None
    found: tuple[Entry, str] | None = None
    for length in range(len(form), 1, -1):
        entry = known.entries.get(form[:length])
        if entry is None or not _may_end(form[:length], form[length:]):
            continue
        if found is None:
            found = entry, form[length:]
        elif length >= _LONG and len(form) - length <= len(found[1]) + _CLOSE:
            found = Entry(found[0].glosses | entry.glosses, found[0].name), found[1]
    return found


def lookup(form: str, known: Tongue) -> tuple[Entry, str] | None:
    """(what the longest stem that the word begins with may mean, the ending that is left)."""
    found = _lookup(form, known.code)
    if found is None and known.code == "de":
        participle = _PARTICIPLE.match(form)
        if participle:
            return _lookup(participle[1] + participle[2], known.code)
    return found


def _may_end(begun: str, ending: str) -> bool:
    if len(begun) <= 2:
        return not ending
    return len(ending) <= (_SHORT if len(begun) <= _SHORT else min(_LONGEST_ENDING, len(begun) + 1))


_PARTICIPLE = re.compile(
    r"(|ab|an|auf|aus|ein|vor|zu|mit|bei|zuruck|statt|teil|fest|her|hin|nach|um|weg|los|frei|zusammen|durch)"
    r"(?:ge|zu)([a-z]{3,})"
)
_LINKS = ("", "s", "n", "en", "es", "er", "e")
_LONGEST_FLEXION = 3
_LEAST_COMPOUND = 8


@lru_cache(maxsize=32768)
def _parts_of(form: str, code: str) -> tuple[Entry, ...] | None:
    """The entries that a German compound is made of; None where a part of it is not known."""
    known = tongue(code)
    assert known is not None
    for length in range(len(form), 2, -1):
        entry = known.entries.get(form[:length])
        if entry is None:
            continue
        rest = form[length:]
        if len(rest) <= _LONGEST_FLEXION:
            return (entry,)
        for link in _LINKS:
            tail = _parts_of(rest[len(link) :], code) if rest.startswith(link) else None
            if tail is not None:
                return (entry, *tail)
    return None


def _compound(form: str, known: Tongue) -> tuple[Entry, str] | None:
    if known.code != "de" or len(form) < _LEAST_COMPOUND:
        return None
    parts = _parts_of(form, known.code)
    if parts is None:
        # "Sonderbotschafter": what it is stands at its end, and is known.
        head = next((found for at in range(3, len(form) - 4) if (found := _parts_of(form[at:], known.code))), None)
        parts = head
    return (Entry(frozenset().union(*(one.glosses for one in parts))), "") if parts else None


# ── words that run together ───────────────────────────────────────────────────────────────────────

_HANGUL = re.compile("[\uac00-\ud7a3]")
_KATAKANA = re.compile("[\u30a1-\u30faー]")
_PARTICLES = {
    "ja": listed("から まで には では とは は が を に へ と の も で"),
    "ko": listed("에게 에서 으로 까지 부터 은 는 이 가 을 를 의 에 와 과 로 도"),
}
_NOTHING = Entry(frozenset())
_UNKNOWN = re.compile("[\u30a1-\u30faー]+|[\uac00-\ud7a3]+|[\u3400-\u9fff]|[A-Za-z][A-Za-z.&-]*")


def _together(text: str, known: Tongue) -> list[Word]:
    found: list[Word] = []
    at = 0
    while at < len(text):
        length = _longest(text, at, known, found)
        if length:
            form = text[at : at + length].lower()
            entry = known.entries.get(form, _NOTHING)
            ending, mark = _particle(text, at + length, known), known.marks.get(form)
            found.append(Word(form, at, at + length, entry.glosses, entry.name, ending=ending, mark=mark))
            at += length
            continue
        unknown = _UNKNOWN.match(text, at)
        if unknown is None:
            at += 1
            continue
        end = unknown.end()
        if _HANGUL.match(text[at]):
            # A known word may begin within; what is before it is a word of its own.
            end = next((n for n in range(at + 1, end) if _longest(text, n, known, found) > 1), end)
        if unknown.group() not in known.idle:
            found.append(Word(text[at:end].lower(), at, end, ending=_particle(text, end, known)))
        at = end
    return found


def _longest(text: str, at: int, known: Tongue, before: Sequence[Word]) -> int:
    """The length of the longest known word here; 0 for none."""
    for length in range(min(known.longest, len(text) - at), 0, -1):
        form = text[at : at + length].lower()
        if (form in known.entries or form in known.marks) and _stands(text, at, length, before):
            return length
    return 0


def _stands(text: str, at: int, length: int, before: Sequence[Word]) -> bool:
    """Whether it may be a word of its own here: katakana and short Hangul do not begin within another word."""
    if text[at].isascii():
        return not (text[at - 1 : at].isascii() and text[at - 1 : at].isalpha()) and not (
            text[at + length : at + length + 1].isascii() and text[at + length : at + length + 1].isalpha()
        )
    joined = bool(before) and before[-1].end == at and bool(before[-1].glosses)
    if _KATAKANA.match(text[at]):
        return joined or not (at and _KATAKANA.match(text[at - 1]))
    if length == 1 and _HANGUL.match(text[at]):
        begins = joined or not (at and _HANGUL.match(text[at - 1]))
        rest = re.match("[\uac00-\ud7a3]*", text[at + 1 :])
        return begins and rest is not None and (not rest.group() or rest.group() in _PARTICLES["ko"])
    return True


def _particle(text: str, end: int, known: Tongue) -> str:
    return next((one for one in _PARTICLES.get(known.code, ()) if text.startswith(one, end)), "")


# ── clauses, denial, possibility ──────────────────────────────────────────────────────────────────


def _placed(text: str, words: Sequence[Word], known: Tongue, offset: int) -> list[Word]:
    """In their clauses, with the tense of their forms, at their places in the report."""
    clause, limb, end = 0, 0, 0
    found = []
    for word in words:
        ends = _CLAUSE_END.search(text, end, word.start) is not None
        clause += ends
        limb += ends or _JOINT.search(text, end, word.start) is not None
        end = word.end
        tense = _tense(word, known)
        start, after = word.start + offset, word.end + offset
        found.append(replace(word, start=start, end=after, clause=clause, limb=limb, reality=tense))
    return found


def _tense(word: Word, known: Tongue) -> Reality:
    """How real the form of a verb says it is: "signera", "подпишет"."""
    if not word.glosses or word.name:
        return Reality.DONE
    for sense, form in known.tenses.items():
        if form.search(word.form):
            return Reality.POSSIBLE if sense is Sense.POSSIBLE else Reality.INTENDED
    return Reality.DONE


def _marked(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    marked = list(words)
    for place, word in enumerate(words):
        if word.mark is None:
            continue
        for other in _reached(words, place, word.mark):
            marked[other] = _with(marked[other], word.mark.sense)
    if text.rstrip("\"'”»」 ").endswith(_ASKING):
        return tuple(replace(one, reality=Reality.POSSIBLE) for one in marked)
    return tuple(marked)


def _with(word: Word, sense: Sense) -> Word:
    if sense is Sense.DENIED:
        return replace(word, denied=not word.denied)
    level = Reality.POSSIBLE if sense is Sense.POSSIBLE else Reality.INTENDED
    return replace(word, reality=min(word.reality, level))


def _reached(words: Sequence[Word], place: int, mark: Mark) -> Iterator[int]:
    clause, limb, reach = words[place].clause, words[place].limb, mark.reach
    if reach is Reach.NEXT:
        following = [n for n in range(place + 1, len(words)) if words[n].clause == clause and words[n].tells]
        # "сокращаться не будет": what is denied may stand before its auxiliary.
        before = [n for n in range(place) if words[n].clause == clause and words[n].tells]
        # "не имеют опоры": of a word that is not known, what follows is denied as well.
        known = next((at for at, n in enumerate(following) if words[n].glosses), len(following))
        yield from following[: known + 1] or before[-1:]
        return
    for other, word in enumerate(words):
        within = word.limb == limb if mark.sense is Sense.DENIED else word.clause == clause
        if within and other != place and word.tells:
            if reach is Reach.AFTER and other < place:
                continue
            if reach is Reach.BEFORE and other > place:
                continue
            yield other
