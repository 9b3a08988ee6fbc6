"""The formats of sitemaps, and what passes for one."""

import gzip
from datetime import date

import pytest

from verifier.discovery.sitemap_file import MAX_ENTRIES, Entry, SitemapFile, parse
from verifier.errors import ChannelError

PAGES = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc> http://daily.example/a </loc><lastmod>2014-09-24T10:00:00+09:00</lastmod><priority>0.5</priority>
    <image:image><image:loc>http://daily.example/a.jpg</image:loc><image:title>A</image:title></image:image></url>
  <url><loc>http://daily.example/b?x=1&amp;y=2</loc></url>
  <url><lastmod>2014-09-24</lastmod></url>
  <url><loc>javascript:alert(1)</loc></url>
</urlset>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>http://daily.example/c</loc><n:news>
    <n:publication><n:name>The Daily</n:name><n:language>ja</n:language></n:publication>
    <n:publication_date>2014-09-24T01:02:03Z</n:publication_date><n:title>日本、追加制裁</n:title></n:news></url>
</urlset>""".encode()
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>http://daily.example/sitemap-2014-09.xml.gz</loc><lastmod>2014-10-01</lastmod></sitemap>
  <sitemap><loc>http://daily.example/sitemap-2014-10.xml.gz</loc></sitemap>
</sitemapindex>"""

A = Entry("http://daily.example/a", modified=date(2014, 9, 24))
B = Entry("http://daily.example/b?x=1&y=2")


@pytest.mark.parametrize(
    ("body", "file"),
    [
        pytest.param(PAGES, SitemapFile((A, B)), id="pages"),
        pytest.param(gzip.compress(PAGES), SitemapFile((A, B)), id="gzip, whatever the server says"),
        pytest.param(
            b"\xef\xbb\xbf\n" + PAGES.split(b"?>")[1], SitemapFile((A, B)), id="byte-order mark and blank line"
        ),
        pytest.param(
            NEWS,
            SitemapFile((Entry("http://daily.example/c", None, date(2014, 9, 24), "日本、追加制裁", "ja"),)),
            id="news",
        ),
        pytest.param(
            INDEX,
            SitemapFile(
                (
                    Entry("http://daily.example/sitemap-2014-09.xml.gz", date(2014, 10, 1)),
                    Entry("http://daily.example/sitemap-2014-10.xml.gz"),
                ),
                is_index=True,
            ),
            id="index",
        ),
        pytest.param(
            b"http://daily.example/a\r\n\r\nhttps://daily.example/b\nnot an address\n",
            SitemapFile((Entry("http://daily.example/a"), Entry("https://daily.example/b"))),
            id="text",
        ),
        pytest.param(b'<urlset xmlns="x"></urlset>', SitemapFile(()), id="empty"),
        pytest.param(
            PAGES[: PAGES.index(b"<url><loc>http://daily.example/b")], SitemapFile((A,), cut=True), id="broken off"
        ),
        pytest.param(gzip.compress(PAGES)[:-20], SitemapFile((A, B), cut=True), id="gzip broken off"),
    ],
)
def test_formats(body: bytes, file: SitemapFile) -> None:
    assert parse(body) == file


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"404 page not found",
        b"<html><head><title>Not found</title></head></html>",
        b"<!DOCTYPE html><html><body>hello<br></body></html>",
        b"\x1f\x8bnothing of the kind",
        b"<urlset><url>",
        b"\x89PNG\r\n",
        b"<rss version='2.0'></rss>",
    ],
)
def test_what_is_no_sitemap_is_garbage(body: bytes) -> None:
    with pytest.raises(ChannelError):
        parse(body)


def test_entities_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    page = b"<urlset><url><loc>http://daily.example/&f;&b;</loc></url><url><loc>http://daily.example/b</loc></url></urlset>"
    assert [entry.url for entry in parse(bomb + page).entries] == ["http://daily.example/", "http://daily.example/b"]


def test_a_bomb_is_cut() -> None:
    row = b"<url><loc>http://daily.example/a</loc></url>"
    file = parse(gzip.compress(b"<urlset>" + row * 200_000 + b"</urlset>"))
    assert len(file.entries) == MAX_ENTRIES
    assert file.cut
