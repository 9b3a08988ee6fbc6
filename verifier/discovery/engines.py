"""What the search engines have in common: a question of theirs, and a hit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from verifier.records import Request, Window

BUDGET = "search"


@dataclass(frozen=True, slots=True)
class Question:
    """`words` as a person would type them; `site` bounds them to one host and those below it."""

    words: str
    site: str | None = None
    window: Window | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    url: str
    title: str = ""
    snippet: str = ""
    day: date | None = None


class Engine(Protocol):
    """One service's dialect. The key, if it wants one, is the fetcher's: no request of an engine has it."""

    def request(self, question: Question) -> Request: ...

    def hits(self, table: Any) -> Iterator[Hit]:
        """Of an answer in JSON, as the service ranks them."""
