"""Budgets that protect others: the next free slot of each, and who has it to himself, for all workers.

A budget is a name and the least time between two uses of it. Who takes a slot may hold the budget too: the
next slot is given when he has left, so that no two are ever at one host at once. `RedisGate` keeps budgets
for every process of an installation, by the Redis server's own clock; `LocalGate` for the threads of one
process. They give the same answers: one contract test is run on both.

A refused caller is told when to come back, and no two are told the same moment: a hundred references that
wait for one archive would otherwise all return for each slot, and ninety-nine leave again. These turns are
a hint and keep nobody else out: a slot is whoever's comes first. How long a holder will stay is a guess: as
long as the last one did, and who stays longer is given as long again as he is late.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from redis import Redis, RedisError

from verifier.ports import Hold

TURNS_AHEAD_S = 120.0
"""How far ahead turns are told. Turns that nobody came back for are forgotten after so long."""

SOON_S = 0.01
"""The least wait for a holder: a fast host is left within a few of these."""

WITHOUT_REDIS_S = 5.0
"""When to come back where the budgets cannot be read. Nothing is sent meanwhile: nobody would be counting."""

_log = structlog.get_logger(__name__)

_READ = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'free', 'turn', 'held', 'since', 'stay')
local free = math.max(tonumber(kept[1]) or 0, now)
local turn = math.max(tonumber(kept[2]) or 0, free)
local held, since, stay = tonumber(kept[3]) or 0, tonumber(kept[4]) or 0, tonumber(kept[5]) or 0
"""
"""Whole milliseconds: `free` is the next slot, `turn` the next turn to be told; it is held until `held` at the
latest, `since` when, and the last holder stayed `stay`."""

_WRITE = """
redis.call('HSET', KEYS[1], 'free', string.format('%.0f', free), 'turn', string.format('%.0f', turn),
  'held', string.format('%.0f', held), 'since', string.format('%.0f', since), 'stay', string.format('%.0f', stay))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(free, turn, held) - now + 1000))
"""

_TAKE = f"""
{_READ}
local interval, patience, ahead, soon = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local holder, hold = ARGV[5], tonumber(ARGV[6])
local first, step = free, interval
local busy = holder ~= '' and held > now
if busy then
  local ends = since + stay
  if ends <= now then ends = now + math.max(now - ends, soon) end
  first, step = math.max(free, ends), math.max(interval, stay, soon)
end
local answer
if first - now > patience then
  turn = math.max(turn, first)
  if turn - first > ahead then turn = first end
  answer = {{0, turn - now}}
  turn = turn + step
elseif busy then
  answer = {{0, first - now}}
else
  answer = {{1, free - now}}
  if holder ~= '' then
    redis.call('HSET', KEYS[1], 'holder', holder)
    held, since = free + hold, free
  end
  free = free + interval
end
{_WRITE}
return answer
"""

_LEAVE = f"""
{_READ}
if redis.call('HGET', KEYS[1], 'holder') == ARGV[1] and held > now then
  held, stay, free = 0, now - since, math.max(free, now + tonumber(ARGV[2]))
  {_WRITE}
end
return 1
"""

_COOL_DOWN = f"""
{_READ}
free = math.max(free, now + tonumber(ARGV[1]))
{_WRITE}
return 1
"""

_FORFEIT = f"""
{_READ}
held = 0
{_WRITE}
return 1
"""


