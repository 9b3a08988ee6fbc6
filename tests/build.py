"""Records for tests, with only what a case is about spelled out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from verifier import policy, shipped
from verifier.dossier import Dossier
from verifier.policy import ChannelPlan, Policy
from verifier.records import (
    Asked,
    Assessment,
    Bearing,
    Candidate,
    Capture,
    CitedDate,
    Claim,
    ClaimCheck,
    DateCheck,
    Domain,
    Entry,
    Fetched,
    Finding,
    Glanced,
    Judged,
    Judgement,
    LeftOut,
    LeftOutFor,
    Matched,
    Outcome,
    Outlet,
    OutletCheck,
    Passage,
    Read,
    Reference,
    Report,
    Request,
    Resolution,
    Resolved,
    ResolvedBy,
    Unreadable,
    Verdict,
)

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
DAY = date(2014, 9, 24)
XINHUA = Outlet(
    "xinhua",
    "Xinhua News Agency",
    ("Xinhua",),
    (Domain("xinhuanet.com"),),
    ("en", "zh"),
    "Asia/Shanghai",
    "cn",
    "agency",
)
PLANS = (
    ChannelPlan("link"),
    ChannelPlan("sitemap"),
    ChannelPlan("search", discreet=False, covers=False, beyond=True),
    ChannelPlan("wayback", archive=True),
)


def the_policy(*, channels: tuple[ChannelPlan, ...] = PLANS, attempts: int = 3) -> Policy:
    return policy.parse(shipped.table(shipped.config("policy.toml"))).with_channels(channels, attempts)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def reference(source: str = "Xinhua", url: str | None = None) -> Reference:
    return Reference(source, CitedDate("September 24, 2014", DAY, DAY), url=url)


def dossier(
    *entries: Entry, url: str | None = None, confidential: bool = False, channels: tuple[str, ...] = ()
) -> Dossier:
    text = "Japan will ban five Russian banks from issuing securities."
    return Dossier(
        "r1",
        "j1",
        reference(url=url),
        Claim(0, len(text), text),
        published=date(2014, 10, 3),
        language="en",
        confidential=confidential,
        channels=channels,
        entries=entries,
    )


def resolved(outlet: Outlet | None = XINHUA) -> Resolved:
    return Resolved(NOON, Resolution(outlet, ResolvedBy.ALIAS if outlet else ResolvedBy.UNKNOWN, "Xinhua"))


def candidate(name: str = "a", score: float = 0.9, channel: str = "sitemap", locator: str | None = None) -> Candidate:
    return Candidate(f"http://xinhuanet.com/{name}", channel, locator=locator, published=DAY, score=score)


def asked(
    channel: str,
    *candidates: Candidate,
    outcome: Outcome = Outcome.OK,
    url: str | None = None,
    covers: bool = True,
    follow_ups: tuple[str, ...] = (),
    retry_at: datetime | None = None,
    about: str = "",
) -> Asked:
    return Asked(
        NOON,
        channel,
        Request(url if url is not None else f"http://{channel}.example/"),
        outcome,
        about,
        candidates,
        tuple(Request(one) for one in follow_ups),
        covers=covers and outcome is Outcome.OK,
        retry_at=retry_at,
    )


def capture(name: str = "a", sha256: str | None = None) -> Capture:
    url = f"http://xinhuanet.com/{name}"
    return Capture(sha256 or name * 64, url, url, 200, (), "text/html", 1000, NOON)


def fetched(
    one: Candidate, outcome: Outcome = Outcome.OK, retry_at: datetime | None = None, name: str = "a"
) -> Fetched:
    kept = capture(name) if outcome is Outcome.OK else None
    return Fetched(NOON, one, outcome, kept, retry_at=retry_at)


def glanced(one: Candidate, *told: Candidate) -> Glanced:
    return Glanced(NOON, one, Outcome.OK, told)


def left_out(why: LeftOutFor, *channels: str) -> LeftOut:
    return LeftOut(NOON, why, channels)


def report(name: str = "a", *, teaser: bool = False) -> Report:
    return Report(
        name * 64, f"http://xinhuanet.com/{name}", "Five Russian banks.", published=DAY, language="en", teaser=teaser
    )


def read(name: str = "a", unreadable: Unreadable | None = None, *, teaser: bool = False) -> Read:
    return Read(NOON, name * 64, None if unreadable else report(name, teaser=teaser), unreadable)


def matched(name: str = "a", support: float = 0.95, date_check: DateCheck = DateCheck.EXACT) -> Matched:
    label = ClaimCheck.SUPPORTED if support > 0.6 else ClaimCheck.SILENT
    passages = (Passage("Five Russian banks.", 0, 19, support, Bearing.SUPPORTS),)
    assessment = Assessment(label, support, 0.0, support, passages)
    return Matched(
        NOON, Finding(name * 64, f"http://xinhuanet.com/{name}", OutletCheck.MATCH, date_check, assessment, 0)
    )


def judged(verdict: Verdict = Verdict.VERIFIED) -> Judged:
    return Judged(NOON, Judgement(verdict, 0.9, report_sha256="a" * 64))
