"""What was done for a reference, a line each, as the report shows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, assert_never

from verifier.records import (
    Asked,
    Assessment,
    Broken,
    Entry,
    Fetched,
    Glanced,
    Judged,
    LeftOut,
    Matched,
    Outcome,
    Read,
    Reopened,
    Resolved,
    Reviewed,
    ReviewWithdrawn,
    Saved,
    Supplied,
)

Json = dict[str, Any]


def trail_line(entry: Entry) -> Json:
    """What was done, in one line."""
    match entry:
        case Resolved(at=at, resolution=resolution):
            return _line(at, None, "resolve", None, resolution.by.value)
        case Asked(at=at, channel=channel, request=request):
            action = "given" if not request.url else "search" if not entry.about else "rescue"
            outcome = entry.outcome.value if request.url else "ok"
            url, found = request.url or None, len(entry.candidates)
            return _line(at, channel, action, url, outcome, entry.status, entry.ms, entry.note, entry.covers, found)
        case Glanced(at=at, candidate=candidate):
            url, found = candidate.locator or candidate.url, len(entry.candidates)
            outcome = entry.outcome.value
            return _line(
                at, candidate.channel, "glance", url, outcome, entry.status, entry.ms, entry.note, candidates=found
            )
        case LeftOut(at=at, why=why, channels=channels):
            return _line(at, None, "leave_out", None, why.value, note=", ".join(channels))
        case Fetched(at=at, candidate=candidate):
            url = candidate.locator or candidate.url
            return _line(at, candidate.channel, "fetch", url, entry.outcome.value, entry.status, entry.ms, entry.note)
        case Read(at=at):
            outcome = entry.unreadable.value if entry.unreadable else "read"
            return _line(at, None, "read", entry.report.url if entry.report else None, outcome, note=entry.note)
        case Matched(at=at, finding=finding):
            return _line(
                at, None, "match", finding.url, finding.assessment.label.value, note=_judge(finding.assessment)
            )
        case Judged(at=at, judgement=judgement):
            return _line(at, None, "judge", None, judgement.verdict.value)
        case Supplied(at=at, candidate=candidate):
            return _line(at, candidate.channel, "supplied", candidate.url, "ok")
        case Reviewed(at=at, verdict=verdict, reviewer=reviewer):
            return _line(at, None, "review", None, verdict.value, note=reviewer)
        case ReviewWithdrawn(at=at, reviewer=reviewer):
            return _line(at, None, "withdraw_review", None, "ok", note=reviewer)
        case Reopened(at=at, why=why):
            return _line(at, None, "reopen", None, "ok", note=why)
        case Broken(at=at, step=step, error=error):
            return _line(at, None, "broken", None, "failed", note=f"{step}: {error}")
        case Saved(at=at, url=url, status=status, archived_url=archived_url):
            outcome = status if entry.outcome is Outcome.OK else entry.outcome.value
            note = " ".join(filter(None, (archived_url, entry.job, entry.note)))
            return _line(at, "wayback", "save", url, outcome, note=note)
        case _ as unknown:
            assert_never(unknown)


def _judge(assessment: Assessment) -> str:
    """Which language model was asked, and whether it answered."""
    failed = f"the language model gave no answer: {assessment.judge_failed}" if assessment.judge_failed else ""
    return "; ".join(filter(None, (assessment.judge and f"asked {assessment.judge}", failed)))


def _line(
    at: datetime,
    channel: str | None,
    action: str,
    url: str | None,
    outcome: str,
    status: int | None = None,
    ms: int = 0,
    note: str = "",
    covers: bool | None = None,
    candidates: int | None = None,
) -> Json:
    return {
        "at": moment(at),
        "channel": channel,
        "action": action,
        "url": url,
        "outcome": outcome,
        "status_code": status,
        "ms": ms,
        "note": note,
        "covers": covers,
        "candidates": candidates,
    }


def day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def moment(at: datetime | None) -> str | None:
    """Of UTC, to the millisecond: 2026-11-25T14:45:00.000Z."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None
