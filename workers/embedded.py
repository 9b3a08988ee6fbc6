"""`verifier serve`: the whole service on one machine, as a parent and its children.

    parent ── private Valkey (unless broker_url names one)
           ├─ celery worker, queue fetch, threads
           ├─ celery worker, queue match, one process a core
           └─ gunicorn with the API and the pages

The parent wakes what is due (it is the sweep's clock), restarts what dies, and ends everything together.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import structlog

from verifier import logs, shipped
from verifier.errors import SettingsError, VerifierError
from verifier.fetching import RedisGate
from verifier.queueing import FORFEIT, SWEEP, celery_app
from verifier.settings import Settings, load
from verifier.store.engine import connect
from verifier.store.migrate import upgrade
from workers.broker import PrivateValkey
from workers.children import Child

log = structlog.get_logger(__name__)

_TICK_S = 0.5
_PORT_PATIENCE_S = 3.0
"""A service that was just killed lets go of its port within so long."""
_END_PATIENCE_S = 10.0
"""Who has not ended by then is killed: what it did comes back, as after any death."""


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Run until told to end. `ready` is called with the address once it answers."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with _alone(settings.home):
        _check_port(host, port)
        upgrade(connect(settings.database))
        _run(settings, host, port, ready)


def _run(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    valkey = None if settings.broker_url else PrivateValkey(settings.home)
    if valkey:
        valkey.start()
        _forfeit_hosts(valkey)
    environment = os.environ | {"VERIFIER_BROKER_URL": settings.broker_url or (valkey.url if valkey else "")}
    children = _children(settings, host, port, environment)
    stopping = _on_signal()
    try:
        api, *others = children
        api.start()
        _until_ready(api, host, port, settings.serve.ready_timeout_s, stopping)
        for child in others:  # after the API, which is what a person waits for: starting is all CPU
            child.start()
        if not stopping():
            ready(f"http://{host}:{port}")
        _tend(children, valkey, settings, environment["VERIFIER_BROKER_URL"], stopping)
    finally:
        deadline = time.monotonic() + _END_PATIENCE_S
        for child in reversed(children):
            child.end()
        for child in reversed(children):
            child.wait(max(0.0, deadline - time.monotonic()))
        if valkey:
            valkey.stop()


def _children(settings: Settings, host: str, port: int, environment: dict[str, str]) -> list[Child]:
    worker = [
        sys.executable,
        "-m",
        "celery",
        *("--quiet", "-A", "workers", "worker", "--loglevel", settings.log_level),
        *("--without-gossip", "--without-mingle"),
    ]
    processes = str(settings.serve.match_processes or os.cpu_count() or 1)
    fetch = [*worker, "-Q", "fetch", "-P", "threads", "-c", str(settings.serve.fetch_threads), "-n", "fetch@%h"]
    match = [*worker, "-Q", "match", "-P", "prefork", "-c", processes, "-n", "match@%h"]
    api = [
        *(sys.executable, "-m", "gunicorn", "-c", str(shipped.config("gunicorn.conf.py")), "-b", f"{host}:{port}"),
        *("--threads", str(settings.serve.api_threads), "--graceful-timeout", "5", "verifier.site:application()"),
    ]
    at_once = signal.SIGKILL  # an orphaned worker would first finish what a new one has begun again
    return [
        Child("api", api, environment),
        Child("fetch", fetch, environment, at_once),
        Child("match", match, environment, at_once),
    ]


def _tend(
    children: list[Child],
    valkey: PrivateValkey | None,
    settings: Settings,
    broker_url: str,
    stopping: Callable[[], bool],
) -> None:
    """Until told to stop: restart what died, and wake what is due.

    Workers live and die with this process. So at its start, and when a part of it had to be started again,
    whatever is leased is taken to be held by the dead. (Not where the broker is one that others share: there
    leases run out.)
    """
    app = celery_app(broker_url)
    next_sweep, orphaned = 0.0, valkey is not None
    while not stopping():
        revived = valkey is not None and valkey.tend()
        restarted = [child.name for child in children if child.tend()]
        if valkey and (revived or restarted):
            orphaned = True
        if valkey and "fetch" in restarted:  # it alone holds hosts, and the new one asks none so soon
            _forfeit_hosts(valkey)
        if orphaned or time.monotonic() >= next_sweep:
            next_sweep = time.monotonic() + settings.serve.sweep_s
            try:
                if orphaned:
                    app.send_task(FORFEIT, queue="fetch", retry=False)
                else:
                    app.send_task(SWEEP, queue="fetch", expires=settings.serve.sweep_s, retry=False)
                orphaned = False
            except Exception as error:  # whatever the broker's client raises: the next sweep tries again
                log.warning("sweep not sent", error=str(error))
        time.sleep(_TICK_S)


def _forfeit_hosts(valkey: PrivateValkey) -> None:
    """The hosts that the dead were asking, and the pages they were fetching, are there for the living at once."""
    with valkey.client() as client:
        RedisGate(client).forfeit()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two services on one data directory would take each other's Valkey along when they end."""
    with (home / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SettingsError(
                f"Another `verifier serve` is running on {home}.", remedy="End it, or set VERIFIER_DATA_DIR."
            ) from error
        yield


def _check_port(host: str, port: int) -> None:
    deadline = time.monotonic() + _PORT_PATIENCE_S
    while (error := _in_use(host, port)) is not None:
        if time.monotonic() > deadline:
            raise SettingsError(f"{host}:{port} cannot be used: {error.strerror}.", remedy="Choose another --port.")
        time.sleep(0.1)


def _in_use(host: str, port: int) -> OSError | None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _until_ready(api: Child, host: str, port: int, patience_s: float, stopping: Callable[[], bool]) -> None:
    """Until the API answers. That its port is open says nothing: gunicorn opens it before it loads anything."""
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared with, not bound to
    deadline = time.monotonic() + patience_s
    while not stopping() and not _answers(address, port):
        if not api.alive:
            raise SettingsError("The API did not start.", remedy="What it said stands above.")
        if time.monotonic() > deadline:
            raise SettingsError(f"Nothing answered on {host}:{port} within {patience_s:g} s.")
        time.sleep(0.05)


def _answers(address: str, port: int) -> bool:
    connection = HTTPConnection(address, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _on_signal() -> Callable[[], bool]:
    told: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return lambda: bool(told)


def main() -> None:
    """`python -m workers.embedded HOST PORT`, which is what `verifier serve` becomes."""
    settings = load()
    logs.configure(settings)
    try:
        serve(settings, sys.argv[1], int(sys.argv[2]), lambda address: print(f"Ready at {address}", flush=True))  # noqa: T201 - the one line a user waits for
    except VerifierError as error:
        sys.stderr.write(f"verifier: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
