"""Which language a text is in, as far as comparing needs it, and what carries over without a lexicon.

Between languages that no lexicon joins only names and figures are compared, names by transliteration from Cyrillic.
That shows that two texts are about one matter, never that one says the other.
"""

from __future__ import annotations

import re

from verifier.matching.lines import read
from verifier.prose.words import STOPWORDS, Kind, fold, listed, words

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LATIN = {
    "fr": frozenset(listed("le la les des une est dans pour que qui avec sur par au aux du et ne pas ce ses")),
    "de": frozenset(listed("der die das und ist nicht mit den dem ein eine auf für von zu sich des auch nach wird")),
    "es": frozenset(listed("el la los las una es en para que con por del al y se su como más")),
    "it": frozenset(listed("il lo la gli una è per che con di del della dei e non si nel alla")),
    "pl": frozenset(listed("w z na się nie do jest że i o od przez dla po jak")),
    "tr": frozenset(listed("ve bir bu için ile da de olarak olan çok en")),
}


def language_of(text: str) -> str:
    """An ISO 639 code; "en" for Latin script that shows no other language, "" without letters."""
    sample = text[:4000]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return ""
    for language, script in _SCRIPTS:
        share = len(script.findall(sample)) / letters
        # Kana are sprinkled among characters; scripts of their own fill the text.
        if share > (0.04 if language == "ja" else 0.3):
            return _of_cyrillic(sample) if language == "ru" else language
    found = re.findall(r"[^\W\d_]+", sample.lower())
    english = sum(word in STOPWORDS for word in found)
    other, count = max(
        ((name, sum(word in marks for word in found)) for name, marks in _OTHER_LATIN.items()), key=lambda x: x[1]
    )
    return other if count > english and count >= max(2, 0.08 * len(found)) else "en"


_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")


def _of_cyrillic(text: str) -> str:
    """By the letters that the other does not have; quotations of the other are fewer than the text's own words."""
    return "uk" if len(_UKRAINIAN.findall(text)) > len(_RUSSIAN.findall(text)) else "ru"


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language; unknown ("") goes with any."""
    return not one or not other or one.lower().partition("-")[0] == other.lower().partition("-")[0]


def bridged(claim: str, report: str) -> tuple[list[str], list[str]]:
    """The names and figures of the claim: (those the report in another language has, those it lacks)."""
    held: list[str] = []
    lacked: list[str] = []
    present = set(words(report))
    by_head: dict[str, list[str]] = {}
    for word in present:
        by_head.setdefault(word[:3], []).append(word)
    for token in read(claim).content:
        if token.kind is Kind.FIGURE:
            (held if token.word in present else lacked).append(token.word)
        elif token.kind is Kind.NAME:
            there = any(_inflected(fold(token.word), word) for word in by_head.get(token.word[:3], ()))
            (held if there else lacked).append(token.word)
    return held, lacked


def _inflected(name: str, word: str) -> bool:
    """Whether `word` is `name` with an ending of its language: medvedev, medvedeva, medvedevym."""
    base = name.rstrip("aeiouy") if len(name) > 4 else name
    return len(base) >= 3 and word.startswith(base) and len(word) - len(base) <= 4
