"""The GDELT channel: the DOC 2.0 API's list of the news that it watched, by host, words and days.

It reaches back to January 1, 2017, lists 250 articles at most, and may be asked once in five seconds.
Documentation: blog.gdeltproject.org/gdelt-doc-2-0-api-debuts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from verifier.discovery.answers import as_json, day_of, listed, unreadable
from verifier.discovery.ranking import best
from verifier.errors import ChannelError
from verifier.records import Answer, Candidate, Query, Request, Response
from verifier.urls import bare_host, host_of, same_site

BEGINS = date(2017, 1, 1)
MAX_RECORDS = 250
MAX_HOSTS = 3
MAX_TERMS = 6
SHORTEST_TERM = 3
"""Shorter keywords are refused."""
MAX_CANDIDATES = 60

_LANGUAGES = {
    "arabic": "ar", "armenian": "hy", "azerbaijani": "az", "chinese": "zh", "english": "en", "estonian": "et",
    "french": "fr", "georgian": "ka", "german": "de", "hindi": "hi", "italian": "it", "japanese": "ja",
    "kazakh": "kk", "korean": "ko", "latvian": "lv", "lithuanian": "lt", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk",
    "vietnamese": "vi",
}  # fmt: skip


class Gdelt:
    name = "gdelt"
    archive = False
    discreet = False

    def __init__(self, url: str = "https://api.gdeltproject.org") -> None:
        self._api = f"{url.rstrip('/')}/api/v2/doc/doc"

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """What the hosts published of the claim's matter in those days; nothing for days before 2017."""
        if query.window is None or query.window.last < BEGINS or not query.hosts:
            return ()
        return (self._list(query, _words(query)),)

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        if response.status != 200:
            raise ChannelError(f"the API answered {response.status}")
        if not response.body.lstrip().startswith(b"{"):
            raise unreadable(response.body, "the API explains itself in plain text")
        articles = list(listed(as_json(response.body), "articles"))
        found = [
            Candidate(
                str(article["url"]),
                self.name,
                title=str(article.get("title") or "") or None,
                published=day_of(article.get("seendate")),
                language=_LANGUAGES.get(str(article.get("language", "")).lower()),
            )
            for article in articles
            if same_site(host_of(str(article.get("url", ""))), query.hosts)
        ]
        whole = request.context == "whole" and len(articles) < MAX_RECORDS
        again = () if articles or request.context == "whole" else (self._list(query, ()),)
        return Answer(
            best(found, query, MAX_CANDIDATES), again, covers=whole and bool(found), note=f"{len(articles)} articles"
        )

    def _list(self, query: Query, words: tuple[str, ...]) -> Request:
        """Articles that have any of the words; without words all of those days, which may be too many."""
        assert query.window is not None
        hosts = dict.fromkeys(bare_host(host.partition("/")[0]) for host in query.hosts)
        sites = [f"domain:{host}" for host in hosts]
        parameters = {
            "query": f"{_any(sites[:MAX_HOSTS])} {_any(words)}".strip(),
            "mode": "artlist",
            "format": "json",
            "maxrecords": MAX_RECORDS,
            "startdatetime": f"{max(query.window.first, BEGINS):%Y%m%d}000000",
            "enddatetime": f"{query.window.last:%Y%m%d}235959",
        }
        url = f"{self._api}?{urlencode(parameters)}"
        return Request(
            url, purpose="articles", budget="gdelt", context="" if words else "whole", turn=0 if words else 1
        )


def _words(query: Query) -> tuple[str, ...]:
    """The likeliest terms as the API takes them: phrases in quotation marks, no marks within."""
    plain = [" ".join("".join(char if char.isalnum() else " " for char in term).split()) for term in query.terms]
    terms = [term for term in dict.fromkeys(plain) if len(term) >= SHORTEST_TERM]
    return tuple(f'"{term}"' if " " in term else term for term in terms[:MAX_TERMS])


def _any(alternatives: Sequence[str]) -> str:
    """Any of these; the API wants no parentheses around one alone."""
    return f"({' OR '.join(alternatives)})" if len(alternatives) > 1 else "".join(alternatives)
