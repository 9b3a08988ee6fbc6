"""The parentheses and brackets of a text that could hold a citation. Linear for any input.

An opening bracket looks for its own closing one no further than a paragraph's end, `MAX_LENGTH` characters
and `MAX_DEPTH` more openings: each character is looked at a bounded number of times, and an opening that is
never closed costs nothing but itself.
"""

from __future__ import annotations

import re

MAX_LENGTH = 1200
"""Of one parenthesis. The longest real ones hold half a dozen URLs."""

MAX_DEPTH = 3
"""Parentheses within the parenthesis: a bracketed place, a bracket in a URL."""

_OPENING = re.compile(r"[(（\[［]")
_TELLING = re.compile(
    r"[(（\[［](?:(?=\s*(?:ibid|idem|(?:on )?(?:the )?same|там|т[ое]|ebd|am s|le m|même|gl))"
    r"|(?![^\d.,:;/、，()（）\[\]［］]{0,99}[)）\]］]))",
    re.IGNORECASE,
)
"""Passes over, at the speed of the regex engine, a bracket that holds no figure and no sign that parts names:
most of those of ordinary prose."""

_CLOSING = {"(": ")）", "（": "）)", "[": "]］", "［": "］]"}
_STEP = re.compile(r"[()（）\[\]［］]|\n[ \t]*\n")


def opening(text: str, at: int, *, telling: bool = False) -> int:
    """Where the next opening bracket is, -1 if there is none; `telling` leaves out those that hold only words."""
    found = (_TELLING if telling else _OPENING).search(text, at)
    return found.start() if found else -1


def closing(text: str, start: int) -> int:
    """The end (exclusive) of the bracket that opens at `start`, -1 if it is not closed in time."""
    own = text[start]
    closers = _CLOSING[own]
    round_ones = own in "(（"
    depth = 0
    for step in _STEP.finditer(text, start + 1, start + MAX_LENGTH):
        sign = step[0]
        if sign in closers:
            if depth == 0:
                return step.end()
            depth -= 1
        elif sign in ("(（" if round_ones else "[［"):
            depth += 1
            if depth > MAX_DEPTH:
                return -1
        elif sign[0] == "\n":
            return -1
    return -1
