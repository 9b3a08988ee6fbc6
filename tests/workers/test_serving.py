"""`verifier serve` starts fast, ends clean, and says plainly what stands in its way."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

from tests.service import ROOT, Service, until
from workers.broker import PrivateValkey


def refused(service: Service, *arguments: str) -> str:
    """What is said on standard error by a service that must not start, with exit status 2."""
    command = [sys.executable, "-m", "verifier", "serve", *arguments]
    ended = subprocess.run(command, env=service.environ, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_it_ends_within_fifteen_seconds_and_leaves_nothing(service, world, hold):
    """In the middle of a job, with a page that does not come and a listener on the line."""
    held = hold("www.interfax.com")
    service.start()
    job_id = service.submit("russia-japan.txt")
    events = service.events(job_id)
    next(events)
    until(held.reached.is_set, "the held host is asked")
    assert service.stop() < 15
    assert service.process.returncode == 0
    assert service.left() == []


def test_an_idle_service_says_one_line_and_nothing_else(service):
    service.start()
    until(lambda: len(service.find("match")) == 3, "the pool is there")
    service.process.send_signal(signal.SIGINT)
    rest, _ = service.process.communicate(timeout=30)
    assert rest == "", "no banner"
    assert re.fullmatch(r"Data in \S+\. Starting …\n", service.log.read_text())


def test_a_port_in_use_is_named(service):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(service, "--port", str(port))
    assert f"127.0.0.1:{port} cannot be used: Address already in use. Choose another --port." in said
    assert not any("valkey-server" in one.command for one in service.tree())


def test_two_services_do_not_share_a_data_directory(service):
    service.start()
    said = refused(service, "--port", str(service.port + 1))
    assert f"Another `verifier serve` is running on {service.home}." in said
    assert service.get("/readyz") == {"status": "ok"}


def test_a_valkey_that_was_left_behind_is_adopted(service):
    orphan = PrivateValkey(service.home)
    orphan.start()
    try:
        service.start()
        service.complete(service.submit("baltic.txt"))
        assert service.find("valkey") == [], "it started none of its own"
        service.stop()
        assert orphan.process.wait(10) == 0
    finally:
        orphan.stop()


def test_what_goes_wrong_is_logged_as_one_json_line_each(world, tmp_path):
    service = Service(tmp_path, world.environ(), VERIFIER_LOG_JSON="true", VERIFIER_LOG_LEVEL="info")
    try:
        service.start()
        until(lambda: len(service.find("match")) == 3, "the pool is there")
        os.kill(service.find("match")[0].pid, signal.SIGKILL)
        until(lambda: '"child died"' in service.log.read_text(), "the death is told")
        service.stop()
    finally:
        service.kill_all()
    ours = [line for line in service.log.read_text().splitlines() if line.startswith("{")]
    assert any('"child": "match"' in line for line in ours)
    assert any('"logger": "celery.' in line for line in ours)
