"""The paragraphs of a text, found one after the other as citations ask for them. Linear over a whole text.

Blank lines part paragraphs. A single line break parts them only where it cannot be hard wrapping: where
lines are longer than any wrapping makes them, or where a line ends a sentence and the next word would still
have fitted on it, or where an item of a list begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

WRAP_WIDTH = 200
"""Characters. A block with a longer line is not hard wrapped: each of its lines is a paragraph."""

_BLANK = re.compile(r"\n[ \t\u200b]*\n\s*")
_ENDS = re.compile(r"[.!?:;…。！？][\"”’»)\]\u200b*_]*\s*$|[)\]]\s*$")
_ITEM = re.compile(r"[ \t]*(?:[-*•–—·#>]+[ \t]|\(?\d{1,3}[.)][ \t]|\[\d{1,3}\])")


class Paragraphs:
    """`around(at)` must be asked with places that do not go back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block = (0, -1)
        self._next = 0
        self._starts: list[int] = []
        self._ends: list[int] = []

    def around(self, at: int) -> tuple[int, int]:
        """Start and end of the paragraph in which the place stands."""
        while at >= self._block[1] and self._next <= len(self._text):
            self._advance()
            if self._next > len(self._text):
                break
        index = max(bisect_right(self._starts, at) - 1, 0)
        return self._starts[index], self._ends[index]

    def _advance(self) -> None:
        start = self._next
        blank = _BLANK.search(self._text, start)
        end = blank.start() if blank else len(self._text)
        self._next = blank.end() if blank else len(self._text) + 1
        self._block = (start, self._next)
        self._starts, self._ends = _paragraphs(self._text, start, end)


def _paragraphs(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    if text.find("\n", start, end) < 0:
        return [start], [end]
    lines = text[start:end].split("\n")
    width = max(map(len, lines))
    starts, ends = [start], []
    at = start
    for line, following in pairwise(lines):
        at += len(line) + 1
        if _parts(line, following, width):
            ends.append(at - 1)
            starts.append(at)
    return starts, [*ends, end]


def _parts(line: str, following: str, width: int) -> bool:
    if width > WRAP_WIDTH or _ITEM.match(following):
        return True
    next_word = following.split(None, 1)[0] if following.strip() else ""
    return len(line.rstrip()) + 1 + len(next_word) <= width and _ENDS.search(line) is not None
