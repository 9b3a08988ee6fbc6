"""The report as Markdown: text from documents and pages has no meaning to Markdown."""

from __future__ import annotations

import re

from tests.reports.made import empty, verification
from verifier.records import JobStatus
from verifier.reports import Wording, render


def test_each_reference_has_a_section(wording: Wording) -> None:
    text = render(verification(), "markdown", wording)
    assert re.findall(r"^## (.*)$", text, re.M) == [
        "✓ verified: Xinhua, September 24, 2014",
        "✗ contradicted: TASS, March 3",
        "waiting: Interfax, March 4",
        "? unresolved source: Kommersant, February 30",
    ]
    assert "1 contradicted" in text
    assert "Five banks were named." in text
    assert "Kept as `aaaa" in text


def test_hostile_text_stays_text(wording: Wording) -> None:
    text = render(verification(), "markdown", wording)
    assert "<script" not in re.sub(r"\\<", "", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    addresses = re.findall(r"(?<!\\)<(.*?)>", text)
    assert addresses == ["http://xinhuanet.com/a?x=1&y=%3Cb%3E"]
    for address in addresses:
        assert re.fullmatch(r"https?://[^\s<>]+", address), address


def test_a_review_is_told(wording: Wording) -> None:
    assert "Reviewed by @reviewer: contradicted." in render(verification(), "markdown", wording)


def test_no_citations_and_a_failure_are_told(wording: Wording) -> None:
    assert "No citations found." in render(empty(JobStatus.COMPLETED), "markdown", wording)
    failed = render(empty(JobStatus.FAILED, error="It went *wrong*."), "markdown", wording)
    assert r"**The job failed:** It went \*wrong\*." in failed
