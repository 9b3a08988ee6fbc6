"""What to do next for one reference: the whole business logic, the flow chart as code.

    resolve the outlet
      └─▶ write down the channels that this document may not be sent to
            └─▶ read and match whatever was fetched
                  └─▶ a finding that settles it?           ─▶ judge
                      a candidate that is surely it?       ─▶ fetch it
                      pages known by number alone?         ─▶ look for their titles
                      a candidate worth fetching now?      ─▶ fetch it
                      a dead or blocked one?               ─▶ ask the archives for a copy
                      a channel left that may add to it?   ─▶ ask it
                      weaker candidates?                   ─▶ fetch them
                      something that said "later"?         ─▶ wait
                      nothing left                         ─▶ judge ─▶ done

Whatever goes out to a server stops when the reference has cost `policy.discovery.max_in_all` requests: what was
left unasked is written down, and the verdict says so.

Pure: the dossier, the policy and the time come in, one step goes out. Every arrow has a row in
`tests/test_decide.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from verifier import worth
from verifier.dossier import Dossier
from verifier.policy import Policy
from verifier.records import (
    Candidate,
    Capture,
    Fetched,
    LeftOutFor,
    Report,
    Request,
)


@dataclass(frozen=True, slots=True)
class Resolve:
    """Find out which outlet the source means."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a channel: `request`, or with None whatever it asks first. `about` is the candidate's URL of
    which an archive is asked for copies."""

    channel: str
    request: Request | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Write down that these channels are not asked, or not to the end, and why."""

    why: LeftOutFor
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """Look at the page only for the titles of those it links to."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Fetch:
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class ReadCapture:
    capture: Capture


@dataclass(frozen=True, slots=True)
class Match:
    report: Report


@dataclass(frozen=True, slots=True)
class Judge:
    """Nothing is left that would change the verdict."""


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The verdict stands."""


Step = Resolve | LeaveOut | Ask | Glance | Fetch | ReadCapture | Match | Judge | Wait | Done


def decide(dossier: Dossier, policy: Policy, now: datetime) -> Step:
    """The one next thing to do."""
    if dossier.judgement:
        return Done()
    if not dossier.resolution:
        return Resolve()
    return (
        _exclude(dossier, policy)
        or _understand(dossier)
        or _settled(dossier, policy)
        or _identify(dossier)
        or _within_limit(dossier, policy, now, _look(dossier, policy, now))
        or _wait(dossier, policy, now)
        or Judge()
    )


def _look(dossier: Dossier, policy: Policy, now: datetime) -> Step | None:
    """The next thing to ask of anybody."""
    scores = policy.discovery
    return (
        _fetch(dossier, policy, now, scores.sure_score)
        or _find_titles(dossier, policy, now)
        or _fetch(dossier, policy, now, scores.fetch_score)
        or _rescue(dossier, policy, now)
        or _discover(dossier, policy, now)
        or _fetch(dossier, policy, now, scores.least_score)
        or _rescue(dossier, policy, now)
        or _skip_samples(dossier, policy, now)
    )


# ── what is left out ──────────────────────────────────────────────────────────────────────────────


def _exclude(dossier: Dossier, policy: Policy) -> Step | None:
    """The channels that this document is not sent to are named once, before any is asked."""
    for why, channels in worth.excluded(dossier, policy).items():
        if channels and why not in dossier.left_out:
            return LeaveOut(why, channels)
    return None


def _within_limit(dossier: Dossier, policy: Policy, now: datetime, step: Step | None) -> Step | None:
    """The step, unless the reference has cost what it may: then what is left unasked is named, and that is it."""
    if step is None or isinstance(step, LeaveOut) or dossier.requests_sent < policy.discovery.max_in_all:
        return step
    if LeftOutFor.LIMIT in dossier.left_out:
        return None
    left = [plan.name for plan in worth.allowed(dossier, policy) if _ask(dossier, policy, now, plan.name)]
    return LeaveOut(LeftOutFor.LIMIT, tuple(left))


def _skip_samples(dossier: Dossier, policy: Policy, now: datetime) -> Step | None:
    """Where a whole day is known, who knows but a sample of it is not asked: that is named."""
    if LeftOutFor.DAY_KNOWN in dossier.left_out or not worth.knows_the_day(dossier, policy):
        return None
    left = [
        plan.name for plan in worth.allowed(dossier, policy) if plan.sample and _ask(dossier, policy, now, plan.name)
    ]
    return LeaveOut(LeftOutFor.DAY_KNOWN, tuple(left)) if left else None


# ── what was fetched is read and matched first ────────────────────────────────────────────────────


def _understand(dossier: Dossier) -> Step | None:
    for capture in dossier.captures:
        if capture.sha256 not in dossier.reads and not _broke(dossier, "read", capture.sha256):
            return ReadCapture(capture)
    matched = {finding.sha256 for finding in dossier.findings}
    for report in dossier.reports:
        if report.sha256 not in matched and not _broke(dossier, "match", report.sha256):
            return Match(report)
    return None


def _settled(dossier: Dossier, policy: Policy) -> Step | None:
    """Only full agreement ends the search, or the very page that the reference gives the address of, read to its
    end: a weak finding never does while a channel is left that could change the verdict."""
    if worth.enough(dossier, policy) or worth.given_page_read(dossier, policy):
        return Judge()
    return None


