"""Google's Programmable Search Engine, by its Custom Search JSON API.

Documentation: developers.google.com/custom-search/v1/reference/rest/v1/cse/list. The key goes in the
parameter `key`, which the fetcher adds; `cx` names the engine. Ten hits a question; a hundred questions a
day are free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from verifier.discovery.answers import day_of, listed
from verifier.discovery.engines import BUDGET, Hit, Question
from verifier.records import Request

ADDRESS = "https://www.googleapis.com"

_TIMES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate", "og:published_time")


class Google:
    def __init__(self, engine: str, url: str = ADDRESS) -> None:
        """`engine`: the Programmable Search Engine's ID (`cx`)."""
        self._base = url.rstrip("/")
        self._engine = engine

    def request(self, question: Question) -> Request:
        parameters = {"cx": self._engine, "q": question.words, "num": "10"}
        if question.site:
            parameters |= {"siteSearch": question.site, "siteSearchFilter": "i"}
        if question.window:
            parameters["sort"] = f"date:r:{question.window.first:%Y%m%d}:{question.window.last:%Y%m%d}"
        url = f"{self._base}/customsearch/v1?{urlencode(parameters)}"
        return Request(url, purpose="search", budget=BUDGET)

    def hits(self, table: Any) -> Iterator[Hit]:
        for hit in listed(table, "items"):
            yield Hit(str(hit.get("link") or ""), str(hit.get("title") or ""), str(hit.get("snippet") or ""), _day(hit))


def _day(hit: Mapping[str, Any]) -> date | None:
    """As the page's own meta tags say, which the API hands on."""
    for tags in listed(hit, "pagemap", "metatags"):
        said = {str(name).lower(): value for name, value in tags.items()}
        day = next((day for name in _TIMES if (day := day_of(said.get(name)))), None)
        if day:
            return day
    return None
