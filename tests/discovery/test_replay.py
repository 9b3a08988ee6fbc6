"""How copies are asked for, and what copy came."""

from datetime import UTC, datetime

import pytest

from verifier.discovery import memento_of, page_request
from verifier.records import Candidate, Request

ARCHIVES = {"https://web.archive.org/web/": "wayback-replay"}
MADE = datetime(2014, 9, 24, 12, 34, 56, tzinfo=UTC)
HTTP_DATE = "Wed, 24 Sep 2014 12:34:56 GMT"
REPLAY = "https://web.archive.org/web/20140924123456id_/http://daily.example/a"


@pytest.mark.parametrize(
    ("locator", "request_"),
    [
        (None, Request("http://daily.example/a", "page")),
        (REPLAY, Request(REPLAY, "page", "wayback-replay")),
        ("library:record/0a", Request("library:record/0a", "page")),
    ],
)
def test_a_page_is_asked_for_where_its_bytes_are_on_that_archives_budget(
    locator: str | None, request_: Request
) -> None:
    assert page_request(Candidate("http://daily.example/a", "wayback", locator), ARCHIVES) == request_


@pytest.mark.parametrize(
    ("url", "headers", "memento"),
    [
        (REPLAY, {}, ("http://daily.example/a", MADE)),
        (
            REPLAY,
            {"Memento_Datetime": "Sat, 27 Sep 2014 00:00:00 GMT"},
            ("http://daily.example/a", datetime(2014, 9, 27, tzinfo=UTC)),
        ),
        (
            "https://archive.example/m/1",
            {
                "Memento_Datetime": HTTP_DATE,
                "Link": '<http://daily.example/b>; rel="original", <https://x/>; rel="timegate"',
            },
            ("http://daily.example/b", MADE),
        ),
        (
            "http://archive.lan/news/mp_/http://daily.example/a",
            {
                "Memento_Datetime": HTTP_DATE,
                "Content_Location": "http://archive.lan/news/20140924123456id_/http://daily.example/a",
            },
            ("http://daily.example/a", MADE),
        ),
        ("http://daily.example/a", {"Memento_Datetime": HTTP_DATE}, ("http://daily.example/a", MADE)),
        ("http://daily.example/a", {}, None),
        ("http://daily.example/a", {"Memento_Datetime": "once upon a time"}, None),
    ],
)
def test_what_copy_came(answered, url: str, headers: dict[str, str], memento: object) -> None:
    assert memento_of(answered("", url=url, **headers)) == memento
