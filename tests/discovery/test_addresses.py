"""What kind of page an address leads to."""

import pytest

from verifier.discovery.addresses import is_gathering, language_in, may_be_report


@pytest.mark.parametrize(
    "url",
    [
        "http://daily.example/world/japan-tightens-sanctions",
        "http://daily.example/2014/09/24/japan-tightens-sanctions/",
        "http://news.xinhuanet.com/english/china/2014-09/24/c_133668259.htm",
        "http://ajw.asahi.com/article/behind_news/politics/AJ201409240046",
        "http://www.interfax.com/newsinf.asp?id=538240",
        "http://www.kommersant.ru/doc/2573815",
        "http://daily.example/archive/2014/09/24/japan-tightens-sanctions",
        "http://daily.example/video/2014/09/24/12345.html",
        "http://daily.example/pdf/statement-of-the-ministry.pdf",
        "http://www.lrt.lt/en/news_in_english/29/86814",
        "http://daily.example/v/economy/4fd1e7ab-62cd-4b1e-8f0a-1b2c3d4e5f60",
        "http://daily.example/article/idUSKBN0HJ1A",
    ],
)
def test_reports(url: str) -> None:
    assert may_be_report(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://daily.example/",
        "http://daily.example/world",
        "http://daily.example/world/asia/",
        "http://daily.example/index.html",
        "http://daily.example/2014/09/24/",
        "http://daily.example/tag/japan-russia-sanctions",
        "http://daily.example/author/jane-doe-smith",
        "http://daily.example/search?q=japan+sanctions",
        "http://daily.example/photos/12345",
        "http://daily.example/subscribe/digital-and-print",
        "http://daily.example/wp-content/uploads/2014/09/24/picture.jpg",
        "http://daily.example/css/main.css",
        "http://daily.example/feed.xml",
    ],
)
def test_pages_that_are_none(url: str) -> None:
    assert not may_be_report(url)


def test_a_front_page_gathers_others() -> None:
    assert is_gathering("http://daily.example")


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("http://english.news.cn/a", "en"),
        ("http://cn.reuters.example/a", "zh"),
        ("http://tass.ru/en/economy/860277", "en"),
        ("http://www.mid.ru/ru/foreign_policy/1", "ru"),
        ("http://daily.example/world/a", None),
        ("http://uk.reuters.example/a", None),
    ],
)
def test_language_editions(url: str, language: str | None) -> None:
    assert language_in(url) == language
