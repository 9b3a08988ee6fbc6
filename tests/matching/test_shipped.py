"""The shipped model: a whole claim read beside a report, in other words and in other languages."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from verifier.matching import assess
from verifier.matching.entailment import LONGEST
from verifier.matching.rereading import chosen, windows
from verifier.matching.shipped import ShippedModel
from verifier.policy import Matching
from verifier.records import Assessment, Bearing, ClaimCheck

REPORT = (
    "The Japanese cabinet on Wednesday approved a new round of sanctions against Russia, closing its capital market to"
    " five banks from that country. Sberbank and VTB will no longer be able to sell bonds or shares in Japan, the chief"
    " cabinet secretary told reporters. The government will also apply stricter controls to exports of arms and of"
    " dual-use items."
)
RETOLD = "Five Russian lenders may no longer raise money on the Japanese market"
OPPOSED = "Japan lifted its sanctions against Russian lenders"
RUSSIAN = (
    "Правительство Японии в среду одобрило новый пакет санкций против России, закрыв свой рынок капитала для пяти"
    " российских банков. Сбербанк и ВТБ больше не смогут размещать в Японии облигации и акции, сообщил журналистам"
    " генеральный секретарь кабинета министров."
)


@pytest.fixture(scope="module")
def model() -> ShippedModel:
    return ShippedModel.load()


def judged(claim: str, text: str, thresholds: Matching, model: ShippedModel | None) -> Assessment:
    return assess(claim, text, policy=thresholds, model=model)


def test_what_is_told_in_other_words_is_borne_out(model: ShippedModel, thresholds: Matching) -> None:
    by_words, read = (judged(RETOLD, REPORT, thresholds, one) for one in (None, model))
    assert by_words.label is not ClaimCheck.SUPPORTED
    assert read.support > by_words.support


def test_the_opposite_is_not(model: ShippedModel, thresholds: Matching) -> None:
    read = judged(OPPOSED, REPORT, thresholds, model)
    assert read.label is not ClaimCheck.SUPPORTED
    assert read.support < judged(RETOLD, REPORT, thresholds, model).support


def test_a_report_in_another_language_is_read(model: ShippedModel, thresholds: Matching) -> None:
    told, opposed = (judged(claim, RUSSIAN, thresholds, model) for claim in (RETOLD, OPPOSED))
    assert told.across == opposed.across == "ru"
    assert told.support > opposed.support
    assert opposed.label is not ClaimCheck.SUPPORTED


def test_another_figure_is_not_overruled(model: ShippedModel, thresholds: Matching) -> None:
    claim = "The Japanese cabinet closed its capital market to nine banks from Russia"
    assert judged(claim, REPORT, thresholds, model).label is not ClaimCheck.SUPPORTED


def test_what_bears_it_out_is_shown_first_by_its_offsets(model: ShippedModel, thresholds: Matching) -> None:
    read = judged("Japan closed its capital market to five Russian banks", REPORT, thresholds, model)
    if read.label is ClaimCheck.SUPPORTED:
        assert read.passages[0].relation is Bearing.SUPPORTS
    assert all(REPORT[one.start : one.end] == one.text for one in read.passages)


def test_nothing_is_supported_wrongly_on_the_gold_pairs(
    model: ShippedModel, thresholds: Matching, gold: list[Any]
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
    assert len(wrong) <= 1
    right = sum(pair.label == label for pair, label in zip(gold, told, strict=True))
    print(f"{right} of {len(gold)} right")
    assert right >= GOLD_RIGHT * len(gold)


GOLD_RIGHT = 0.6


def test_a_short_report_is_read_whole_and_of_a_long_one_what_is_nearest(thresholds: Matching) -> None:
    given = judged(RETOLD, REPORT, thresholds, None)
    assert chosen(RETOLD, REPORT, given) == windows(REPORT, 420)
    long = "Rice prices fell in Hokkaido, farmers said on Monday. " * 60 + REPORT
    read = chosen(RETOLD, long, judged(RETOLD, long, thresholds, None))
    assert len(read) <= 5
    assert any("capital market" in long[one.start : one.end] for one in read)


def test_a_pair_is_read_the_same_alone_and_among_others(model: ShippedModel) -> None:
    together = model.read_whole(RETOLD, [REPORT, RUSSIAN])
    assert together == [*model.read_whole(RETOLD, [REPORT]), *model.read_whole(RETOLD, [RUSSIAN])]
    assert all(sum(shares) == pytest.approx(1) for shares in together)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_report_says_nothing(model: ShippedModel, thresholds: Matching, text: str) -> None:
    assert judged(RETOLD, text, thresholds, model).label in (ClaimCheck.SILENT, ClaimCheck.NOT_JUDGED)


def test_a_long_passage_is_cut_not_refused(model: ShippedModel) -> None:
    assert len(model.read_whole("The mayor opened a school", ["The mayor opened a school. " * LONGEST])) == 1


def test_the_shipped_model_is_within_its_size() -> None:
    folder = files("verifier.matching") / "model"
    assert sum(len(one.read_bytes()) for one in folder.iterdir()) <= 40_000_000
