"""What is still worth doing for a reference: which channels may be asked, which answers could change the
verdict, which pages are likely enough to be read. `decide` puts these in an order.

Pure: questions about a dossier and the policy, answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verifier.discovery import is_silent, next_glance
from verifier.dossier import Dossier, page_of
from verifier.judgement import confident, judge
from verifier.policy import ChannelPlan, Policy
from verifier.records import Candidate, ClaimCheck, DateCheck, LeftOutFor, OutletCheck, Request, Unreadable, Verdict
from verifier.urls import comparison_key

PATIENCE = 2
"""So many glances in a row that told no title: the site's pages link to nothing of their days."""

# ── channels ──────────────────────────────────────────────────────────────────────────────────────


def allowed(dossier: Dossier, policy: Policy) -> Iterator[ChannelPlan]:
    """The enabled channels that this document may be sent to, in the order of asking."""
    kept_out = {name for names in excluded(dossier, policy).values() for name in names}
    yield from (plan for plan in policy.channels if plan.name not in kept_out)


def excluded(dossier: Dossier, policy: Policy) -> Mapping[LeftOutFor, tuple[str, ...]]:
    """The enabled channels that it may not be sent to, by why."""
    telling = tuple(plan.name for plan in policy.channels if dossier.confidential and not plan.discreet)
    others = (plan.name for plan in policy.channels if dossier.channels and plan.name not in dossier.channels)
    return {
        LeftOutFor.CONFIDENTIAL: telling,
        LeftOutFor.NOT_CHOSEN: tuple(name for name in others if name not in telling),
    }


def useful(dossier: Dossier, policy: Policy) -> list[ChannelPlan]:
    """The allowed channels that could still add something. Without an outlet only a link leads anywhere; where the
    outlet's own list showed the days, who knows a sample of them adds nothing."""
    known = dossier.resolution is not None and dossier.resolution.outlet is not None
    plans = [plan for plan in allowed(dossier, policy) if known or plan.name == "link"]
    return [plan for plan in plans if not plan.sample] if knows_the_day(dossier, policy) else plans


def knows_the_day(dossier: Dossier, policy: Policy) -> bool:
    """Whether the outlet's own list showed what it published in those days. An archive's captures never do."""
    own_lists = {plan.name for plan in policy.channels if plan.covers and not plan.archive}
    return any(entry.channel in own_lists and entry.covers and entry.outcome.answered for entry in dossier.asked)


def needless(request: Request, dossier: Dossier, policy: Policy) -> bool:
    """Whether its answer could not change the verdict: titles where all have one; and where the outlet's own list
    showed the days, a look past them, or any second look once a report of that matter was found among them."""
    if request.turn < 0:
        return not wants_titles(dossier, policy)
    if not knows_the_day(dossier, policy):
        return False
    return request.purpose == "wider" or (request.turn > 0 and bool(of_the_matter(dossier, policy)))


# ── titles ────────────────────────────────────────────────────────────────────────────────────────


def wants_titles(dossier: Dossier, policy: Policy) -> bool:
    """Whether titles would tell apart pages that may still be read."""
    if len(dossier.tried) >= policy.discovery.max_fetches:
        return False
    return next_glance(_readable(dossier, policy), _glanced(dossier)) is not None


def glance_at(dossier: Dossier, policy: Policy) -> Candidate | None:
    """The page to look at for its links, while that tells titles."""
    glances = dossier.glances
    fruitless = len(glances) >= PATIENCE and not any(glance.candidates for glance in glances[-PATIENCE:])
    if fruitless or len(glances) >= policy.discovery.max_glances:
        return None
    return next_glance(_readable(dossier, policy), _glanced(dossier))


def _glanced(dossier: Dossier) -> frozenset[tuple[str, str | None]]:
    return frozenset(page_of(glance.candidate) for glance in dossier.glances)


