"""The commonest parenthesis read at one stroke: "(Interfax, September 24, 2014)", "(AP, Reuters, May 3)".

A short cut and nothing more: where it answers, `grammar` would have answered the same, only later; a test
holds it to that. Everything less plain is None here, and goes the long way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.citations import wording
from verifier.citations.gathering import Mention
from verifier.citations.names import Standing, platform, standing
from verifier.citations.written import Written
from verifier.prose.months import MONTHS
from verifier.records import Precision

_NAME = r"[A-Z][\w’'/-]*(?: [A-Z][\w’'/-]*)*"
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
    names = listed.split(", ")
    if len(names) == 1:
        rank = _rank(listed)
        if rank < Standing.PLAIN or (rank is Standing.PLAIN and year):
            return None
        return (Mention(listed, 0, len(listed), rank, dates, dated_at),)
    mentions, at = [], 0
    for name in names:
        if _rank(name) is not Standing.PRESS:
            return None  # an author, a place or a platform may be among them
        mentions.append(Mention(name, at, at + len(name), Standing.PRESS, dates, dated_at))
        at += len(name) + 2
    return tuple(mentions)


@lru_cache(maxsize=4096)
def _rank(name: str) -> Standing:
    """The standing of a name that is nothing but a name; REFUSED where words of citing are in it."""
    led = name + " "
    if any(one.match(led) for one in (wording.SEE, wording.LABEL, wording.PREPOSITION, wording.CROSS, wording.CREDIT)):
        return Standing.REFUSED
    if wording.RELAY.search(name) or wording.AND.search(name) or wording.ACCESSED.search(name) or platform(name):
        return Standing.REFUSED
    if any(one.fullmatch(name) for one in (wording.REMARK, wording.BACK, wording.SAME_DAY)):
        return Standing.REFUSED
    return standing(name)
