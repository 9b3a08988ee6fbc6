"""What every page cache keeps: the last answer of each URL, told apart by whether it is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fetching.desk import Memory
from verifier.ports import PageCache
from verifier.records import Response
from verifier.store.engine import connect
from verifier.store.migrate import upgrade
from verifier.store.pages import SqlPageCache

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
URL = "http://a.test/статья?день=24"


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture(params=["memory", "sql"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PageCache]:
    if request.param == "memory":
        yield Memory()
        return
    engine = connect(f"sqlite:///{tmp_path / 'pages.db'}")
    upgrade(engine)
    yield SqlPageCache(engine)
    engine.dispose()


def answer(body: bytes = b"words") -> Response:
    headers = (("ETag", '"1"'), ("Set-Cookie", "a=b"), ("Set-Cookie", "c=d"))
    asked = (("Host", "a.test"),)
    return Response(URL, 200, headers, body, NOON, 12, redirects=("http://b.test/",), asked=asked, ip="192.0.2.1")


def test_what_was_never_kept_is_neither_fresh_nor_stale(cache: PageCache) -> None:
    assert cache.get(URL, NOON) is None
    assert cache.stale(URL) is None


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"words" * 100_000])
def test_an_answer_comes_back_as_it_was(cache: PageCache, body: bytes) -> None:
    cache.put(URL, answer(body), after(60), after(60))
    kept = cache.get(URL, NOON)
    assert kept is not None
    for name in ("url", "status", "headers", "body", "at", "ms", "redirects", "asked", "ip"):
        assert getattr(kept, name) == getattr(answer(body), name)


def test_it_is_fresh_until_then_and_stale_after(cache: PageCache) -> None:
    cache.put(URL, answer(), after(60), after(600))
    assert cache.get(URL, after(59)) is not None
    assert cache.get(URL, after(60)) is None
    assert cache.stale(URL) is not None


def test_the_next_answer_takes_its_place(cache: PageCache) -> None:
    cache.put(URL, answer(b"once"), after(60), after(600))
    cache.put(URL, answer(b"again"), after(120), after(600))
    for kept in (cache.get(URL, after(90)), cache.stale(URL)):
        assert kept is not None
        assert kept.body == b"again"


def test_urls_are_apart_to_the_letter(cache: PageCache) -> None:
    cache.put(URL, answer(), after(60), after(60))
    for other in (URL.upper(), URL + "/", URL.replace("http", "https")):
        assert cache.get(other, NOON) is None
