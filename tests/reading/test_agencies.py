"""Datelines, and which agencies a report credits."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.reading import agencies, dateline

DATELINES = [
    # (the opening,                                   month, day, year, agency)
    ("BEIJING, Sept. 24 (Xinhua) -- China", 9, 24, None, "Xinhua"),
    ("TOKYO, Sept 24, Kyodo - Japan", 9, 24, None, "Kyodo"),
    ("MOSCOW. Sept 24 (Interfax) - Russia", 9, 24, None, "Interfax"),
    ("MOSCOW, September 24. /TASS/. Russia", 9, 24, None, "TASS"),
    ("MOSCOW, Sept. 24, 2014 (AFP) — The", 9, 24, 2014, "AFP"),
    ("BRUSSELS/MOSCOW, Sept 24 (Reuters) - The", 9, 24, None, "Reuters"),
    ("UNITED NATIONS, Sept 24 (Reuters) - The", 9, 24, None, "Reuters"),
    ("PARIS, 24 sept (Reuters) - Le", 9, 24, None, "Reuters"),
    ("SEOUL, Sept. 24 (Yonhap) -- South", 9, 24, None, "Yonhap"),
    ("KIEV, September 24 /Ukrinform/. Ukraine", 9, 24, None, "Ukrinform"),
    ("МОСКВА, 24 сентября. /ТАСС/. Глава", 9, 24, None, "ТАСС"),
    ("МОСКВА, 24 сен — РИА Новости. Глава", 9, 24, None, None),
    ("Москва. 24 сентября. INTERFAX.RU - Глава", 9, 24, None, "INTERFAX"),
    ("24 сентября. Interfax-Russia.ru - Глава", 9, 24, None, "Interfax-Russia.ru"),
    ("新华社北京9月24日电（记者王小明）外交部", 9, 24, None, "新华社"),
    ("（中央社台北24日電）外交部", None, 24, None, "中央社"),
    ("中新网9月24日电 据报道", 9, 24, None, "中新网"),
    ("【東京24日共同】首相は", None, 24, None, "共同"),
    ("(서울=연합뉴스) 홍길동 기자 = 정부는", None, None, None, "연합뉴스"),
    ("WASHINGTON (AP) — The", None, None, None, "AP"),
    ("(Reuters) - Oil", None, None, None, "Reuters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "month", "day", "year", "agency"), DATELINES, ids=[row[0] for row in DATELINES])
def test_reads_a_dateline(text: str, month: int | None, day: int | None, year: int | None, agency: str | None) -> None:
    found = dateline.parse(text)
    assert found is not None
    assert (found.month, found.day, found.year, found.agency) == (month, day, year, agency)


@pytest.mark.parametrize(
    "text",
    [
        "On September 24, the president said that",
        "In Moscow on 24 September 2014 the minister",
        "Sergey Lavrov, the minister, on Sept 24 met",
        "The UN (United Nations) - founded in 1945",
        "24 сентября Владимир Путин проведет",
        "据新华社报道，外交部发言人24日表示",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline.parse(text) is None


@pytest.mark.parametrize(
    ("opening", "anchor", "day"),
    [
        ("BEIJING, Sept. 24 (Xinhua) --", "2014-09-25", "2014-09-24"),
        ("BEIJING, Dec. 31 (Xinhua) --", "2015-01-01", "2014-12-31"),
        ("BEIJING, Jan. 1 (Xinhua) --", "2014-12-31", "2015-01-01"),
        ("【東京31日共同】", "2014-11-01", "2014-10-31"),
        ("（中央社台北1日電）", "2014-10-31", "2014-11-01"),
        ("MOSCOW, Feb 29 (Interfax) -", "2012-03-01", "2012-02-29"),
    ],
)
def test_the_year_of_a_dateline_is_told_by_another_sign(opening: str, anchor: str, day: str) -> None:
    found = dateline.parse(opening)
    assert found is not None
    assert found.on((date.fromisoformat(anchor),), date(2026, 1, 1)) == date.fromisoformat(day)
    assert found.on((), date(2026, 1, 1)) is None


CREDITS = [
    # (what,                     the text,                                                     byline,   the credits)
    ("dateline", "BEIJING, Sept. 24 (Xinhua) -- The council met.\nIt rose.", None, ("Xinhua",)),
    ("dateline after a dash", "МОСКВА, 24 сен — РИА Новости. Совет собрался.", None, ("РИА Новости",)),
    ("byline", "The council met.", "Reuters", ("Reuters",)),
    ("byline with a person", "The council met.", "Ivar Holm, Reuters", ("Reuters",)),
    ("two agencies", "The council met.", "AP and AFP", ("AP", "AFP")),
    ("last line", "The council met.\nIt rose at noon.\nSource: TASS", None, ("TASS",)),
    ("last line, russian", "Совет собрался.\nИсточник: Интерфакс", None, ("Интерфакс",)),
    ("first line, chinese", "来源：新华社\n委员会开会。", None, ("新华社",)),
    ("closing dash", "The council met. It rose at noon. — AP", None, ("AP",)),
    ("closing brackets", "会議は終わった。（共同）", None, ("共同",)),
    ("copyright", "The council met.\n(c) AFP 2014", None, ("AFP",)),
    ("assisted", "The council met.\nWith reporting by Reuters and AP", None, ("Reuters", "AP")),
    ("relayed, russian", "Совет отложил подписание, передает «Интерфакс».", None, ("Интерфакс",)),
    ("relayed, english", "The council delayed the signing, Interfax reports.", None, ("Interfax",)),
    ("relayed, japanese", "タス通信によると、評議会は署名を延期した。", None, ("タス通信",)),
    ("relayed, chinese", "据俄新社报道，委员会推迟签署。", None, ("俄新社",)),
    ("a mention", "The council met. A man from Reuters asked why.\nIt rose.\nNobody else did.\nIt rained.", None, ()),
    ("a word that begins so", "APEC leaders met in Tassin.\nThe apology was accepted — APA", None, ()),
    ("a person", "The council met.", "Ivar Holm", ()),
    ("a lender's name", "Bloomberg Philanthropies paid for it, the mayor said.", None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "byline", "credits"), [row[1:] for row in CREDITS], ids=[row[0] for row in CREDITS])
def test_credits(text: str, byline: str | None, credits: tuple[str, ...]) -> None:  # noqa: A002 - the record's word
    assert agencies.credited(text, byline, dateline.parse(text)) == credits
