"""Common Crawl: which crawls, their index, and the pages in their files."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verifier.discovery import memento_of, page_request, unwrap
from verifier.discovery.commoncrawl import CommonCrawl
from verifier.errors import ChannelError
from verifier.records import Candidate, Query, Request, Window

INDEX = "https://index.commoncrawl.org"
FILE = "crawl-data/CC-MAIN-2014-41/segments/1/warc/CC-MAIN-2014.warc.gz"
PAGE = "http://daily.example/world/japan-bars-five-banks"


def crawl(name: str, **parts: str) -> dict[str, str]:
    return {"id": name, "name": name, "timegate": f"{INDEX}/{name}/", "cdx-api": f"{INDEX}/{name}-index", **parts}


CRAWLS = [
    crawl("CC-MAIN-2026-47"),
    crawl("CC-MAIN-2014-52"),
    crawl("CC-MAIN-2014-42"),
    crawl("CC-MAIN-2014-41"),
    crawl("CC-MAIN-2014-35"),
    crawl("CC-MAIN-2012"),
]


def line(at: str, url: str, **parts: str) -> str:
    known = {"urlkey": "x", "timestamp": at, "url": url, "mime": "text/html", "status": "200", "digest": "X"}
    place = {"length": "200", "offset": "1000", "filename": FILE, "languages": "eng", "encoding": "UTF-8"}
    return json.dumps({**known, **place, **parts})


def start(query: Query) -> Request:
    (request,) = CommonCrawl().requests(query)
    return request


def crawls_asked(query: Query, answered, table: object = CRAWLS) -> tuple[Request, ...]:
    return CommonCrawl().read(query, start(query), answered(json.dumps(table))).follow_ups


def parameters(request: Request) -> list[tuple[str, str]]:
    return parse_qsl(request.url.partition("?")[2])


# ── which crawls ──


def test_the_list_of_crawls_is_asked_for_first(asked) -> None:
    request = start(asked())
    assert (request.url, request.budget) == (f"{INDEX}/collinfo.json", "commoncrawl")


@pytest.mark.parametrize("parts", [{"window": None}, {"hosts": ()}])
def test_without_a_day_or_a_host_nothing_is_asked(asked, parts: dict[str, object]) -> None:
    assert CommonCrawl().requests(asked(**parts)) == ()


@pytest.mark.parametrize(
    ("window", "names"),
    [
        (Window(date(2014, 9, 23), date(2014, 9, 25)), ["CC-MAIN-2014-41", "CC-MAIN-2014-42"]),
        (Window(date(2014, 10, 8), date(2014, 10, 9)), ["CC-MAIN-2014-42", "CC-MAIN-2014-52"]),
        (Window(date(2026, 11, 23), date(2026, 11, 25)), []),
    ],
)
def test_the_crawls_that_ended_soonest_after_the_days_are_asked(asked, answered, window: Window, names) -> None:
    asked_for = crawls_asked(asked(window=window), answered)
    assert [request.url.partition("?")[0] for request in asked_for] == [f"{INDEX}/{name}-index" for name in names]


def test_the_lists_own_dates_count_more_than_the_names(asked, answered) -> None:
    table = [
        crawl("CC-MAIN-2014-41", **{"from": "2014-08-01T00:00:00", "to": "2014-08-20T00:00:00"}),
        crawl("CC-MAIN-2014-52", **{"from": "2014-12-01T00:00:00", "to": "2014-12-20T00:00:00"}),
    ]
    (request,) = crawls_asked(asked(), answered, table)
    assert "CC-MAIN-2014-52" in request.url


# ── its index ──


def test_the_likeliest_host_is_asked_for_page_by_page(asked, answered) -> None:
    request, _ = crawls_asked(asked(hosts=("www.daily.example", "old.example")), answered)
    assert parameters(request) == [
        ("url", "daily.example"),
        ("matchType", "domain"),
        ("filter", "=status:200"),
        ("filter", "=mime:text/html"),
        ("page", "0"),
        ("output", "json"),
    ]


def test_captures_are_candidates_at_their_place_in_a_file_and_cover_nothing(asked, answered) -> None:
    request, _ = crawls_asked(asked(), answered)
    body = "\n".join([line("20141001000000", PAGE), line("20141001000000", "http://daily.example/tag/japan-banks")])
    answer = CommonCrawl().read(asked(), request, answered(body))
    assert answer.candidates == (
        Candidate(
            PAGE,
            "commoncrawl",
            f"https://data.commoncrawl.org/{FILE}#bytes=1000-1199",
            archived_at=datetime(2014, 10, 1, tzinfo=UTC),
        ),
    )
    assert (answer.follow_ups, answer.covers, answer.note) == ((), False, "2 captures, 1 may be of those days")


def test_a_full_page_of_the_index_leads_to_the_number_of_pages_and_the_next(asked, answered) -> None:
    request, _ = crawls_asked(asked(), answered)
    full = "\n".join(line("20141001000000", f"http://daily.example/world/story-number-{n}") for n in range(1500))
    (count,) = CommonCrawl().read(asked(), request, answered(full)).follow_ups
    assert ("showNumPages", "true") in parameters(count)
    assert "page" not in dict(parameters(count))
    pages = CommonCrawl().read(asked(), count, answered('{"pages": 40, "pageSize": 5, "blocks": 200}')).follow_ups
    assert [dict(parameters(page))["page"] for page in pages] == ["1"]
    assert CommonCrawl().read(asked(), pages[0], answered(full)).follow_ups == ()


def test_nothing_captured_is_no_error(asked, answered) -> None:
    request, _ = crawls_asked(asked(), answered)
    answer = CommonCrawl().read(asked(), request, answered('{"message": "No Captures found for: x"}', status=404))
    assert (answer.candidates, answer.covers) == ((), False)


def test_copies_of_one_page_are_sought_by_its_address(asked, answered) -> None:
    query = asked(url=PAGE, hosts=())
    request, _ = crawls_asked(query, answered)
    assert dict(parameters(request))["url"] == PAGE
    answer = CommonCrawl().read(query, request, answered(line("20141001000000", PAGE + "/")))
    assert [candidate.url for candidate in answer.candidates] == [PAGE]


@pytest.mark.parametrize("body", ["", "<html>Service Temporarily Unavailable</html>", '{"message": "x"}', "7"])
def test_what_is_no_list_of_crawls_is_garbage(asked, answered, body: str) -> None:
    with pytest.raises(ChannelError):
        CommonCrawl().read(asked(), start(asked()), answered(body))


# ── the pages ──

CRAWLED = Candidate(PAGE, "commoncrawl", f"https://data.commoncrawl.org/{FILE}#bytes=1000-1199")
BUDGETS = {"https://data.commoncrawl.org/": "commoncrawl-data"}


def record(
    body: bytes = b"<html>Japan acts</html>", kind: str = "response", gzip: bool = True, **headers: str
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers.items()], "HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            PAGE,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http if kind == "response" else None,
            warc_headers_dict={"WARC-Date": "2014-10-01T02:03:04Z"},
        )
    )
    return out.getvalue()


def test_a_page_is_asked_for_as_a_range_of_its_file() -> None:
    assert page_request(CRAWLED, BUDGETS) == Request(
        f"https://data.commoncrawl.org/{FILE}",
        "page",
        "commoncrawl-data",
        headers=(("Range", "bytes=1000-1199"),),
    )


@pytest.mark.parametrize("gzip", [True, False])
def test_the_record_is_the_page_as_it_was_captured(answered, gzip: bool) -> None:
    page = unwrap(CRAWLED, answered(record(gzip=gzip), url=f"https://data.commoncrawl.org/{FILE}", status=206))
    assert (page.url, page.status, page.body) == (PAGE, 200, b"<html>Japan acts</html>")
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert memento_of(page) == (PAGE, datetime(2014, 10, 1, 2, 3, 4, tzinfo=UTC))


def test_other_pages_are_left_as_they_are(answered) -> None:
    response = answered("<html>live</html>")
    assert unwrap(Candidate(PAGE, "sitemap"), response) is response
    assert unwrap(Candidate(PAGE, "wayback", f"https://web.archive.org/web/2014id_/{PAGE}"), response) is response


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>hello</html>", id="a page"),
        pytest.param(record()[:60], id="broken off"),
        pytest.param(b"\x1f\x8b" + b"\x00" * 100, id="no gzip"),
        pytest.param(record(kind="metadata"), id="a record of another kind"),
        pytest.param(record(b"x" * 16_000_000), id="a bomb"),
    ],
)
def test_what_is_no_record_of_a_page_is_garbage(answered, body: bytes) -> None:
    with pytest.raises(ChannelError):
        unwrap(CRAWLED, answered(body, status=206))
