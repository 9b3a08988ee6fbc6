"""The list of channels in `config/channels.toml` and the classes that it names agree."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from urllib.parse import unquote

import pytest

from verifier import shipped
from verifier.errors import ChannelError
from verifier.records import Outlet, Query, Window

ARCHIVE = "http://archive.lan/news/"
MADE_WITH = {"memento": {"urls": (ARCHIVE,)}, "search": {"kind": "brave"}}
ENTRIES = shipped.table(shipped.config("channels.toml"))["channel"]


def made(entry: dict[str, object]):
    module, name = str(entry["module"]).split(":")
    return getattr(import_module(module), name)(**MADE_WITH.get(str(entry["name"]), {}))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_a_channel_is_what_its_entry_says(entry: dict[str, object]) -> None:
    channel = made(entry)
    assert (channel.name, channel.archive, channel.discreet) == (entry["name"], entry["archive"], entry["discreet"])


@pytest.mark.parametrize(
    "entry",
    [entry for entry in ENTRIES if entry["discreet"] and entry["name"] != "library"],
    ids=lambda entry: entry["name"],
)
def test_a_discreet_channel_sends_no_word_of_the_document(asked, entry: dict[str, object]) -> None:
    query: Query = asked(terms=("Zanzibar", "Quixotic"), title="Zanzibar Quixotic")
    sent = [request.url + request.context for request in made(entry).requests(query)]
    assert not any(word in text for text in sent for word in ("Zanzibar", "Quixotic"))


def test_nobody_who_knows_only_samples_claims_to_cover() -> None:
    assert {entry["name"] for entry in ENTRIES if not entry["covers"]} == {"link", "search", "gdelt", "commoncrawl"}


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry["archive"]], ids=lambda entry: entry["name"])
def test_an_archive_can_be_asked_for_one_page_alone(asked, answered, entry: dict[str, object]) -> None:
    query = asked(url="http://daily.example/a", hosts=())
    channel = made(entry)
    (request,) = channel.requests(query)
    if entry["name"] == "commoncrawl":  # its list of crawls comes first
        crawls = [{"id": "CC-MAIN-2014-41", "cdx-api": "https://index.commoncrawl.org/CC-MAIN-2014-41-index"}]
        (request,) = channel.read(query, request, answered(json.dumps(crawls))).follow_ups
    assert "http://daily.example/a" in unquote(request.url)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if not entry["archive"]], ids=lambda entry: entry["name"])
def test_the_others_are_not_asked_for_copies(asked, entry: dict[str, object]) -> None:
    if entry["name"] != "search":
        assert made(entry).requests(asked(url="http://daily.example/a", hosts=())) == ()


BODIES = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"<html><body>Please enable JavaScript</body></html>", id="a page"),
    pytest.param(b"rate limit exceeded", id="a sentence"),
    pytest.param(b"null", id="null"),
    pytest.param(b'{"error": {"code": 400}}', id="an error in JSON"),
    pytest.param(b"[" * 100_000, id="deep"),
    pytest.param(b'{"a":' * 100_000, id="deeper"),
    pytest.param(b"\x00\xff" * 1000, id="noise"),
    pytest.param(b"<a href='//[x'>y</a>" * 20_000, id="huge, and its links broken"),
    pytest.param(b'[["urlkey", "timestamp", "original"], ["x"], [1, 2, 3, 4]]', id="rows of other lengths"),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_whatever_comes_is_an_answer_that_finds_nothing_or_a_channel_error(
    asked, answered, entry: dict[str, object], status: int, body: bytes
) -> None:
    channel = made(entry)
    day = date(2020, 9, 24)
    outlet = Outlet(
        "daily",
        "The Daily",
        listings=("https://daily.example/{year}/{month2}/{day2}/",),
        feeds=("https://daily.example/feed",),
        sitemaps=("https://daily.example/sitemap.xml",),
    )
    query = asked(outlet=outlet, window=Window(day - timedelta(1), day + timedelta(1)), today=day)
    requests = (*channel.requests(query), *channel.requests(replace(query, url="http://daily.example/a", hosts=())))
    for request in requests:
        with suppress(ChannelError):
            answer = channel.read(query, request, answered(body, status=status))
            assert (answer.candidates, answer.covers) == ((), False)
