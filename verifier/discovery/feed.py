"""The feed channel: the outlet's RSS and Atom feeds, for reports of the last few days alone."""

from __future__ import annotations

from datetime import timedelta

from verifier.discovery.feed_file import parse
from verifier.discovery.ranking import best, speaking
from verifier.discovery.sites import given_up, speaks_for
from verifier.records import Answer, Candidate, Query, Request, Response
from verifier.urls import host_of

MAX_FEEDS = 3
MAX_CANDIDATES = 40
FRESH_DAYS = 10
"""A feed lists some days, a busy one some hours; after so many it cannot hold the day."""


class Feed:
    name = "feed"
    archive = False
    discreet = True

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """The registry's feeds, if the days are so late and the day of asking is known."""
        if query.window is None or query.today is None or not query.hosts:
            return ()
        if query.today - query.window.last > timedelta(days=FRESH_DAYS):
            return ()
        feeds = [url for url in query.outlet.feeds if not given_up(query, host_of(url))]
        return tuple(Request(url, purpose="feed") for url in feeds[:MAX_FEEDS])

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        assert query.window is not None
        if response.status != 200:
            return Answer(covers=False, note="there is no such feed")
        entries = parse(response.body, response.url)
        days = [entry.day for entry in entries if entry.day]
        found = [
            Candidate(entry.url, self.name, title=entry.title, published=entry.day)
            for entry in entries
            if entry.day and query.window.first <= entry.day <= query.window.last
        ]
        undated = [Candidate(entry.url, self.name, title=entry.title) for entry in entries if not entry.day]
        reaches = bool(found) and min(days) <= query.window.first
        return Answer(
            best((*found, *speaking(undated, query)), query, MAX_CANDIDATES),
            covers=reaches and speaks_for(query, host_of(request.url)),
            note=f"{len(entries)} reports listed, {len(found)} of those days",
        )
