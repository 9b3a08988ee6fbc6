"""The listing channel: the outlet's own page of a day's reports, where the registry knows how it is addressed.

One page a day: of the cited day first, then of its neighbours, which time zones explain. It gives titles, so
the right report is mostly among the first that are read.
"""

from __future__ import annotations

from datetime import date, timedelta

from verifier.discovery.days import address_on, days_of, may_be_of
from verifier.discovery.links import reports_linked
from verifier.discovery.ranking import best
from verifier.discovery.sites import given_up, speaks_for
from verifier.records import Answer, Candidate, Query, Request, Response, Window
from verifier.urls import date_in, host_of

MAX_TEMPLATES = 2
MAX_DAYS = 3
"""The cited day, and its neighbours if that page was there."""
MAX_CANDIDATES = 60
ENOUGH = 3
"""So many reports make a page the list of a day, and not what a site shows in its place."""
FOREIGN = 2
"""Turns that the list of a less likely edition waits."""


class Listing:
    name = "listing"
    archive = False
    discreet = True

    def given(self, query: Query) -> tuple[Candidate, ...]:  # noqa: ARG002 (the port's signature)
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        """The page of the cited day; a site that was given up is left to the archives."""
        if query.window is None or not query.hosts:
            return ()
        day = days_of(query.window)[0]
        templates = [one for one in query.outlet.listings if not given_up(query, host_of(one))]
        return tuple(_page(template, day, _turn(query, template)) for template in templates[:MAX_TEMPLATES])

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        assert query.window is not None
        if response.status != 200:
            return Answer(covers=False, note="there is no such list")
        day = date.fromisoformat(request.context)
        linked = reports_linked(response, response.url, query.hosts)
        is_days = _is_of(day, [date_in(page.url) for page in linked], request, response)
        found = [
            Candidate(page.url, self.name, title=page.title, published=date_in(page.url) or (day if is_days else None))
            for page in linked
            if may_be_of(query.window, page.url)
        ]
        cited = day == days_of(query.window)[0]
        whole = cited and query.window.last - query.window.first <= timedelta(days=3)
        return Answer(
            best(found, query, MAX_CANDIDATES),
            _neighbours(query, query.window, request) if cited else (),
            covers=is_days and whole and len(found) >= ENOUGH and speaks_for(query, host_of(response.url)),
            note=f"{len(linked)} pages listed, {len(found)} may be of those days",
        )


def _page(template: str, day: date, turn: int) -> Request:
    return Request(address_on(template, day), purpose="listing", context=day.isoformat(), turn=turn)


def _neighbours(query: Query, window: Window, request: Request) -> tuple[Request, ...]:
    """The pages of the days beside the cited one, after the other channels' first looks."""
    cited, *others = days_of(window)[:MAX_DAYS]
    template = next(one for one in query.outlet.listings if address_on(one, cited) == request.url)
    pages = {(page := _page(template, day, request.turn + 1)).url: page for day in others}
    pages.pop(request.url, None)  # one page a month
    return tuple(pages.values())


def _turn(query: Query, template: str) -> int:
    return 0 if speaks_for(query, host_of(template)) else FOREIGN


def _is_of(day: date, dated: list[date | None], request: Request, response: Response) -> bool:
    """Whether the page lists that day, and is not what the site shows for any address: its links mostly bear
    the day, or bear none and it is where it was asked for."""
    days = [one for one in dated if one]
    if days:
        return sum(abs(one - day) <= timedelta(days=1) for one in days) * 2 > len(days)
    return date_in(request.url) == day and date_in(response.url) == day
