"""WordprocessingML: one story (the body, the footnotes, the endnotes) read as a stream of tags.

Names are compared without their namespaces: the strict and the transitional dialect differ in nothing
else that matters here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.ingest.draft import over_words
from verifier.records import Link

MAX_CODE = 4000
"""Characters of a field's code after which no more is collected."""

_NOT_TEXT = frozenset({"del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "tblPr", "sectPr"})
"""Deleted and moved-away text, the second copy of a drawing's text, ruby readings, properties."""

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTE_MARKS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_HYPERLINK_FIELD = re.compile(r'\s*HYPERLINK\s+"(https?://[^"]+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """The raised number of a note at `at` in its paragraph; the number itself is not in the file."""

    at: int
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: str
    links: tuple[Link, ...]
    marks: tuple[Mark, ...]
    note: str | None
    """The id of the note it is part of."""


@dataclass(slots=True)
class _Field:
    """A complex field: code, separator, result. The result is what is seen."""

    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _Writing:
    """A paragraph that is not at its end; one can stand inside another, in a text box."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    style: str = ""
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open_links: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def end_link(self) -> None:
        start, url = self.open_links.pop()
        if url and self.length > start:
            self.links.append(Link(start, self.length, url))


@dataclass
class Story:
    """The parser's target; `relations` are the addresses that hyperlinks name by id."""

    relations: Mapping[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    length: int = 0
    """Characters so far."""
    tags: int = 0
    path: list[str] = field(default_factory=list)
    writing: list[_Writing] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    note: str | None = None
    silent_since: int | None = None
    """The depth of the element whose text is none."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        name = tag.rpartition("}")[2]
        self.path.append(name)
        if name == "pStyle" and self.writing:
            self.writing[-1].style = _attribute(attributes, "val")
        if self.silent_since is not None:
            return
        if name in _NOT_TEXT:
            self.silent_since = len(self.path)
        elif name == "p":
            self.writing.append(_Writing())
        elif name in ("footnote", "endnote"):
            # Separators are stored as notes with a type.
            self.note = None if _attribute(attributes, "type") not in ("", "normal") else _attribute(attributes, "id")
        elif self.writing:
            self._inside_paragraph(name, attributes, self.writing[-1])

    def _inside_paragraph(self, name: str, attributes: Mapping[str, str], writing: _Writing) -> None:
        if name in _CHARACTERS and self.path[-2:-1] == ["r"]:
            writing.add(_CHARACTERS[name])
        elif name == "hyperlink":
            writing.open_links.append((writing.length, self.relations.get(_attribute(attributes, "id"), "")))
        elif name == "fldSimple":
            writing.open_links.append((writing.length, _address(_attribute(attributes, "instr"))))
        elif name in _NOTE_MARKS:
            writing.marks.append(Mark(writing.length, _NOTE_MARKS[name], _attribute(attributes, "id")))
        elif name == "fldChar":
            self._field(_attribute(attributes, "fldCharType"), writing)

    def _field(self, step: str, writing: _Writing) -> None:
        if step == "begin":
            self.fields.append(_Field())
        elif step == "separate" and self.fields:
            self.fields[-1].in_result = True
            writing.open_links.append((writing.length, _address(self.fields[-1].code)))
        elif step == "end" and self.fields and self.fields.pop().in_result and writing.open_links:
            writing.end_link()

    def data(self, text: str) -> None:
        if self.silent_since is not None or not self.writing or not self.path:
            return
        if self.path[-1] == "t":
            self.writing[-1].add(text)
        elif self.path[-1] == "instrText" and self.fields and len(self.fields[-1].code) < MAX_CODE:
            self.fields[-1].code += text

    def end(self, _tag: str) -> None:
        name = self.path.pop()
        if self.silent_since is not None:
            if self.silent_since > len(self.path):
                self.silent_since = None
            return
        if name == "p" and self.writing:
            self._end_paragraph(self.writing.pop())
        elif name in ("hyperlink", "fldSimple") and self.writing and self.writing[-1].open_links:
            self.writing[-1].end_link()

    def _end_paragraph(self, writing: _Writing) -> None:
        while writing.open_links:
            writing.end_link()
        text = "".join(writing.pieces)
        if not text.strip():
            return
        links = over_words(writing.links, text)
        self.paragraphs.append(Paragraph(text, writing.style, links, tuple(writing.marks), self.note))
        self.length += len(text)

    def close(self) -> None:
        """Nothing is left to do: a paragraph ends by its tag."""


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def _address(code: str) -> str:
    """The web address of a HYPERLINK field, "" for any other field."""
    found = _HYPERLINK_FIELD.match(code)
    return found[1] if found else ""
