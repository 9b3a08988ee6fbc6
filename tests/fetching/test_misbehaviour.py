"""What no server can do: hold the fetcher, break it, or flood it. Each fault with what it must come to, in time."""

from __future__ import annotations

import gzip
import random
import socket
import struct
import threading
import time
import zlib

import brotli
import pytest
from backports import zstd

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, settled
from verifier.fetching.circuit import Circuit
from verifier.records import Exchange, Outcome, Request

PAGE = b"<p>" + b"Weapons expert Konstantin Sivkov. " * 200


def get(make: Make, url: str, **wanted: object) -> Exchange:
    return settled(make(**wanted).fetch(Request(url)))


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
        page, forged = (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body for body in (b"page", b"fake"))
        connection.send(page + forged)  # at once: what comes later may be there only after the next request

    make = fetcher()
    for path in ("/a", "/b"):
        exchange = settled(make.fetch(Request(server.on(path, more))))
        assert exchange.response is not None
        assert exchange.response.body == b"page"
