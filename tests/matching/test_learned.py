"""The learned support model: what it sees that shared words do not show, and what it must not be fooled by."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from verifier.matching import assess
from verifier.matching.support import LexicalModel
from verifier.policy import Matching
from verifier.records import ClaimCheck

pytest.importorskip("onnxruntime", reason="the learned model runs on onnxruntime")

from verifier.matching.entailment import LONGEST, Entailment
from verifier.matching.learned import Calibration, LearnedModel

RETOLD = (
    (
        "Traffic has been crossing the new bridge near Riga since Monday",
        "The new bridge at Riga was opened to cars on Monday, the transport ministry said.",
    ),
    (
        "Chile's mines are producing less copper than a year ago",
        "Copper output in Chile was down on the previous year, the statistics office reported.",
    ),
    (
        "The trial of the former minister has been put off until May",
        "The court moved the start of the ex-minister's trial to May.",
    ),
)
"""The same, in words of which the lexical model knows too few."""

NOT_TOLD = (
    ("The parliament imposed sanctions on Iran", "The parliament is mulling sanctions on Iran."),
    ("Norway's fund sold its coal shares", "Norway's fund may sell its coal shares, two people said."),
    ("The ombudsman issued licenses to the herders", "Herders were not consulted before the licenses were issued."),
    ("Two ministers resigned", "The minister of trade met his Danish counterpart. Both praised the port of Aarhus."),
)


@pytest.fixture(scope="module")
def model() -> LearnedModel:
    return LearnedModel.load()


@pytest.mark.parametrize(("part", "passage"), RETOLD)
def test_what_is_retold_in_other_words_is_supported_more_than_by_words_alone(
    model: LearnedModel, thresholds: Matching, part: str, passage: str
) -> None:
    pair = (part, passage, "")
    assert model.score([pair])[0].supports >= thresholds.supported
    assert model.score([pair])[0].supports > LexicalModel().score([pair])[0].supports


@pytest.mark.parametrize(("part", "passage"), NOT_TOLD)
def test_what_is_not_told_is_not_supported(model: LearnedModel, thresholds: Matching, part: str, passage: str) -> None:
    assert model.score([(part, passage, "")])[0].supports < thresholds.supported


def test_the_checks_have_the_last_word_over_it(model: LearnedModel, thresholds: Matching) -> None:
    report = "The ministry bought 40 buses for the city of Tartu on Friday, its spokesman said."
    judged = {
        claim: assess(claim, report, policy=thresholds, model=model).label
        for claim in ("The ministry bought 40 buses for Tartu", "The ministry bought 70 buses for Tartu")
    }
    assert list(judged.values()) == [ClaimCheck.SUPPORTED, ClaimCheck.CONTRADICTED]


def test_nothing_is_supported_wrongly_on_the_gold_pairs(
    model: LearnedModel, thresholds: Matching, gold: list[Any]
) -> None:
    told = [
        assess(
            pair.claim,
            pair.text,
            policy=thresholds,
            title=pair.title,
            published=pair.published,
            language=pair.language,
            claim_language="en",
            model=model,
        ).label.value
        for pair in gold
    ]
    wrong = [pair.claim for pair, label in zip(gold, told, strict=True) if label == "supported" != pair.label]
    assert wrong == []
    assert sum(pair.label == label for pair, label in zip(gold, told, strict=True)) >= 0.9 * len(gold)


def test_a_pair_scores_the_same_alone_and_among_others(model: LearnedModel) -> None:
    pairs = [(part, passage, "") for part, passage in (*RETOLD, *NOT_TOLD)]
    together = [one.supports for one in model.score(pairs)]
    assert together == [model.score([pair])[0].supports for pair in pairs]


def test_nothing_to_compare_scores_nothing(model: LearnedModel) -> None:
    assert model.score([]) == []
    assert [one.supports for one in model.score([("of the", "A ship sank.", ""), ("A ship sank", "", "")])] == [0, 0]


def test_a_passage_of_something_else_is_left_to_the_words(model: LearnedModel) -> None:
    pair = ("Two ministers resigned", "Wheat is sown in October.", "")
    assert model.score([pair]) == LexicalModel().score([pair])


def test_a_cause_that_is_not_told_is_not_supported(model: LearnedModel, thresholds: Matching) -> None:
    passage = "The official said the trip had been postponed because of the situation in Ukraine."
    part = "Putin's trip to Japan had been postponed because of a typhoon"
    assert model.score([(part, passage, "Putin to visit Japan")])[0].supports < thresholds.supported


@pytest.mark.parametrize("given", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_calibration_keeps_the_order_and_stays_within_bounds(given: float) -> None:
    curve = Calibration(bias=-0.5, slope=0.6)
    assert 0.0 < curve.probability(given) < 1.0
    assert curve.probability(given) <= curve.probability(min(1.0, given + 0.1))


def test_a_long_passage_is_cut_not_refused(model: LearnedModel) -> None:
    passage = "The mayor opened a school. " * LONGEST
    assert 0 <= model.score([("The mayor opened a school", passage, "")])[0].supports <= 1


def test_the_network_gives_shares_that_sum_to_one() -> None:
    shares = Entailment.load().read([("A ship sank", "A ship has gone down."), ("A ship sank", "Prices rose.")])
    assert shares.sum(axis=1) == pytest.approx([1, 1])
    assert Entailment.load().read([]).shape == (0, 3)


def test_the_shipped_model_is_within_its_size() -> None:
    folder = files("verifier.matching") / "model"
    assert sum(len(one.read_bytes()) for one in folder.iterdir()) <= 40_000_000
