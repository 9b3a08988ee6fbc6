"""From many signs of a page's day to the day.

No sign is right alone: a content system re-dates its archive, a teaser stands above the headline, a
clock shows today. So the signs vote, by these rules:

1. A day after the capture (one day allowed, for time zones) or before the web is no vote.
2. Each origin has a weight, below. Signs with one cause are one family: what the site's software declares
   (JSON-LD, meta, `<time>`), the address, what the reader sees. In a family the strongest sign of a day
   counts whole, every further origin a quarter: three fields filled by one program are not three witnesses.
3. A sign counts half for the day before and the day after its own: time zones, and datelines written the
   evening before. A day needs a sign of its own to be chosen.
4. The day with the most is chosen, if it has `LEAST` and leads every day that is not its neighbour by
   `LEAD`. Else the page's day is not known: the signs are kept, and a doubtful day is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from verifier.reading.dateline import Dateline
from verifier.records import DateSignal

DECLARED, ADDRESS, SEEN = "declared", "address", "seen"

WEIGHTS: dict[str, tuple[str, float]] = {
    "json-ld": (DECLARED, 1.0),
    "meta": (DECLARED, 0.9),
    "itemprop": (DECLARED, 0.9),
    "time": (DECLARED, 0.8),
    "script": (DECLARED, 0.6),
    "json-ld-created": (DECLARED, 0.4),
    "json-ld-modified": (DECLARED, 0.35),
    "meta-modified": (DECLARED, 0.3),
    "time-updated": (DECLARED, 0.35),
    "pdf": (DECLARED, 0.3),
    "time-elsewhere": (DECLARED, 0.05),
    "url": (ADDRESS, 0.9),
    "visible": (SEEN, 0.8),
    "dateline": (SEEN, 0.7),
    "visible-end": (SEEN, 0.5),
    "masthead": (SEEN, 0.5),
    "visible-updated": (SEEN, 0.5),
    "clock": (SEEN, 0.25),
    "ambiguous": (SEEN, 0.25),
    "elsewhere": (SEEN, 0.05),
}
"""Origin → family and weight. An "updated" line is weak beside a date of publication, and enough alone;
the same in metadata is not: software moves it for a new menu."""

OF_A_REPORT = frozenset({"json-ld", "meta", "itemprop", "time", "visible", "dateline"})
"""Signs that only a report has: a wall's URL may tell a day, and its menu another."""

LEAST = 0.5
LEAD = 0.15
FURTHER = 0.25
NEIGHBOUR = 0.5
EARLIEST = date(1980, 1, 1)
"""Older days on a web page are empty fields (1970-01-01) or history."""
ANCHOR = 0.3
"""The least weight of a sign that may tell a dateline its year."""


def fuse(signals: Iterable[DateSignal], latest: date) -> date | None:
    """The day the signs agree on, or None. `latest` is the day after the capture."""
    votes = _votes(signals, latest)
    if not votes:
        return None
    scores = {day: _score(day, votes) for day in votes}
    # Of equals the earlier: a page's later dates are of its changes.
    chosen = min(votes, key=lambda day: (-scores[day], -_own(votes[day]), day))
    rivals = (score for day, score in scores.items() if abs(day - chosen) > timedelta(days=1))
    strongest = max(rivals, default=0.0)
    if scores[chosen] < LEAST or round(scores[chosen] - strongest, 6) < LEAD:
        return None
    return chosen


def place_dateline(dateline: Dateline | None, signals: list[DateSignal], latest: date) -> DateSignal | None:
    """The dateline as a sign, its year told by the strongest of the other signs."""
    if dateline is None:
        return None
    usable = [sign for sign in signals if EARLIEST <= sign.day <= latest and WEIGHTS[sign.origin][1] >= ANCHOR]
    usable.sort(key=lambda sign: -WEIGHTS[sign.origin][1])
    day = dateline.on(tuple(sign.day for sign in usable), latest)
    return DateSignal(day, "dateline", dateline.text) if day else None


Votes = dict[date, dict[str, float]]


def _votes(signals: Iterable[DateSignal], latest: date) -> Votes:
    """For each day the weight of each origin that names it."""
    votes: Votes = {}
    for sign in signals:
        if EARLIEST <= sign.day <= latest:
            votes.setdefault(sign.day, {})[sign.origin] = WEIGHTS[sign.origin][1]
    return votes


def _score(day: date, votes: Votes) -> float:
    weights = dict(votes[day])
    for neighbour in (day - timedelta(days=1), day + timedelta(days=1)):
        for origin, weight in votes.get(neighbour, {}).items():
            weights[origin] = max(weights.get(origin, 0.0), NEIGHBOUR * weight)
    families: dict[str, list[float]] = {}
    for origin, weight in weights.items():
        families.setdefault(WEIGHTS[origin][0], []).append(weight)
    return sum(max(family) + FURTHER * (sum(family) - max(family)) for family in families.values())


def _own(weights: dict[str, float]) -> float:
    return max(weights.values())
