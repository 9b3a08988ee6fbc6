"""Whether a name inside a parenthesis can be that of a publisher, judged by the name alone.

The answer is a `Standing`; what standing is enough depends on what else is in the parenthesis (`grammar`).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from verifier.citations.press import (
    ARTICLES,
    CJK_PRESS_ENDINGS,
    COLLECTIVE_ENDS,
    COMMON_WORDS,
    GENERIC,
    GIVEN_NAMES,
    KNOWN_NAMES,
    KNOWN_PHRASES,
    LEADING_LOWER,
    LOWER_WORDS,
    NOT_NAMES,
    NOT_PRESS,
    ORGANISATIONS,
    PICTURE_WORDS,
    PLACES,
    PLATFORMS,
    PRESS_ENDINGS,
    PRESS_WORDS,
    TITLES,
)


class Standing(IntEnum):
    """What a name is taken for, the better the higher."""

    REFUSED = 0
    """No name of a publisher: a law, an event, a rate, running words."""
    PERSON = 1
    PLACE = 2
    PLAIN = 3
    """A proper name of which nothing tells what it names."""
    PRESS = 4
    """A publisher's: by a word of the press, by being a host or a handle, or by being widely known."""


MAX_WORDS = 14
MAX_LENGTH = 100
MAX_CASELESS = 20
"""Characters of a Chinese, Japanese, Korean, Arabic … name that nothing else tells from a phrase."""

HOST = re.compile(
    r"(?:[a-z0-9а-яёіїє](?:[a-z0-9а-яёіїє-]*[a-z0-9а-яёіїє])?\.)+"
    r"(?:com|org|net|info|biz|gov|edu|int|mil|news|media|online|site|press|today|live|world|agency|report|инфо|ру"
    r"|рф|укр|[a-z]{2})",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?:@|(?:t|telegram)\.me/)\w[\w.]*", re.IGNORECASE)
_INITIALS = re.compile(
    r"(?:^|\s)(?!U\.[SKN]\.)(?:[^\W\d_]\.[\s-]?)+[^\W\d_]{2,}|[^\W\d_]{2,}\s+(?:[^\W\d_]\.\s?)+$|\bet al\b"
)
_JUNK = re.compile(r"[=<>{}\\|%$€£#*^~…?_§№]|\.{2}|\d{4,}|\d[.,]\d|://")
_CASELESS = re.compile(r"[぀-ヿ㐀-鿿가-힯؀-ۿ֐-׿Ⴀ-ჿऀ-෿฀-๿]")
_EDGES = "'’‘`\".,:()[]+"
_RUSSIAN_TITLE = ("aya", "skii", "skiy", "skij", "sky", "skoye", "iye", "oye", "ая", "ий", "ое", "ие", "ые", "ья")
_TELLING_NAMES = KNOWN_NAMES - COMMON_WORDS
_CYRILLIC_TITLE = re.compile(
    r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+"
    r"(?: (?![а-яіїєґ]+(?:ал|ил|ел|ся|сь|[аяыи]ла|[аяыи]ли|ют|ет|ан[аоы]?|ен[аоы]?)\b)[А-яЁёІіЇїЄєҐґ’'-]+)+"
)
"""A name in Cyrillic is capital only in its first word: «Зеркало недели». Endings of verbs speak against one."""

_SIGNS = frozenset(("-", "–", "—", "/", "+", ""))


@lru_cache(maxsize=4096)
def standing(name: str) -> Standing:
    """What `name` is taken for. Pure; its answers are kept because a document names the same few outlets."""
    if _HANDLE.fullmatch(name) or (name.lower() in KNOWN_PHRASES and not name.islower()):
        return Standing.PRESS
    if not name or len(name) > MAX_LENGTH or _JUNK.search(name):
        return Standing.REFUSED
    if HOST.fullmatch(name):
        return Standing.PRESS
    if _CASELESS.search(name):
        return _caseless(name)
    if _INITIALS.search(name):
        return Standing.PERSON
    words = name.split()
    if not words or len(words) > MAX_WORDS:
        return Standing.REFUSED
    bare = [word.strip(_EDGES) for word in words]
    if _collective(bare):
        return Standing.PRESS
    return _by_words(bare) if _shaped(bare) else Standing.REFUSED


def standing_in_quotes(name: str) -> Standing:
    """The same for a name between quotation marks, where small letters are no sign against it."""
    rank = standing(name)
    if rank is Standing.REFUSED and name[:1].isupper() and len(name.split()) <= 3 and name.replace(" ", "").isalpha():
        return Standing.PLAIN
    return rank


@lru_cache(maxsize=1024)
def generic(name: str) -> bool:
    """Whether it only says what kind of publisher follows or is meant: "newspaper", "Western agencies"."""
    words = [word.strip(_EDGES).lower() for word in name.split()]
    return bool(words) and (words[-1] in COLLECTIVE_ENDS or all(word in GENERIC for word in words))


