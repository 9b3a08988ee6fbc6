"""What may not be asked, however it is written, and wherever it is led to from."""

from __future__ import annotations

import random
import socket
from ipaddress import ip_address

import pytest
import urllib3

from tests.fetching.badserver import Server
from tests.fetching.desk import Make, settled
from verifier.fetching.guard import Guard, RefusedError, is_public
from verifier.fetching.wire import Wire
from verifier.records import Outcome, Request

ATTACKS = [
    # other schemes
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://example.com:80/_x",
    "dict://127.0.0.1:11211/stats",
    "data:text/html,hello",
    "javascript:alert(1)",
    "jar:http://example.com/x!/",
    "httpx://example.com/",
    "//example.com/",
    "example.com",
    "/etc/passwd",
    "",
    "http:",
    "http://",
    "http:///path",
    "http://?q",
    "http://:80/",
    "http://./",
    "http://../",
    # credentials, and hosts that hide behind them
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com:80@127.0.0.1/",
    # ports
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:6379/",
    "http://example.com:9200/",
    "http://example.com:11211/",
    "http://example.com:65536/",
    "http://example.com:-80/",
    "http://example.com:80x/",
    "https://example.com:8000/",
    # loopback, written in every way
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1.2.3:8080/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0x7f.0.0.0x1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1.0x1/",
    "http://127.000.000.001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]:8080/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://localhost.localdomain/",
    "http://１２７.０.０.１/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://loc%61lhost/",
    "http://127.0.0.1%00.example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/",
    # private, link-local, metadata, shared, reserved, multicast
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://metadata.google.internal/",
    "http://metadata/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://100.64.0.1/",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://203.0.113.5/",
    "http://224.0.0.1/",
    "http://239.255.255.250:8080/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[100::1]/",
    "http://[3fff::1]/",
    # IPv4 inside IPv6
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
    "http://[2606:4700::5efe:10.0.0.1]/",
    # names of inner networks, and what is no name
    "http://intranet/",
    "http://wiki.corp/",
    "http://nas.local/",
    "http://router.lan/",
    "http://printer.home.arpa/",
    "http://secret.onion/",
    "http://nothing.invalid/",
    "http://a b.example/",
    "http://exa$mple.com/",
    "http://-/",
    "http://a..example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://[::1",
    "http://[not-an-address]/",
    "http://example.com:80:80/",
    "http://example.com\r\nHost: 127.0.0.1/",
    "http://1.2.3/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://example.0x10/",
]

FINE = [
    "http://example.com/",
    "https://example.com:8443/a?b=c#d",
    "http://example.com:8080/",
    "HTTP://EXAMPLE.COM/",
    "https://пример.рф/статья?день=24",
    "https://xn--e1afmkfd.xn--p1ai/",
    "http://example.com./",
    "http://my_paper.example.com/",
    "http://93.184.216.34/",
    "http://[2606:2800:220:1:248:1893:25c8:1946]/",
    "http://[::ffff:93.184.216.34]/",
    "http://[64:ff9b::5db8:d822]/",
    "http://1tv.ru/",
    "http://@example.com/",  # sent without the empty name…
    "http://example.com:0/",  # …and without the empty port
    "http://163.com/",
    "http://example.com/a b/ü",
    "http://example.com/@user",
    "http://example.com/http://127.0.0.1/",
    "http://localhost.example.com/",
]


def test_the_table_is_long_enough() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 60


@pytest.mark.parametrize("url", ATTACKS)
def test_attacks_are_refused_and_nobody_is_asked(fetcher: Make, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    asked: list[object] = []

    def looked_up(host: object, *_: object, **__: object) -> list[object]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "nobody")

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    exchange = settled(fetcher().fetch(Request(url)))
    assert exchange.outcome is Outcome.GUARDED
    assert exchange.detail
    assert asked == []


@pytest.mark.parametrize("url", ATTACKS)
def test_with_a_proxy_in_between_they_are_refused_too(proxied: Server, fetcher: Make, url: str) -> None:
    assert settled(fetcher().fetch(Request(url))).outcome is Outcome.GUARDED
    assert proxied.seen == []


