"""What each language denies, calls possible or plans, and who does it to whom: pairs that differ in just that."""

from __future__ import annotations

import pytest

from verifier.matching import assess
from verifier.policy import Matching
from verifier.records import ClaimCheck

SUPPORTED, CONTRADICTED = ClaimCheck.SUPPORTED, ClaimCheck.CONTRADICTED
TOLD = [
    ("Japan approved new sanctions against Russia", "Япония утвердила новые санкции против России."),
    ("Japan did not approve new sanctions against Russia", "Япония не утвердила новые санкции против России."),
    ("Ukraine refused to sign the agreement with Russia", "Україна відмовилася підписати угоду з Росією."),
    ("Russia and Ukraine signed an agreement on gas", "俄罗斯和乌克兰签署了天然气协议。"),
    ("Russia banned imports of meat from Poland", "Russland hat die Einfuhr von Fleisch aus Polen verboten."),
    ("Putin's visit to Japan was postponed", "プーチン大統領の訪日は延期された。"),
    ("France plans to sell warships to Russia", "La France prévoit de vendre des navires de guerre à la Russie."),
    ("Russia suspended gas supplies to Ukraine", "러시아가 우크라이나에 대한 가스 공급을 중단했다."),
]
OPPOSED = [
    ("Japan approved new sanctions against Russia", "Япония не утвердила новые санкции против России."),
    ("Parliament approved the budget of Ukraine", "Парламент не схвалив бюджет України."),
    ("Russia and Ukraine signed an agreement on gas", "俄罗斯和乌克兰没有签署天然气协议。"),
    ("China imposed sanctions on the United States", "美国对中国实施制裁。"),
    (
        "Germany stopped the delivery of weapons to Egypt",
        "Deutschland hat die Lieferung von Waffen an Ägypten nicht gestoppt.",
    ),
    (
        "France confirmed the sale of warships to Russia",
        "La France n'a pas confirmé la vente de navires de guerre à la Russie.",
    ),
    ("Prices of gas in Ukraine rose by 20 percent", "Цены на газ на Украине снизились на 20 процентов."),
    ("South Korea approved the sale of missiles to Poland", "한국 정부는 폴란드에 대한 미사일 판매를 승인하지 않았다."),
]
LEFT_OPEN = [
    ("Japan approved new sanctions against Russia", "Япония может утвердить новые санкции против России."),
    ("Russia and Ukraine signed an agreement on gas", "俄罗斯和乌克兰计划签署天然气协议。"),
    ("Japan lifted sanctions against Russia", "日本は対ロシア制裁を解除する方針だ。"),
    ("France sold warships to Russia", "La France pourrait vendre des navires de guerre à la Russie."),
    (
        "Germany lifted the ban on arms exports to Egypt",
        "Deutschland will das Verbot der Waffenexporte nach Ägypten aufheben.",
    ),
    ("South Korea approved the sale of missiles to Poland", "한국 정부는 폴란드에 대한 미사일 판매를 승인할 예정이다."),
    ("Japan approved new sanctions against Russia", "Утвердит ли Япония новые санкции против России?"),
]


def label(claim: str, report: str, thresholds: Matching) -> ClaimCheck:
    return assess(claim, report, policy=thresholds).label


@pytest.mark.parametrize(("claim", "report"), TOLD)
def test_what_is_told_is_supported(claim: str, report: str, thresholds: Matching) -> None:
    assert label(claim, report, thresholds) is SUPPORTED


@pytest.mark.parametrize(("claim", "report"), OPPOSED)
def test_what_is_denied_or_turned_around_is_contradicted(claim: str, report: str, thresholds: Matching) -> None:
    assert label(claim, report, thresholds) is CONTRADICTED


@pytest.mark.parametrize(("claim", "report"), LEFT_OPEN)
def test_what_is_only_planned_or_possible_is_not_supported(claim: str, report: str, thresholds: Matching) -> None:
    assert label(claim, report, thresholds) is not SUPPORTED


def test_a_translated_quotation_keeps_a_claim_from_being_supported(thresholds: Matching) -> None:
    report = "Представитель МИД России назвал санкции Японии недружественным шагом."
    plain = "The Russian Foreign Ministry called Japan's sanctions an unfriendly step"
    assert label(plain, report, thresholds) is SUPPORTED
    assert label(plain.replace("an unfriendly step", "“an unfriendly step”"), report, thresholds) is not SUPPORTED


COMMENT = "Подобные ограничения не имеют опоры в международном праве. Те, кто к ним прибегает, вредят самим себе."
SPEAKERS = [
    ("The Foreign Ministry noted that such restrictions have no basis in international law", True),
    ("Foreign Minister Lavrov noted that such restrictions have no basis in international law", False),
    ("The Foreign Ministry noted that such restrictions have a basis in international law", False),
]


@pytest.mark.parametrize(("claim", "told"), SPEAKERS)
def test_an_office_does_not_name_itself_and_a_person_must_be_named(
    claim: str, told: bool, thresholds: Matching
) -> None:
    assert (label(claim, COMMENT, thresholds) is SUPPORTED) is told


def test_what_is_not_found_in_a_report_on_the_matter_is_not_judged(thresholds: Matching) -> None:
    """It may be told in words that the lexicon lacks."""
    report = "Япония утвердила новые санкции против России. Токио действует вместе с партнерами по «Большой семерке»."
    claim = "Tokyo's measures hit Russian lenders hardest, and Moscow's displeasure was loud"
    assert label(claim, report, thresholds) is ClaimCheck.NOT_JUDGED


LISTS = (
    "Теги: Япония, санкции, Россия, утвердила, новые, Украина, Токио",
    "日本、制裁、ロシア、新たな、承認、追加、東京",
)


@pytest.mark.parametrize("tags", LISTS)
def test_a_list_of_tags_says_nothing(tags: str, thresholds: Matching) -> None:
    assert label("Japan approved new sanctions against Russia", tags, thresholds) is not SUPPORTED


def test_the_claim_itself_in_english_on_a_foreign_page_says_nothing(thresholds: Matching) -> None:
    page = (
        "Сообщаем читателям и системам проверки: Japan approved new sanctions against Russia. Погода в Токио хорошая."
    )
    assert label("Japan approved new sanctions against Russia", page, thresholds) is not SUPPORTED


def test_a_claim_in_another_language_than_english_is_compared_by_names(thresholds: Matching) -> None:
    given = assess("日本は制裁を承認した", "Япония утвердила санкции.", policy=thresholds)
    assert given.label is ClaimCheck.NOT_JUDGED
    assert given.across == "ru"
