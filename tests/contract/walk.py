"""Calls every route of the contract on a running service, and looks at every field of what it answers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import requests

CONTRACT: dict[str, Any] = tomllib.loads((Path(__file__).parent / "contract.toml").read_text("utf-8"))
FIELDS: dict[str, list[str]] = CONTRACT["fields"]
CHECKS: dict[str, list[str]] = CONTRACT["checks"]
Json = dict[str, Any]


class Walk:
    """One client on one finished job; `called` is what it has called, `METHOD /path` as the contract writes it."""

    def __init__(self, http: requests.Session, address: str, job_id: str) -> None:
        self._http, self._address = http, address
        self.job_id = job_id
        self.called: dict[str, int] = {}

    def call(self, route: str, names: Mapping[str, str] | None = None, **sent: Any) -> requests.Response:
        method, path = route.split(" ")
        path = path.removeprefix("/") if path.startswith("//") else f"/api/v1{path}"
        answer = self._http.request(method, self._address + path.format(**(names or {})), timeout=60, **sent)
        self.called[route] = answer.status_code
        assert answer.status_code == CONTRACT["routes"][route], f"{route}: {answer.status_code} {answer.text[:300]}"
        return answer

    def everything(self) -> None:
        """Every route, the one that erases last."""
        report = self.reads_the_report()
        names = self._names(report)
        self.reads_documents_and_jobs(names)
        self.reads_evidence(names)
        self.decides(names)
        self.asks_without_a_job(names)
        self.extracts()
        self.operates()
        self.submits_and_erases()
        assert self.called == CONTRACT["routes"]

    def _names(self, report: Json) -> dict[str, str]:
        references = [one for cited in report["citations"] for one in cited["references"]]
        found = next(one for one in references if one["report"])
        return {
            "job": self.job_id,
            "document": report["document"]["id"],
            "reference": found["id"],
            "capture": found["report"]["sha256"],
            "outlet": found["outlet"]["id"],
        }

    # ── reading ──

    def reads_the_report(self) -> Json:
        route = "GET /jobs/{job}/report"
        report: Json = self.call(route, {"job": self.job_id}).json()
        check_report(report)
        for form in CONTRACT["formats"]:
            answer = self.call(route, {"job": self.job_id}, params={"format": form})
            assert answer.content, form
        return report

    def reads_documents_and_jobs(self, names: Mapping[str, str]) -> None:
        document = self.call("GET /documents/{document}", names).json()
        has(document, [*FIELDS["document"], "text"])
        assert len(document["text"]) == document["characters"]
        assert names["document"] in {one["id"] for one in self.call("GET /documents").json()["documents"]}
        job = self.call("GET /jobs/{job}", names).json()
        has(job, FIELDS["job"])
        has(job["progress"], FIELDS["progress"])
        assert job["status"] in CONTRACT["job_status"]
        assert names["job"] in {one["id"] for one in self.call("GET /jobs").json()["jobs"]}
        events = self.call("GET /jobs/{job}/events", names)
        assert events.headers["Content-Type"].startswith("text/event-stream")
        numbers = [line for line in events.text.splitlines() if line.startswith("id:")]
        later = self.call("GET /jobs/{job}/events", names, headers={"Last-Event-ID": numbers[0].split(": ")[1]})
        assert numbers[0] not in later.text.splitlines(), "a listener goes on where it left off"
        is_problem(self._http.get(f"{self._address}/api/v1/jobs/none", timeout=30), 404)

    def reads_evidence(self, names: Mapping[str, str]) -> None:
        reference = self.call("GET /references/{reference}", names).json()
        check_reference(reference)
        assert reference["candidates"]
        assert reference["trail"]
        page = self.call("GET /captures/{capture}", names)
        assert page.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert self.call("GET /captures/{capture}/warc", names).content[:2] == b"\x1f\x8b"

    # ── deciding ──

    def decides(self, names: Mapping[str, str]) -> None:
        machine = self.call("GET /references/{reference}", names).json()["verdict"]
        other = next(one for one in CONTRACT["verdicts"] if one != machine)
        self.call("PUT /references/{reference}/review", names, json={"verdict": other, "note": "I looked."})
        reviewed = self.call("GET /references/{reference}", names).json()
        assert (reviewed["verdict"], reviewed["review"]["note"]) == (other, "I looked.")
        self.call("DELETE /references/{reference}/review", names)
        assert self.call("GET /references/{reference}", names).json()["verdict"] == machine
        self.call("POST /jobs/{job}/cancel", names)
        self.call("POST /jobs/{job}/retry", names, json={"references": [names["reference"]]})
        self.call("POST /references/{reference}/evidence", names, files={"file": ("mine.html", b"<p>Not it.</p>")})

    def asks_without_a_job(self, names: Mapping[str, str]) -> None:
        assert self.call("GET /outlets").json()
        outlet = self.call("GET /outlets/{outlet}", names).json()
        has(outlet, ["id", "name"])
        own = {"id": "valley-courier", "name": "The Valley Courier", "domains": [{"host": "valley.example"}]}
        self.call("PUT /outlets/{outlet}", {"outlet": own["id"]}, json=own)
        assert self.call("GET /outlets/{outlet}", {"outlet": own["id"]}).json()["name"] == own["name"]

    def extracts(self) -> None:
        text = "Five banks were named (Xinhua, September 24, 2014)."
        extracted = self.call("POST /extract", json={"text": text}).json()
        (citation,) = extracted["citations"]
        has(citation, FIELDS["citation"])
        has(citation["references"][0], FIELDS["extracted_reference"])
        assert text[citation["start"] : citation["end"]] == citation["text"] == "(Xinhua, September 24, 2014)"

    def operates(self) -> None:
        document = self.call("GET /openapi.json").json()
        assert document["openapi"].startswith("3.1")
        assert "http" not in self.call("GET /docs").text.replace(self._address, "").replace("http://www.w3.org", "")
        for name in ("healthz", "readyz", "metrics"):
            self.call(f"GET //{name}")

    def submits_and_erases(self) -> None:
        body = {
            **dict.fromkeys(("title", "publication"), "A draft"),
            "text": "Nothing is cited here.",
            "published": "2014-10-01",
            "language": "en",
            "confidential": True,
            "channels": ["library"],
        }
        accepted = self.call("POST /documents", json=body, headers={"Idempotency-Key": "once"}).json()
        has(accepted, FIELDS["accepted"])
        again = self.call("POST /documents", json=body, headers={"Idempotency-Key": "once"}).json()
        assert again["job_id"] == accepted["job_id"]
        self.call("DELETE /documents/{document}", {"document": accepted["document_id"]})
        url = f"{self._address}/api/v1/documents"
        is_problem(self._http.post(url, json={"text": ""}, timeout=30), 422)
        wrong = is_problem(self._http.post(url, json={"text": "A", "published": "soon"}, timeout=30), 422)
        assert wrong["errors"][0]["pointer"] == "/published"


# ── what an answer holds ──────────────────────────────────────────────────────────────────────────


def check_report(report: Json) -> None:
    has(report, FIELDS["report"])
    assert report["schema_version"] == "1"
    has(report["job"], FIELDS["report_job"])
    has(report["document"], FIELDS["document"])
    assert report["citations"]
    for citation in report["citations"]:
        has(citation, FIELDS["citation"])
        has(citation["claim"], FIELDS["claim"])
        for quotation in citation["claim"]["quotations"]:
            has(quotation, FIELDS["quotation"])
        for reference in citation["references"]:
            check_reference(reference)
    json.dumps(report)


def check_reference(reference: Json) -> None:
    has(reference, FIELDS["reference"])
    assert reference["relation"] in CONTRACT["relations"]
    assert reference["status"] in CONTRACT["reference_status"]
    for name in ("date", "outlet"):
        if reference[name] is not None:
            has(reference[name], FIELDS[name])
    assert (reference["verdict"] is None) == (reference["status"] != "done" and reference["review"] is None)
    if reference["status"] != "done":
        return
    assert reference["verdict"] in CONTRACT["verdicts"]
    assert 0 <= reference["confidence"] <= 1
    assert reference["reasons"]
    if reference["report"] is not None:
        has(reference["report"], FIELDS["found_report"])
    if reference["verdict"] == "verified" and reference["review"] is None:
        assert reference["report"]["sha256"], "no positive verdict without the capture's hash"
        assert reference["evidence"], "…and a passage"
    _check_checks(reference["checks"])
    for rows, fields in (("evidence", "passage"), ("candidates", "candidate"), ("trail", "trail")):
        for row in reference[rows]:
            has(row, FIELDS[fields])
    assert {one["channel"] for one in reference["candidates"]} <= set(CONTRACT["channels"])


def _check_checks(checks: Json) -> None:
    has(checks, FIELDS["checks"])
    for name in ("outlet", "date", "claim"):
        assert checks[name] in CHECKS[name]
    assert {one["status"] for one in checks["quotations"]} <= set(CHECKS["quotation"])
    assert {one["status"] for one in checks["figures"]} <= set(CHECKS["figure"])


def has(answer: Mapping[str, Any], names: Iterable[str]) -> None:
    missing = set(names) - set(answer)
    assert not missing, f"{sorted(missing)} missing in {sorted(answer)}"


def is_problem(answer: requests.Response, status: int) -> Json:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem: Json = answer.json()
    has(problem, FIELDS["problem"])
    assert problem["status"] == status
    return problem
