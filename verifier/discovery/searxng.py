"""SearXNG, one's own or another's instance, which asks many engines. Its settings must allow the JSON format.

Documentation: docs.searxng.org/dev/search_api.html. It has no range of days, so month and year are words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from verifier.discovery.answers import day_of, listed
from verifier.discovery.engines import BUDGET, Hit, Question
from verifier.records import Request


class SearXng:
    def __init__(self, url: str) -> None:
        """`url`: the instance's base address."""
        self._base = url.rstrip("/")

    def request(self, question: Question) -> Request:
        site = f"site:{question.site} " if question.site else ""
        when = f" {question.window.last:%B %Y}" if question.window else ""
        parameters = {"q": f"{site}{question.words}{when}", "format": "json"}
        if question.language:
            parameters["language"] = question.language
        return Request(f"{self._base}/search?{urlencode(parameters)}", purpose="search", budget=BUDGET)

    def hits(self, table: Any) -> Iterator[Hit]:
        for hit in listed(table, "results"):
            yield Hit(
                str(hit.get("url") or ""),
                str(hit.get("title") or ""),
                str(hit.get("content") or ""),
                day_of(hit.get("publishedDate")),
            )
