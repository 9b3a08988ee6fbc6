"""The links of a listing or a front page, with their words: the titles of what was published.

Only what the page's own site lists counts, and only what may be a report. Made for hostile pages: bounded,
and no entity, script or outside reference is followed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from verifier.discovery.addresses import may_be_report
from verifier.errors import ChannelError
from verifier.records import Response
from verifier.urls import comparison_key, host_of, same_site, unwrap_archive

MAX_BYTES = 4_000_000
MAX_LINKS = 4000
MAX_TITLE = 300
SPOKEN = 4
"""So many words under a link are a title: a section's name is shorter, and so is "read more"."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """A page, and what the list calls it."""

    url: str
    title: str | None = None


def reports_linked(response: Response, page: str, hosts: tuple[str, ...]) -> tuple[Linked, ...]:
    """What may be a report of the same site, each page once with its longest words, in the page's order.

    `page` is the list's own address, whatever it was fetched from; `ChannelError` where it is no HTML.
    """
    titles: dict[str, Linked] = {}
    for url, words in _anchors(response, page):
        host = host_of(url)
        if not may_be_report(url) or not same_site(host, (*hosts, host_of(page))):
            continue
        title = words if len(words.split()) >= SPOKEN or _unspaced(words) else None
        key = comparison_key(url)
        known = titles.get(key)
        if known is None or len(title or "") > len(known.title or ""):
            titles[key] = Linked(known.url if known else url, title)
    titles.pop(comparison_key(page), None)
    return tuple(titles.values())


def title_of(response: Response) -> str | None:
    """What a page is called: by its own word to others, else its heading, else its window."""
    root = _parsed(response)
    shared = root.xpath('string(//meta[@property="og:title"]/@content)')
    headings = [str(heading.text_content()) for heading in (*root.iter("h1"), *root.iter("title"))]
    return next((" ".join(title.split())[:MAX_TITLE] for title in (shared, *headings) if title.strip()), None)


def _unspaced(words: str) -> bool:
    """Scripts that write no spaces between words: Japanese, Chinese, Thai."""
    return len(words) >= 8 and sum(char >= "\u0e00" for char in words) * 2 > len(words)


def _anchors(response: Response, page: str) -> Iterator[tuple[str, str]]:
    root = _parsed(response)
    base = root.find(".//base[@href]")
    start = urljoin(page, base.get("href")) if base is not None else page
    for count, anchor in enumerate(root.iter("a")):
        if count >= MAX_LINKS:
            return
        url = _joined(start, anchor.get("href") or "")
        if url:
            yield url, _words(anchor)


def _parsed(response: Response) -> Any:
    body = response.body[:MAX_BYTES]
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(encoding=_encoding(response, body)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ChannelError(f"no list but {body[:80]!r}: {error}") from None
    if root.find(".//a") is None:
        raise ChannelError(f"a page without links: {body[:80]!r}")
    return root


def _encoding(response: Response, body: bytes) -> str | None:
    """As the server says, or UTF-8 if it is that; None leaves it to the page's own word."""
    found = _CHARSET.search(response.header("Content-Type") or "")
    try:
        if found:
            return codecs.lookup(found[1]).name
        body.decode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return None
    return "utf-8"


def _joined(start: str, href: str) -> str | None:
    """The address that a link leads to, out of an archive's frame; None for what is no web address."""
    try:
        url = urljoin(start, href.strip()).partition("#")[0]
    except ValueError:
        return None
    copy = unwrap_archive(url)
    url = copy[0] if copy else url
    return url if url.startswith(("http://", "https://")) else None


def _words(anchor: Any) -> str:
    text = " ".join(str(anchor.text_content()).split())
    if not text:
        pictures = [picture.get("alt") for picture in anchor.iter("img") if picture.get("alt")]
        text = " ".join((anchor.get("title") or " ".join(pictures[:1])).split())
    return text[:MAX_TITLE]
