"""What is no report is named; and a report that speaks of such things stays one."""

from __future__ import annotations

from dataclasses import replace

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


WALLS = [
    # (what it is,        the page,                                                                         its name)
    ("cloudflare", page("Just a moment...", "<h1>herald.example</h1><p>Checking your browser before accessing.</p>"), "bot_wall"),
    ("cloudflare, modern", page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>"), "bot_wall"),
    ("datadome", page("herald.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>"), "bot_wall"),
    ("akamai", page("Access Denied", "<h1>Access Denied</h1>You don't have permission to access \"http://www.herald.example/\" on this server.<p>Reference #18.2f"), "bot_wall"),
    ("search engine", page("Sorry", "<p>Our systems have detected unusual traffic from your computer network.</p>"), "bot_wall"),
    ("russian captcha", page("Вы не робот?", "<p>Подтвердите, что запросы отправляли вы, а не робот</p>"), "bot_wall"),
    ("chinese captcha", page("安全验证", "<p>请完成安全验证后继续访问</p>"), "bot_wall"),
    ("consent", page("Before you continue", "<p>We value your privacy. We and our 842 partners store and access information on your device to show advertising that suits you.</p><button>Accept all</button><button>Reject all</button>"), "consent"),
    ("consent, german", page("Zustimmung", "<p>Wir und unsere 120 Partner speichern Informationen auf Ihrem Gerät und verarbeiten personenbezogene Daten.</p><p>Alle akzeptieren</p><p>Mit Werbung weiterlesen</p>"), "consent"),
    ("login", page("Log in - Herald", "<form><label>E-mail<input name=u></label><label>Password<input type=password></label></form><p>Please log in to read the Herald archive.</p>"), "login"),
    ("login, russian", page("Вход", "<p>Для просмотра этой страницы необходимо войти.</p><input type=password>"), "login"),
    ("script only", page("Herald", "<div id='root'></div><script src='/app.js'></script><noscript>You need to enable JavaScript to run this app.</noscript>"), "script_only"),
    ("script only, silent", page("Herald", "<div id='__next'></div><script src='/app.js'></script>"), "script_only"),
    ("soft 404", page("Page not found - Herald", "<h1>Page not found</h1><p>The page you are looking for may have been moved or deleted.</p>"), "soft_404"),
    ("soft 404, russian", page("Страница не найдена", "<p>К сожалению, запрашиваемая вами страница не существует.</p>"), "soft_404"),
    ("soft 404, japanese", page("ページが見つかりません", "<p>お探しのページは掲載期間が終了したか、移動した可能性があります。</p>"), "soft_404"),
    ("soft 404, chinese", page("提示信息", "<p>对不起，您访问的页面不存在或已被删除！</p>"), "soft_404"),
    ("soft 404, french", page("Erreur 404", "<h1>Page introuvable</h1><p>Cette page n'existe plus.</p>"), "soft_404"),
    ("soft 404 among teasers", page("404", "<h1>404</h1><p>Page not found</p>" + pages.teasers(pages.SEEN.date(), 20)), "soft_404"),
    ("wayback, not archived", page("Internet Archive Wayback Machine", "<p>Hrm. The Wayback Machine has not archived that URL.</p>"), "soft_404"),
    ("wayback, excluded", page("Internet Archive Wayback Machine", "<h1>Sorry.</h1><p>This URL has been excluded from the Wayback Machine.</p>"), "error_page"),
    ("error", page("500 Internal Server Error", "<h1>Internal Server Error</h1>"), "error_page"),
    ("gateway", page("herald.example | 502: Bad gateway", "<h1>Bad gateway</h1><p>The web server reported a bad gateway error.</p>"), "error_page"),
    ("database", page("Error", "<h1>Error establishing a database connection</h1>"), "error_page"),
    ("maintenance", page("Технические работы", "<p>Сайт временно недоступен. Приносим извинения.</p>"), "error_page"),
    ("pay wall without a teaser", page("Herald", f"<h1>{STORY.headline}</h1><p>Subscribe to continue reading</p>"), "paywall"),
    ("pay wall, japanese", page("日報", "<h1>北港評議会</h1><p>この記事は会員限定です。</p>"), "paywall"),
    ("front page", page("Herald", "".join(f"<h3><a href=/{n}>Another report on matter number {n} of that week</a></h3><p>In place {n} something happened that nobody had expected before.</p>" for n in range(25))), "listing"),
    ("section", page("World - Herald", "<h1>World</h1><ul>" + "".join(f"<li><a href=/{n}>Another report on matter number {n} of that week</a></li>" for n in range(30)) + "</ul>"), "listing"),
    ("empty", page("", ""), "empty"),
    ("only a headline", page("Herald", f"<h1>{STORY.headline}</h1>"), "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "wall"), [row[1:] for row in WALLS], ids=[row[0] for row in WALLS])
def test_names_what_is_no_report(markup: str, wall: str) -> None:
    assert read_page(markup) is Unreadable(wall)


def article(headline: str, *paragraphs: str, extra: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return page(f"{headline} - Herald", f"<h1>{headline}</h1><div>24 September 2014</div>{text}{extra}")


LONG = "The ministry of Norrvik said on Wednesday that it would bring the matter before parliament in the autumn. "
COUNTER_EXAMPLES = [
    ("about captchas", article("Why “verify you are human” is everywhere", "Almost every site now asks its readers to verify you are human, and the reason is the cheapness of machines, says a study of the University of Norrvik. " + LONG, LONG * 3, LONG * 3)),
    ("about cookies", article("Cookie banners must offer “reject all”, court rules", "A court in Norrvik ruled on Wednesday that banners which let visitors accept cookies must offer a button to reject all of them as well. " + LONG, "The phrase “we value your privacy”, the judge said, “is not consent”. " + LONG, LONG * 4)),
    ("about a pay wall", article("Herald drops its pay wall", "Readers were told to subscribe to continue reading for the last time on Wednesday, the publisher said. " + LONG, LONG * 4, LONG * 5, LONG * 4)),
    ("about 404 pages", article("The art of the page not found", "When a page not found appears, some museums show a painting. " + LONG, LONG * 4, LONG * 5)),
    ("about an outage", article("Bank's service unavailable for a day", "Customers of Norrvik's largest bank saw “service temporarily unavailable” for most of Wednesday. " + LONG, LONG * 3)),
    ("with a newsletter box", article(STORY.headline, *STORY.paragraphs, extra="<div class=promo><p>Please sign in to get our newsletter.</p></div>")),
    ("with a login form", article(STORY.headline, *STORY.paragraphs, extra="<form><input name=u><input type=password></form>")),
    ("with a consent layer", article(STORY.headline, *STORY.paragraphs, extra="<div class='cookie-banner'><p>We value your privacy</p><p>Accept all</p><p>Reject all</p></div>")),
    ("with a noscript notice", article(STORY.headline, *STORY.paragraphs, extra="<noscript>Please enable JavaScript to see comments.</noscript>")),
    ("a brief among many headlines", article(STORY.headline, STORY.paragraphs[0], extra=pages.teasers(pages.SEEN.date(), 40))),
    ("404 people", article("Norrvik police detain 404", "Police detained 404 people in the harbour of Norrvik on Wednesday evening, a spokesman said.")),
    ("maintenance", article("Norrvik reactor shut down", "The second reactor of Norrvik is under scheduled maintenance until October, the operator said.")),
    ("a free page whose menu sells subscriptions", article(STORY.headline, *STORY.paragraphs).replace("<body>", "<body><div>Already a subscriber? Log in</div>")),
    ("a flash", article("Norrvik: minister resigns", "The minister of harbours of Norrvik, Ivar Holm, resigned on Wednesday, his office said.")),
    ("a site with bot protection scripts", article(STORY.headline, *STORY.paragraphs, extra="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>")),
]  # fmt: skip


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
    f"<p>{STORIES['japanese'].paragraphs[0]}</p><p>この記事は会員限定です。残り1,234文字 続きを読むには登録が必要です。</p>",
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
    [(401, "login"), (402, "paywall"), (403, "bot_wall"), (404, "soft_404"), (410, "soft_404"), (429, "bot_wall"), (503, "error_page")],
)  # fmt: skip
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
