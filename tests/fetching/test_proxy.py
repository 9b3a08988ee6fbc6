"""The standard variables: HTTP_PROXY, HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE."""

from __future__ import annotations

import socket
import ssl
import time
from pathlib import Path

import pytest

from tests.fetching.badserver import Server
from tests.fetching.desk import Make, settled
from verifier.records import Exchange, Outcome, Request


def get(make: Make, url: str) -> Exchange:
    return settled(make().fetch(Request(url)))


def test_every_request_goes_through_the_proxy_which_resolves_the_names(
    proxied: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def local_only(host: str, *args: object, **kwargs: object) -> object:
        assert host == "127.0.0.1", f"{host} was looked up here"
        return real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", local_only)
    proxied.says("http://paper.test/robots.txt", 404)
    proxied.says("http://paper.test/a?x=1", 302, Location="http://other.test/b")
    proxied.says("http://other.test/b", body=b"here")
    exchange = settled(fetcher(robots=True).fetch(Request("http://paper.test/a?x=1")))
    assert exchange.outcome is Outcome.OK
    assert proxied.paths(robots=True) == [
        "http://paper.test/robots.txt",
        "http://paper.test/a?x=1",
        "http://other.test/robots.txt",
        "http://other.test/b",
    ]


def test_connections_to_the_proxy_are_used_again(proxied: Server, fetcher: Make) -> None:
    proxied.says("/a", body=b"page")
    make = fetcher()
    for host in ("a.test", "b.test", "c.test"):
        make.fetch(Request(f"http://{host}/a"))
    assert {seen.connection for seen in proxied.seen} == {1}


def test_hosts_of_no_proxy_are_asked_directly_and_then_guarded_by_address(
    proxied: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,inner.test")
    assert get(fetcher, proxied.says("/a", body=b"direct")).outcome is Outcome.OK
    assert proxied.seen[0].url == "/a"
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]
    )
    assert get(fetcher, "http://inner.test/").outcome is Outcome.GUARDED


def test_a_proxy_that_is_down_makes_nothing_absent(fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    exchange = get(fetcher, "http://paper.test/")
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "proxy" in exchange.detail


def test_a_proxy_that_drips_its_tunnel_is_left_in_time(proxied: Server, fetcher: Make) -> None:
    proxied.tunnel = lambda connection: connection.drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100, 0.05)
    started = time.monotonic()
    exchange = settled(fetcher(total_timeout_s=0.5).fetch(Request("https://paper.test/")))
    assert exchange.outcome in (Outcome.TIMEOUT, Outcome.UNAVAILABLE)
    assert time.monotonic() - started < 0.9


def test_a_proxy_that_refuses_the_tunnel_is_said(proxied: Server, fetcher: Make) -> None:
    proxied.tunnel = lambda connection: connection.answer(403)
    exchange = get(fetcher, "https://paper.test/")
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "proxy" in exchange.detail


@pytest.fixture
def secure(proxied: Server, certificate: Path) -> Server:
    proxied.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    proxied.tls.load_cert_chain(certificate)
    return proxied


def test_https_goes_through_a_tunnel_and_trusts_the_bundle_named(
    secure: Server, fetcher: Make, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    secure.says("/a", 302, b"", Location="/b")
    secure.says("/b", body=b"secret page")
    exchange = get(fetcher, "https://paper.test/a")
    assert exchange.response is not None
    assert (exchange.response.url, exchange.response.body) == ("https://paper.test/b", b"secret page")
    assert {seen.connection for seen in secure.seen} == {1}


def test_without_a_proxy_the_certificate_is_the_names_though_the_connection_is_the_addresss(
    secure: Server, fetcher: Make, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def local(host: str, *args: object, **kwargs: object) -> object:
        return real("127.0.0.1", *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", local)
    monkeypatch.delenv("HTTPS_PROXY")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    secure.tls_at_once = True
    secure.says("/a", body=b"secret page")
    names = {name: f"{name}:{secure.port}" for name in ("paper.test", "other.test")}
    make = fetcher(allow_hosts=tuple(names.values()))
    assert settled(make.fetch(Request(f"https://{names['paper.test']}/a"))).outcome is Outcome.OK
    assert secure.seen[0].headers["host"] == names["paper.test"]
    assert settled(make.fetch(Request(f"https://{names['other.test']}/a"))).outcome is Outcome.UNAVAILABLE
    assert len(secure.seen) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(secure: Server, fetcher: Make) -> None:
    exchange = get(fetcher, "https://paper.test/a")
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "certificate" in exchange.detail
    assert secure.seen == []


def test_nor_one_of_another_host(
    secure: Server, fetcher: Make, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    exchange = get(fetcher, "https://other.test/a")
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "certificate" in exchange.detail


def test_a_bundle_that_is_not_there_is_said(secure: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/bundle.pem")
    exchange = get(fetcher, "https://paper.test/a")
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "/nowhere/bundle.pem" in exchange.detail
