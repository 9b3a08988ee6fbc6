"""What a site is asked for its lists, and what its lists show."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from verifier.discovery.sitemap import Sitemap
from verifier.errors import ChannelError
from verifier.records import Domain, Outlet, Query, Request, Window

ROBOTS = Request("https://daily.example/robots.txt", "robots")
FILE = Request("https://daily.example/sitemap.xml", "sitemap")
NAMED = replace(FILE, context="named")


def index(*files: str | tuple[str, str]) -> str:
    rows = ((file, "") if isinstance(file, str) else file for file in files)
    return f"<sitemapindex>{''.join(listed('sitemap', *row) for row in rows)}</sitemapindex>"


def pages(rows: Iterable[tuple[str, str]]) -> str:
    return f"<urlset>{''.join(listed('url', *row) for row in rows)}</urlset>"


def listed(kind: str, path: str, modified: str) -> str:
    return f"<{kind}><loc>https://daily.example/{path}</loc><lastmod>{modified}</lastmod></{kind}>"


def asked_urls(requests: Iterable[Request]) -> list[str]:
    return [request.url.removeprefix("https://daily.example/") for request in requests]


# ── asking ──


def asked_in_order(query: Query) -> list[tuple[str, str, int]]:
    return [(request.url, request.purpose, request.turn) for request in Sitemap().requests(query)]


def test_the_registrys_sitemaps_come_first_then_robots_of_each_host_in_turn(asked) -> None:
    known = ("https://daily.example/videos.xml", "https://daily.example/maps.xml")
    outlet = Outlet("daily", "The Daily", sitemaps=known)
    assert asked_in_order(asked(outlet=outlet, hosts=("daily.example", "old.daily.example"))) == [
        ("https://daily.example/maps.xml", "sitemap", 0),
        ("https://daily.example/robots.txt", "robots", 0),
        ("https://old.daily.example/robots.txt", "robots", 1),
    ]


def test_a_site_that_was_given_up_is_left_to_the_archives_whose_turn_it_is_then(asked) -> None:
    domains = (Domain("daily.example"), Domain("old.example", until=2015))
    query = asked(outlet=Outlet("daily", "The Daily", domains=domains), hosts=("old.example", "daily.example"))
    assert asked_in_order(query) == [("https://daily.example/robots.txt", "robots", 1)]


def test_nobody_is_asked_where_every_site_was_given_up(asked) -> None:
    outlet = Outlet("daily", "The Daily", domains=(Domain("daily.example", until=2015),))
    assert asked_in_order(asked(outlet=outlet)) == []


def test_a_host_that_the_registry_knows_without_tls_is_asked_without(asked) -> None:
    outlet = Outlet("daily", "The Daily", listings=("http://www.daily.example/{year}/",))
    assert asked_in_order(asked(outlet=outlet)) == [("http://daily.example/robots.txt", "robots", 0)]


@pytest.mark.parametrize(("today", "asks"), [(date(2014, 9, 27), True), (date(2026, 11, 25), False)])
def test_a_list_of_the_latest_news_is_asked_for_while_it_may_hold_the_day(asked, today: date, asks: bool) -> None:
    outlet = Outlet("daily", "The Daily", sitemaps=("https://daily.example/news-sitemap.xml",))
    urls = [url for url, _, _ in asked_in_order(asked(outlet=outlet, today=today))]
    assert ("https://daily.example/news-sitemap.xml" in urls) is asks


@pytest.mark.parametrize("parts", [{"window": None}, {"hosts": ()}])
def test_without_days_or_hosts_nobody_is_asked(asked, parts: dict[str, object]) -> None:
    assert Sitemap().requests(asked(**parts)) == ()


# ── robots.txt ──


def test_robots_names_the_sitemaps(asked, answered) -> None:
    body = (
        "User-agent: *\nDisallow: /private\nSITEMAP: https://daily.example/sitemap-index.xml\n"
        "Sitemap:https://daily.example/image-sitemap.xml\nSitemap: https://daily.example/news-sitemap.xml\r\n"
        " Sitemap : https://daily.example/sitemap-index.xml\n# Sitemap: https://daily.example/old.xml\n"
    )
    answer = Sitemap().read(asked(), ROBOTS, answered(body))
    assert asked_urls(answer.follow_ups) == [
        "sitemap-index.xml"
    ]  # of pictures, or of the last two days, are not asked for
    assert not answer.covers


def test_a_news_sitemap_is_asked_for_the_days_it_may_hold(asked, answered) -> None:
    window = Window(date(2026, 11, 23), date(2026, 11, 25))
    answer = Sitemap().read(asked(window=window), ROBOTS, answered("Sitemap: https://daily.example/news-sitemap.xml"))
    assert asked_urls(answer.follow_ups) == ["news-sitemap.xml"]


@pytest.mark.parametrize(("status", "body"), [(404, ""), (200, "User-agent: *\n"), (200, "<html>welcome</html>")])
@pytest.mark.parametrize(("answer", "code"), [("gone", 404), ("<html>no such page</html>", 200)])
def test_where_robots_names_none_the_usual_address_is_tried_once(
    asked, answered, status: int, body: str, answer: str, code: int
) -> None:
    (guess,) = Sitemap().read(asked(), replace(ROBOTS, turn=2), answered(body, status=status)).follow_ups
    assert (guess.url, guess.turn) == ("https://daily.example/sitemap.xml", 2)
    read = Sitemap().read(asked(), guess, answered(answer, status=code))
    assert (read.follow_ups, read.covers) == ((), False)


def test_a_guess_that_was_right_ends_the_guessing(asked, answered) -> None:
    (guess,) = Sitemap().read(asked(), ROBOTS, answered("", status=404)).follow_ups
    answer = Sitemap().read(asked(), guess, answered(index("sitemap-2014-09.xml")))
    assert asked_urls(answer.follow_ups) == ["sitemap-2014-09.xml"]


# ── which files of an index ──


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        pytest.param(["s-2014-08.xml", "s-2014-09.xml", "s-2014-10.xml"], ["s-2014-09.xml"], id="months"),
        pytest.param(
            ["s-20140922.xml", "s-20140923.xml", "s-20140924.xml"],
            ["s-20140924.xml", "s-20140923.xml"],
            id="days, the cited one first",
        ),
        pytest.param(["s-2013.xml", "s-2014.xml", "s-2015.xml"], ["s-2014.xml"], id="years"),
        pytest.param(
            ["s-2014-09-1.xml", "s-2014-09-2.xml", "s-2014-10-1.xml"],
            ["s-2014-09-1.xml", "s-2014-09-2.xml"],
            id="parts",
        ),
        pytest.param(["s?yyyy=2014&amp;mm=9", "s?yyyy=2014&amp;mm=10"], ["s?yyyy=2014&mm=9"], id="parameters"),
        pytest.param(
            ["s-7.xml", "s-2014.xml", "s-2015.xml"],
            ["s-7.xml", "s-2014.xml", "s-2015.xml"],
            id="counted up to the year's number",
        ),
        pytest.param(
            [
                ("s-1.xml", "2014-06-30"),
                ("s-2.xml", "2014-09-22"),
                ("s-3.xml", "2014-12-31"),
                ("s-4.xml", "2014-10-31"),
            ],
            ["s-4.xml", "s-3.xml"],
            id="what was not changed since cannot hold it; the first changed after is likeliest",
        ),
        pytest.param(
            ["posts.xml", "tags.xml", "images-1.xml", "authors.xml", "videos.xml"],
            ["posts.xml"],
            id="no lists of other things",
        ),
        pytest.param(["images-2014-09.xml", "s-2014-09.xml"], ["s-2014-09.xml"], id="nor of those days' pictures"),
        pytest.param(
            ["static/tags/campaign-stories.xml"], ["static/tags/campaign-stories.xml"], id="folders say nothing"
        ),
        pytest.param(["s.xml?page=1", "s.xml?page=2"], ["s.xml?page=1", "s.xml?page=2"], id="pages of a list"),
        pytest.param(["s-2014-09.xml", "other.xml"], ["s-2014-09.xml"], id="what says it is of those days is enough"),
    ],
)
def test_only_files_that_can_hold_the_days_are_asked_for(asked, answered, files: list[str], chosen: list[str]) -> None:
    answer = Sitemap().read(asked(), FILE, answered(index(*files)))
    assert asked_urls(answer.follow_ups) == chosen
    assert not answer.covers


def test_no_more_than_allowed_and_then_none_of_them_covers(asked, answered) -> None:
    answer = Sitemap(max_files=3).read(asked(), FILE, answered(index(*(f"part-{n}.xml" for n in range(9)))))
    assert len(answer.follow_ups) == 3
    (first, *_) = answer.follow_ups
    assert not Sitemap().read(asked(), first, answered(DAILY)).covers


def test_an_index_leads_to_no_other_site(asked, answered) -> None:
    body = index("a.xml").replace("daily.example", "elsewhere.example")
    assert Sitemap().read(asked(), FILE, answered(body)).follow_ups == ()


# ── which pages ──

DAILY = pages((f"2014/09/{day:02}/story-number-{number}", "") for day in range(20, 30) for number in ("one", "two"))


def test_pages_of_the_days_are_candidates_with_their_day(asked, answered) -> None:
    answer = Sitemap().read(asked(), FILE, answered(DAILY))
    assert {candidate.published for candidate in answer.candidates} == {date(2014, 9, day) for day in (23, 24, 25)}
    assert len(answer.candidates) == 6
    assert answer.covers


def test_a_news_sitemap_gives_title_day_and_language(asked, answered) -> None:
    news = (
        "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://daily.example/77</loc><n:news>"
        "<n:publication><n:language>en</n:language></n:publication><n:publication_date>2014-09-24</n:publication_date>"
        "<n:title>Japan acts</n:title></n:news></url></urlset>"
    )
    (candidate,) = Sitemap().read(asked(), FILE, answered(news)).candidates
    assert (candidate.title, candidate.published, candidate.language) == ("Japan acts", date(2014, 9, 24), "en")


def test_a_page_modified_in_those_days_may_be_of_them_but_its_day_is_not_known(asked, answered) -> None:
    answer = Sitemap().read(
        asked(),
        FILE,
        answered(
            pages(
                [
                    ("some-story-here", "2014-09-26"),
                    ("other-story-here", "2014-10-20"),
                    ("third-story-here", "2014-09-22"),
                ]
            )
        ),
    )
    assert [(candidate.url, candidate.published, candidate.modified) for candidate in answer.candidates] == [
        ("https://daily.example/some-story-here", None, date(2014, 9, 26))
    ]


def test_a_day_on_which_the_whole_site_was_rebuilt_means_nothing(asked, answered) -> None:
    body = pages((f"story-number-{number}-of-many", "2014-09-24") for number in range(3000))
    answer = Sitemap().read(asked(), FILE, answered(body))
    assert answer.candidates == ()
    assert not answer.covers


def test_undated_pages_are_candidates_if_they_speak_of_the_matter(asked, answered) -> None:
    body = pages([("japan-bars-banks-from-securities", ""), ("judo-gold-for-japan", ""), ("about-us", "")])
    answer = Sitemap().read(asked(), FILE, answered(body))
    assert [candidate.url for candidate in answer.candidates] == [
        "https://daily.example/japan-bars-banks-from-securities"
    ]
    assert not answer.covers


def test_front_pages_sections_and_pictures_are_none(asked, answered) -> None:
    body = pages(
        [("", "2014-09-24"), ("world", "2014-09-24"), ("tag/japan-banks", "2014-09-24"), ("a-b-c.jpg", "2014-09-24")]
    )
    assert Sitemap().read(asked(), FILE, answered(body)).candidates == ()


def test_of_a_crowd_the_likeliest_are_kept_and_it_is_said(asked, answered) -> None:
    crowd = [(f"2014/09/24/story-{word}-{n}", "") for n in range(50) for word in ("sports", "weather", "film", "stars")]
    body = pages([*crowd, ("2014/09/24/japan-bars-five-banks-from-securities", "")])
    answer = Sitemap().read(asked(), FILE, answered(body))
    assert answer.candidates[0].url.endswith("japan-bars-five-banks-from-securities")
    assert len(answer.candidates) == 60
    assert answer.note == "201 pages listed, 201 of those days, 60 kept"


def test_a_list_of_many_numbered_pages_shows_little(asked, answered) -> None:
    body = pages((f"2014/09/24/{number}", "") for number in range(4700, 4712))
    read = Sitemap().read(asked(), replace(FILE, context="named"), answered(body))
    assert (len(read.candidates), read.follow_ups, read.covers) == (12, (), False)


def test_a_few_numbered_pages_are_simply_read(asked, answered) -> None:
    body = pages((f"2014/09/24/{number}", "") for number in range(4700, 4706))
    read = Sitemap().read(asked(), replace(FILE, context="named"), answered(body))
    assert (read.follow_ups, read.covers) == ((), True)


# ── what a list shows ──

EVERY_DAY = [(date(2014, 9, 1) + timedelta(n)) for n in range(60)]


def of(days: Iterable[date], form: str = "%Y/%m/%d/some-story-here") -> str:
    return pages((day.strftime(form), "") for day in days)


@pytest.mark.parametrize(
    ("request_", "body", "covers"),
    [
        pytest.param(FILE, of(EVERY_DAY), True, id="from before to after, and of those days"),
        pytest.param(
            FILE, of(day for day in EVERY_DAY if not 23 <= day.day <= 25), False, id="silent about those days"
        ),
        pytest.param(
            FILE, of([date(2026, 11, 24), date(2026, 11, 25)]), False, id="the last two days say nothing of 2014"
        ),
        pytest.param(FILE, of(EVERY_DAY[24:]), False, id="begins after their first day"),
        pytest.param(FILE, of(EVERY_DAY[:24]), False, id="ends before their last day"),
        pytest.param(
            FILE,
            pages([("about-the-daily", "2014-09-01"), ("contact-the-daily", "2016-01-01")]),
            False,
            id="standing pages",
        ),
        pytest.param(FILE, of(EVERY_DAY, "%Y/%m/%d/"), False, id="of those days only pages that are no reports"),
        pytest.param(FILE, "<urlset></urlset>", False, id="an empty list"),
        pytest.param(FILE, of(EVERY_DAY).removesuffix("</urlset>"), False, id="a list that breaks off"),
        pytest.param(NAMED, of(EVERY_DAY[22:25]), True, id="a file of those days"),
        pytest.param(
            NAMED,
            pages([("some-story-here", ""), ("other-story-here", "")]),
            True,
            id="a file of those days that gives no days",
        ),
        pytest.param(NAMED, of([date(2015, 9, 24)]), False, id="a file named for those days that is of others"),
        pytest.param(NAMED, "<urlset></urlset>", False, id="an empty file of those days"),
        pytest.param(replace(FILE, context="cut"), of(EVERY_DAY), False, id="one of more files than may be asked for"),
    ],
)
def test_what_shows_what_the_outlet_published(asked, answered, request_: Request, body: str, covers: bool) -> None:
    assert Sitemap().read(asked(), request_, answered(body)).covers is covers


def test_the_list_of_a_less_likely_host_does_not_speak_for_the_outlet(asked, answered) -> None:
    domains = (Domain("daily.example"), Domain("daily.test", languages=("en",)))
    outlet = Outlet("daily", "The Daily", domains=domains, languages=("ru", "en"))
    query = asked(outlet=outlet, hosts=("daily.test", "daily.example"))
    answer = Sitemap().read(query, FILE, answered(of(EVERY_DAY)))
    assert answer.candidates
    assert not answer.covers


def test_no_such_sitemap_is_silence(asked, answered) -> None:
    answer = Sitemap().read(asked(), FILE, answered("gone", status=404))
    assert not answer.covers
    assert answer.note == "there is no such sitemap"


def test_garbage_is_told_from_a_list(asked, answered) -> None:
    with pytest.raises(ChannelError):
        Sitemap().read(asked(), FILE, answered("<html>Please enable JavaScript</html>"))
