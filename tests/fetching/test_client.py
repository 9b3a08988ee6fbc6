"""What a fetch comes to, whatever the server does."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
from backports import zstd

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, settled
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
    ids=[
        "gzip",
        "x-gzip",
        "deflate",
        "raw deflate",
        "br",
        "zstd",
        "zstd in frames",
        "gzip twice",
        "zstd in br",
        "identity",
        "utf-8",
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
