"""The DOC 2.0 API's questions and answers."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from verifier.discovery.gdelt import MAX_RECORDS, Gdelt
from verifier.errors import ChannelError
from verifier.records import Query, Request, Window

WINDOW = Window(date(2019, 9, 23), date(2019, 9, 25))


def query_of(asked, **parts: object) -> Query:
    return asked(**{"window": WINDOW, "terms": ("Tokyo Gas", "Japan", "EU", "5%", "sanctions"), **parts})


def parameters(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def article(url: str, **parts: object) -> dict[str, object]:
    known = {"url": url, "url_mobile": "", "title": "Japan acts", "seendate": "20190924T101500Z", "socialimage": ""}
    return {**known, "domain": "daily.example", "language": "English", "sourcecountry": "Japan", **parts}


def test_it_is_asked_by_host_words_and_days_one_at_a_time(asked) -> None:
    (request,) = Gdelt().requests(query_of(asked, hosts=("www.daily.example", "daily.test")))
    assert request.url.startswith("https://api.gdeltproject.org/api/v2/doc/doc?")
    assert request.budget == "gdelt"
    assert parameters(request) == {
        "query": '(domain:daily.example OR domain:daily.test) ("Tokyo Gas" OR Japan OR sanctions)',
        "mode": "artlist",
        "format": "json",
        "maxrecords": "250",
        "startdatetime": "20190923000000",
        "enddatetime": "20190925235959",
    }


def test_one_host_and_one_word_stand_without_parentheses(asked) -> None:
    (request,) = Gdelt().requests(query_of(asked, terms=("Japan",)))
    assert parameters(request)["query"] == "domain:daily.example Japan"


@pytest.mark.parametrize(
    ("last", "asks"), [(date(2016, 12, 31), False), (date(2017, 1, 1), True), (date(2014, 9, 24), False)]
)
def test_it_does_not_reach_back_before_2017(asked, last: date, asks: bool) -> None:
    requests = Gdelt().requests(query_of(asked, window=Window(date(2014, 9, 23), last)))
    assert bool(requests) is asks
    assert all(parameters(request)["startdatetime"] == "20170101000000" for request in requests)


def read(asked, answered, body: str, whole: bool = False):
    query = query_of(asked)
    (request,) = Gdelt().requests(query)
    if whole:
        (request,) = Gdelt().read(query, request, answered("{}")).follow_ups
    return Gdelt().read(query, request, answered(body))


def test_articles_of_the_outlet_are_candidates(asked, answered) -> None:
    articles = [
        article("https://www.daily.example/a-b-c"),
        article("https://elsewhere.example/a"),
        article("https://daily.example/ru/4711", language="Russian", title=""),
    ]
    answer = read(asked, answered, json.dumps({"articles": articles}))
    assert [
        (candidate.url, candidate.title, candidate.published, candidate.language) for candidate in answer.candidates
    ] == [
        ("https://www.daily.example/a-b-c", "Japan acts", date(2019, 9, 24), "en"),
        ("https://daily.example/ru/4711", None, date(2019, 9, 24), "ru"),
    ]
    assert (answer.follow_ups, answer.covers) == ((), False)


def test_where_no_article_has_the_words_all_of_those_days_are_asked_for(asked, answered) -> None:
    (again,) = read(asked, answered, "{}").follow_ups
    assert parameters(again)["query"] == "domain:daily.example"
    assert again.turn == 1
    assert read(asked, answered, "{}", whole=True).follow_ups == ()


@pytest.mark.parametrize(
    "body",
    [
        "Your search contained a keyword that was too short.",
        "Please limit requests to one every 5 seconds or contact us.",
        "",
        "<html>",
        '{"articles": [',
    ],
)
def test_explanations_in_plain_text_are_no_answer(asked, answered, body: str) -> None:
    with pytest.raises(ChannelError):
        read(asked, answered, body)


def test_a_list_as_long_as_the_limit_is_not_all(asked, answered) -> None:
    crowd = json.dumps({"articles": [article(f"https://daily.example/{n}-a-b") for n in range(MAX_RECORDS)]})
    answer = read(asked, answered, crowd, whole=True)
    assert len(answer.candidates) == 60
