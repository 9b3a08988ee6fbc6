"""What an HTML page says of itself: JSON-LD, meta tags, headings; told by the page's reader tag by tag.

Where several say the same thing, JSON-LD is believed over meta tags, and those over what is only shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from verifier.ingest.draft import Facts

MAX_VALUE = 2_000
MAX_JSON = 1_000_000
"""Characters of one JSON-LD block that are read; real ones have a few thousand."""

_ARTICLE_TYPES = re.compile(r"Article|Report|BlogPosting|WebPage|ScholarlyArticle|CreativeWork")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
_SPACES = re.compile(r"\s+")


@dataclass
class PageFacts:
    """Collects while the page streams by; `settle()` gives the facts."""

    meta: dict[str, str] = field(default_factory=dict)
    language: str = ""
    canonical: str = ""
    time: str = ""
    json_ld: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    """The words of the first `title` and the first `h1`."""
    _into: str = ""
    _words: list[str] = field(default_factory=list)
    _length: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if key and key not in self.meta and len(self.meta) < 500:
                self.meta[key[:100]] = attributes.get("content", "")[:MAX_VALUE].strip()
        elif tag == "html":
            self.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = attributes.get("href", "")[:MAX_VALUE]
        elif (
            tag == "time"
            and not self.time
            and ("pubdate" in attributes or attributes.get("itemprop") == "datePublished")
        ):
            self.time = attributes.get("datetime", "")
        elif tag == "script" and "ld+json" in attributes.get("type", "").lower():
            self._listen("json-ld")
        elif tag in ("title", "h1") and tag not in self.shown and not self._into:
            self._listen(tag)

    def data(self, text: str) -> None:
        if self._into and self._length < (MAX_JSON if self._into == "json-ld" else MAX_VALUE):
            self._words.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        if self._into != ("json-ld" if tag == "script" else tag) or not self._into:
            return
        words = "".join(self._words)
        if self._into == "json-ld":
            self.json_ld.append(words)
        elif words.strip():
            self.shown[tag] = _line(words)
        self._into = ""

    def _listen(self, into: str) -> None:
        self._into, self._words, self._length = into, [], 0

    def settle(self) -> Facts:
        article = next(self._articles(), {})
        return Facts(
            title=_line(_text(article.get("headline")) or self.meta.get("og:title", "") or self.shown.get("h1", ""))
            or self.shown.get("title")
            or None,
            publication=self.meta.get("og:site_name")
            or _text(article.get("publisher"))
            or self.meta.get("citation_journal_title")
            or None,
            published=self._published(_text(article.get("datePublished"))),
            language=(self.language or _text(article.get("inLanguage"))).replace("_", "-").partition("-")[0].lower()[:3]
            or None,
            url=self.canonical if self.canonical.startswith("http") else self.meta.get("og:url") or None,
        )

    def _published(self, from_article: str) -> date | None:
        for value in (from_article, *(self.meta.get(name, "") for name in _DATE_NAMES), self.time):
            try:
                return date.fromisoformat(value.strip().replace("/", "-")[:10])
            except ValueError:
                continue
        return None

    def _articles(self) -> Iterator[Mapping[str, Any]]:
        """Every JSON-LD object of an article's type that has a headline or a date."""
        for block in self.json_ld:
            try:
                waiting = [json.loads(block)]
            except (ValueError, RecursionError):
                continue  # a page's broken JSON-LD says nothing, and its other tags still may
            while waiting:
                item = waiting.pop()
                if isinstance(item, list):
                    waiting += reversed(item)
                elif isinstance(item, dict):
                    waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]
                    if (
                        _ARTICLE_TYPES.search(str(item.get("@type", "")))
                        and {"headline", "datePublished"} & item.keys()
                    ):
                        yield item


def _text(value: object) -> str:
    """A JSON-LD value as a string: itself, its name, or that of the first of a list."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    return value.strip()[:MAX_VALUE] if isinstance(value, str) else ""


def _line(words: str) -> str:
    return _SPACES.sub(" ", words).strip()[:MAX_VALUE]