def _identify(dossier: Dossier) -> Step | None:
    """Without an outlet there is nowhere to look, unless a page was named or supplied."""
    assert dossier.resolution is not None
    named = dossier.reference.url is not None or dossier.candidates
    return None if dossier.resolution.outlet or named else Judge()


# ── candidates ────────────────────────────────────────────────────────────────────────────────────


def _fetch(dossier: Dossier, policy: Policy, now: datetime, least: float) -> Step | None:
    """The likeliest candidate that is worth it and may be fetched now."""
    within = worth.bounds(dossier, policy)
    for candidate in dossier.candidates:
        if candidate.score < least:
            break
        if candidate.url in dossier.handed_in:
            continue
        attempts = dossier.attempts(candidate)
        if attempts and not _again(attempts, policy, now):
            continue
        if not attempts and not within.allow(candidate):
            continue
        if not _broke(dossier, "fetch", candidate.url):
            return Fetch(candidate)
    return None


def _again(attempts: tuple[Fetched, ...], policy: Policy, now: datetime) -> bool:
    last = attempts[-1]
    return _retryable(attempts, policy) and last.retry_at is not None and last.retry_at <= now


def _retryable(attempts: tuple[Fetched, ...], policy: Policy) -> bool:
    last = attempts[-1]
    return last.capture is None and last.outcome.transient and len(attempts) < policy.attempts


def _rescue(dossier: Dossier, policy: Policy, now: datetime) -> Step | None:
    """Ask the archives for a copy of the likeliest pages that could not be read live."""
    lost = [
        candidate
        for candidate in dossier.candidates
        if candidate.locator is None
        and candidate.score >= policy.discovery.fetch_score
        and worth.lost(dossier, candidate)
    ]
    for candidate in lost[: policy.discovery.rescue_candidates]:
        for plan in worth.allowed(dossier, policy):
            if plan.archive:
                step = _ask(dossier, policy, now, plan.name, about=candidate.url)
                if step:
                    return step
    return None


def _find_titles(dossier: Dossier, policy: Policy, now: datetime) -> Step | None:
    """Where pages are known by number alone: lists of titles first, then a page here and there for its links."""
    if not worth.wants_titles(dossier, policy):
        return None
    listed = _discover(dossier, policy, now)
    if listed and _turn(listed) < 0:
        return listed
    chosen = worth.glance_at(dossier, policy)
    return Glance(chosen) if chosen and not _broke(dossier, "glance", chosen.url) else None


# ── channels ──────────────────────────────────────────────────────────────────────────────────────


def _discover(dossier: Dossier, policy: Policy, now: datetime) -> Ask | None:
    """The next question of any channel whose answer may change the verdict."""
    steps = [step for plan in worth.useful(dossier, policy) if (step := _ask(dossier, policy, now, plan.name))]
    return min(steps, key=_turn, default=None)


def _turn(step: Ask) -> int:
    """A channel's first look comes before the second thoughts of those above it."""
    return step.request.turn if step.request else 0


def _ask(dossier: Dossier, policy: Policy, now: datetime, channel: str, about: str = "") -> Ask | None:
    """The next request of this channel that may be sent now."""
    if _broke(dossier, "ask", channel):
        return None
    asked = dossier.asked_of(channel, about)
    if not asked:
        return Ask(channel, None, about)
    for entry in dossier.unsettled(channel, about):
        if (
            dossier.times_asked(channel, entry.request, about) < policy.attempts
            and entry.retry_at is not None
            and entry.retry_at <= now
        ):
            return Ask(channel, entry.request, about)
    if len({entry.request.url for entry in asked}) < policy.discovery.max_requests:
        for request in dossier.open_requests(channel, about):
            if not worth.needless(request, dossier, policy):
                return Ask(channel, request, about)
    return None


# ── waiting ───────────────────────────────────────────────────────────────────────────────────────


def _wait(dossier: Dossier, policy: Policy, now: datetime) -> Step | None:
    """Until the first of those that said "later", unless they have kept us waiting too long already. Whose time
    has come and who was not asked again is not waited for."""
    pending = sorted(one for one in _pending(dossier, policy) if one[0] > now)
    if not pending or LeftOutFor.LIMIT in dossier.left_out:
        return None
    until, why = pending[0]
    began = dossier.recent[0].at if dossier.recent else now
    if until > began + timedelta(seconds=policy.work.max_wait_s):
        return None
    return Wait(until, why)


def _pending(dossier: Dossier, policy: Policy) -> Iterator[tuple[datetime, str]]:
    abouts = {(entry.channel, entry.about) for entry in dossier.asked}
    for channel, about in abouts:
        for entry in dossier.unsettled(channel, about):
            if entry.retry_at and dossier.times_asked(channel, entry.request, about) < policy.attempts:
                yield entry.retry_at, f"{channel}: {entry.outcome.value}"
    for candidate in dossier.candidates:
        attempts = dossier.attempts(candidate)
        if candidate.score < policy.discovery.least_score or not attempts or not _retryable(attempts, policy):
            continue
        if attempts[-1].retry_at is not None:
            yield attempts[-1].retry_at, f"{candidate.url}: {attempts[-1].outcome.value}"


def _broke(dossier: Dossier, step: str, subject: str) -> bool:
    return (step, subject) in dossier.broken
