"""Quotations: word for word but for marks, spacing, elisions and insertions; else altered, or absent."""

from __future__ import annotations

import pytest

from verifier.matching.quotations import Quoted, marked
from verifier.records import QuotationStatus

REPORT = (
    "“We will respond appropriately, in coordination with the G-7,” Suga said. "
    "He called the programme “an unfriendly step by Tokyo” and left."
)

CASES = [
    ("We will respond appropriately, in coordination with the G-7", QuotationStatus.EXACT),
    ("we will respond  appropriately in coordination with the G-7.", QuotationStatus.EXACT),
    ("We will respond … with the G-7", QuotationStatus.EXACT),
    ("We will respond appropriately […] with the G-7", QuotationStatus.EXACT),
    ("[Japan] will respond appropriately", QuotationStatus.EXACT),
    ("an unfriendly step", QuotationStatus.EXACT),
    ("the program", QuotationStatus.EXACT),
    ("We will respond forcefully, in coordination with the G-7", QuotationStatus.ALTERED),
    ("We will not respond appropriately in coordination with the G-7", QuotationStatus.ALTERED),
    ("We will respond in coordination with the G-7", QuotationStatus.ALTERED),
    ("a friendly step", QuotationStatus.ABSENT),
    ("The fleet will stay in port until the end of the month", QuotationStatus.ABSENT),
]


@pytest.mark.parametrize(("quotation", "expected"), CASES)
def test_a_quotation_is_looked_up(quotation: str, expected: QuotationStatus) -> None:
    check = Quoted(REPORT).check(quotation)
    assert check.status is expected
    if check.found is not None:
        assert REPORT[check.start : check.end] == check.found


def test_the_name_of_a_work_is_never_an_altered_quotation() -> None:
    assert Quoted("He read The Old Man and a Boat.").check("The Old Man and the Sea").status is QuotationStatus.ABSENT


def test_quotations_are_found_between_double_marks_of_any_shape() -> None:
    assert marked('He said “one thing”, "another" and «a third»; it\'s ‘not’ one') == (
        "one thing",
        "another",
        "a third",
    )
