"""Turns, pauses, circuits: how often anybody is asked."""

from __future__ import annotations

import gc
import socket
import threading
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, deferred, settled
from verifier.fetching import circuit
from verifier.fetching.circuit import FAILURES, FIRST_BREAK_S, LONGEST_BREAK_S, Circuit
from verifier.fetching.client import Budget
from verifier.fetching.gate import LocalGate
from verifier.records import Deferral, Outcome, Request


def seconds_until(moment: datetime) -> float:
    return (moment - datetime.now(UTC)).total_seconds()


def test_a_second_request_is_put_off_and_nothing_is_sent(server: Server, fetcher: Make) -> None:
    make = fetcher(delay_s=5.0)
    assert settled(make.fetch(Request(server.says("/a")))).outcome is Outcome.OK
    put_off = deferred(make.fetch(Request(server.says("/b"))))
    assert 4 < seconds_until(put_off.ready_at) <= 5
    assert put_off.why.startswith("host:127.0.0.1 ")
    assert server.paths() == ["/a"]


def test_a_short_wait_is_waited_in_place(server: Server, fetcher: Make) -> None:
    make = fetcher(delay_s=0.1, patience_s=0.2)
    for n in range(3):
        settled(make.fetch(Request(server.says(f"/{n}"))))
    times = [seen.at for seen in server.seen]
    assert all(later - earlier > 0.09 for earlier, later in pairwise(times))


def test_a_robots_txt_takes_a_turn_too(server: Server, fetcher: Make) -> None:
    make = fetcher(delay_s=0.3, robots=True, patience_s=0.0)
    page = Request(server.says("/a"))
    deferred(make.fetch(page))
    time.sleep(0.31)
    assert settled(make.fetch(page)).outcome is Outcome.OK
    assert [seen.url for seen in server.seen] == ["/robots.txt", "/a"]
    assert server.seen[1].at - server.seen[0].at > 0.29


def test_hosts_do_not_wait_for_each_other(proxied: Server, fetcher: Make) -> None:
    proxied.says("/a")
    make = fetcher(delay_s=60.0)
    for host in ("a.test", "b.test", "c.test"):
        assert settled(make.fetch(Request(f"http://{host}/a"))).outcome is Outcome.OK


def test_a_host_is_asked_for_one_page_at_a_time(server: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.3)
        connection.answer(200)

    gate = LocalGate()
    first = threading.Thread(target=fetcher(gate=gate).fetch, args=(Request(server.on("/a", slow)),))
    first.start()
    time.sleep(0.1)
    put_off = deferred(fetcher(gate=gate, patience_s=0.0).fetch(Request(server.says("/b"))))
    assert put_off.why.startswith("host:127.0.0.1 ")
    assert settled(fetcher(gate=gate, one_at_a_time=False).fetch(Request(server.says("/c")))).outcome is Outcome.OK
    first.join()
    assert settled(fetcher(gate=gate, patience_s=0.0).fetch(Request(server.says("/b")))).outcome is Outcome.OK