def _readable(dossier: Dossier, policy: Policy) -> list[Candidate]:
    return [one for one in dossier.candidates if one.score >= policy.discovery.least_score]


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which more pages may be read, as the dossier stands."""

    read: int
    """Pages tried so far."""
    little: int
    """Of those, the ones whose own words promised little."""
    bar: float
    """The score below which a page's words promise little."""
    taken: Mapping[str, frozenset[str | None]]
    """By page, the copies of it that were read or are on their way."""
    policy: Policy

    def allow(self, candidate: Candidate) -> bool:
        """One that is surely it may be read, whatever their number; of those whose own words promise little, only
        a few may; and no other copy of a page that was read."""
        scores = self.policy.discovery
        page, place = page_of(candidate)
        if self.taken.get(page, frozenset()) - {place}:
            return False
        if candidate.score >= scores.sure_score:
            return True
        misnamed = _promises_little(candidate, self.bar)
        return self.read < scores.max_fetches and not (misnamed and self.little >= scores.max_misnamed)


def bounds(dossier: Dossier, policy: Policy) -> Bounds:
    bar = _bar(dossier, policy)
    taken: dict[str, frozenset[str | None]] = {}
    for one in dossier.tried:
        if not lost(dossier, one):
            page, place = page_of(one)
            taken[page] = taken.get(page, frozenset()) | {place}
    little = sum(_promises_little(one, bar) for one in dossier.tried)
    return Bounds(len(dossier.tried), little, bar, taken, policy)


def _promises_little(candidate: Candidate, bar: float) -> bool:
    return candidate.score < bar and not is_silent(candidate)


def _bar(dossier: Dossier, policy: Policy) -> float:
    """Less than the words of a report of the matter that was read, by a good part; or else simply little."""
    found = of_the_matter(dossier, policy)
    best = max((one.score for one in dossier.tried if found and page_of(one)[0] in found), default=0.0)
    return max(policy.discovery.fetch_score, policy.discovery.nearly_as_likely * best)


def of_the_matter(dossier: Dossier, policy: Policy) -> frozenset[str]:
    """The outlet's reports of those days that were read and are about the claim's matter, by comparison key."""
    return frozenset(
        comparison_key(finding.url)
        for finding in dossier.findings
        if finding.outlet is OutletCheck.MATCH
        and finding.date in (DateCheck.EXACT, DateCheck.NEAR)
        and finding.assessment.relatedness >= policy.judgement.same_event
    )


def enough(dossier: Dossier, policy: Policy) -> bool:
    """Whether the search may end: with a finding that is sure; or with the best verdict there is, on the outlet's
    own report, when no page is left that promises about as much. No other finding would change that verdict."""
    if any(confident(finding, policy) for finding in dossier.findings):
        return True
    return _verified(dossier, policy) and not _rivals(dossier, policy)


def _rivals(dossier: Dossier, policy: Policy) -> bool:
    within = bounds(dossier, policy)
    return any(
        one.score >= within.bar and not dossier.attempts(one) and within.allow(one) for one in dossier.candidates
    )


def _verified(dossier: Dossier, policy: Policy) -> bool:
    supported = any(
        finding.outlet is OutletCheck.MATCH and finding.assessment.label is ClaimCheck.SUPPORTED
        for finding in dossier.findings
    )
    if not supported:
        return False
    judgement = judge(dossier, policy)
    return judgement.verdict is Verdict.VERIFIED and any(
        finding.sha256 == judgement.report_sha256 and finding.outlet is OutletCheck.MATCH
        for finding in dossier.findings
    )


def lost(dossier: Dossier, candidate: Candidate) -> bool:
    """Whether this candidate was tried and its report is still unread: dead, blocked, or behind a wall."""
    attempts = dossier.attempts(candidate)
    if not attempts:
        return False
    last = attempts[-1]
    if last.capture is None:
        return not last.outcome.transient or len(attempts) > 1 or last.retry_at is None
    read = dossier.reads.get(last.capture.sha256)
    if read is None:
        return False
    if read.report is not None:
        return read.report.teaser
    return read.unreadable is not Unreadable.LISTING


def given_page_read(dossier: Dossier, policy: Policy) -> bool:
    """Whether the verdict would rest on the page at the reference's own address, read to its end: then no other
    could be the cited report."""
    url = dossier.reference.url
    if not url or not any(finding.named for finding in dossier.findings):
        return False
    judgement = judge(dossier, policy)
    report = dossier.report(judgement.report_sha256)
    return (
        report is not None
        and comparison_key(report.url) == comparison_key(url)
        and judgement.verdict is not Verdict.UNREACHABLE
    )
