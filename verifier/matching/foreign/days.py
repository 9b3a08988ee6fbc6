"""Days, months, years and weekdays named in another language, in the records of `moments`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from verifier.matching.foreign.tongues import Tongue, listed_as, plain, tongue
from verifier.matching.moments import Moment

_YEAR = r"(?:19|20)\d\d"
_SPACED = re.compile(
    rf"\b(?P<y4>{_YEAR})-(?P<m4>\d\d)-(?P<d4>\d\d)\b"
    rf"|\b(?P<d1>\d{{1,2}})\.(?P<m1>\d{{2}})\.(?P<y1>{_YEAR})\b"
    rf"|\b(?:(?P<day>\d{{1,2}})(?:\.|er|-го|-е)?\s(?:de\s)?)?(?P<word>[^\W\d_][^\W\d_]*['’ʼ]?[^\W\d_]{{2,}})\.?(?:\s(?P<year>{_YEAR})\b)?"
    rf"|\b(?P<alone>{_YEAR})\b(?![.,]\d)"
)
_CHARACTERS = re.compile(
    rf"(?:(?P<year>{_YEAR})\s?[年년]\s?)?(?P<month>\d{{1,2}})\s?[月월](?!間|间)\s?(?:(?P<day>\d{{1,2}})\s?[日일号](?!間|间|간))?"
    rf"|(?P<year_alone>{_YEAR})\s?[年년](?!間|间|간)"
    rf"|(?<!\d)(?P<day_alone>\d{{1,2}})\s?[日일](?!間|间|간|本|수)"
    rf"|(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_WEEK = ("一月월", "二火화", "三水수", "四木목", "五金금", "六土토", "日天일")


@lru_cache(maxsize=2048)
def days(text: str, language: str) -> tuple[Moment, ...]:
    known = tongue(language)
    assert known is not None
    return tuple(_spaced(text, known) if known.spaced else _characters(text.translate(_WIDE)))


def _spaced(text: str, known: Tongue) -> Iterator[Moment]:
    for match in _SPACED.finditer(text):
        span = (match.group(), match.start(), match.end())
        year = _number(match["year"] or match["alone"] or match["y1"] or match["y4"])
        if match["word"] is None:
            month, day = _number(match["m1"] or match["m4"]), _number(match["d1"] or match["d4"])
            if month is None or 1 <= month <= 12:
                yield Moment(*span, year=year, month=month, day=day)
            continue
        word = plain(match["word"], known.code)
        month, weekday = listed_as(word, known.months), listed_as(word, known.weekdays)
        if month is not None and (match["day"] or match["year"] or _is_month_alone(match["word"], known)):
            yield Moment(*span, year=year, month=month, day=_number(match["day"]))
        elif weekday is not None:
            yield Moment(match["word"], match.start("word"), match.end("word"), weekday=weekday)
        elif match["year"]:
            yield Moment(match["year"], match.start("year"), match.end("year"), year=year)


def _is_month_alone(word: str, known: Tongue) -> bool:
    """Without a day or a year a short form of a month is a word like any other."""
    return len(word) > 3 or known.code not in ("ru", "uk", "de", "fr")


def _characters(text: str) -> Iterator[Moment]:
    for match in _CHARACTERS.finditer(text):
        span = (match.group(), match.start(), match.end())
        if match["weekday"]:
            sign = match["weekday"].removesuffix("曜日").removesuffix("曜").removesuffix("요일")[-1]
            yield Moment(*span, weekday=next(n for n, signs in enumerate(_WEEK) if sign in signs))
            continue
        month, day = _number(match["month"]), _number(match["day"] or match["day_alone"])
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
            yield Moment(*span, year=_number(match["year"] or match["year_alone"]), month=month, day=day)


def _number(written: str | None) -> int | None:
    return int(written) if written else None
