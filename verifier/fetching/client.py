"""The fetcher: one request out, what came of it back.

Each hop of a request passes the same stations in the same order: the guard (may this address be asked),
the site's robots.txt (does it let us), the circuit (is it up), the gate (is it our turn), the wire. It
brings bytes and names outcomes; it does not read pages, retry, or know what a request is for.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.client import HTTPException
from typing import Final
from urllib.parse import urljoin, urlsplit

from requests import RequestException
from requests.cookies import RequestsCookieJar
from urllib3.exceptions import HTTPError

from verifier.fetching import freshness, outcomes, robots
from verifier.fetching.body import TooLargeError
from verifier.fetching.budgets import Budget
from verifier.fetching.circuit import Circuit
from verifier.fetching.connection import Deadline
from verifier.fetching.guard import Guard, RefusedError, Target
from verifier.fetching.once import Once
from verifier.fetching.robots import Robots
from verifier.fetching.wire import Reply, Wire
from verifier.ports import Clock, Gate, Hold, PageCache
from verifier.records import Deferral, Exchange, Outcome, Request, Response
from verifier.settings import Fetch

NOT_MODIFIED: Final = 304

HOP_PATIENCE_S: Final = 5.0
"""Within a redirect a turn is waited for in place: putting it off would send the first hop again."""

HOLD_SPARE_S: Final = 5.0
"""A host is held for longer than its request may take: only a process that died lets a hold run out."""


@dataclass(slots=True)
class _Trip:
    """One request under way, from its first hop to its last."""

    request: Request
    deadline: Deadline
    max_bytes: int
    max_redirects: int
    cut: bool = False
    kept: Response | None = None
    """A stale answer, to be renewed if it has not changed."""
    home: Target | None = None
    """Where the request was made for; redirects may lead elsewhere."""
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)
    hops: list[str] = field(default_factory=list)
    ms: int = 0

    def over(self, outcome: Outcome, detail: str, status: int | None = None) -> Exchange:
        """Settled without an answer to read."""
        where = f" (redirected from {self.hops[0]})" if self.hops else ""
        return Exchange(outcome, detail=detail + where, status=status, ms=self.ms)


@dataclass(frozen=True, slots=True)
class _Hop:
    """One GET of a trip, with the budget it comes out of."""

    target: Target
    budget: str
    interval_s: float
    obey_robots: bool
    headers: tuple[tuple[str, str], ...]
    terms: Budget | None = None
    """Of a named budget, whose secrets are sent with it."""
    kept: Response | None = None
    """The stale answer of this very URL."""
    hold: Hold | None = None
    """On the budget, while it is asked."""


class WebFetcher:
    """`Fetcher` for http and https. Threads share one; processes share its gate and its cache."""

    def __init__(
        self,
        settings: Fetch,
        budgets: Mapping[str, Budget],
        gate: Gate,
        cache: PageCache,
        clock: Clock,
        user_agent: str,
    ) -> None:
        self._settings = settings
        self._budgets = dict(budgets)
        self._gate = gate
        self._clock = clock
        self._guard = Guard(settings.allow_hosts)
        self._wire = Wire(self._guard, user_agent, settings.connect_timeout_s)
        self._circuit = Circuit()
        self._once = Once(cache, gate, clock)
        self._robots = Robots(self._fetch_robots)

    def fetch(self, request: Request) -> Exchange | Deferral:
        """What came of a GET; `Deferral` where a budget has no room for it now."""
        trip = self._trip(request, self._settings.max_bytes, self._settings.max_redirects)
        if request.headers:  # they may change the answer, and the cache goes by the URL alone
            return self._travel(trip)
        longest = timedelta(hours=self._settings.cache_hours)
        if request.url.endswith(robots.PATH):
            longest = min(longest, robots.KEPT)
        return self._fetch_once(trip, longest)

    def _fetch_robots(self, url: str) -> Exchange | Deferral:
        trip = self._trip(Request(url, purpose="robots"), robots.MAX_BYTES, robots.MAX_REDIRECTS, cut=True)
        return self._fetch_once(trip, robots.KEPT)

    def _fetch_once(self, trip: _Trip, longest: timedelta) -> Exchange | Deferral:
        def travel(kept: Response | None) -> Exchange | Deferral:
            trip.kept = kept
            return self._travel(trip)

        longest_trip_s = 2 * self._settings.total_timeout_s  # the robots.txt on its way has a deadline of its own
        return self._once.fetch(trip.request.url, longest, longest_trip_s, travel)

    def _trip(self, request: Request, max_bytes: int, max_redirects: int, *, cut: bool = False) -> _Trip:
        deadline = Deadline(self._settings.total_timeout_s, self._settings.read_timeout_s)
        return _Trip(request, deadline, max_bytes, max_redirects, cut)

    # ── hop by hop ──

    def _travel(self, trip: _Trip) -> Exchange | Deferral:
        """To the answer, or to what stands in the way of it."""
        url = trip.request.url
        while len(trip.hops) <= trip.max_redirects:
            try:
                hop = self._admit(trip, self._hop(trip, self._guard.inspect(self._wire.written(url))))
                end = self._visit(trip, hop) if isinstance(hop, _Hop) else hop
            except RefusedError as refusal:
                return trip.over(Outcome.GUARDED, str(refusal))
            if not isinstance(end, str):
                return end
            url = end
        return trip.over(Outcome.GARBAGE, f"Redirected {len(trip.hops)} times without an end.")

    def _hop(self, trip: _Trip, target: Target) -> _Hop:
        """What the request brings with it, its named budget and its headers (a key may be among them), is for
        the host it was made for. Where a redirect leads off it, or out of TLS, it is a visitor like any."""
        home = trip.home = trip.home or target
        obey_robots = self._settings.robots and not _is_robots(home)
        kept = trip.kept if trip.kept is not None and trip.kept.url == target.url else None
        asks_if_changed = freshness.validators(kept) if kept else ()
        visitor = _Hop(target, f"host:{target.host}", self._settings.delay_s, obey_robots, asks_if_changed, kept=kept)
        if self._settings.one_at_a_time:
            visitor = replace(visitor, hold=Hold(secrets.token_hex(8), trip.deadline.left_s + HOLD_SPARE_S))
        if target.host != home.host or (home.scheme, target.scheme) == ("https", "http"):
            return visitor
        headers = (*trip.request.headers, *asks_if_changed)
        if trip.request.budget is None:
            return replace(visitor, headers=headers)
        budget = self._budgets[trip.request.budget]
        return replace(
            visitor,
            budget=trip.request.budget,
            interval_s=budget.interval_s,
            obey_robots=obey_robots and budget.robots,
            headers=(*headers, *budget.headers),
            terms=budget,
            hold=None,
        )

    def _admit(self, trip: _Trip, hop: _Hop) -> _Hop | Exchange | Deferral:
        """The hop at its site's own pace, its turn taken; or what keeps it from being sent now."""
        if trip.deadline.left_s <= 0:
            return trip.over(Outcome.TIMEOUT, "No answer in time.")
        host = hop.target.host
        if hop.obey_robots:
            rules = self._robots.rules(hop.target.origin, self._clock.now())
            if isinstance(rules, Deferral):
                return rules
            if rules.unreadable is not None:
                return rules.unreadable
            if not rules.allow(hop.target.url):
                return trip.over(Outcome.ROBOTS, f"The robots.txt of {host} shuts this page.")
            hop = replace(hop, interval_s=rules.delay_s(hop.interval_s))
        down = self._circuit.down(host)
        if down is not None:
            return trip.over(Outcome.UNAVAILABLE, f"Not asked, as {host} did not answer just before. {down}")
        return self._take_turn(trip, hop) or hop

    def _take_turn(self, trip: _Trip, hop: _Hop) -> Deferral | None:
        patience_s = HOP_PATIENCE_S + hop.interval_s if trip.hops else self._settings.patience_s
        patience_s = min(patience_s, max(trip.deadline.left_s, 0.0))
        wait_s = self._gate.take(hop.budget, hop.interval_s, patience_s, hop.hold)
        if wait_s <= 0:
            return None
        return Deferral(self._clock.now() + timedelta(seconds=wait_s), f"{hop.budget} has no room for {wait_s:.1f} s")

    def _visit(self, trip: _Trip, hop: _Hop) -> Exchange | str:
        """What came of the hop: the trip's end, or where it leads on to. Then the host is left to the next,
        who waits out the interval since the request was sent: connecting may have taken its time."""
        rest_s = hop.interval_s
        try:
            reply = self._ask(trip, hop)
            if isinstance(reply, Exchange):
                return reply
            rest_s -= time.monotonic() - reply.sent.at
            if reply.location is None:
                return self._settle(trip, hop, reply)
            trip.hops.append(hop.target.url)
            return _joined(hop.target.url, reply.location)
        finally:
            if hop.hold is not None:
                self._gate.leave(hop.budget, hop.hold, max(rest_s, 0.0))

    def _ask(self, trip: _Trip, hop: _Hop) -> Reply | Exchange:
        """The wire's reply, or what its failure comes to. Notes for the circuit whether the host answers."""
        started = time.monotonic()
        try:
            url = hop.terms.signed(hop.target.url) if hop.terms else hop.target.url
            reply = self._wire.get(url, hop.headers, trip.cookies, trip.deadline, trip.max_bytes, cut=trip.cut)
        except (RequestException, HTTPError, HTTPException, OSError, UnicodeError, TooLargeError) as error:
            outcome, detail = outcomes.of_failure(error)
            detail = hop.terms.redacted(detail) if hop.terms else detail
            self._circuit.note(hop.target.host, detail if outcome.transient else None)
            trip.ms += _ms_since(started)
            return trip.over(outcome, detail)
        trip.ms += _ms_since(started)
        return reply

    def _settle(self, trip: _Trip, hop: _Hop, reply: Reply) -> Exchange:
        """What the last reply comes to."""
        now = self._clock.now()
        retry_after = reply.header("retry-after")
        outcome = outcomes.of_status(reply.status, retry_after)
        said = f"{hop.target.host} answered {outcomes.describe(reply.status)}."
        if outcome.transient and reply.header("memento-datetime") is not None:
            # RFC 7089: a copy of what a site once answered, not the state of the archive that shows it now.
            return trip.over(
                Outcome.REFUSED, f"The copy at {hop.target.host} is of an answer {reply.status}.", reply.status
            )
        self._circuit.note(hop.target.host, said if outcome is Outcome.UNAVAILABLE else None)
        if outcome is Outcome.THROTTLED:
            pause_s = outcomes.retry_after_s(retry_after, now)
            self._gate.cool_down(hop.budget, pause_s)
            return replace(trip.over(outcome, said, reply.status), retry_at=now + timedelta(seconds=pause_s))
        if reply.status == NOT_MODIFIED and hop.kept is not None:
            renewed = freshness.renewed(hop.kept, reply.headers, now, trip.ms)
            return self._answered(trip, replace(renewed, redirects=tuple(trip.hops)), f"{said} It is as it was.")
        if not outcomes.is_page(reply.status):
            return trip.over(outcome, said, reply.status)
        secret = hop.terms.headers if hop.terms else ()
        response = Response(
            hop.target.url,
            reply.status,
            reply.headers,
            reply.body,
            at=now,
            ms=trip.ms,
            redirects=tuple(trip.hops),
            asked=tuple(pair for pair in reply.asked if pair not in secret),
            ip=reply.sent.ip,
        )
        return self._answered(trip, response, "" if outcome is Outcome.OK else said)

    def _answered(self, trip: _Trip, response: Response, detail: str) -> Exchange:
        outcome = outcomes.of_status(response.status, None)
        return replace(trip.over(outcome, detail, response.status), response=response)


def _joined(url: str, location: str) -> str:
    """Where a Location leads; as it stands where it is no URL, which the guard then says."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _is_robots(home: Target) -> bool:
    """A robots.txt may be asked for by everyone, and so may what it redirects to."""
    return urlsplit(home.url).path == robots.PATH


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
