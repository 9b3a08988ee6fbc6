"""The report as one HTML file: the whole text, the evidence, and nothing in it that runs."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.reports.made import EVIL, TEXT, URL, empty, verification
from verifier.records import JobStatus
from verifier.reports import Wording, render


@pytest.fixture(scope="module")
def page(wording: Wording) -> str:
    return render(verification(), "html", wording)


@pytest.fixture(scope="module")
def tree(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def test_the_documents_text_is_the_source(tree: html.HtmlElement) -> None:
    [text] = tree.find_class("text")
    for sign in text.find_class("sign"):
        sign.drop_tree()
    assert text.text_content() == TEXT


def test_hostile_text_is_inert(page: str, tree: html.HtmlElement) -> None:
    assert EVIL not in page
    assert EVIL in tree.text_content()
    assert tree.xpath("//script | //img | //iframe | //object | //form | //link") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []


def test_links_lead_only_into_the_page_or_to_the_web(tree: html.HtmlElement) -> None:
    links = tree.xpath("//@href")
    assert URL in links
    assert all(re.match(r"#|https?://", link) for link in links)
    ids = set(tree.xpath("//@id"))
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    for link in tree.xpath("//a[starts-with(@href, 'http')]"):
        assert {"noreferrer", "noopener"} <= set(link.get("rel").split())


def test_it_is_one_file_that_loads_nothing(page: str, tree: html.HtmlElement) -> None:
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert tree.xpath("//@src") == []
    assert "@import" not in page
    assert "url(" not in page


def test_each_reference_has_its_card_with_claim_verdict_and_evidence(tree: html.HtmlElement) -> None:
    cards = {card.get("id"): card.text_content() for card in tree.find_class("card")}
    assert list(cards) == ["j1-r1", "j1-r2", "j1-r3", "j1-r4"]
    assert "were named & 7 < 8" in cards["j1-r1"]
    assert "✓ verified" in cards["j1-r1"]
    assert "confidence 0.97" in cards["j1-r1"]
    assert "Five banks were named." in cards["j1-r1"]
    assert "by @reviewer; the machine: unresolved source" in re.sub(r"\s+", " ", cards["j1-r2"])
    assert "waiting until 2026-01-02 12:05 UTC" in cards["j1-r3"]
    assert "February 30" in cards["j1-r4"]


def test_what_was_tried_is_told_in_words(tree: html.HtmlElement) -> None:
    [trail] = tree.xpath("//article[@id='j1-r1']//ol[@class='trail']")
    told = [re.sub(r"\s+", " ", line.text_content()).strip() for line in trail]
    assert told[0] == "12:00:00 Outlet looked up: alias"
    assert told[1].startswith(
        "12:00:00 Asked wayback: ok, status 200, 2 candidates, 212 ms https://web.archive.org/cdx"
    )
    assert told[-1] == "12:00:00 Judged: verified"


def test_the_title_is_shown_once(tree: html.HtmlElement) -> None:
    [title] = tree.xpath("//h1")
    assert "unseen" in title.get("class")
    [shown] = tree.find_class("heading")
    assert shown.text_content() == title.text_content() == f"A title {EVIL}"


def test_a_title_that_the_text_does_not_begin_with_is_shown_above_it(wording: Wording) -> None:
    [title] = html.fromstring(render(empty(JobStatus.COMPLETED), "html", wording)).xpath("//h1")
    assert title.get("class") is None
    assert title.text_content() == "Untitled document"


@pytest.mark.parametrize(
    ("status", "read", "words"),
    [
        (JobStatus.COMPLETED, True, "No citations found"),
        (JobStatus.COMPLETED, True, "No press citation was found in this document."),
        (JobStatus.QUEUED, False, "The document is being read"),
        (JobStatus.FAILED, False, "There is nothing to show."),
    ],
)
def test_a_report_without_references_says_why(wording: Wording, status: JobStatus, read: bool, words: str) -> None:
    assert words in html.fromstring(render(empty(status, read=read), "html", wording)).text_content()


def test_a_failed_job_is_announced(wording: Wording) -> None:
    page = html.fromstring(render(empty(JobStatus.FAILED, error=EVIL), "html", wording))
    [alert] = page.xpath("//*[@role='alert']")
    assert alert.text_content() == EVIL
