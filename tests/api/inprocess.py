"""The real service inside one process, over the sample archive and no network: what the shells are tested on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from verifier import bootstrap, settings, shipped, site
from verifier.bootstrap import System
from verifier.ports import Lane
from verifier.records import DEFAULT_WORKSPACE, Scope

V1 = "/api/v1"
SAMPLE = shipped.seeds("russia-japan.txt").read_text("utf-8")
"""Seven citations."""
SHORT = "Japan drew up a list of five Russian banks (Xinhua, September 24, 2014)."


@dataclass(frozen=True)
class Service:
    system: System
    app: Flask

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def read(self, url: str) -> bytes:
        """The body of what is there; a file that is served is closed again."""
        with self.client.get(url) as answer:
            assert answer.status_code == 200, url
            return answer.get_data()

    def submit(self, body: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """The answer to a submission that is taken."""
        answer = self.client.post(
            f"{V1}/documents",
            json={"text": SHORT} if body is None else body,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        assert answer.status_code == 202, answer.text
        accepted: dict[str, Any] = answer.json
        return accepted

    def finish(self, body: dict[str, Any] | None = None) -> str:
        """Submit and wait; the job's id."""
        return self.wait(self.submit(body)["job_id"])

    def wait(self, job_id: str, within_s: float = 60) -> str:
        deadline = time.monotonic() + within_s
        while not self.system.services.job(job_id).status.over:
            assert time.monotonic() < deadline, "the job did not end"
            time.sleep(0.02)
        return job_id

    def work(self, job_id: str) -> None:
        """Do by hand what the workers of a service without any would have done."""
        self.system.services.begin(job_id)
        while not self.system.services.job(job_id).status.over:
            for reference in self.references(job_id):
                self.system.services.advance(reference["id"], frozenset(Lane))

    def report(self, job_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{V1}/jobs/{job_id}/report").json
        return found

    def references(self, job_id: str) -> list[dict[str, Any]]:
        return [one for citation in self.report(job_id)["citations"] for one in citation["references"]]


@contextmanager
def serving(home: Path, *, working: bool = True, offline: bool = True, **overrides: Any) -> Iterator[Service]:
    """`working=False`: jobs stay queued, as in a service whose workers are all away."""
    loaded = settings.load({}, DATA_DIR=str(home), LIBRARY__PATHS=[str(shipped.seeds("archive"))], **overrides)
    system, queue = bootstrap.local(loaded, offline=offline, threads=4 if working else 0)
    try:
        yield Service(system, site.create_app(system))
    finally:
        queue.stop()


@contextmanager
def over_http(service: Service) -> Iterator[str]:
    """The service's address while it is served."""
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Keyed:
    """A locked service, spoken to with a key."""

    service: Service
    key: str

    def open(self, method: str, path: str, **request: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.key}"} | request.pop("headers", {})
        return self.service.client.open(path, method=method, headers=headers, **request)

    def get(self, path: str) -> TestResponse:
        return self.open("GET", path)

    def post(self, path: str, **request: Any) -> TestResponse:
        return self.open("POST", path, **request)

    def finish(self, body: dict[str, Any]) -> str:
        """Submit and wait; the job's id."""
        answer = self.post(f"{V1}/documents", json=body)
        assert answer.status_code == 202, answer.text
        accepted: dict[str, str] = answer.json
        return self.service.wait(accepted["job_id"])


def keyed(service: Service, name: str = "desk", *scopes: Scope, workspace: str = DEFAULT_WORKSPACE) -> Keyed:
    """With a new key of that name."""
    now = service.system.services.desk.clock.now()
    given = frozenset(scopes or Scope)
    return Keyed(service, service.system.keys.add(name, now, scopes=given, workspace=workspace))
