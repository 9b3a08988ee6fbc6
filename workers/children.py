"""Child processes of an embedded service: started together, restarted when they die, ended together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

log = structlog.get_logger(__name__)

_PR_SET_PDEATHSIG = 1
_LONGEST_PAUSE_S = 30.0
_HEALTHY_S = 60.0
"""Who lived so long starts with a clean slate when it dies."""


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """In a child, before it becomes the program: get this signal when the parent dies, even by kill -9 (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


@dataclass
class Child:
    """One program to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    when_orphaned: int = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        dying = partial(die_with_parent, self.when_orphaned)
        self.process = subprocess.Popen(  # what they have to say, they log, to standard error
            self.command, env=dict(self.environment), stdout=subprocess.DEVNULL, preexec_fn=dying
        )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self) -> bool:
        """Start it again if it died, after a pause that doubles with each death. Whether it was just started."""
        if self.process is None or self.alive:
            return False
        if self.not_before == 0.0:
            lived_s = time.monotonic() - self.started_at
            self.deaths = 1 if lived_s > _HEALTHY_S else self.deaths + 1
            pause = min(_LONGEST_PAUSE_S, 0.5 * 2**self.deaths)
            log.warning("child died", child=self.name, status=self.process.returncode, again_in_s=pause)
            self.not_before = time.monotonic() + pause
        elif time.monotonic() >= self.not_before:
            self.not_before = 0.0
            self.start()
            return True
        return False

    def end(self) -> None:
        if self.process is not None and self.alive:
            self.process.terminate()

    def wait(self, patience_s: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            log.warning("child did not end in time", child=self.name)
            self.process.kill()
