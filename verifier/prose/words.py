"""Words of running text, folded so that two ways of writing one word meet: for search and comparison.

Case, diacritics, typographic marks, Cyrillic against Latin script, and the common endings of English
are folded away. No meaning is looked for here: synonyms and opposites belong to `matching`.

    words("Mr. Medvedev's $2,000 visit")  ->  ["mr", "medvedev", "2,000", "visit"]
    fold("Медведев – Škoda")              ->  "medvedev - skoda"
    stem("imposing") == stem("imposed") == stem("imposition")
    names("Tokyo Gas told Igor Sechin so") -> ("Tokyo Gas", "Igor Sechin")
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from verifier.prose.stems import listed, stem

__all__ = [
    "MONTHS",
    "STOPWORDS",
    "WEEKDAYS",
    "Kind",
    "Term",
    "fold",
    "listed",
    "names",
    "stem",
    "terms",
    "tokens",
    "words",
]


class Kind(StrEnum):
    WORD = "word"
    NAME = "name"
    FIGURE = "figure"
    DATE = "date"
    """The name of a month or a weekday."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that carries meaning, at `text[start:end]` of the text it was found in."""

    text: str
    start: int
    end: int
    stem: str
    kind: Kind


STOPWORDS = frozenset(
    listed(
        """a about above after again against all also although am among an and any are aren as at be because been
    before being below between both but by can cannot could did didn do does doesn doing don down during each
    either else ever few for from further had hadn has hasn have haven having he her here hers herself him
    himself his how however i if in indeed into is isn it its itself just let may me might more moreover most
    much must my myself neither nor no not now of off on once only onto or other our ours ourselves out over
    own per quite rather s same shall she should shouldn since so some such t than that the their theirs them
    themselves then there therefore these they this those though through thus to too toward towards under
    until unto up upon us very via was wasn we were weren what when where whereas whether which while who whom
    whose why will with within without won would wouldn yet you your yours yourself re ve ll d m mr mrs ms dr
    furthermore nevertheless meanwhile instead still even already additionally co inc ltd corp plc llc"""
    )
)

MONTHS = listed("january february march april may june july august september october november december")
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")

