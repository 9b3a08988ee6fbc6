"""What the search engines are asked, and their answers in the formats that they document."""

import json
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from verifier.discovery.search import Search
from verifier.errors import ChannelError, SettingsError
from verifier.records import Answer, Query, Request

ENGINES = {
    "searxng": {"kind": "searxng", "url": "https://searx.example/"},
    "brave": {"kind": "brave"},
    "google": {"kind": "google", "engine_id": "0123:abc"},
}
TERMS = ("Tokyo Gas", "Japan", "securities", "five", "sanctions", "weapons", "banks")

HITS = [
    ("https://daily.example/world/japan-bars-banks", "Japan bars five banks", "Sanctions bar them from securities."),
    ("https://daily.example/tag/japan", "Japan", "All about Japan"),
    (
        "https://copy.example/news/4711",
        "Tokyo: sanctions",
        "<strong>Japan</strong> bars banks &amp; weapons, The Daily says.",
    ),
    ("https://shop.example/securities-of-dogs", "Dogs", "Nothing at all of the kind"),
    ("ftp://daily.example/a-b-c", "Japan sanctions banks", "securities"),
]
ANSWERS = {
    "searxng": {
        "query": "x",
        "number_of_results": 0,
        "results": [
            {"url": url, "title": title, "content": text, "engine": "bing", "publishedDate": "2014-09-24T00:00:00"}
            for url, title, text in HITS
        ],
        "answers": [],
        "unresponsive_engines": [["google", "CAPTCHA"]],
    },
    "brave": {
        "type": "search",
        "query": {"original": "x", "more_results_available": False},
        "web": {
            "type": "search",
            "results": [
                {"url": url, "title": title, "description": text, "page_age": "2014-09-24T10:00:00", "language": "en"}
                for url, title, text in HITS
            ],
        },
    },
    "google": {
        "kind": "customsearch#search",
        "searchInformation": {"totalResults": "5"},
        "items": [
            {
                "link": url,
                "title": title,
                "snippet": text,
                "pagemap": {"metatags": [{"viewport": "x"}, {"article:published_time": "2014-09-24T10:00:00Z"}]},
            }
            for url, title, text in HITS
        ],
    },
}
NOTHING = {
    "searxng": {"query": "x", "number_of_results": 0, "results": [], "unresponsive_engines": []},
    "brave": {"type": "search", "query": {"original": "x"}},
    "google": {"kind": "customsearch#search", "searchInformation": {"totalResults": "0"}},
}
each = pytest.mark.parametrize("kind", list(ENGINES))


def search(kind: str) -> Search:
    return Search(**ENGINES[kind])


