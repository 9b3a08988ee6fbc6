"""The report as CSV, read back as a spreadsheet would."""

from __future__ import annotations

import csv
import io

import pytest

from tests.reports.made import verification
from verifier.reports import Wording, render


@pytest.fixture(scope="module")
def rows(wording: Wording) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(verification(), "csv", wording), newline="")))


def test_there_is_a_row_for_each_reference(rows: list[dict[str, str]]) -> None:
    assert [row["reference"] for row in rows] == ["j1-r1", "j1-r2", "j1-r3", "j1-r4"]
    assert [row["verdict"] for row in rows] == ["verified", "contradicted", "", "unresolved_source"]
    assert [row["date"] for row in rows] == ["2014-09-24", "2014-03-03", "2014-03-04", "February 30"]
    first = rows[0]
    assert first["outlet"] == "Xinhua News Agency"
    assert first["claim"] == "The ministry said that “five banks” were named & 7 < 8"
    assert (first["confidence"], first["claim_check"], first["sha256"]) == ("0.97", "supported", "a" * 64)


def test_no_cell_is_a_formula(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@")), value
    assert rows[3]["claim"] == "'=1+1 A formula begins this"
    assert rows[1]["review_note"].startswith("'=HYPERLINK")
    assert rows[1]["reviewer"] == "'@reviewer"


def test_lines_end_as_rfc_4180_says(wording: Wording) -> None:
    text = render(verification(), "csv", wording)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 5
