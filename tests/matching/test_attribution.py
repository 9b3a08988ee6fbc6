"""A part that is mostly a quotation: carried by it, where the right one is quoted."""

from __future__ import annotations

import pytest

from verifier.matching import assess
from verifier.policy import Matching
from verifier.records import ClaimCheck, QuotationStatus

TEXT = """MOSCOW, Sept 24 - Russia calls the sanctions unfriendly, the deputy spokesman of its foreign ministry said.

"This is a hostile gesture towards a neighbor, plainly made at the prompting of others," Oleg Vetrov told a briefing.

Yoshihide Suga said in Tokyo that "the door to talks remains wide open for everyone concerned."
"""
CASES = [
    ("A deputy spokesman called the sanctions “a hostile gesture […] made at the prompting of others”", "supported"),
    ("Vetrov complained of “a hostile gesture towards a neighbor”", "supported"),
    ("Suga spoke of “a hostile gesture towards a neighbor, plainly made at the prompting of others”", "not supported"),
    ("Putin called this “a hostile gesture towards a neighbor”", "not supported"),
    ("Vetrov resigned over “a hostile gesture towards a neighbor” by the president of Poland", "not supported"),
    ("Vetrov called it “a hostile gesture towards an ally, plainly made at the prompting of others”", "contradicted"),
]


@pytest.mark.parametrize(("claim", "expected"), CASES)
def test_a_quotation_carries_its_part_for_its_own_speaker(claim: str, expected: str, thresholds: Matching) -> None:
    given = assess(claim, TEXT, policy=thresholds)
    if expected == "not supported":
        assert given.label is not ClaimCheck.SUPPORTED
        assert given.quotations[0].status is QuotationStatus.EXACT
    else:
        assert given.label == expected
