"""The days of a reference: which to ask about first, and whether an address may be of them."""

from __future__ import annotations

from datetime import date, timedelta

from verifier.records import Window
from verifier.urls import period_in


def days_of(window: Window) -> list[date]:
    """The days, from the middle, which is the cited one, outwards; the later of two neighbours first."""
    days = [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]
    middle = days[(len(days) - 1) // 2]
    return sorted(days, key=lambda day: (abs(day - middle), day < middle))


def may_be_of(window: Window, url: str) -> bool:
    """Whether the address bears no day or month, or one of those."""
    period = period_in(url)
    return period is None or (period[0] <= window.last and period[1] >= window.first)


def address_on(template: str, day: date) -> str:
    """A dated listing's address on that day, of its template in the registry."""
    return template.format(year=day.year, month=day.month, day=day.day, month2=f"{day.month:02}", day2=f"{day.day:02}")
