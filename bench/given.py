"""Fetching and reading a given list of addresses, beside plain requests and trafilatura in a loop and in a pool.

    python -m bench given           (or: python -m bench.given --pages 96 --hosts 48 --threads 16)

A local server answers for every host, each answer 300 ms late, with the grown pages of `reading`. Ours obeys robots.txt
(one request more a host), asks a host once at a time and no oftener than once a second, and reads in quarantine, in one
child a core; a plain script does none of that, and the server counts how often it was at a host twice at once. Many
hosts are what it meets in earnest: with few, their pace is the bound.
"""

from __future__ import annotations

import argparse
import logging
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing.connection import Connection

import requests

from bench._figures import Figure
from bench.fetching import SPAWN, web
from bench.reading import grown_pages, plain
from tests.fetching.desk import Memory, WallClock, fetch_all
from tests.reading.pages import Sample
from verifier import settings
from verifier.fetching import LocalGate, WebFetcher
from verifier.quarantine import Bounds, Quarantine
from verifier.records import Deferral, Exchange, Outcome, Report, Request

DELAY_S = 1.0


@dataclass(frozen=True, slots=True)
class Came:
    """What a way of doing it came to."""

    name: str
    seconds: float
    right: float
    """The share of pages of which it knows the day."""
    at_once: int
    """How often it was at a host that was still busy with it."""


def figures(small: bool) -> Iterator[Figure]:
    pages, hosts = (12, 6) if small else (96, 48)
    ours, *others = ways(pages, hosts, 16)
    for one in others:
        about = f"{pages} pages of {hosts} hosts fetched and read"
        note = f"at a host twice at once {one.at_once} times"
        yield Figure(about, pages / ours.seconds, "pages/s", None, one.name, pages / one.seconds, note=note)
        yield Figure(f"{about}, the day right", ours.right * 100, "%", None, one.name, one.right * 100)


@contextmanager
def serving(samples: Sequence[Sample]) -> Iterator[Connection]:
    """The server, as this process's proxy."""
    ours, theirs = SPAWN.Pipe()
    server = SPAWN.Process(target=web, args=(theirs, tuple(sample.body for sample in samples)), daemon=True)
    server.start()
    os.environ["HTTP_PROXY"] = os.environ["http_proxy"] = f"http://127.0.0.1:{ours.recv()}"
    try:
        yield ours
    finally:
        ours.send(None)
        server.join()


def ways(pages: int, hosts: int, threads: int) -> Iterator[Came]:
    """Ours first."""
    logging.disable(logging.CRITICAL)
    samples = grown_pages(pages)
    wanted = {f"http://{number % hosts}.test/{number}": sample for number, sample in enumerate(samples)}
    with serving(samples) as server:
        for name, way in (
            ("ours", ours),
            ("requests and trafilatura in a loop", in_a_loop),
            (f"the same in a pool of {threads}", in_a_pool),
        ):
            server.send(DELAY_S)
            server.recv()
            began = time.monotonic()
            days = way(wanted, threads)
            seconds = time.monotonic() - began
            server.send(DELAY_S)
            _, at_once, _ = server.recv()
            right = sum(days[url] == sample.day for url, sample in wanted.items()) / len(wanted)
            yield Came(name, seconds, right, at_once)


Days = dict[str, date | None]


class Reading:
    """Stands before the fetcher: what comes is read where it is fetched."""

    def __init__(self, fetcher: WebFetcher, quarantine: Quarantine, wanted: dict[str, Sample]) -> None:
        self._fetcher, self._quarantine, self._wanted = fetcher, quarantine, wanted
        self.days: Days = {}

    def fetch(self, request: Request) -> Exchange | Deferral:
        answer = self._fetcher.fetch(request)
        if isinstance(answer, Exchange) and answer.outcome is Outcome.OK and answer.response is not None:
            sample = self._wanted[request.url]
            read = self._quarantine.read(sample.capture, answer.response.body, sample.outlet)
            self.days[request.url] = read.published if isinstance(read, Report) else None
        return answer


def ours(wanted: dict[str, Sample], threads: int) -> Days:
    quarantine = Quarantine(Bounds(1 << 30, 20, 60), os.cpu_count() or 1)
    fetch = replace(settings.load({}).fetch, delay_s=DELAY_S)
    fetcher = WebFetcher(fetch, {}, LocalGate(), Memory(), WallClock(), "CitationVerifier/bench")
    reading = Reading(fetcher, quarantine, wanted)
    try:
        fetch_all(reading, [Request(url) for url in wanted], threads)
    finally:
        quarantine.close()
    return reading.days


def in_a_loop(wanted: dict[str, Sample], threads: int) -> Days:  # noqa: ARG001 (one way like the other)
    with requests.Session() as session:
        return {url: _fetched_and_read(session, url, sample) for url, sample in wanted.items()}


def in_a_pool(wanted: dict[str, Sample], threads: int) -> Days:
    with requests.Session() as session, ThreadPoolExecutor(threads) as pool:
        session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=threads))
        days = pool.map(partial(_fetched_and_read, session), wanted, wanted.values())
        return dict(zip(wanted, days, strict=True))


def _fetched_and_read(session: requests.Session, url: str, sample: Sample) -> date | None:
    session.get(url, timeout=60).raise_for_status()
    return plain(sample)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=96)
    arguments.add_argument("--hosts", type=int, default=48)
    arguments.add_argument("--threads", type=int, default=16)
    chosen = arguments.parse_args()
    print(f"{chosen.pages} pages of {chosen.hosts} hosts, {chosen.threads} threads")
    for one in ways(chosen.pages, chosen.hosts, chosen.threads):
        rate = chosen.pages / one.seconds
        print(
            f"  {one.name:36} {one.seconds:5.1f} s, {rate:5.1f} pages/s, {one.right:.0%} of days right,"
            f" at a host twice at once {one.at_once} times",
            flush=True,
        )


if __name__ == "__main__":
    main()
