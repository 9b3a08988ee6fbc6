"""What a fetch comes to, whatever the server does."""

from __future__ import annotations

import gzip
import random
import socket
import struct
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
from backports import zstd

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, settled
from verifier.fetching.circuit import Circuit
from verifier.fetching.gate import LocalGate
from verifier.records import Exchange, Outcome, Request


def get(make: Make, url: str, **wanted: object) -> Exchange:
    return settled(make(**wanted).fetch(Request(url)))


# ── answers ──


def test_a_page_is_brought_with_its_headers_and_times(server: Server, fetcher: Make) -> None:
    url = server.says("/a", body="Привет".encode(), Content_Type="text/html; charset=utf-8")
    before = datetime.now(UTC)
    exchange = get(fetcher, url)
    response = exchange.response
    assert response is not None
    assert (exchange.outcome, exchange.status, exchange.detail) == (Outcome.OK, 200, "")
    assert (response.url, response.status, response.body) == (url, 200, "Привет".encode())
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert before <= response.at <= datetime.now(UTC)
    assert (response.cached, response.redirects) == (False, ())
    assert server.seen[0].headers["user-agent"] == "CitationVerifier/1 (+tests)"


STATUSES = [
    (200, Outcome.OK, True),
    (203, Outcome.OK, True),
    (400, Outcome.REFUSED, False),
    (401, Outcome.REFUSED, False),
    (402, Outcome.REFUSED, False),
    (403, Outcome.REFUSED, False),
    (404, Outcome.NOT_FOUND, True),
    (405, Outcome.REFUSED, False),
    (406, Outcome.REFUSED, False),
    (407, Outcome.REFUSED, False),
    (408, Outcome.TIMEOUT, False),
    (410, Outcome.NOT_FOUND, True),
    (418, Outcome.REFUSED, False),
    (425, Outcome.UNAVAILABLE, False),
    (429, Outcome.THROTTLED, False),
    (451, Outcome.REFUSED, False),
    (500, Outcome.UNAVAILABLE, False),
    (502, Outcome.UNAVAILABLE, False),
    (503, Outcome.UNAVAILABLE, False),
    (504, Outcome.UNAVAILABLE, False),
    (301, Outcome.GARBAGE, False),  # …without a Location
    (304, Outcome.GARBAGE, False),
    (600, Outcome.GARBAGE, False),
    (999, Outcome.GARBAGE, False),
]


@pytest.mark.parametrize(("status", "outcome", "kept"), STATUSES)
def test_every_status_has_an_outcome(server: Server, fetcher: Make, status: int, outcome: Outcome, kept: bool) -> None:
    body = b"" if status == 304 else b"some words"
    exchange = get(fetcher, server.says("/a", status, body))
    assert (exchange.outcome, exchange.status) == (outcome, status)
    assert (exchange.response is not None) == kept
    if exchange.response is not None:
        assert exchange.response.body == body
    assert (exchange.detail == "") == (outcome is Outcome.OK)


def test_only_404_and_410_say_that_a_page_is_absent() -> None:
    assert {status for status, outcome, _ in STATUSES if outcome is Outcome.NOT_FOUND} == {404, 410}


@pytest.mark.parametrize(
    ("status", "retry_after", "low", "high"),
    [
        (429, "7", 7, 7),
        (503, "120", 120, 120),
        (429, "0", 1, 1),
        (429, "999999999999999", 60, 60),  # no number of seconds that anyone means
        (429, "86400", 3600, 3600),
        (429, "soon", 60, 60),
        (429, "-5", 60, 60),
        (429, None, 60, 60),
        (503, "DATE+90", 87, 90),
        (503, "DATE-90", 1, 1),
        (503, "DATE+900000", 3600, 3600),
    ],
)
def test_a_server_that_asks_for_time_is_given_it(
    server: Server, fetcher: Make, status: int, retry_after: str | None, low: int, high: int
) -> None:
    if retry_after and retry_after.startswith("DATE"):
        retry_after = format_datetime(datetime.now(UTC) + timedelta(seconds=int(retry_after[4:])), usegmt=True)
    headers = {"Retry_After": retry_after} if retry_after is not None else {}
    exchange = get(fetcher, server.says("/a", status, **headers))
    assert exchange.outcome is Outcome.THROTTLED
    assert exchange.retry_at is not None
    assert low - 1 <= (exchange.retry_at - datetime.now(UTC)).total_seconds() <= high


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_an_archived_failure_is_not_the_archives_own(server: Server, fetcher: Make, status: int) -> None:
    """Nobody is to wait for it, and it will not go away."""
    gate = LocalGate()
    make = fetcher(gate=gate)
    url = server.says("/a", status, Memento_Datetime="Thu, 25 Sep 2014 00:00:00 GMT", Retry_After="3600")
    exchange = settled(make.fetch(Request(url)))
    assert (exchange.outcome, exchange.status, exchange.retry_at) == (Outcome.REFUSED, status, None)
    assert settled(make.fetch(Request(server.says("/b")))).outcome is Outcome.OK


