"""ODT: its paragraphs and notes as text, hyperlinks over their words, title, language and date of making.

OpenDocument 1.2, part 3. Comments, deleted text of tracked changes and the numbers of notes are not the
document's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from verifier.ingest.draft import Block, Draft, Facts, check_tags, compose, over_words
from verifier.ingest.package import Package, locked, read_package
from verifier.records import Link, Place

_UNSEEN = frozenset(
    ("annotation", "tracked-changes", "note-citation", "forms", "sequence-decls", "variable-decls", "ruby-text")
)
_SIGNS = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}
MAX_SPACES = 1000
"""Of one `text:s`, which says how many spaces it stands for."""


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "broken" or "encrypted", and `TooLarge`."""
    return read_package(data, _draft, kind="ODT", name=name, max_characters=max_characters)


def _draft(package: Package) -> Draft:
    from lxml import etree

    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(_local(one.tag) == "encryption-data" for one in manifest.iter()):
        raise locked(package.name)
    story = _Story()
    # Without `huge_tree`, libxml2 refuses nesting beyond 256 and entities that grow.
    parser = etree.XMLParser(target=story, resolve_entities=False, no_network=True)
    for chunk in package.chunks("content.xml"):
        parser.feed(chunk)
        check_tags(story.tags, package.name)
        package.check_length(story.characters)
    parser.close()
    return compose(story.blocks(), _facts(package, story))


def _facts(package: Package, story: _Story) -> Facts:
    meta = package.tree("meta.xml")
    said: dict[str, str] = {}
    for one in () if meta is None else meta.iter():
        said.setdefault(_local(one.tag), (one.text or "").strip())
    return Facts(
        title=story.heading or said.get("title") or None,
        created=_day(said.get("creation-date", "")),
        language=said.get("language", "").partition("-")[0].lower() or None,
    )


@dataclass(slots=True)
class _Writing:
    """A paragraph that is not at its end; one of a note stands inside another."""

    note: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Link] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)
    open_links: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


@dataclass
class _Story:
    """The parser's target."""

    tags: int = 0
    characters: int = 0
    heading: str = ""
    """The words of the paragraph of style Title, or else of the first heading of the first level."""
    path: list[str] = field(default_factory=list)
    writing: list[_Writing] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""
    silent_since: int | None = None
    _heads: list[bool] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        name = _local(tag)
        self.path.append(name)
        if self.silent_since is not None:
            return
        said = {_local(key): value for key, value in attributes.items()}
        if name in _UNSEEN:
            self.silent_since = len(self.path)
        elif name in ("p", "h"):
            self.writing.append(_Writing(self.note))
            self._heads.append(said.get("style-name") == "Title" or said.get("outline-level") == "1")
        elif name == "note" and self.writing:
            kind = said.get("note-class") or "footnote"
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.note = f"{kind} {self.counts[kind]}"
            at = self.writing[-1].length
            self.writing[-1].marks.append(Place(at, at, f"mark of {self.note}"))
        elif self.writing:
            self._inside_paragraph(name, said, self.writing[-1])

    def _inside_paragraph(self, name: str, said: Mapping[str, str], writing: _Writing) -> None:
        if name in _SIGNS:
            writing.add(_SIGNS[name])
        elif name == "s":
            count = said.get("c", "1")
            writing.add(" " * min(int(count) if count.isdigit() else 1, MAX_SPACES))
        elif name == "a":
            writing.open_links.append((writing.length, said.get("href", "")))

    def data(self, text: str) -> None:
        if self.silent_since is None and self.writing:
            words = " ".join(text.split(" ")) if "\n" not in text else " ".join(text.split())
            self.writing[-1].add(words)

    def end(self, _tag: str) -> None:
        name = self.path.pop()
        if self.silent_since is not None:
            if self.silent_since > len(self.path):
                self.silent_since = None
        elif name in ("p", "h") and self.writing:
            self._end_paragraph(self.writing.pop())
        elif name == "note":
            self.note = ""
        elif name == "a" and self.writing and self.writing[-1].open_links:
            start, url = self.writing[-1].open_links.pop()
            if url.lower().startswith(("http://", "https://")):
                self.writing[-1].links.append(Link(start, self.writing[-1].length, url))

    def _end_paragraph(self, writing: _Writing) -> None:
        text = "".join(writing.pieces)
        heads = self._heads.pop()
        if not text.strip():
            return
        self.characters += len(text)
        if heads and not writing.note:
            self.heading = self.heading or text.strip()
        into = self.notes if writing.note else self.body
        where = writing.note or f"paragraph {len(self.body) + 1}"
        into.append(Block(text, where, over_words(writing.links, text), tuple(writing.marks)))

    def close(self) -> None:
        """Nothing is left to do: a paragraph ends by its tag."""

    def blocks(self) -> Iterator[Block]:
        yield from self.body
        yield from self.notes


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None
