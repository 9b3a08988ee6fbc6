"""What a page says of itself in JSON-LD: the one node that is about the article of this page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|PressRelease)$")
_COLLECTION = re.compile(r"^(?:CollectionPage|ItemList|SearchResultsPage|ProfilePage)$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
MAX_NODES = 200
"""Nodes looked at in one page; real ones have under twenty."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The article's own node ({} where there is none), and whether the page calls itself a collection."""

    article: dict[str, Any]
    collection: bool = False

    def text(self, *keys: str) -> str | None:
        """The first of these properties that is a non-empty string, or has a name or a URL."""
        for key in keys:
            for value in _listed(self.article.get(key)):
                if isinstance(value, dict):
                    value = value.get("name") or value.get("@id") or value.get("url")
                if isinstance(value, str) and value.strip():
                    return " ".join(value.split())
        return None

    def names(self, key: str) -> tuple[str, ...]:
        """The names in a property of persons or organisations, in order."""
        values = (value.get("name") if isinstance(value, dict) else value for value in _listed(self.article.get(key)))
        return tuple(" ".join(name.split()) for value in values for name in _listed(value) if isinstance(name, str))

    @property
    def closed(self) -> bool:
        """Whether the article, or a part of it, is declared not to be free to read."""
        parts = [self.article, *(part for part in _listed(self.article.get("hasPart")) if isinstance(part, dict))]
        return any(str(part.get("isAccessibleForFree", "")).lower() == "false" for part in parts)


def parse(scripts: Iterable[str], headlines: tuple[str, ...], url: str) -> Linked:
    """The node about this page, of all its scripts: the article at this URL or with one of these
    headlines, else the first article. What is not JSON is passed over, as browsers do."""
    nodes = [node for script in scripts for node in _nodes(_load(script))][:MAX_NODES]
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    # Some outlets describe an article as a plain WebPage; only its dates make it worth having.
    articles = articles or [node for node in nodes if "WebPage" in _types(node) and "datePublished" in node]
    collection = any(_COLLECTION.match(name) for node in nodes for name in _types(node))
    own = next((node for node in articles if _is_about(node, headlines, url)), None)
    return Linked(own or next(iter(articles), {}), collection)


def _load(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Top-level nodes, those of a graph, and a page's main entity. Not what they merely mention."""
    pending = _listed(value)
    while pending:
        node = pending.pop(0)
        if isinstance(node, list):
            pending[:0] = node
        elif isinstance(node, dict):
            yield node
            pending += _listed(node.get("@graph"))
            pending += [part for part in _listed(node.get("mainEntity")) if isinstance(part, dict)]


def _is_about(node: dict[str, Any], headlines: tuple[str, ...], url: str) -> bool:
    headline = " ".join(str(node.get("headline") or node.get("name") or "").split()).casefold()
    if headline and any(headline in other.casefold() for other in headlines):
        return True
    addresses = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    addresses = [part.get("@id") if isinstance(part, dict) else part for part in addresses]
    return any(isinstance(part, str) and part.split("#")[0].rstrip("/") == url.rstrip("/") for part in addresses)


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name.rpartition("/")[2] for name in _listed(node.get("@type")) if isinstance(name, str))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
