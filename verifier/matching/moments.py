"""Days, months and years named in prose, and whether two namings can be the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from verifier.prose.words import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is named, at `text[start:end]`; `weekday` 0 is Monday."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None


_MONTH = "|".join(sorted({*MONTHS, *(month[:3] for month in MONTHS), "sept"}, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
# "fall" is a season where nothing falls: "this fall", "in the fall", not "the fall of the ruble".
_SEASON = (
    r"(?<=\s)(?:spring|summer|autumn|winter"
    r"|(?:(?<=this\s)|(?<=last\s)|(?<=next\s))fall|(?<=the\s)fall(?!\s(?:of|in)\b))"
)
# Each alternative begins with a letter or digit at a word's edge and is bounded: linear.
_MOMENT = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m1>{_MONTH})\b\.?(?:,?\s(?P<y1>{_YEAR})\b)?"
    rf"|(?P<m2>{_MONTH})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?(?:%|percent))(?:,?\s(?P<y2>{_YEAR})\b)?"
    rf"|(?P<m3>{_MONTH})\b\.?(?:,?\s(?P<y3>{_YEAR})\b)?"
    rf"|(?P<y5>{_YEAR})-(?P<m5>\d\d)-(?P<d5>\d\d)"
    rf"|(?P<y4>{_YEAR})(?=\b(?![.,]?\d|\s?(?:%|percent|people|tons?|km)))"
    rf"|(?P<weekday>{'|'.join(WEEKDAYS)})|(?P<season>{_SEASON})\b(?!\s(?:Olympi|Games)))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def moments(text: str) -> tuple[Moment, ...]:
    """The days, months, years and weekdays that `text` names, in order. Names of months need capitals."""
    found = []
    for match in _MOMENT.finditer(text):
        part = {name.rstrip("12345"): value for name, value in match.groupdict().items() if value}
        written = part.get("m") or part.get("weekday")
        if written and not written.isdigit() and not written[0].isupper() and "season" not in part:
            continue
        month = part.get("m")
        day = int(part["d"]) if "d" in part else None
        if day is not None and not 1 <= day <= 31:
            continue
        found.append(
            Moment(
                match.group(),
                match.start(),
                match.end(),
                year=int(part["y"]) if "y" in part else None,
                month=_month(month) if month else None,
                day=day,
                season=_season(part.get("season")),
                weekday=WEEKDAYS.index(part["weekday"].lower()) if "weekday" in part else None,
            )
        )
    return tuple(found)


def _season(written: str | None) -> str | None:
    return "autumn" if written and written.lower() == "fall" else written.lower() if written else None


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(written.lower()[:3]))


def could_be(claimed: Moment, told: Moment, published: date | None) -> bool | None:
    """Whether both may name the same time; None where they name nothing that can be compared.

    A weekday in a report is a day within the week before or after its publication.
    """
    if claimed.weekday is not None or told.weekday is not None:
        return _on_weekday(claimed, told, published)
    if claimed.season is not None or told.season is not None:
        return claimed.season == told.season if claimed.season and told.season else None
    common = [
        (one, other)
        for one, other in ((claimed.year, told.year), (claimed.month, told.month), (claimed.day, told.day))
        if one is not None and other is not None
    ]
    if not common:
        return None
    if all(one == other for one, other in common):
        return True
    # "in 2013" beside "on March 3" opposes nothing; a month opposes a month, a year a year.
    return False if (claimed.month is None) == (told.month is None) else None


def _on_weekday(claimed: Moment, told: Moment, published: date | None) -> bool | None:
    if claimed.weekday is not None and told.weekday is not None:
        return claimed.weekday == told.weekday
    named, weekday = (told, claimed.weekday) if claimed.weekday is not None else (claimed, told.weekday)
    if published is None or named.month is None or named.day is None:
        return None
    around = [published + timedelta(days=offset) for offset in range(-7, 8)]
    day = next((one for one in around if (one.month, one.day) == (named.month, named.day)), None)
    return day.weekday() == weekday if day is not None else None
