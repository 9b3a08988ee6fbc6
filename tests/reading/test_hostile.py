"""Whatever a page holds, reading ends soon and with an answer; and the same bytes give the same answer."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading import pages
from tests.reading.stories import STORIES
from verifier.reading import read
from verifier.records import Report, Unreadable

STORY = STORIES["english"]
PARAGRAPHS = pages.prose(STORY)
URL = "https://www.herald.example/world/harbour"

HOSTILE = {
    "nested 5,000 deep": "<div>" * 5_000 + PARAGRAPHS,
    "nested lists": "<ul><li>" * 3_000 + PARAGRAPHS,
    "nested links": "<a href=x>" * 3_000 + PARAGRAPHS,
    "nested tables": "<table><tr><td>" * 2_000 + PARAGRAPHS,
    "100,000 empty elements": "<b></b>" * 100_000 + PARAGRAPHS,
    "one attribute of a megabyte": f"<p class='{'x' * 1_000_000}'>{PARAGRAPHS}",
    "one word of a megabyte": f"<p>{'x' * 1_000_000}</p>{PARAGRAPHS}",
    "a paragraph repeated": PARAGRAPHS * 3_000,
    "20,000 dates": "<p>24 September 2014</p>" * 20_000,
    "20,000 headings": f"<h1>{STORY.headline}</h1>" * 20_000 + PARAGRAPHS,
    "deep JSON-LD": f"<script type='application/ld+json'>{'[' * 50_000}</script>{PARAGRAPHS}",
    "odd JSON-LD": '<script type="application/ld+json">{"@type":["NewsArticle",7],"headline":{"a":[]},'
    '"author":[[[]],null,'
    '{"name":[1]}],"datePublished":{"@value":3},"mainEntityOfPage":[[]],"publisher":"x","hasPart":4}</script>'
    + PARAGRAPHS,
    "digits": f"<p>{'1' * 300_000}</p><p>{'2014-09-' * 30_000}</p>{PARAGRAPHS}",
    "capitals before a day": f"<p>{'MOSCOW, ' * 20_000} Sept 24</p>{PARAGRAPHS}",
    "dashes": f"<p>{'- ' * 200_000}</p><title>{'a | ' * 30_000}</title>{PARAGRAPHS}",
    "null bytes and surrogates": f"<p>a\0b &#xD800; &#0; &#x110000;</p>{PARAGRAPHS}",
    "unclosed everything": f"<html><body><div <p <table><!-- <script> {PARAGRAPHS}",
    "an XML declaration": f'<?xml version="1.0" encoding="koi8-r"?><html xml:lang="en">{PARAGRAPHS}',
    "an entity bomb": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b;</p>' + PARAGRAPHS,
    "frames": "<frameset><frame src=a><frame src=b></frameset>",
    "comments only": "<!-- x -->" * 10_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_answered_soon(markup: str) -> None:
    begun = time.perf_counter()
    result = read(pages.capture(URL), f"<html><body>{markup}".encode("utf-8", "replace"), None)
    assert time.perf_counter() - begun < 15
    assert isinstance(result, Report | Unreadable)


def test_a_paragraph_repeated_does_not_hide_the_report() -> None:
    repeated = "".join(f"<p>{STORY.paragraphs[n % 4]}</p>" for n in range(400))
    report = read(pages.capture(URL), f"<html><body><h1>x</h1>{repeated}".encode(), None)
    assert isinstance(report, Report)
    assert all(paragraph in report.text for paragraph in STORY.paragraphs)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600), st.sampled_from(["text/html", "text/plain", "application/pdf", ""]))
def test_any_bytes_are_answered(body: bytes, media_type: str) -> None:
    capture = replace(pages.capture(URL, headers=()), media_type=media_type)
    assert isinstance(read(capture, body, None), Report | Unreadable)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 4_000), st.binary(max_size=40))
def test_a_page_with_damage_anywhere_is_answered(at: int, damage: bytes) -> None:
    sample = pages.json_ld(date(2014, 9, 24))
    body = sample.body[:at] + damage + sample.body[at:]
    assert isinstance(read(sample.capture, body, sample.outlet), Report | Unreadable)


@pytest.mark.parametrize("template", pages.TEMPLATES)
def test_the_same_bytes_give_the_same_answer(template: object) -> None:
    sample = template(date(2014, 9, 24))  # type: ignore[operator]
    first = read(sample.capture, sample.body, sample.outlet)
    for other in (pages.json_ld(date(2015, 1, 1)), sample):
        read(other.capture, other.body, other.outlet)
    assert read(sample.capture, sample.body, sample.outlet) == first
