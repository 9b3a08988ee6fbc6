"""The loop: what it does with a lease, a wait, a lane, a step that breaks, and a writer that was faster."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from tests.build import candidate
from tests.loop import HTML, LISTING, PAGE, Killed, Loop, answered, raises
from verifier.errors import ChannelError
from verifier.ports import Lane
from verifier.records import (
    Asked,
    Broken,
    Deferral,
    Exchange,
    JobStatus,
    Judged,
    Outcome,
    ReferenceStatus,
    Reopened,
    Reviewed,
    Supplied,
    Verdict,
)

WHOLE_STORY = ["Resolved", "Asked", "Fetched", "Read", "Matched", "Judged"]


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    return Loop(tmp_path)


def last(loop: Loop) -> Judged:
    entry = loop.entries()[-1]
    assert isinstance(entry, Judged)
    return entry


def rests_on_a_report(loop: Loop) -> bool:
    """What the matcher makes of the report is its own tests' matter."""
    return last(loop).judgement.report_sha256 is not None


# ── the way through ───────────────────────────────────────────────────────────────────────────────


def test_messages_alone_bring_a_reference_from_queued_to_done(loop):
    assert loop.dossiers.view(loop.id).status is ReferenceStatus.QUEUED
    loop.run()
    view = loop.dossiers.view(loop.id)
    assert (view.status, view.due_at) == (ReferenceStatus.DONE, None)
    assert loop.story() == WHOLE_STORY
    assert rests_on_a_report(loop)
    job = loop.jobs.job("j")
    assert (job.status, job.done) == (JobStatus.COMPLETED, 1)
    assert job.by_verdict == {last(loop).judgement.verdict: 1}


def test_a_job_is_complete_with_its_last_reference(tmp_path):
    loop = Loop(tmp_path, references=3)
    for count, reference_id in enumerate(loop.ids, 1):
        loop.deliver(reference_id)
        job = loop.jobs.job("j")
        assert job.done == count
        assert job.status.over == (count == 3)


def test_a_reference_that_is_done_is_left_alone(loop):
    loop.run()
    asked = len(loop.outside.asked)
    loop.deliver(loop.id)
    assert loop.story() == WHOLE_STORY
    assert len(loop.outside.asked) == asked
    assert loop.messages.sent == []


# ── lanes and turns ───────────────────────────────────────────────────────────────────────────────


def test_a_step_of_the_other_lane_is_handed_over_at_once(loop):
    loop.deliver(loop.id, Lane.FETCH)
    assert loop.story() == ["Resolved", "Asked", "Fetched"]
    view = loop.dossiers.view(loop.id)
    assert (view.status, view.due_at) == (ReferenceStatus.WORKING, loop.clock.now())
    assert loop.messages.sent == [(loop.id, Lane.MATCH, 0.0)]

    loop.deliver(loop.id, Lane.MATCH)
    assert loop.story() == WHOLE_STORY


def test_a_message_on_the_wrong_lane_is_sent_on(loop):
    loop.deliver(loop.id, Lane.MATCH)
    assert loop.story() == []
    assert loop.messages.sent == [(loop.id, Lane.FETCH, 0.0)]


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_after_a_few_steps_others_get_a_turn(loop, steps):
    loop.work(steps_per_claim=steps)
    loop.deliver(loop.id)
    assert loop.story() == WHOLE_STORY[:steps]
    lane = Lane.MATCH if steps >= 3 else Lane.FETCH
    assert loop.messages.sent == [(loop.id, lane, 0.0)]
    loop.run()
    assert loop.story() == WHOLE_STORY


# ── waiting ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("seconds", "message"), [(7.0, True), (60.0, True), (61.0, False), (3600.0, False)])
def test_a_deferral_gives_the_lease_back_with_its_time(loop, seconds, message):
    ready_at = loop.clock.now() + timedelta(seconds=seconds)
    loop.script[PAGE] = [lambda: Deferral(ready_at, "host:xinhuanet.com has no room"), answered(PAGE, HTML)]
    loop.deliver(loop.id)
    view = loop.dossiers.view(loop.id)
    assert (view.status, view.due_at) == (ReferenceStatus.WAITING, ready_at)
    assert loop.story() == ["Resolved", "Asked"], "a request that was not sent is no part of the story"
    assert loop.messages.sent == ([(loop.id, Lane.FETCH, seconds)] if message else [])


