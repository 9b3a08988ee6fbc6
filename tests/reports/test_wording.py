"""Reasons and verdicts in words: none is missing, none is unused, and no brace is left unfilled."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from verifier.records import Outcome, Reason, Unreadable, Verdict
from verifier.reports import Wording

ROOM = Path(__file__).parents[2] / "verifier" / "judgement"
SOURCE = "\n".join(path.read_text("utf-8") for path in [*ROOM.glob("*.py"), ROOM.parent / "steps.py"])
GIVEN = set(re.findall(r'Reason\(\s*"([a-z_]+)"', SOURCE))
USED = GIVEN | set(re.findall(r'"([a-z]+(?:_[a-z0-9]+)+)"', SOURCE))
BUILT = {f"page_{one.value}" for one in (*Outcome, *Unreadable)} | {f"channel_{one.value}" for one in Outcome}
"""Codes that are put together from what came of a request."""


def test_every_verdict_is_explained(wording: Wording) -> None:
    assert set(wording.verdicts) == set(Verdict)
    assert all(wording.explanation(verdict).endswith(".") for verdict in Verdict)


def test_every_reason_given_by_its_code_has_words(wording: Wording) -> None:
    assert len(GIVEN) > 10
    assert GIVEN - set(wording.reasons) == set()


def test_every_wording_is_of_a_reason_that_is_given(wording: Wording) -> None:
    assert set(wording.reasons) - USED - BUILT == set()


def test_every_outcome_that_keeps_a_report_from_being_read_has_words(wording: Wording) -> None:
    for outcome in Outcome:
        if not outcome.answered:
            assert {f"page_{outcome.value}", f"channel_{outcome.value}"} <= set(wording.reasons)
    for unreadable in Unreadable:
        if unreadable.hides_report:
            assert f"page_{unreadable.value}" in wording.reasons


@pytest.mark.parametrize("code", sorted({"date_mismatch", "part_missing", "channel_timeout", "internal_error"}))
def test_the_braces_are_filled_in(wording: Wording, code: str) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(wording.reasons[code]) if name]
    assert names
    told = wording.sentence(Reason(code, {name: f"<{name}>" for name in names}))
    assert all(f"<{name}>" in told for name in names)
    assert "{" not in told


def test_words_from_a_page_are_no_format(wording: Wording) -> None:
    told = wording.sentence(Reason("source_unknown", {"source": "{source.__class__} {0}"}))
    assert told == "The outlet “{source.__class__} {0}” is not known."


def test_a_reason_without_its_ingredients_or_its_words_is_still_told(wording: Wording) -> None:
    assert wording.sentence(Reason("source_unknown", {})) == "The outlet “(source)” is not known."
    assert wording.sentence(Reason("brand_new", {"why": "x"})) == "brand new why: x"
