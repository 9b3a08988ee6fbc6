"""Passages in their context, and quotations word by word."""

from __future__ import annotations

import pytest

from verifier.records import Bearing, Passage
from verifier.reports.differences import LONGEST, Side, differences
from verifier.reports.excerpts import AROUND, excerpts

FAR = "word " * 200


def passage(text: str, words: str, relation: Bearing = Bearing.SUPPORTS, score: float = 0.9) -> Passage:
    start = text.index(words)
    return Passage(words, start, start + len(words), score, relation)


def test_a_passage_stands_in_the_reports_own_words_cut_at_spaces() -> None:
    text = f"{FAR}Five banks were named.{' word' * 200}"
    [excerpt] = excerpts(text, [passage(text, "Five banks were named.")])
    before, found, after = excerpt.stretches
    assert (found.text, found.relation) == ("Five banks were named.", Bearing.SUPPORTS)
    assert (before.relation, after.relation) == (None, None)
    assert before.text.startswith("word ")
    assert after.text.endswith(" word")
    assert len(before.text) <= AROUND
    assert (excerpt.cut_before, excerpt.cut_after) == (True, True)


def test_neighbours_share_an_excerpt_and_an_overlap_is_the_stronger_ones() -> None:
    text = "One two three four five."
    [excerpt] = excerpts(
        text, [passage(text, "two three", score=0.5), passage(text, "three four", Bearing.CONTRADICTS, score=0.8)]
    )
    assert [(one.text, one.relation) for one in excerpt.stretches] == [
        ("One ", None), ("two ", Bearing.SUPPORTS), ("three", Bearing.CONTRADICTS), (" four", Bearing.CONTRADICTS),
        (" five.", None),
    ]  # fmt: skip
    assert (excerpt.cut_before, excerpt.cut_after) == (False, False)


def test_what_is_far_apart_is_shown_apart() -> None:
    text = f"First thing. {FAR}Second thing."
    assert len(excerpts(text, [passage(text, "Second thing."), passage(text, "First thing.")])) == 2


def test_a_passage_that_is_not_where_it_should_be_is_shown_alone() -> None:
    [excerpt] = excerpts("Another text.", [Passage("Lost words", 3, 13, 0.5)])
    assert [one.text for one in excerpt.stretches] == ["Lost words"]


D, R, B = Side.DOCUMENT, Side.REPORT, Side.BOTH


@pytest.mark.parametrize(
    ("document", "report", "runs"),
    [
        ("five banks", "five banks", [(B, "five banks")]),
        ("Five banks,", "five banks", [(B, "Five banks,")]),
        ("all five banks", "all six banks", [(B, "all "), (D, "five "), (R, "six "), (B, "banks")]),
        ("we agree", "we do not agree", [(B, "we "), (R, "do not "), (B, "agree")]),
        ("we never agree", "we agree", [(B, "we "), (D, "never "), (B, "agree")]),
        ("пять банков", "шесть банков", [(D, "пять "), (R, "шесть "), (B, "банков")]),
        ("", "words", [(R, "words")]),
    ],
)
def test_wordings_differ_word_by_word(document: str, report: str, runs: list[tuple[Side, str]]) -> None:
    assert [(one.side, one.text) for one in differences(document, report)] == runs


def test_a_wording_of_more_words_than_are_compared_is_shown_whole() -> None:
    long = "a " * (LONGEST + 1)
    assert [one.side for one in differences(long, "a")] == [D, R]
