"""Listeners under the real server: as many as like, none of them on a thread of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.api.inprocess import SHORT, V1
from tests.service import ROOT, free_port, processes, until
from verifier import bootstrap, settings, shipped
from verifier.services import Services, Submission

THREADS = 2
MANY = 60


@dataclass
class Served:
    """An API on two threads whose workers are away, and the services on its data to move a job by hand."""

    port: int
    pid: int
    services: Services

    def submit(self, text: str = SHORT) -> str:
        return self.services.submit(Submission(text=text, fresh=True)).id

    def ask(self, path: str, **headers: str) -> socket.socket:
        """A connection that has asked, and has not read."""
        line = socket.create_connection(("127.0.0.1", self.port), 20)
        said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"GET {V1}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{said}\r\n".encode())
        return line

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", f"{V1}{path}", headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    @property
    def worker(self) -> int:
        return next(one.pid for one in processes() if one.parent == self.pid)

    @property
    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.worker}/task").iterdir()))

    @property
    def sockets(self) -> int:
        return len(list(Path(f"/proc/{self.worker}/fd").iterdir()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served")
    port = free_port()
    environ = {
        "VERIFIER_DATA_DIR": str(home),
        "VERIFIER_BROKER_URL": "redis://127.0.0.1:1",
        "VERIFIER_API__KEYS_REQUIRED": "false",
        "VERIFIER_API__MAX_LISTENERS": str(MANY),
    }
    system, queue = bootstrap.local(settings.load({}, DATA_DIR=str(home)), offline=True, threads=0)
    command = [sys.executable, "-m", "gunicorn", "-c", str(shipped.config("gunicorn.conf.py"))]
    server = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", "--threads", str(THREADS), "verifier.site:application()"],
        env={**os.environ, **environ},
        cwd=ROOT,
    )
    made = Served(port, server.pid, system.services)
    try:
        until(lambda: answers(port), "the API answers")
        yield made
    finally:
        server.terminate()
        server.wait(20)
        queue.stop()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def read_until(line: socket.socket, mark: bytes) -> bytes:
    got = b""
    while mark not in got:
        more = line.recv(65536)
        assert more, got
        got += more
    return got


def rest(line: socket.socket) -> bytes:
    got = b""
    while more := line.recv(65536):
        got += more
    return got


def test_many_listen_on_no_thread_and_all_hear_the_end(served: Served) -> None:
    job_id = served.submit()
    served.get(f"/jobs/{job_id}")
    before = served.threads
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(closing(served.ask(f"/jobs/{job_id}/events"))) for _ in range(MANY)]
        for line in lines:
            assert b"event: job" in read_until(line, b'"event": {"status": "queued"')
        assert served.threads <= before + THREADS + 1, "the server's own, and one for all listeners"
        assert served.get(f"/jobs/{job_id}")[0] == 200, "who does not listen is answered meanwhile"
        status, headers, body = served.get(f"/jobs/{job_id}/events")
        assert (status, headers["Retry-After"]) == (503, "5")
        assert json.loads(body)["type"] == "urn:verifier:problem:too-many-listeners"
        served.services.cancel(job_id)
        for line in lines:
            assert b"event: end" in rest(line), "and its line is closed"


def test_who_leaves_is_forgotten(served: Served) -> None:
    job_id = served.submit()
    before = served.sockets
    lines = [served.ask(f"/jobs/{job_id}/events") for _ in range(20)]
    for line in lines:
        read_until(line, b"event: job")
    assert served.sockets >= before + 20
    for line in lines:
        line.close()
    until(lambda: served.sockets <= before + 2, "their sockets are closed")


def test_the_head_is_the_routes_own(served: Served) -> None:
    with closing(served.ask(f"/jobs/{served.submit()}/events")) as line:
        head = read_until(line, b"event: job").partition(b"\r\n\r\n")[0].decode()
    status, *fields = head.split("\r\n")
    assert status.startswith("HTTP/1.1 200")
    for field in (
        "Content-Type: text/event-stream; charset=utf-8",
        "X-Accel-Buffering: no",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    ):
        assert field in fields
    assert not [field for field in fields if field.startswith(("Content-Length", "Transfer-Encoding"))]


def test_who_comes_back_hears_only_the_rest(served: Served) -> None:
    job_id = served.submit()
    served.services.cancel(job_id)
    with closing(served.ask(f"/jobs/{job_id}/events", Last_Event_ID="1")) as line:
        told = rest(line).decode()
    assert "id: 1\n" not in told
    assert "id: 2\n" in told


def test_the_line_ends_when_the_document_is_erased(served: Served) -> None:
    job_id = served.submit()
    with closing(served.ask(f"/jobs/{job_id}/events")) as line:
        read_until(line, b"event: job")
        served.services.erase(served.services.job(job_id).document_id)
        assert b"event: end" not in rest(line)


def changed(served: Served, job_id: str, ask: Callable[[], socket.socket]) -> tuple[bytes, Any]:
    """The answer to a question that waits, which a cancelling ends."""
    with closing(ask()) as line:
        time.sleep(0.6)
        served.services.cancel(job_id)
        head, _, body = rest(line).partition(b"\r\n\r\n")
    return head, json.loads(body)


def test_a_long_poll_is_answered_when_the_job_changes(served: Served) -> None:
    job_id = served.submit()
    head, job = changed(served, job_id, lambda: served.ask(f"/jobs/{job_id}?wait=20"))
    assert job["status"] == "cancelled"
    assert f'ETag: "{job["last_event"]}"'.encode() in head
    assert f"Content-Length: {len(json.dumps(job, ensure_ascii=False))}".encode() in head


def test_a_long_poll_waits_for_what_comes_after_the_tag(served: Served) -> None:
    job_id = served.submit()
    tag = served.get(f"/jobs/{job_id}")[1]["ETag"]
    _, job = changed(served, job_id, lambda: served.ask(f"/jobs/{job_id}?wait=20", If_None_Match=tag))
    assert job["status"] == "cancelled"


def test_a_long_poll_that_knows_less_is_answered_at_once(served: Served) -> None:
    job_id = served.submit()
    status, _, body = served.get(f"/jobs/{job_id}?wait=60&after=0")
    assert (status, json.loads(body)["last_event"]) == (200, 1)


def test_a_long_poll_ends_with_its_time(served: Served) -> None:
    job_id = served.submit()
    status, _, body = served.get(f"/jobs/{job_id}?wait=0.5")
    assert (status, json.loads(body)["status"]) == (200, "queued")


def test_a_long_poll_for_a_job_that_is_over_is_answered_at_once(served: Served) -> None:
    job_id = served.submit()
    served.services.cancel(job_id)
    assert json.loads(served.get(f"/jobs/{job_id}?wait=60")[2])["status"] == "cancelled"


def test_what_has_not_changed_is_not_sent_again(served: Served) -> None:
    job_id = served.submit()
    tag = served.get(f"/jobs/{job_id}")[1]["ETag"]
    assert served.get(f"/jobs/{job_id}", **{"If-None-Match": tag})[0] == 304


def test_an_unknown_job_is_a_404(served: Served) -> None:
    assert served.get("/jobs/nothing/events")[0] == 404
    assert served.get("/jobs/nothing?wait=60")[0] == 404


def test_a_scrape_adds_up_what_all_processes_counted(tmp_path: Path) -> None:
    """Whichever of them it meets."""
    port = free_port()
    environ = {
        "VERIFIER_DATA_DIR": str(tmp_path),
        "VERIFIER_BROKER_URL": "redis://127.0.0.1:1",
        "VERIFIER_API__KEYS_REQUIRED": "false",
        "WEB_CONCURRENCY": "2",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", str(shipped.config("gunicorn.conf.py"))]
    server = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", "verifier.site:application()"], env={**os.environ, **environ}, cwd=ROOT
    )
    served = Served(port, server.pid, None)  # type: ignore[arg-type]  # nothing is done by hand
    try:
        until(lambda: answers(port), "the API answers")
        for _ in range(20):
            assert served.get("/jobs/nothing")[0] == 404
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request("GET", "/metrics")
            told = connection.getresponse().read().decode()
    finally:
        server.terminate()
        server.wait(20)
    counted = [line for line in told.splitlines() if line.startswith("verifier_requests_total") and "404" in line]
    assert sum(float(line.rpartition(" ")[2]) for line in counted) == 20
    assert "verifier_due" in told
