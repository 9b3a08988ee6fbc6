"""The library channel: the pages that the user keeps on this machine, asked like any other archive.

The index answers (see `store.library`); here is what it is asked and how its answer is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from verifier import codec
from verifier.discovery.answers import as_json, unreadable
from verifier.records import Answer, Candidate, Query, Request, Response

SEARCH = "library:search"
RECORD = "library:record/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the library holds, as its index lists it. `match` is the share, by rarity, of the asked
    terms that stand in its text, 0..1."""

    id: str
    url: str
    title: str | None = None
    day: date | None = None
    language: str | None = None
    captured_at: datetime | None = None
    match: float = 0.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """The answer of the index. `near`: readable pages of the outlet within days of the window."""

    near: int
    pages: tuple[Page, ...] = ()


class LibraryChannel:
    """Every page of the outlet in those days, and copies of any page by its address."""

    name = "library"
    archive = True
    discreet = True

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        asked: list[tuple[str, str]] = [("host", host) for host in query.hosts]
        if query.hosts:
            asked += [("name", name) for name in (query.outlet.name, *query.outlet.aliases)]
            asked += [("term", term) for term in (*query.terms, *query.foreign_terms)]
        if query.window and query.hosts:
            asked += [("first", query.window.first.isoformat()), ("last", query.window.last.isoformat())]
        if query.url:
            asked.append(("url", query.url))
        return (Request(f"{SEARCH}?{urlencode(asked)}", purpose="search"),) if asked else ()

    def read(self, query: Query, request: Request, response: Response) -> Answer:  # noqa: ARG002 (the port's signature)
        shelf = _shelf(response.body)
        candidates = tuple(_candidate(page) for page in shelf.pages)
        note = "" if shelf.near or not query.hosts else _nothing(query)
        return Answer(candidates, covers=shelf.near > 0, note=note)


def _shelf(body: bytes) -> Shelf:
    try:
        return codec.decode(Shelf, as_json(body))
    except ValueError as error:
        raise unreadable(body, error) from None


def _candidate(page: Page) -> Candidate:
    return Candidate(
        url=page.url,
        channel=LibraryChannel.name,
        locator=RECORD + page.id,
        title=page.title,
        published=page.day,
        archived_at=page.captured_at,
        language=page.language,
        match=page.match,
    )


def _nothing(query: Query) -> str:
    when = f" around {query.window.first:%B %-d, %Y}" if query.window else ""
    return f"the library holds nothing of {query.outlet.name}{when}"
