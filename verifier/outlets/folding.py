"""Spellings of one name brought to one key.

Two strengths. `fold` forgets what never tells two outlets apart: case, accents on Latin letters, width,
punctuation, spaces, invisible characters. `skeleton` also forgets the alphabet and the convention by
which a Slavic name was put into Latin letters, so that Rossiiskaya, Rossiyskaya, Rossijskaja and
Российская are one.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘`´ʹʼʻ"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PREPARE = str.maketrans(
    dict.fromkeys(_APOSTROPHES + _INVISIBLE, "")
    | {"&": " and ", "_": " ", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"ə": "e"}
)
_SEPARATORS = re.compile(r"\W+")
_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")

# After BGN/PCGN, without its apostrophes; letters of the other Cyrillic alphabets by their nearest sound.
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ә": "a", "ғ": "g", "қ": "k", "ң": "n"}
    | {"ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ј": "j", "љ": "lj", "њ": "nj", "ђ": "dj", "ћ": "c", "џ": "dz"}
    | {"ҷ": "j", "ӣ": "i", "ӯ": "u", "ҳ": "h"}
)
_CONVENTIONS = (
    ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("gh", "g"), ("zh", "z"), ("ts", "c"), ("tz", "c"),
    ("ks", "x"), ("w", "v"), ("y", "i"), ("j", "i"), ("ie", "e"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name; () where it has no letter or digit."""
    text = text.translate(_PREPARE) if text.isascii() else _plain(text)
    return tuple(_SEPARATORS.sub(" ", text.lower()).split())


def fold(text: str) -> str:
    """The key of a name: its folded words, run together ("Asia-Plus", "AsiaPlus" and "Asia Plus" are one)."""
    return "".join(words(text))


def skeleton(folded: str) -> str:
    """A folded word or key without its alphabet and its transliteration's conventions."""
    if not folded.isascii():
        folded = folded.translate(_CYRILLIC)
    for written, sound in _CONVENTIONS:
        if written in folded:
            folded = folded.replace(written, sound)
    return _REPEATED.sub(r"\1", folded)


def without_article(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[1:] if len(name) > 1 and name[0] == "the" else name


def _plain(text: str) -> str:
    """Full-width to plain, accents off Latin letters only: й and が are letters of their own."""
    text = unicodedata.normalize("NFKC", text.translate(_PREPARE)).casefold().translate(_PREPARE)
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text)))
