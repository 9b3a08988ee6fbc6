"""Feeds, for the last days alone."""

from datetime import date

import pytest

from verifier.discovery.feed import Feed
from verifier.discovery.feed_file import Entry, parse
from verifier.errors import ChannelError
from verifier.records import Outlet, Query, Window

URL = "https://daily.example/rss.xml"
DAILY = Outlet("daily", "The Daily", feeds=(URL,))


def query_of(asked, **parts: object) -> Query:
    return asked(**{"outlet": DAILY, "today": date(2014, 9, 26), **parts})


@pytest.mark.parametrize(
    ("today", "asks"),
    [(date(2014, 9, 26), True), (date(2014, 10, 5), True), (date(2014, 10, 6), False), (None, False)],
)
def test_only_late_days_are_asked_about(asked, today: date | None, asks: bool) -> None:
    assert bool(Feed().requests(query_of(asked, today=today))) is asks


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Daily</title><link>https://daily.example/</link>
<item><title>Japan &amp; Russia: five banks</title><link>https://daily.example/a</link>
<pubDate>Wed, 24 Sep 2014 10:00:00 GMT</pubDate></item>
<item><title><![CDATA[Judo <b>gold</b> for Japan]]></title><link> /b </link>
<dc:date>2014-09-23T23:30:00Z</dc:date></item>
<item><title>Old</title><guid>https://daily.example/c</guid><pubDate>Mon, 22 Sep 2014 23:00:00 -0400</pubDate></item>
<item><title>No address</title><guid isPermaLink="false">17</guid></item>
<item><title>No day</title><link>https://daily.example/d</link><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><link href="https://daily.example/"/>
<entry><title type="html">Japan acts</title><link rel="replies" href="/a#c"/><link href="/a"/>
<published>2014-09-24T10:00:00+09:00</published><updated>2014-10-01T00:00:00Z</updated></entry>
<entry><title>Judo</title><link rel="alternate" href="https://daily.example/b"/><updated>2014-09-23T01:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"/><item rdf:about="https://daily.example/a"><title>Japan acts</title><link>https://daily.example/a</link>
<dc:date>2014-09-24T10:00:00+09:00</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        pytest.param(
            RSS,
            [
                Entry("https://daily.example/a", "Japan & Russia: five banks", date(2014, 9, 24)),
                Entry("https://daily.example/b", "Judo gold for Japan", date(2014, 9, 23)),
                Entry("https://daily.example/c", "Old", date(2014, 9, 23)),
                Entry("https://daily.example/d", "No day"),
            ],
            id="rss",
        ),
        pytest.param(
            ATOM,
            [
                Entry("https://daily.example/a", "Japan acts", date(2014, 9, 24)),
                Entry("https://daily.example/b", "Judo", date(2014, 9, 23)),
            ],
            id="atom",
        ),
        pytest.param(RDF, [Entry("https://daily.example/a", "Japan acts", date(2014, 9, 24))], id="rdf"),
        pytest.param("<rss><channel></channel></rss>", [], id="empty"),
        pytest.param(
            RSS[: RSS.index("<item><title>Old")],
            [
                Entry("https://daily.example/a", "Japan & Russia: five banks", date(2014, 9, 24)),
                Entry("https://daily.example/b", "Judo gold for Japan", date(2014, 9, 23)),
            ],
            id="broken off",
        ),
    ],
)
def test_formats(body: str, entries: list[Entry]) -> None:
    assert list(parse(body.encode(), URL)) == entries


@pytest.mark.parametrize("body", [b"", b"<html><body>hello</body></html>", b"<urlset></urlset>", b"\x00\x01", b"<"])
def test_what_is_no_feed_is_garbage(body: bytes) -> None:
    with pytest.raises(ChannelError):
        parse(body, URL)


def test_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaa">]>'
    (entry,) = parse(
        (bomb + "<rss><item><title>&f;&a;x</title><link>https://daily.example/a</link></item></rss>").encode(), URL
    )
    assert "root" not in (entry.title or "")


def read(asked, answered, body: str, **parts: object):
    query = query_of(asked, **parts)
    (request,) = Feed().requests(query)
    return Feed().read(query, request, answered(body, url=URL))


def test_reports_of_those_days_are_candidates(asked, answered) -> None:
    answer = read(asked, answered, RSS)
    assert [(candidate.url, candidate.published) for candidate in answer.candidates] == [
        ("https://daily.example/a", date(2014, 9, 24)),
        ("https://daily.example/b", date(2014, 9, 23)),
        ("https://daily.example/c", date(2014, 9, 23)),
    ]
    assert answer.covers
    assert answer.note == "4 reports listed, 3 of those days"


def test_a_feed_that_does_not_reach_back_does_not_cover(asked, answered) -> None:
    assert not read(asked, answered, RSS, window=Window(date(2014, 9, 22), date(2014, 9, 24))).covers


def test_a_feed_that_is_silent_about_those_days_does_not_cover(asked, answered) -> None:
    assert not read(asked, answered, RSS, window=Window(date(2014, 9, 25), date(2014, 9, 26))).covers
