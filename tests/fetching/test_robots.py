"""robots.txt by RFC 9309: what shuts a page, what does not, and what is only not known."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.fetching.badserver import Connection, Server
from tests.fetching.desk import Make, Memory, deferred, settled
from verifier.fetching import robots
from verifier.fetching.client import Budget
from verifier.fetching.robots import Robots
from verifier.records import Deferral, Exchange, Outcome, Request, Response

CASES = [
    ("nothing", "", True),
    ("everyone out", "User-agent: *\nDisallow: /", False),
    ("everyone in", "User-agent: *\nDisallow:", True),
    ("another page", "User-agent: *\nDisallow: /private/", True),
    ("this page", "User-agent: *\nDisallow: /news/", False),
    ("the longer rule wins", "User-agent: *\nDisallow: /news/\nAllow: /news/a", True),
    ("we by name", "User-agent: CitationVerifier\nDisallow: /news/\n\nUser-agent: *\nDisallow:", False),
    ("we by name, in any case", "User-agent: citationverifier\nDisallow: /", False),
    ("others by name", "User-agent: GPTBot\nDisallow: /", True),
    ("ours, not everyone's", "User-agent: *\nDisallow: /\n\nUser-agent: CitationVerifier\nAllow: /", True),
    ("wildcards", "User-agent: *\nDisallow: /*/a$", False),
    ("wildcards elsewhere", "User-agent: *\nDisallow: /*.pdf$", True),
    ("a byte-order mark", "\ufeffUser-agent: *\nDisallow: /", False),
    ("no robots.txt at all but HTML", "<html><body>Welcome</body></html>", True),
]


@pytest.mark.parametrize(("rules", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rules_are_obeyed(server: Server, fetcher: Make, rules: str, allowed: bool) -> None:
    server.says("/robots.txt", body=rules.encode())
    exchange = settled(fetcher(robots=True).fetch(Request(server.says("/news/a", body=b"page"))))
    assert exchange.outcome is (Outcome.OK if allowed else Outcome.ROBOTS)
    assert server.paths() == (["/news/a"] if allowed else [])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_that_has_none_or_shows_none_allows(server: Server, fetcher: Make, status: int) -> None:
    server.says("/robots.txt", status)
    assert settled(fetcher(robots=True).fetch(Request(server.says("/a")))).outcome is Outcome.OK


def hang_up(connection: Connection) -> None:
    connection.hang_up = True


def silent(connection: Connection) -> None:
    connection.hang_up = True
    time.sleep(0.6)


def broken_gzip(connection: Connection) -> None:
    connection.answer(200, b"no gzip", Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        (lambda connection: connection.answer(500), Outcome.UNAVAILABLE),
        (lambda connection: connection.answer(503), Outcome.UNAVAILABLE),
        (lambda connection: connection.answer(429), Outcome.THROTTLED),
        (lambda connection: connection.answer(302, Location="/robots.txt"), Outcome.UNAVAILABLE),
        (hang_up, Outcome.UNAVAILABLE),
        (silent, Outcome.TIMEOUT),
        (broken_gzip, Outcome.UNAVAILABLE),
    ],
    ids=["500", "503", "429", "loop", "hang up", "silent", "garbage"],
)
def test_one_that_cannot_be_read_shuts_the_site_for_now_and_is_not_its_refusal(
    server: Server, fetcher: Make, act, outcome: Outcome
) -> None:
    server.on("/robots.txt", act)
    exchange = settled(fetcher(robots=True, read_timeout_s=0.3).fetch(Request(server.says("/a"))))
    assert exchange.outcome is outcome
    assert exchange.outcome.transient
    assert "robots.txt could not be read" in exchange.detail
    assert server.paths() == []


def test_one_that_could_not_be_read_is_asked_for_again_later(
    server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "UNREADABLE_FOR", timedelta(seconds=0.2))
    server.says("/robots.txt", 500)
    page = Request(server.says("/a"))
    make = fetcher(robots=True)
    assert settled(make.fetch(page)).outcome is Outcome.UNAVAILABLE
    server.says("/robots.txt", 200)
    assert settled(make.fetch(page)).outcome is Outcome.UNAVAILABLE
    assert len(server.seen) == 1
    time.sleep(0.25)
    assert settled(make.fetch(page)).outcome is Outcome.OK


def test_a_redirected_one_is_read(server: Server, fetcher: Make) -> None:
    server.says("/robots.txt", 301, Location="/r")
    server.says("/r", body=b"User-agent: *\nDisallow: /")
    assert settled(fetcher(robots=True).fetch(Request(server.says("/a")))).outcome is Outcome.ROBOTS


@pytest.mark.parametrize(("redirects", "outcome"), [(5, Outcome.ROBOTS), (6, Outcome.UNAVAILABLE)])
def test_five_redirects_are_followed_whatever_is_set_for_pages(
    server: Server, fetcher: Make, redirects: int, outcome: Outcome
) -> None:
    server.says("/robots.txt", 301, Location="/1")
    for n in range(1, redirects):
        server.says(f"/{n}", 301, Location=f"/{n + 1}")
    server.says(f"/{redirects}", body=b"User-agent: *\nDisallow: /")
    exchange = settled(fetcher(robots=True, max_redirects=0).fetch(Request(server.says("/a"))))
    assert exchange.outcome is outcome
    assert "/a" not in server.paths()


def test_of_a_very_long_one_the_beginning_counts(server: Server, fetcher: Make) -> None:
    long = b"User-agent: *\nDisallow: /a\n" + b"# and so on\n" * 100_000
    server.says("/robots.txt", body=long)
    make = fetcher(robots=True)
    assert settled(make.fetch(Request(server.says("/a")))).outcome is Outcome.ROBOTS
    assert settled(make.fetch(Request(server.says("/b")))).outcome is Outcome.OK


def test_it_is_asked_for_once_a_site(server: Server, fetcher: Make) -> None:
    server.says("/robots.txt")
    make = fetcher(robots=True)
    for n in range(4):
        make.fetch(Request(server.says(f"/{n}")))
    assert server.paths(robots=True) == ["/robots.txt", "/0", "/1", "/2", "/3"]


def test_another_process_finds_it_in_the_cache(server: Server, fetcher: Make) -> None:
    server.says("/robots.txt", body=b"User-agent: *\nDisallow: /shut")
    cache = Memory()
    fetcher(cache=cache, robots=True).fetch(Request(server.says("/a")))
    fetcher(cache=cache, robots=True).fetch(Request(server.says("/b")))
    assert settled(fetcher(cache=cache, robots=True).fetch(Request(server.says("/shut")))).outcome is Outcome.ROBOTS
    assert server.paths(robots=True) == ["/robots.txt", "/a", "/b"]


def test_a_crowd_asks_for_it_once(server: Server, fetcher: Make) -> None:
    def slow(connection: Connection) -> None:
        time.sleep(0.1)
        connection.answer(200)

    server.on("/robots.txt", slow)
    make = fetcher(robots=True)
    threads = [threading.Thread(target=make.fetch, args=(Request(server.says(f"/{n}")),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.paths(robots=True).count("/robots.txt") == 1
    assert len(server.paths()) == 8


def test_every_origin_has_its_own(proxied: Server, fetcher: Make) -> None:
    proxied.says("http://a.test/robots.txt", body=b"User-agent: *\nDisallow: /")
    proxied.says("/page", body=b"page")
    make = fetcher(robots=True)
    outcomes = {
        url: settled(make.fetch(Request(url))).outcome
        for url in ("http://a.test/page", "http://www.a.test/page", "http://a.test:8080/page")
    }
    assert list(outcomes.values()) == [Outcome.ROBOTS, Outcome.OK, Outcome.OK]


def test_a_redirect_to_another_site_asks_that_site(proxied: Server, fetcher: Make) -> None:
    proxied.says("http://a.test/page", 302, Location="http://b.test/page")
    proxied.says("http://b.test/robots.txt", body=b"User-agent: *\nDisallow: /page")
    exchange = settled(fetcher(robots=True).fetch(Request("http://a.test/page")))
    assert exchange.outcome is Outcome.ROBOTS
    assert "b.test" in exchange.detail
    assert "http://b.test/page" not in proxied.paths()


def test_a_robots_txt_that_is_asked_for_itself_is_not_checked(server: Server, fetcher: Make) -> None:
    url = server.says("/robots.txt", body=b"User-agent: *\nDisallow: /\nSitemap: /s.xml")
    exchange = settled(fetcher(robots=True).fetch(Request(url, purpose="robots")))
    assert exchange.outcome is Outcome.OK
    assert len(server.seen) == 1


def test_an_apis_terms_stand_in_place_of_its_robots_txt_on_its_own_host(proxied: Server, fetcher: Make) -> None:
    shut = b"User-agent: *\nDisallow: /"
    proxied.says("/robots.txt", body=shut)
    proxied.says("/cdx", body=b"[]")
    proxied.says("/away", 302, Location="http://paper.test/page")
    make = fetcher({"cdx": Budget(0, robots=False), "site": Budget(0)}, robots=True)
    asked = {
        ("http://archive.test/cdx", "cdx"): Outcome.OK,
        ("http://archive.test/cdx?", "site"): Outcome.ROBOTS,
        ("http://archive.test/away", "cdx"): Outcome.ROBOTS,  # led off its host, it is a visitor like any
    }
    for (url, budget), outcome in asked.items():
        assert settled(make.fetch(Request(url, budget=budget))).outcome is outcome


def test_it_may_be_switched_off(server: Server, fetcher: Make) -> None:
    server.says("/robots.txt", body=b"User-agent: *\nDisallow: /")
    assert settled(fetcher(robots=False).fetch(Request(server.says("/a")))).outcome is Outcome.OK
    assert server.paths(robots=True) == ["/a"]


# ── crawl delays, and for how long rules are kept ──

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def site(rules: bytes) -> Robots:
    def fetch(url: str) -> Exchange:
        return Exchange(Outcome.OK, Response(url, 200, (), rules, NOW))

    return Robots(fetch)


@pytest.mark.parametrize(
    ("asked", "ours", "kept"),
    [("5", 1.0, 5.0), ("0.2", 1.0, 1.0), ("600", 1.0, 30.0), ("soon", 1.0, 1.0), ("-4", 1.0, 1.0), ("2.5", 0.0, 2.5)],
)
def test_the_longer_delay_is_kept(asked: str, ours: float, kept: float) -> None:
    rules = site(f"User-agent: *\nCrawl-delay: {asked}\n".encode()).rules("http://a.test", NOW)
    assert not isinstance(rules, Deferral)
    assert rules.delay_s(ours) == kept


def test_rules_are_kept_no_longer_than_a_day() -> None:
    sites = site(b"")
    sites.rules("http://a.test", NOW)
    assert sites.known("http://a.test", NOW + timedelta(hours=23)) is not None
    assert sites.known("http://a.test", NOW + timedelta(hours=25)) is None


def test_rules_of_so_many_sites_are_kept_and_no_more() -> None:
    sites = site(b"")
    for n in range(3000):
        sites.rules(f"http://{n}.test", NOW)
    assert sites.known("http://0.test", NOW) is None
    assert sites.known("http://2999.test", NOW) is not None


def test_a_crawl_delay_puts_the_next_page_off(server: Server, fetcher: Make) -> None:
    server.says("/robots.txt", body=b"User-agent: *\nCrawl-delay: 10")
    make = fetcher(robots=True)
    make.fetch(Request(server.says("/a")))
    wait = deferred(make.fetch(Request(server.says("/b")))).ready_at - datetime.now(UTC)
    assert 9 < wait.total_seconds() <= 10
