"""Archives of the user's choice: TimeMaps, TimeGates, and pywb's index."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from verifier.discovery.memento import Memento
from verifier.discovery.timemap import parse
from verifier.errors import ChannelError
from verifier.records import Candidate, Query, Request, Window

NEWS, OLD = "http://archive.lan:8080/news/", "https://old.example/wayback/"
PAGE = "http://daily.example/a?b=c"
TIMEMAP = f"""<{PAGE}>; rel="original",
<{NEWS}timemap/link/{PAGE}>; rel="self"; type="application/link-format"; from="Wed, 24 Sep 2014 08:00:00 GMT",
<{NEWS}{PAGE}>; rel="timegate",
<{NEWS}20140901000000/{PAGE}>; rel="first memento"; datetime="Mon, 01 Sep 2014 00:00:00 GMT"; collection="news",
<{NEWS}20150101000000mp_/{PAGE}>; rel="memento"; datetime="Thu, 01 Jan 2015 00:00:00 GMT",
<{NEWS}20140924080000/{PAGE}>; rel="last memento"; datetime="Wed, 24 Sep 2014 08:00:00 GMT"
"""


def archives(*urls: str) -> Memento:
    return Memento(urls or (NEWS,))


def one_page(asked, **parts: object) -> Query:
    return asked(**{"url": PAGE, "hosts": (), **parts})


def first(query: Query) -> Request:
    return archives().requests(query)[0]


# ── copies of one page ──


def test_each_archive_is_asked_for_its_list_of_copies(asked) -> None:
    requests = archives(NEWS.rstrip("/"), OLD).requests(one_page(asked))
    assert [request.url for request in requests] == [f"{NEWS}timemap/link/{PAGE}", f"{OLD}timemap/link/{PAGE}"]
    assert {request.budget for request in requests} == {"memento"}


def test_the_copies_nearest_after_the_day_come_first_as_captured_and_then_in_the_archives_frame(
    asked, answered
) -> None:
    query = one_page(asked)
    answer = archives().read(query, first(query), answered(TIMEMAP, url=f"{NEWS}timemap/link/{PAGE}"))
    assert [(candidate.url, candidate.locator) for candidate in answer.candidates] == [
        (PAGE, f"{NEWS}20140924080000id_/{PAGE}"),
        (PAGE, f"{NEWS}20150101000000id_/{PAGE}"),
        (PAGE, f"{NEWS}20140924080000/{PAGE}"),
        (PAGE, f"{NEWS}20150101000000mp_/{PAGE}"),
    ]
    assert answer.candidates[0].archived_at == datetime(2014, 9, 24, 8, tzinfo=UTC)
    assert (answer.covers, answer.note) == (False, f"3 copies of {PAGE}")


def test_of_a_list_in_parts_the_one_that_holds_the_day_is_asked_for(asked, answered) -> None:
    body = (
        f'<{PAGE}>; rel="original", <{NEWS}timemap/1>; rel="timemap"; from="Sat, 01 Jan 2011 00:00:00 GMT"; '
        f'until="Tue, 01 Jan 2013 00:00:00 GMT", <{NEWS}timemap/2>; rel="timemap"; '
        'from="Tue, 01 Jan 2013 00:00:00 GMT"; until="Fri, 01 Jan 2016 00:00:00 GMT", '
        f'<{NEWS}timemap/3>; rel="timemap"'
    )
    query = one_page(asked)
    (part,) = archives().read(query, first(query), answered(body)).follow_ups
    assert part.url == f"{NEWS}timemap/2"


def test_where_there_is_no_list_the_timegate_is_asked_for_the_copy_of_that_time(asked, answered) -> None:
    query = one_page(asked)
    (gate,) = archives().read(query, first(query), answered("no such page", status=404)).follow_ups
    assert gate.url == f"{NEWS}{PAGE}"
    assert gate.headers == (("Accept-Datetime", "Thu, 25 Sep 2014 12:00:00 GMT"),)
    copy = answered(
        "<html>the page</html>",
        url=f"{NEWS}20140924080000/{PAGE}",
        Memento_Datetime="Wed, 24 Sep 2014 08:00:00 GMT",
        Link=f'<{PAGE}>; rel="original"',
    )
    assert archives().read(query, gate, copy).candidates == (
        Candidate(PAGE, "memento", f"{NEWS}20140924080000/{PAGE}", archived_at=datetime(2014, 9, 24, 8, tzinfo=UTC)),
    )
    assert archives().read(query, gate, answered("<html>hello</html>", url=f"{NEWS}{PAGE}")).candidates == ()
    assert archives().read(query, gate, answered("gone", status=404)).candidates == ()


def test_without_a_day_the_timegate_is_not_asked(asked, answered) -> None:
    query = one_page(asked, window=None)
    assert archives().read(query, first(query), answered("", status=404)).follow_ups == ()


@pytest.mark.parametrize("body", ["", "<html><p>hello</p></html>", "[]", "<http://a>"])
def test_what_is_no_timemap_is_garbage(body: str) -> None:
    with pytest.raises(ChannelError):
        parse(body.encode(), NEWS)


def test_relative_addresses_and_strange_links_are_borne() -> None:
    body = '</a/20140924080000/x>;rel=memento;datetime="Wed, 24 Sep 2014 08:00:00 GMT",<y>;rel=memento;datetime="soon"'
    assert parse(body.encode(), NEWS).copies == (
        ("http://archive.lan:8080/a/20140924080000/x", datetime(2014, 9, 24, 8, tzinfo=UTC)),
    )


# ── what was captured of a site ──


def lines(*captures: tuple[str, str]) -> str:
    return "\n".join(
        json.dumps({"urlkey": "x", "timestamp": at, "url": url, "mime": "text/html", "status": "200"})
        for at, url in captures
    )


def test_a_sites_captures_are_asked_for_as_pywb_wants_it(asked) -> None:
    request, *_ = archives().requests(asked(hosts=("www.daily.example",)))
    assert request.url.startswith(f"{NEWS}cdx?")
    assert parse_qs(urlsplit(request.url).query) == {
        "url": ["daily.example"],
        "matchType": ["domain"],
        "from": ["20140923"],
        "to": ["20141025"],
        "filter": ["=status:200"],
        "limit": ["2000"],
        "output": ["json"],
    }


def test_captures_are_candidates_at_their_replay(asked, answered) -> None:
    url = "http://daily.example/world/japan-bars-five-banks"
    others = [("20140924080000", f"http://daily.example/world/story-number-{n}") for n in range(2)]
    answer = archives().read(asked(), first(asked()), answered(lines(("20140924080000", url), *others)))
    assert answer.candidates[:1] == (
        Candidate(url, "memento", f"{NEWS}20140924080000id_/{url}", archived_at=datetime(2014, 9, 24, 8, tzinfo=UTC)),
    )
    assert answer.covers
    assert not archives().read(asked(), first(asked()), answered(lines(*others))).covers


@pytest.mark.parametrize(
    ("body", "status", "note"),
    [
        ("", 200, "nothing captured"),
        ('{"message": "No Captures found for: daily.example"}', 404, "nothing captured"),
        ("<html>Not Found</html>", 404, "this archive has no index of sites"),
    ],
)
def test_an_archive_without_captures_or_without_an_index_is_silent(asked, answered, body, status: int, note) -> None:
    answer = archives().read(asked(), first(asked()), answered(body, status=status))
    assert (answer.candidates, answer.covers, answer.note) == ((), False, note)


def test_a_list_as_long_as_the_limit_does_not_cover(asked, answered) -> None:
    window = Window(date(2014, 9, 23), date(2014, 9, 25))
    body = lines(*(("20140924080000", f"http://daily.example/world/story-number-{n}") for n in range(2000)))
    assert not archives().read(asked(window=window), first(asked()), answered(body)).covers
