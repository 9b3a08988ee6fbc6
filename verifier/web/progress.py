"""How a job is getting on: what each channel said of each reference, and how long the rest may take. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from verifier.dossier import ReferenceView, Verification
from verifier.records import Asked, Fetched, Glanced, Judged, LeftOut, Outcome, ReferenceStatus, Reopened

LINES = 60
"""Unfinished references shown by name; of more, how many."""
ENOUGH = 3
"""References that must be done before a pace can be told from them."""


@dataclass(frozen=True)
class Cell:
    """What became of one channel for one reference; "" where it was not asked (yet)."""

    words: str = ""
    tone: str = ""
    """good, quiet, wait or bad"""


@dataclass(frozen=True)
class Line:
    view: ReferenceView
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Total:
    """Of one channel, over the whole job."""

    channel: str
    asked: int
    answered: int
    candidates: int


@dataclass(frozen=True)
class Progress:
    totals: tuple[Total, ...]
    lines: tuple[Line, ...]
    more: int
    """Unfinished references without a line."""


def progress(verification: Verification, channels: Sequence[str]) -> Progress:
    """The channels that were asked at all, and those that will be, in their order."""
    views = [view for citation in verification.citations for view in citation.references]
    open_views = [view for view in views if view.status is not ReferenceStatus.DONE]
    open_views.sort(key=lambda view: view.status is ReferenceStatus.QUEUED)
    lines = tuple(Line(view, tuple(_cell(view, channel) for channel in channels)) for view in open_views[:LINES])
    return Progress(tuple(_total(views, channel) for channel in channels), lines, max(len(open_views) - LINES, 0))


def _total(views: Sequence[ReferenceView], channel: str) -> Total:
    told = [entry for view in views for entry in _told(view, channel)]
    found = sum(len(entry.candidates) for entry in told if not isinstance(entry, Fetched))
    return Total(channel, len(told), sum(entry.outcome.answered for entry in told), found)


def _told(view: ReferenceView, channel: str) -> list[Asked | Glanced | Fetched]:
    """What was sent out over the channel, and what came of it."""
    told: list[Asked | Glanced | Fetched] = []
    for entry in view.dossier.recent:
        match entry:
            case Asked() if entry.channel == channel and entry.request.url:
                told.append(entry)
            case Glanced() | Fetched() if entry.candidate.channel == channel:
                told.append(entry)
    return told


def _cell(view: ReferenceView, channel: str) -> Cell:
    if any(isinstance(entry, LeftOut) and channel in entry.channels for entry in view.dossier.recent):
        return Cell("left out", "quiet")
    told = _told(view, channel)
    if not told:
        return Cell()
    last = told[-1]
    if last.outcome is Outcome.OK and isinstance(last, Fetched):
        return Cell("read", "good")
    if last.outcome.answered:
        found = sum(len(entry.candidates) for entry in told if not isinstance(entry, Fetched))
        return Cell(f"{found} found", "good") if found else Cell("nothing", "quiet")
    if last.outcome.transient and view.status is ReferenceStatus.WAITING:
        return Cell(f"waits ({last.outcome.value})", "wait")
    return Cell(last.outcome.value.replace("_", " "), "bad")


@dataclass(frozen=True)
class TimeLeft:
    """`seconds` until the job is likely done, None where nothing tells; `at_least`: some wait for a named time."""

    seconds: float | None
    at_least: bool = False

    @property
    def words(self) -> str:
        if self.seconds is None:
            return "time left: unknown"
        about = "at least " if self.at_least else "about "
        if self.seconds < 90:
            return f"{about}{max(round(self.seconds / 5) * 5, 5)} seconds left"
        if self.seconds < 5400:
            return f"{about}{round(self.seconds / 60)} minutes left"
        return f"{about}{round(self.seconds / 3600)} hours left"


def time_left(verification: Verification, now: datetime) -> TimeLeft:
    """From how fast references were done since the job, or its last retry, began, and from what waits until when.

    An estimate is given only once `ENOUGH` were done: before that, and while all that is left waits for others,
    only the waiting is known.
    """
    job = verification.job
    views = [view for citation in verification.citations for view in citation.references]
    left = [view for view in views if view.status is not ReferenceStatus.DONE]
    if job.status.over or not left or job.started_at is None:
        return TimeLeft(None)
    waiting = [view.due_at for view in left if view.status is ReferenceStatus.WAITING and view.due_at]
    wait = max(((due - now).total_seconds() for due in waiting), default=0.0)
    began = max([job.started_at, *(at for view in views if (at := _reopened_at(view)))])
    done = sum(
        view.status is ReferenceStatus.DONE and (at := _judged_at(view)) is not None and at >= began for view in views
    )
    active = len(left) - len(waiting)
    if active and done >= ENOUGH:
        pace = max((now - began).total_seconds(), 0.0) / done
        return TimeLeft(max(pace * active, wait), at_least=wait > pace * active)
    return TimeLeft(wait, at_least=True) if wait > 0 and not active else TimeLeft(None)


def _reopened_at(view: ReferenceView) -> datetime | None:
    return next((entry.at for entry in reversed(view.dossier.entries) if isinstance(entry, Reopened)), None)


def _judged_at(view: ReferenceView) -> datetime | None:
    return next((entry.at for entry in reversed(view.dossier.entries) if isinstance(entry, Judged)), None)
