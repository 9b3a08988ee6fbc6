"""Dates in figures: "2014-09-24", "24.09.2014", "9/24/14", "3/5", "Q3 2014", "2013–14", "2014年9月24日"."""

from __future__ import annotations

import re

from verifier.citations.written import Written
from verifier.records import Precision

DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:19|20)\d\d"
PATTERN = re.compile(
    r"(?:(?<![\w./-])|(?<=\b[Mm]id-))(?:"
    rf"(?P<y>{YEAR})(?P<ys>[-./])(?P<m>0[1-9]|1[0-2]|[1-9])(?P=ys)(?P<d>{DAY})(?!\d)"
    rf"|(?P<y8>{YEAR})(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?P<ym_y>{YEAR})-(?P<ym_m>0[1-9]|1[0-2])(?![\d-])"
    rf"|\d{{1,3}}/(?P<iy>{YEAR})(?![\d/])"
    rf"|(?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y2>{YEAR}|\d\d)(?!\d)"
    r"|(?P<sa>\d{1,2})(?P<ss>[./])(?P<sb>\d{1,2})\.?(?![\d/])"
    rf"|(?P<cy>{YEAR})\s?[年년]\s?(?P<cm>\d{{1,2}})\s?[月월](?:\s?(?P<cd>\d{{1,2}})\s?[日号號일])?"
    r"|(?P<cm2>\d{1,2})\s?[月월]\s?(?P<cd2>\d{1,2})\s?[日号號일]"
    rf"|Q(?P<q>[1-4])[\s,]*(?P<qy>{YEAR})|(?P<qy2>{YEAR})[\s-]?Q(?P<q2>[1-4])|(?P<q3>[1-4])Q[\s,]*(?P<qy3>{YEAR})"
    rf"|(?P<yy>{YEAR})(?:\s?[-–—/]\s?(?P<yy2>{YEAR}|\d\d))?\s?(?:г\.|года|р\.|року|年)?(?![\w-])"
    r")"
)


def read(found: re.Match[str]) -> Written | None:
    """The date of a match of `PATTERN`; None where the figures are no date after all."""
    group = found.groupdict()
    text = found[0].rstrip(". ") if found["ss"] else found[0]
    for mark in ("", "8"):
        if group[f"y{mark}"]:
            parts = (int(group[f"y{mark}"]), int(group[f"m{mark}"]), int(group[f"d{mark}"]))
            return Written(text, parts, parts, Precision.DAY)
    if group["a"]:
        year = int(group["y2"])
        return _ordered(text, group["s"], int(group["a"]), int(group["b"]), year if year > 99 else century(year))
    if group["sa"]:
        two_digits = len(group["sb"]) == 2
        if group["ss"] == "." and not two_digits and not found[0].endswith("."):
            return None  # "3.5" is a number far more often than the third of May; "3.5." is a day
        return _ordered(text, group["ss"], int(group["sa"]), int(group["sb"]), None)
    if group["cm2"]:
        parts_open = (None, int(group["cm2"]), int(group["cd2"]))
        return Written(text, parts_open, parts_open, Precision.DAY)
    return _coarse(text, group)


def _coarse(text: str, group: dict[str, str | None]) -> Written | None:
    """Months, quarters and years in figures."""
    for year, month, day in (("ym_y", "ym_m", None), ("cy", "cm", "cd")):
        if group[year]:
            days = group[day] if day else None
            parts = (int(group[year] or 0), int(group[month] or 0), int(days) if days else None)
            return Written(text, parts, parts, Precision.DAY if days else Precision.MONTH)
    for year, quarter in (("qy", "q"), ("qy2", "q2"), ("qy3", "q3")):
        if group[year]:
            number, first = int(group[year] or 0), 3 * int(group[quarter] or 0) - 2
            return Written(text, (number, first, None), (number, first + 2, None), Precision.QUARTER)
    first_year = int(group["yy"] or group["iy"] or 0)  # "39/2014": an issue of that year
    last = group["yy2"] or group["yy"] or group["iy"] or ""
    last_year = int(last) if len(last) == 4 else first_year - first_year % 100 + int(last)
    if last_year < first_year:
        return None
    return Written(text, (first_year, None, None), (last_year, None, None), Precision.YEAR)


def _ordered(text: str, separator: str, a: int, b: int, year: int | None) -> Written | None:
    """Day and month of `a` and `b`. Points mean day first; so does what cannot be a month; the rest is open."""
    if separator == "." and b > 12 and year is None:
        return None  # "1.15"
    if a > 12 or b > 12 or separator == ".":
        day, month = (b, a) if b > 12 else (a, b)
        parts = (year, month, day)
        return Written(text, parts, parts, Precision.DAY) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if not a or not b:
        return None
    parts = (year, b, a)
    return Written(text, parts, parts, Precision.DAY, order_open=a != b)


def century(two_digits: int) -> int:
    """Press citations of the web's age: 69 is 1969, 68 is 2068 as in POSIX."""
    return two_digits + (1900 if two_digits > 68 else 2000)
