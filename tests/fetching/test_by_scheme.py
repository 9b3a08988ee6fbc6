"""Which fetcher a URL is for."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from verifier.fetching.by_scheme import ByScheme
from verifier.records import Exchange, Outcome, Request


@dataclass
class Shelf:
    """A fetcher that only notes what it is asked."""

    asked: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Exchange:
        self.asked.append(request.url)
        return Exchange(Outcome.NOT_FOUND)


@pytest.mark.parametrize("url", ["http://a.test/", "https://a.test/", "HTTPS://A.test/"])
def test_the_web_is_the_webs(url: str) -> None:
    web, library = Shelf(), Shelf()
    ByScheme({"http": web, "https": web, "library": library}).fetch(Request(url))
    assert (web.asked, library.asked) == ([url], [])


def test_ones_own_library_is_the_librarys() -> None:
    web, library = Shelf(), Shelf()
    ByScheme({"http": web, "https": web, "library": library}).fetch(Request("library:page?url=http://a.test/"))
    assert (web.asked, len(library.asked)) == ([], 1)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "", "no scheme", "ftp://a.test/"])
def test_what_is_nobodys_is_refused(url: str) -> None:
    web = Shelf()
    exchange = ByScheme({"http": web}).fetch(Request(url))
    assert isinstance(exchange, Exchange)
    assert exchange.outcome is Outcome.GUARDED
    assert web.asked == []
