"""Pages in the templates of the press, each with each fault: text, headline, language, credits and day."""

from __future__ import annotations

import pytest

from tests.reading import faults, pages
from verifier.reading import read
from verifier.records import Report

SAMPLES = faults.samples()


@pytest.mark.parametrize(("name", "sample"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_reads_the_report(name: str, sample: pages.Sample) -> None:
    report = read(sample.capture, sample.body, sample.outlet)

    assert isinstance(report, Report)
    for paragraph in sample.story.paragraphs:
        assert paragraph in report.text
    assert "Another report on matter" not in report.text
    assert "privacy" not in report.text
    assert report.title == sample.story.headline
    assert report.language == sample.story.language
    assert set(sample.credits) <= set(report.credits)
    assert not report.teaser
    assert report.published == sample.day
