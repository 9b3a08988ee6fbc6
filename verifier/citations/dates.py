"""The dates of a citation as they are written: which of year, month and day are there, and nothing more.

    "September 24"            one day, no year            "March 3, 4"      two days
    "30 March–2 April 2014"   a range                     "2014-09-24 10:15"  one day
    "March 2014", "Q3 2014", "2013–2014"                  a month, a quarter, two years
    "late March 2014", "Fall 2014"                        a month, a season
    "3/5"                     one day, its order open (`figures`)

Which year an unwritten one is, and which order, is settled in `calendar` from the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.citations import figures
from verifier.citations.figures import DAY, YEAR, century
from verifier.citations.written import Phrase, Written
from verifier.prose.months import MONTHS
from verifier.records import Precision

_ORDINAL = r"(?:st|nd|rd|th|er|º|-?го)?"
_JOIN = r"\s*(?:[,&+/]|\band\b|\bund\b|\bet\b|\by\b|\bи\b|\bта\b|\bі\b)\s*(?:and\s+)?"
_DASH = r"\s*(?:[-–—−]|\bto\b|\bbis\b|\bпо\b)\s*"

_WORD = re.compile(r"[^\W\d_]{3,}")
_DAYS_AFTER = re.compile(
    rf"\.?\s*({DAY}{_ORDINAL}(?![\d:]|[./]\d|\s?%)(?:(?:{_DASH}|{_JOIN}){DAY}{_ORDINAL}(?=\s*(?:[,;&–—-]|$|\band\b|\bof\b|'|{YEAR})))*)"
    r"(?![^\W\d_])"
)
_DAYS_BEFORE = re.compile(
    rf"(?<![\w./:])({DAY}{_ORDINAL}\.?(?:(?:{_DASH}|{_JOIN}){DAY}{_ORDINAL}\.?)*)(?:\s+|-)?(?:(?:de|of|d[’'])\s*)?$"
)
_YEAR_AFTER = re.compile(
    rf"\.?(?:,?\s*(?:de\s+|del\s+|of\s+)?|-)(?:({YEAR})(?!\d)|['’](\d\d)(?!\d))\s*(?:(?:года|году|год|року|рік|г|р)\b\.?)?"
)
_MONTH_AND_YEAR = re.compile(rf"\.?\s*[-–—/]\s*([^\W\d_]{{3,}})\.?\s+(?:de\s+)?({YEAR})(?!\d)")
_SHORT_YEAR = re.compile(rf"\.?\s+(?:({YEAR})|(\d\d))(?=\s*(?:[,;]|$))")
"""After a day and a month: "24 Sep 14"."""

_YEAR_OF_SEASON = re.compile(rf"\s+(?:of\s+|de\s+)?({YEAR})(\s?[/–-]\s?(?:{YEAR}|\d\d))?(?!\d)")
SEASONS = {
    word: months
    for words, months in (
        ("spring frühjahr frühling printemps primavera весна весной", (3, 5)),
        ("summer sommer été verano лето летом літо", (6, 8)),
        ("fall autumn herbst automne otoño осень осенью осінь", (9, 11)),
        ("winter hiver invierno зима зимой", (12, 2)),
    )
    for word in words.split()
}
"""Their first and last months."""

_DAY_OR_JOIN = re.compile(rf"({DAY}){_ORDINAL}|({_DASH})")
_TIME = re.compile(
    r"(?:T|,?\s*(?:at\s+|um\s+|в\s+|à\s+)?)\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d+)?\s?(?:[ap]\.?m\.?|Uhr)?"
    r"\s?(?:Z|[+-]\d\d:?\d\d|\(?(?:UTC|GMT|MSK|EST|EDT|ET|CET|CEST|EET|BST|JST)(?:[+-]\d+)?\)?)?(?![\w:])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:(?:^|[,;(]\s*)(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b\.?,?"
    r"|\b(?:on|dated|of|from|on the|the|с|з|vom|am|du|le|от|від|за|el)\b"
    r"|\b(?:early|mid|late|(?:beginning|start|middle|end) of|anfang|mitte|ende|début|mi|fin|начало|конец|початок"
    r"|кінець|середина)\b[\s-]?)\s*$",
    re.IGNORECASE,
)
"""What may stand before a date and makes it no more exact."""

_LINK_ONLY_JOIN = re.compile(rf"(?:{_JOIN})$")
_LINK_ONLY_DASH = re.compile(rf"(?:{_DASH})$")
_NEAR = 48
"""Characters before a month's name in which its days are looked for: "the 21st, 22nd, 23rd and 24th of"."""


