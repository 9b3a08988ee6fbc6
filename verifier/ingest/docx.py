"""DOCX: its paragraphs, tables and notes as text, hyperlinks over their words, title and creation date.

Deleted text of tracked changes, comments, page headers and field codes are not the document's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from verifier.ingest.draft import Block, Draft, Facts, check_tags, compose
from verifier.ingest.package import Package, read_package
from verifier.ingest.wordml import Paragraph, Story
from verifier.records import Place

_MAIN = "word/document.xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_TEMPLATE_STAMP = "2013-12-23"
"""The creation date in the template that the python-docx library starts every new document from."""


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "broken" or "encrypted", and `TooLarge`."""
    return read_package(
        data, lambda package: _Docx(package).draft(), kind="DOCX", name=name, max_characters=max_characters
    )


@dataclass(frozen=True, slots=True)
class _Docx:
    package: Package

    def draft(self) -> Draft:
        links = self._relations("word/_rels/document.xml.rels")
        body = self._story(_MAIN, links)
        numbers = _numbers(body)
        blocks = [*_body_blocks(body, numbers), *self._note_blocks(numbers)]
        return compose(blocks, self._facts(body))

    def _note_blocks(self, numbers: Mapping[tuple[str, str], int]) -> Iterator[Block]:
        """The notes, footnotes before endnotes, in the order of their marks; those without a mark come last."""
        for kind, part in _NOTES.items():
            if part not in self.package:
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
        for chunk in self.package.chunks(part):
            parser.feed(chunk)
            check_tags(story.tags, self.package.name)
            self.package.check_length(story.length)
        parser.close()
        return story.paragraphs

    def _relations(self, part: str) -> dict[str, str]:
        """Relationship id → the web address it stands for."""
        root = self.package.tree(part)
        relations = () if root is None else root
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in relations
            if relation.get("TargetMode") == "External" and relation.get("Target", "").lower().startswith("http")
        }

    def _facts(self, body: list[Paragraph]) -> Facts:
        core = self.package.tree("docProps/core.xml")
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
