"""How each step is performed: the outside is asked, and what was learned comes back as one entry.

No step decides what comes next (`decide` does) or when (`advance` does).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zlib import crc32

from verifier import discovery, judgement, matching
from verifier.decide import Ask, Done, Fetch, Glance, Judge, LeaveOut, Match, ReadCapture, Resolve, Step, Wait
from verifier.dossier import Dossier, page_of
from verifier.errors import ChannelError, TooComplex
from verifier.outlets import Registry, hosts_on
from verifier.policy import Policy
from verifier.ports import Channel, Clock, Evidence, Fetcher, Lane, SupportModel
from verifier.records import (
    Asked,
    Broken,
    Candidate,
    Capture,
    Deferral,
    Entry,
    Exchange,
    Fetched,
    Glanced,
    Judged,
    Judgement,
    LeftOut,
    Matched,
    Outcome,
    Outlet,
    Query,
    Read,
    Reason,
    Report,
    Request,
    Resolved,
    Unreadable,
    Verdict,
)


@dataclass(frozen=True)
class Desk:
    """What the steps work with."""

    registry: Callable[[str], Registry]
    """The registry as it is now, with a workspace's own entries over the shipped ones."""
    channels: Mapping[str, Channel]
    replay_budgets: Mapping[str, str]
    """URL prefixes of archives' replay, and the budget that protects each."""
    fetcher: Fetcher
    evidence: Evidence
    read: Callable[..., Report | Unreadable]
    """`reading.read` under limits of time and memory: `TooComplex` where the page takes more."""
    model: SupportModel
    policy: Policy
    clock: Clock
    backoff_s: float
    discreet_model: SupportModel | None = None
    """For confidential documents, where `model` sends their words to another machine."""

    def model_for(self, dossier: Dossier) -> SupportModel:
        return self.discreet_model if dossier.confidential and self.discreet_model is not None else self.model


def lane(step: Step) -> Lane:
    """The pool a step belongs on: what waits on a socket, or what burns CPU."""
    return Lane.MATCH if isinstance(step, ReadCapture | Match | Judge) else Lane.FETCH


def subject(step: Step) -> tuple[str, str]:
    """The step's name and what it is about, as a `Broken` entry names them."""
    match step:
        case Ask(channel=channel):
            return "ask", channel
        case Fetch(candidate=candidate):
            return "fetch", candidate.url
        case Glance(candidate=candidate):
            return "glance", candidate.url
        case ReadCapture(capture=capture):
            return "read", capture.sha256
        case Match(report=report):
            return "match", report.sha256
        case _:
            return type(step).__name__.lower(), ""


def perform(step: Step, dossier: Dossier, desk: Desk) -> Entry | Deferral:
    """Do one step; what was learned, or when its budget will have room."""
    now = desk.clock.now()
    match step:
        case Resolve():
            return Resolved(now, desk.registry(dossier.workspace).resolve(dossier.reference, _cited_day(dossier)))
        case Ask(channel=name, request=request, about=about):
            return _ask(desk, dossier, desk.channels[name], request, about)
        case LeaveOut(why=why, channels=channels):
            return LeftOut(now, why, channels)
        case Glance(candidate=candidate):
            return _glance(desk, dossier, candidate)
        case Fetch(candidate=candidate):
            return _fetch(desk, dossier, candidate)
        case ReadCapture(capture=capture):
            return _read(desk, dossier, capture)
        case Match(report=report):
            outlet = _outlet(dossier)
            return Matched(
                now,
                matching.match(
                    dossier.reference,
                    dossier.claim,
                    report,
                    outlet=outlet,
                    hosts=hosts_on(outlet, _cited_day(dossier)),
                    document_published=dossier.published,
                    policy=desk.policy.matching,
                    model=desk.model_for(dossier),
                ),
            )
        case Judge():
            return Judged(now, judgement.judge(dossier, desk.policy))
        case Wait() | Done():
            raise ValueError(f"{step} is not performed")


