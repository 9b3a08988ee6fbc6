"""What the library's index is asked, and how its answer is read."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from verifier.discovery.library import LibraryChannel
from verifier.errors import ChannelError
from verifier.records import Candidate, Request

ASK = Request("library:search?host=daily.example")


def parts(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


def test_the_index_is_asked_by_host_name_day_and_terms(asked) -> None:
    (request,) = LibraryChannel().requests(asked(terms=("Tokyo Gas", "5%")))
    assert request.url.startswith("library:search?")
    assert parts(request) == {
        "host": ["daily.example"],
        "name": ["The Daily", "Daily"],
        "term": ["Tokyo Gas", "5%"],
        "first": ["2014-09-23"],
        "last": ["2014-09-25"],
    }


def test_a_named_page_is_asked_for_too(asked) -> None:
    (request,) = LibraryChannel().requests(asked(url="http://daily.example/a?b=c&d"))
    assert parts(request)["url"] == ["http://daily.example/a?b=c&d"]


def test_a_rescue_asks_for_the_page_alone(asked) -> None:
    (request,) = LibraryChannel().requests(asked(url="http://daily.example/a", hosts=()))
    assert parts(request) == {"url": ["http://daily.example/a"]}


def test_nothing_known_is_nothing_asked(asked) -> None:
    assert LibraryChannel().requests(asked(hosts=())) == ()


def test_pages_are_candidates_under_their_own_address(asked, answered) -> None:
    page = {
        "id": "0a1b",
        "url": "http://daily.example/a",
        "title": "Japan acts",
        "day": "2014-09-24",
        "language": "en",
        "captured_at": "2014-09-25T01:02:03+00:00",
        "match": 0.6,
    }
    answer = LibraryChannel().read(asked(), ASK, answered(json.dumps({"near": 1, "pages": [page]})))
    assert answer.covers
    assert answer.candidates == (
        Candidate(
            "http://daily.example/a",
            "library",
            "library:record/0a1b",
            "Japan acts",
            date(2014, 9, 24),
            datetime(2014, 9, 25, 1, 2, 3, tzinfo=UTC),
            "en",
            match=0.6,
        ),
    )


def test_a_library_without_the_outlet_is_silent_and_says_so(asked, answered) -> None:
    answer = LibraryChannel().read(asked(), ASK, answered('{"near": 0, "pages": []}'))
    assert not answer.covers
    assert answer.note == "the library holds nothing of The Daily around September 23, 2014"


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"near": "many"}', '{"pages": []}'])
def test_garbage_is_told_from_an_answer(asked, answered, body: str) -> None:
    with pytest.raises(ChannelError):
        LibraryChannel().read(asked(), ASK, answered(body))
