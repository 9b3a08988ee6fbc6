"""The link channel gives what the document links, and asks nobody."""

from datetime import UTC, datetime

import pytest

from verifier.discovery.link import Link
from verifier.records import Candidate


def test_the_linked_page_is_a_sure_candidate(asked) -> None:
    query = asked(url="http://daily.example/a", title="Japan acts")
    assert Link().given(query) == (Candidate("http://daily.example/a", "link", title="Japan acts", score=1.0),)
    assert Link().requests(query) == ()


def test_without_a_link_there_is_nothing(asked) -> None:
    assert Link().given(asked()) == ()


def test_an_address_written_without_its_scheme_is_one_all_the_same(asked) -> None:
    assert Link().given(asked(url="www.daily.example/a"))[0].url == "http://www.daily.example/a"


@pytest.mark.parametrize(
    ("url", "locator"),
    [
        (
            "https://web.archive.org/web/20140924123456/http://daily.example/a",
            "https://web.archive.org/web/20140924123456id_/http://daily.example/a",
        ),
        (
            "https://web.archive.org/web/20140924123456im_/http://daily.example/a",
            "https://web.archive.org/web/20140924123456id_/http://daily.example/a",
        ),
        (
            "http://archive.lan/news/20140924123456/http://daily.example/a",
            "http://archive.lan/news/20140924123456id_/http://daily.example/a",
        ),
    ],
)
def test_a_link_to_an_archived_copy_is_the_page_with_that_copy_as_it_was_captured(
    asked, url: str, locator: str
) -> None:
    (candidate,) = Link().given(asked(url=url))
    assert (candidate.url, candidate.locator) == ("http://daily.example/a", locator)
    assert candidate.archived_at == datetime(2014, 9, 24, 12, 34, 56, tzinfo=UTC)
