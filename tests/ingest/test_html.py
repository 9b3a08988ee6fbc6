"""HTML: paragraphs, links, notes, what of a page is the document, and bombs."""

import resource
import time
from datetime import date

import pytest

from verifier.errors import TooLarge
from verifier.ingest import Given, Limits, ingest, ingest_text


def read(html: str, **given):
    return ingest_text(html, "html", given=Given(**given))


def links(document) -> list[tuple[str, str]]:
    return [(document.text[link.start : link.end], link.url) for link in document.links]


TEXTS = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("<p>One\n   and\ttwo.<p>Three", "One and two.\n\nThree"),
    ("One<br>two<br/>\n<br><br>three", "One\ntwo\n\nthree"),
    ("<p>A <b>bold</b><i>er</i> word</p>", "A bolder word"),
    ("<ul><li>One</li><li>Two</ul>", "One\n\nTwo"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
    ("<p>a&nbsp;b &amp; &#8220;c&#x201D; &mdash; &hellip; &lpar;d&rpar; &lt;e&gt;</p>", "a\u00a0b & “c” — … (d) <e>"),
    ("<p>soft\u00adhyphen, zero\u200bwidth, 𝔘 🛰️ שלום</p>", "soft\u00adhyphen, zero\u200bwidth, 𝔘 🛰️ שלום"),
    ("<p>x<script>if (a<b) '</p>'</script> y<style>p{}</style></p>", "x y"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    ("<nav>Home</nav><p hidden>no</p><p>yes</p><select><option>no</select>", "yes"),
    ("<p>He said <q>no</q>.</p>", "He said “no”."),
    ("<form><p>kept</p><button>Send</button></form>", "kept"),
    ("<p>one<!-- (Xinhua, May 1) --> two</p>", "one two"),
]


@pytest.mark.parametrize(("html", "text"), TEXTS)
def test_paragraphs_as_a_browser_shows_them(html, text):
    assert read(html).text == text


def test_links_are_over_their_words_and_resolved():
    document = read(
        "<p>Word (<a href='/a?x=1&amp;y=2'> Xinhua </a>, <a href='https://y.jp/b'>March <b>3</b></a>; "
        "<a href='mailto:a@b.c'>mail</a> <a href='#top'>top</a> <a href='http://[bad'>bad</a> <a>none</a>)</p>",
        url="https://x.cn/news/",
    )
    assert links(document) == [("Xinhua", "https://x.cn/a?x=1&y=2"), ("March 3", "https://y.jp/b")]


def test_the_pages_own_base_is_used():
    assert links(read("<base href='https://x.cn/b/'><p><a href='c'>d</a></p>")) == [("d", "https://x.cn/b/c")]


def test_an_impossible_base_is_ignored():
    document = read("<base href='http://[bad'><p><a href='c'>d</a></p>", url="https://x.cn/b/")
    assert links(document) == [("d", "https://x.cn/b/c")]


def test_a_link_around_paragraphs_is_over_each():
    document = read("<a href='https://x.cn'><p>one</p><p>two</p></a><p>three</p>")
    assert links(document) == [("one", "https://x.cn"), ("two", "https://x.cn")]


def test_places_name_the_paragraphs():
    document = read("<h1>A</h1><p>B</p>")
    assert [(document.text[p.start : p.end], p.where) for p in document.places] == [
        ("A", "paragraph 1"),
        ("B", "paragraph 2"),
    ]


LONG = "<p>" + "The article goes on and on. " * 30 + "</p>"


def test_of_a_page_with_a_clear_article_the_article_is_kept():
    page = (
        f"<header>Site</header><main><div>Share</div><article><h1>T</h1>{LONG}</article></main><footer>Legal</footer>"
    )
    text = read(page).text
    assert text.startswith("T\n\nThe article")
    assert "Site" not in text
    assert "Share" not in text
    assert "Legal" not in text


def test_where_no_article_is_clear_nothing_is_dropped():
    page = f"<header>Site</header><article>{LONG}</article><article>{LONG}</article><footer>Legal</footer>"
    text = read(page).text
    assert text.startswith("Site")
    assert text.endswith("Legal")
    assert text.count("The article goes on") == 60


def test_footnotes_the_article_points_to_are_kept_and_named():
    page = (
        f"<article>{LONG}<p>A claim.<sup><a href='#fn7'>7</a></sup> <a href='#more'>read more</a></p></article>"
        "<div id='more'>Other news</div><ol><li id='fn7'><p>Xinhua, May 1, 2014.</p></li></ol>"
    )
    document = read(page)
    assert document.text.endswith("A claim.7 read more\n\nXinhua, May 1, 2014.")
    assert document.places[-1].where == "footnote 7"


HEAD = """<html lang="en-US"><head><title>Ties | The Paper</title><meta property="og:site_name" content="The Paper">
<link rel="canonical" href="https://paper.example/ties">%s</head><body>
<p>The text of the page is here.</p></body></html>"""

FACTS = [
    ('<meta property="article:published_time" content="2014-10-03T23:59:00+09:00">', "Ties | The Paper"),
    ('<meta name="DC.date.issued" content="2014/10/03"><meta property="og:title" content="Ties">', "Ties"),
    ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ties",'
     '"datePublished": "2014-10-03"}]}</script>', "Ties"),
    ('<script type="application/ld+json">{broken</script><meta name="date" content="2014-10-03">', "Ties | The Paper"),
    ('<script type="application/ld+json">' + "[" * 200_000 + '</script><meta name="date" content="2014-10-03">',
     "Ties | The Paper"),
]  # fmt: skip


