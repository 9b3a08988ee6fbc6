"""The search channel: one search engine, of the kind that the settings name.

It is asked with a few words of the claim, never its sentence: on the outlet's likeliest site in those days,
in that site's language as far as names go, and then on the whole web under the outlet's name, where a copy of
an agency's report may be. What it does not find may well be there: its silence covers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlencode

from verifier.discovery.addresses import may_be_report
from verifier.discovery.answers import as_json
from verifier.discovery.brave import ADDRESS as BRAVE
from verifier.discovery.brave import Brave
from verifier.discovery.engines import Engine, Hit, Question
from verifier.discovery.google import ADDRESS as GOOGLE
from verifier.discovery.google import Google
from verifier.discovery.searxng import SearXng
from verifier.errors import ChannelError, SettingsError
from verifier.prose.words import STOPWORDS, stem, words
from verifier.records import Answer, Candidate, Query, Request, Response
from verifier.urls import bare_host, date_in, host_of, same_site

MAX_TERMS = 5
FEWER = 3
"""Terms of the second attempt on the outlet's site, without days."""
MAX_CANDIDATES = 20
WEIGHT = 0.6
"""Of the words that an engine shows of a page; a title of the same words is worth more."""
SHARED = 2
"""Words of the claim that a hit on another site must show."""

_MARK = re.compile(r"</?(?:strong|b|em)>")


class Search:
    name = "search"
    archive = False
    discreet = False

    def __init__(self, kind: str = "searxng", url: str | None = None, engine_id: str | None = None) -> None:
        """`kind`: searxng, brave or google; `url`: of a SearXNG instance, or in place of the service's own;
        `engine_id`: Google's `cx`. `SettingsError` where one is missing or unknown."""
        self._engine = _engine(kind, url, engine_id)

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        terms = _chosen(query.terms[:MAX_TERMS])
        if not terms:
            return ()
        wide = Question(f'"{query.outlet.name}" {terms}', window=query.window, language=query.language)
        if not query.hosts:
            return (self._request(wide, "web", turn=0),)
        return (self._on_site(query), self._request(wide, "web", turn=1))

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        if response.status != 200:
            raise ChannelError(f"the search engine answered {response.status}")
        table = as_json(response.body)
        if not isinstance(table, dict):
            raise ChannelError(f"no search answer: {response.body[:80]!r}")
        hits = [hit for hit in self._engine.hits(table) if hit.url.startswith(("http://", "https://"))]
        found = [candidate for hit in hits for candidate in self._plausible(query, hit)]
        asked = dict(parse_qsl(request.context))["ask"]
        again = (self._on_site(query, again=True),) if asked == "site" and not found else ()
        return Answer(
            tuple(found[:MAX_CANDIDATES]), again, covers=False, note=f"{len(hits)} hits, {len(found)} may be reports"
        )

    def _on_site(self, query: Query, *, again: bool = False) -> Request:
        """In the site's own language, of those days; again with fewer words of the claim's own, of any day."""
        site = bare_host(query.hosts[0].partition("/")[0])
        if again:
            return self._request(Question(_chosen(query.terms[:FEWER]), site, None, query.language), "site-fewer", 1)
        if query.foreign_terms:
            words = _chosen(query.foreign_terms[:MAX_TERMS])
            return self._request(Question(words, site, query.window, query.foreign), "site", 0)
        words = _chosen(query.terms[:MAX_TERMS])
        return self._request(Question(words, site, query.window, query.language), "site", 0)

    def _request(self, question: Question, ask: str, turn: int) -> Request:
        return replace(self._engine.request(question), context=urlencode({"ask": ask}), turn=turn)

    def _plausible(self, query: Query, hit: Hit) -> Iterable[Candidate]:
        """The hit as a candidate, if it may be a report: the outlet's, or one that speaks of the matter."""
        title, snippet = (unescape(_MARK.sub("", text)) for text in (hit.title, hit.snippet))
        shown = _stems((title, snippet))
        asked = _stems(query.terms[:MAX_TERMS] if not query.foreign_terms else query.foreign_terms[:MAX_TERMS])
        if not may_be_report(hit.url):
            return
        if (
            not same_site(host_of(hit.url), query.hosts)
            and len(shown & _stems((*query.terms, *query.foreign_terms))) < SHARED
        ):
            return
        yield Candidate(
            hit.url,
            self.name,
            title=title or None,
            published=date_in(hit.url) or hit.day,
            match=round(WEIGHT * len(shown & asked) / max(len(asked), 1), 4),
        )


def _engine(kind: str, url: str | None, engine_id: str | None) -> Engine:
    match kind:
        case "searxng" if url:
            return SearXng(url)
        case "searxng":
            raise SettingsError("channels.search.kind is searxng, and channels.search.url names no instance.")
        case "brave":
            return Brave(url or BRAVE)
        case "google" if engine_id:
            return Google(engine_id, url or GOOGLE)
        case "google":
            raise SettingsError(
                "channels.search.kind is google, and the search engine is not named.",
                remedy="Set channels.search.engine to its ID (cx), or write it behind the key: KEY:CX.",
            )
        case _:
            raise SettingsError(f"channels.search.kind {kind!r} is none of off, searxng, brave, google.")


def _chosen(terms: Iterable[str]) -> str:
    """The terms as they are typed, a name of several words in quotation marks."""
    plain = [" ".join(term.replace('"', " ").split()) for term in terms]
    return " ".join(f'"{term}"' if " " in term else term for term in plain if term)


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in words(text) if word not in STOPWORDS and len(word) > 1}
