"""The compose file's processes on this machine, on servers that install with pip: PostgreSQL and Valkey.

Only hosts, ports and paths of the container are put in place of ours.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.service import HASTE, ROOT, free_port
from workers.broker import _binary

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]


class Stack:
    """The compose file's processes, on this machine."""

    def __init__(self, home: Path, database_url: str, environ: dict[str, str]) -> None:
        self.home = home
        self.port, self.broker_port = free_port(), free_port()
        secrets = home / "secrets"
        secrets.mkdir()
        (secrets / "database_url").write_text(database_url + "\n")
        (secrets / "evidence_key").write_text("nobody asks for it\n")
        self._there = {
            "/opt/verifier/config/": f"{ROOT}/config/",
            "/run/secrets/": f"{secrets}/",
            "redis://redis:6379": f"redis://127.0.0.1:{self.broker_port}",
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
            "/tmp": str(home / "tmp"),
            "/data": str(home / "data"),
            "$$": "$",
        }
        (home / "tmp").mkdir()
        (home / "data").mkdir()
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self._environ = {**os.environ, **environ, **HASTE, "PATH": path}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def here(self, text: str) -> str:
        """With the defaults of variables; then in one pass: what was put in place is not looked at again."""
        text = re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", text)
        return re.sub("|".join(map(re.escape, self._there)), lambda there: self._there[there[0]], text)

    def environment(self, name: str) -> dict[str, str]:
        own = {key: self.here(value) for key, value in SERVICES[name].get("environment", {}).items()}
        return {**self._environ, **own}

    def up(self, name: str) -> subprocess.Popen[bytes]:
        command = [self.here(word) for word in SERVICES[name]["command"]]
        if name == "redis":
            command = [_binary(), *command[1:], "--port", str(self.broker_port), "--dir", str(self.home)]
        log = (self.home / f"{name}.log").open("wb")
        with log:
            self.running[name] = subprocess.Popen(
                command, env=self.environment(name), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
            )
        return self.running[name]

    def healthy(self, name: str) -> bool:
        kind, *command = (self.here(word) for word in SERVICES[name]["healthcheck"]["test"])
        if kind == "CMD-SHELL":
            command = ["sh", "-c", *command]
        command = [sys.executable if word == "python" else word for word in command]
        environ = self.environment(name)
        return subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, timeout=30).returncode == 0

    def run(self, words: str) -> str:
        ran = subprocess.run(
            shlex.split(words), env=self.environment("api"), cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def down(self) -> dict[str, int]:
        """SIGTERM to all but the broker, then to it; how each ended."""
        order = [name for name in self.running if name != "redis"] + ["redis"] * ("redis" in self.running)
        for name in order:
            self.running[name].terminate()
            try:
                self.running[name].wait(40)
            except subprocess.TimeoutExpired:
                self.running[name].kill()
                self.running[name].wait()
        return {name: process.returncode for name, process in self.running.items()}
