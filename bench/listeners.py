"""What a thousand idle listeners cost one API process, and what those who do not listen notice of it.

    python -m bench listeners       (or: python -m bench.listeners --listeners 1000 --jobs 50)

The workers are away, so that nothing happens to the jobs: all is idling, until each job is cancelled and every
listener is told.
"""

from __future__ import annotations

import argparse
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from bench._figures import Figure
from tests.service import ROOT, free_port, processes
from verifier import bootstrap, settings, shipped
from verifier.services import Services, Submission

TICKS = os.sysconf("SC_CLK_TCK")


def worker_of(server: int) -> int:
    return next(one.pid for one in processes() if one.parent == server)


def memory_mb(pid: int) -> float:
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:")) / 1024


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def answer_ms(http: requests.Session, url: str, times: int = 100) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        http.get(url, timeout=30).raise_for_status()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def listen(port: int, job_ids: list[str], how_many: int) -> list[socket.socket]:
    lines = []
    for number in range(how_many):
        line = socket.create_connection(("127.0.0.1", port), 30)
        path = f"/api/v1/jobs/{job_ids[number % len(job_ids)]}/events"
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        lines.append(line)
    for line in lines:
        heard = b""
        while b"event: job" not in heard:
            heard += line.recv(65536)
    return lines


def until_all_end(lines: list[socket.socket]) -> float:
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select(30):
                if not key.fileobj.recv(65536):  # type: ignore[union-attr]  # they are sockets
                    selector.unregister(key.fileobj)
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Idle:
    """What so many listeners cost while nothing happens."""

    came_s: float
    threads: int
    before_mb: float
    with_mb: float
    cpu: float
    """Percent of a core."""
    alone_ms: list[float]
    """The answers to somebody who does not listen, without them and with them; sorted."""
    beside_ms: list[float]
    told_s: float
    """From the end of the last job until every listener has heard."""


def measure(port: int, pid: int, services: Services, listeners: int, jobs: int) -> Idle:
    http = requests.Session()
    http.trust_env = False
    job_ids = [services.submit(Submission(text=f"Text {number}.")).id for number in range(jobs)]
    url = f"http://127.0.0.1:{port}/api/v1/jobs/{job_ids[0]}"
    alone = answer_ms(http, url)
    before = memory_mb(pid)
    began = time.perf_counter()
    lines = listen(port, job_ids, listeners)
    came_s, running, after = time.perf_counter() - began, threads(pid), memory_mb(pid)
    busy = cpu_s(pid)
    time.sleep(10)
    cpu = (cpu_s(pid) - busy) * 10
    beside = answer_ms(http, url)
    for job_id in job_ids:
        services.cancel(job_id)
    return Idle(came_s, running, before, after, cpu, alone, beside, until_all_end(lines))


def figures(small: bool) -> Iterator[Figure]:
    listeners = 20 if small else 1000
    idle = idling(listeners, 10 if small else 50)
    about = f"{listeners} idle listeners"
    yield Figure(
        f"{about}: memory of each", (idle.with_mb - idle.before_mb) / listeners * 1000, "kB", less_is_better=True
    )
    yield Figure(f"{about}: CPU", idle.cpu, "% of a core", less_is_better=True)
    yield Figure(f"{about}: threads of the process", idle.threads, "", less_is_better=True)
    alone, beside = statistics.median(idle.alone_ms), statistics.median(idle.beside_ms)
    yield Figure(f"{about}: a job's state for others", beside, "ms", None, "without them", alone, less_is_better=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=50)
    chosen = parser.parse_args()
    idle = idling(chosen.listeners, chosen.jobs)
    print(f"{chosen.listeners} listeners to {chosen.jobs} jobs came in {idle.came_s:.1f} s")
    print(f"threads of the process: {idle.threads}")
    print(f"memory: {idle.before_mb:.1f} MB before, {idle.with_mb:.1f} MB with them")
    print(f"CPU while they idle: {idle.cpu:.1f} % of a core")
    for name, took in (("without", idle.alone_ms), ("with", idle.beside_ms)):
        print(f"a job's state {name} them: median {statistics.median(took):.1f} ms, p99 {took[98]:.1f} ms")
    print(f"all heard the end {idle.told_s:.1f} s after the last job's")


def idling(listeners: int, jobs: int) -> Idle:
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        system, queue = bootstrap.local(settings.load({}, DATA_DIR=home), offline=True, threads=0)
        command = [sys.executable, "-m", "gunicorn", "-c", str(shipped.config("gunicorn.conf.py"))]
        environ = {
            "VERIFIER_DATA_DIR": home,
            "VERIFIER_BROKER_URL": "redis://127.0.0.1:1",
            "VERIFIER_API__KEYS_REQUIRED": "false",
            "VERIFIER_API__MAX_LISTENERS": str(listeners),
        }
        server = subprocess.Popen(
            [*command, "-b", f"127.0.0.1:{port}", "verifier.site:application()"],
            env={**os.environ, **environ},
            cwd=ROOT,
        )
        try:
            while socket.socket().connect_ex(("127.0.0.1", port)):
                time.sleep(0.1)
            return measure(port, worker_of(server.pid), system.services, listeners, jobs)
        finally:
            server.terminate()
            server.wait()
            queue.stop()


if __name__ == "__main__":
    main()