def find(text: str) -> list[Phrase]:
    """Every date phrase of the text, in order, apart from each other."""
    found: list[Phrase] = []
    taken = 0
    for word in _WORD.finditer(text):
        name = word[0].lower()
        month = MONTHS.get(name)
        if word.start() < taken or (month is None and name not in SEASONS):
            continue
        phrase = _season(text, word, taken) if month is None else _around_month(text, word, month, taken)
        if phrase is not None:
            found.append(phrase)
            taken = phrase.end
    numeric = list(_numeric(text, found))
    if numeric:
        found = sorted([*found, *numeric], key=lambda phrase: phrase.start)
    return _joined(text, found) if len(found) > 1 else found


# ── with the month's name ──


def _around_month(text: str, word: re.Match[str], month: int, taken: int) -> Phrase | None:
    start, end = word.span()
    after = _DAYS_AFTER.match(text, end)
    before = _DAYS_BEFORE.search(text, max(taken, start - _NEAR), start)
    year = _SHORT_YEAR.match(text, end) if before else None
    if after is not None and year is None:
        days, end = after[1], after.end()
    else:
        days = before[1] if before else ""
        start = before.start() if before else start
    year = year or _YEAR_AFTER.match(text, end)
    number = _year_number(year) if year else None
    if year:
        end = year.end()
    elif text.startswith(".", end) and word.end() == end:
        end += 1
    if not days and number is None:
        if several := _months(text, word, month):
            return several
        if not _stands_alone(text, _with_weekday(text, start, taken), end):
            return None
    name = text[word.start() : word.end()]
    dates = tuple(_days(name, month, days, number, text[start:end])) if days else _month(text[start:end], month, number)
    return Phrase(_with_weekday(text, start, taken), _with_time(text, end), dates)


