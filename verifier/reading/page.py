"""An HTML page, parsed once: its blocks in reading order and what it says of itself.

Everything else in the room asks the `Page`; nothing else walks the tree, but trafilatura.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree, html

from verifier.reading import archive, linked

MAX_BLOCKS = 20_000
"""Of a page that are looked at; real ones have up to about 3,000."""

_BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_UNSEEN_TAGS = frozenset({
    "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
})  # fmt: skip
_STAMP_TAGS = frozenset(("time", "abbr"))
_ASIDE_TAGS = frozenset(("aside", "nav", "footer"))
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|teasers?|sidebar|side|rail|popular|most|trending|latest|more|footer|menu|nav\w*"
    r"|comments?|promo\w*|widget|breadcrumbs?|rankings?|read-?also|news-?list|newsfeed|lenta|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Consent and subscription layers that lie over an article in the same markup; the platforms' own names.
_OVERLAYS = re.compile(
    r"onetrust|didomi|qc-cmp|fc-consent|sp_message|truste|cookiebot|cookie-?(?:banner|consent|notice|bar|law|policy-?layer)"
    r"|gdpr-|cc-window|usercentrics|wm-ipp|_wb_frame_top_banner",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"updat|modif|edited|обновл|изменен|оновлен|更新|aktualisiert|a[ck]?tualiz|mis à jour|aggiornat|수정|güncel"
    r"|bijgewerkt|uppdater|päivite",
    re.IGNORECASE,
)
_OWN_DATE = re.compile(r"(?:^|\s)(?:entry-date|dt-published|published|timestamp)(?:$|\s)")
"""Classes of the report's own date, by microformats and by WordPress, which makes a link of it."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two block boundaries."""

    text: str
    tag: str
    linked: int
    """How many of its characters are links."""
    aside: bool
    """In a menu, a footer or a list of other reports."""

    @property
    def heading(self) -> bool:
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A machine-readable date in the body, standing before the block numbered `at`."""

    value: str
    at: int
    aside: bool
    updated: bool
    item: str = ""
    """Its `itemprop`, "" for a plain `<time>`."""


@dataclass(frozen=True)
class Page:
    url: str
    tree: html.HtmlElement
    markup: str
    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...]
    metas: tuple[tuple[str, str], ...]
    language: str | None = None
    canonical: str | None = None
    title: str = ""
    """The `<title>`, with whatever the site adds to it."""
    scripts: tuple[str, ...] = field(default=(), repr=False)

    def meta(self, *names: str) -> str | None:
        """The content of the first of these meta elements that is there and not empty."""
        return next((content for name in names for key, content in self.metas if key == name), None)

    @cached_property
    def linked(self) -> linked.Linked:
        headlines = tuple(filter(None, (self.title, self.meta("og:title"), self.heading)))
        return linked.parse(self.scripts, headlines, self.url)

    @cached_property
    def headline_at(self) -> int | None:
        """The block that is the headline: the `h1` that the title repeats, else the first block that
        the title begins with, else the only `h1`."""
        titles = [text.casefold() for text in (self.title, self.meta("og:title") or "") if text]
        headings = [index for index, block in enumerate(self.blocks) if block.tag == "h1" and not block.aside]
        long = [index for index, block in enumerate(self.blocks[:600]) if len(block.text) >= 12 and not block.aside]
        for index in (*headings, *long):
            text = self.blocks[index].text.casefold()
            if len(text) >= 6 and any(title.startswith(text) or text in title for title in titles):
                return index
        return headings[0] if len(headings) == 1 else None

    @property
    def heading(self) -> str | None:
        first = next((block.text for block in self.blocks if block.tag == "h1" and not block.aside), None)
        return first or None

    @property
    def is_article(self) -> bool:
        """Whether the page declares itself one article."""
        return bool(self.linked.article) or (self.meta("og:type") or "").lower() == "article"

    @cached_property
    def text(self) -> str:
        """All that a reader would see, menus and all."""
        return "\n".join(block.text for block in self.blocks)


def parse(markup: str, url: str) -> Page | None:
    """The page; None where lxml finds no element in the markup."""
    markup = _CONTROLS.sub(" ", _XML_DECLARATION.sub("", archive.strip_banner(markup)))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing but comments, or nothing at all
        return None
    _drop_overlays(tree)
    walk = _Walk()
    walk.over(tree)
    canonical = next((link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")), None)
    return Page(
        url=url,
        tree=tree,
        markup=markup,
        blocks=tuple(walk.blocks),
        stamps=tuple(walk.stamps),
        metas=tuple(_metas(tree)),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        canonical=archive.original_url(canonical) if canonical else None,
        title=" ".join((tree.findtext(".//title") or "").split()),
        scripts=tuple(script.text for script in tree.iterfind(".//script[@type='application/ld+json']") if script.text),
    )


def _metas(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            yield name.strip().lower(), content


def _drop_overlays(tree: html.HtmlElement) -> None:
    for element in tree.xpath("//div[@id or @class] | //section[@id or @class] | //aside[@id or @class]"):
        if _OVERLAYS.search(f"{element.get('id', '')} {element.get('class', '')}") and element.getparent() is not None:
            element.drop_tree()


class _Walk:
    """One pass over the tree, in reading order and without recursion (pages nest thousands deep)."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.stamps: list[Stamp] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._asides = 0
        self._open: list[tuple[str, bool]] = [("body", False)]
        """The blocks that stand open: their tags, and whether they are asides."""

    def over(self, tree: html.HtmlElement) -> None:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in _UNSEEN_TAGS:
                    walk.skip_subtree()
                else:
                    self._enter(element, tag)
            else:
                if tag not in _UNSEEN_TAGS:
                    self._leave(tag)
                self._add(element.tail)
            if len(self.blocks) >= MAX_BLOCKS:
                break
        self._flush()

    def _enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag in _BLOCK_TAGS:
            self._flush()
            aside = _is_aside(element, tag)
            self._open.append((tag, aside))
            self._asides += aside
        self._links += tag == "a"
        if tag in _STAMP_TAGS or element.get("itemprop") is not None:
            self._stamp(element, tag)
        self._add(element.text)

    def _leave(self, tag: str) -> None:
        self._links -= tag == "a"
        if tag in _BLOCK_TAGS:
            self._flush()
            self._asides -= self._open.pop()[1]

    def _stamp(self, element: html.HtmlElement, tag: str) -> None:
        item, names = (element.get("itemprop") or "").lower(), element.get("class", "")
        own = bool(_OWN_DATE.search(names))
        if (
            item not in ("datepublished", "datecreated", "datemodified")
            and tag != "time"
            and not (tag == "abbr" and own)
        ):
            return
        value = element.get("datetime") or element.get("content") or element.get("title") or element.text or ""
        label = f"{''.join(self._pieces)[-40:]} {item} {names}"
        aside = self._asides > 0 or (self._links > 0 and not own)
        self.stamps.append(Stamp(value.strip(), len(self.blocks), aside, bool(UPDATED.search(label)), item))

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            if self._links:
                self._linked += len(text.strip())

    def _flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            self.blocks.append(Block(text, self._open[-1][0], self._linked, self._asides > 0))
        self._pieces.clear()
        self._linked = 0


def _is_aside(element: html.HtmlElement, tag: str) -> bool:
    if tag in _ASIDE_TAGS:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return tag not in ("body", "article", "main") and len(names) > 1 and bool(_ASIDE_NAMES.search(names))
