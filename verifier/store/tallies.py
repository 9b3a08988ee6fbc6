"""What was done, counted: for metrics that are right whoever is asked, over all processes and machines.

A reference's work is counted in the transaction that counts the reference as done, from its own entries: so it
is counted once, whatever dies, and costs the work a few rows at its end. What stands open is counted when asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects import postgresql, sqlite

from verifier.dossier import Dossier
from verifier.records import Asked, Entry, Fetched, Judged
from verifier.store.engine import reading
from verifier.store.schema import deliveries, jobs, references, tallies

ASKED, FETCHED, STEP, VERDICT = "asked", "fetched", "step", "verdict"
"""The tallies there are. A label is what is counted apart: a channel and an outcome, an outcome, a step, a verdict."""

_OPEN = ("queued", "running")
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""What is due at all is due after this. For "is not null" SQLite reads the whole table, index or not."""


@dataclass(frozen=True, slots=True)
class Tally:
    name: str
    label: str
    times: int
    ms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Something of a kind that is open, by its status."""

    kind: str
    status: str
    count: int


def count_work(connection: Connection, dossier: Dossier) -> None:
    """Count what was done for a reference since its verdict before, if it had one."""
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for name, label, ms in _deeds(_since_last_verdict(dossier.entries)):
        times, so_far = counted.get((name, label), (0, 0))
        counted[name, label] = times + 1, so_far + ms
    make = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(tallies)
    for (name, label), (times, ms) in sorted(counted.items()):  # in one order, or two could wait for each other
        more = {"times": tallies.c.times + times, "ms": tallies.c.ms + ms}
        row = make.values(name=name, label=label, times=times, ms=ms)
        connection.execute(row.on_conflict_do_update(index_elements=["name", "label"], set_=more))


def _since_last_verdict(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    before = [index for index, entry in enumerate(entries[:-1]) if isinstance(entry, Judged)]
    return entries[before[-1] + 1 :] if before else entries


def _deeds(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str, int]]:
    """Each with its milliseconds. A step's are from the entry before it on, so what it waited for is in them."""
    for entry in entries:
        if isinstance(entry, Asked) and entry.request.url:
            yield ASKED, f"{entry.channel} {entry.outcome.value}", entry.ms
        elif isinstance(entry, Fetched):
            yield FETCHED, entry.outcome.value, entry.ms
        elif isinstance(entry, Judged):
            yield VERDICT, entry.judgement.verdict.value, 0
    for earlier, entry in pairwise(entries):
        yield STEP, type(entry).__name__.lower(), max(0, round((entry.at - earlier.at).total_seconds() * 1000))


class SqlTallies:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Tally]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(tallies).order_by(tallies.c.name, tallies.c.label))
            return [Tally(row.name, row.label, row.times, row.ms) for row in rows]

    def standing(self) -> list[Standing]:
        """Jobs, references and deliveries that are open. By index: what is done is not looked at."""
        kinds = (
            ("jobs", jobs.c.status, jobs.c.status.in_(_OPEN)),
            ("references", references.c.status, references.c.due_at >= _EVER),
            ("deliveries", deliveries.c.status, deliveries.c.due_at >= _EVER),
        )
        with reading(self._engine) as connection:
            return [
                Standing(kind, status, count)
                for kind, column, is_open in kinds
                for status, count in connection.execute(select(column, func.count()).where(is_open).group_by(column))
            ]

    def due(self, now: datetime) -> dict[str, tuple[int, float]]:
        """Of each kind, how much is due that nobody is on, and for how many seconds the oldest has been."""
        found = {}
        with reading(self._engine) as connection:
            for kind, column in (
                ("jobs", jobs.c.due_at),
                ("references", references.c.due_at),
                ("deliveries", deliveries.c.due_at),
            ):
                count, oldest = connection.execute(select(func.count(), func.min(column)).where(column <= now)).one()
                found[kind] = (count, (now - oldest).total_seconds() if oldest is not None else 0.0)
        return found