def _year_number(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else century(int(found[2]))


def _months(text: str, word: re.Match[str], month: int) -> Phrase | None:
    """ "March–April 2014": months that share the year after the last."""
    found = _MONTH_AND_YEAR.match(text, word.end())
    last = MONTHS.get(found[1].lower()) if found else None
    if found is None or last is None or last < month:
        return None
    year, whole = int(found[2]), text[word.start() : found.end()]
    return Phrase(
        word.start(), found.end(), (Written(whole, (year, month, None), (year, last, None), Precision.MONTH),)
    )


def _season(text: str, word: re.Match[str], taken: int) -> Phrase | None:
    """ "Fall 2014", "Winter 2014/15": an issue of that season. A winter of one year is the one that ends in it."""
    year = _YEAR_OF_SEASON.match(text, word.end())
    if year is None:
        return None
    first, last = SEASONS[word[0].lower()]
    end = int(year[1]) + (year[2] is not None)
    start = end - (last < first)
    dates = (Written(text[word.start() : year.end()], (start, first, None), (end, last, None), Precision.QUARTER),)
    return Phrase(_with_weekday(text, word.start(), taken), year.end(), dates)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A month's name by itself is a date only as an item of its own: ", March)"."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return before.endswith(",") and (not after or after[0] in ",;")


def _month(text: str, month: int, year: int | None) -> tuple[Written, ...]:
    parts = (year, month, None)
    return (Written(text, parts, parts, Precision.MONTH),)


def _days(name: str, month: int, days: str, year: int | None, whole: str) -> Iterator[Written]:
    """The days of "3, 4 and 6-8": single ones and ranges."""
    numbers: list[list[int]] = []
    ranging = False
    for piece in _DAY_OR_JOIN.finditer(days):
        if piece[1] is None:
            ranging = True
        elif ranging and numbers:
            numbers[-1].append(int(piece[1]))
            ranging = False
        else:
            numbers.append([int(piece[1])])
    for run in numbers:
        text = whole
        if len(numbers) > 1:
            text = f"{name} {'-'.join(map(str, (run[0], run[-1]) if len(run) > 1 else run))}" + (
                f", {year}" if year else ""
            )
        yield Written(text, (year, month, run[0]), (year, month, run[-1]), Precision.DAY)


def _with_weekday(text: str, start: int, taken: int) -> int:
    """The start with the weekday or preposition before it. "Mail on Sunday, May 3" keeps its Sunday: a weekday
    is one only as an item of its own."""
    before = _WEEKDAY.search(text, max(taken, start - 16), start)
    if before is None:
        return start
    return before.start() + (before[0][0] in ",;(")


def _with_time(text: str, end: int) -> int:
    time = _TIME.match(text, end)
    return time.end() if time else end


# ── in figures ──


def _numeric(text: str, named: list[Phrase]) -> Iterator[Phrase]:
    for found in figures.PATTERN.finditer(text):
        if any(phrase.start < found.end() and found.start() < phrase.end for phrase in named):
            continue
        written = figures.read(found)
        if written is not None:
            yield Phrase(_with_weekday(text, found.start(), 0), _with_time(text, found.end()), (written,))


# ── lists and ranges over two phrases ──


def _joined(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Neighbours with only a dash between them are a range; with only a list's sign, one phrase."""
    joined = [phrases[0]]
    for phrase in phrases[1:]:
        last = joined[-1]
        between = text[last.end : phrase.start]
        if _leads_year(last, phrase) and between.strip() in (",", ""):
            dates = tuple(_in_year(one, last.dates[0], text[last.start : phrase.end]) for one in phrase.dates)
            joined[-1] = Phrase(last.start, phrase.end, dates)
        elif _LINK_ONLY_DASH.match(between) and last.dates[-1].precision is phrase.dates[0].precision:
            joined[-1] = _range(text, last, phrase)
        elif _LINK_ONLY_JOIN.match(between):
            joined[-1] = Phrase(last.start, phrase.end, (*_lend_year(last.dates, phrase.dates[0]), *phrase.dates))
        else:
            joined.append(phrase)
    return joined


def _leads_year(last: Phrase, phrase: Phrase) -> bool:
    """Whether a year stands before its day, as in lists of literature: "2017, March 9"."""
    return (
        len(last.dates) == 1
        and last.dates[0].precision is Precision.YEAR
        and last.dates[0].first == last.dates[0].last
        and all(one.precision is Precision.DAY and one.year is None for one in phrase.dates)
    )


def _in_year(one: Written, year: Written, whole: str) -> Written:
    return one._replace(text=whole, first=(year.year, *one.first[1:]), last=(year.year, *one.last[1:]))


def _range(text: str, last: Phrase, phrase: Phrase) -> Phrase:
    begin, finish = last.dates[-1], phrase.dates[0]
    first = _with_year_of(begin, finish).first
    span = Written(text[last.start : phrase.end].strip(), first, finish.last, finish.precision, finish.order_open)
    return Phrase(last.start, phrase.end, (*last.dates[:-1], span, *phrase.dates[1:]))


def _lend_year(dates: tuple[Written, ...], following: Written) -> tuple[Written, ...]:
    return tuple(_with_year_of(one, following) for one in dates)


def _with_year_of(one: Written, following: Written) -> Written:
    """A list or range writes its year once, at its end: "30 December–2 January 2014" begins in 2013."""
    if one.year is not None or following.year is None or one.precision is not following.precision:
        return one
    earlier = (one.first[1] or 0, one.first[2] or 0) <= (following.last[1] or 0, following.last[2] or 0)
    year = following.year if earlier else following.year - 1
    return one._replace(first=(year, *one.first[1:]), last=(year, *one.last[1:]))
