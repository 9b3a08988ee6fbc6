"""Footnotes and endnotes whose whole text is a citation, each with the place of its mark in the running text.

    The contract was signed without a tender.[1]      →  marked here, behind "tender."
    …
    [1] Kommersant, April 3, 2009.                    →  the citation, without the mark and the last full stop

A numbered line is a note only where its mark stands in the text before it; otherwise it is an item of a list.
Where the file itself told notes from text (`Document.places`), that is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from verifier.records import Place

_NOTE = re.compile(
    r"^[ \t]*(?:\[(?P<square>\d{1,3})\]|\[\^(?P<caret>[\w-]{1,20})\]:|(?P<plain>\d{1,3})[.)]?"
    r"|(?P<raised>[⁰¹²³⁴-⁹]{1,3}))"
    r"[ \t]+(?P<words>\S.{4,600})$",
    re.MULTILINE,
)
_MARK = re.compile(
    r"\[(?P<square>\d{1,3})\]|\[\^(?P<caret>[\w-]{1,20})\](?!:)|(?P<raised>[⁰¹²³⁴-⁹]{1,3})"
    r"|(?<=[^\W\d_])(?:[.,;:!?][”\"»’)]?)?(?P<plain>\d{1,3})(?![\w.,%])|(?<=[”\"»’)][.,;])(?P<closed>\d{1,3})(?![\w.,%])"
)
_FIRST_NOTE = re.compile(r"\n[ \t]*(?:\[(?:1\]|\^)|1(?:[.)]? |[.)]?\t)|¹)")
_MARK_OF = "mark of "
_LABEL = re.compile(r"\s*(?:[\[(]?(?:\d{1,3}|[*†‡§])[\])]?[.)]?(?=\s)|\^)?\s*")
"""What a note's text may begin with: its own number."""

_BARE = frozenset(("plain", "closed"))
_FIGURES = _BARE | {"raised"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


MAX_LENGTH = 600
"""Characters of a note that may be a citation as a whole; a longer one is a text, and read for parentheses."""


class Note(NamedTuple):
    """A note's words at `[start:end]`, and the place of its mark in the text before it."""

    start: int
    end: int
    mark: tuple[int, int]


def find(text: str, places: Sequence[Place] = ()) -> Iterator[Note]:
    """Every note with a mark before it, in order of the notes; whether it is a citation is not looked at."""
    told = list(_told(text, places))
    yield from told
    taken = {note.end for note in told}
    yield from (note for note in _numbered(text) if note.end not in taken)


def _told(text: str, places: Sequence[Place]) -> Iterator[Note]:
    """Those of the file: a place "footnote 4" whose mark is at "mark of footnote 4"."""
    marks: dict[str, Place] = {}
    for place in places:
        if place.where.startswith(_MARK_OF):
            marks.setdefault(place.where.removeprefix(_MARK_OF), place)
    for place in places if marks else ():
        mark = marks.get(place.where)
        if mark is not None and mark.end <= place.start and place.end - place.start <= MAX_LENGTH:
            label = _LABEL.match(text, place.start, place.end)
            start = label.end() if label else place.start
            yield Note(start, _trimmed(text, start, place.end), (mark.start, mark.end))


def _numbered(text: str) -> Iterator[Note]:
    """Every numbered line with a mark before it."""
    if not _FIRST_NOTE.search(text):
        return
    marks: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mark in _MARK.finditer(text):
        kind = mark.lastgroup or ""
        place = mark.span(kind) if kind in _BARE else mark.span()
        marks.setdefault(_key(kind, mark[kind]), []).append(place)
    for places in marks.values():
        places.reverse()
    for note in _NOTE.finditer(text):
        kind = next(kind for kind in ("square", "caret", "plain", "raised") if note[kind])
        places = marks.get(_key(kind, note[kind]), [])
        before = []
        while places and places[-1][1] <= note.start():
            before.append(places.pop())
        if before:
            start, end = note.span("words")
            yield Note(start, _trimmed(text, start, end), before[0])


def _key(kind: str, number: str) -> tuple[str, str]:
    """A bare figure may be the mark of a raised one: copying lowers it. Brackets stay what they are."""
    return ("figure" if kind in _FIGURES else kind), number.translate(_RAISED).lower()


def _trimmed(text: str, start: int, end: int) -> int:
    """Without white space, the full stop and the arrow back at the end."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".↩↑^\ufe0e"):
        end -= 1
    return end
