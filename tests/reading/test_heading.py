"""Title, byline, site, language, and the page's own URL."""

from __future__ import annotations

import pytest

from tests.reading import pages
from tests.reading.stories import STORIES
from verifier.reading import heading, read
from verifier.records import Domain, Outlet, Report

STORY = STORIES["english"]
OUTLET = Outlet("herald", "The Norrvik Herald", ("Herald",), (Domain("herald.example"), Domain("nh.example")))
URL = "https://www.herald.example/world/harbour"


def report_of(head: str = "", body: str = "", url: str = URL, story: object = STORY, title: str = "{}") -> Report:
    markup = pages.shell(story, body or f"<h1>{story.headline}</h1>{pages.prose(story)}", head, title)  # type: ignore[attr-defined, arg-type]
    report = read(pages.capture(url), markup.encode(), OUTLET)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Council delays signing - The Norrvik Herald", "Council delays signing"),
        ("Council delays signing | Herald", "Council delays signing"),
        ("Herald: Council delays signing", "Herald: Council delays signing"),
        ("Herald | Council delays signing", "Council delays signing"),
        ("Council delays signing :: World :: herald.example", "Council delays signing :: World"),
        ("Council delays signing_Herald", "Council delays signing"),
        ("Council - board talks go on", "Council - board talks go on"),
        ("The Norrvik Herald", ""),
        ("評議会、署名を延期｜Herald", "評議会、署名を延期"),
    ],
)
def test_a_title_loses_the_sites_name(title: str, short: str) -> None:
    names = {"norrvikherald", "herald", "heraldexample"}
    assert heading.without_site(title, None, names) == short


def test_the_headline_comes_from_the_most_deliberate_place() -> None:
    other = '<meta property="og:title" content="Harbour: signing put off">'
    assert report_of(other, body=f"<p>x</p>{pages.prose(STORY)}").title == "Harbour: signing put off"
    assert report_of().title == STORY.headline
    assert report_of(title="{} - Herald", body=pages.prose(STORY)).title == STORY.headline


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (pages.linked(STORY, pages.SEEN.date()), "", "Ivar Holm"),
        ('<meta name="author" content="By Ivar Holm">', "", "Ivar Holm"),
        ('<meta name="author" content="https://facebook.example/herald">', "", None),
        ("", f"<h1>{STORY.headline}</h1><p class='byline'>By Ivar Holm</p>{pages.prose(STORY)}", "Ivar Holm"),
        ("", f"<h1>{STORY.headline}</h1><a rel='author'>Ivar Holm</a>{pages.prose(STORY)}", "Ivar Holm"),
        ("", "", None),
    ],
)
def test_byline(head: str, body: str, byline: str | None) -> None:
    assert report_of(head, body).byline == byline


def test_site() -> None:
    assert report_of('<meta property="og:site_name" content="Norrvik Herald Online">').site == "Norrvik Herald Online"
    assert report_of(pages.linked(STORY, pages.SEEN.date())).site == "Norrvik Herald"
    assert report_of().site is None


@pytest.mark.parametrize(
    ("claimed", "url"),
    [
        ("https://www.herald.example/world/harbour-council", "https://www.herald.example/world/harbour-council"),
        ("/world/harbour-council", "https://www.herald.example/world/harbour-council"),
        ("https://herald.example/a#top", "https://herald.example/a"),
        ("https://m.herald.example/a", "https://m.herald.example/a"),
        ("https://nh.example/a", "https://nh.example/a"),  # another domain of the outlet
        ("https://other.example/a", URL),
        ("https://www.herald.example/", URL),  # the front page is nobody's own URL
        ("javascript:alert(1)", URL),
        ("http://[broken", URL),
        ("https://web.archive.org/web/20150101000000/https://www.herald.example/a", "https://www.herald.example/a"),
    ],
)
def test_the_pages_own_url_is_honoured_on_its_own_site(claimed: str, url: str) -> None:
    assert report_of(f'<link rel="canonical" href="{claimed}">').url == url
    assert report_of(f'<meta property="og:url" content="{claimed}">').url == url


@pytest.mark.parametrize(("name", "language"), [(n, s.language) for n, s in STORIES.items()])
def test_language_is_told_from_the_text_where_the_page_does_not_say(name: str, language: str) -> None:
    text = "\n".join(STORIES[name].paragraphs)
    assert heading.language(None, text) == language
    assert heading.language(f"{language}-XX", text) == language


def test_a_template_left_in_english_does_not_make_a_russian_report_english() -> None:
    assert heading.language("en", STORIES["russian"].paragraphs[0]) == "ru"
    assert heading.language("en", STORIES["japanese"].paragraphs[0]) == "ja"