def test_nothing_is_done_before_its_time(loop):
    ready_at = loop.clock.now() + timedelta(seconds=30)
    loop.script[PAGE] = [lambda: Deferral(ready_at, "later"), answered(PAGE, HTML)]
    loop.deliver(loop.id)
    loop.later(29)
    loop.deliver(loop.id)
    assert loop.times_asked()[PAGE] == 1
    loop.later(1)
    loop.deliver(loop.id)
    assert loop.story() == WHOLE_STORY


def test_what_failed_in_passing_is_waited_for_and_tried_again(loop):
    loop.script[PAGE] = [lambda: Exchange(Outcome.UNAVAILABLE, status=503), answered(PAGE, HTML)]
    loop.run()
    assert loop.story() == ["Resolved", "Asked", "Fetched", *WHOLE_STORY[2:]]
    assert rests_on_a_report(loop)


# ── what breaks ───────────────────────────────────────────────────────────────────────────────────


def test_a_step_that_raises_is_written_down_and_not_repeated(loop):
    loop.script[PAGE] = [raises(RuntimeError("a bug of ours"))]
    loop.run()
    broken = next(entry for entry in loop.entries() if isinstance(entry, Broken))
    assert (broken.step, broken.subject, broken.error) == ("fetch", PAGE, "RuntimeError: a bug of ours")
    assert loop.times_asked()[PAGE] == 1
    assert last(loop).judgement.verdict is Verdict.UNREACHABLE, "we could not look: that is no absence"


def test_an_answer_that_cannot_be_read_is_an_outcome_and_no_bug(loop):
    loop.channel.breaks = ChannelError("this is no sitemap")
    loop.run()
    asked = next(entry for entry in loop.entries() if isinstance(entry, Asked))
    assert (asked.outcome, asked.note) == (Outcome.GARBAGE, "this is no sitemap")
    assert last(loop).judgement.verdict is Verdict.UNREACHABLE


def test_a_reader_of_ours_that_raises_breaks_its_channel_alone(loop):
    loop.channel.breaks = KeyError("loc")
    loop.run()
    assert [entry.subject for entry in loop.entries() if isinstance(entry, Broken)] == ["sitemap"]
    assert last(loop).judgement.verdict is Verdict.UNREACHABLE


def test_a_step_that_kills_its_worker_is_given_up_after_some_deaths(loop):
    work = loop.desk.policy.work
    loop.script[PAGE] = [raises(Killed())]
    deaths = 0
    for _ in range(work.max_claims + 5):
        try:
            loop.deliver(loop.id)
        except Killed:
            deaths += 1
        assert loop.dossiers.due(loop.clock.now(), 10) == [] or deaths == 0, "the dead hold their lease"
        loop.later(work.lease_s)
    assert deaths == work.max_claims
    assert loop.times_asked()[PAGE] == work.max_claims
    broken = next(entry for entry in loop.entries() if isinstance(entry, Broken))
    assert (broken.step, broken.subject) == ("fetch", PAGE)
    assert loop.dossiers.view(loop.id).status is ReferenceStatus.DONE


def test_deaths_count_only_while_nothing_is_learned(loop):
    """Four deaths in a row are a poison; one death at each of many steps is a bad day."""
    work = loop.desk.policy.work
    loop.work(steps_per_claim=1)
    dying = [raises(Killed())] * (work.max_claims - 1)
    loop.script |= {LISTING: [*dying, answered(LISTING, "a listing")], PAGE: [*dying, answered(PAGE, HTML)]}
    for _ in range(40):
        try:
            loop.deliver(loop.id)
        except Killed:
            loop.later(work.lease_s)
    assert loop.story() == WHOLE_STORY


def test_the_lease_of_a_worker_known_to_be_dead_is_forfeit(loop):
    loop.script[PAGE] = [raises(Killed()), answered(PAGE, HTML)]
    with pytest.raises(Killed):
        loop.deliver(loop.id)
    loop.deliver(loop.id)
    assert loop.story() == ["Resolved", "Asked"], "while the lease runs, nobody else is let in"
    loop.dossiers.forfeit(loop.clock.now(), loop.id)
    loop.deliver(loop.id)
    assert loop.story() == WHOLE_STORY


def test_forfeiting_does_not_shorten_a_wait(loop):
    ready_at = loop.clock.now() + timedelta(seconds=30)
    loop.script[PAGE] = [lambda: Deferral(ready_at, "later")]
    loop.deliver(loop.id)
    loop.dossiers.forfeit(loop.clock.now())
    assert loop.dossiers.view(loop.id).due_at == ready_at


# ── others at work ────────────────────────────────────────────────────────────────────────────────


