"""What a page's number tells of its day: most sites count their pages up, so neighbours bracket each other.

`/news/502012.html` was published no earlier than a page of a lower number, and no later than a page of a
higher one was captured or changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

from verifier.records import Candidate
from verifier.urls import date_in

ENOUGH = 3
"""Pages of known days that show that a site counts upwards."""
_NUMBER = re.compile(r"(?<![\d])\d{3,12}(?!\d)")

Span = tuple[date | None, date | None]


def spans(pages: Sequence[Candidate]) -> Mapping[str, Span]:
    """By address, the first and last day that a page without a day of its own can be of, as far as its
    neighbours' numbers tell. Empty where a site's numbers do not go up with its days."""
    series: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for page in pages:
        numbered = _numbered(page.url)
        if numbered:
            series[numbered[0]].append((numbered[1], page))
    found: dict[str, Span] = {}
    for members in series.values():
        found |= _within(sorted(members, key=lambda member: member[0]))
    return found


def _numbered(url: str) -> tuple[str, int] | None:
    """The address with its last long number left out, and the number."""
    numbers = list(_NUMBER.finditer(url))
    if not numbers or date_in(url):
        return None
    last = numbers[-1]
    return url[: last.start()] + "#" + url[last.end() :], int(last[0])


def _within(members: Sequence[tuple[int, Candidate]]) -> dict[str, Span]:
    known = [(number, page.published) for number, page in members if page.published]
    seen = [(number, end) for number, page in members if (end := _seen_by(page))]
    if not _goes_up([day for _, day in known]):
        return {}
    numbers = [number for number, _ in known]
    earliest = list(accumulate((day for _, day in known), max))
    ends = [number for number, _ in seen]
    latest = list(accumulate((day for _, day in reversed(seen)), min))[::-1]
    spans: dict[str, Span] = {}
    for number, page in members:
        if page.published is None:
            below, above = bisect_right(numbers, number), bisect_left(ends, number)
            spans[page.url] = (
                earliest[below - 1] if below else None,
                latest[above] if above < len(latest) else None,
            )
    return spans


def _seen_by(page: Candidate) -> date | None:
    """The day by which the page was there: published, changed or captured."""
    days: Iterable[date | None] = (
        page.published,
        page.modified,
        page.archived_at.date() if page.archived_at else None,
    )
    return min((day for day in days if day), default=None)


def _goes_up(days: Sequence[date]) -> bool:
    """Whether days in the order of their pages' numbers mostly do; a few cannot tell, and are not contradicted."""
    falls = sum(later < earlier for earlier, later in pairwise(days))
    return len(days) < ENOUGH or falls * 10 <= len(days)
