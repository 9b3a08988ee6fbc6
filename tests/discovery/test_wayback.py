"""What an archive's index is asked, in both dialects of its answers."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest

from verifier.discovery.wayback import Wayback
from verifier.errors import ChannelError
from verifier.records import Candidate, Domain, Outlet, Request, Window

NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def array(*captures: tuple[str, str], resume: str | None = None, status: str = "200") -> str:
    """As web.archive.org answers."""
    rows = [["example,daily)/x", stamp, url, "text/html", status, "SHA", "1234"] for stamp, url in captures]
    return json.dumps([NAMES, *rows, *([[], [resume]] if resume else [])])


def lines(*captures: tuple[str, str], status: str = "200") -> str:
    """As pywb answers."""
    return "\n".join(
        json.dumps(
            {"urlkey": "x", "timestamp": stamp, "url": url, "mime": "text/html", "status": status, "length": "1"}
        )
        for stamp, url in captures
    )


def parameters(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(request.url.partition("?")[2]):
        found.setdefault(name, []).append(value)
    return found


def first(asked_: object, **settings: int) -> Request:
    return Wayback(**settings).requests(asked_)[0]


def asks(requests: Sequence[Request]) -> list[tuple[str, str]]:
    """What each asks, and of what."""
    return [(dict(parse_qsl(request.context))["ask"], parameters(request)["url"][0]) for request in requests]


# ── asking ──


def test_the_outlets_host_is_asked_for_what_was_captured_around_the_day(asked) -> None:
    (request,) = Wayback().requests(asked(hosts=("www.daily.example",)))
    assert request.url.startswith("https://web.archive.org/cdx/search/cdx?")
    assert request.budget == "wayback"
    assert parameters(request) == {
        "url": ["daily.example"],
        "matchType": ["domain"],
        "from": ["20140923"],
        "to": ["20140927"],
        "filter": ["statuscode:200", "mimetype:text/html"],
        "collapse": ["urlkey"],
        "limit": ["2000"],
        "showResumeKey": ["true"],
        "output": ["json"],
    }


def test_no_word_of_the_document_is_sent(asked) -> None:
    for query in (asked(), asked(url="http://daily.example/a")):
        sent = " ".join(request.url + request.context for request in Wayback().requests(query))
        assert not any(term in sent for term in query.terms)


@pytest.mark.parametrize(
    ("hosts", "of"),
    [
        (("daily.example", "english.daily.example"), ["daily.example"]),
        (("english.daily.example", "other.example"), ["english.daily.example", "other.example"]),
        (("english.daily.example", "daily.example"), ["english.daily.example"]),
        (("a.example", "b.example", "c.example", "d.example"), ["a.example", "b.example", "c.example"]),
        ((), []),
    ],
)
def test_hosts_below_another_are_not_asked_for_twice_nor_many(asked, hosts: tuple[str, ...], of: list[str]) -> None:
    requests = Wayback().requests(asked(hosts=hosts))
    assert [host for _, host in asks(requests)] == of
    assert [request.turn for request in requests] == list(range(len(of)))


def test_a_site_in_a_folder_is_asked_for_by_prefix(asked) -> None:
    request = first(asked(hosts=("www.big.example/daily/",)))
    assert parameters(request)["matchType"] == ["prefix"]


def test_an_archive_of_ones_own(asked) -> None:
    (request,) = Wayback("http://archive.lan:8080/").requests(asked())
    assert request.url.startswith("http://archive.lan:8080/cdx/search/cdx?")


def test_copies_of_one_page_are_asked_for_nearest_to_its_day(asked) -> None:
    (request,) = Wayback().requests(asked(url="http://daily.example/a?id=1"))
    assert parameters(request) == {
        "url": ["http://daily.example/a?id=1"],
        "filter": ["statuscode:200"],
        "limit": ["10"],
        "sort": ["closest"],
        "closest": ["20140925"],
        "output": ["json"],
    }


def test_without_a_day_only_a_named_page_is_asked_for(asked) -> None:
    assert Wayback().requests(asked(window=None)) == ()
    assert asks(Wayback().requests(asked(window=None, url="http://daily.example/a"))) == [
        ("exact", "http://daily.example/a")
    ]


# ── reading lists ──

CAPTURES = [
    ("20140924120000", "http://daily.example/world/japan-bars-five-banks-from-securities"),
    ("20140924110000", "http://www.daily.example/world/judo-gold-for-japan"),
    ("20140925000000", "http://daily.example/world/judo-gold-for-japan/"),
    ("20140925110000", "http://daily.example/city/a-bridge-is-closed"),
    ("20140924120000", "http://daily.example/"),
    ("20140924120000", "http://daily.example/world"),
    ("20140924120000", "http://daily.example/tag/japan-banks"),
    ("20140924120000", "http://daily.example/2012/01/05/an-old-story-still-linked"),
    ("20140924120000", "http://daily.example/style/main-page.css"),
]
JAPAN = Candidate(
    "http://daily.example/world/japan-bars-five-banks-from-securities",
    "wayback",
    "https://web.archive.org/web/20140924120000id_/http://daily.example/world/japan-bars-five-banks-from-securities",
    archived_at=datetime(2014, 9, 24, 12, tzinfo=UTC),
)


@pytest.mark.parametrize("answer", [array, lines])
def test_pages_captured_then_are_candidates_at_their_replay_once_each(asked, answered, answer) -> None:
    read = Wayback().read(asked(), first(asked()), answered(answer(*CAPTURES)))
    assert JAPAN in read.candidates
    assert [candidate.locator for candidate in read.candidates if "judo" in candidate.url] == [
        "https://web.archive.org/web/20140924110000id_/http://www.daily.example/world/judo-gold-for-japan"
    ]
    assert len(read.candidates) == 3  # no front page, section, tag, style sheet, nor a page of another day
    assert read.covers
    assert read.note == "9 captures, 3 may be of those days"


def test_a_day_in_the_address_is_the_candidates_day(asked, answered) -> None:
    page = ("20140926120000", "http://daily.example/2014/09/24/japan-acts-at-last")
    (candidate,) = Wayback().read(asked(), first(asked()), answered(array(page))).candidates
    assert candidate.published == date(2014, 9, 24)


@pytest.mark.parametrize("body", ["", "[]", array(), " \n"])
def test_where_nothing_was_captured_nothing_is_known_of_what_was_published(asked, answered, body: str) -> None:
    read = Wayback().read(asked(), first(asked()), answered(body))
    assert (read.candidates, read.covers, read.note) == ((), False, "nothing captured")


def test_a_page_or_two_are_chance_and_do_not_cover(asked, answered) -> None:
    assert not Wayback().read(asked(), first(asked()), answered(array(*CAPTURES[:3]))).covers


def test_pages_of_other_days_alone_do_not_cover(asked, answered) -> None:
    old = [("20140924120000", "http://daily.example/2012/01/05/an-old-story-still-linked")]
    assert not Wayback().read(asked(), first(asked()), answered(array(*old))).covers


def test_a_less_likely_host_does_not_speak_for_the_outlet(asked, answered) -> None:
    domains = (Domain("daily.example"), Domain("daily.test", languages=("en",)))
    outlet = Outlet("daily", "The Daily", domains=domains, languages=("ru", "en"))
    query = asked(outlet=outlet, hosts=("daily.test", "daily.example"))
    likely, other = Wayback().requests(query)
    assert Wayback().read(query, likely, answered(array(*CAPTURES))).covers
    assert not Wayback().read(query, other, answered(array(*CAPTURES))).covers


def test_a_list_that_is_cut_off_does_not_cover(asked, answered) -> None:
    request = first(asked(), limit=3)
    read = Wayback(limit=3).read(asked(), request, answered(lines(*CAPTURES[:3])))
    assert not read.covers
    assert read.note.endswith("and there are more")


def test_a_long_list_is_gone_on_with_by_its_resume_key_a_few_times(asked, answered) -> None:
    channel, request = Wayback(pages=3), first(asked())
    for page in (2, 3):
        read = channel.read(asked(), request, answered(array(*CAPTURES, resume="example,daily)/w 2014")))
        (request,) = read.follow_ups
        assert parameters(request)["resumeKey"] == ["example,daily)/w 2014"]
        assert dict(parse_qsl(request.context))["page"] == str(page)
        assert request.budget == "wayback"
        assert not read.covers
    last = channel.read(asked(), request, answered(array(*CAPTURES, resume="example,daily)/z 2014")))
    assert all("resumeKey" not in follow_up.url for follow_up in last.follow_ups)
    assert channel.read(asked(), request, answered(array(*CAPTURES))).covers


# ── looking further ──


def test_then_it_is_looked_for_longer_after_the_day(asked, answered) -> None:
    (wider,) = Wayback().read(asked(), first(asked()), answered(array(*CAPTURES))).follow_ups
    assert asks([wider]) == [("wider", "daily.example")]
    assert wider.turn > 2  # the other hosts' first looks come before
    assert (parameters(wider)["from"], parameters(wider)["to"]) == (["20140923"], ["20141109"])
    assert Wayback().read(asked(), wider, answered(array(*CAPTURES))).follow_ups == ()


def test_where_nothing_at_all_was_captured_the_usual_dated_address_is_tried(asked, answered) -> None:
    (wider,) = Wayback().read(asked(), first(asked()), answered("[]")).follow_ups
    (dated,) = Wayback().read(asked(), wider, answered("[]")).follow_ups
    assert asks([dated]) == [("dated", "daily.example/2014/09/2")]
    assert parameters(dated)["matchType"] == ["prefix"]
    assert "from" not in parameters(dated)
    assert Wayback().read(asked(), dated, answered("[]")).follow_ups == ()


def test_of_the_less_likely_hosts_only_the_first_look_is_taken(asked, answered) -> None:
    query = asked(hosts=("daily.example", "other.example"))
    _, other = Wayback().requests(query)
    assert Wayback().read(query, other, answered(array(*CAPTURES))).follow_ups == ()


def test_where_a_part_of_the_site_has_nothing_the_whole_of_it_is_asked(asked, answered) -> None:
    query = asked(hosts=("english.daily.example", "daily.example"))
    whole, _ = Wayback().read(query, first(query), answered("[]")).follow_ups
    assert asks([whole]) == [("days", "daily.example")]


@pytest.mark.parametrize(
    ("address", "of"),
    [
        (
            "http://news.daily.example/english/china/2014-09/23/c_13366{n}.htm",
            ["news.daily.example/english/china/2014-09/2"],
        ),
        ("http://daily.example/2014/09/24/story-number-{n}", ["daily.example/2014/09/2"]),
        ("http://daily.example/20140924/{n}.html", ["daily.example/2014092"]),
    ],
)
def test_where_the_outlet_dates_its_addresses_they_are_asked_for_by_day(
    asked, answered, address: str, of: list[str]
) -> None:
    rows = [("20140924000000", address.format(n=n)) for n in range(4)]
    dated, wider = Wayback().read(asked(), first(asked()), answered(array(*rows))).follow_ups
    assert [url for _, url in asks([dated, wider])] == [*of, "daily.example"]


def test_one_section_by_day_does_not_show_what_the_whole_outlet_published(asked, answered) -> None:
    rows = [("20140924000000", f"http://daily.example/{{}}2014/09/24/story-number-{n}") for n in range(5)]
    shown = []
    for folder in ("", "world/"):
        captures = [(stamp, url.format(folder)) for stamp, url in rows]
        by_day, _ = Wayback().read(asked(), first(asked()), answered(array(*captures))).follow_ups
        shown.append(Wayback().read(asked(), by_day, answered(array(*captures))).covers)
    assert shown == [True, False]


def test_days_of_two_months_are_asked_for_one_by_one(asked, answered) -> None:
    query = asked(window=Window(date(2014, 9, 30), date(2014, 10, 2)))
    rows = [("20141001000000", f"http://daily.example/2014/10/01/story-number-{n}") for n in range(5)]
    *dated, _ = Wayback().read(query, first(query), answered(array(*rows))).follow_ups
    assert asks(dated) == [("dated", "daily.example/2014/09/30"), ("dated", "daily.example/2014/10/0")]


# ── lists as they were captured ──

NUMBERED = [("20140924120000", f"http://daily.example/{n}.html") for n in range(4700, 4712)]


def test_where_the_outlet_only_numbers_its_pages_its_lists_of_the_next_day_are_read_first(asked, answered) -> None:
    outlet = Outlet("daily", "The Daily", listings=("https://daily.example/{year}/{month2}/{day2}/",))
    query = asked(outlet=outlet)
    *lists, _ = Wayback().read(query, first(query), answered(array(*NUMBERED))).follow_ups
    assert {(request.budget, request.turn) for request in lists} == {("wayback-replay", -1)}
    assert [request.url.removeprefix("https://web.archive.org/web/") for request in lists] == [
        "20140925060000id_/https://daily.example/2014/09/24/",
        "20140925060000id_/http://daily.example/",
    ]


def test_many_numbers_do_not_show_what_was_published(asked, answered) -> None:
    assert not Wayback().read(asked(), first(asked()), answered(array(*NUMBERED))).covers
    assert Wayback().read(asked(), first(asked()), answered(array(*NUMBERED[:6]))).covers


@pytest.mark.parametrize("captures", [NUMBERED[:4], [*NUMBERED[:6], *CAPTURES * 3]])
def test_few_pages_are_read_without(asked, answered, captures) -> None:
    words = [(at, f"{url}-{n}") for n, (at, url) in enumerate(captures)] if len(captures) > 4 else captures
    read = Wayback().read(asked(), first(asked()), answered(array(*words)))
    assert all(request.purpose != "list" for request in read.follow_ups)


def list_request(asked, answered) -> Request:
    (request, *_) = Wayback().read(asked(), first(asked()), answered(array(*NUMBERED))).follow_ups
    return request


FRONT = (
    '<a href="/4711.html">Japan bars five banks from its market</a><a href="/4712.html">Judo gold for Japan again</a>'
)


def captured(day: int) -> dict[str, str]:
    stamp = f"201409{day}080000"
    return {
        "url": f"https://web.archive.org/web/{stamp}id_/http://daily.example/",
        "Memento_Datetime": f"Thu, {day} Sep 2014 08:00:00 GMT",
    }


def test_its_links_give_titles_to_copies_of_that_time(asked, answered) -> None:
    read = Wayback().read(asked(), list_request(asked, answered), answered(FRONT, **captured(25)))
    assert read.candidates[0] == Candidate(
        "http://daily.example/4711.html",
        "wayback",
        "https://web.archive.org/web/20140925080000id_/http://daily.example/4711.html",
        "Japan bars five banks from its market",
        archived_at=datetime(2014, 9, 25, 8, tzinfo=UTC),
    )
    assert not read.covers
    assert read.note == "2 pages linked on September 25, 2014"


def test_a_list_that_was_captured_much_later_is_of_other_days(asked, answered) -> None:
    read = Wayback().read(asked(), list_request(asked, answered), answered(FRONT, **captured(30)))
    assert (read.candidates, read.note) == ((), "captured only on September 30, 2014")


def test_a_list_that_was_never_captured_is_nothing(asked, answered) -> None:
    read = Wayback().read(asked(), list_request(asked, answered), answered("not archived", status=404))
    assert (read.candidates, read.covers, read.note) == ((), False, "nothing captured")


# ── copies of one page ──

PAGE = "http://daily.example/a"


@pytest.mark.parametrize("answer", [array, lines])
def test_the_copies_nearest_after_the_day_come_first(asked, answered, answer) -> None:
    query = asked(url=PAGE, hosts=())
    stamps = ["20140901000000", "20150101000000", "20140926000000", "20140924080000"]
    read = Wayback().read(
        query, first(query), answered(answer(*((stamp, "http://www.daily.example/a/") for stamp in stamps)))
    )
    assert [(candidate.url, candidate.locator) for candidate in read.candidates] == [
        (PAGE, f"https://web.archive.org/web/{stamp}id_/http://www.daily.example/a/")
        for stamp in ("20140924080000", "20140926000000")
    ]
    assert read.follow_ups == ()


@pytest.mark.parametrize(("hosts", "then"), [((), []), (("daily.example",), [("days", "daily.example")])])
def test_no_copy_leads_to_the_outlets_hosts_unless_only_the_page_was_asked_for(asked, answered, hosts, then) -> None:
    query = asked(url=PAGE, hosts=hosts)
    read = Wayback().read(query, first(query), answered("[]"))
    assert read.candidates == ()
    assert asks(read.follow_ups) == then


@pytest.mark.parametrize("answer", [array, lines])
def test_copies_of_error_pages_and_redirects_are_no_copies(asked, answered, answer) -> None:
    query = asked(url=PAGE, hosts=())
    assert (
        Wayback().read(query, first(query), answered(answer(("20140924000000", PAGE), status="404"))).candidates == ()
    )


# ── garbage ──


@pytest.mark.parametrize(
    "body",
    [
        "<html>Internet Archive services are temporarily offline</html>",
        "org.archive.wayback.exception.AccessControlException: Blocked Site Error",
        '[["urlkey","timestamp"],["x"]]',
        '[{"a": 1}]',
        '{"message": "No Captures found"}',
        "{not json",
        "null",
    ],
)
def test_garbage_is_told_from_an_answer(asked, answered, body: str) -> None:
    with pytest.raises(ChannelError):
        Wayback().read(asked(), first(asked()), answered(body))


def test_nothing_captured_is_told_from_no_such_server(asked, answered) -> None:
    query, request = asked(), first(asked())
    nothing = '{"message": "No Captures found for: daily.example"}'
    assert Wayback().read(query, request, answered(nothing, status=404)).note == "nothing captured"
    with pytest.raises(ChannelError):
        Wayback().read(query, request, answered("<html>Not Found</html>", status=404))


def test_a_capture_without_a_time_is_passed_over(asked, answered) -> None:
    body = array(("20149924120000", "http://daily.example/world/a-b-c"), *CAPTURES[:1])
    assert len(Wayback().read(asked(), first(asked()), answered(body)).candidates) == 1
