"""The outlet's own page of a day."""

from dataclasses import replace
from datetime import date

import pytest

from verifier.discovery.listing import Listing
from verifier.records import Domain, Outlet, Query, Request, Window

TEMPLATE = "https://www.daily.example/archive/{year}/{month2}/{day2}/"
DAILY = Outlet("daily", "The Daily", domains=(Domain("daily.example"),), listings=(TEMPLATE,))
CITED = "https://www.daily.example/archive/2014/09/24/"


def query_of(asked, **parts: object) -> Query:
    return asked(**{"outlet": DAILY, **parts})


def page(*links: tuple[str, str]) -> str:
    return "<html><body>" + "".join(f'<a href="{href}">{title}</a>' for href, title in links) + "</body></html>"


REPORTS = [
    ("/world/4711", "Japan bars five banks from its market"),
    ("/sport/4712", "Judo gold for Japan at the Asian Games"),
    ("/city/4713", "A bridge is closed until the winter"),
]


def asks(requests: tuple[Request, ...]) -> list[tuple[str, int]]:
    return [(request.url.removeprefix("https://www.daily.example/archive/2014/"), request.turn) for request in requests]


def test_the_page_of_the_cited_day_is_asked_for_first_and_then_those_beside_it(asked, answered) -> None:
    query = query_of(asked)
    (request,) = Listing().requests(query)
    assert asks((request,)) == [("09/24/", 0)]
    read = Listing().read(query, request, answered(page(*REPORTS), url=CITED))
    assert asks(read.follow_ups) == [("09/25/", 1), ("09/23/", 1)]
    assert Listing().read(query, read.follow_ups[0], answered(page(*REPORTS), url=CITED)).follow_ups == ()


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("https://daily.example/{year}-{month}-{day}", "https://daily.example/2014-9-4"),
        ("https://daily.example/day_{year}{month2}{day2}.html", "https://daily.example/day_20140904.html"),
    ],
)
def test_templates(asked, template: str, url: str) -> None:
    window = Window(date(2014, 9, 3), date(2014, 9, 5))
    (request,) = Listing().requests(query_of(asked, outlet=replace(DAILY, listings=(template,)), window=window))
    assert request.url == url


def test_one_page_a_month_is_asked_for_once(asked, answered) -> None:
    template = "https://daily.example/sitemap-{year}-{month2}.html"
    query = query_of(asked, outlet=replace(DAILY, listings=(template,)))
    (request,) = Listing().requests(query)
    read = Listing().read(
        query, request, answered(page(("/2014/09/24/japan-acts", "x"), ("/2014/09/02/judo-gold", "y")))
    )
    assert [candidate.published for candidate in read.candidates] == [date(2014, 9, 24)]
    assert (read.follow_ups, read.covers) == ((), False)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"window": None}, id="no day"),
        pytest.param({"hosts": ()}, id="a rescue"),
        pytest.param({"outlet": replace(DAILY, listings=())}, id="no template"),
        pytest.param({"outlet": replace(DAILY, domains=(Domain("daily.example", until=2015),))}, id="given up"),
    ],
)
def test_nothing_to_ask(asked, parts: dict[str, object]) -> None:
    assert Listing().requests(query_of(asked, **parts)) == ()


def test_the_list_of_a_less_likely_edition_waits(asked) -> None:
    domains = (Domain("daily.example"), Domain("daily.test", languages=("en",)))
    outlet = replace(DAILY, domains=domains, languages=("ru", "en"))
    (request,) = Listing().requests(query_of(asked, outlet=outlet, hosts=("daily.test", "daily.example")))
    assert request.turn > 0


def test_its_links_are_candidates_with_their_titles_and_that_day(asked, answered) -> None:
    query = query_of(asked)
    (request,) = Listing().requests(query)
    read = Listing().read(query, request, answered(page(*REPORTS), url=CITED))
    first = read.candidates[0]
    assert (first.url, first.title) == ("https://www.daily.example/world/4711", "Japan bars five banks from its market")
    assert {candidate.published for candidate in read.candidates} == {date(2014, 9, 24)}
    assert read.covers
    assert read.note == "3 pages listed, 3 may be of those days"


def dated(*days: int) -> list[tuple[str, str]]:
    return [(f"/2014/09/{day:02}/story-number-{n}", "x") for n, day in enumerate(days)]


@pytest.mark.parametrize(
    ("links", "url", "covers"),
    [
        pytest.param(dated(24, 24, 24, 23), CITED, True, id="links of the day"),
        pytest.param(dated(24, 24), CITED, False, id="hardly any"),
        pytest.param(
            [(f"/2026/11/25/story-number-{n}", "x") for n in range(9)], CITED, False, id="today's page in its place"
        ),
        pytest.param(REPORTS, "https://www.daily.example/", False, id="led to the front page"),
    ],
)
def test_what_is_the_list_of_that_day(asked, answered, links, url: str, covers: bool) -> None:
    query = query_of(asked)
    (request,) = Listing().requests(query)
    assert Listing().read(query, request, answered(page(*links), url=url)).covers is covers


def test_a_neighbours_page_does_not_cover_the_cited_day(asked, answered) -> None:
    query = query_of(asked)
    (request,) = Listing().requests(query)
    after = Listing().read(query, request, answered(page(*REPORTS), url=CITED)).follow_ups[0]
    assert not Listing().read(query, after, answered(page(*dated(25, 25, 25)), url=after.url)).covers


def test_no_such_list(asked, answered) -> None:
    query = query_of(asked)
    (request,) = Listing().requests(query)
    read = Listing().read(query, request, answered("gone", status=404))
    assert (read.follow_ups, read.covers, read.note) == ((), False, "there is no such list")
