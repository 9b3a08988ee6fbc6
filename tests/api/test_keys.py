"""Where keys are required, nothing answers without one but what must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.inprocess import SHORT, V1, Service, serving
from tests.api.test_problems import is_problem
from verifier import site
from verifier.bootstrap import SystemClock

CLOSED = [
    "/",
    f"{V1}/documents",
    f"{V1}/jobs/x",
    f"{V1}/openapi.json",
    f"{V1}/docs",
    "/metrics",
    "/outlets",
    "/nothing",
]
OPEN = ["/healthz", "/readyz", "/sign-in", "/report.css", "/static/site.css", "/favicon.ico"]


@pytest.fixture
def locked(tmp_path) -> Iterator[Service]:
    with serving(tmp_path, working=False, API__KEYS_REQUIRED=True) as service:
        yield service


@pytest.fixture
def key(locked: Service) -> str:
    return locked.system.keys.add("M. Gray", SystemClock().now())


@pytest.mark.parametrize("path", CLOSED)
def test_without_a_key_nothing_is_told(locked: Service, path: str) -> None:
    answer = locked.client.get(path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    if path.startswith(V1) and path != f"{V1}/docs":
        is_problem(answer, 401)


@pytest.mark.parametrize("path", OPEN)
def test_what_a_probe_or_a_sign_in_needs_is_open(locked: Service, path: str) -> None:
    assert locked.read(path)


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer ", "Bearer", "Basic {key}", "{key}", "bearer{key}"], ids=str
)
def test_what_is_not_a_key_does_not_open(locked: Service, key: str, header: str) -> None:
    answer = locked.client.get(f"{V1}/jobs", headers={"Authorization": header.format(key=key)})
    is_problem(answer, 401)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_key_opens(locked: Service, key: str, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {key}"}
    assert locked.client.post(f"{V1}/documents", json={"text": SHORT}, headers=headers).status_code == 202


def test_a_revoked_key_opens_nothing(locked: Service, key: str) -> None:
    locked.system.keys.revoke("M. Gray")
    assert locked.client.get(f"{V1}/jobs", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_a_person_signs_in_with_a_key_and_is_kept_by_a_cookie_no_script_reads(locked: Service, key: str) -> None:
    client = locked.client
    answer = client.post("/sign-in", data={"key": key})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/").status_code == 200


def test_a_wrong_key_is_told_on_the_page(locked: Service) -> None:
    answer = locked.client.post("/sign-in", data={"key": "wrong"})
    assert answer.status_code == 401
    assert "That key is not known." in answer.text
    assert 'name="key"' in answer.text


def test_gunicorn_alone_requires_keys(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot tell the application where it is bound. `verifier serve` can, and says so in a variable."""
    monkeypatch.setenv("VERIFIER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VERIFIER_BROKER_URL", "redis://127.0.0.1:9/0")
    assert site.application().test_client().get(f"{V1}/jobs").status_code == 401
    monkeypatch.setenv("VERIFIER_API__KEYS_REQUIRED", "false")
    assert site.application().test_client().get(f"{V1}/jobs").status_code == 200


def test_on_loopback_no_key_is_asked_for(shared: Service) -> None:
    assert shared.client.get(f"{V1}/jobs").status_code == 200
