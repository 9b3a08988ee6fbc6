"""Days as people write them, in the languages of the press: "24 сентября 2014", "2014年9月24日".

Only a date with its year is a day. What could be two days ("04/03/2019") is given as both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verifier.prose import months

# What `prose.months` does not have: the press cited in translation. Belarusian, Bulgarian, Portuguese, Dutch,
# Polish, Czech, Croatian, Turkish, Hungarian, Romanian, Swedish, Finnish, Indonesian, Arabic, Hebrew.
_FURTHER_MONTHS = (
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
    " marraskuuta joulukuuta",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
)


def _month_numbers() -> dict[str, int]:
    """Each name's number. A name of two months in two languages (listopada, srpnja) is of neither."""
    numbers = {name: {number} for name, number in months.MONTHS.items()}
    for names in _FURTHER_MONTHS:
        for number, name in enumerate(names.split(), start=1):
            numbers.setdefault(name, set()).add(number)
    return {name: found.pop() for name, found in numbers.items() if len(found) == 1}


MONTHS = _month_numbers()

_NAME = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
MONTH_DAY = (
    rf"(?:(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|of\s+|-)?(?P<m1>{_NAME})\b\.?"
    rf"|\b(?P<m2>{_NAME})\b\.?\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))"
)
"""A month's name and a day, in either order; groups d1, m1 or m2, d2."""

_WORDS = re.compile(
    rf"{MONTH_DAY}(?:,?\s*(?:de\s+|del\s+)?|\s*\(?[^\W\d_]{{2,9}}\.?\)?,?\s+|-)(?P<year>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<y3>(?:19|20)\d\d)[.,]?\s+(?P<m3>{_NAME})\b\.?\s+(?P<d3>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
_ASIAN = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)|(?P<era>令和|平成|昭和)(?P<n>\d{1,2}|元))\s*[年년]\s*"
    r"(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]?"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])((?:19|20)\d\d)\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d/-]|\.\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([-./])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-]|\.\d)")
_YEAR = re.compile(r"(?:19|20)\d\d|[年년]")
_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925}


@dataclass(frozen=True, slots=True)
class Written:
    """A date at `text[start:end]`. `other` is the second day it may mean, where the order is open."""

    day: date
    start: int
    end: int
    other: date | None = None


def find(text: str) -> list[Written]:
    """The full dates in a text, in order. Offsets are into the text in NFKC."""
    text = unicodedata.normalize("NFKC", text)
    if not _YEAR.search(text):  # most lines of a page end here
        return []
    found = [*_worded(text), *_asian(text), *_year_first(text), *_year_last(text)]
    return sorted(found, key=lambda written: written.start)


def month_number(name: str) -> int:
    return MONTHS[name.lower()]


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _worded(text: str) -> Iterator[Written]:
    for match in _WORDS.finditer(text):
        name = match["m1"] or match["m2"] or match["m3"]
        number = match["d1"] or match["d2"] or match["d3"]
        if day := day_of(int(match["year"] or match["y3"]), month_number(name), int(number)):
            yield Written(day, match.start(), match.end())


def _asian(text: str) -> Iterator[Written]:
    for match in _ASIAN.finditer(text):
        if match["era"]:
            year = _ERA_STARTS[match["era"]] + (1 if match["n"] == "元" else int(match["n"]))
        else:
            year = int(match["year"])
        if day := day_of(year, int(match["month"]), int(match["day"])):
            yield Written(day, match.start(), match.end())


def _year_first(text: str) -> Iterator[Written]:
    for match in _YEAR_FIRST.finditer(text):
        if day := day_of(int(match[1]), int(match[3]), int(match[4])):
            yield Written(day, match.start(), match.end())


def _year_last(text: str) -> Iterator[Written]:
    for match in _YEAR_LAST.finditer(text):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        day_first, month_first = day_of(year, second, first), day_of(year, first, second)
        if mark == "." and day_first:  # no country writes the month first with full stops
            month_first = None
        day = day_first or month_first
        if day:
            other = month_first if day_first and month_first != day_first else None
            yield Written(day, match.start(), match.end(), other)
