"""Claims in an analyst's own words that no rule, word list or threshold was mended on: `heldout/paraphrase.toml`.

First measured on 2026-11-25, before anything was changed for it: with words alone, 19 of 65 right, no wrong
"supported", no wrong "contradicted", and 25 of the 33 supported claims called "silent". Two wrong "supported" that
came with the families of words (a count in "three of the ships", a dateline taken for who acts) were then looked at
and mended; nothing else of the set was. What must hold of it is what a reader must be able to trust: no claim called
supported or contradicted that is not, and few called silent that the report bears out.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from verifier.matching import assess
from verifier.policy import Matching

SET = Path(__file__).parents[1] / "gold" / "judgement" / "heldout" / "paraphrase.toml"
RIGHT = 22
"""Of 65, by words alone: free paraphrase is what the word model cannot see."""
SILENCED = 10
"""Of the 33 that the report bears out, at most so many may be called silent."""


@pytest.fixture(scope="module")
def confusion(thresholds: Matching) -> Counter[tuple[str, str]]:
    table = tomllib.loads(SET.read_text(encoding="utf-8"))
    reports = {report["id"]: report for report in table["report"]}
    found: Counter[tuple[str, str]] = Counter()
    for pair in table["pair"]:
        report = reports[pair["report"]]
        given = assess(
            pair["claim"],
            report["text"].strip(),
            policy=thresholds,
            title=report["title"],
            published=report["published"],
        )
        found[pair["label"], given.label.value] += 1
    return found


def test_nothing_is_wrongly_called_supported_or_contradicted(confusion: Counter[tuple[str, str]]) -> None:
    wrong = {
        (label, got): count
        for (label, got), count in confusion.items()
        if got in ("supported", "contradicted") and got != label
    }
    assert wrong == {}


def test_it_does_no_worse_than_it_did(confusion: Counter[tuple[str, str]]) -> None:
    assert sum(confusion.values()) == 65
    assert sum(count for (label, got), count in confusion.items() if label == got) >= RIGHT
    assert confusion["supported", "silent"] <= SILENCED
