"""What the services allow, and the keys that they are sent."""

import logging

import pytest

from tests.fetching.badserver import Server
from tests.fetching.desk import Make, Memory, settled
from verifier import settings
from verifier.errors import SettingsError
from verifier.fetching import Budget, budgets, own_hosts, replay_budgets
from verifier.records import Outcome, Request
from verifier.settings import Channels

SECRET = "s3cr&t key"


def channels(**variables: str) -> Channels:
    return settings.load({f"VERIFIER_CHANNELS__{name}": value for name, value in variables.items()}).channels


@pytest.mark.parametrize(
    ("name", "interval_s"),
    [
        ("wayback", 2.5),
        ("wayback-replay", 0.125),
        ("gdelt", 5.0),
        ("commoncrawl", 2.0),
        ("memento", 1.0),
        ("search", 1.0),
    ],
)
def test_the_services_documented_limits_are_the_default(name: str, interval_s: float) -> None:
    assert budgets(channels())[name].interval_s == interval_s


@pytest.mark.parametrize(
    ("variables", "headers", "parameters"),
    [
        ({}, (), ()),
        ({"SEARCH__KIND": "brave", "SEARCH__KEY": "k"}, (("X-Subscription-Token", "k"),), ()),
        ({"SEARCH__KIND": "google", "SEARCH__KEY": "k:1:2"}, (), (("key", "k"),)),
        ({"SEARCH__KIND": "google", "SEARCH__KEY": "k", "SEARCH__ENGINE": "1:2"}, (), (("key", "k"),)),
        ({"SEARCH__KIND": "searxng", "SEARCH__URL": "https://s.example"}, (), ()),
        (
            {"SEARCH__KIND": "searxng", "SEARCH__URL": "https://s.example", "SEARCH__KEY": "k"},
            (("Authorization", "Bearer k"),),
            (),
        ),
    ],
)
def test_keys_are_a_part_of_the_budget(variables: dict[str, str], headers: object, parameters: object) -> None:
    budget = budgets(channels(**variables))["search"]
    assert (budget.headers, budget.parameters) == (headers, parameters)


@pytest.mark.parametrize("written", [("k:1:2", ""), ("k", "1:2")])
def test_googles_engine_is_named_apart_or_behind_the_key(written: tuple[str, str]) -> None:
    search = channels(SEARCH__KIND="google", SEARCH__KEY=written[0], SEARCH__ENGINE=written[1]).search
    assert search.engine_id == "1:2"


@pytest.mark.parametrize("kind", ["brave", "google"])
def test_a_service_that_wants_a_key_and_has_none_is_a_mistake_in_the_settings(kind: str) -> None:
    with pytest.raises(SettingsError, match=r"channels\.search\.key"):
        budgets(channels(SEARCH__KIND=kind))


def test_archived_pages_come_out_of_their_archives_budget() -> None:
    assert replay_budgets(channels(MEMENTO__URLS="http://archive.lan:8080/news,https://a.example/wayback/")) == {
        "https://web.archive.org/web/": "wayback-replay",
        "https://data.commoncrawl.org/": "commoncrawl-data",
        "http://archive.lan:8080/news/": "memento",
        "https://a.example/wayback/": "memento",
    }


def test_services_that_the_settings_name_may_be_private() -> None:
    named = channels(MEMENTO__URLS="http://archive.lan:8080/news", SEARCH__URL="http://[::1]/searx")
    assert {"archive.lan:8080", "[::1]:80", "web.archive.org:443"} <= set(own_hosts(named))


@pytest.mark.parametrize("url", ["archive.lan/news", "http://archive.lan:x/", "ftp://archive.lan/"])
def test_what_is_no_address_of_a_service_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match=r"archive\.lan"):
        own_hosts(channels(MEMENTO__URLS=url))


# ── secrets ──


SHAPES = (SECRET, "s3cr%26t+key", "s3cr%26t%20key")
"""The secret as it may be written."""


def budget(**secrets: tuple[tuple[str, str], ...]) -> dict[str, Budget]:
    return {"search": Budget(0.0, robots=False, **secrets)}


def test_a_secret_parameter_is_sent_and_shown_to_nobody(
    server: Server, fetcher: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.says("/api?q=x&key=s3cr%26t+key", body=b"{}")
    url = server.url("/api?q=x")
    terms, cache = budget(parameters=(("key", SECRET),)), Memory()
    exchange = settled(fetcher(terms, cache=cache).fetch(Request(url, budget="search")))
    assert (exchange.outcome, server.paths()) == (Outcome.OK, ["/api?q=x&key=s3cr%26t+key"])
    shown = (repr(exchange), repr(cache.pages), repr(terms), caplog.text)
    assert not any(shape in text for text in shown for shape in SHAPES)


def test_it_is_in_no_error_either(server: Server, fetcher: Make) -> None:
    server.on("/api?q=x&key=s3cr%26t+key", lambda connection: setattr(connection, "hang_up", True))
    exchange = settled(
        fetcher(budget(parameters=(("key", SECRET),))).fetch(Request(server.url("/api?q=x"), budget="search"))
    )
    assert exchange.outcome is not Outcome.OK
    assert not any(shape in repr(exchange) for shape in SHAPES)
    assert Budget(0.0, parameters=(("key", SECRET),)).redacted("at /api?q=x&key=s3cr%26t+key:") == "at /api?q=x&key=…:"


def test_a_secret_header_goes_to_the_services_host_and_no_further(
    server: Server, proxied: Server, fetcher: Make
) -> None:
    server.says("http://api.example/search?key=s3cr%26t+key", 302, Location="http://elsewhere.example/")
    server.says("http://elsewhere.example/", body=b"{}")
    terms = budget(headers=(("X-Token", SECRET),), parameters=(("key", SECRET),))
    settled(
        fetcher(terms, allow_hosts=("api.example", "elsewhere.example")).fetch(
            Request("http://api.example/search", budget="search")
        )
    )
    first, second = (seen for seen in server.seen)
    assert first.headers["x-token"] == SECRET
    assert "x-token" not in second.headers
    assert "key" not in second.url


def test_a_request_of_another_budget_carries_no_secret(server: Server, fetcher: Make) -> None:
    settled(fetcher(budget(parameters=(("key", SECRET),))).fetch(Request(server.says("/page", body=b"x"))))
    assert server.paths() == ["/page"]