def test_only_a_throttled_request_says_when_to_come_back(server: Server, fetcher: Make) -> None:
    assert get(fetcher, server.says("/a", 500)).retry_at is None


# ── encodings ──

PAGE = b"<p>" + b"Weapons expert Konstantin Sivkov. " * 200


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstd.compress(PAGE)),
        ("zstd", zstd.compress(PAGE[:99]) + zstd.compress(b"") + zstd.compress(PAGE[99:])),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("zstd, br", brotli.compress(zstd.compress(PAGE))),
        ("identity", PAGE),
        ("utf-8", PAGE),
    ],
)
def test_content_is_decoded(server: Server, fetcher: Make, encoding: str, body: bytes) -> None:
    exchange = get(fetcher, server.says("/a", body=body, Content_Encoding=encoding))
    assert exchange.response is not None
    assert exchange.response.body == PAGE


def test_an_encoding_that_was_not_asked_for_is_not_taken_for_a_page(server: Server, fetcher: Make) -> None:
    exchange = get(fetcher, server.says("/a", body=PAGE, Content_Encoding="compress"))
    assert exchange.outcome is Outcome.GARBAGE


def test_only_encodings_that_are_understood_are_asked_for(server: Server, fetcher: Make) -> None:
    get(fetcher, server.says("/a"))
    asked = {name.strip() for name in server.seen[0].headers["accept-encoding"].split(",")}
    assert asked == {"gzip", "deflate", "br", "zstd"}


def test_chunks_are_joined(server: Server, fetcher: Make) -> None:
    def chunked(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.send(b"5\r\nhello\r\n7;ext=1\r\n, world\r\n0\r\n\r\n")

    exchange = get(fetcher, server.on("/a", chunked))
    assert exchange.response is not None
    assert exchange.response.body == b"hello, world"


# ── misbehaviour: each with what it must come to, and within how long ──


def drip_body(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    connection.drip(b"x" * 100, 0.05)


def drip_headers(connection: Connection) -> None:
    connection.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 100, 0.05)


def drip_chunk_size(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    connection.drip(b"5;" + b"x" * 100, 0.05)


def drip_gzip(connection: Connection) -> None:
    """Compressed bytes that decode to nothing yet: the header's name field, without an end."""
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03")
    connection.drip(b"x" * 100, 0.05)


def endless_continue(connection: Connection) -> None:
    connection.hang_up = True
    for _ in range(100):
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def silent(connection: Connection) -> None:
    connection.hang_up = True
    time.sleep(1.5)


def huge_header(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 60000) for n in range(20)) + b"\r\n")


def many_headers(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(2000)) + b"\r\n")


