"""A parenthesis as a reader sees it: without the characters that only typesetting, copying or markup put there.

Soft hyphens, zero-width characters and markup vanish; all white space, line breaks with their quote or
comment signs, and full-width punctuation become the plain sort; letters of the other alphabet that only look
like those of the word around them become those. Each character kept remembers where it stood.
"""

from __future__ import annotations

import re

_ODD = re.compile(r"[^ -~А-яЁёІіЇїЄє’‘“”«»„–—à-öø-ÿÀ-ÖØ-ß一-鿿ぁ-ヿ가-힣]|[A-Za-z][А-яіІ]|[А-яіІ][A-Za-z]")
"""What a parenthesis must have for any of this to matter."""

_GONE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_PLAIN = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "、": ",", "，": ",", "；": ";", "：": ":", "。": ".", "［": "[", "］": "]", "〔": "[", "〕": "]",
    "‐": "-", "‑": "-", "‒": "–", "―": "—", "′": "’", "ʼ": "’", "\t": " ", "‟": "“", "＂": '"',
}  # fmt: skip
_BREAK = re.compile(r"[ \t\r\f\v]*\n[ \t]*(?:(?://|--|[#>*%|])[ \t]?)*[ \t]*")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[a-zа-яäöüß])")
_LATIN_OF = dict(zip("асеорхуіѕјАВСЕНІКМОРТХЅЈ", "aceopxyisjABCEHIKMOPTXSJ", strict=True))
_CYRILLIC_OF = dict(zip("aceopxyiABCEHIKMOPTX", "асеорхуіАВСЕНІКМОРТХ", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")


class Plain:
    """The words of `raw`, and for each of them the place in the document."""

    __slots__ = ("_places", "start", "words")

    def __init__(self, words: str, start: int, places: list[int] | None) -> None:
        self.words = words
        self.start = start
        self._places = places

    def place(self, at: int) -> int:
        """Where in the document the character `words[at]` stands."""
        if self._places is None:
            return self.start + at
        return self._places[at] if at < len(self._places) else (self._places[-1] + 1 if self._places else self.start)


def plain(text: str, start: int, end: int) -> Plain:
    """`text[start:end]` made plain."""
    raw = text[start:end]
    if not _ODD.search(raw):
        return Plain(raw, start, None)
    kept = [True] * len(raw)
    letters = [_PLAIN.get(letter, " " if letter.isspace() else letter) for letter in raw]
    for at, letter in enumerate(raw):
        if letter in _GONE:
            kept[at] = False
    for found in _HYPHENATED.finditer(raw):
        kept[found.start() : found.end()] = [False] * (found.end() - found.start())
    for found in _BREAK.finditer(raw):
        kept[found.start() + 1 : found.end()] = [False] * (found.end() - found.start() - 1)
        letters[found.start()] = " "
    places = [start + at for at in range(len(raw)) if kept[at]]
    words = "".join(letters[place - start] for place in places)
    return Plain(_one_alphabet(words), start, places)


def _one_alphabet(words: str) -> str:
    """Words of mixed alphabets written in one, that of most of their letters, where all have a like there:
    "АКИpress" is meant as it is."""
    if not (_CYRILLIC.search(words) and _LATIN.search(words)):
        return words
    return _WORD.sub(_unmixed, words)


def _unmixed(found: re.Match[str]) -> str:
    word = found[0]
    strange, native = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not strange or not native:
        return word
    table = _CYRILLIC_OF if strange > native else _LATIN_OF
    unmixed = "".join(table.get(letter, letter) for letter in word)
    return word if _CYRILLIC.search(unmixed) and _LATIN.search(unmixed) else unmixed
