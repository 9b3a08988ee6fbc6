"""How a job is getting on: what the channels said, and an estimate that says when there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.build import NOON
from verifier.dossier import CitationView, Dossier, ReferenceView, Verification
from verifier.records import (
    Asked,
    Candidate,
    Citation,
    Claim,
    Document,
    Entry,
    Fetched,
    Job,
    JobStatus,
    Judged,
    Judgement,
    LeftOut,
    LeftOutFor,
    Outcome,
    Reference,
    ReferenceStatus,
    Reopened,
    Request,
    StoredDocument,
    Verdict,
)
from verifier.web.progress import LINES, Cell, TimeLeft, progress, time_left

CLAIM = Claim(0, 1, "c")
PAGE = Candidate(url="https://a.example/1", channel="sitemap")
QUEUED, WAITING, DONE = ReferenceStatus.QUEUED, ReferenceStatus.WAITING, ReferenceStatus.DONE


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def view(*entries: Entry, status: ReferenceStatus = QUEUED, due: datetime | None = None) -> ReferenceView:
    return ReferenceView("r", "c", status, due, Dossier("r", "j", Reference("TASS"), CLAIM, entries=entries))


def done(at: float) -> ReferenceView:
    return view(Judged(after(at), Judgement(Verdict.VERIFIED, 0.9)), status=DONE)


def verification(*views: ReferenceView, status: JobStatus = JobStatus.RUNNING) -> Verification:
    job = Job("j", "d", status, "verifying", len(views), 0, {}, NOON, started_at=NOON)
    cited = CitationView("c", Citation(0, 1, "c", CLAIM, ()), views)
    return Verification(job, StoredDocument("d", "0", NOON, Document("c")), (cited,))


def asked(outcome: Outcome, *candidates: Candidate) -> Asked:
    return Asked(NOON, "sitemap", Request("https://a.example/sitemap.xml"), outcome, candidates=candidates)


@pytest.mark.parametrize(
    ("entries", "status", "cell"),
    [
        ((), QUEUED, Cell()),
        ((asked(Outcome.OK, PAGE),), QUEUED, Cell("1 found", "good")),
        ((asked(Outcome.NOT_FOUND),), QUEUED, Cell("nothing", "quiet")),
        ((asked(Outcome.OK, PAGE), Fetched(NOON, PAGE, Outcome.OK)), QUEUED, Cell("read", "good")),
        ((asked(Outcome.THROTTLED),), WAITING, Cell("waits (throttled)", "wait")),
        ((asked(Outcome.REFUSED),), QUEUED, Cell("refused", "bad")),
        ((LeftOut(NOON, LeftOutFor.CONFIDENTIAL, ("sitemap",)),), QUEUED, Cell("left out", "quiet")),
        ((asked(Outcome.REFUSED), Reopened(NOON)), QUEUED, Cell()),
    ],
)
def test_a_cell_says_what_a_channel_last_said(entries: tuple[Entry, ...], status: ReferenceStatus, cell: Cell) -> None:
    [line] = progress(verification(view(*entries, status=status)), ["sitemap"]).lines
    assert line.cells == (cell,)


def test_what_is_done_has_no_line_and_counts_in_the_total() -> None:
    shown = progress(verification(view(asked(Outcome.OK, PAGE), asked(Outcome.REFUSED), status=DONE)), ["sitemap"])
    assert shown.lines == ()
    [total] = shown.totals
    assert (total.asked, total.answered, total.candidates) == (2, 1, 1)


def test_of_many_some_have_a_line_and_those_at_work_come_first() -> None:
    working = view(status=ReferenceStatus.WORKING)
    shown = progress(verification(*[view()] * LINES, working), [])
    assert shown.lines[0].view is working
    assert (len(shown.lines), shown.more) == (LINES, 1)


@pytest.mark.parametrize(
    ("views", "left"),
    [
        ([view()], TimeLeft(None)),
        ([done(5), done(9), view()], TimeLeft(None)),  # too few to tell a pace from
        ([done(5), done(6), done(9), view(), view()], TimeLeft(20.0)),  # three in 30 s
        ([done(5), done(6), done(9), view(), view(status=WAITING, due=after(90))], TimeLeft(60.0, at_least=True)),
        ([view(status=WAITING, due=after(90)), view(status=WAITING, due=after(45))], TimeLeft(60.0, at_least=True)),
        ([view(status=WAITING, due=after(10))], TimeLeft(None)),  # due already, and nothing told yet
        ([done(5), done(6), done(9), view(Reopened(after(20)))], TimeLeft(None)),  # the pace of before counts no more
    ],
)
def test_the_time_left_is_told_where_something_tells_it(views: list[ReferenceView], left: TimeLeft) -> None:
    assert time_left(verification(*views), after(30)) == left


def test_a_job_that_is_over_has_no_time_left() -> None:
    over = verification(done(1), done(2), done(3), view(), status=JobStatus.CANCELLED)
    assert time_left(over, after(30)) == TimeLeft(None)
    waiting = replace(verification(view()), job=replace(verification().job, started_at=None))
    assert time_left(waiting, after(30)) == TimeLeft(None)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (TimeLeft(None), "time left: unknown"),
        (TimeLeft(1), "about 5 seconds left"),
        (TimeLeft(62), "about 60 seconds left"),
        (TimeLeft(300, at_least=True), "at least 5 minutes left"),
        (TimeLeft(7300), "about 2 hours left"),
    ],
)
def test_it_is_told_in_round_words(left: TimeLeft, words: str) -> None:
    assert left.words == words
