"""The tables of words: families hold no opposites, and names of places and peoples lead to their powers."""

from __future__ import annotations

from itertools import combinations

import pytest

from verifier.matching.families import DEEDS, THINGS
from verifier.matching.lexicon import likeness, opposite, seat
from verifier.matching.lines import read
from verifier.prose.words import stem

FAMILIES = [family.split() for family in f"{DEEDS}|{THINGS}".replace("\n", "|").split("|") if family.strip()]


def test_a_family_has_no_opposites_in_it() -> None:
    found = [
        (one, other)
        for family in FAMILIES
        for one, other in combinations(family, 2)
        if opposite(stem(one), stem(other))
    ]
    assert found == []


@pytest.mark.parametrize(("one", "other"), [("borrow", "loan"), ("autumn", "fall"), ("share", "divide")])
def test_words_of_a_family_are_alike_and_not_equal(one: str, other: str) -> None:
    assert 0.0 < likeness(stem(one), stem(other)) < 1.0


@pytest.mark.parametrize("name", ["tallinn", "turkmen", "dutch", "helsinki", "dhaka", "kremlin"])
def test_capitals_and_peoples_stand_for_their_powers(name: str) -> None:
    assert seat(stem(name)) != stem(name)


@pytest.mark.parametrize(
    ("text", "verb"),
    [("Tokyo gave up the plan", "abandon"), ("They put off signing", "postpon"), ("It goes on", "continu")],
)
def test_two_words_can_be_one_verb(text: str, verb: str) -> None:
    assert verb in read(text).stems