class RedisGate:
    """Budgets of all processes that share a Redis (or Valkey) server. Times are whole milliseconds there."""

    def __init__(self, client: Redis, prefix: str = "verifier:budget:") -> None:
        self._client = client
        self._prefix = prefix
        self._take = client.register_script(_TAKE)
        self._leave = client.register_script(_LEAVE)
        self._cool_down = client.register_script(_COOL_DOWN)
        self._forfeit = client.register_script(_FORFEIT)

    def take(self, budget: str, interval_s: float, patience_s: float, hold: Hold | None = None) -> float:
        def ask(patience_s: float) -> tuple[bool, float]:
            times = (_ms(interval_s), _ms(patience_s), _ms(TURNS_AHEAD_S), _ms(SOON_S))
            holder, hold_ms = (hold.by, _ms(hold.for_s)) if hold else ("", 0)
            taken, wait_ms = self._take(keys=[self._prefix + budget], args=[*times, holder, hold_ms])
            return bool(taken), int(wait_ms) / 1000

        try:
            return _await(ask, patience_s)
        except RedisError as error:
            _log.warning("the shared budgets cannot be read", budget=budget, error=str(error))
            return WITHOUT_REDIS_S

    def leave(self, budget: str, hold: Hold, rest_s: float = 0.0) -> None:
        try:
            self._leave(keys=[self._prefix + budget], args=[hold.by, _ms(rest_s)])
        except RedisError as error:  # then the hold runs out
            _log.warning("a budget could not be left", budget=budget, error=str(error))

    def cool_down(self, budget: str, seconds: float) -> None:
        try:
            self._cool_down(keys=[self._prefix + budget], args=[_ms(seconds)])
        except RedisError as error:
            _log.warning("a budget could not be cooled down", budget=budget, error=str(error))

    def forfeit(self) -> None:
        """Everyone who holds a budget is known to be dead: none is held any longer. Their intervals and what was
        cooled down stay as they are."""
        try:
            for key in self._client.scan_iter(f"{self._prefix}*"):
                self._forfeit(keys=[key])
        except RedisError as error:  # then the holds run out
            _log.warning("the budgets of the dead could not be freed", error=str(error))


@dataclass(slots=True)
class _Slots:
    free: float = 0.0
    turn: float = 0.0
    holder: str = ""
    held: float = 0.0
    since: float = 0.0
    stay: float = 0.0

    def first(self, now: float) -> float:
        """When the holder has likely left, and a slot is free."""
        ends = self.since + self.stay
        return max(self.free, ends if ends > now else now + max(now - ends, SOON_S))

    def tell_turn(self, first: float, step_s: float) -> float:
        self.turn = max(self.turn, first)
        if self.turn - first > TURNS_AHEAD_S:
            self.turn = first
        told = self.turn
        self.turn += step_s
        return told


class LocalGate:
    """Budgets of one process's threads, by the monotonic clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._budgets: dict[str, _Slots] = {}
        self._next_sweep = 0.0

    def take(self, budget: str, interval_s: float, patience_s: float, hold: Hold | None = None) -> float:
        def ask(patience_s: float) -> tuple[bool, float]:
            with self._lock:
                now = time.monotonic()
                slots = self._slots(budget, now)
                busy = hold is not None and slots.held > now
                first = slots.first(now) if busy else slots.free
                if first - now > patience_s:
                    step_s = max(interval_s, slots.stay, SOON_S) if busy else interval_s
                    return False, slots.tell_turn(first, step_s) - now
                if busy:
                    return False, first - now
                if hold is not None:
                    slots.holder, slots.held, slots.since = hold.by, slots.free + hold.for_s, slots.free
                slots.free += interval_s
                return True, first - now

        return _await(ask, patience_s)

    def leave(self, budget: str, hold: Hold, rest_s: float = 0.0) -> None:
        with self._lock:
            now = time.monotonic()
            slots = self._slots(budget, now)
            if slots.holder == hold.by and slots.held > now:
                slots.held, slots.stay = 0.0, now - slots.since
                slots.free = max(slots.free, now + rest_s)

    def cool_down(self, budget: str, seconds: float) -> None:
        with self._lock:
            now = time.monotonic()
            slots = self._slots(budget, now)
            slots.free = max(slots.free, now + seconds)

    def _slots(self, budget: str, now: float) -> _Slots:
        if now >= self._next_sweep:
            self._budgets = {
                name: slots for name, slots in self._budgets.items() if max(slots.free, slots.turn, slots.held) > now
            }
            self._next_sweep = now + 60
        slots = self._budgets.setdefault(budget, _Slots())
        slots.free = max(slots.free, now)
        return slots


def _await(ask: Callable[[float], tuple[bool, float]], patience_s: float) -> float:
    """0.0 once a slot that was taken has come; else the wait, never 0. A holder who may leave within the
    patience is waited for, and the budget asked for again."""
    until = time.monotonic() + patience_s
    while True:
        left_s = max(until - time.monotonic(), 0.0)
        taken, wait_s = ask(left_s)
        if not taken and wait_s > left_s:
            return max(wait_s, 0.001)
        if wait_s > 0:
            time.sleep(wait_s)
        if taken:
            return 0.0


def _ms(seconds: float) -> int:
    return math.ceil(seconds * 1000)
