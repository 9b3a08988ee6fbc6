"""The outlet that stands before its parenthesis: "Interfax reported (September 24)", "Kommersant (May 3)",
"The Herald: … (Smith, 3/5)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.citations.names import Standing, standing
from verifier.citations.press import GIVEN_NAMES, TITLES

_VERB = re.compile(
    r"\s+(?:has |had |have )?(?:also |earlier |later |first |already |recently )?(?:reported|reports|report|said|says"
    r"|wrote|writes|noted|notes|announced|announces|claimed|claims|quoted|published|carried|observed|argued|commented"
    r"|revealed|stated|disclosed|added|сообщил[аои]?|сообщает|сообщают|пишет|писал[аои]?|передаёт|передает|передал[аои]?"
    r"|повідоми(?:в|ла|ло|ли)|повідомляє|пише|berichtete|berichtet|meldete|meldet|schrieb|schreibt|a rapporté|rapporte"
    r"|écrit|a écrit)(?: (?:on|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day)?$",
    re.IGNORECASE,
)
_WORDS_BACK = 5
_LOOK_BACK = 120
_PERSON_REACH = 2000
"""Characters before a parenthesis in which a person of that name would have been introduced."""

_BEFORE_FAMILY_NAMES = TITLES | GIVEN_NAMES
_WORD_BEFORE = re.compile(r"\w+$")
_OPENERS = frozenset(
    ("As", "In", "On", "But", "And", "When", "While", "After", "Earlier", "Yesterday", "Later", "Today")
)
_BREAKS_NAME = re.compile(r"[,;:()“„«\"]|(?<![A-Z])\.\s")
_TOKENS = re.compile(r"[^\s,;:()\[\]“”\"«»]+")
_PARAGRAPH_HEAD = re.compile(r"[\W_]*([^:\n.!?]{2,60}):[*_]*\s")
_REPORTING = re.compile(
    r"(?:according to|reported by|(?:reports?|report|story|article) (?:in|by|from)|as (?:reported|noted) (?:by|in))\s+"
    r"(?:the\s+)?(?P<name>[^,;:()]{2,50})|(?P<subject>[^,;:()]{2,60}?)\s+(?:reports|reported|says|writes|wrote)\b"
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher's name in the running text."""

    name: str
    start: int
    end: int
    heads: bool = False
    """It heads the paragraph, "The Herald: …", and is no part of what is said."""


def adjoining(text: str, low: int, start: int) -> Outlet | None:
    """The publisher named right before the parenthesis at `start`, with at most its verb between."""
    low = max(low, start - _LOOK_BACK)
    end = start
    while end > low and text[end - 1].isspace():
        end -= 1
    verb = _VERB.search(text, low, end)
    return _name_ending(text, low, verb.start() if verb else end)


def _name_ending(text: str, low: int, end: int) -> Outlet | None:
    """The longest run of words that ends there and is a publisher's name."""
    tokens = list(_TOKENS.finditer(text, low, end))[-_WORDS_BACK:]
    if not tokens or tokens[-1].end() < end - 1:
        return None
    best = None
    for token in reversed(tokens):
        if _BREAKS_NAME.search(text, token.start(), end):
            break
        name = " ".join(text[token.start() : end].strip('”"»’ ').split())
        if name and name[0].isupper() and not _opens_sentence(name) and standing(name) is Standing.PRESS:
            best = Outlet(name, token.start(), token.start() + len(name))
    return best


def _opens_sentence(name: str) -> bool:
    """Whether the first word is only capital because a sentence begins: "As Interfax"."""
    return name.split(" ", 1)[0] in _OPENERS


def speaks_of(text: str, start: int, names: Sequence[str]) -> bool:
    """Whether the text before `start` speaks of a person of one of these names: "Foreign Minister Lavrov said"."""
    low = max(0, start - _PERSON_REACH)
    return any(_is_person(text, low, start, name) for name in names if name and " " not in name)


def _is_person(text: str, low: int, start: int, name: str) -> bool:
    at = text.find(f" {name}", low, start)
    while at >= 0:
        before = _WORD_BEFORE.search(text, max(low, at - 20), at)
        if before and before[0].lower() in _BEFORE_FAMILY_NAMES:
            return True
        at = text.find(f" {name}", at + 1, start)
    return False


def of_paragraph(text: str, low: int, start: int) -> Outlet | None:
    """The publisher a paragraph or sentence is headed by or ascribed to, for "(Author, 3/5)"."""
    head = _PARAGRAPH_HEAD.match(text, low, start)
    if head and standing(head[1].strip()) >= Standing.PLAIN:
        return Outlet(head[1].strip(), head.start(1), head.end(1), heads=True)
    found = None
    for reporting in _REPORTING.finditer(text, max(low, start - 600), start):
        group = "name" if reporting["name"] else "subject"
        begin, end = reporting.span(group)
        outlet = _name_ending(text, begin, end) if group == "subject" else _name_starting(text, begin, end)
        found = outlet or found
    return found


def _name_starting(text: str, start: int, end: int) -> Outlet | None:
    best = None
    for token in list(_TOKENS.finditer(text, start, end))[:_WORDS_BACK]:
        name = text[start : token.end()]
        if name[0].isupper() and standing(name) is Standing.PRESS:
            best = Outlet(name, start, token.end())
    return best