# Capitalised before a name, yet no part of it.
_TITLES = frozenset(
    listed(
        """president minister prime deputy chairman chairwoman secretary general spokesman spokeswoman senator
        governor
        mayor king queen prince pope director ambassador former acting senior chief head last next earlier later"""
    )
)
# Capitalised at the head of a sentence like any word; within one, part of a name: "the Foreign Ministry".
_COMMON = frozenset(
    listed(
        """foreign defense defence government ministry parliament army police court bank official central national
        federal state sources according analysts officials experts both all local several many most new
        two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
        ninety hundreds thousands"""
    )
)

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "қ": "k", "ғ": "gh", "ң": "n", "ө": "o", "ү": "u", "ұ": "u",
    "һ": "h", "ә": "a",
}  # fmt: skip
_LATIN = {
    ord(letter): latin
    for lower, latin in _CYRILLIC.items()
    for letter, latin in ((lower, latin), (lower.upper(), latin.capitalize()))
}
_LATIN |= {
    ord("ß"): "ss",
    ord("ø"): "o",
    ord("Ø"): "O",
    ord("ł"): "l",
    ord("Ł"): "L",
    ord("æ"): "ae",
    ord("đ"): "d",
    ord("ı"): "i",
}
_LATIN |= dict.fromkeys(map(ord, "‘’‚‛′`ʼ"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_LATIN |= dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"), "")

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Linear: the three alternatives begin with characters of their own.
_TOKEN = re.compile(rf"[{_IDEOGRAPHS}]+|\d+(?:[.,]\d+)*|[^\W\d_{_IDEOGRAPHS}]+(?:['’ʼ](?:s|S)\b)?")
_SENTENCE_END = frozenset(".!?…:;\n•")


def fold(text: str) -> str:
    """Lower case, Latin letters without diacritics, plain quotes and hyphens; spaces run together."""
    if text.isascii():
        return " ".join(text.lower().split())
    latin = unicodedata.normalize("NFC", text).translate(_LATIN)
    bare = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as written with its offsets; figures whole; scripts without spaces in pairs of characters."""
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if ord(word[0]) >= 0x3040 and re.match(f"[{_IDEOGRAPHS}]", word):
            for at in range(start, max(end - 1, start + 1)):
                yield text[at : min(at + 2, end)], at, min(at + 2, end)
        elif len(word) > 2 and word[-1] in "sS" and word[-2] in "'’ʼ":
            yield word[:-2], start, end - 2
        else:
            yield word, start, end


def words(text: str) -> list[str]:
    """Every word of the text, folded, in order; possessive endings dropped, hyphens divide."""
    return [fold(word) for word, _, _ in tokens(text)]


def terms(text: str) -> tuple[Term, ...]:
    """The words that carry meaning (stopwords left out), with offsets, stems and kinds, in order."""
    return tuple(_terms(text))


def names(text: str) -> tuple[str, ...]:
    """Runs of capitalised words that are names as far as capitals can tell, each once, in order."""
    found: dict[str, None] = {}
    run: list[Term] = []
    for term in terms(text):
        if run and (term.kind is not Kind.NAME or not _joined(text[run[-1].end : term.start])):
            found.setdefault(text[run[0].start : run[-1].end])
            run = []
        if term.kind is Kind.NAME:
            run.append(term)
    if run:
        found.setdefault(text[run[0].start : run[-1].end])
    return tuple(found)


def _joined(gap: str) -> bool:
    return len(gap) <= 5 and gap.strip().lower() in ("", "-", "of", "de", "al", "bin", "van", "von", "der", "el", "&")


def _terms(text: str) -> Iterator[Term]:
    found = list(tokens(text))
    title_case = _is_title_case(found)
    lower = {word for word, _, _ in found if word.islower()}
    for index, (word, start, end) in enumerate(found):
        folded = fold(word)
        # "US" and "IT" are names, "us" and "it" are not.
        shouted = word.isupper() and 2 <= len(word) <= 5 and not title_case
        may = word == "May" and not _opens_sentence(text, start)
        if not folded or (folded in STOPWORDS and not may and not (shouted and folded in ("us", "it", "who"))):
            continue
        if folded[0].isdigit():
            kind = Kind.FIGURE
        elif word[0].isupper() and (folded in MONTHS or folded in WEEKDAYS):
            kind = Kind.DATE
        elif title_case or not word[0].isupper() or folded in _TITLES:
            kind = Kind.WORD
        elif shouted or not _opens_sentence(text, start):
            kind = Kind.NAME
        else:
            follower, at = found[index + 1][:2] if index + 1 < len(found) else ("", end)
            adjoining = follower if text[end:at] == " " else ""
            kind = Kind.NAME if _name_at_head(word, adjoining, lower) else Kind.WORD
        yield Term(word, start, end, stem(folded), kind)


def _is_title_case(found: list[tuple[str, int, int]]) -> bool:
    """Headlines Written Like This tell nothing about names by their capitals."""
    telling = [word for word, _, _ in found if len(word) > 2 and word[0].isalpha() and word.lower() not in STOPWORDS]
    return len(telling) >= 4 and sum(not word[0].islower() for word in telling) > 0.9 * len(telling)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“”‘’«»(—–-")
    return not before or before[-1] in _SENTENCE_END


def _name_at_head(word: str, follower: str, lower: set[str]) -> bool:
    """Whether a capitalised word that opens a sentence is a name, by its neighbour and its own ending."""
    folded = word.lower()
    if folded in lower:
        return False
    if (follower[:1].isupper() and follower.lower() not in _TITLES) or (
        folded in _COMMON and follower == "of" and not folded.endswith("s")
    ):
        return True
    return folded not in _COMMON and not folded.endswith(("s", "ed", "ing", "ly", "ion", "ment", "ity"))
