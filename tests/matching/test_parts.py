"""A claim is divided where both sides have a verb of their own; the subject is lent to the side that lacks one."""

from __future__ import annotations

import pytest

from verifier.matching.parts import parts

CASES = [
    ("Exports and imports fell.", ["Exports and imports fell."]),
    (
        "It will restrict weapons exports as well as ban five Russian banks from issuing securities",
        ["It will restrict weapons exports", "It will ban five Russian banks from issuing securities"],
    ),
    (
        "Gazprom raised prices by 10 percent and cut deliveries to Ukraine, which refused to pay.",
        ["Gazprom raised prices by 10 percent", "Gazprom cut deliveries to Ukraine", "Ukraine refused to pay"],
    ),
    (
        "The court convicted Petrov and Ivanov was released; the lawyers will appeal.",
        ["The court convicted Petrov", "Ivanov was released", "the lawyers will appeal"],
    ),
    ("Needless to say, Japan protested.", ["Japan protested."]),
    ("Moreover, Japan has, albeit with visible reluctance, imposed sanctions", ["Japan has imposed sanctions"]),
    ("Trade between Russia and Japan has fallen", ["Trade between Russia and Japan has fallen"]),
    ("Tokyo Gas buys liquefied natural gas (LNG) there", ["Tokyo Gas buys liquefied natural gas there"]),
    (
        "Baku puts the price of its line, which will spare travelers a detour, at $2 billion",
        ["Baku puts the price of its line at $2 billion", "Baku will spare travelers a detour"],
    ),
    ("He said “it was late and we had left” on Monday", ["He said “it was late and we had left” on Monday"]),
]


@pytest.mark.parametrize(("claim", "expected"), CASES)
def test_a_claim_falls_into_its_parts(claim: str, expected: list[str]) -> None:
    assert [part.whole for part in parts(claim)] == expected


@pytest.mark.parametrize(
    ("claim", "commentary"),
    [
        ("However, it seems that politics is a factor here", True),
        ("This, in itself, indicates that Putin wants to keep the door open", True),
        ("Predictably, Russia reacted negatively", False),
        ("It is clear that he lied: “I was at home all day”", False),
    ],
)
def test_the_authors_own_view_is_told_from_facts(claim: str, commentary: bool) -> None:
    assert [part.commentary for part in parts(claim)] == [commentary]


def test_parts_are_stretches_of_the_claim() -> None:
    claim = "Japan imposed sanctions. Moreover, it will ban banks and freeze assets, which Moscow condemned."
    assert all(claim[part.start : part.end] == part.text for part in parts(claim))


def test_a_claim_without_words_is_one_part() -> None:
    assert [part.text for part in parts("…")] == ["…"]
