"""The sweep: what was forgotten is woken, and what only stands in a long queue does not flood the broker."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from tests.loop import Loop
from verifier import retention, webhooks
from verifier.fetching import WebCourier
from verifier.ports import Lane
from verifier.records import JobStatus, ReferenceStatus
from verifier.revisions import Revisions
from verifier.services import LONGEST_DUE, QUEUE_ROOM, Services
from verifier.store.deliveries import SqlDeliveries
from verifier.store.erasing import SqlForgetting
from verifier.store.rechecks import SqlRechecks


def services(loop: Loop) -> Services:
    """Those parts of the services that a sweep meets."""
    others = {field.name: None for field in fields(Services)}
    terms = webhooks.Terms(None, "", 1.0, attempts=1, backoff_s=1.0)
    met = {
        "jobs": loop.jobs,
        "dossiers": loop.dossiers,
        "webhooks": webhooks.Webhooks(
            SqlDeliveries(loop.jobs._engine), WebCourier((), 1.0, "", loop.clock), loop.clock, terms
        ),
        "retention": retention.Retention(
            loop.jobs,
            SqlForgetting(loop.jobs._engine),
            loop.desk.evidence,
            loop.clock,
            retention.Terms(None, None, None),
        ),
        "revisions": Revisions(loop.jobs, SqlRechecks(loop.jobs._engine), loop.messages, loop.clock, str),
        "queue": loop.messages,
        "desk": loop.desk,
    }
    return Services(**{**others, **met})


def test_what_is_due_is_woken_wherever_its_message_went(tmp_path):
    loop = Loop(tmp_path, references=3)
    assert services(loop).sweep() == 3
    assert [message[0] for message in loop.messages.sent] == loop.ids


def test_what_waits_or_is_leased_or_done_is_left_alone(tmp_path):
    loop = Loop(tmp_path, references=3)
    waiting, leased, done = loop.ids
    held = loop.dossiers.claim(waiting, loop.clock.now(), loop.clock.now() + timedelta(seconds=180))
    loop.dossiers.release(held, ReferenceStatus.WAITING, loop.clock.now() + timedelta(seconds=90), loop.clock.now())
    loop.dossiers.claim(leased, loop.clock.now(), loop.clock.now() + timedelta(seconds=180))
    loop.deliver(done)
    assert services(loop).sweep() == 0
    loop.later(90)
    assert services(loop).sweep() == 1
    loop.later(90)
    assert services(loop).sweep() == 2, "the second one's worker must have died"


def test_sweeps_over_a_long_queue_add_next_to_nothing(tmp_path):
    loop = Loop(tmp_path, references=3 * QUEUE_ROOM)
    for reference_id in loop.ids:
        loop.messages.wake(reference_id, Lane.FETCH)
    for _ in range(10):
        services(loop).sweep()
        loop.later(15)
    assert len(loop.messages.sent) <= 3 * QUEUE_ROOM + 10 * LONGEST_DUE


def test_sweeps_without_a_worker_do_not_fill_the_broker(tmp_path):
    loop = Loop(tmp_path, references=3 * QUEUE_ROOM)
    for _ in range(10):
        services(loop).sweep()
        loop.later(15)
    assert len(loop.messages.sent) <= QUEUE_ROOM + 10 * LONGEST_DUE


def test_what_was_forgotten_behind_a_long_queue_comes_up_all_the_same(tmp_path):
    loop = Loop(tmp_path, references=50)
    forgotten = loop.ids[:LONGEST_DUE]
    loop.later(60)
    for number in range(2 * QUEUE_ROOM):
        loop.messages.wake(f"another-job-r{number}", Lane.FETCH)
    services(loop).sweep()
    assert [message[0] for message in loop.messages.sent[2 * QUEUE_ROOM :]] == forgotten


def test_a_broker_that_does_not_answer_is_sent_nothing(tmp_path, monkeypatch):
    loop = Loop(tmp_path, references=3)
    monkeypatch.setattr(loop.messages, "waiting", lambda: None)
    assert services(loop).sweep() == 0
    assert loop.messages.sent == []


@pytest.mark.parametrize("named", [True, False])
def test_the_dead_forfeit_what_they_held(tmp_path: Path, named: bool):
    loop = Loop(tmp_path, references=2)
    for reference_id in loop.ids:
        loop.dossiers.claim(reference_id, loop.clock.now(), loop.clock.now() + timedelta(seconds=180))
    services(loop).forfeit(loop.ids[0] if named else None)
    assert [message[0] for message in loop.messages.sent] == (loop.ids[:1] if named else loop.ids)
    loop.run()
    assert loop.jobs.job("j").status is (JobStatus.RUNNING if named else JobStatus.COMPLETED)
