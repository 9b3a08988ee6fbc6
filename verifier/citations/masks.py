"""URLs and quotations taken out of a parenthesis before its commas and dates are looked at.

Each leaves marks of its own length behind, so that every place stays what it was.
"""

from __future__ import annotations

import re
from typing import NamedTuple

URL_MARK, QUOTE_MARK = "\ue000", "\ue001"


class Taken(NamedTuple):
    """What stood at `[start:end]`: a URL (`text` is its host), or quoted words."""

    text: str
    start: int
    end: int
    url: str | None = None
    is_url: bool = False


_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+|(?<![\w@.-])(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+[a-z]{2,}/[^\s<>\"“”«»,;]*",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,120})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:\s\"[^\"]*\")?\)")
_QUOTED = re.compile(
    r"“([^“”]{1,250})[”“]|\"([^\"]{1,250})\"|«([^«»]{1,250})»|„([^„“”]{1,250})[“”]|「([^「」]{1,120})」|『([^『』]{1,120})』"
    r"|《([^《》]{1,120})》|(?<!\w)‘([^‘’]{2,120}(?:’\w[^‘’]*)*)’(?!\w)"
)
_HAS_QUOTE = re.compile('[“"«„「『《‘]')
_PLATFORM = re.compile(r"(?:https?://)?(?:t|telegram)\.me/(?:s/)?(\w+)/?(\d*)", re.IGNORECASE)


def take_out(words: str) -> tuple[str, dict[int, Taken]]:
    """The words with marks in place of URLs and quotations, and what stood there, by its start."""
    taken: dict[int, Taken] = {}
    if "." in words:
        if "](" in words:
            words = _MARKDOWN_LINK.sub(lambda found: _linked(found, taken), words)
        if "/" in words or "www." in words:
            words = _URL.sub(lambda found: _bare(found, taken), words)
    if _HAS_QUOTE.search(words):
        words = _QUOTED.sub(lambda found: _quoted(found, taken), words)
    return words, taken


def _linked(found: re.Match[str], taken: dict[int, Taken]) -> str:
    """The label stays to be read, the target becomes a URL after it."""
    label, url = found[1], found[2]
    at = found.start() + 1 + len(label)
    taken[at] = Taken(_host(url), at, found.end(), url=url, is_url=True)
    return " " + label + URL_MARK * (found.end() - at)


def _bare(found: re.Match[str], taken: dict[int, Taken]) -> str:
    written = found[0]
    url = _trimmed(written)
    channel = _PLATFORM.fullmatch(url)
    if (written.lower().startswith("www.") and "/" not in url) or (channel and "://" not in url and not channel[2]):
        return written  # a host or a channel that stands for a name
    whole = url if "://" in url else f"https://{url}"
    cut = written.endswith(("...", "…"))
    source = f"t.me/{channel[1]}" if channel else _host(whole)
    start = found.start()
    taken[start] = Taken(source, start, start + len(url), url=None if cut else whole, is_url=True)
    return URL_MARK * len(url) + written[len(url) :].replace(".", " ").replace("…", " ")


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it; a closing parenthesis stays if it opens inside."""
    url = url.rstrip(".,;:!?'’")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?'’")
    return url


def _host(url: str) -> str:
    host = url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0]
    return host.lower().removeprefix("www.")


def _quoted(found: re.Match[str], taken: dict[int, Taken]) -> str:
    inner = found[found.lastindex or 0].strip()
    bare = inner.rstrip(",. ")
    if not bare or URL_MARK in bare:
        return found[0]
    taken[found.start()] = Taken(bare, found.start(), found.end())
    last = "," if inner.endswith(",") else QUOTE_MARK
    return QUOTE_MARK * (len(found[0]) - 1) + last
