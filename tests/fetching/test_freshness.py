"""For how long an answer is given again, and how its server is asked whether it has changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, Memory, settled
from verifier.fetching.freshness import KEPT_STALE, VISIT, fresh_for, kept_for, renewed, validators
from verifier.records import Outcome, Request, Response

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(hours=24)


def http_date(**after: float) -> str:
    return format_datetime(NOW + timedelta(**after), usegmt=True)


def answer(*headers: tuple[str, str]) -> Response:
    return Response("http://a.test/", 200, headers, b"page", NOW, redirects=("http://b.test/",))


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ((), DAY),
        ((("Cache-Control", "public"),), DAY),
        ((("Cache-Control", "max-age=7200"),), timedelta(hours=2)),
        ((("cache-control", 'private, MAX-AGE="7200"'),), timedelta(hours=2)),
        ((("Cache-Control", "public"), ("Cache-Control", "max-age=7200")), timedelta(hours=2)),
        ((("Cache-Control", "max-age=7200"), ("Age", "3600")), timedelta(hours=1)),
        ((("Cache-Control", "max-age=31536000"),), DAY),
        ((("Cache-Control", "max-age=99999999999999999999"),), DAY),
        ((("Cache-Control", "max-age=7200"), ("Expires", "0")), timedelta(hours=2)),
        ((("Cache-Control", "max-age=0"),), VISIT),
        ((("Cache-Control", "max-age=soon"),), VISIT),
        ((("Cache-Control", "no-cache"),), VISIT),
        ((("Cache-Control", "no-store, no-cache, must-revalidate"), ("Expires", http_date(hours=9))), VISIT),
        ((("Expires", http_date(hours=3)),), timedelta(hours=3)),
        ((("Expires", http_date(hours=3)), ("Date", http_date(hours=1))), timedelta(hours=2)),
        ((("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"),), VISIT),
        ((("Expires", "-1"),), VISIT),
        ((("Cache-Control", "no-store"), ("Memento-Datetime", http_date(days=-3000))), DAY),
    ],
)
def test_the_servers_word_counts_within_reason(headers: tuple[tuple[str, str], ...], fresh: timedelta) -> None:
    assert fresh_for(answer(*headers), DAY) == fresh


@pytest.mark.parametrize("headers", [(), (("Cache-Control", "no-store"),), (("Cache-Control", "max-age=7200"),)])
def test_the_setting_is_never_exceeded(headers: tuple[tuple[str, str], ...]) -> None:
    assert fresh_for(answer(*headers), timedelta(minutes=3)) == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("headers", "longer"),
    [
        ((), timedelta(0)),
        ((("ETag", '"1"'),), KEPT_STALE),
        ((("Last-Modified", http_date(days=-9)),), KEPT_STALE),
        ((("ETag", '"1"'), ("Cache-Control", "no-store")), timedelta(0)),
    ],
)
def test_only_what_can_be_asked_about_is_kept_longer(headers: tuple[tuple[str, str], ...], longer: timedelta) -> None:
    assert kept_for(answer(*headers), DAY) == DAY + longer


def test_both_validators_are_sent_as_they_came() -> None:
    kept = answer(("ETag", 'W/"a,b"'), ("Last-Modified", "yesterday"))
    assert validators(kept) == (("If-None-Match", 'W/"a,b"'), ("If-Modified-Since", "yesterday"))


def test_a_renewed_answer_is_as_it_was_but_for_what_its_server_told_anew() -> None:
    kept = answer(("ETag", '"1"'), ("Content-Type", "text/html"), ("Date", "then"))
    told = (("Date", "now"), ("etag", '"2"'), ("Content-Length", "0"), ("Content-Type", "text/plain"))
    later = NOW + DAY
    again = renewed(kept, told, later, 12)
    assert again.headers == (("Content-Type", "text/html"), ("Date", "now"), ("etag", '"2"'))
    assert (again.body, again.status, again.at, again.ms, again.cached) == (b"page", 200, later, 12, False)


# ── asked over HTTP ──


def changeable(server: Server, path: str, **pages: bytes) -> str:
    """A page with an ETag, the last of `pages`; whoever has it already is told 304."""

    def answer(connection: Connection) -> None:
        tag, body = list(pages.items())[-1]
        if connection.seen.headers.get("if-none-match") == tag:
            connection.send(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nX-Told: anew\r\n\r\n".encode())
        else:
            connection.answer(200, body, ETag=tag, Last_Modified="Wed, 24 Sep 2014 00:00:00 GMT")

    return server.on(path, answer)


def stale(cache: Memory) -> None:
    """Time has passed."""
    cache.pages = {url: (response, NOW, expires_at) for url, (response, _, expires_at) in cache.pages.items()}


def test_a_stale_page_is_asked_whether_it_has_changed(server: Server, fetcher: Make) -> None:
    cache = Memory()
    make = fetcher(cache=cache)
    page = Request(changeable(server, "/a", v1=b"words"))
    first = settled(make.fetch(page)).response
    stale(cache)
    again = settled(make.fetch(page))
    assert first is not None
    assert again.response is not None
    assert (again.outcome, again.status, again.response.body) == (Outcome.OK, 200, b"words")
    assert again.response.at > first.at
    assert again.response.header("x-told") == "anew"
    assert again.detail.endswith("It is as it was.")
    asked = server.seen[1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ("v1", "Wed, 24 Sep 2014 00:00:00 GMT")
    make.fetch(page)
    assert len(server.seen) == 2  # the renewed answer is fresh


def test_one_that_has_changed_takes_its_place(server: Server, fetcher: Make) -> None:
    cache = Memory()
    make = fetcher(cache=cache)
    page = Request(changeable(server, "/a", v1=b"words"))
    make.fetch(page)
    stale(cache)
    changeable(server, "/a", v1=b"words", v2=b"other words")
    for _ in range(2):
        response = settled(make.fetch(page)).response
        assert response is not None
        assert response.body == b"other words"
    assert len(server.seen) == 2


def test_the_question_is_put_where_the_answer_was_from(server: Server, fetcher: Make) -> None:
    """A redirect has no say in it, and may lead elsewhere by now."""
    cache = Memory()
    make = fetcher(cache=cache)
    changeable(server, "/b", v1=b"words")
    page = Request(server.says("/a", 302, Location="/b"))
    make.fetch(page)
    stale(cache)
    assert settled(make.fetch(page)).status == 200
    stale(cache)
    server.says("/c", body=b"new place")
    server.says("/a", 302, Location="/c")
    moved = settled(make.fetch(page)).response
    assert moved is not None
    assert (moved.body, moved.redirects) == (b"new place", (server.url("/a"),))
    conditional = [seen.url for seen in server.seen if "if-none-match" in seen.headers]
    assert conditional == ["/b"]


def test_a_304_that_nobody_asked_for_is_no_page(server: Server, fetcher: Make) -> None:
    assert settled(fetcher().fetch(Request(server.says("/a", 304)))).outcome is Outcome.GARBAGE


def test_a_failure_leaves_the_stale_page_to_be_asked_about_again(server: Server, fetcher: Make) -> None:
    cache = Memory()
    make = fetcher(cache=cache)
    page = Request(changeable(server, "/a", v1=b"words"))
    make.fetch(page)
    stale(cache)
    server.says("/a", 503)
    assert settled(make.fetch(page)).outcome is Outcome.UNAVAILABLE
    changeable(server, "/a", v1=b"words")
    assert settled(make.fetch(page)).detail.endswith("It is as it was.")


def test_what_is_not_to_be_stored_is_shared_for_a_visit_and_dropped(server: Server, fetcher: Make) -> None:
    cache = Memory()
    make = fetcher(cache=cache)
    page = Request(server.says("/a", body=b"words", ETag='"1"', Cache_Control="no-store"))
    make.fetch(page)
    make.fetch(page)
    assert len(server.seen) == 1
    [(response, fresh_until, expires_at)] = cache.pages.values()
    assert fresh_until == expires_at == response.at + VISIT
