"""Both queues: what is sent arrives, in its time, and a broker that is away costs nobody anything but time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from verifier.ports import Lane
from verifier.queueing import CeleryQueue, LocalQueue, celery_app
from workers.broker import PrivateValkey


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


class Heard:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def __call__(self, word: str) -> None:
        self.calls.append(word)
        if word == "broken":
            raise RuntimeError("a broken reference")


@pytest.fixture
def local():
    queue = LocalQueue(2)
    yield queue
    queue.stop()


def test_the_local_queue_calls_what_was_woken_and_begun(local):
    begun, advanced = Heard(), Heard()
    local.serve(begun, advanced)
    local.begin("j")
    local.wake("r", Lane.MATCH)
    assert until(lambda: (begun.calls, advanced.calls) == (["j"], ["r"]))
    assert local.waiting() == 0


def test_the_local_queue_keeps_waits_and_lets_others_go_first(local):
    advanced = Heard()
    local.wake("late", Lane.FETCH, 0.3)
    local.wake("soon", Lane.FETCH)
    assert local.waiting() == 2
    began = time.monotonic()
    local.serve(Heard(), advanced)
    assert until(lambda: advanced.calls == ["soon", "late"])
    assert time.monotonic() - began >= 0.25


def test_one_that_breaks_does_not_take_the_threads_along(local):
    advanced = Heard()
    local.serve(Heard(), advanced)
    for word in ("broken", "broken", "broken", "whole"):
        local.wake(word, Lane.FETCH)
    assert until(lambda: "whole" in advanced.calls)


def test_a_stopped_local_queue_ends_its_threads(local):
    before = set(threading.enumerate())
    local.serve(Heard(), Heard())
    mine = set(threading.enumerate()) - before
    assert len(mine) == 2
    local.stop()
    assert until(lambda: not any(thread.is_alive() for thread in mine))


def client_of(valkey: PrivateValkey) -> redis.Redis:
    return redis.Redis.from_url(valkey.url.replace("redis+socket://", "unix://"))


# ── over a broker ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def valkey(tmp_path: Path):
    server = PrivateValkey(tmp_path)
    server.start()
    yield server
    server.stop()


def test_messages_wait_in_the_lane_that_they_were_sent_to(valkey):
    queue = CeleryQueue(celery_app(valkey.url))
    assert queue.waiting() == 0
    queue.begin("j")
    queue.wake("r", Lane.MATCH)
    queue.wake("r", Lane.FETCH, 5.0)
    assert queue.waiting() == 3
    with client_of(valkey) as client:
        assert (client.llen("fetch"), client.llen("match")) == (2, 1)


def test_a_message_carries_an_id_and_nothing_else(valkey):
    CeleryQueue(celery_app(valkey.url)).wake("the-id", Lane.MATCH)
    with client_of(valkey) as client:
        (message,) = client.lrange("match", 0, -1)
    assert b'"task": "verifier.advance"' in message
    assert b'argsrepr": "[\'the-id\']"' in message


def test_a_broker_that_is_away_raises_nothing_and_keeps_nobody_waiting(valkey):
    queue = CeleryQueue(celery_app(valkey.url))
    queue.wake("r", Lane.FETCH)
    valkey.stop()
    began = time.monotonic()
    for number in range(100):
        queue.wake(f"r{number}", Lane.FETCH)
    assert queue.waiting() is None
    assert time.monotonic() - began < 15, "one timeout, not a hundred"


def test_a_broker_that_came_back_is_sent_to_again(valkey, monkeypatch):
    monkeypatch.setattr("verifier.queueing._SILENCE_S", 0.0)
    queue = CeleryQueue(celery_app(valkey.url))
    queue.wake("before", Lane.FETCH)
    valkey.stop()
    queue.wake("lost", Lane.FETCH)
    valkey.start()

    def sent() -> bool:
        queue.wake("after", Lane.FETCH)
        return (queue.waiting() or 0) >= 2

    assert until(sent)


# ── the private server ────────────────────────────────────────────────────────────────────────────


def test_a_killed_server_is_started_again_with_its_messages(valkey):
    queue = CeleryQueue(celery_app(valkey.url))
    queue.wake("r", Lane.FETCH)
    with client_of(valkey) as client:
        client.waitaof(1, 0, 5000)
    first = valkey.process
    first.kill()
    first.wait()
    valkey.tend()
    assert valkey.process.pid != first.pid
    assert CeleryQueue(celery_app(valkey.url)).waiting() == 1


def test_a_server_that_was_left_behind_is_adopted_and_ended(tmp_path, valkey):
    heir = PrivateValkey(tmp_path)
    heir.start()
    assert heir.process is None
    heir.stop()
    assert valkey.process.wait(5) == 0


def test_an_adopted_server_that_dies_is_replaced(tmp_path, valkey):
    heir = PrivateValkey(tmp_path)
    heir.start()
    valkey.process.kill()
    valkey.process.wait()
    heir.tend()
    assert heir.process is not None
    heir.stop()


def test_a_server_that_is_well_is_left_alone(valkey):
    pid = valkey.process.pid
    valkey.tend()
    assert valkey.process.pid == pid


def test_a_deep_data_directory_is_no_obstacle(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    server = PrivateValkey(deep)
    server.start()
    try:
        assert CeleryQueue(celery_app(server.url)).waiting() == 0
    finally:
        server.stop()
