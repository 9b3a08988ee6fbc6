"""Which links of a list are reports, and what they are called."""

import pytest

from verifier.discovery.links import MAX_LINKS, Linked, reports_linked
from verifier.errors import ChannelError

PAGE = "https://www.daily.example/archive/2014/09/24/"
HOSTS = ("daily.example",)


@pytest.mark.parametrize(
    ("anchor", "linked"),
    [
        pytest.param(
            '<a href="/world/2014/09/24/japan-acts">Japan acts against five banks</a>',
            [Linked("https://www.daily.example/world/2014/09/24/japan-acts", "Japan acts against five banks")],
            id="its own address, absolute",
        ),
        pytest.param(
            '<a href="4711.html"> Japan <b>acts</b>\n against banks </a>',
            [Linked("https://www.daily.example/archive/2014/09/24/4711.html", "Japan acts against banks")],
            id="words through markup and line ends",
        ),
        pytest.param(
            '<a href="/news/4711#comments">12</a><a href="/news/4711">Japan acts against banks</a>',
            [Linked("https://www.daily.example/news/4711", "Japan acts against banks")],
            id="a page once, by its longest words",
        ),
        pytest.param(
            '<a href="/news/4711">read more</a>',
            [Linked("https://www.daily.example/news/4711")],
            id="two words are no title",
        ),
        pytest.param(
            '<a href="/news/4711"><img src="x.jpg" alt="Japan acts against banks"></a>',
            [Linked("https://www.daily.example/news/4711", "Japan acts against banks")],
            id="a picture's words",
        ),
        pytest.param(
            '<a href="/news/4711">日本、ロシアの銀行に制裁</a>',
            [Linked("https://www.daily.example/news/4711", "日本、ロシアの銀行に制裁")],
            id="a title without spaces",
        ),
        pytest.param(
            '<a href="http://asia.daily.example/4711">x</a>',
            [Linked("http://asia.daily.example/4711")],
            id="a host below",
        ),
        pytest.param(
            '<a href="/web/20140925000000/http://daily.example/news/4711">Japan acts against banks</a>',
            [Linked("http://daily.example/news/4711", "Japan acts against banks")],
            id="out of an archive's frame",
        ),
        pytest.param('<a href="http://elsewhere.example/4711">Japan acts against banks</a>', [], id="another site"),
        pytest.param('<a href="/">The Daily, every day anew</a>', [], id="the front page"),
        pytest.param('<a href="/tag/japan-banks-sanctions">Japan and its banks</a>', [], id="a tag"),
        pytest.param('<a href="/archive/2014/09/24/">News of that very day</a>', [], id="the list itself"),
        pytest.param('<a href="javascript:go(4711)">Japan acts against banks</a>', [], id="a script"),
        pytest.param('<a href="mailto:a@daily.example">Write to us about it</a>', [], id="mail"),
        pytest.param('<a href="//[broken/4711">Japan acts against banks</a>', [], id="no address at all"),
        pytest.param('<a name="top">Japan acts against banks</a>', [], id="no link"),
    ],
)
def test_links(answered, anchor: str, linked: list[Linked]) -> None:
    body = f'<html><meta charset="utf-8"><body><p>{anchor}</p></body></html>'
    assert list(reports_linked(answered(body), PAGE, HOSTS)) == linked


def test_a_base_is_heeded(answered) -> None:
    body = '<base href="https://daily.example/world/"><a href="japan-acts-at-last">x</a>'
    assert reports_linked(answered(body), PAGE, HOSTS)[0].url == "https://daily.example/world/japan-acts-at-last"


@pytest.mark.parametrize(
    ("encoding", "header"),
    [("utf-8", None), ("windows-1251", "text/html; charset=windows-1251"), ("koi8-r", "text/html; charset=KOI8-R")],
)
def test_titles_are_read_in_their_encoding(answered, encoding: str, header: str | None) -> None:
    body = '<a href="/news/4711">Япония ввела санкции против банков</a>'.encode(encoding)
    response = answered(body, **({"Content_Type": header} if header else {}))
    assert reports_linked(response, PAGE, HOSTS)[0].title == "Япония ввела санкции против банков"


def test_a_page_without_links_is_no_list(answered) -> None:
    with pytest.raises(ChannelError):
        reports_linked(answered("<p>Please enable JavaScript.</p>"), PAGE, HOSTS)


def test_of_a_page_of_links_only_so_many_are_read(answered) -> None:
    body = "".join(f'<a href="/news/{n}">x</a>' for n in range(1000, 1000 + MAX_LINKS + 500))
    assert len(reports_linked(answered(body), PAGE, HOSTS)) == MAX_LINKS
