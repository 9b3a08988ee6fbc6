"""The quotations of a stretch of text: the words inside straight, curly, low-high, angle and corner marks.

The outermost marks count. An elision "[…]" or an inserted "[sic]" is a part of the quotation's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.records import Quotation

_OPENING = re.compile('[“„"«»「『”‘‚]')
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"\n]+)\"|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』"
    r"|(?<!\w)”([^“”]+)”|(?<![\w’])‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)|‚([^‚‘’]+)‘"
)
_WORDS = re.compile(r"\w")

MAX_QUOTED = 4000
"""Characters of one quotation: an opening mark whose partner is further away has lost it."""


def quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """Every quotation inside `text[start:end]`, in order."""
    found = []
    for quoted in _marked(text, start, end):
        first, last = quoted.span(quoted.lastindex or 0)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if _WORDS.search(text, first, last):
            found.append(Quotation(first, last, text[first:last]))
    return tuple(found)


def inside(text: str, start: int, end: int, at: int) -> bool:
    """Whether `at` is within a quotation of `text[start:end]`."""
    return any(quoted.start() < at < quoted.end() for quoted in _marked(text, start, end))


def _marked(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    mark = _OPENING.search(text, start, end)
    while mark:
        at = mark.start()
        quoted = _QUOTED.match(text, at, min(end, at + MAX_QUOTED))
        if quoted:
            yield quoted
        mark = _OPENING.search(text, quoted.end() if quoted else at + 1, end)
