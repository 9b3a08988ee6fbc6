"""What an RSS or Atom feed lists: pages with their titles and days.

RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, as they are in the wild: with HTML entities, namespaces or
none, dates of RFC 822 or ISO 8601. No entity of its own and no outside reference is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from verifier.discovery.answers import day_of
from verifier.errors import ChannelError

MAX_BYTES = 5_000_000
MAX_ENTRIES = 2000

_DATES = ("published", "pubdate", "date", "issued", "created", "updated", "modified")
"""By which is the first publication's, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    title: str | None = None
    day: date | None = None


def parse(body: bytes, url: str) -> tuple[Entry, ...]:
    """The feed's entries, in its order; `ChannelError` for what is no feed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body[:MAX_BYTES], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ChannelError(f"no feed but {body[:80]!r}: {error}") from None
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        raise ChannelError(f"no feed but {body[:80]!r}")
    return tuple(_entries(root, url))


def _entries(root: Any, base: str) -> Iterator[Entry]:
    items = [element for element in root.iter() if _name(element) in ("item", "entry")]
    for item in items[:MAX_ENTRIES]:
        said = {_name(child): child for child in reversed(item) if isinstance(child.tag, str)}
        link = _link(item, base)
        if link:
            title = " ".join(_plain(said["title"]).split()) if "title" in said else ""
            yield Entry(link, title or None, _day(said))


def _link(item: Any, base: str) -> str | None:
    """RSS writes the address as text or as a permanent guid, Atom as the alternate link's `href`."""
    links = [child for child in item if _name(child) == "link"]
    chosen = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    guids = [child for child in item if _name(child) == "guid" and child.get("isPermaLink") != "false"]
    for address in (chosen.get("href") or chosen.text if chosen is not None else None, *(guid.text for guid in guids)):
        url = urljoin(base, (address or "").strip()) if address else ""
        if url.startswith(("http://", "https://")):
            return url
    return None


def _day(said: dict[str, Any]) -> date | None:
    for name in _DATES:
        text = (said[name].text or "").strip() if name in said else ""
        day = day_of(text) if re.match(r"\d{4}-?\d\d", text) else _mail_day(text)
        if day:
            return day
    return None


def _mail_day(text: str) -> date | None:
    """RFC 822's form, "Wed, 24 Sep 2014 23:30:00 -0400", as the day in UTC."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (when.astimezone(UTC) if when.tzinfo else when).date()


def _plain(element: Any) -> str:
    """The words of a title, which may be text, CDATA or escaped markup."""
    text = "".join(element.itertext())
    return str(html.fromstring(text).text_content()) if "<" in text else text


def _name(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