def broken(step: Step, error: str, now: datetime) -> Entry:
    """The entry for a step of ours that raised or kept dying. Where nothing can follow, that is the verdict."""
    name, about = subject(step)
    if isinstance(step, Resolve | Judge):
        reason = Reason("internal_error", {"step": name, "error": error})
        return Judged(now, Judgement(Verdict.UNREACHABLE, 0.0, (reason,)))
    return Broken(now, name, about, error)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────


def _ask(desk: Desk, dossier: Dossier, channel: Channel, request: Request | None, about: str) -> Entry | Deferral:
    query = _query(desk, dossier, about)
    given: tuple[Candidate, ...] = ()
    later: tuple[Request, ...] = ()
    if request is None:
        given = channel.given(query)
        request, *rest = channel.requests(query) or (None,)
        later = tuple(rest)
    if request is None:
        note = "" if given else "nothing to ask for this reference"
        return Asked(
            desk.clock.now(),
            channel.name,
            Request(""),
            Outcome.OK,
            about,
            _ranked(given, query, dossier, about),
            note=note,
        )
    exchange = desk.fetcher.fetch(request)
    if isinstance(exchange, Deferral):
        return exchange
    now = desk.clock.now()
    entry = Asked(
        now,
        channel.name,
        request,
        exchange.outcome,
        about,
        _ranked(given, query, dossier, about),
        later,
        status=exchange.status,
        ms=exchange.ms,
        retry_at=_retry_at(desk, dossier, exchange, dossier.times_asked(channel.name, request, about), now),
        note=exchange.detail,
    )
    if exchange.response is None or not exchange.outcome.answered:
        return entry
    try:
        answer = channel.read(query, request, exchange.response)
    except ChannelError as error:
        return replace(entry, outcome=Outcome.GARBAGE, note=error.detail)
    return replace(
        entry,
        candidates=_ranked((*given, *answer.candidates), query, dossier, about),
        follow_ups=(*answer.follow_ups, *later),
        covers=answer.covers,
        note=answer.note or entry.note,
    )


def _query(desk: Desk, dossier: Dossier, about: str) -> Query:
    outlet = _outlet(dossier)
    hosts = hosts_on(outlet, _cited_day(dossier))
    query = discovery.query(dossier, outlet, hosts, desk.policy, desk.clock.now().date())
    return discovery.rescue(query, about) if about else query


def _ranked(found: tuple[Candidate, ...], query: Query, dossier: Dossier, about: str = "") -> tuple[Candidate, ...]:
    """What was found, scored among all that is known; and what was known before, where it now stands elsewhere.
    Copies of one page know nothing of others."""
    if not found:
        return ()
    given = {page_of(one) for one in dossier.supplied}
    known = {} if about else {page_of(one): one for one in dossier.candidates}
    days = {report.url: report.published for report in dossier.reports}
    pages = [replace(one, published=one.published or days.get(one.url)) for one in (*known.values(), *found)]
    new = {page_of(one) for one in found}
    return tuple(
        one
        for one in discovery.rank(pages, query, dossier.claim.text)
        if (page := page_of(one)) not in given and (page in new or discovery.moved(known[page], one))
    )


def _retry_at(desk: Desk, dossier: Dossier, exchange: Exchange, before: int, now: datetime) -> datetime | None:
    """When to try again what failed in passing: when the server said, or after a doubling, jittered pause."""
    if not exchange.outcome.transient:
        return None
    if exchange.retry_at is not None:
        return exchange.retry_at
    jitter = crc32(f"{dossier.id}:{before}".encode()) % 1000 / 1000
    return now + timedelta(seconds=desk.backoff_s * 2**before * (0.75 + jitter / 2))


# ── fetching and reading ──────────────────────────────────────────────────────────────────────────


