"""Whatever dies in the middle of a job, the job is completed, and what was finished is not done again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

import requests

from tests.service import Service, until
from tests.workers.conftest import Held
from tests.world import World
from tests.world.log import Entry
from verifier.records import Broken, Fetched, Judged, Matched, Read

DOCUMENT = "russia-japan.txt"
HELD = "www.interfax.com"
"""Two of the document's seven references need it."""


def in_the_middle(service: Service, world: World, hold: Callable[[str], Held]) -> tuple[str, Held]:
    """A job of which some references are done, and others wait for an answer that does not come."""
    held = hold(HELD)
    service.start()
    job_id = service.submit(DOCUMENT)
    until(held.reached.is_set, "the held host is asked")
    until(lambda: service.job(job_id)["progress"]["done"] >= 2, "two references are done")
    assert service.job(job_id)["status"] == "running"
    return job_id, held


def kill(service: Service, role: str) -> float:
    """kill -9, all of that role; when."""
    victims = service.find(role)
    assert victims
    at = time.monotonic()
    for victim in victims:
        os.kill(victim.pid, signal.SIGKILL)
    return at


def check(service: Service, world: World, job_id: str, *deaths: float | tuple[float, float]) -> None:
    """The job ends, each reference is judged once, each step done once, and each page fetched once."""
    report = service.complete(job_id)
    dossiers = service.dossiers(report)
    assert len(dossiers) == 7
    for dossier in dossiers:
        story = [type(entry) for entry in dossier.entries]
        assert story.count(Judged) == 1
        assert Broken not in story
        for once in (Read, Matched, Fetched):
            subjects = [_subject(entry) for entry in dossier.entries if isinstance(entry, once)]
            assert len(subjects) == len(set(subjects)), f"{once.__name__} twice: {subjects}"
    assert repeated(world, [one if isinstance(one, tuple) else (one, one) for one in deaths]) == []


def _subject(entry: Read | Matched | Fetched) -> str:
    if isinstance(entry, Fetched):
        return f"{entry.candidate.url} {entry.candidate.locator} {entry.outcome}"
    return entry.sha256 if isinstance(entry, Read) else entry.finding.sha256


def repeated(world: World, deaths: Sequence[tuple[float, float]]) -> list[str]:
    """URLs that were asked for again though their answer had come, and nothing died while it was put away.

    `deaths`: from when to when something was dying; children outlive a parent by a moment, and still ask.
    """
    by_url: dict[str, list[Entry]] = defaultdict(list)
    for entry in world.log.entries():
        if entry.method == "GET" and entry.status == 200:
            by_url[entry.url].append(entry)
    return [
        url
        for url, entries in by_url.items()
        for earlier, _ in pairwise(entries)
        if not any(earlier.started <= gone and at <= earlier.ended + 2.0 for at, gone in deaths)
    ]


def test_one_part_after_the_other_is_killed(service, world, hold):
    """Each is started again, and the job that was under way all the time is none the worse."""
    job_id, held = in_the_middle(service, world, hold)
    kills = []
    for role in ("fetch", "match", "api", "valkey", "valkey"):
        before = {one.pid for one in service.find(role)}
        kills.append(kill(service, role))
        if role == "valkey" and len(kills) == 5:
            shutil.rmtree(service.home / "broker" / "appendonlydir")
        until(lambda role=role, old=before: {one.pid for one in service.find(role)} - old, f"{role} is started again")
    until(lambda: answers(service, job_id), "the API answers again")
    held.let_go()
    check(service, world, job_id, *kills)


def answers(service: Service, job_id: str) -> bool:
    try:
        return bool(service.job(job_id)["status"] == "running")
    except requests.RequestException:
        return False


def test_a_process_of_the_match_pool_is_killed_at_work(service, world, hold):
    """Stopped in the middle of a step, then killed: its lease would run for minutes, and need not."""
    service.start()
    master, *pool = until(lambda: len(found := service.find("match")) == 3 and found, "the pool is there")
    for one in pool:
        os.kill(one.pid, signal.SIGSTOP)
    job_id = service.submit(DOCUMENT)
    until(lambda: any(entry.target.endswith(".htm") for entry in world.log.entries()), "a page is fetched")
    for one in pool:
        os.kill(one.pid, signal.SIGCONT)
    time.sleep(0.2)
    at = time.monotonic()
    for one in pool:
        os.kill(one.pid, signal.SIGKILL)
    assert master.pid in {one.pid for one in service.find("match")}
    check(service, world, job_id, at)


def test_everything_is_killed_and_started_again(service, world, hold):
    """The parent goes first, and its children with it: nothing is left that would work beside the new ones."""
    job_id, held = in_the_middle(service, world, hold)
    service.tree()
    at = time.monotonic()
    service.process.kill()
    service.process.wait()
    until(lambda: not service.left(), "the orphans have ended", 20)
    gone = time.monotonic()
    service.process.stdout.close()
    service.start()
    assert service.job(job_id)["status"] == "running"
    held.let_go()
    check(service, world, job_id, (at, gone))


def test_a_job_is_submitted_while_the_broker_is_away(service, world):
    service.start()
    (valkey,) = service.find("valkey")
    os.kill(valkey.pid, signal.SIGSTOP)
    job_id = service.submit(DOCUMENT)
    os.kill(valkey.pid, signal.SIGKILL)
    check(service, world, job_id, time.monotonic())
