"""Names, and the addresses that they resolve to: inspected for each connection, and connected to as inspected."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, settled
from verifier.records import Outcome, Request


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names resolve to each answer in turn, then to the last; the names looked up."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *args: object, **kwargs: object) -> object:
        try:
            ip_address(host)
        except ValueError:
            looked_up.append(host)
            addresses = answers[min(len(looked_up), len(answers)) - 1]
            return [
                (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
                for one in addresses
            ]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return looked_up


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "100.64.1.1",
    "::1",
    "::ffff:127.0.0.1",
    "fd00::1",
    "64:ff9b::7f00:1",
    "0.0.0.0",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_at_a_private_address_is_refused(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, [address])
    exchange = settled(fetcher().fetch(Request("http://innocent.example/")))
    assert exchange.outcome is Outcome.GUARDED
    assert exchange.detail.endswith("which is not a public address.")
    assert server.seen == []


def test_one_private_address_among_public_ones_is_enough(fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["93.184.216.34", "127.0.0.1"])
    assert settled(fetcher().fetch(Request("http://innocent.example/"))).outcome is Outcome.GUARDED


def test_a_name_that_changes_its_answer_gains_nothing(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Public when it is inspected, loopback a moment later: the connection is made to what was inspected."""
    looked_up = resolving(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    connected: list[object] = []

    def connect(address: object, timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    make = fetcher()
    exchange = settled(make.fetch(Request("http://rebinding.example/")))
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert (looked_up, connected) == (["rebinding.example"], [("93.184.216.34", 80)])
    assert settled(make.fetch(Request("http://rebinding.example/again"))).outcome is Outcome.GUARDED
    assert len(connected) == 1


def test_the_name_of_a_hop_may_not_change_its_answer_either(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leads to itself, and each hop is a new connection."""
    looked_up = resolving(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    connected: list[object] = []
    real = socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        return real(("127.0.0.1", server.port), timeout)  # that address is played by our server

    def once_more(connection: Connection) -> None:
        connection.hang_up = True
        connection.answer(302, Location="/again", Connection="close")

    monkeypatch.setattr(socket, "create_connection", connect)
    server.on("/", once_more)
    exchange = settled(fetcher().fetch(Request("http://rebinding.example/")))
    assert exchange.outcome is Outcome.GUARDED
    assert connected == [("93.184.216.34", 80)]
    assert looked_up == ["rebinding.example"] * 2
    assert server.paths() == ["/"]


def test_an_allowed_name_may_be_anywhere(server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["127.0.0.1"])
    server.says("/a", body=b"here")
    name = f"archive.lan:{server.port}"
    exchange = settled(fetcher(allow_hosts=(name,)).fetch(Request(f"http://{name}/a")))
    assert exchange.outcome is Outcome.OK
    assert server.seen[0].headers["host"] == name


def test_an_address_that_does_not_answer_is_followed_by_the_next(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, ["127.0.0.9", "127.0.0.1"])  # nobody listens at the first
    server.says("/a", body=b"here")
    name = f"archive.lan:{server.port}"
    assert settled(fetcher(allow_hosts=(name,)).fetch(Request(f"http://{name}/a"))).outcome is Outcome.OK


def test_connecting_ends_in_time_however_many_addresses_there_are(
    fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(address: object, timeout: float) -> socket.socket:
        time.sleep(timeout)
        raise TimeoutError("timed out")

    resolving(monkeypatch, [f"93.184.216.{n}" for n in range(20)])
    monkeypatch.setattr(socket, "create_connection", never)
    started = time.monotonic()
    exchange = settled(fetcher(connect_timeout_s=0.2).fetch(Request("http://slow.example/")))
    assert exchange.outcome is Outcome.TIMEOUT
    assert time.monotonic() - started < 0.5
