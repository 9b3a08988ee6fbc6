"""Figures and days as each language writes them."""

from __future__ import annotations

import pytest

from verifier.matching.foreign.amounts import amounts
from verifier.matching.foreign.days import days
from verifier.matching.foreign.reading import read
from verifier.matching.foreign.tongues import tongue

FIGURES = [
    ("ru", "Долг составляет 4,5 млрд долларов.", [(4.5e9, "usd")]),
    ("ru", "Задержаны двадцать пять человек.", [(25, "")]),
    ("ru", "Вложено 1 200 000 рублей, на 29 процентов больше.", [(1.2e6, "rub"), (29, "%")]),
    ("ru", "Полтора миллиона тонн нефти.", [(1.5e6, "t")]),
    ("ru", "24 сентября 2014 года подписано три договора.", [(3, "")]),
    ("uk", "Чисельність до 250 тисяч осіб, п'ятеро поранених.", [(250e3, ""), (5, "")]),
    ("de", "Rund 53,4 Milliarden Kubikmeter und 1.200 Mitarbeiter.", [(53.4e9, "m3"), (1200, "")]),
    ("de", "Fünfunddreißig Prozent der Stimmen.", [(35, "%")]),
    ("fr", "La France remboursera 949,7 millions d'euros.", [(949.7e6, "eur")]),
    ("fr", "Une hausse de 3 pour cent, soit 1 100 emplois.", [(3, "%"), (1100, "")]),
    ("zh", "贸易额增长2.2%，达到695亿美元。", [(2.2, "%"), (69.5e9, "usd")]),
    ("zh", "购买了10架战机，五名士兵死亡。", [(10, ""), (5, "")]),
    ("zh", "百分之三十的居民", [(30, "%")]),
    ("ja", "協力費として2億6000万円を支払う。", [(260e6, "jpy")]),
    ("ja", "漁獲枠は1万8000トン、三人が死亡。", [(18000, "t"), (3, "")]),
    ("ja", "１２０人が避難した。", [(120, "")]),
    ("ko", "수출액은 43억 달러, 근로자 5만3천 명.", [(4.3e9, "usd"), (53000, "")]),
    ("ko", "피해액을 1조500억 원으로 추산했다.", [(1.05e12, "krw")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), FIGURES)
def test_figures_are_read(language: str, text: str, expected: list[tuple[float, str]]) -> None:
    known = tongue(language)
    assert known is not None
    found = amounts(read(text, known), language)
    assert [(pytest.approx(one.low), one.unit) for one in found] == expected


def test_a_hedge_is_kept() -> None:
    known = tongue("ru")
    assert known is not None
    [over, about] = amounts(read("Более 500 компаний и около 30 банков.", known), "ru")
    assert (over.at_least, about.about) == (True, True)


def test_offsets_are_into_the_sentence() -> None:
    known = tongue("zh")
    assert known is not None
    text = "最终达到每年380亿立方米。"
    [figure] = amounts(read(text, known), "zh")
    assert text[figure.start : figure.end] == figure.text == "380亿立方米"


DAYS = [
    ("ru", "24 сентября 2014 года", [(2014, 9, 24, None)]),
    ("ru", "во вторник, 3 марта", [(None, None, None, 1), (None, 3, 3, None)]),
    ("ru", "03.03.2015", [(2015, 3, 3, None)]),
    ("uk", "у п'ятницю, 13 березня", [(None, None, None, 4), (None, 3, 13, None)]),
    ("de", "am Montag, dem 6. September 2010", [(None, None, None, 0), (2010, 9, 6, None)]),
    ("fr", "mercredi 5 août 2015", [(None, None, None, 2), (2015, 8, 5, None)]),
    ("zh", "2016年1月13日，星期三", [(2016, 1, 13, None), (None, None, None, 2)]),
    ("ja", "29日、水曜日", [(None, None, 29, None), (None, None, None, 2)]),
    ("ko", "2013년 11월 13일 수요일", [(2013, 11, 13, None), (None, None, None, 2)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), DAYS)
def test_days_are_read(language: str, text: str, expected: list[tuple[int | None, ...]]) -> None:
    assert [(one.year, one.month, one.day, one.weekday) for one in days(text, language)] == expected


@pytest.mark.parametrize(("language", "text"), [("ja", "30日間の停戦"), ("ko", "3일간"), ("zh", "三十年间")])
def test_a_span_of_days_is_no_day(language: str, text: str) -> None:
    assert days(text, language) == ()
