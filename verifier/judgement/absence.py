"""Where no report counts: was there nothing to find, or could we not look? Only the first is "not found".

Every page that hides a report, every channel that did not answer and every step of ours that broke makes
the verdict `unreachable`, and is named. A channel that knows only samples (a search engine, Common Crawl)
could not have shown that nothing is there: where it did not answer that is said, and decides nothing.
"""

from __future__ import annotations

from verifier.dossier import Dossier
from verifier.policy import Policy
from verifier.records import (
    Asked,
    Candidate,
    DateCheck,
    Judgement,
    LeftOutFor,
    OutletCheck,
    Reason,
    ResolvedBy,
    Unreadable,
    Verdict,
)


def judge(dossier: Dossier, policy: Policy) -> Judgement:
    """`unresolved_source`, `unreachable` or `not_found`."""
    verdict, sure, why = _verdict(dossier, policy)
    return Judgement(verdict, sure, why, None, policy.version)


def disturbed(dossier: Dossier, policy: Policy) -> bool:
    """Whether anything could not be looked at that might have been a better report."""
    return bool(hidden_pages(dossier, policy) or failed_channels(dossier) or dossier.broken or _cut_short(dossier))


def _verdict(dossier: Dossier, policy: Policy) -> tuple[Verdict, float, tuple[Reason, ...]]:
    if dossier.resolution is None or dossier.resolution.outlet is None:
        return Verdict.UNRESOLVED_SOURCE, 0.9, (_unresolved(dossier), *hidden_pages(dossier, policy))
    failed = failed_channels(dossier)
    samples = {plan.name for plan in policy.channels if not plan.covers}
    missing = tuple(reason for reason in failed if reason.params["channel"] not in samples)
    blocked = (*hidden_pages(dossier, policy), *_broken(dossier), *_unread(dossier, policy), *_cut_short(dossier))
    if missing or blocked:
        return Verdict.UNREACHABLE, 0.85, (*blocked, *failed)
    covering = sorted(
        {
            entry.channel
            for entry in dossier.asked
            if entry.outcome.answered and entry.covers and not dossier.open_requests(entry.channel)
        }
    )
    if not covering:
        return Verdict.UNREACHABLE, 0.85, (Reason("nothing_covers", _where(dossier)), *failed)
    reason = Reason("nothing_matches", {**_where(dossier), "channels": ", ".join(covering)})
    return Verdict.NOT_FOUND, min(0.6 + 0.1 * len(covering), 0.85), (reason, *failed)


def _unresolved(dossier: Dossier) -> Reason:
    resolution, source = dossier.resolution, dossier.reference.source
    if resolution is not None and resolution.by is ResolvedBy.AMBIGUOUS:
        return Reason("source_ambiguous", {"source": source, "alternatives": ", ".join(resolution.alternatives)})
    if resolution is not None and resolution.by is ResolvedBy.COLLECTIVE:
        return Reason("source_collective", {"source": source})
    return Reason("source_unknown" if source else "source_missing", {"source": source})


def _where(dossier: Dossier) -> dict[str, str]:
    outlet = dossier.resolution.outlet if dossier.resolution else None
    cited = dossier.reference.date
    days = "an unknown day"
    if cited is not None:
        days = cited.start.isoformat()
        days += f" to {cited.end.isoformat()}" if cited.end != cited.start else ""
    return {"outlet": outlet.name if outlet else dossier.reference.source, "days": days}


def hidden_pages(dossier: Dossier, policy: Policy) -> tuple[Reason, ...]:
    """Likely pages that were asked for and not read to the end, each with why; one that some copy of was, is not.

    A teaser of the outlet and its day is likely enough whatever was thought of its address.
    """
    read_urls = _read_to_the_end(dossier)
    teasers = _teasers_of_the_day(dossier)
    found: dict[str, Reason] = {}
    for candidate in dossier.candidates:
        likely = candidate.score >= policy.discovery.fetch_score or candidate.url == dossier.reference.url
        if (likely or candidate.url in teasers) and candidate.url not in read_urls:
            why = _hidden_by(dossier, candidate)
            if why is not None:
                found.setdefault(candidate.url, Reason(f"page_{why}", {"url": candidate.url}))
    return tuple(found.values())


def _hidden_by(dossier: Dossier, candidate: Candidate) -> str | None:
    attempts = dossier.attempts(candidate)
    if not attempts:
        return None
    last = attempts[-1]
    if last.capture is None:
        return None if last.outcome.answered else last.outcome.value
    read = dossier.reads.get(last.capture.sha256)
    if read is None:
        return None
    if read.report is not None:
        return Unreadable.PAYWALL.value if read.report.teaser else None
    return read.unreadable.value if read.unreadable and read.unreadable.hides_report else None


def _teasers_of_the_day(dossier: Dossier) -> frozenset[str]:
    of_the_day = {
        finding.sha256
        for finding in dossier.findings
        if finding.outlet is OutletCheck.MATCH and finding.date in (DateCheck.EXACT, DateCheck.NEAR)
    }
    return frozenset(report.url for report in dossier.reports if report.teaser and report.sha256 in of_the_day)


def _read_to_the_end(dossier: Dossier) -> frozenset[str]:
    return frozenset(report.url for report in dossier.reports if not report.teaser)


def failed_channels(dossier: Dossier) -> tuple[Reason, ...]:
    """Channels whose last word on some request was no answer, each once."""
    last: dict[tuple[str, str, str], Asked] = {
        (entry.channel, entry.about, entry.request.url): entry for entry in dossier.asked
    }
    failed = {
        (entry.channel, entry.outcome.value): Reason(f"channel_{entry.outcome.value}", {"channel": entry.channel})
        for entry in last.values()
        if not entry.outcome.answered
    }
    return tuple(failed.values())


def _broken(dossier: Dossier) -> tuple[Reason, ...]:
    return tuple(Reason("internal_error", {"step": step, "error": subject}) for step, subject in sorted(dossier.broken))


def _cut_short(dossier: Dossier) -> tuple[Reason, ...]:
    """The limit of requests ended the search: what was not asked might have shown the report."""
    if LeftOutFor.LIMIT not in dossier.left_out:
        return ()
    left = ", ".join(dossier.left_out[LeftOutFor.LIMIT])
    count = str(dossier.requests_sent)
    return (
        Reason("limit_reached", {"count": count, "channels": left})
        if left
        else Reason("limit_of_pages", {"count": count}),
    )


def _unread(dossier: Dossier, policy: Policy) -> tuple[Reason, ...]:
    """Likely candidates that the limits of the work left unfetched: they were found, and not looked at."""
    left = [
        candidate
        for candidate in dossier.candidates
        if candidate.score >= policy.discovery.fetch_score and not dossier.attempts(candidate)
    ]
    read_urls = _read_to_the_end(dossier)
    left = [candidate for candidate in left if candidate.url not in read_urls]
    return (Reason("candidates_unread", {"count": str(len(left))}),) if left else ()
