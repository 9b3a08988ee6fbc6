"""A page of the library at a glance: enough to find it again, not to judge it.

The title, the words, and a day if the page or its address names one outright. The full reading, with all
signs of the date weighed against each other, is the reading room's, and is done for the few pages that
are candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import lxml.html
import pypdfium2
from lxml import etree

from verifier.prose.words import stem, words
from verifier.store.holdings import Holding
from verifier.urls import date_in

MAX_CHARACTERS = 60_000
"""Of a page's text that is indexed; a report is a tenth of it."""
_MAX_HTML = 4_000_000
_MAX_PDF_PAGES = 20

_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "pubdate", "publishdate",
    "publish-date", "publish_date", "published_at", "originalpublicationdate", "article.published", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dc.date.created", "dcterms.created", "date",
)  # fmt: skip
_ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_JSON_LD_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_SILENT = ("script", "style", "noscript", "template", "svg", "head")

_pdfium = Lock()  # PDFium is not made for threads


@dataclass(frozen=True, slots=True)
class Skim:
    url: str
    title: str | None
    day: date | None
    language: str | None
    site: str | None
    """The outlet as the page or the user's note names it."""
    words: str
    """Stems of the title and the text, folded, with spaces between: what is searched."""


def skim(holding: Holding) -> Skim:
    """What can be told of a page at little cost. A page that cannot be parsed is told by its address and notes."""
    if "html" in holding.media_type:
        page = _html(holding)
    elif holding.media_type == "application/pdf":
        page = Skim(holding.url, None, None, None, None, _pdf_text(holding.body))
    else:
        page = Skim(holding.url, None, None, None, None, holding.body[:_MAX_HTML].decode("utf-8", "replace"))
    notes = holding.notes
    url = holding.url or page.url
    title = notes.get("title") or page.title
    return Skim(
        url=url,
        title=title,
        day=_iso_day(notes.get("date")) or page.day or date_in(url),
        language=notes.get("language") or page.language,
        site=notes.get("source") or page.site,
        words=" ".join(stem(word) for word in words(f"{title or ''} {page.words}"[:MAX_CHARACTERS])),
    )


def _html(holding: Holding) -> Skim:
    declared = _CHARSET.search(holding.content_type)
    tree = _tree(holding.body[:_MAX_HTML], declared[1] if declared else None)
    if tree is None:
        return Skim("", None, None, None, None, "")
    meta = dict(_meta(tree))
    saved = _SAVED_FROM.search(holding.body[:2000])
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or meta.get("og:url") or ""
    url = saved[1].decode("ascii", "replace") if saved else canonical
    return Skim(
        url=url if url.startswith(("http://", "https://")) else "",
        title=_headline(meta.get("og:title") or tree.xpath("string(//title)") or tree.xpath("string(//h1)")),
        day=_html_day(tree, meta),
        language=(tree.get("lang") or "")[:2].lower() or None,
        site=_squeezed(meta.get("og:site_name", "")) or None,
        words=_text(tree),
    )


def _tree(body: bytes, encoding: str | None) -> Any:
    try:
        return lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
        return None if encoding is None else _tree(body, None)


def _meta(tree: Any) -> Iterator[tuple[str, str]]:
    """Names and contents, the last first: of several, the first in the page counts."""
    for element in reversed(tree.xpath("//meta[@content]")):
        for attribute in ("property", "name", "itemprop"):
            if element.get(attribute):
                yield element.get(attribute).lower(), element.get("content")


def _html_day(tree: Any, meta: dict[str, str]) -> date | None:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        found = _JSON_LD_DAY.search(script)
        if found and (day := _iso_day(found[1])):
            return day
    for name in _DATES:
        if day := _iso_day(meta.get(name)):
            return day
    times = {day for value in tree.xpath("//time/@datetime") if (day := _iso_day(value))}
    return times.pop() if len(times) == 1 else None


def _iso_day(text: str | None) -> date | None:
    found = _ISO_DAY.search(text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _text(tree: Any) -> str:
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    return _squeezed(" ".join(tree.itertext()))


def _headline(title: str) -> str | None:
    """Without the site's name that follows a bar."""
    return _squeezed(title).partition(" | ")[0] or None


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _pdf_text(body: bytes) -> str:
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(body)
        except pypdfium2.PdfiumError:
            return ""
        try:
            return " ".join(
                document[number].get_textpage().get_text_bounded()
                for number in range(min(len(document), _MAX_PDF_PAGES))
            )
        finally:
            document.close()
