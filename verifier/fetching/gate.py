"""Budgets that protect others: the next free slot of each, shared by all workers.

A budget is a name and the least time between two uses of it. `RedisGate` keeps it for every process of an
installation, by the Redis server's own clock; `LocalGate` for the threads of one process. They give the
same answers: one contract test is run on both.

A refused caller is told when to come back, and no two are told the same moment: a hundred references that
wait for one archive would otherwise all return for each slot, and ninety-nine leave again. These turns are
a hint and hold nothing: a slot is whoever's comes first.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass

import structlog
from redis import Redis, RedisError

TURNS_AHEAD_S = 120.0
"""How far ahead turns are told. Turns that nobody came back for are forgotten after so long."""

WITHOUT_REDIS_S = 5.0
"""When to come back where the budgets cannot be read. Nothing is sent meanwhile: nobody would be counting."""

_log = structlog.get_logger(__name__)

_SLOT = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval, patience, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'free', 'turn')
local free = math.max(tonumber(kept[1]) or 0, now)
local turn = math.max(tonumber(kept[2]) or 0, free)
local answer
if free - now <= patience then
  answer = {1, free - now}
  free = free + interval
else
  if turn - free > ahead then turn = free end
  answer = {0, turn - now}
  turn = turn + interval
end
redis.call('HSET', KEYS[1], 'free', string.format('%.0f', free), 'turn', string.format('%.0f', turn))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(free, turn) - now + 1000))
return answer
"""

_COOL_DOWN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'free', 'turn')
local free = math.max(tonumber(kept[1]) or 0, now + tonumber(ARGV[1]))
local turn = math.max(tonumber(kept[2]) or 0, free)
redis.call('HSET', KEYS[1], 'free', string.format('%.0f', free), 'turn', string.format('%.0f', turn))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(free, turn) - now + 1000))
return 1
"""


class RedisGate:
    """Budgets of all processes that share a Redis (or Valkey) server. Times are whole milliseconds there."""

    def __init__(self, client: Redis, prefix: str = "verifier:budget:") -> None:
        self._prefix = prefix
        self._slot = client.register_script(_SLOT)
        self._cool_down = client.register_script(_COOL_DOWN)

    def take(self, budget: str, interval_s: float, patience_s: float) -> float:
        arguments = [_ms(interval_s), _ms(patience_s), _ms(TURNS_AHEAD_S)]
        try:
            taken, wait_ms = self._slot(keys=[self._prefix + budget], args=arguments)
        except RedisError as error:
            _log.warning("the shared budgets cannot be read", budget=budget, error=str(error))
            return WITHOUT_REDIS_S
        return _waited(bool(taken), int(wait_ms) / 1000)

    def cool_down(self, budget: str, seconds: float) -> None:
        try:
            self._cool_down(keys=[self._prefix + budget], args=[_ms(seconds)])
        except RedisError as error:
            _log.warning("a budget could not be cooled down", budget=budget, error=str(error))


@dataclass(slots=True)
class _Slots:
    free: float = 0.0
    turn: float = 0.0


class LocalGate:
    """Budgets of one process's threads, by the monotonic clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._budgets: dict[str, _Slots] = {}
        self._next_sweep = 0.0

    def take(self, budget: str, interval_s: float, patience_s: float) -> float:
        with self._lock:
            now = time.monotonic()
            slots = self._slots(budget, now)
            wait = slots.free - now
            taken = wait <= patience_s
            if taken:
                slots.free += interval_s
            else:
                slots.turn = max(slots.turn, slots.free)
                if slots.turn - slots.free > TURNS_AHEAD_S:
                    slots.turn = slots.free
                wait = slots.turn - now
                slots.turn += interval_s
        return _waited(taken, wait)

    def cool_down(self, budget: str, seconds: float) -> None:
        with self._lock:
            now = time.monotonic()
            slots = self._slots(budget, now)
            slots.free = max(slots.free, now + seconds)

    def _slots(self, budget: str, now: float) -> _Slots:
        if now >= self._next_sweep:
            self._budgets = {name: slots for name, slots in self._budgets.items() if max(slots.free, slots.turn) > now}
            self._next_sweep = now + 60
        slots = self._budgets.setdefault(budget, _Slots())
        slots.free = max(slots.free, now)
        return slots


def _waited(taken: bool, wait_s: float) -> float:
    """0.0 once a slot that was taken has come; else the wait, never 0."""
    if not taken:
        return max(wait_s, 0.001)
    if wait_s > 0:
        time.sleep(wait_s)
    return 0.0


def _ms(seconds: float) -> int:
    return math.ceil(seconds * 1000)
