"""Each route demands one scope of a key, and says which one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.api.inprocess import SHORT, V1, Service, keyed, serving
from tests.api.test_problems import is_problem
from verifier.api import scope_of
from verifier.records import Scope


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("locked"), working=False, API__KEYS_REQUIRED=True) as service:
        yield service


OPEN = ("/healthz", "/readyz", "/static/", "/sign-in", "/favicon.ico", "/report.css")
DEMANDED = {
    "POST /": "submit",
    "POST /jobs/<job_id>/cancel": "submit",
    "POST /jobs/<job_id>/retry": "submit",
    "POST /references/<reference_id>/evidence": "review",
    "POST /references/<reference_id>/review": "review",
    "DELETE /api/v1/documents/<document_id>": "submit",
    "DELETE /api/v1/references/<reference_id>/review": "review",
    "POST /api/v1/documents": "submit",
    "POST /api/v1/extract": "submit",
    "POST /api/v1/jobs/<job_id>/cancel": "submit",
    "POST /api/v1/jobs/<job_id>/retry": "submit",
    "POST /api/v1/references/<reference_id>/evidence": "review",
    "PUT /api/v1/outlets/<outlet_id>": "admin",
    "PUT /api/v1/references/<reference_id>/review": "review",
}
"""What changes something. All else is read, and a route that is not in the table of scopes is an administrator's."""


def test_every_route_that_changes_something_has_its_scope(locked: Service) -> None:
    found = {
        f"{method} {rule.rule}": scope_of(method, rule.rule).value
        for rule in locked.app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("GET", "HEAD", "OPTIONS") and not rule.rule.startswith(OPEN)
    }
    assert {route: scope for route, scope in found.items() if route in DEMANDED} == DEMANDED
    outlets = {"PUT /api/v1/outlets/<outlet_id>", "POST /outlets/<outlet_id>"}
    assert {route for route, scope in found.items() if scope == "admin"} == outlets


def test_every_route_refuses_every_key_without_its_scope(locked: Service) -> None:
    keys = {scope: keyed(locked, f"only {scope.value}", scope) for scope in Scope}
    asked = 0
    for rule in locked.app.url_map.iter_rules():
        if rule.rule.startswith(OPEN):
            continue
        path = re.sub("<[^>]*>", "x", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            demanded = scope_of(method, rule.rule)
            for scope, key in keys.items():
                answer = key.open(method, path)
                if scope is demanded:
                    assert answer.status_code not in (401, 403), (method, path, scope)
                else:
                    assert answer.status_code == 403, (method, path, scope)
                    assert f"the scope {demanded.value}; yours has {scope.value}." in answer.text, (method, path)
                asked += 1
    assert asked > 80


def test_a_missing_scope_is_a_problem_that_names_it(locked: Service) -> None:
    answer = keyed(locked, "a wall", Scope.READ).post(f"{V1}/documents", json={"text": SHORT})
    is_problem(answer, 403)
    assert answer.json["type"] == "urn:verifier:problem:scope"
    assert "scope submit; yours has read." in answer.json["detail"]


def test_a_key_past_its_time_opens_nothing(locked: Service) -> None:
    now = locked.system.services.desk.clock.now()
    key = locked.system.keys.add("guest", now, expires_at=now)
    answer = locked.client.get(f"{V1}/jobs", headers={"Authorization": f"Bearer {key}"})
    is_problem(answer, 401)


def test_signing_in_gives_no_more_than_the_key_does(locked: Service) -> None:
    client, reader = locked.client, keyed(locked, "reader", Scope.READ)
    page = {"Origin": "http://localhost"}
    assert client.post("/sign-in", data={"key": reader.key}, headers=page).status_code == 303
    assert client.get("/").status_code == 200
    refused = client.post("/", data={"text": SHORT}, headers=page)
    assert (refused.status_code, refused.mimetype) == (403, "text/html")
    assert "scope submit" in refused.text
