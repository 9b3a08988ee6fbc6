"""DOCX: its paragraphs, tables and notes as text, hyperlinks over their words, title and creation date.

The package is opened as what it is, a ZIP of XML, and its parts are read as streams with a cap on what
they unpack to: neither a small file that unpacks to gigabytes nor a deeply nested one costs more than its
cap. Deleted text of tracked changes, comments, page headers and field codes are not the document's text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from verifier.errors import InputError, TooLarge
from verifier.ingest.draft import Block, Draft, Facts, check_tags, compose
from verifier.ingest.wordml import Paragraph, Story
from verifier.records import Place

MAX_UNPACKED = 100_000_000
"""Bytes of XML. A document of 5 million characters, ten times a long book, has about 60 million."""

MAX_PARTS = 5_000
"""Entries of the package, pictures included."""

_MAIN = "word/document.xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_ENTRY = b"PK\x01\x02"
_TEMPLATE_STAMP = "2013-12-23"
"""The creation date in the template that the python-docx library starts every new document from."""


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "broken" or "encrypted", and `TooLarge`."""
    from lxml.etree import LxmlError

    if data.count(_ENTRY) > MAX_PARTS:
        raise TooLarge(f"{name} has more than {MAX_PARTS:,} parts.", remedy="Save it anew, without attachments.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Package(package, name, max_characters).draft()
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, LxmlError) as error:
        raise InputError(
            f"{name} is a damaged or incomplete DOCX file ({error}).",
            code="broken",
            remedy="Open it in a word processor and save it again, or submit its text.",
        ) from error


@dataclass(slots=True)
class _Package:
    """The open file, and how much it may still unpack to."""

    parts: zipfile.ZipFile
    name: str
    max_characters: int
    allowance: int = MAX_UNPACKED

    def draft(self) -> Draft:
        links = self._relations("word/_rels/document.xml.rels")
        body = self._story(_MAIN, links)
        numbers = _numbers(body)
        blocks = [*_body_blocks(body, numbers), *self._note_blocks(numbers)]
        return compose(blocks, self._facts(body))

    def _note_blocks(self, numbers: Mapping[tuple[str, str], int]) -> Iterator[Block]:
        """The notes, footnotes before endnotes, in the order of their marks; those without a mark come last."""
        for kind, part in _NOTES.items():
            if part not in self.parts.namelist():
                continue
            relations = self._relations(part.replace("word/", "word/_rels/") + ".rels")
            notes = [paragraph for paragraph in self._story(part, relations) if paragraph.note is not None]
            numbered = [(numbers.get((kind, note.note or "")), note) for note in notes]
            for number, note in sorted(numbered, key=lambda pair: pair[0] or len(numbers) + 1):
                yield Block(note.text, f"{kind} {number}" if number else kind, note.links)

    def _story(self, part: str, relations: Mapping[str, str]) -> list[Paragraph]:
        from lxml import etree

        story = Story(relations)
        # Without `huge_tree`, libxml2 refuses nesting beyond 256 and entities that grow.
        parser = etree.XMLParser(target=story, resolve_entities=False, no_network=True)
        for chunk in self._chunks(part):
            parser.feed(chunk)
            check_tags(story.tags, self.name)
            if story.length > self.max_characters:
                raise TooLarge(
                    f"{self.name} has more than {self.max_characters:,} characters of text.",
                    remedy="Submit it in parts, or raise api.max_characters.",
                )
        parser.close()
        return story.paragraphs

    def _chunks(self, part: str) -> Iterator[bytes]:
        entry = self.parts.getinfo(part)
        if entry.flag_bits & 1:
            raise InputError(
                f"{self.name} is locked with a password.",
                code="encrypted",
                remedy="Save it without a password and submit it again.",
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(f"compression method {entry.compress_type}")
        with self.parts.open(entry) as stream:
            while chunk := stream.read(1 << 16):
                self.allowance -= len(chunk)
                if self.allowance < 0:
                    raise TooLarge(
                        f"{self.name} unpacks to more than {MAX_UNPACKED:,} bytes.",
                        remedy="Submit it in parts, or as text.",
                    )
                yield chunk

    def _tree(self, part: str) -> Any:
        """The root of a small part; None where the package lacks it."""
        from lxml import etree

        if part not in self.parts.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for chunk in self._chunks(part):
            parser.feed(chunk)
        return parser.close()

    def _relations(self, part: str) -> dict[str, str]:
        """Relationship id → the web address it stands for."""
        root = self._tree(part)
        relations = () if root is None else root
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in relations
            if relation.get("TargetMode") == "External" and relation.get("Target", "").lower().startswith("http")
        }

    def _facts(self, body: list[Paragraph]) -> Facts:
        core = self._tree("docProps/core.xml")
        properties = {} if core is None else {_local(element.tag): element.text or "" for element in core}
        styled = {paragraph.style: paragraph.text.strip() for paragraph in reversed(body)}
        return Facts(
            title=styled.get("Title") or properties.get("title", "").strip() or styled.get("Heading1") or None,
            created=_day(properties.get("created", "")),
        )


def _numbers(body: list[Paragraph]) -> dict[tuple[str, str], int]:
    """(kind, id) of each note → its number as printed: each kind counts in the order its marks stand."""
    numbers: dict[tuple[str, str], int] = {}
    counts = dict.fromkeys(_NOTES, 0)
    for mark in (mark for paragraph in body for mark in paragraph.marks):
        if (mark.kind, mark.id) not in numbers:
            counts[mark.kind] += 1
            numbers[mark.kind, mark.id] = counts[mark.kind]
    return numbers


def _body_blocks(body: list[Paragraph], numbers: Mapping[tuple[str, str], int]) -> Iterator[Block]:
    for number, paragraph in enumerate(body, 1):
        marks = [
            Place(mark.at, mark.at, f"mark of {mark.kind} {numbers[mark.kind, mark.id]}") for mark in paragraph.marks
        ]
        yield Block(paragraph.text, f"paragraph {number}", paragraph.links, tuple(marks))


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _day(stamp: str) -> date | None:
    if stamp.startswith(_TEMPLATE_STAMP):
        return None
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None
