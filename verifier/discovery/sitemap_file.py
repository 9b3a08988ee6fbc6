"""What a sitemap file lists: an index of other files, or pages with what is said of their days.

The formats of sitemaps.org, Google's news extension, and plain text; gzipped or not, whatever the server
said. Made for hostile and broken files: no entities, no outside references, everything bounded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from lxml import etree

from verifier.errors import ChannelError

MAX_BYTES = 60_000_000
"""After decompression; the protocol allows 50 MB."""
MAX_ENTRIES = 60_000
"""Of one file; the protocol allows 50,000."""

_GZIP = b"\x1f\x8b"
_URL_LINE = re.compile(r"https?://\S+$")
_DAY = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or in an index another file. `published` is what a news sitemap says; `modified` is weaker."""

    url: str
    modified: date | None = None
    published: date | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapFile:
    entries: tuple[Entry, ...]
    is_index: bool = False
    cut: bool = False
    """Whether the file breaks off, or holds more than `MAX_ENTRIES`."""


def parse(body: bytes) -> SitemapFile:
    """`ChannelError` for what is no sitemap at all. A file that breaks off counts for what came before."""
    body, cut = _unzipped(body)
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        return _xml(body, cut)
    if re.match(rb"https?://", head):
        lines = body.decode("utf-8", "replace").splitlines()
        urls = [line.strip() for line in lines if _URL_LINE.match(line.strip())]
        return SitemapFile(tuple(map(Entry, urls[:MAX_ENTRIES])), cut=cut or len(urls) > MAX_ENTRIES)
    raise ChannelError(f"no sitemap: {body[:80]!r}")


def _unzipped(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES], len(body) > MAX_BYTES
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise ChannelError(f"broken gzip: {error}") from None
    return plain, not unzip.eof


def _xml(body: bytes, cut: bool) -> SitemapFile:
    entries: list[Entry] = []
    root = ""
    events = etree.iterparse(
        BytesIO(body), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        for event, element in events:
            name = _local(element)
            if not root:
                root = name
                if root not in ("urlset", "sitemapindex"):
                    raise ChannelError(f"no sitemap but <{root}>: {body[:80]!r}")
            if event == "end" and name in ("url", "sitemap"):
                entry = _entry(element)
                if entry:
                    entries.append(entry)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            if len(entries) > MAX_ENTRIES:
                return SitemapFile(tuple(entries[:MAX_ENTRIES]), root == "sitemapindex", cut=True)
    except etree.XMLSyntaxError as error:
        if not entries:
            raise ChannelError(f"broken XML: {error}") from None
        cut = True
    return SitemapFile(tuple(entries), root == "sitemapindex", cut)


def _entry(element: Any) -> Entry | None:
    said = {_local(child): (child.text or "").strip() for child in _descendants(element)}
    url = said.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    return Entry(
        url,
        modified=_day(said.get("lastmod")),
        published=_day(said.get("publication_date")),
        title=said.get("title") or None,
        language=(said.get("language") or "")[:2].lower() or None,
    )


def _descendants(element: Any) -> Iterator[Any]:
    """Of the page itself and of its news; not of its images and videos, which have titles and addresses too."""
    for child in element:
        if _local(child) == "news":
            yield from child.iter()
        elif _local(child) in ("loc", "lastmod"):
            yield child


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _day(text: str | None) -> date | None:
    found = _DAY.match(text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
