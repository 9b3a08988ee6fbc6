"""What is no report is named; and a report that speaks of such things stays one."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reading import pages
from tests.reading.stories import STORIES
from verifier.reading import read
from verifier.records import Report, Unreadable

STORY = STORIES["english"]
URL = "https://www.herald.example/world/2014/09/24/harbour-council"


def read_page(markup: str, **changes: object) -> Report | Unreadable:
    return read(pages.capture(URL, **changes), markup.encode(), None)


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


KEPT = tomllib.loads(Path(__file__).with_name("walls.toml").read_text("utf-8"))
HEADLINES = [f"<a href=/{n}>Another report on matter number {n} of that week</a>" for n in range(30)]
TEASERS = [f"<h3>{line}</h3><p>Something happened there that nobody had expected before.</p>" for line in HEADLINES]
MISSING_AMONG_TEASERS = "<h1>404</h1><p>Page not found</p>" + pages.teasers(pages.SEEN.date(), 20)

WALLS = [
    *((kept["what"], kept["page"], kept["name"]) for kept in KEPT["wall"]),
    ("soft 404 among teasers", page("404", MISSING_AMONG_TEASERS), "soft_404"),
    (
        "pay wall without a teaser",
        page("", f"<h1>{STORY.headline}</h1><p>Subscribe to continue reading</p>"),
        "paywall",
    ),
    ("front page", page("Herald", "".join(TEASERS)), "listing"),
    ("section", page("World", f"<h1>World</h1><ul><li>{'<li>'.join(HEADLINES)}</ul>"), "listing"),
    ("empty", page("", ""), "empty"),
    ("only a headline", page("Herald", f"<h1>{STORY.headline}</h1>"), "empty"),
]


@pytest.mark.parametrize(("markup", "wall"), [row[1:] for row in WALLS], ids=[row[0] for row in WALLS])
def test_names_what_is_no_report(markup: str, wall: str) -> None:
    assert read_page(markup) is Unreadable(wall)


def article(headline: str, *paragraphs: str, extra: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return page(f"{headline} - Herald", f"<h1>{headline}</h1><div>24 September 2014</div>{text}{extra}")


def whole(extra: str = "", above: str = "") -> str:
    return above + article(STORY.headline, *STORY.paragraphs, extra=extra)


COUNTER_EXAMPLES = [
    *((kept["what"], kept["page"]) for kept in KEPT["report"]),
    ("with a newsletter box", whole("<div class=promo><p>Please sign in to get our newsletter.</p></div>")),
    ("with a login form", whole("<form><input name=u><input type=password></form>")),
    ("with a consent layer", whole("<div class='cookie-banner'><p>We value your privacy</p><p>Accept all</p></div>")),
    ("with a noscript notice", whole("<noscript>Please enable JavaScript to see comments.</noscript>")),
    ("with bot protection", whole("<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>")),
    ("with a menu that sells", whole(above="<body><div>Already a subscriber? Log in</div>")),
    (
        "a brief among many headlines",
        article(STORY.headline, STORY.paragraphs[0], extra=pages.teasers(pages.SEEN.date(), 40)),
    ),
]


@pytest.mark.parametrize("markup", [row[1] for row in COUNTER_EXAMPLES], ids=[row[0] for row in COUNTER_EXAMPLES])
def test_a_report_about_walls_is_a_report(markup: str) -> None:
    report = read_page(markup)
    assert isinstance(report, Report)
    assert not report.teaser
    assert "Norrvik" in report.text


# ── pay walls with a teaser ───────────────────────────────────────────────────────────────────────

NIKKEI = page(
    "北港評議会、ガス基地の契約署名を延期 - 日報",
    f"<h1>{STORIES['japanese'].headline}</h1><time datetime='2014-09-24T21:30:00+09:00'></time>"
    f"<p>{STORIES['japanese'].paragraphs[0]}</p><p>この記事は会員限定です。残り1,234文字</p>",
    pages.linked(STORIES["japanese"], pages.SEEN.date(), isAccessibleForFree=False),
)
CLOSED_IN_PART = page(
    f"{STORY.headline} - Herald",
    f"<h1>{STORY.headline}</h1><p>{STORY.paragraphs[0]}</p>",
    pages.linked(
        STORY,
        pages.SEEN.date(),
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".rest"},
    ),
)
SAID_ONLY = page(
    f"{STORY.headline} - Herald",
    f"<h1>{STORY.headline}</h1><p>{STORY.paragraphs[0]}</p><div><p>Already a subscriber? Log in</p></div>",
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (NIKKEI, STORIES["japanese"].paragraphs[0]),
        (CLOSED_IN_PART, STORY.paragraphs[0]),
        (SAID_ONLY, STORY.paragraphs[0]),
    ],
    ids=["a member's article", "a closed part", "only said in words"],
)
def test_a_teaser_is_read_and_called_one(markup: str, text: str) -> None:
    report = read_page(markup)
    assert isinstance(report, Report)
    assert report.teaser
    assert report.text == text


def test_a_closed_article_that_is_there_whole_is_no_teaser() -> None:
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs * 5)
    closed = pages.linked(STORY, pages.SEEN.date(), isAccessibleForFree=False)
    report = read_page(page(STORY.headline, f"<h1>{STORY.headline}</h1>{whole}", closed))
    assert isinstance(report, Report)
    assert not report.teaser


# ── by the answer itself ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "wall"),
    [
        (401, "login"),
        (402, "paywall"),
        (403, "bot_wall"),
        (404, "soft_404"),
        (410, "soft_404"),
        (429, "bot_wall"),
        (503, "error_page"),
    ],
)
def test_an_error_status_outweighs_the_page(status: int, wall: str) -> None:
    assert read_page(article(STORY.headline, *STORY.paragraphs), status=status) is Unreadable(wall)


@pytest.mark.parametrize(
    ("final", "gone"),
    [
        ("https://www.herald.example/", True),
        ("https://www.herald.example/index.html", True),
        ("https://web.archive.org/web/20200101000000id_/https://www.herald.example/", True),
        ("https://www.herald.example/world/2014/09/24/harbour-council/", False),
        ("https://www.herald.example/?p=1234", False),
    ],
)
def test_a_report_that_leads_home_is_gone(final: str, gone: bool) -> None:
    result = read_page(article(STORY.headline, *STORY.paragraphs), final_url=final)
    assert (result is Unreadable.SOFT_404) == gone


@pytest.mark.parametrize(
    ("body", "media_type", "name"),
    [
        (b"", "text/html", "empty"),
        (b"  \n ", "text/html", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "text/html", "not_text"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "image/jpeg", "not_text"),
        (b'{"a": 1}', "application/json", "not_text"),
        (b"\0\1\2\3" * 400, "application/octet-stream", "not_text"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "text/xml", "listing"),
        (b"%PDF-1.4 broken", "application/pdf", "error_page"),
        (b"<!-- nothing -->", "text/html", "empty"),
    ],
)
def test_bytes_that_hold_no_text(body: bytes, media_type: str, name: str) -> None:
    capture = replace(pages.capture(URL), media_type=media_type, headers=())
    assert read(capture, body, None) is Unreadable(name)
