"""The day of a page: from signals to the fused day, and each sign where pages put it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.reading import pages
from tests.reading.stories import STORIES
from verifier.reading import dates, read, signs, written
from verifier.records import DateSignal, Report

D = date.fromisoformat
LATEST = D("2026-03-03")

OPEN = "ambiguous 2019-03-04, ambiguous 2019-04-03"
FUSED = [
    # (what the page says, the signs, the day)
    ("nothing", "", None),
    ("JSON-LD alone", "json-ld 2014-09-24", "2014-09-24"),
    ("one meta element", "meta 2014-09-24", "2014-09-24"),
    ("the URL alone", "url 2014-09-24", "2014-09-24"),
    ("a line under the headline", "visible 2014-09-24", "2014-09-24"),
    ("a line under the text", "visible-end 2014-09-24", "2014-09-24"),
    ("an updated line and nothing else", "visible-updated 2014-09-24", "2014-09-24"),
    ("only that the software changed it", "json-ld-modified 2019-01-01", None),
    ("only teasers", "elsewhere 2019-01-01, elsewhere 2019-01-02, time-elsewhere 2019-01-01", None),
    ("only today's date at the top", "clock 2026-03-02", None),
    ("the issue's date at the top", "masthead 2014-09-24", "2014-09-24"),
    ("published, then updated", "json-ld 2014-09-24, json-ld-modified 2014-09-29", "2014-09-24"),
    ("published, then updated, both visible", "visible 2014-09-24, visible-updated 2014-09-29", "2014-09-24"),
    ("a clock beside a date line", "clock 2026-03-02, visible 2014-09-24", "2014-09-24"),
    ("teasers beside a date line", "visible 2014-09-24, elsewhere 2014-10-01", "2014-09-24"),
    ("all in agreement", "json-ld 2014-09-24, meta 2014-09-24, url 2014-09-24, visible 2014-09-24", "2014-09-24"),
    ("re-dated by new software", "json-ld 2019-05-01, url 2014-09-24, visible 2014-09-24", "2014-09-24"),
    ("re-dated, and only the URL objects", "json-ld 2019-05-01, url 2014-09-24", None),
    ("two lines that contradict each other", "visible 2014-09-24, url 2015-02-02", None),
    ("a dateline of the evening before", "json-ld 2014-09-25, dateline 2014-09-24", "2014-09-25"),
    ("UTC and local midnight", "meta 2014-09-25, url 2014-09-24, visible 2014-09-24", "2014-09-24"),
    ("a day after the capture", "json-ld 2031-01-01, visible 2014-09-24", "2014-09-24"),
    ("the day of an empty field", "json-ld 1970-01-01, visible 2014-09-24", "2014-09-24"),
    ("only an empty field", "meta 1970-01-01", None),
    ("day or month first, settled by the URL", OPEN + ", url 2019-04-03", "2019-04-03"),
    ("day or month first, unsettled", OPEN, None),
    ("two weak signs that agree", "time-updated 2014-09-24, clock 2014-09-24", "2014-09-24"),
    ("the making of a PDF alone", "pdf 2019-01-01", None),
]  # fmt: skip


def signals(text: str) -> list[DateSignal]:
    return [DateSignal(D(day), origin) for origin, day in (part.split() for part in text.split(", ") if part)]


@pytest.mark.parametrize(("told", "day"), [row[1:] for row in FUSED], ids=[row[0] for row in FUSED])
def test_fuses(told: str, day: str | None) -> None:
    assert dates.fuse(signals(told), LATEST) == (D(day) if day else None)


@pytest.mark.parametrize("told", [row[1] for row in FUSED if row[1]])
def test_the_order_of_signs_does_not_matter(told: str) -> None:
    assert dates.fuse(signals(told), LATEST) == dates.fuse(signals(told)[::-1], LATEST)


# ── days as written ───────────────────────────────────────────────────────────────────────────────

WRITTEN = [
    "24 September 2014",
    "24 Sept. 2014",
    "SEPTEMBER 24, 2014 08:15 JST",
    "September 24th, 2014",
    "Wed Sep 24 2014",
    "Wed, 24 Sep 2014 08:15:00 GMT",
    "24-Sep-2014",
    "24 сентября 2014 г., 12:05",
    "24 вересня 2014",
    "24 верасня 2014",
    "2014年9月24日08時15分",
    "２０１４年９月２４日",
    "平成26年9月24日",
    "2014년 9월 24일",
    "24 septembre 2014",
    "24. September 2014",
    "24 de septiembre de 2014",
    "24 settembre 2014",
    "24 de setembro de 2014",
    "24 września 2014",
    "24 Eylül 2014",
    "24 سبتمبر 2014",
    "24. rujna 2014",
    "2014. szeptember 24.",
    "24.09.2014 15:30",
    "24/09/2014",
    "09/24/2014",
    "2014/09/24",
    "2014.09.24",
    "2014. 09. 24.",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_reads_a_day_in_the_languages_of_the_press(text: str) -> None:
    assert [(found.day, found.other) for found in written.find(text)] == [(D("2014-09-24"), None)]


@pytest.mark.parametrize(
    "text",
    [
        "September 2014",
        "24 September",
        "31 September 2014",
        "February 30, 2014",
        "192.168.20.14",
        "2014-2015",
        "Mar. 2019",
        "version 3.11.2014.7",
        "12/31",
        "1411545600",
        "2014-09-24-17",
        "5 lipca i 2014",
    ],
)
def test_invents_no_day(text: str) -> None:
    assert written.find(text) == []


def test_an_open_order_is_given_both_ways() -> None:
    (found,) = written.find("04/03/2019")
    assert {found.day, found.other} == {D("2019-03-04"), D("2019-04-03")}
    (dotted,) = written.find("04.03.2019")
    assert (dotted.day, dotted.other) == (D("2019-03-04"), None)


# ── the URL ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/2014/09/24/story.html",
        "http://a.example/news/2014-09-24-story",
        "http://a.example/world/20140924/1025467.html",
        "http://a.example/english/2014-09/24/c_133669.htm",
        "http://a.example/n/2014/0924/c1002-257.html",
        "http://a.example/world/2014/sep/24/story",
        "http://a.example/article/AJ201409240045",
        "http://a.example/t20140924_1.html",
        "http://a.example/24-09-2014/story",
        "http://a.example/20140924081500/story",
    ],
)
def test_reads_the_day_of_a_url(url: str) -> None:
    assert [sign.day for sign in signs.from_url(url)] == [D("2014-09-24")]


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/2014/09/story",
        "http://a.example/story-29340000",
        "http://a.example/id/19999999",
        "http://2014-09-24.example/",
        "http://a.example/20141324/x",
        "http://a.example/1231201409241",
    ],
)
def test_reads_no_day_where_a_url_has_none(url: str) -> None:
    assert list(signs.from_url(url)) == []


# ── timestamps and zones ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "zone", "day"),
    [
        ("2014-09-24", None, "2014-09-24"),
        ("2014-09-24T23:30:00+03:00", None, "2014-09-24"),
        ("2014-09-24T22:30:00Z", "Asia/Tokyo", "2014-09-25"),
        ("2014-09-24T22:30:00Z", None, "2014-09-24"),
        ("2014-09-25T02:30:00Z", "America/New_York", "2014-09-24"),
        ("2014-09-24T22:30:00", "Asia/Tokyo", "2014-09-24"),  # no offset: local already
        ("2014-09-24T00:00:00Z", "America/New_York", "2014-09-24"),  # a day without a time
        ("2014-09-24 22:30:00 UTC", "Asia/Tokyo", "2014-09-25"),
        ("20140924T2230+0400", "Europe/Moscow", "2014-09-24"),
        ("2014-09-24T25:99:00Z", "Asia/Tokyo", "2014-09-24"),
        ("Wed, 24 Sep 2014 08:15:00 GMT", None, "2014-09-24"),
        ("2014/09/24 08:15:00", None, "2014-09-24"),
        ("yesterday", None, None),
        ("", None, None),
        ("2014-02-30T10:00:00Z", None, None),
    ],
)
def test_reads_a_timestamp_in_the_outlets_zone(value: str, zone: str | None, day: str | None) -> None:
    assert signs.machine_day(value, ZoneInfo(zone) if zone else None) == (D(day) if day else None)


# ── whole pages ───────────────────────────────────────────────────────────────────────────────────

STORY = STORIES["english"]
OTHER = pages.linked(replace(STORY, headline="A different matter"), D("2015-01-01"))
OWN = pages.linked(STORY, D("2014-09-24"))
CLOCK = "<p>Monday, March 2, 2026</p><ul><li>Home</li><li>World</li></ul>"
COMMENT = "<div class='comments'><p>Anna, 26 September 2014</p><p>I see.</p></div>"
TEASER = "<ul class='related'><li><time datetime='2015-02-03'>3 Feb</time></li></ul>"
SLOPPY = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2014-09-24",}</script>'
BROKEN = '<script type="application/ld+json">{"@type": </script><meta name="DC.date.issued" content="2014-09-24">'
POSTED = '<a href="/x" rel="bookmark"><time class="entry-date published" datetime="2014-09-24">24 Sep</time></a>'
REPOSTED = f'{POSTED}<a href="/x"><time class="updated" datetime="2019-02-03">3 Feb</time></a>'
MICROFORMAT = '<p>Posted <abbr class="published" title="2014-09-24T08:00:00">last week</abbr></p>'
STATE = '<script>window.state = {"a": {"publishedAt":"2014-09-24T08:00:00Z"}}</script>'
STATES = STATE + '<script>window.more = [{"publishedAt":"2015-01-01T08:00:00Z"}]</script>'
DATED = [
    # (where the page has its day, above the headline, below it, below the text, in the head, the day)
    ("no day at all", "", "", "", "", None),
    ("a sentence with a day", "", "<p>The ship is due on September 30, 2014, she said.</p>", "", "", None),
    ("the deck tells a coming day", "", "<h2>Terminal to open on 1 May 2016</h2>", "", "", None),
    ("a byline with its day", "", "<p>By Ivar Holm, Herald staff | 24 September 2014</p>", "", "", "2014-09-24"),
    ("both days in one line", "", "<p>Published 24 Sep 2014, updated 29 Sep 2014</p>", "", "", "2014-09-24"),
    ("below the text", "", "", "<p>24.09.2014</p>", "", "2014-09-24"),
    ("above the headline", "<p>Wednesday, September 24, 2014</p>", "", "", "", "2014-09-24"),
    ("above, but it is today's", CLOCK, "", "", "", None),
    ("in comments", "", "", COMMENT, "", None),
    ("in related reports", "", "", pages.teasers(D("2015-01-01"), 6), "", None),
    ("a teaser's time element", "", "", TEASER, "", None),
    ("hidden in a script", "", "", "", "<script>var published='2014-09-24'</script>", None),
    ("another article's JSON-LD", "", "", "", OTHER, "2015-01-01"),
    ("two JSON-LD nodes", "", "", "", OTHER + OWN, "2014-09-24"),
    ("JSON-LD with a trailing comma", "", "", "", SLOPPY, "2014-09-24"),
    ("a link that is the report's own date", "", f"<p>Posted on {POSTED}</p>", "", "", "2014-09-24"),
    ("published, then updated, both links", "", f"<p>Posted on {REPOSTED}</p>", "", "", "2014-09-24"),
    ("an abbreviation that stands for the day", "", MICROFORMAT, "", "", "2014-09-24"),
    ("the state of a script", "", "", "", STATE, "2014-09-24"),
    ("the state of a script for several reports", "", "", "", STATES, None),
    ("an order that the weekday tells", "", "<p>Posted on Thu, 03/04/2019 - 18:32</p>", "", "", None),
    ("another that it tells", "", "<p>Posted on Mon, 03/04/2019 - 18:32</p>", "", "", "2019-03-04"),
    ("and the other way", "", "<p>Posted on Wed, 03/04/2019 - 18:32</p>", "", "", "2019-04-03"),
    ("broken JSON-LD and a meta element", "", "", "", BROKEN, "2014-09-24"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "after", "head", "day"), [r[1:] for r in DATED], ids=[r[0] for r in DATED])
def test_finds_the_day_of_a_page(above: str, below: str, after: str, head: str, day: str | None) -> None:
    body = f"{above}<h1>{STORY.headline}</h1>{below}{pages.prose(STORY)}{after}"
    report = read(pages.capture("http://www.herald.example/x"), pages.shell(STORY, body, head).encode(), None)
    assert isinstance(report, Report)
    assert report.published == (D(day) if day else None)


@pytest.mark.parametrize(
    ("language", "day"),
    [("pt", "2019-04-03"), ("pt-BR", "2019-04-03"), ("de", "2019-04-03"), ("en-GB", None), ("ja", None)],
)
def test_a_language_tells_the_order_where_none_of_its_countries_has_another(language: str, day: str | None) -> None:
    body = f"<h1>{STORY.headline}</h1><p>03/04/2019</p>{pages.prose(STORY)}"
    markup = pages.shell(STORY, body).replace('lang="en"', f'lang="{language}"')
    report = read(pages.capture("http://www.herald.example/x"), markup.encode(), None)
    assert isinstance(report, Report)
    assert report.published == (D(day) if day else None)


def test_keeps_every_sign_with_its_origin() -> None:
    sample = pages.xinhua_english(D("2014-09-24"))
    report = read(sample.capture, sample.body, sample.outlet)
    assert isinstance(report, Report)
    assert {sign.origin for sign in report.signals} == {"meta", "url", "visible", "dateline"}
    assert {sign.day for sign in report.signals} == {D("2014-09-24")}


def test_an_archived_page_is_not_younger_than_its_capture() -> None:
    sample = pages.json_ld(D("2019-05-01"))
    archived = replace(sample.capture, archived_at=datetime(2014, 9, 26, tzinfo=UTC))
    report = read(archived, sample.body, sample.outlet)
    assert isinstance(report, Report)
    assert report.published is None


def redated(sample: pages.Sample) -> pages.Sample:
    """A new system has stamped its own day on an old report."""
    head = (
        f'<meta property="article:published_time" content="2019-05-01T00:00:00Z">{pages.linked(STORY, D("2019-05-01"))}'
    )
    return replace(sample, markup=sample.markup.replace("</head>", f"{head}</head>"))


@pytest.mark.parametrize(
    "template", [pages.xinhua_english, pages.xinhua_chinese, pages.people_like, pages.pravda_like, pages.yonhap_like]
)
def test_a_re_dated_archive_is_outvoted(template: object) -> None:
    sample = redated(template(D("2014-09-24")))  # type: ignore[operator]
    report = read(sample.capture, sample.body, sample.outlet)
    assert isinstance(report, Report)
    assert report.published == D("2014-09-24")
