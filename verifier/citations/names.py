"""Whether a name inside a parenthesis can be that of a publisher, judged by the name alone.

The answer is a `Standing`; what standing is enough depends on what else is in the parenthesis (`grammar`).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from verifier.citations.press import (
    CJK_PRESS_ENDINGS,
    GIVEN_NAMES,
    KNOWN_NAMES,
    LEADING_LOWER,
    LOWER_WORDS,
    NOT_NAMES,
    NOT_PRESS,
    ONLY_WHOLE,
    PLACES,
    PRESS_ENDINGS,
    PRESS_WORDS,
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


MAX_WORDS = 9
MAX_LENGTH = 90

HOST = re.compile(
    r"(?:[a-z0-9а-яёіїє](?:[a-z0-9а-яёіїє-]*[a-z0-9а-яёіїє])?\.)+"
    r"(?:com|org|net|info|biz|gov|edu|int|mil|news|media|online|site|press|today|live|world|agency|report|tv|fm|io|me"
    r"|co|eu|su|рф|укр|[a-z]{2})",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?:@|t\.me/)\w[\w.]*")
_INITIALS = re.compile(r"(?:^|\s)(?:[^\W\d_]\.[\s-]?)+[^\W\d_]{2,}|[^\W\d_]{2,}\s+(?:[^\W\d_]\.\s?)+$|\bet al\b")
_JUNK = re.compile(r"[=<>{}\\|%$€£#*^~…?!_§№+]|\.{2}|\d{4,}|\d[.,]\d|://")
_CASELESS = re.compile(r"[぀-ヿ㐀-鿿가-힯؀-ۿ֐-׿Ⴀ-ჿऀ-෿฀-๿԰-֏]")
_EDGES = "'’‘`\".,:()[]"
_RUSSIAN_TITLE = ("aya", "skii", "skiy", "skij", "sky", "skoye", "iye", "oye", "ая", "ий", "ое", "ие", "ые", "ья", "а")


@lru_cache(maxsize=4096)
def standing(name: str) -> Standing:
    """What `name` is taken for. Pure; its answers are kept because a document names the same few outlets."""
    if not name or len(name) > MAX_LENGTH or _JUNK.search(name):
        return Standing.REFUSED
    if HOST.fullmatch(name) or _HANDLE.fullmatch(name):
        return Standing.PRESS
    if _CASELESS.search(name):
        return _caseless(name)
    if _INITIALS.search(name):
        return Standing.PERSON
    words = name.split()
    if len(words) > MAX_WORDS or not _shaped(words):
        return Standing.REFUSED
    return _by_words(words)


def _caseless(name: str) -> Standing:
    """Chinese, Japanese, Korean, Arabic, Hebrew …: no capital tells a name from a word."""
    if name in PLACES:
        return Standing.PLACE
    if name.endswith(CJK_PRESS_ENDINGS):
        return Standing.PRESS
    return Standing.PLAIN if len(name) <= 20 else Standing.REFUSED


def _shaped(words: list[str]) -> bool:
    """Whether the words are written as a proper name is."""
    first = words[0].strip(_EDGES)
    if not first:
        return False
    if not _capital(first) and first.lower() not in LEADING_LOWER and first.lower() not in KNOWN_NAMES:
        return False
    capitals = 0
    russian = first.lower().endswith(_RUSSIAN_TITLE) and len(first) > 4
    for word in words:
        bare = word.strip(_EDGES)
        if _capital(bare):
            capitals += 1
        elif bare.lower() not in LOWER_WORDS and bare not in {"-", "–", "—", "/", "+", ""}:
            if not (russian and len(words) <= 3 and bare.isalpha()):
                return False
    return capitals > 0 or words[0].lower() in KNOWN_NAMES


def _capital(word: str) -> bool:
    """Capitalised, camel-cased ("iStories"), or a number that opens a channel's name ("5", "24")."""
    return any(letter.isupper() for letter in word[:2]) or (word.isdigit() and len(word) <= 3) or "/" in word[:2]


def _by_words(words: list[str]) -> Standing:
    bare = [word.strip(_EDGES).lower() for word in words]
    if not any(letter.isalpha() for letter in "".join(bare)):
        return Standing.REFUSED
    whole = " ".join(bare)
    if whole in KNOWN_NAMES:
        return Standing.PRESS
    press = any(_of_press(word) for word in bare)
    if any(word in NOT_PRESS for word in bare):
        if press:
            return Standing.PLAIN
        return Standing.PERSON if bare[0] in _TITLES else Standing.REFUSED
    if press:
        return Standing.PRESS
    if whole in NOT_NAMES:
        return Standing.PLACE
    content = [word for word in bare if word not in LOWER_WORDS]
    if content and all(word in PLACES for word in content):
        return Standing.PLACE
    if 2 <= len(content) <= 3 and content[0] in GIVEN_NAMES:
        return Standing.PERSON
    return Standing.PLAIN


_TITLES = frozenset(["president", "minister", "senator", "governor", "general", "colonel", "captain", "dr", "mr", "mrs", "ms", "prof", "king", "queen"])


def _of_press(word: str) -> bool:
    if word in PRESS_WORDS or (word in KNOWN_NAMES and word not in ONLY_WHOLE):
        return True
    if len(word) > 4 and word.endswith(PRESS_ENDINGS):
        return True
    if HOST.fullmatch(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and (parts[-1] in PRESS_WORDS or any(part in KNOWN_NAMES - ONLY_WHOLE for part in parts))