@pytest.mark.parametrize(("tags", "title"), FACTS)
def test_the_page_says_what_it_is(tags, title):
    document = read(HEAD % tags)
    assert (document.title, document.publication, document.language) == (title, "The Paper", "en")
    assert (document.published, document.published_origin) == (date(2014, 10, 3), "metadata")
    assert document.url == "https://paper.example/ties"


def test_the_charset_is_the_headers_or_the_metas():
    page = "<html><head><meta charset='%s'></head><body><p>Москва и Токио (Интерфакс, 24 сентября)</p></body></html>"
    text = "Москва и Токио (Интерфакс, 24 сентября)"
    assert ingest((page % "windows-1251").encode("cp1251"), name="a.html").text == text
    assert ingest((page % "utf-8").encode("koi8-r"), media_type="text/html; charset=koi8-r").text == text
    assert ingest((page % "windows-1251").encode(), name="a.html").text == text


MB = 1_000_000
BOMBS = {
    "deep": "<div>" * (MB // 2) + "tail (Xinhua, May 1, 2014)",
    "deep inline": "<b>" * MB + "tail (Xinhua, May 1, 2014)",
    "deep articles": "<article id=a>" * (MB // 3) + "tail (Xinhua, May 1, 2014)",
    "huge attribute": f"<p title='{'a' * 10 * MB}'>tail (Xinhua, May 1, 2014)",
    "one line": "<p>" + "word " * 2 * MB + "tail (Xinhua, May 1, 2014)",
    "breaks": "<br>" * MB + "tail (Xinhua, May 1, 2014)",
    "note marks": "<p>" + "<a href='#a'>1</a>" * (MB // 5) + "tail (Xinhua, May 1, 2014)",
    "entities": "<p>" + "&amp;&nbsp;&#65;" * (MB // 2) + "tail (Xinhua, May 1, 2014)",
    "table of tables": "<table><tr><td>" * (MB // 5) + "tail (Xinhua, May 1, 2014)",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_seconds_and_lose_no_text(name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    document = ingest(BOMBS[name].encode(), media_type="text/html", limits=Limits(20 * MB, 20 * MB))
    assert time.perf_counter() - start < 10
    assert document.text.endswith("tail (Xinhua, May 1, 2014)")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000


def test_more_elements_than_any_document_has_are_too_many():
    start = time.perf_counter()
    with pytest.raises(TooLarge, match="elements"):
        ingest(b"<p>" * 6 * MB, name="a.html")
    assert time.perf_counter() - start < 15
