"""`verifier serve` as a person runs it: a process with its children, spoken to over HTTP, and killed at will."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from verifier.dossier import Dossier
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect

ROOT = Path(__file__).resolve().parents[1]
HASTE = {
    "VERIFIER_FETCH__DELAY_S": "0.05",
    "VERIFIER_FETCH__BACKOFF_S": "0.5",
    "VERIFIER_FETCH__READ_TIMEOUT_S": "60",
    "VERIFIER_CHANNELS__WAYBACK__REQUESTS_PER_MINUTE": "6000",
    "VERIFIER_CHANNELS__WAYBACK__REPLAY_PER_SECOND": "100",
    "VERIFIER_CHANNELS__GDELT__ENABLED": "false",
    "VERIFIER_CHANNELS__COMMONCRAWL__ENABLED": "false",
    "VERIFIER_SERVE__SWEEP_S": "2",
    "VERIFIER_SERVE__MATCH_PROCESSES": "2",
}
"""Settings under which nothing is waited for: the local web is nobody's to spare, and holds neither of the two."""


def until(condition: Callable[[], Any], what: str, seconds: float = 60.0) -> Any:
    """What the condition came to, once it holds; a failure that says what never came to be."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds:g} s"
        time.sleep(0.05)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    command: str


def processes() -> list[Process]:
    """Every live process of the machine, by /proc."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue  # it ended while we looked
            state, parent = status.rpartition(")")[2].split()[:2]
            if state != "Z":
                found.append(Process(int(entry.name), int(parent), command))
    return found


class Service:
    """On one data directory and one port, through any number of lives."""

    def __init__(self, home: Path, environ: Mapping[str, str], **settings: str) -> None:
        self.home = home
        self.port = free_port()
        self.log = home / "service.log"
        self.environ = {**os.environ, **environ, **HASTE, **settings, "VERIFIER_DATA_DIR": str(home)}
        self._http = requests.Session()
        self._http.trust_env = False
        self._seen: dict[int, str] = {}
        self.process: subprocess.Popen[str] | None = None

    # ── its life ──

    def start(self) -> float:
        """Until it says that it is ready; in how many seconds."""
        began = time.monotonic()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "verifier", "serve", "--port", str(self.port)],
                env=self.environ,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line == f"Ready at http://127.0.0.1:{self.port}\n", line + self.log.read_text()
        return time.monotonic() - began

    def stop(self) -> float:
        """By SIGTERM; in how many seconds every process of it was gone."""
        assert self.process is not None
        self.tree()
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(60)
        until(lambda: not self.left(), "the last process has ended", 30)
        return time.monotonic() - began

    def kill_all(self) -> None:
        """Leave nothing behind, whatever happened."""
        self.tree()
        for pid in self.left():
            os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)
            assert self.process.stdout is not None
            self.process.stdout.close()
        self._http.close()

    def tree(self) -> list[Process]:
        """Its processes now: all that descend from it, and what of an earlier life is still there."""
        alive = processes()
        members = {self.process.pid} if self.process else set()
        members |= {one.pid for one in alive if self._seen.get(one.pid) == one.command}
        while more := {one.pid for one in alive if one.parent in members} - members:
            members |= more
        found = [one for one in alive if one.pid in members]
        self._seen |= {one.pid: one.command for one in found}
        return found

    def left(self) -> list[int]:
        """Which of the processes ever seen are still there."""
        return [one.pid for one in processes() if self._seen.get(one.pid) == one.command]

    def find(self, role: str) -> list[Process]:
        """Those of one role: api, fetch, match or valkey. A pool's or a server's master comes first."""
        marks = {"api": "gunicorn", "fetch": "-Q fetch", "match": "-Q match", "valkey": "valkey-server"}
        return sorted((one for one in self.tree() if marks[role] in one.command), key=lambda one: one.pid)

    def memory_mb(self) -> dict[str, float]:
        """Proportional set sizes: what is shared is counted once."""
        sizes: dict[str, float] = {}
        for role in ("api", "fetch", "match", "valkey"):
            for number, one in enumerate(self.find(role)):
                rolled = Path(f"/proc/{one.pid}/smaps_rollup").read_text()
                kb = next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
                sizes[f"{role} {number}"] = kb / 1024
        return sizes

    # ── what a client does ──

    def get(self, path: str) -> Any:
        answer = self._http.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, **kwargs: Any) -> Any:
        answer = self._http.post(f"http://127.0.0.1:{self.port}{path}", timeout=30, **kwargs)
        answer.raise_for_status()
        return answer.json()

    def submit(self, name: str, **fields: str) -> str:
        """Submit one of the samples as a file; the job's id."""
        file = (name, (ROOT / "seeds" / name).read_bytes())
        return str(self.post("/api/v1/documents", files={"file": file}, data=fields)["job_id"])

    def job(self, job_id: str) -> Any:
        return self.get(f"/api/v1/jobs/{job_id}")

    def report(self, job_id: str) -> Any:
        return self.get(f"/api/v1/jobs/{job_id}/report")

    def complete(self, job_id: str, seconds: float = 60.0) -> Any:
        """The report, once the job is completed. An API that is away for a moment is asked again."""

        def over() -> bool:
            try:
                return bool(self.job(job_id)["status"] == "completed")
            except requests.RequestException:
                return False

        until(over, f"job {job_id} is completed", seconds)
        return self.report(job_id)

    def events(self, job_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The job's events until the last."""
        url = f"http://127.0.0.1:{self.port}/api/v1/jobs/{job_id}/events"
        kind = ""
        with self._http.get(url, stream=True, timeout=60) as answer:
            for line in answer.iter_lines(decode_unicode=True):
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield kind, json.loads(line.removeprefix("data: "))
                    if kind == "end":
                        return

    # ── what the tables say ──

    def dossiers(self, report: Any) -> list[Dossier]:
        engine = connect(f"sqlite:///{self.home / 'verifier.db'}")
        store = SqlDossiers(engine)
        try:
            return [store.view(one["id"]).dossier for cited in report["citations"] for one in cited["references"]]
        finally:
            engine.dispose()