def parameters(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def query_of(asked, **parts: object) -> Query:
    return asked(**{"terms": TERMS, **parts})


def test_searxng_is_asked_by_site_words_and_month(asked) -> None:
    request, _ = search("searxng").requests(query_of(asked))
    assert request.url.startswith("https://searx.example/search?")
    assert parameters(request) == {
        "q": 'site:daily.example "Tokyo Gas" Japan securities five sanctions September 2014',
        "format": "json",
        "language": "en",
    }


def test_brave_is_asked_by_site_words_and_days(asked) -> None:
    request, _ = search("brave").requests(query_of(asked))
    assert request.url.startswith("https://api.search.brave.com/res/v1/web/search?")
    assert parameters(request) == {
        "q": 'site:daily.example "Tokyo Gas" Japan securities five sanctions',
        "count": "20",
        "text_decorations": "false",
        "freshness": "2014-09-23to2014-09-25",
    }


def test_google_is_asked_by_site_words_and_days(asked) -> None:
    request, _ = search("google").requests(query_of(asked))
    assert request.url.startswith("https://www.googleapis.com/customsearch/v1?")
    assert parameters(request) == {
        "cx": "0123:abc",
        "q": '"Tokyo Gas" Japan securities five sanctions',
        "num": "10",
        "siteSearch": "daily.example",
        "siteSearchFilter": "i",
        "sort": "date:r:20140923:20140925",
    }


@each
def test_then_the_whole_web_is_asked_under_the_outlets_name(asked, kind: str) -> None:
    _, request = search(kind).requests(query_of(asked))
    assert '"The Daily" "Tokyo Gas" Japan' in parameters(request)["q"]
    assert "daily.example" not in request.url
    assert (request.turn, request.budget) == (1, "search")


@each
def test_without_words_nothing_is_asked(asked, kind: str) -> None:
    assert search(kind).requests(query_of(asked, terms=())) == ()


@each
def test_a_services_own_address_can_be_replaced(asked, kind: str) -> None:
    channel = Search(**{**ENGINES[kind], "url": "http://search.lan:8080"})
    assert channel.requests(query_of(asked))[0].url.startswith("http://search.lan:8080/")


def read(asked, answered, kind: str, table: object, nth: int = 0, status: int = 200) -> Answer:
    query = query_of(asked)
    return search(kind).read(query, search(kind).requests(query)[nth], answered(json.dumps(table), status=status))


@each
def test_hits_that_may_be_reports_are_candidates_and_the_silence_covers_nothing(asked, answered, kind: str) -> None:
    answer = read(asked, answered, kind, ANSWERS[kind])
    assert [(candidate.url, candidate.title) for candidate in answer.candidates] == [
        ("https://daily.example/world/japan-bars-banks", "Japan bars five banks"),
        ("https://copy.example/news/4711", "Tokyo: sanctions"),
    ]
    assert {candidate.published for candidate in answer.candidates} == {date(2014, 9, 24)}
    assert answer.candidates[0].match > answer.candidates[1].match
    assert (answer.follow_ups, answer.covers, answer.note) == ((), False, "4 hits, 2 may be reports")


@each
def test_where_nothing_is_found_on_the_site_fewer_words_and_no_days_are_tried_once(asked, answered, kind: str) -> None:
    query = query_of(asked)
    answer = read(asked, answered, kind, NOTHING[kind])
    (again,) = answer.follow_ups
    assert '"Tokyo Gas" Japan securities' in parameters(again)["q"]
    assert "five" not in again.url
    assert "2014" not in again.url
    assert not answer.covers
    assert search(kind).read(query, again, answered(json.dumps(NOTHING[kind]))).follow_ups == ()
    assert read(asked, answered, kind, NOTHING[kind], nth=1).follow_ups == ()


@each
@pytest.mark.parametrize("body", ["", "<html>", "[]", '"x"'])
def test_garbage_is_told_from_an_answer(asked, answered, kind: str, body: str) -> None:
    query = query_of(asked)
    with pytest.raises(ChannelError):
        search(kind).read(query, search(kind).requests(query)[0], answered(body))


@each
def test_no_such_service_is_told_from_an_answer(asked, answered, kind: str) -> None:
    with pytest.raises(ChannelError):
        read(asked, answered, kind, NOTHING[kind], status=404)


@pytest.mark.parametrize(
    "settings", [{"kind": "searxng"}, {"kind": "google"}, {"kind": "altavista"}], ids=lambda settings: settings["kind"]
)
def test_a_kind_without_what_it_needs_is_a_mistake_in_the_settings(settings: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"channels\.search"):
        Search(**settings)


def test_a_site_in_another_language_is_asked_in_it_and_then_in_the_claims_own(asked, answered) -> None:
    query = asked(foreign="ru", foreign_terms=("Япония", "Токио Гас", "5"))
    channel = Search("searxng", "https://searx.example")
    first, web = channel.requests(query)
    assert sent(first)["q"] == 'site:daily.example Япония "Токио Гас" 5 September 2014'
    assert sent(first)["language"] == "ru"
    assert "Япония" not in sent(web)["q"]
    (again,) = channel.read(query, first, answered('{"results": []}')).follow_ups
    assert sent(again)["q"] == 'site:daily.example "Tokyo Gas" Japan five'
    assert sent(again)["language"] == "en"


def sent(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.url.partition("?")[2]))
