"""The names of the months in English, Russian, Ukrainian, German, French and Spanish with their usual
abbreviations, and in full in Italian, Portuguese, Polish and Turkish. Pure.
"""

from __future__ import annotations

_NAMES = (
    """january jan январь января янв січень січня січ januar jänner jan janvier janv enero ene gennaio gen
    ocak stycznia styczeń janeiro""",
    """february feb febr февраль февраля фев февр лютий лютого лют februar feber février fevrier févr fév fevr
    febrero febbraio şubat lutego luty fevereiro""",
    """march mar март марта мар березень березня бер märz maerz mrz mars marzo mart marca marzec março""",
    """april apr апрель апреля апр квітень квітня квіт avril avr abril abr aprile nisan kwietnia kwiecień""",
    """may май мая травень травня трав mai mayo maggio mag mayıs maja maio""",
    """june jun июнь июня июн червень червня черв juni juin junio giugno giu haziran czerwca czerwiec junho""",
    """july jul июль июля июл липень липня лип juli juillet juil julio luglio lug temmuz lipca lipiec julho""",
    """august aug август августа авг серпень серпня серп août aout agosto ago ağustos sierpnia sierpień""",
    """september sept sep сентябрь сентября сен сент вересень вересня вер septembre septiembre setiembre settembre
    eylül września wrzesień setembro""",
    """october oct октябрь октября окт жовтень жовтня жовт oktober okt octobre octubre ottobre ott ekim
    października październik outubro""",
    """november nov ноябрь ноября ноя нояб листопад листопада лист novembre noviembre kasım listopada novembro""",
    """december dec декабрь декабря дек грудень грудня груд dezember dez décembre decembre déc diciembre dic dicembre
    aralık grudnia grudzień dezembro""",
)

MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Lower-case name or abbreviation (without its point) → 1..12."""

_DAY_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_of(word: str) -> int | None:
    """The number of the month that `word` names, in any case; None where it names none."""
    return MONTHS.get(word.lower())


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return _DAY_LENGTHS[month - 1]