def test_the_delay_counts_from_when_a_request_went_out(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connecting takes its time, and the next request finds the connection made."""
    real = socket.create_connection

    def slow(address: tuple[str, int], timeout: float) -> socket.socket:
        time.sleep(0.3)
        return real(address, timeout)

    monkeypatch.setattr(socket, "create_connection", slow)
    make = fetcher(delay_s=0.4, patience_s=1.0)
    for n in range(2):
        settled(make.fetch(Request(server.says(f"/{n}"))))
    first, second = server.seen
    assert first.connection == second.connection
    assert second.at - first.at > 0.35


def test_two_fetchers_share_a_gate(server: Server, fetcher: Make) -> None:
    gate = LocalGate()
    settled(fetcher(gate=gate, delay_s=60.0).fetch(Request(server.says("/a"))))
    deferred(fetcher(gate=gate, delay_s=60.0).fetch(Request(server.says("/b"))))


def test_a_named_budget_stands_in_place_of_its_hosts(server: Server, fetcher: Make) -> None:
    make = fetcher({"replay": Budget(0.0), "cdx": Budget(60.0)}, delay_s=60.0)
    for n in range(3):
        settled(make.fetch(Request(server.says(f"/{n}"), budget="replay")))
    settled(make.fetch(Request(server.says("/x"), budget="cdx")))
    put_off = deferred(make.fetch(Request(server.says("/y"), budget="cdx")))
    assert put_off.why.startswith("cdx ")
    settled(make.fetch(Request(server.says("/z"), budget="replay")))


def test_hops_take_turns_and_wait_for_them_in_place(server: Server, fetcher: Make) -> None:
    server.says("/a", 302, Location="/b")
    server.says("/b", body=b"here")
    assert settled(fetcher(delay_s=0.2, patience_s=0.0).fetch(Request(server.url("/a")))).outcome is Outcome.OK
    assert server.seen[1].at - server.seen[0].at > 0.19


def test_a_hop_to_a_host_that_rests_is_put_off(proxied: Server, fetcher: Make) -> None:
    gate = LocalGate()
    gate.cool_down("host:b.test", 60)
    proxied.says("http://a.test/", 302, Location="http://b.test/")
    put_off = deferred(fetcher(gate=gate).fetch(Request("http://a.test/")))
    assert 58 < seconds_until(put_off.ready_at) <= 60
    assert proxied.paths() == ["http://a.test/"]


@pytest.mark.parametrize(("budget", "rests"), [(None, "host:127.0.0.1"), ("cdx", "cdx")])
def test_who_asks_for_time_is_left_alone_by_everyone(
    server: Server, fetcher: Make, budget: str | None, rests: str
) -> None:
    gate = LocalGate()
    url = server.says("/a", 429, Retry_After="30")
    exchange = settled(fetcher({"cdx": Budget(0.0)}, gate).fetch(Request(url, budget=budget)))
    assert exchange.outcome is Outcome.THROTTLED
    put_off = deferred(fetcher({"cdx": Budget(0.0)}, gate).fetch(Request(server.says("/b"), budget=budget)))
    assert 28 < seconds_until(put_off.ready_at) <= 30
    assert put_off.why.startswith(rests)
    assert server.paths() == ["/a"]


# ── hosts that do not answer ──


def test_a_dead_host_is_not_asked_over_and_over(server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang_up(connection: Connection) -> None:
        connection.hang_up = True

    monkeypatch.setattr(circuit, "FIRST_BREAK_S", 0.3)
    make = fetcher()
    page = Request(server.on("/a", hang_up))
    exchanges = [settled(make.fetch(page)) for _ in range(FAILURES + 3)]
    assert {exchange.outcome for exchange in exchanges} == {Outcome.UNAVAILABLE}
    assert len(server.seen) == FAILURES
    assert exchanges[-1].detail.startswith("Not asked")
    server.says("/a", body=b"back again")
    time.sleep(0.31)
    assert settled(make.fetch(page)).outcome is Outcome.OK


def test_a_page_that_is_refused_or_missing_says_that_its_host_is_well(server: Server, fetcher: Make) -> None:
    make = fetcher()
    for n in range(3 * FAILURES):
        make.fetch(Request(server.says("/a", 500 if n % FAILURES else 403)))
    assert len(server.seen) == 3 * FAILURES


def test_breaks_grow_and_one_is_let_through_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(circuit.time, "monotonic", lambda: now)
    hosts = Circuit()
    for _ in range(FAILURES - 1):
        hosts.note("a", "No answer in time.")
    assert hosts.down("a") is None
    hosts.note("a", "No answer in time.")
    breaks = []
    for _ in range(8):
        start = now
        while hosts.down("a") is not None:
            now += 0.5
        breaks.append(now - start)
        assert hosts.down("a") == "No answer in time."  # the others wait for the one who tries
        hosts.note("a", "No answer in time.")
    assert breaks[:4] == [FIRST_BREAK_S * 2**n for n in range(4)]
    assert breaks[-1] == LONGEST_BREAK_S
    assert hosts.down("b") is None
    now += LONGEST_BREAK_S
    assert hosts.down("a") is None
    hosts.note("a", None)
    assert hosts.down("a") is None


def test_so_many_hosts_are_remembered_and_no_more() -> None:
    hosts = Circuit()
    for n in range(6000):
        hosts.note(str(n), "gone")
    assert len(hosts._records) == 5000


def test_a_throttling_host_is_not_a_dead_one(server: Server, fetcher: Make) -> None:
    for n in range(FAILURES + 1):
        gate = LocalGate()  # …and another process has cleared its pause
        exchange = settled(fetcher(gate=gate).fetch(Request(server.says(f"/{n}", 503, Retry_After="1"))))
        assert exchange.outcome is Outcome.THROTTLED


# ── many at once ──


def test_threads_keep_the_delay_of_every_host(proxied: Server, fetcher: Make) -> None:
    for host in ("a.test", "b.test"):
        for n in range(4):
            proxied.says(f"http://{host}/{n}", body=b"page")
    make = fetcher(delay_s=0.1)
    wanted = [f"http://{host}/{n}" for host in ("a.test", "b.test") for n in range(4)]

    def fetch(url: str) -> None:
        while isinstance(put_off := make.fetch(Request(url)), Deferral):
            time.sleep(max(seconds_until(put_off.ready_at), 0.0))

    threads = [threading.Thread(target=fetch, args=(url,)) for url in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(proxied.paths()) == wanted
    for host in ("a.test", "b.test"):
        times = sorted(seen.at for seen in proxied.seen if host in seen.url)
        assert all(later - earlier > 0.07 for earlier, later in pairwise(times))


def test_no_socket_is_left_open(server: Server, fetcher: Make) -> None:
    """Warnings are errors here, and a socket that is dropped while open warns."""
    make = fetcher(max_bytes=10)
    for status in (200, 302, 403, 404, 500):
        make.fetch(Request(server.says(f"/{status}", status, b"x" * 100_000, Location="/200")))
    del make
    gc.collect()
