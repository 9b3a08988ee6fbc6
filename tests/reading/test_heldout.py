"""The held-out styles: no day is ever wrong, and few are unread. (The first run read 77 of the 93, none wrong.)"""

from __future__ import annotations

from tests.reading import heldout
from verifier.reading import read
from verifier.records import Report


def test_days_of_styles_that_the_reader_was_not_built_on() -> None:
    samples = list(heldout.samples())
    reports = [read(sample.capture, sample.body, sample.outlet) for sample in samples]
    told = [report.published if isinstance(report, Report) else None for report in reports]
    wrong = [sample.name for sample, day in zip(samples, told, strict=True) if day not in (sample.day, None)]
    unread = {sample.name.split(",")[0] for sample, day in zip(samples, told, strict=True) if day is None}
    assert wrong == []
    assert unread <= {"mailing_list"}  # a letter's date is not its report's
