"""Requests a second of the API under gunicorn with two workers, beside a bare Flask "hello" in the same run.

    python -m bench api             (or: python -m bench.api --seconds 5 --connections 16)

The job is the sample document's, with its seven references; who asks has a key, as everywhere but on loopback. Who
asks shares the cores with who answers, so the ratio to the bare application carries over to other machines, and the
figures do not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bench._figures import Figure
from tests.service import ROOT, free_port
from verifier import bootstrap, settings, shipped
from verifier.services import Submission
from workers.broker import PrivateValkey

WORKERS = 2


def hello() -> Flask:
    """The least that Flask can be asked for."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: {"hello": "world"})
    return app


def finished_job(home: Path) -> tuple[str, str]:
    """A completed job in that data directory, made offline from the sample archive; and a key to ask with."""
    loaded = settings.load({}, DATA_DIR=str(home), LIBRARY__PATHS=[str(shipped.seeds("archive"))])
    system, queue = bootstrap.local(loaded, offline=True)
    try:
        document = shipped.seeds("russia-japan.txt")
        job = system.services.submit(Submission(data=document.read_bytes(), name=document.name))
        while not job.status.over:
            time.sleep(0.05)
            job = system.services.job(job.id)
        return job.id, system.keys.add("bench", system.services.desk.clock.now())
    finally:
        queue.stop()


@contextmanager
def serving(application: str, environ: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", str(shipped.config("gunicorn.conf.py"))]
    server = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", application],
        env={**os.environ, **environ, "WEB_CONCURRENCY": str(WORKERS)},
        cwd=ROOT,
    )
    try:
        yield port
    finally:
        server.terminate()
        server.wait()


async def ask(port: int, path: str, key: str, until: float, took: list[float]) -> None:
    """One connection, kept open, one request after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
    while (began := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))
        took.append(time.perf_counter() - began)
    writer.close()


async def measure(port: int, path: str, key: str, connections: int, seconds: float) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(port, path, key, until, took) for _ in range(connections)))
    return sorted(took)


@dataclass(frozen=True, slots=True)
class Rate:
    name: str
    a_second: float
    middle_ms: float
    late_ms: float
    """Of a hundred, one is later."""


def rate(name: str, port: int, path: str, key: str, connections: int, seconds: float) -> Rate:
    deadline = time.monotonic() + 30
    while True:  # until both workers are up, and the first requests have loaded what is loaded lazily
        try:
            asyncio.run(measure(port, path, key, connections, 1.0))
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    took = asyncio.run(measure(port, path, key, connections, seconds))
    return Rate(name, len(took) / seconds, took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000)


def figures(small: bool) -> Iterator[Figure]:
    bare, *others = rates(16, 0.5 if small else 4)
    for one in others:
        goals = {} if one.name == "GET /healthz" else {"goal": 1500}
        yield Figure(
            one.name, one.a_second, "requests/s", **goals, beside="a bare Flask view", beside_value=bare.a_second
        )
        yield Figure(f"{one.name}, p99", one.late_ms, "ms", 50, "a bare Flask view", bare.late_ms, less_is_better=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=4)
    arguments.add_argument("--connections", type=int, default=16)
    chosen = arguments.parse_args()
    print(f"gunicorn, {WORKERS} workers, {chosen.connections} connections, {chosen.seconds:g} s each")
    for one in rates(chosen.connections, chosen.seconds):
        print(
            f"  {one.name:28} {one.a_second:6.0f} requests/s   p50 {one.middle_ms:5.1f} ms   p99 {one.late_ms:5.1f} ms",
            flush=True,
        )


def rates(connections: int, seconds: float) -> Iterator[Rate]:
    """The bare application's first."""
    with serving("bench.api:hello()", {}) as port:
        yield rate("bare Flask", port, "/", "", connections, seconds)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        job_id, key = finished_job(home)
        valkey = PrivateValkey(home)
        valkey.start()
        environ = {"VERIFIER_DATA_DIR": folder, "VERIFIER_BROKER_URL": valkey.url}
        environ["VERIFIER_API__LIMITS__REQUESTS_PER_MINUTE"] = "0"  # as many as come
        try:
            with serving("verifier.site:application()", environ) as port:
                for name, path in (
                    ("GET /healthz", "/healthz"),
                    ("GET /api/v1/jobs/ID", f"/api/v1/jobs/{job_id}"),
                    ("GET /api/v1/jobs/ID/report", f"/api/v1/jobs/{job_id}/report"),
                ):
                    yield rate(name, port, path, key, connections, seconds)
        finally:
            valkey.stop()


if __name__ == "__main__":
    main()
