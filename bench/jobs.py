"""Whole jobs on the local web of the tests, from submit to completed.

    python -m bench jobs            (or: python -m bench.jobs --latencies 0 50 --delays 0 1)

The document cites seven reports. `verifier check` is one process, its start included; `verifier serve` is the
embedded service, already running, with every answer's cache empty. `delay` is the least time between two
requests to one host: with 1 s the hosts' turns are the bound, and no machine makes that faster.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench._figures import Figure
from tests.service import HASTE, ROOT, Service
from tests.world import World

DOCUMENT = "russia-japan.txt"
REFERENCES = 7


def checked(world: World, delay_s: float) -> float:
    """Seconds of `verifier check`."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, **world.environ(), **HASTE, "VERIFIER_DATA_DIR": home}
        environ["VERIFIER_FETCH__DELAY_S"] = str(delay_s)
        command = [sys.executable, "-m", "verifier", "check", f"seeds/{DOCUMENT}", "--format", "json"]
        began = time.monotonic()
        ended = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True)
        if ended.returncode > 1:
            raise RuntimeError(ended.stderr.decode())
        return time.monotonic() - began


def served(world: World, delay_s: float) -> tuple[float, float, dict[str, float]]:
    """Seconds until ready, seconds of the job, and megabytes of each process after it."""
    with tempfile.TemporaryDirectory() as home:
        service = Service(Path(home), world.environ(), VERIFIER_FETCH__DELAY_S=str(delay_s))
        try:
            ready_s = service.start()
            while len(service.find("match")) < 3:  # the workers start after the API has said that it is ready
                time.sleep(0.05)
            time.sleep(2)
            world.reset()
            began = time.monotonic()
            for kind, _ in service.events(service.submit(DOCUMENT)):
                if kind == "end":
                    break
            return ready_s, time.monotonic() - began, service.memory_mb()
        finally:
            service.kill_all()


def extracted() -> float:
    """Seconds of `verifier extract`, its start included."""
    command = [sys.executable, "-m", "verifier", "extract", f"seeds/{DOCUMENT}", "--format", "json"]
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.monotonic() - began


def figures(small: bool) -> Iterator[Figure]:
    yield Figure(
        "`verifier extract`, its start included", min(extracted() for _ in range(3)), "s", 0.5, less_is_better=True
    )
    with World() as world:
        for world.latency_ms in (0,) if small else (0, 50, 300):
            world.reset()
            about = f"of {REFERENCES} references, answers {world.latency_ms:.0f} ms late"
            yield Figure(f"`verifier check` {about}", checked(world, 0), "s", less_is_better=True)
            ready_s, job_s, memory = served(world, 0)
            goal = 5 if world.latency_ms == 0 else None
            yield Figure(f"a job {about}", job_s, "s", goal, less_is_better=True)
    yield Figure("`verifier serve` is ready", ready_s, "s", 4, less_is_better=True)
    yield Figure("memory of all its processes", sum(memory.values()), "MB", less_is_better=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--latencies", type=float, nargs="+", default=[0, 50], help="milliseconds an answer")
    arguments.add_argument("--delays", type=float, nargs="+", default=[0, 1], help="seconds between two requests")
    chosen = arguments.parse_args()
    memory: dict[str, float] = {}
    readies = []
    with World() as world:
        print(f"{DOCUMENT}, {REFERENCES} references")
        for delay_s in chosen.delays:
            for world.latency_ms in chosen.latencies:
                world.reset()
                alone_s = checked(world, delay_s)
                ready_s, job_s, memory = served(world, delay_s)
                requests = len([entry for entry in world.log.entries() if entry.method == "GET"])
                readies.append(ready_s)
                print(
                    f"  latency {world.latency_ms:3.0f} ms, delay {delay_s:g} s, {requests:3} requests:"
                    f"  check {alone_s:5.1f} s ({REFERENCES / alone_s:4.1f} references/s)"
                    f"  serve {job_s:5.1f} s ({REFERENCES / job_s:4.1f} references/s)",
                    flush=True,
                )
    print(f"`verifier serve` is ready in {min(readies):.1f} to {max(readies):.1f} s")
    print("proportional memory, MB: " + ", ".join(f"{name} {size:.0f}" for name, size in memory.items()))
    print(f"  together {sum(memory.values()):.0f} MB")


if __name__ == "__main__":
    main()