def _glance(desk: Desk, dossier: Dossier, candidate: Candidate) -> Entry | Deferral:
    """The titles that a page links to. The page itself is not read: if its turn comes it is in the cache."""
    exchange = desk.fetcher.fetch(discovery.page_request(candidate, desk.replay_budgets))
    if isinstance(exchange, Deferral):
        return exchange
    exchange = _unwrapped(candidate, exchange)
    entry = Glanced(desk.clock.now(), candidate, exchange.outcome, (), exchange.status, exchange.ms, exchange.detail)
    if exchange.response is None or exchange.outcome is not Outcome.OK:
        return entry
    query = _query(desk, dossier, "")
    try:
        told = discovery.titles_linked(exchange.response, candidate, query, dossier.candidates)
    except ChannelError as error:
        return replace(entry, note=error.detail)
    return replace(entry, candidates=_ranked(told, query, dossier), note=f"{len(told)} titles")


def _fetch(desk: Desk, dossier: Dossier, candidate: Candidate) -> Entry | Deferral:
    exchange = desk.fetcher.fetch(discovery.page_request(candidate, desk.replay_budgets))
    if isinstance(exchange, Deferral):
        return exchange
    exchange = _unwrapped(candidate, exchange)
    now = desk.clock.now()
    capture = None
    if exchange.outcome is Outcome.OK and exchange.response is not None:
        capture = _capture(desk, candidate, exchange)
    return Fetched(
        now,
        candidate,
        exchange.outcome,
        capture,
        exchange.status,
        exchange.ms,
        _retry_at(desk, dossier, exchange, len(dossier.attempts(candidate)), now),
        exchange.detail,
    )


def _unwrapped(candidate: Candidate, exchange: Exchange) -> Exchange:
    """The page itself, where it came as a record of an archive's file."""
    if exchange.outcome is not Outcome.OK or exchange.response is None:
        return exchange
    try:
        page = discovery.unwrap(candidate, exchange.response)
    except ChannelError as error:
        return replace(exchange, outcome=Outcome.GARBAGE, response=None, detail=error.detail)
    return replace(exchange, response=page, status=page.status)


def _capture(desk: Desk, candidate: Candidate, exchange: Exchange) -> Capture:
    """Keep the page's bytes, by hash, with where and when they are from."""
    response = exchange.response
    assert response is not None
    memento = discovery.memento_of(response)
    archived = candidate.locator is not None and not candidate.locator.startswith("library:")
    capture = Capture(
        sha256=desk.evidence.keep(response.body),
        url=candidate.url,
        final_url=response.url,
        status=response.status,
        headers=response.headers,
        media_type=(response.header("Content-Type") or "").split(";")[0].strip().lower(),
        size=len(response.body),
        fetched_at=response.at,
        archived_url=candidate.locator if archived else None,
        archived_at=memento[1] if memento else candidate.archived_at,
        asked=response.asked,
        ip=response.ip,
        ms=response.ms,
    )
    desk.evidence.keep_capture(capture, response.body)
    return capture


def _read(desk: Desk, dossier: Dossier, capture: Capture) -> Entry:
    body = desk.evidence.body(capture.sha256)
    try:
        result = desk.read(capture, body, _outlet(dossier), max_characters=desk.policy.matching.max_report_characters)
    except TooComplex as error:
        return Read(desk.clock.now(), capture.sha256, unreadable=Unreadable.TOO_COMPLEX, note=error.detail)
    now = desk.clock.now()
    if isinstance(result, Unreadable):
        return Read(now, capture.sha256, unreadable=result)
    return Read(now, capture.sha256, report=result)


# ── what the dossier says ─────────────────────────────────────────────────────────────────────────


def _cited_day(dossier: Dossier) -> date | None:
    return dossier.reference.date.start if dossier.reference.date else None


def _outlet(dossier: Dossier) -> Outlet:
    """The resolved outlet; for a report supplied to an unresolved source, one with just the written name."""
    resolution = dossier.resolution
    if resolution is not None and resolution.outlet is not None:
        return resolution.outlet
    return Outlet(id="", name=dossier.reference.source)