def meanwhile(loop: Loop, act) -> None:
    """While the page is being fetched, something else happens."""

    def fetch() -> Exchange:
        if loop.times_asked()[PAGE] == 1:
            act()
        return answered(PAGE, HTML)()

    loop.script[PAGE] = [fetch]


def test_whoever_finds_the_dossier_grown_stops_and_says_nothing(loop):
    meanwhile(loop, lambda: loop.dossiers.annotate(loop.id, Reviewed(loop.clock.now(), Verdict.UNSUPPORTED, "no")))
    loop.deliver(loop.id)
    assert loop.story() == ["Resolved", "Asked", "Reviewed"]
    assert loop.messages.sent == []
    loop.run()
    assert loop.story() == ["Resolved", "Asked", "Reviewed", *WHOLE_STORY[2:]]
    assert loop.jobs.job("j").by_verdict == {"unsupported": 1}, "a person's word is what is shown"


def test_two_workers_on_an_expired_lease_write_one_story(loop):
    def second_worker() -> None:
        loop.later(loop.desk.policy.work.lease_s + 1)
        loop.deliver(loop.id)

    meanwhile(loop, second_worker)
    loop.deliver(loop.id)
    assert loop.story() == WHOLE_STORY
    assert loop.jobs.job("j").done == 1


def test_a_cancelled_job_stops_and_keeps_what_was_learned(loop):
    meanwhile(loop, lambda: loop.jobs.end("j", JobStatus.CANCELLED, loop.clock.now()))
    loop.run()
    assert loop.story()[:3] == ["Resolved", "Asked", "Fetched"]
    job = loop.jobs.job("j")
    assert (job.status, job.done) == (JobStatus.CANCELLED, 0)
    story = loop.story()
    loop.later(3600)
    loop.run()
    assert loop.story() == story
    assert loop.dossiers.due(loop.clock.now(), 10) == []


def test_a_reopened_reference_goes_on_with_what_is_known(loop):
    loop.script[PAGE] = [lambda: Exchange(Outcome.NOT_FOUND, status=404), answered(PAGE, HTML)]
    loop.run()
    assert last(loop).judgement.verdict in (Verdict.NOT_FOUND, Verdict.UNREACHABLE)
    loop.dossiers.reopen([loop.id], Reopened(loop.clock.now(), "retry"), loop.clock.now())
    job = loop.jobs.job("j")
    assert (job.status, job.done) == (JobStatus.RUNNING, 0)
    loop.run()
    assert rests_on_a_report(loop)
    assert loop.story().count("Judged") == 2
    assert loop.jobs.job("j").status is JobStatus.COMPLETED


def test_a_report_handed_in_is_read_after_the_verdict(loop):
    loop.script[PAGE] = [lambda: Exchange(Outcome.REFUSED, status=403)]
    loop.run()
    here = candidate("handed-in", channel="link")
    loop.script[here.url] = [answered(here.url, HTML)]
    loop.dossiers.reopen([loop.id], Supplied(loop.clock.now(), here), loop.clock.now())
    loop.run()
    assert rests_on_a_report(loop)


# ── the queue is a hint ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(12))
def test_doubled_and_reordered_messages_change_nothing(tmp_path, seed):
    straight, shaken = Loop(tmp_path, references=3), Loop(_folder(tmp_path, "shaken"), references=3)
    straight.run()
    chance = random.Random(seed)
    for reference_id in shaken.ids:
        shaken.messages.wake(reference_id, Lane.FETCH)
    shaken.work(steps_per_claim=2)
    while shaken.messages.sent:
        message = shaken.messages.sent.pop(chance.randrange(len(shaken.messages.sent)))
        for _ in range(chance.choice([1, 1, 2, 3])):
            shaken.deliver(message[0], chance.choice([message[1], Lane.FETCH, Lane.MATCH]))
    assert shaken.jobs.job("j") == straight.jobs.job("j")
    assert [shaken.entries(one) for one in shaken.ids] == [straight.entries(one) for one in straight.ids]


def test_lost_messages_cost_time_and_nothing_else(tmp_path):
    loop = Loop(tmp_path, references=3)
    loop.work(steps_per_claim=1)
    for _ in range(100):
        loop.messages.sent.clear()
        for reference_id in loop.dossiers.due(loop.clock.now(), 10):
            loop.deliver(reference_id)
        loop.later(15)
    assert loop.jobs.job("j").status is JobStatus.COMPLETED
    assert all(loop.story(one) == WHOLE_STORY for one in loop.ids)


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name