def long_line(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n")


def reset(connection: Connection) -> None:
    connection.hang_up = True
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_in_body(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nthe beginning")
    time.sleep(0.05)
    reset(connection)


def hang_up(connection: Connection) -> None:
    connection.hang_up = True


def too_short(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe beginning")


def cut_chunks(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nthe beginning")


def bad_chunk_size(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n")


def huge_chunk_size(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\nhello")


def negative_chunk_size(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n")


def endless_trailer(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")
    while True:
        connection.send(b"X-More: and more\r\n" * 1000)


def two_lengths(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello")


def negative_length(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")


def http_0_9(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"<html><body>A page without a status line</body></html>")


def other_version(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/3.0 200 OK\r\n\r\nhello")


def bad_length(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello")


def not_http(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"220 smtp.example ESMTP\r\n")


def noise(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(bytes(range(256)) * 20)


def not_gzip(connection: Connection) -> None:
    connection.answer(200, b"<html>plain after all", Content_Encoding="gzip")


def cut_gzip(connection: Connection) -> None:
    connection.answer(200, gzip.compress(PAGE)[:-30], Content_Encoding="gzip")


def broken_gzip(connection: Connection) -> None:
    body = bytearray(gzip.compress(PAGE * 100))
    body[200:300] = b"\xff" * 100
    connection.answer(200, bytes(body), Content_Encoding="gzip")


NOTHINGS = bytes(20_000_000)
BOMBS = {
    "gzip": gzip.compress(NOTHINGS),
    "deflate": zlib.compress(NOTHINGS),
    "br": brotli.compress(NOTHINGS, quality=5),
    "zstd": zstd.compress(NOTHINGS),
}


def gzip_bomb(connection: Connection) -> None:
    connection.answer(200, BOMBS["gzip"], Content_Encoding="gzip")


def deflate_bomb(connection: Connection) -> None:
    connection.answer(200, BOMBS["deflate"], Content_Encoding="deflate")


def brotli_bomb(connection: Connection) -> None:
    connection.answer(200, BOMBS["br"], Content_Encoding="br")


def zstd_bomb(connection: Connection) -> None:
    connection.answer(200, BOMBS["zstd"], Content_Encoding="zstd")


def wide_zstd(connection: Connection) -> None:
    """A frame that wants a window of two gigabytes to be decoded."""
    connection.answer(200, bytes.fromhex("28b52ffd 00 a8 010000") + b"x", Content_Encoding="zstd")


def nested_bomb(connection: Connection) -> None:
    connection.answer(200, gzip.compress(BOMBS["gzip"]), Content_Encoding="gzip, gzip")


def endless(connection: Connection) -> None:
    connection.hang_up = True
    connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.send(b"x" * 65536)


MISBEHAVIOUR = [
    (drip_body, Outcome.TIMEOUT),
    (drip_headers, Outcome.TIMEOUT),
    (drip_chunk_size, Outcome.TIMEOUT),
    (drip_gzip, Outcome.TIMEOUT),
    (endless_continue, Outcome.TIMEOUT),
    (silent, Outcome.TIMEOUT),
    (huge_header, Outcome.TOO_LARGE),
    (many_headers, Outcome.TOO_LARGE),
    (long_line, Outcome.TOO_LARGE),
    (reset, Outcome.UNAVAILABLE),
    (reset_in_body, Outcome.UNAVAILABLE),
    (hang_up, Outcome.UNAVAILABLE),
    (too_short, Outcome.UNAVAILABLE),
    (cut_chunks, Outcome.UNAVAILABLE),
    (bad_chunk_size, Outcome.UNAVAILABLE),
    (huge_chunk_size, Outcome.UNAVAILABLE),
    (negative_chunk_size, Outcome.UNAVAILABLE),
    (endless_trailer, Outcome.TOO_LARGE),
    (two_lengths, Outcome.UNAVAILABLE),
    (negative_length, Outcome.OK),
    (http_0_9, Outcome.UNAVAILABLE),
    (other_version, Outcome.UNAVAILABLE),
    (bad_length, Outcome.OK),  # read to the end of the connection, as browsers do
    (not_http, Outcome.UNAVAILABLE),
    (noise, Outcome.UNAVAILABLE),
    (not_gzip, Outcome.GARBAGE),
    (cut_gzip, Outcome.OK),  # as far as it goes, as browsers do; its length was as announced
    (broken_gzip, Outcome.GARBAGE),
    (gzip_bomb, Outcome.TOO_LARGE),
    (deflate_bomb, Outcome.TOO_LARGE),
    (brotli_bomb, Outcome.TOO_LARGE),
    (zstd_bomb, Outcome.TOO_LARGE),
    (wide_zstd, Outcome.GARBAGE),
    (nested_bomb, Outcome.TOO_LARGE),
    (endless, Outcome.TOO_LARGE),
]


@pytest.mark.parametrize(("act", "outcome"), MISBEHAVIOUR, ids=[act.__name__ for act, _ in MISBEHAVIOUR])
def test_no_server_can_hold_or_break_the_fetcher(server: Server, fetcher: Make, act, outcome: Outcome) -> None:
    url = server.on("/a", act)
    make = fetcher(total_timeout_s=0.6, read_timeout_s=0.5, max_bytes=3_000_000)
    started = time.monotonic()
    exchange = settled(make.fetch(Request(url)))
    assert exchange.outcome is outcome
    assert outcome is Outcome.OK or exchange.detail
    assert time.monotonic() - started < 1.0


def test_no_bytes_make_it_raise(server: Server, fetcher: Make) -> None:
    chance = random.Random(20141003)
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nSet-Cookie: a=b\r\n"
    whole += b"Transfer-Encoding: chunked\r\nLocation: /b\r\n\r\n1d\r\n" + gzip.compress(b"a page") + b"\r\n0\r\n\r\n"
    make = fetcher(total_timeout_s=0.5)
    came = set()
    for n in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice((0, 10, 13, 32, 48, 58, 200, 255))

        def send(connection: Connection, data: bytes = bytes(data)) -> None:
            connection.hang_up = True
            connection.send(data)

        make._circuit = Circuit()  # each is a server of its own
        came.add(settled(make.fetch(Request(server.on(f"/{n}", send)))).outcome)
    assert {Outcome.OK, Outcome.GARBAGE, Outcome.UNAVAILABLE} <= came


def test_a_page_as_large_as_the_limit_is_read(server: Server, fetcher: Make) -> None:
    url = server.says("/a", body=b"x" * 100_000)
    assert get(fetcher, url, max_bytes=100_000).outcome is Outcome.OK
    assert get(fetcher, url, max_bytes=99_999).outcome is Outcome.TOO_LARGE


def test_what_comes_to_nothing_without_an_end_is_cut_by_its_bytes_on_the_wire(server: Server, fetcher: Make) -> None:
    def empty_members(connection: Connection) -> None:
        connection.hang_up = True
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        while True:
            connection.send(gzip.compress(b"") * 1000)

    exchange = get(fetcher, server.on("/a", empty_members), max_bytes=50_000)
    assert (exchange.outcome, exchange.detail) == (Outcome.TOO_LARGE, "The page is larger than the limit.")


def test_a_server_that_never_finishes_its_handshake_is_left_in_time(server: Server, fetcher: Make) -> None:
    started = time.monotonic()
    exchange = get(fetcher, f"https://{server.host}/", connect_timeout_s=0.3, total_timeout_s=1.0)
    assert exchange.outcome is Outcome.TIMEOUT
    assert time.monotonic() - started < 0.9


def test_a_host_that_is_not_there_is_unavailable(fetcher: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    exchange = get(fetcher, f"http://127.0.0.1:{port}/", allow_hosts=(f"127.0.0.1:{port}",))
    assert exchange.outcome is Outcome.UNAVAILABLE
    assert "refused" in exchange.detail


def test_a_name_that_does_not_resolve_is_unavailable(fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    exchange = get(fetcher, "http://gone.example/")
    assert (exchange.outcome, exchange.detail) == (Outcome.UNAVAILABLE, "The host's name does not resolve.")


def test_a_name_that_takes_for_ever_to_look_up_is_left_in_time(fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = threading.Event()

    def hangs(*_: object, **__: object) -> list[object]:
        given_up.wait(5)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    started = time.monotonic()
    exchange = get(fetcher, "http://slow.example/", connect_timeout_s=5.0, total_timeout_s=0.3)
    assert (exchange.outcome, exchange.detail) == (Outcome.TIMEOUT, "No answer in time.")
    assert time.monotonic() - started < 0.6
    given_up.set()


def test_what_a_server_sends_beyond_its_page_is_nobodys_answer(server: Server, fetcher: Make) -> None:
    def more(connection: Connection) -> None:
        connection.answer(200, b"page")
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")

    make = fetcher()
    for path in ("/a", "/b"):
        exchange = settled(make.fetch(Request(server.on(path, more))))
        assert exchange.response is not None
        assert exchange.response.body == b"page"


# ── redirects ──


def test_redirects_are_followed_and_told(server: Server, fetcher: Make) -> None:
    server.says("/a", 301, Location="b?x=1#part")
    server.says("/b?x=1", 302, Location=server.url("/c"))
    server.says("/c", 307, Location="//" + server.host + "/статья")
    server.says("/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F", body=b"here")
    exchange = get(fetcher, server.url("/a"))
    assert exchange.response is not None
    assert exchange.response.body == b"here"
    assert exchange.response.url == server.url("/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F")
    assert [url.rpartition("/")[2] for url in exchange.response.redirects] == ["a", "b?x=1#part", "c"]


def test_redirects_end(server: Server, fetcher: Make) -> None:
    url = server.says("/a", 302, Location="/a")
    exchange = get(fetcher, url, max_redirects=3)
    assert exchange.outcome is Outcome.GARBAGE
    assert "without an end" in exchange.detail
    assert len(server.seen) == 4


def test_as_many_redirects_as_allowed_are_followed(server: Server, fetcher: Make) -> None:
    for n in range(3):
        server.says(f"/{n}", 302, Location=f"/{n + 1}")
    server.says("/3", body=b"here")
    assert get(fetcher, server.url("/0"), max_redirects=3).outcome is Outcome.OK
    assert get(fetcher, server.url("/0"), max_redirects=2).outcome is Outcome.GARBAGE


def test_a_redirect_that_waits_for_its_cookie_gets_it(server: Server, fetcher: Make) -> None:
    def consent(connection: Connection) -> None:
        if "seen=yes" in connection.seen.headers.get("cookie", ""):
            connection.answer(200, b"here")
        else:
            connection.answer(302, Location="/a", Set_Cookie="seen=yes; Path=/")

    make = fetcher()
    assert settled(make.fetch(Request(server.on("/a", consent)))).outcome is Outcome.OK
    make.fetch(Request(server.says("/b")))
    assert "cookie" not in server.seen[-1].headers  # kept for one trip, not for the next


def test_the_deadline_is_for_all_hops_together(server: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.2)
        connection.answer(302, Location="/a")

    started = time.monotonic()
    exchange = get(fetcher, server.on("/a", slow), total_timeout_s=0.5, max_redirects=50)
    assert exchange.outcome is Outcome.TIMEOUT
    assert time.monotonic() - started < 0.8


def test_network_time_is_counted_over_all_hops(server: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.1)
        connection.answer(302, Location="/b")

    server.says("/b", body=b"here")
    exchange = get(fetcher, server.on("/a", slow))
    assert exchange.response is not None
    assert 100 <= exchange.ms == exchange.response.ms < 300


# ── what is sent ──


def test_what_was_asked_of_whom_is_told_with_the_page(server: Server, fetcher: Make) -> None:
    response = get(fetcher, server.says("/a", body=b"page")).response
    assert response is not None
    assert dict(response.asked) == {
        "Host": server.host,
        "User-Agent": "CitationVerifier/1 (+tests)",
        "Accept": server.seen[0].headers["accept"],
        "Accept-Encoding": server.seen[0].headers["accept-encoding"],
    }
    assert {name.lower() for name, _ in response.asked} == set(server.seen[0].headers)
    assert response.ip == "127.0.0.1"


def test_behind_a_proxy_nobody_knows_who_answered(proxied: Server, fetcher: Make) -> None:
    response = get(fetcher, proxied.says("/a", body=b"page").replace(proxied.host, "paper.test")).response
    assert response is not None
    assert (response.ip, response.asked[0]) == (None, ("Host", "paper.test"))


def test_headers_of_the_request_are_sent(server: Server, fetcher: Make) -> None:
    url = server.says("/a", 206, b"part")
    exchange = settled(fetcher().fetch(Request(url, headers=(("Range", "bytes=0-3"), ("Accept", "application/json")))))
    assert exchange.outcome is Outcome.OK
    assert (server.seen[0].headers["range"], server.seen[0].headers["accept"]) == ("bytes=0-3", "application/json")


def test_they_are_for_the_host_they_were_meant_for(
    proxied: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search engine's key must not follow a redirect to somebody else."""
    proxied.says("http://api.test/search", 302, Location="/v2")
    proxied.says("http://api.test/v2", 302, Location="http://other.test/")
    fetcher().fetch(Request("http://api.test/search", headers=(("X-Key", "secret"),)))
    assert [seen.headers.get("x-key") for seen in proxied.seen] == ["secret", "secret", None]


@pytest.mark.parametrize("url", ["http://[::1#x", "http://exa℀mple.com/", "#", "http://a.test:99999#"])
def test_what_is_no_url_is_settled_too(fetcher: Make, url: str) -> None:
    assert settled(fetcher().fetch(Request(url))).outcome is Outcome.GUARDED


def test_connections_are_used_again(server: Server, fetcher: Make) -> None:
    server.says("/moved", 301, b"<a>moved</a>", Location="/0")
    for n in range(5):
        server.says(f"/{n}", body=b"page")
    make = fetcher()
    for path in ("/moved", "/1", "/2", "/missing", "/3"):
        make.fetch(Request(server.url(path)))
    assert {seen.connection for seen in server.seen} == {1}


def test_a_netrc_is_nobodys(server: Server, fetcher: Make, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    get(fetcher, server.says("/a"))
    assert "authorization" not in server.seen[0].headers
