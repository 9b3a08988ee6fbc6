"""No finished fetch is repeated, and none is made twice at once."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, Memory, deferred, settled
from verifier.fetching import once
from verifier.fetching.flights import Flights
from verifier.fetching.gate import LocalGate
from verifier.records import Exchange, Outcome, Request


@pytest.mark.parametrize(("status", "outcome"), [(200, Outcome.OK), (404, Outcome.NOT_FOUND), (410, Outcome.NOT_FOUND)])
def test_an_answer_is_given_again_without_asking(server: Server, fetcher: Make, status: int, outcome: Outcome) -> None:
    gate, cache = LocalGate(), Memory()
    page = Request(server.says("/a", status, b"words"))
    first = settled(fetcher(gate=gate, cache=cache, delay_s=60.0).fetch(page))
    again = settled(fetcher(gate=gate, cache=cache, delay_s=60.0).fetch(page))
    assert first.response is not None
    assert again.response is not None
    assert (again.outcome, again.status, again.response.body) == (outcome, status, b"words")
    assert (first.response.cached, again.response.cached) == (False, True)
    assert again.response.at == first.response.at
    assert again.ms == 0
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [403, 429, 500, 503, 302])
def test_a_failure_is_not_kept(server: Server, fetcher: Make, status: int) -> None:
    cache = Memory()
    fetcher(cache=cache).fetch(Request(server.says("/a", status)))
    assert cache.pages == {}


def test_what_is_kept_expires(server: Server, fetcher: Make) -> None:
    cache = Memory()
    url = server.says("/a")
    fetcher(cache=cache, cache_hours=24).fetch(Request(url))
    [(_, fresh_until, expires_at)] = cache.pages.values()
    assert timedelta(hours=23.9) < fresh_until - datetime.now(UTC) <= timedelta(hours=24)
    assert expires_at == fresh_until


def test_a_fragment_makes_no_other_page(server: Server, fetcher: Make) -> None:
    make = fetcher()
    url = server.says("/a")
    make.fetch(Request(url))
    make.fetch(Request(url + "#part"))
    assert len(server.seen) == 1


def test_headers_may_make_another_answer_so_it_is_neither_kept_nor_taken(server: Server, fetcher: Make) -> None:
    cache = Memory()
    make = fetcher(cache=cache)
    page = Request(server.says("/a"), headers=(("Accept-Datetime", "Wed, 24 Sep 2014 00:00:00 GMT"),))
    make.fetch(page)
    make.fetch(page)
    assert len(server.seen) == 2
    assert cache.pages == {}


def test_who_comes_while_it_is_fetched_shares_the_flight(server: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.15)
        connection.answer(500)

    make = fetcher()
    page = Request(server.on("/a", slow))
    came: list[Exchange] = []
    threads = [threading.Thread(target=lambda: came.append(settled(make.fetch(page)))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.seen) == 1
    assert [exchange.outcome for exchange in came] == [Outcome.UNAVAILABLE] * 10


def test_a_long_flight_is_not_waited_for(server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.4)
        connection.answer(200)

    monkeypatch.setattr(once, "PATIENCE_S", 0.1)
    make = fetcher()
    page = Request(server.on("/a", slow))
    first = threading.Thread(target=make.fetch, args=(page,))
    first.start()
    time.sleep(0.1)
    assert "is being fetched" in deferred(make.fetch(page)).why
    first.join()
    assert settled(make.fetch(page)).outcome is Outcome.OK
    assert len(server.seen) == 1


def test_another_process_comes_back_when_it_has_landed(server: Server, fetcher: Make) -> None:
    """Two fetchers that share nothing but the gate and the cache."""

    def slow(connection: Connection) -> None:
        time.sleep(0.3)
        connection.answer(200, b"words")

    gate, cache = LocalGate(), Memory()
    page = Request(server.on("/a", slow))
    first = threading.Thread(target=fetcher(gate=gate, cache=cache).fetch, args=(page,))
    first.start()
    time.sleep(0.1)
    started = time.monotonic()
    put_off = deferred(fetcher(gate=gate, cache=cache).fetch(page))
    assert put_off.why == "the same page is being fetched"
    assert time.monotonic() - started < 0.1
    first.join()
    again = settled(fetcher(gate=gate, cache=cache).fetch(page))
    assert again.response is not None
    assert (again.response.cached, again.response.body) == (True, b"words")
    assert len(server.seen) == 1


def test_a_flight_that_failed_keeps_nobody_off(server: Server, fetcher: Make) -> None:
    gate, cache = LocalGate(), Memory()
    page = Request(server.says("/a", 403))
    assert settled(fetcher(gate=gate, cache=cache).fetch(page)).outcome is Outcome.REFUSED
    assert settled(fetcher(gate=gate, cache=cache).fetch(page)).outcome is Outcome.REFUSED
    assert len(server.seen) == 2


def test_pages_of_other_hosts_do_not_wait(proxied: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.3)
        connection.answer(200)

    make = fetcher()
    proxied.on("http://a.test/", slow)
    proxied.says("http://b.test/")
    first = threading.Thread(target=make.fetch, args=(Request("http://a.test/"),))
    first.start()
    time.sleep(0.02)
    started = time.monotonic()
    settled(make.fetch(Request("http://b.test/")))
    assert time.monotonic() - started < 0.2
    first.join()


def test_a_flight_that_fails_fails_for_all_aboard_and_is_forgotten() -> None:
    flights: Flights[str] = Flights()
    start = threading.Barrier(3)
    failures: list[str] = []

    def crash() -> str:
        time.sleep(0.1)
        raise ValueError("broken")

    def board() -> None:
        start.wait()
        try:
            flights.join("a", 5.0, crash)
        except ValueError as error:
            failures.append(str(error))

    threads = [threading.Thread(target=board) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == ["broken"] * 3
    assert flights.join("a", 5.0, lambda: "landed") == "landed"
    assert flights._under_way == {}


def test_a_time_out_of_the_flight_itself_is_not_impatience() -> None:
    def late() -> str:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        Flights[str]().join("a", 5.0, late)
