"""HTML: its paragraphs as text, its links over their words, read as a stream.

No tree is built: libxml2 calls us for each tag, so depth and size cost neither stack nor much memory
(200,000 nested elements take 0.2 s). Text that a browser shows is kept character for character, white
space runs as one space. Of a page with a clear article only the article is kept, and the notes it
points to; where none is clear, everything is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from verifier.ingest.decode import decode, normalised
from verifier.ingest.draft import Block, Draft, check_tags, compose, over_words
from verifier.ingest.page_facts import PageFacts
from verifier.records import Link, Place

ARTICLE_SHARE = 2 / 3
"""An element that holds so much of a page's text is its article; under it, nothing is dropped."""

MAX_REGIONS = 100_000
"""Articles and elements with an id that are told apart; real pages have under 2,000."""

_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "head", "nav", "select", "option", "button", "textarea", "svg",
     "iframe", "object", "video", "audio", "canvas", "datalist", "dialog", "map")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul", "hgroup", "menu")
)  # fmt: skip
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_NOTE_MARK = re.compile(r"\s*[\[(]?\s*(\d{1,4}|[ivxl]{1,6}|[a-z*†‡§])\s*[\])]?\s*", re.IGNORECASE)


def read(data: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Draft:
    """A page's bytes; `charset` is what its HTTP header says, `url` what its relative links start from.

    Raises `InputError` with code "not-text" where the bytes are in no known encoding.
    """
    return read_text(_decoded(data, name, charset), name=name, url=url)


def read_text(text: str, *, name: str, url: str | None = None) -> Draft:
    """The same for a page that is decoded already. Raises `TooLarge` for one of too many elements."""
    page = _parsed(text, name, url)
    return compose(page.article(), page.facts.settle())


def blocks(data: bytes, *, name: str) -> Iterator[Block]:
    """The blocks of one page of a book."""
    return _parsed(_decoded(data, name, None), name, None).article()


def _decoded(data: bytes, name: str, charset: str | None) -> str:
    meta = _META_CHARSET.search(data[:4096])
    return decode(data, name=name, charset=charset or (meta and meta[1].decode("ascii")))


def _parsed(text: str, name: str, url: str | None) -> _Page:
    from lxml import etree

    page = _Page(name, base=url)
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    data = normalised(text).encode()
    for start in range(0, len(data), 1 << 16):
        parser.feed(data[start : start + (1 << 16)])
    parser.close()
    return page


@dataclass(slots=True)
class _Region:
    """An element that may be wanted or dropped as a whole: an article, or what a note points to."""

    parent: int
    id: str
    may_be_article: bool
    size: int = 0


@dataclass(slots=True)
class _Paragraph:
    text: str
    region: int
    links: tuple[Link, ...]
    note_links: tuple[Link, ...]
    """Links inside the page that look like the mark of a note."""


@dataclass
class _Page:
    """The parser's target. `article()` gives the blocks after the last event."""

    name: str
    base: str | None
    tags: int = 0
    facts: PageFacts = field(default_factory=PageFacts)
    regions: list[_Region] = field(default_factory=lambda: [_Region(0, "", may_be_article=False)])
    open_regions: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    """(depth, region), innermost last."""
    depth: int = 0
    unseen_since: int | None = None
    preformatted: int = 0
    paragraphs: list[_Paragraph] = field(default_factory=list)

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    last: str = "\n"
    links: list[Link] = field(default_factory=list)
    note_links: list[Link] = field(default_factory=list)
    link: tuple[int, int, str] | None = None
    """Where the open link began in this paragraph, in characters and in pieces, and its href."""

    # ── events ──

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        check_tags(self.tags, self.name)
        self.depth += 1
        self.facts.start(tag, attributes)
        if tag == "base":
            self.base = self._absolute(attributes.get("href") or "") or self.base
        if self.unseen_since is not None:
            return
        if tag in _UNSEEN or "hidden" in attributes or attributes.get("role") == "navigation":
            self.unseen_since = self.depth
            return
        if tag in _BLOCKS:
            self._end_paragraph()
        elif tag == "br":
            self._break_line()
        elif tag == "a":
            self._end_link()
            self.link = (self.length, len(self.pieces), attributes.get("href") or "")
        elif tag == "q":
            self._add("“")
        self.preformatted += tag == "pre"
        self._open_region(tag, attributes)

    def end(self, tag: str) -> None:
        self.facts.end(tag)
        if self.unseen_since is None:
            if tag in _BLOCKS:
                self._end_paragraph()
            elif tag == "a":
                self._end_link()
            elif tag == "q":
                self._add("”")
            self.preformatted -= tag == "pre"
            if self.open_regions[-1][0] == self.depth:
                self.open_regions.pop()
        elif self.unseen_since == self.depth:
            self.unseen_since = None
        self.depth -= 1

    def data(self, text: str) -> None:
        self.facts.data(text)
        if self.unseen_since is not None:
            return
        if not self.preformatted:
            text = _SPACES.sub(" ", text)
            if self.last in " \n":
                text = text.removeprefix(" ")
        self._add(text)

    def close(self) -> None:
        self._end_paragraph()

    # ── the paragraph at hand ──

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.last = text[-1]

    def _break_line(self) -> None:
        """A second break in a row makes a blank line, which is a paragraph's end; more add nothing."""
        if self.length and not (len(self.pieces) > 1 and self.pieces[-1] == self.pieces[-2] == "\n"):
            self._add("\n")

    def _end_link(self) -> None:
        if self.link is None:
            return
        start, first_piece, href = self.link
        self.link = None
        if not href or self.length == start:
            return
        if href.startswith("#"):
            if _NOTE_MARK.fullmatch("".join(self.pieces[first_piece:])):
                self.note_links.append(Link(start, self.length, href[1:]))
        elif target := self._absolute(href):
            self.links.append(Link(start, self.length, target))

    def _end_paragraph(self) -> None:
        """Close the paragraph; a link that is open goes on in the next one."""
        href = self.link[2] if self.link else None
        self._end_link()
        text = "".join(self.pieces).rstrip()
        if text:
            self.paragraphs.append(
                _Paragraph(text, self._region(), over_words(self.links, text), over_words(self.note_links, text))
            )
            self.regions[self._region()].size += len(text)
        self.pieces, self.links, self.note_links, self.length, self.last = [], [], [], 0, "\n"
        self.link = None if href is None else (0, 0, href)

    def _absolute(self, href: str) -> str | None:
        try:
            target = urljoin(self.base or "", href.strip())
        except ValueError:
            return None
        return target if target.lower().startswith(("http://", "https://")) else None

    # ── what of the page is the document ──

    def _region(self) -> int:
        return self.open_regions[-1][1]

    def _open_region(self, tag: str, attributes: Mapping[str, str]) -> None:
        may_be_article = tag in ("article", "main") or attributes.get("role") in ("main", "article")
        mark = attributes.get("id") or attributes.get("name") or ""
        if (may_be_article or mark) and len(self.regions) < MAX_REGIONS:
            self.regions.append(_Region(self._region(), mark, may_be_article))
            self.open_regions.append((self.depth, len(self.regions) - 1))

    def article(self) -> Iterator[Block]:
        chosen = self._chosen()
        kept = self._within(chosen)
        names = {
            link.url: f"footnote {paragraph.text[link.start : link.end].strip('[]() ')}"
            for paragraph in self.paragraphs
            if kept[paragraph.region]
            for link in paragraph.note_links
        }
        note_of = self._notes(names)
        number = 0
        for paragraph in self.paragraphs:
            where = note_of[paragraph.region]
            if not where and kept[paragraph.region]:
                number += 1
                where = f"paragraph {number}"
            if where:
                marks = [
                    Place(link.start, link.end, f"mark of {names[link.url]}")
                    for link in paragraph.note_links
                    if link.url in names
                ]
                yield Block(paragraph.text, where, paragraph.links, tuple(marks))

    def _chosen(self) -> int:
        """The innermost article that holds enough of all text, else the page."""
        sizes = [region.size for region in self.regions]
        for index in range(len(sizes) - 1, 0, -1):
            sizes[self.regions[index].parent] += sizes[index]
        enough = ARTICLE_SHARE * sizes[0]
        clear = [index for index, region in enumerate(self.regions) if region.may_be_article and sizes[index] >= enough]
        return clear[-1] if clear else 0

    def _within(self, root: int) -> list[bool]:
        """For each region whether it is `root` or inside it; parents come before children."""
        within: list[bool] = []
        for index, region in enumerate(self.regions):
            within.append(index == root or (index > 0 and within[region.parent]))
        return within

    def _notes(self, notes: dict[str, str]) -> list[str]:
        """For each region the name of the note it is, or is inside of; "" where it is none."""
        names: list[str] = []
        for index, region in enumerate(self.regions):
            inherited = names[region.parent] if index else ""
            names.append(notes.get(region.id, inherited) if region.id else inherited)
        return names
