"""Every refusal is RFC 9457 `application/problem+json`, whatever refuses."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api.inprocess import SHORT, V1, Service, serving

JSON = {"content_type": "application/json"}
FORM = "multipart/form-data; boundary=b"
TEXT = {"content_type": "text/plain"}

REFUSALS: list[tuple[str, str, dict[str, Any], int]] = [
    ("POST", "/documents", {"data": "{", **JSON}, 400),
    ("POST", "/documents", {"data": "", **JSON}, 400),
    ("POST", "/documents", {"data": b"\xff\xfe", **JSON}, 400),
    ("PUT", "/references/x/review", {"data": "nonsense", **JSON}, 400),
    ("PUT", "/outlets/x", {"data": "", **JSON}, 400),
    ("GET", "/nothing", {}, 404),
    ("GET", "/documents/x", {}, 404),
    ("DELETE", "/documents/x", {}, 404),
    ("GET", "/jobs/x", {}, 404),
    ("GET", "/jobs/x/report", {}, 404),
    ("GET", "/jobs/x/events", {}, 404),
    ("POST", "/jobs/x/cancel", {}, 404),
    ("POST", "/jobs/x/retry", {}, 404),
    ("GET", "/references/x", {}, 404),
    ("PUT", "/references/x/review", {"json": {"verdict": "verified"}}, 404),
    ("DELETE", "/references/x/review", {}, 404),
    ("POST", "/references/x/evidence", {"json": {"url": "https://example.org/"}}, 404),
    ("GET", "/captures/" + "0" * 64, {}, 404),
    ("GET", "/captures/x/warc", {}, 404),
    ("GET", "/outlets/x", {}, 404),
    ("PUT", "/documents", {}, 405),
    ("POST", "/jobs", {}, 405),
    ("PATCH", "/outlets/x", {}, 405),
    ("POST", "/documents", {"data": SHORT, **TEXT}, 415),
    ("POST", "/documents", {"data": SHORT.encode()}, 415),
    ("POST", "/extract", {"data": SHORT, **TEXT}, 415),
    ("PUT", "/references/x/review", {"data": "verdict=verified", **TEXT}, 415),
    ("POST", "/jobs/x/retry", {"data": "all", **TEXT}, 415),
    ("POST", "/documents", {"json": []}, 422),
    ("POST", "/documents", {"json": "text"}, 422),
    ("POST", "/documents", {"data": {"title": "no file"}, "content_type": "multipart/form-data"}, 422),
    ("POST", "/jobs/x/retry", {"json": {"references": "all"}}, 422),
    ("GET", "/jobs?limit=x", {}, 422),
    ("GET", "/jobs?colour=red", {}, 422),
    ("GET", "/jobs/x/events?after=-1", {}, 422),
]


def is_problem(answer: TestResponse, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body = answer.json
    assert body is not None
    assert {"type", "title", "status", "detail"} <= set(body)
    assert body["status"] == status
    assert body["type"] == "about:blank" or body["type"].startswith("urn:verifier:problem:")
    assert all(isinstance(body[name], str) and body[name] for name in ("type", "title", "detail"))
    for error in body.get("errors", ()):
        assert set(error) == {"pointer", "detail"}
        assert error["pointer"] == "" or error["pointer"].startswith("/")
        assert error["detail"]


@pytest.mark.parametrize(
    ("method", "path", "request_", "status"),
    REFUSALS,
    ids=[f"{status} {method} {path[:30]} {number}" for number, (method, path, _, status) in enumerate(REFUSALS)],
)
def test_a_refusal_is_a_problem(shared: Service, method: str, path: str, request_: dict[str, Any], status: int) -> None:
    is_problem(shared.client.open(V1 + path, method=method, **request_), status)


def test_a_method_that_is_not_taken_is_told_which_are(shared: Service) -> None:
    answer = shared.client.put(f"{V1}/documents")
    assert {"GET", "POST"} <= {method.strip() for method in answer.headers["Allow"].split(",")}


def test_several_fields_that_do_not_fit_are_all_named(shared: Service) -> None:
    answer = shared.client.post(f"{V1}/documents", json={"text": 1, "title": 2, "channels": [3]})
    is_problem(answer, 422)
    assert {error["pointer"] for error in answer.json["errors"]} == {"/text", "/title", "/channels/0"}


def test_a_state_that_does_not_allow_it_is_a_conflict(shared: Service, sample_job: str) -> None:
    is_problem(shared.client.post(f"{V1}/jobs/{sample_job}/cancel"), 409)


def test_a_bug_of_ours_is_a_500_that_tells_nothing_of_the_inside(idle: Service) -> None:
    @idle.app.get("/api/v1/bug")
    def bug() -> str:
        raise RuntimeError("the password is swordfish")

    answer = idle.client.get("/api/v1/bug")
    is_problem(answer, 500)
    assert "swordfish" not in answer.text


# ── limits ──


def test_a_request_over_the_size_limit_is_refused_with_what_to_do(tmp_path) -> None:
    with serving(tmp_path, working=False, API__MAX_DOCUMENT_BYTES=1000) as service:
        much = "x" * 1_100_000
        answers = [
            service.client.post(f"{V1}/documents", json={"text": much}),
            service.client.post(f"{V1}/documents", data=b"--b\r\n" + much.encode(), content_type=FORM),
            service.client.post(f"{V1}/extract", json={"text": much}),
        ]
        for answer in answers:
            is_problem(answer, 413)
            assert "api.max_document_bytes" in answer.json["detail"]


@pytest.mark.parametrize("setting", ["API__MAX_DOCUMENT_BYTES", "API__MAX_CHARACTERS"])
def test_a_document_over_a_limit_is_refused(tmp_path, setting: str) -> None:
    with serving(tmp_path, working=False, **{setting: 1000}) as service:
        is_problem(service.client.post(f"{V1}/documents", json={"text": "word " * 300}), 413)
        assert service.client.get(f"{V1}/documents").json["documents"] == []


@pytest.mark.parametrize("path", ["/documents", "/extract"])
def test_more_citations_than_the_limit_are_refused_at_once(tmp_path, path: str) -> None:
    with serving(tmp_path, working=False, API__MAX_CITATIONS=2) as service:
        text = " ".join(f"It rained {day} times (TASS, March {day}, 2016)." for day in range(1, 4))
        answer = service.client.post(V1 + path, json={"text": text})
        is_problem(answer, 422)
        assert "3 citations; at most 2" in answer.json["detail"]
        brackets = "It rained (a lot) (very) (much) (indeed). It rained (TASS, March 3, 2016)."
        assert service.client.post(V1 + path, json={"text": brackets}).status_code in (200, 202)


def test_a_hundred_thousand_parentheses_are_no_burden(shared: Service) -> None:
    for text in ("(" * 100_000, "()" * 50_000, ")" * 100_000 + "(" * 100_000):
        answer = shared.client.post(f"{V1}/extract", json={"text": text})
        assert (answer.status_code, answer.json["citations"]) == (200, [])
