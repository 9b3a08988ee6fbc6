"""What an address says by itself."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import urls


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://News.XinhuaNet.com:80/english/", "news.xinhuanet.com"),
        ("https://user:pass@tass.com/", "tass.com"),
        ("library:record/12", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert urls.host_of(url) == host


@pytest.mark.parametrize(
    ("host", "sites", "same"),
    [
        ("www.rt.com", ["rt.com"], True),
        ("m.rt.com", ["www.rt.com"], True),
        ("english.news.cn", ["news.cn"], True),
        ("news.cn", ["english.news.cn"], False),
        ("notrt.com", ["rt.com"], False),
        ("rt.com.evil.example", ["rt.com"], False),
        ("rt.com", [], False),
        ("rt.com", [""], False),
    ],
)
def test_same_site_takes_a_host_and_what_lies_below_it(host: str, sites: list[str], same: bool) -> None:
    assert urls.same_site(host, sites) is same


PLAIN = "https://example.com/world/story"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/world/story",
        "https://www.example.com/world/story/",
        "https://m.example.com/world/story",
        "https://amp.example.com/world/story",
        "https://www.m.example.com:443/world/story",
        "http://example.com:80/world/story#comments",
        "https://example.com/world/story?utm_source=feed&fbclid=1",
        "https://example.com/amp/world/story",
        "https://example.com/world/story/amp/",
        "https://example.com/world//story/index.html",
        "https://example.com/world/st%6Fry?amp=1",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/world/story",
        "https://www.google.com/amp/s/example.com/world/story",
        "  https://EXAMPLE.com/world/story  ",
    ],
)
def test_addresses_of_one_page_have_one_key(other: str) -> None:
    assert urls.comparison_key(other) == urls.comparison_key(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/world/story?id=7",
        "https://example.com/world/Story",
        "https://english.example.com/world/story",
        "https://example.com:8080/world/story",
        "https://example.com/world/story.html",
        "https://example.com/world/story%2F2",
        "ftp://example.com/world/story",
    ],
)
def test_addresses_of_different_pages_differ(other: str) -> None:
    assert urls.comparison_key(other) != urls.comparison_key(PLAIN)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert urls.comparison_key("https://a.com/?b=2&a=1") == urls.comparison_key("https://a.com/?a=1&b=2")


def test_amp_pages_with_the_word_in_their_file_name() -> None:
    assert urls.comparison_key("https://a.com/x.amp.html") == urls.comparison_key("https://a.com/x.html")


addresses = st.builds(
    lambda scheme, host, port, path, query: f"{scheme}://{host}{port}/{path}{query}",
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["a.com", "www.m.a.com", "amp.amp.a.co.uk", "пример.рф", "1.2.3.4", "a.com."]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text("aZé/%25.-amp index.html;=+№", max_size=30),
    st.text("?&=ab%20#+é utm_x", max_size=20).map(lambda query: f"?{query}"),
)


@given(st.one_of(addresses, st.text(max_size=40)))
def test_the_key_of_a_key_is_itself(url: str) -> None:
    key = urls.comparison_key(url)
    assert urls.comparison_key(key) == key


DAY = date(2014, 9, 24)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.com/2014/09/24/japan", DAY),
        ("http://a.com/2014/9/24/", DAY),
        ("http://a.com/20140924/1.html", DAY),
        ("http://news.xinhuanet.com/english/china/2014-09/24/c_133668259.htm", DAY),
        ("http://a.com/2014-09-24-japan", DAY),
        ("http://a.com/2014_09_24", DAY),
        ("http://a.com/world/2014/sep/24/japan", DAY),
        ("http://a.com/world/2014/september/24/japan", DAY),
        ("http://a.com/2014/0924/x", DAY),
        ("http://a.com/content/201409/24/x.html", DAY),
        ("http://ajw.asahi.com/article/politics/AJ201409240046", DAY),
        ("http://a.com/24-09-2014/x", DAY),
        ("http://a.com/09-24-2014/x", DAY),
        ("http://a.com/?date=2014-09-24", DAY),
        ("http://a.com/sitemap?yyyy=2014&mm=09&dd=24", DAY),
        ("http://a.com/03-04-2014/x", None),
        ("http://a.com/2014/09/japan", None),
        ("http://a.com/2014-13-24", None),
        ("http://a.com/2014-02-30", None),
        ("http://a.com/1890/09/24", None),
        ("http://a.com/id1234201409240046", None),
        ("http://a.com/7620140924", None),
        ("http://2014-09-24.example.com/x", None),
        ("http://[broken/2014/09/24", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None) -> None:
    assert urls.date_in(url) == day


@pytest.mark.parametrize(
    ("url", "period"),
    [
        ("http://a.com/2014/09/japan", (date(2014, 9, 1), date(2014, 9, 30))),
        ("http://a.com/sitemap-2014-9.xml", (date(2014, 9, 1), date(2014, 9, 30))),
        ("http://a.com/sitemap_201402.xml.gz", (date(2014, 2, 1), date(2014, 2, 28))),
        ("http://a.com/archive/2014/december/", (date(2014, 12, 1), date(2014, 12, 31))),
        ("http://a.com/2014/09/24/japan", (DAY, DAY)),
        ("http://a.com/sitemap-2014.xml", None),
        ("http://a.com/sitemap-201413.xml", None),
        ("http://a.com/sitemap-2014-09-1.xml", (date(2014, 9, 1), date(2014, 9, 30))),
        ("http://a.com/2014/mayor-resigns", None),
        ("http://a.com/2014/may-day-parade", None),
    ],
)
def test_the_period_in_an_address(url: str, period: tuple[date, date] | None) -> None:
    assert urls.period_in(url) == period


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://a.com/Politics/Japan-slaps-new-sanctions-on-Russia", "japan slaps new sanctions on russia"),
        ("http://a.com/2014/09/24/japan_tightens_sanctions-id7.html", "japan tightens sanctions"),
        ("http://a.com/japan-tightens-sanctions/12345678", "japan tightens sanctions"),
        ("http://a.com/world/five-banks-g7-20-percent.html", "five banks g7 20 percent"),
        (
            "http://a.com/%D1%8F%D0%BF%D0%BE%D0%BD%D0%B8%D1%8F-%D1%81%D0%B0%D0%BD%D0%BA%D1%86%D0%B8%D0%B8",
            "япония санкции",
        ),
        ("http://news.xinhuanet.com/english/china/2014-09/24/c_133668259.htm", ""),
        ("http://ajw.asahi.com/article/behind_news/politics/AJ201409240046", ""),
        ("http://a.com/politics/12345", ""),
        ("http://a.com/story/5f2a9c1e8b7d", ""),
        ("http://a.com/cms/s/0/6c1f53e2-e1d6-11e5-8d9b-e88a2a889797.html", ""),
        ("http://a.com/", ""),
        ("http://a.com/world", "world"),
    ],
)
def test_the_words_of_an_address(url: str, words: str) -> None:
    assert " ".join(urls.slug_words(url)) == words


STAMP = datetime(2014, 9, 24, 12, 34, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "original", "stamp"),
    [
        ("https://web.archive.org/web/20140924123456/http://a.com/b", "http://a.com/b", STAMP),
        ("http://web.archive.org/web/20140924123456id_/http://a.com/b?c=d", "http://a.com/b?c=d", STAMP),
        ("http://wayback.archive.org/web/20140924/https://a.com", "https://a.com", datetime(2014, 9, 24, tzinfo=UTC)),
        ("https://web.archive.org/web/2014*/a.com", "http://a.com", datetime(2014, 1, 1, tzinfo=UTC)),
        ("https://web.archive.org/web/*/http://a.com/b", "http://a.com/b", None),
        ("https://web.archive.org/web/http:/a.com/b", "http://a.com/b", None),
        ("http://archive.lan:8080/news/20140924123456mp_/http://a.com/b", "http://a.com/b", STAMP),
        ("https://web.archive.org/web/20149999/http://a.com/b", "http://a.com/b", None),
    ],
)
def test_replay_addresses_tell_the_page_and_the_time(url: str, original: str, stamp: datetime | None) -> None:
    assert urls.unwrap_archive(url) == (original, stamp)


@pytest.mark.parametrize(
    "url", ["http://a.com/2014/09/24/b", "http://archive.org/details/x", "http://a.com/20140924123456/", ""]
)
def test_other_addresses_are_no_replay(url: str) -> None:
    assert urls.unwrap_archive(url) is None
