"""Health, readiness, metrics, and the headers that every answer carries."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.inprocess import V1, Service


def test_alive(shared: Service) -> None:
    answer = shared.client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_ready_while_the_database_answers(service: Service) -> None:
    assert service.client.get("/readyz").status_code == 200
    service.system.keys._engine.dispose()
    database = service.system.settings.home / "verifier.db"
    for path in database.parent.glob("verifier.db*"):
        path.unlink()
    database.mkdir()
    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "database unavailable"})
    assert answer.headers["Retry-After"] == "5"
    assert service.client.get("/healthz").status_code == 200


def test_metrics_count_requests_by_route_and_not_by_address(idle: Service) -> None:
    for number in range(3):
        idle.client.get(f"{V1}/jobs/{number}")
    idle.client.open("/made-up", method="BREW")
    idle.submit()
    answer = idle.client.get("/metrics")
    assert answer.mimetype == "text/plain"
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    counted = {
        (one.labels["method"], one.labels["route"], one.labels["status"]): one.value
        for one in families["verifier_requests"].samples
        if one.name.endswith("_total")
    }
    assert counted["GET", f"{V1}/jobs/<job_id>", "404"] == 3
    assert counted["other", "none", "404"] == 1
    due = {one.labels["kind"]: one.value for one in families["verifier_due"].samples}
    assert due == {"jobs": 1, "references": 0, "deliveries": 0}
    still_open = {(one.labels["kind"], one.labels["status"]): one.value for one in families["verifier_open"].samples}
    assert still_open == {("jobs", "queued"): 1}


def test_metrics_tell_the_work_that_was_done_whoever_did_it(service: Service) -> None:
    job_id = service.finish()
    told = {(one.name, *one.labels.values()): one.value for one in samples(service)}
    (reference,) = service.references(job_id)
    assert told["verifier_verdicts_total", reference["verdict"]] == 1
    assert told["verifier_channel_seconds_count", "library", "ok"] >= 1
    assert told["verifier_fetch_seconds_count", "ok"] >= 1
    assert told["verifier_step_seconds_count", "judged"] == 1
    assert told["verifier_due_seconds", "references"] == 0


def test_work_done_again_is_counted_once_more_and_no_more(service: Service) -> None:
    job_id = service.finish()
    (reference,) = service.references(job_id)
    before = {(one.name, *one.labels.values()): one.value for one in samples(service)}
    service.client.post(f"{V1}/jobs/{job_id}/retry", json={"references": [reference["id"]]})
    service.wait(job_id)
    after = {(one.name, *one.labels.values()): one.value for one in samples(service)}
    assert sum(value for name, value in after.items() if name[0] == "verifier_verdicts_total") == 2
    assert after["verifier_step_seconds_count", "read"] == before["verifier_step_seconds_count", "read"]


def samples(service: Service) -> list[Any]:
    families = text_string_to_metric_families(service.client.get("/metrics").text)
    return [sample for family in families for sample in family.samples]


@pytest.mark.parametrize("path", ["/", "/outlets", f"{V1}/jobs", f"{V1}/nothing", f"{V1}/docs", "/healthz"])
def test_every_answer_is_hardened(shared: Service, path: str) -> None:
    headers = shared.client.get(path).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers  # without TLS it would be no one's to say


def test_behind_tls_a_browser_is_told_to_stay_there(shared: Service) -> None:
    headers = shared.client.get("/", base_url="https://localhost").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_other_origin_is_let_in(shared: Service) -> None:
    headers = shared.client.get(f"{V1}/jobs", headers={"Origin": "https://evil.example"}).headers
    assert not [name for name, _ in headers if name.startswith("Access-Control-")]
