"""Denial, what is put off, and how two denials agree: when the same words say the opposite, and when they do not."""

from __future__ import annotations

import pytest

from verifier.matching import assess
from verifier.matching.lines import read
from verifier.matching.opposition import oppositions
from verifier.matching.polarity import Reality
from verifier.policy import Matching
from verifier.records import ClaimCheck

OPPOSED = [
    ("The parliament approved the treaty", "The parliament did not approve the treaty.", True),
    ("The parliament did not approve the treaty", "The parliament approved the treaty on Friday.", True),
    ("Japan has put off signing the treaty", "Japan signed the treaty on Friday.", True),
    # What is put off may yet come.
    (
        "The decision on the terminal was put off until spring",
        "The board will decide on the terminal in spring.",
        False,
    ),
    ("Japan has put off signing the treaty", "Japan is not ready to conclude the treaty.", False),
    ("Tokyo has given up the plan for a visit", "Japan drops its plan for a visit.", False),
    ("Iran refuses to halt enrichment of uranium", "Iran rejects calls to stop enrichment of uranium.", False),
]


@pytest.mark.parametrize(("claim", "told", "expected"), OPPOSED)
def test_only_a_sure_denial_opposes(claim: str, told: str, expected: bool) -> None:
    assert bool(oppositions(read(claim), read(told))) == expected


def test_a_word_knows_what_denies_it() -> None:
    assert {token.word: token.denier for token in read("Sagami Gas put off signing").tokens if token.denied} == {
        "signing": "postpon"
    }


REALITIES = [
    ("The ministry said that a terminal would be built", "built", Reality.INTENDED),
    ("A terminal would be built", "built", Reality.POSSIBLE),
    ("Those that want to build a terminal will decide", "decide", Reality.INTENDED),
    ("They hope that Japan will decide", "decide", Reality.POSSIBLE),
]


@pytest.mark.parametrize(("text", "word", "expected"), REALITIES)
def test_how_real_a_thing_is_called(text: str, word: str, expected: Reality) -> None:
    assert next(token.reality for token in read(text).tokens if token.word == word) is expected


def test_putting_off_is_borne_out_by_not_being_ready(thresholds: Matching) -> None:
    text = "Sagami Gas is not ready to conclude a long-term agreement to buy gas from Russia, a manager said."
    given = assess("Sagami Gas has put off signing a long-term contract for Russian gas", text, policy=thresholds)
    assert given.label is ClaimCheck.SUPPORTED
