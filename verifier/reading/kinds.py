"""What kind of thing the bytes are: by their first ones, and by the media type where those say nothing."""

from __future__ import annotations

import re
from enum import StrEnum

from verifier.records import Unreadable


class Kind(StrEnum):
    HTML = "html"
    PDF = "pdf"
    PLAIN = "plain"


_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table)\b", re.IGNORECASE)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL)
_BINARY_STARTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
)
_OTHER_TYPES = ("image/", "audio/", "video/", "font/", "application/json", "application/zip")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def tell(body: bytes, media_type: str) -> Kind | Unreadable:
    """How to read the bytes, or why not: nothing there, a feed, no text."""
    media_type = media_type.lower().strip()
    if not body.strip():
        return Unreadable.EMPTY
    if b"%PDF-" in body[:1024]:
        return Kind.PDF
    if _FEED.match(body[:2000]):
        return Unreadable.LISTING
    if body.startswith(_BINARY_STARTS) or media_type.startswith(_OTHER_TYPES):
        return Unreadable.NOT_TEXT
    # Text has no zero bytes, unless it is UTF-16; a stray one is a page's fault and no reason not to read it.
    if body[:4000].count(0) > 40 and not body.startswith(_WIDE_BOMS):
        return Unreadable.NOT_TEXT
    if "html" in media_type or _MARKUP.search(body[:20_000].replace(b"\0", b"")):
        return Kind.HTML
    return Kind.PLAIN
