"""The commonest parenthesis read at one stroke: "(Interfax, September 24, 2014)", "(AP, Reuters, May 3)".

A short cut and nothing more: where it answers, `grammar` would have answered the same, only later; a test
holds it to that. Everything less plain is None here, and goes the long way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.citations import wording
from verifier.citations.gathering import PRESS_SINCE, Mention
from verifier.citations.names import Standing, known, platform, standing
from verifier.citations.written import Written
from verifier.prose.months import MONTHS
from verifier.records import Precision

_WORD = r"(?:[\w’'/-]*|[\w’'-]*(?:\.[\w-]+)+)"
_NAME = rf"[A-Z]{_WORD}(?: [A-Za-z]{_WORD})*"
_CITATION = re.compile(
    rf"({_NAME}(?:, {_NAME}){{0,3}}), "
    r"((January|February|March|April|May|June|July|August|September|October|November|December) "
    r"([1-9]|[12]\d|3[01])(?:, ((?:19|20)\d\d))?)"
)


def parse(words: str) -> tuple[Mention, ...] | None:
    """The mentions of capitalised names before one English date; None where it is anything else."""
    found = _CITATION.fullmatch(words)
    if found is None:
        return None
    listed, when, month, day, year = found.groups()
    parts = (int(year) if year else None, MONTHS[month.lower()], int(day))
    dates = (Written(when, parts, parts, Precision.DAY),)
    dated_at = found.span(2)
    old = year is not None and int(year) < PRESS_SINCE
    mentions, at = [], 0
    for name in listed.split(", "):
        rank = _rank(name)
        if rank < (Standing.PRESS if old else Standing.PLAIN):
            return None  # an author, a place, a platform, an event
        mentions.append(Mention(name, at, at + len(name), rank, dates, dated_at))
        at += len(name) + 2
    return tuple(mentions)


@lru_cache(maxsize=4096)
def _rank(name: str) -> Standing:
    """The standing of a name that is nothing but a name; REFUSED where words of citing are in it."""
    if any(word.lower() in MONTHS for word in name.split()):
        return Standing.REFUSED  # "May, May 3"
    led = name + " "
    if any(one.match(led) for one in (wording.SEE, wording.LABEL, wording.PREPOSITION, wording.CROSS, wording.CREDIT)):
        return Standing.REFUSED
    joined = wording.AND.search(name) and not known(name)
    if joined or wording.RELAY.search(name) or wording.ACCESSED.search(name) or platform(name):
        return Standing.REFUSED
    ending = wording.NAME_ENDING.search(name)
    if ending is None or ending.start() < len(name):
        return Standing.REFUSED
    if any(one.fullmatch(name) for one in (wording.REMARK, wording.BACK, wording.SAME_DAY)):
        return Standing.REFUSED
    return standing(name)
