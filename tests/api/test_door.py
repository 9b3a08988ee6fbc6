"""Hosts and other sites: what a browser could be made to do is not done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.inprocess import SHORT, V1, Service, keyed, serving
from tests.api.test_problems import is_problem

# ── by which name ──


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]", "LocalHost"])
def test_without_keys_the_names_of_loopback_are_answered(shared: Service, host: str) -> None:
    assert shared.client.get(f"{V1}/jobs", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.7:8000"]
)
@pytest.mark.parametrize("path", [f"{V1}/jobs", "/", f"{V1}/openapi.json", "/nothing"])
def test_a_name_that_another_pointed_here_is_not(shared: Service, host: str, path: str) -> None:
    """DNS rebinding: a page of evil.example would be of one origin with what evil.example shows."""
    answer = shared.client.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert "api.allowed_hosts" in answer.text


def test_a_probe_may_use_any_name(shared: Service) -> None:
    for path in ("/healthz", "/readyz"):
        assert shared.client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("keys_required", "host", "status"),
    [
        (False, "verifier.lan:8000", 200),
        (False, "VERIFIER.lan", 200),
        (False, "other.lan", 403),
        (True, "verifier.lan", 200),
        (True, "other.lan", 403),
    ],
)
def test_the_settings_name_more_hosts(tmp_path, keys_required: bool, host: str, status: int) -> None:
    allowed = {"API__ALLOWED_HOSTS": ["verifier.lan"], "API__KEYS_REQUIRED": keys_required}
    with serving(tmp_path, working=False, **allowed) as service:
        assert keyed(service).open("GET", f"{V1}/jobs", headers={"Host": host}).status_code == status


# ── from where ──

HERE, ELSEWHERE = "http://localhost", "https://evil.example"
FROM = [
    ({}, True),  # a program
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),  # typed, or a bookmark
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),  # another service on this host
    ({"Sec-Fetch-Site": "same-origin", "Origin": ELSEWHERE}, True),  # a proxy may have changed the name
    ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, False),
    ({"Origin": HERE}, True),  # without TLS, off loopback, browsers send no Sec-Fetch-Site
    ({"Origin": ELSEWHERE}, False),
    ({"Origin": "null"}, False),  # of a sandboxed frame
    ({"Origin": "http://localhost.evil.example"}, False),
    ({"Origin": "http://localhost:81"}, False),
]


@pytest.mark.parametrize(("headers", "taken"), FROM, ids=[str(headers) for headers, _ in FROM])
def test_only_our_own_pages_and_programs_change_anything(shared: Service, headers: dict[str, str], taken: bool) -> None:
    for path, body in ((f"{V1}/documents", {"json": {"text": SHORT}}), ("/", {"data": {"text": SHORT}})):
        answer = shared.client.post(path, headers=headers, **body)
        assert answer.status_code == (403 if not taken else 303 if path == "/" else 202)
    assert shared.client.get(f"{V1}/jobs", headers=headers).status_code == 200


def test_who_is_refused_is_told_in_its_own_language(shared: Service) -> None:
    refused = {"Sec-Fetch-Site": "cross-site"}
    is_problem(shared.client.delete(f"{V1}/documents/x", headers=refused), 403)
    assert shared.client.post("/", headers=refused).mimetype == "text/html"


@pytest.fixture
def locked(tmp_path) -> Iterator[Service]:
    with serving(tmp_path, working=False, API__KEYS_REQUIRED=True) as service:
        yield service


def test_a_cookie_alone_is_not_enough_where_a_browser_does_not_say_where_it_is(locked: Service) -> None:
    client, key = locked.client, keyed(locked).key
    assert client.post("/sign-in", data={"key": key}, headers={"Origin": HERE}).status_code == 303
    assert client.post("/", data={"text": SHORT}).status_code == 403
    assert client.post("/", data={"text": SHORT}, headers={"Origin": HERE}).status_code == 303


def test_our_pages_let_a_browser_say_where_their_forms_are_from(shared: Service) -> None:
    """With no-referrer it would send `Origin: null`, and be refused."""
    assert shared.client.get("/").headers["Referrer-Policy"] == "same-origin"