def known(*names: str) -> bool:
    """Whether one of the names is by itself, whole, a publisher's that everybody knows."""
    return any(name.lower() in KNOWN_NAMES or name.lower() in KNOWN_PHRASES for name in names)


def complete(name: str) -> bool:
    """Whether a publisher's name needs no other word: "Kyiv Post" and "TASS", not "Mail"."""
    if " " in name or "." in name or known(name):
        return True
    return _of_press(name.lower()) and name.lower() not in PRESS_WORDS


def platform(name: str) -> bool:
    """Whether it is where a publisher is read, not a publisher: "Telegram"."""
    return name.lower() in PLATFORMS


def _caseless(name: str) -> Standing:
    """Chinese, Japanese, Korean, Arabic, Hebrew …: no capital tells a name from a word."""
    if name in PLACES:
        return Standing.PLACE
    if name.endswith(CJK_PRESS_ENDINGS):
        return Standing.PRESS
    return Standing.PLAIN if len(name) <= MAX_CASELESS else Standing.REFUSED


def _collective(bare: list[str]) -> bool:
    """ "Russian and Western news agencies", "local media": no one outlet, and yet the press."""
    return (
        len(bare) > 1
        and bare[-1].lower() in COLLECTIVE_ENDS
        and not any(word.lower() in NOT_PRESS for word in bare)
        and (bare[0][:1].isupper() or bare[0].lower() in LEADING_LOWER)
        and all(word[:1].isupper() or word.lower() in LOWER_WORDS or word.lower() in LEADING_LOWER for word in bare)
    )


def _shaped(bare: list[str]) -> bool:
    """Whether the words are written as a proper name is."""
    first = bare[0]
    if not (_capital(first) or first.lower() in LEADING_LOWER or first.lower() in KNOWN_NAMES):
        return False
    russian = len(bare) <= 4 and (
        (first.lower().endswith(_RUSSIAN_TITLE) and len(first) > 4) or bool(_CYRILLIC_TITLE.fullmatch(" ".join(bare)))
    )
    if not all(_capital(word) or _stands_small(word, russian=russian) for word in bare):
        return first.lower() in KNOWN_NAMES and len(bare) == 1
    return any(map(_capital, bare))


def _stands_small(word: str, *, russian: bool) -> bool:
    """Whether the word is written small inside names: an article, or "rytas" as in "Lietuvos rytas"."""
    lower = word.lower()
    return (
        lower in LOWER_WORDS or lower in PRESS_WORDS or word in _SIGNS or (russian and word.replace("-", "").isalpha())
    )


def _capital(word: str) -> bool:
    """Capitalised, camel-cased ("iStories"), or a number that belongs to a channel's name ("5", "24")."""
    return not word.islower() if not word.isdigit() else len(word) <= 3


def _by_words(bare: list[str]) -> Standing:
    words = [word.lower() for word in bare]
    if len(words) > 1 and words[0] in ARTICLES:
        words, bare = words[1:], bare[1:]
    whole = " ".join(words)
    if whole in KNOWN_NAMES or whole in KNOWN_PHRASES:
        return Standing.PLAIN if whole in COMMON_WORDS and not bare[0].isupper() else Standing.PRESS
    if "/" in whole:
        words = [part for word in words for part in word.split("/") if part]
    if any(word in PICTURE_WORDS for word in words):
        return Standing.REFUSED
    press = any(map(_of_press, words))
    if any(word in NOT_PRESS for word in words):
        return _against(words, press=press)
    if press or words[-1] == "24":
        return Standing.PRESS
    if whole in NOT_NAMES:
        return Standing.PLACE
    if any(letter.isdigit() for letter in whole) and not (words[0].isdigit() and len(words) > 1):
        return Standing.REFUSED  # "Boeing 777", "GPT-4"; but "38 North"
    content = [
        word for word, written in zip(words, bare, strict=False) if not (written.islower() and word in LOWER_WORDS)
    ]
    if all(word in PLACES or word in LOWER_WORDS for word in content) and any(word in PLACES for word in content):
        return Standing.PLACE
    return Standing.PERSON if 2 <= len(content) <= 3 and content[0] in GIVEN_NAMES else Standing.PLAIN


def _against(words: list[str], *, press: bool) -> Standing:
    """The standing of a name with a word in it that speaks against a publisher."""
    if press or words[0] in ORGANISATIONS or (words[0] in TITLES and words[1:2] == ["of"]):
        return Standing.PLAIN
    return Standing.PERSON if words[0] in TITLES else Standing.REFUSED


@lru_cache(maxsize=4096)
def _of_press(word: str) -> bool:
    if word in PRESS_WORDS or word in _TELLING_NAMES:
        return True
    if len(word) > 4 and word.endswith(PRESS_ENDINGS):
        return True
    if "." in word and HOST.fullmatch(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and (parts[-1] in PRESS_WORDS or any(one in _TELLING_NAMES for one in parts))