RELATIVE = ("", "/etc/passwd", "//example.com/", "example.com", "http:", "http://", "http:///path", "http://?q")
"""What is no attack as a Location: it leads to where it came from, or to a public page."""


@pytest.mark.parametrize("url", [url for url in ATTACKS if url not in RELATIVE and "\r" not in url])
def test_redirects_to_them_are_refused(proxied: Server, fetcher: Make, url: str) -> None:
    proxied.says("/start", 302, Location=url)
    exchange = settled(fetcher().fetch(Request("http://paper.test/start")))
    assert exchange.outcome is Outcome.GUARDED
    assert "redirected from http://paper.test/start" in exchange.detail
    assert [seen.url for seen in proxied.seen] == ["http://paper.test/start"]


@pytest.mark.parametrize("hop", range(1, 6))
@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/", "http://[::1]/", "http://2130706433/", "file:///etc"]
)
def test_every_hop_is_inspected(proxied: Server, fetcher: Make, url: str, hop: int) -> None:
    for n in range(hop):
        proxied.says(f"http://{n}.test/", 302, Location=f"http://{n + 1}.test/" if n + 1 < hop else url)
    exchange = settled(fetcher().fetch(Request("http://0.test/")))
    assert exchange.outcome is Outcome.GUARDED
    assert [seen.url for seen in proxied.seen] == [f"http://{n}.test/" for n in range(hop)]


@pytest.mark.parametrize("url", FINE)
def test_public_addresses_are_asked(proxied: Server, fetcher: Make, url: str) -> None:
    fetched = fetcher().fetch(Request(url))
    assert settled(fetched).outcome is (Outcome.UNAVAILABLE if url.startswith("https") else Outcome.NOT_FOUND)
    assert url.startswith("https") or len(proxied.seen) == 1


def test_the_guard_reads_a_url_as_the_connection_will() -> None:
    """Two parsers that differ on where the host ends are an attacker's door: they must name the same one."""
    chance = random.Random(20140924)
    wire = Wire(Guard(), "CitationVerifier", 1.0)
    pieces = [*"@:/\\?#[]%.0 \t。／＠：℀①-_", "example.org", "10.0.0.1"]
    passed = 0
    for _ in range(20_000):
        url = list(
            chance.choice(
                ("http://example.com/a?b#c", "http://127.0.0.1:80/", "http://a@b.example:8080/x", "http://[::1]/")
            )
        )
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(url) + 1)
            url[place : place + chance.randint(0, 1)] = chance.choice(pieces)
        try:
            written = wire.written("".join(url))
            target = Guard().inspect(written)
        except RefusedError:
            continue
        passed += 1
        connected = urllib3.util.parse_url(written)
        assert (connected.host or "").strip("[]").rstrip(".").lower() == target.host
        assert (connected.port or 80, connected.auth) == (target.port, None)
    assert passed > 500


@pytest.mark.parametrize(
    ("allowed", "url", "fine"),
    [
        ("archive.lan", "http://archive.lan/", True),
        ("archive.lan", "http://archive.lan:8080/", True),
        ("archive.lan", "http://archive.lan:8081/", False),
        ("archive.lan:8081", "http://archive.lan:8081/", True),
        ("archive.lan:8081", "http://archive.lan/", False),
        ("archive.lan:8081", "http://other.lan:8081/", False),
        ("archive.lan", "http://a.archive.lan/", False),
        ("Archive.LAN", "http://ARCHIVE.lan./", True),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/", True),
        ("127.0.0.1:8080", "http://127.0.0.2:8080/", False),
        ("[::1]:9000", "http://[::1]:9000/", True),
        ("[::1]:9000", "http://[::1]:9001/", False),
        ("archive.lan", "http://user@archive.lan/", False),
        ("archive.lan", "ftp://archive.lan/", False),
        ("archive.lan:80", "http://archive.lan/", True),
    ],
)
def test_hosts_of_ones_own_are_named_exactly(allowed: str, url: str, fine: bool) -> None:
    guard = Guard((allowed,))
    if fine:
        assert guard.inspect(url).url == url
    else:
        with pytest.raises(RefusedError):
            guard.inspect(url)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))
