"""What a site lets us read: robots.txt by RFC 9309, kept a day.

A site that has none, or refuses to show it (4xx), allows everything. One whose robots.txt cannot be read
(5xx, no connection) is left alone for a while, and that is our not knowing, not the site's refusal: the
outcome is the failure's own and can be tried again, never `robots`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from protego import Protego

from verifier.records import Deferral, Exchange, Outcome

PRODUCT = "CitationVerifier"
"""Our name in robots.txt files, and the first word of the User-Agent."""

PATH = "/robots.txt"

MAX_REDIRECTS = 5
"""RFC 9309 §2.3.1.2: at least five are followed. Behind more of them, what the site wants is not known."""

MAX_BYTES = 512 * 1024
"""RFC 9309 §2.5 asks for at least 500 KiB; the rest of a longer file is not read."""

KEPT = timedelta(hours=24)
"""RFC 9309 §2.4: no longer than a day."""

UNREADABLE_FOR = timedelta(seconds=3)
"""A robots.txt that could not be read is not asked for again by the next in line. Shorter than any
back-off, so that every later attempt does ask; for a site that stays down it is `circuit` that grows."""

LONGEST_CRAWL_DELAY_S = 30.0
"""Longer ones are made for crawlers of whole sites; we read a page or two."""

_SITES_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's rules for us, until `until`. `unreadable` says why there are none."""

    until: datetime
    file: Protego | None = None
    unreadable: Exchange | None = None

    def allow(self, url: str) -> bool:
        return self.file is None or bool(self.file.can_fetch(url, PRODUCT))

    def delay_s(self, least_s: float) -> float:
        """The time between two requests: ours or the site's, whichever is longer."""
        asked = self.file.crawl_delay(PRODUCT) if self.file is not None else None
        return max(least_s, min(float(asked or 0), LONGEST_CRAWL_DELAY_S))


class Robots:
    """The rules of the sites met lately. `fetch` is asked for the robots.txt at a URL, politely."""

    def __init__(self, fetch: Callable[[str], Exchange | Deferral]) -> None:
        self._fetch = fetch
        self._lock = Lock()
        self._kept: OrderedDict[str, Rules] = OrderedDict()

    def known(self, origin: str, now: datetime) -> Rules | None:
        with self._lock:
            rules = self._kept.get(origin)
            if rules is None or rules.until <= now:
                return None
            self._kept.move_to_end(origin)
            return rules

    def rules(self, origin: str, now: datetime) -> Rules | Deferral:
        """The rules of "https://host:port"; `Deferral` where the host's budget has no room to ask now."""
        known = self.known(origin, now)
        if known is not None:
            return known
        answer = self._fetch(origin + PATH)
        if isinstance(answer, Deferral):
            return answer
        rules = _rules(answer, now)
        with self._lock:
            self._kept[origin] = rules
            while len(self._kept) > _SITES_KEPT:
                self._kept.popitem(last=False)
        return rules


def _rules(answer: Exchange, now: datetime) -> Rules:
    if answer.outcome is Outcome.OK and answer.response is not None:
        return Rules(answer.response.at + KEPT, file=Protego.parse(answer.response.body.decode("utf-8-sig", "replace")))
    if answer.outcome in (Outcome.NOT_FOUND, Outcome.REFUSED):
        return Rules(now + KEPT)
    outcome = answer.outcome if answer.outcome.transient else Outcome.UNAVAILABLE
    detail = f"The site's robots.txt could not be read. {answer.detail}"
    unreadable = replace(answer, outcome=outcome, response=None, detail=detail)
    return Rules(max(now + UNREADABLE_FOR, answer.retry_at or now), unreadable=unreadable)
