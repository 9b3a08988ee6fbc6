"""Brave Search's API. Documentation: api-dashboard.search.brave.com/app/documentation.

The key goes in the header `X-Subscription-Token`. 400 characters and 50 words of a question at most, 20 hits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from verifier.discovery.answers import day_of, listed
from verifier.discovery.engines import BUDGET, Hit, Question
from verifier.records import Request

ADDRESS = "https://api.search.brave.com"


class Brave:
    def __init__(self, url: str = ADDRESS) -> None:
        self._base = url.rstrip("/")

    def request(self, question: Question) -> Request:
        site = f"site:{question.site} " if question.site else ""
        parameters = {"q": f"{site}{question.words}"[:400], "count": "20", "text_decorations": "false"}
        if question.window:
            parameters["freshness"] = f"{question.window.first.isoformat()}to{question.window.last.isoformat()}"
        url = f"{self._base}/res/v1/web/search?{urlencode(parameters)}"
        return Request(url, purpose="search", budget=BUDGET)

    def hits(self, table: Any) -> Iterator[Hit]:
        for hit in listed(table, "web", "results"):
            yield Hit(
                str(hit.get("url") or ""),
                str(hit.get("title") or ""),
                str(hit.get("description") or ""),
                day_of(hit.get("page_age")),
            )
