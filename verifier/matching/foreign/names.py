"""Whether a name written in another script is the claimed one, by how it sounds.

Scripts keep consonants better than vowels, and each language merges some: Japanese has no l, Chinese no v. So
two names are one where their consonants fall into the same classes in the same order. Only names that the
lexicon does not list are compared so: a name that it lists is there or is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from verifier.matching.foreign.reading import Sentence, Word
from verifier.matching.foreign.tongues import Tongue
from verifier.prose.words import fold, listed

_ALIKE = 80.0
"""Likeness in percent of two spellings in Latin letters of a name from Cyrillic: Sergei, Sergey; Tchaikovsky."""
_LEAST_SOUNDS = 3
"""Classes of consonants that a name must have to be told by them; a shorter one is anybody's."""

_INITIAL_ORDER = listed("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS = listed("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = listed("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_KANA = listed(
    "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko ガ ga ギ gi グ gu ゲ ge "
    "ゴ go サ sa シ shi ス su セ se ソ so ザ za ジ ji ズ zu ゼ ze ゾ zo タ ta チ chi ツ tsu "
    "テ te ト to ダ da ヂ ji ヅ zu デ de ド do ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi "
    "フ fu ヘ he ホ ho バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po マ ma "
    "ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ン n "
    "ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo"
)
_ROMAJI = dict(zip(_KANA[::2], _KANA[1::2], strict=True))

# Classes of consonants that some script merges; vowels, w, y and h beside another consonant fall away.
_CLASSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sort)
    for pattern, sort in (
        (r"shch|sch|tch|tsch|sh|ch|zh|ts|tz|th(?=e|i)|x(?=i|u)|[szj]|c(?=[eiy])|q(?=i|u)", "S"),
        (r"ph|[bpfvw]", "B"),
        (r"kh|ck|gh|[kgcqx]|h", "K"),
        (r"th|[td]", "T"),
        (r"[rl]", "L"),
        (r"m", "M"),
        (r"ng|n", "N"),
        (r"[^A-Z]", ""),
    )
)


@lru_cache(maxsize=16384)
def consonants(latin: str) -> str:
    """The classes of a name's consonants, one letter each; a doubled one counts once."""
    for pattern, sort in _CLASSES:
        latin = pattern.sub(sort, latin)
    return re.sub(r"(.)\1+", r"\1", latin)


@lru_cache(maxsize=16384)
def spoken(form: str) -> str:
    """Kana or Hangul in Latin letters; other characters as they are."""
    return "".join(_ROMAJI.get(char) or _hangul(char) for char in form if char not in "ーッ・")


def _hangul(char: str) -> str:
    code = ord(char) - 0xAC00
    if not 0 <= code < 11172:
        return char
    initial, vowel, final = code // 588, code % 588 // 28, code % 28
    return "".join((_INITIAL_ORDER[initial], _VOWELS[vowel], _FINALS[final])).replace("-", "")


def named(run: Sequence[str], place: int, sentence: Sentence, known: Tongue) -> Word | None:
    """The word of the sentence that is the name at `place` of a run of names (folded, English); None: there is none."""
    if known.code == "zh":
        whole = "".join(run)
        return _in_characters(whole, sentence, known) or _in_characters(run[place], sentence, known)
    return next((word for word in sentence.words if is_named(run[place], word, known)), None)


def is_named(name: str, word: Word, known: Tongue) -> bool:
    if known.code in ("ja", "ko"):
        return (not word.glosses and _sounds_like(name, spoken(word.form))) or fold(word.form) == name
    written = fold(word.form)
    if written.isascii() and (written == name or _inflected(name, written)):
        return True
    return known.code in ("ru", "uk") and not (word.glosses and not word.name) and _spelled_like(name, written)


def _inflected(name: str, written: str) -> bool:
    """With an ending of its language: "medvedeva", "merkels"."""
    base = name.rstrip("aeiouy") if len(name) > 4 else name
    return len(base) >= 3 and written.startswith(base) and len(written) - len(base) <= 4


def _spelled_like(name: str, written: str) -> bool:
    if len(name) < 4 or abs(len(name) - len(written)) > 4 or name[0] not in _SAME_HEAD.get(written[0], written[0]):
        return False
    name, written = _evened(name), _evened(written)
    stemmed = written[: max(len(name), 4)]
    alike = fuzz.ratio(name, stemmed) >= _ALIKE or fuzz.ratio(name, written) >= _ALIKE
    return alike and consonants(name)[:3] == consonants(written)[:3]


def _evened(name: str) -> str:
    """What romanisations write in several ways, in one."""
    return re.sub(r"[eiy]{2,}|y$", "i", name.replace("x", "ks"))


_SAME_HEAD: Mapping[str, str] = {
    "k": "kcqx", "y": "yji", "s": "scz", "z": "zjs", "v": "vw", "g": "gh", "t": "tc", "c": "ct", "e": "eiy", "f": "fpt",
    "d": "dj", "i": "iy", "u": "uwo",
}  # fmt: skip


def _sounds_like(name: str, sound: str) -> bool:
    mine, theirs = consonants(name), consonants(sound)
    # The vowel that Japanese puts after a last consonant leaves its consonant alone; one of length is lost.
    return len(mine) >= _LEAST_SOUNDS and mine == theirs


_SYLLABLES = 8
"""The most characters that a name is written with."""


def _in_characters(name: str, sentence: Sentence, known: Tongue) -> Word | None:
    """A name among characters: by their sounds letter for letter (Wang, Keqiang), else by their consonants."""
    for first, last, sound in _runs(sentence.text, known.sounds):
        exact = sound == name and last - first > (0 if len(name) > 4 else 1)
        if exact or (last - first >= 3 and _sounds_like(_without_coda(name), sound)):
            return Word(sentence.text[first:last], sentence.start + first, sentence.start + last)
    return None


def _runs(text: str, sounds: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    for first in range(len(text)):
        sound = ""
        for last in range(first, min(len(text), first + _SYLLABLES)):
            heard = sounds.get(text[last])
            if heard is None:
                break
            sound += heard
            yield first, last + 1, sound


def _without_coda(name: str) -> str:
    """Chinese has no r before a consonant: Merkel is mo-ke-er, Berlin bo-lin."""
    return re.sub(r"r(?=[^aeiouyr])", "", name)
