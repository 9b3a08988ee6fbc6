"""A Word file as it was handed in, with comments beside its citations: nothing else in it is changed.

The document's text was made from the file's paragraphs when it was read, and tells of each where it stood
(`Document.places`). Here the way is gone back: from a citation to its paragraph, and in it to the runs of
letters that it is written in. A citation in a footnote is commented at the footnote's mark in the text.
"""

from __future__ import annotations

import io
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from verifier.records import Document, Place, Span

AUTHOR, INITIALS = "Citation verifier", "CV"

_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rt"})
"""Elements whose letters are not the document's: deleted, moved away, or said twice."""
_NO_LETTERS = {ord(sign): None for sign in "\t\n\u2011\u00ad"}
"""What the document's text has of tags that are not letters: tabs, breaks, special hyphens."""


@dataclass(frozen=True)
class Note:
    """What is to be said beside `span` of the document's text, a comment each."""

    span: Span
    comments: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    """The letters of one `w:t`, from `start` in its paragraph's letters, and the run that it stands in."""

    run: Any
    text: Any
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text.text or "")


def commented(original: bytes, document: Document, notes: Sequence[Note]) -> bytes:
    """The file with the notes as Word comments, in the order given, which is the document's.

    A note whose words are nowhere in the file stands at its first words, so that none is lost.
    """
    file = docx.Document(io.BytesIO(original))
    paragraphs = _paragraphs(file, document)
    places = _Places(document)
    first: list[_Piece] | None = None
    for note in notes:
        found = places.of(note.span)
        if found is not None and found[0].start in paragraphs:
            place, span = found
            runs = _runs(
                paragraphs[place.start], _letters(document, place, span.start), _letters(document, place, span.end)
            )
        else:
            first = first or next(filter(None, paragraphs.values()), None) or _anew(file)
            runs = [first[0].run]
        for comment in note.comments:
            file.add_comment([Run(run, file) for run in runs], text=comment, author=AUTHOR, initials=INITIALS)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


class _Places:
    """From a span of the text to the paragraph of the body that it stands in, or is noted in."""

    def __init__(self, document: Document) -> None:
        self._blocks = [place for place in document.places if not place.where.startswith("mark of ")]
        self._marks = {
            place.where.removeprefix("mark of "): place
            for place in document.places
            if place.where.startswith("mark of ")
        }

    def of(self, span: Span) -> tuple[Place, Span] | None:
        block = self._block(span.start)
        if block is None or block.where.startswith("paragraph"):
            return None if block is None else (block, Span(span.start, min(span.end, block.end)))
        mark = self._marks.get(block.where)
        body = self._block(mark.start) if mark else None
        return None if mark is None or body is None else (body, Span(mark.start, mark.start))

    def _block(self, at: int) -> Place | None:
        return next((place for place in self._blocks if place.start <= at < max(place.end, place.start + 1)), None)


def _paragraphs(file: WordFile, document: Document) -> dict[int, list[_Piece]]:
    """For each paragraph of the text, by where it begins, the letters that it was read from."""
    written: dict[str, deque[list[_Piece]]] = defaultdict(deque)
    for pieces in _written(file.element.body):
        written["".join(piece.text.text or "" for piece in pieces)].append(pieces)
    found = {}
    for place in document.places:
        if place.where.startswith("paragraph"):
            same = written.get(document.text[place.start : place.end].translate(_NO_LETTERS))
            if same:
                found[place.start] = same.popleft()
    return found


def _written(body: Any) -> Iterator[list[_Piece]]:
    """The letters of every paragraph, in the order in which paragraphs end: one in a text box before its own."""
    open_paragraphs: list[list[_Piece]] = []
    lengths: list[int] = []
    unseen = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = _local(element)
        if name in _UNSEEN:
            unseen += 1 if event == "start" else -1
        elif unseen:
            continue
        elif name == "p" and event == "start":
            open_paragraphs.append([])
            lengths.append(0)
        elif name == "p":
            lengths.pop()
            yield open_paragraphs.pop()
        elif name == "t" and event == "start" and open_paragraphs and _local(element.getparent()) == "r":
            open_paragraphs[-1].append(_Piece(element.getparent(), element, lengths[-1]))
            lengths[-1] += len(element.text or "")


def _letters(document: Document, place: Place, at: int) -> int:
    """The offset `at` in the document's text, in the letters of the paragraph at `place`."""
    return len(document.text[place.start : at].translate(_NO_LETTERS))


def _runs(pieces: list[_Piece], start: int, end: int) -> list[Any]:
    """The runs over letters `start` to `end`; a run that goes on beyond them is cut in two where it can be."""
    _cut(pieces, start)
    _cut(pieces, end)
    over = [piece.run for piece in pieces if piece.start < end and start < piece.end]
    before = [piece.run for piece in pieces if piece.start < start]
    return over or [before[-1] if before else pieces[0].run]


def _cut(pieces: list[_Piece], at: int) -> None:
    """Make the letters at `at` begin a run of their own, of the same look, where a run has only letters."""
    for number, piece in enumerate(pieces):
        if piece.start < at < piece.end and _only_letters(piece.run):
            rest = deepcopy(piece.run)
            piece.run.addnext(rest)
            text = next(one for one in rest if _local(one) == "t")
            whole, length = piece.text.text, at - piece.start
            piece.text.text, text.text = whole[:length], whole[length:]
            for one in (piece.text, text):
                one.set(qn("xml:space"), "preserve")
            pieces.insert(number + 1, _Piece(rest, text, at))
            return


def _only_letters(run: Any) -> bool:
    return sorted(_local(one) for one in run if _local(one) != "rPr") == ["t"]


def _anew(file: WordFile) -> list[_Piece]:
    """Of a file without a letter, a place to comment on."""
    run = file.add_paragraph().add_run(" ")._r
    return [_Piece(run, next(one for one in run if _local(one) == "t"), 0)]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
