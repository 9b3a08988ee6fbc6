"""The report as JSON: the contract's fields, every one, by their names and with their values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.reports.made import FOUND, TEXT, empty, verification
from verifier.dossier import Verification
from verifier.records import (
    ClaimCheck,
    DateCheck,
    FigureStatus,
    JobStatus,
    OutletCheck,
    QuotationStatus,
    ReferenceStatus,
    Relation,
    Verdict,
)
from verifier.reports import Wording, render

FIELDS: dict[str, set[str]] = {
    "": {"schema_version", "job", "document", "citations"},
    "job": {"id", "status", "submitted_at", "finished_at", "by_verdict"},
    "document": {"id", "title", "publication", "published", "language", "sha256", "characters"},
    "citations.0": {"id", "start", "end", "text", "claim", "references"},
    "citations.0.claim": {"start", "end", "text", "context", "quotations"},
    "citations.0.claim.quotations.0": {"start", "end", "text"},
    "citations.0.references.0": {
        "id", "source", "relation", "title", "url", "date", "outlet", "status", "verdict", "confidence", "reasons",
        "report", "evidence", "checks", "candidates", "trail", "review",
    },
    "citations.0.references.0.date": {"text", "start", "end", "precision", "year_inferred"},
    "citations.0.references.0.outlet": {"id", "name", "domain"},
    "citations.0.references.0.report": {
        "url", "archived_url", "title", "byline", "published", "language", "retrieved_at", "sha256",
    },
    "citations.0.references.0.evidence.0": {"text", "start", "end", "score", "relation"},
    "citations.0.references.0.checks": {"outlet", "date", "claim", "quotations", "figures"},
    "citations.0.references.0.checks.quotations.0": {"text", "status"},
    "citations.0.references.0.checks.figures.0": {"claim", "report", "status"},
    "citations.0.references.0.candidates.0": {"url", "channel", "published", "score", "outcome"},
    "citations.0.references.0.trail.1": {"at", "channel", "action", "url", "outcome", "status_code", "ms"},
    "citations.1.references.0.review": {"verdict", "note"},
}  # fmt: skip
"""Contract §4."""


def as_json(made: Verification, wording: Wording) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(render(made, "json", wording))
    return read


@pytest.fixture(scope="module")
def report(wording: Wording) -> dict[str, Any]:
    return as_json(verification(), wording)


@pytest.mark.parametrize("path", FIELDS, ids=[path or "report" for path in FIELDS])
def test_every_field_of_the_contract_is_there(report: dict[str, Any], path: str) -> None:
    place: Any = report
    for part in path.split(".") if path else ():
        place = place[int(part)] if part.isdigit() else place[part]
    assert set(place) >= FIELDS[path]


def test_a_verified_reference_reads_as_in_the_contract(report: dict[str, Any]) -> None:
    assert report["schema_version"] == "1"
    reference = report["citations"][0]["references"][0]
    assert reference["source"] == "Xinhua"
    assert reference["relation"] == "cites"
    assert reference["date"]["start"] == reference["date"]["end"] == "2014-09-24"
    assert (reference["date"]["precision"], reference["date"]["year_inferred"]) == ("day", False)
    assert reference["outlet"] == {"id": "xinhua", "name": "Xinhua News Agency", "domain": "xinhuanet.com"}
    assert (reference["status"], reference["verdict"], reference["confidence"]) == ("done", "verified", 0.97)
    assert reference["reasons"] == [
        "The report is on Xinhua News Agency's own site.",
        "It was published on the cited date (2014-09-24).",
    ]
    assert reference["report"]["published"] == "2014-09-24"
    assert reference["report"]["retrieved_at"].endswith("Z")
    assert reference["evidence"][0] == {
        "text": "Five banks were named.",
        "start": 0,
        "end": 22,
        "score": 0.93,
        "relation": "supports",
    }
    assert reference["candidates"][0]["outcome"] == "read"
    trail = reference["trail"][1]
    assert (trail["channel"], trail["action"], trail["outcome"]) == ("wayback", "search", "ok")
    assert (trail["status_code"], trail["ms"]) == (200, 212)
    assert reference["review"] is None


def test_offsets_are_code_points_into_the_documents_text(report: dict[str, Any]) -> None:
    for citation in report["citations"]:
        assert TEXT[citation["start"] : citation["end"]] == citation["text"]
        claim = citation["claim"]
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
        for quotation in claim["quotations"]:
            assert TEXT[quotation["start"] : quotation["end"]] == quotation["text"]
    assert report["document"]["characters"] == len(TEXT)


def test_a_review_is_shown_and_the_machines_verdict_kept_beside_it(report: dict[str, Any]) -> None:
    reference = report["citations"][1]["references"][0]
    assert (reference["verdict"], reference["machine_verdict"]) == ("contradicted", "unresolved_source")
    assert reference["review"]["verdict"] == "contradicted"
    assert reference["review"]["reviewer"] == "@reviewer"


def test_before_it_is_done_a_reference_has_no_verdict(report: dict[str, Any], wording: Wording) -> None:
    waiting = report["citations"][1]["references"][1]
    assert (waiting["status"], waiting["verdict"], waiting["confidence"]) == ("waiting", None, None)
    assert waiting["due_at"] == "2026-01-02T12:05:00.000Z"
    judged_and_not_released = ((FOUND, ReferenceStatus.WORKING), *[((), ReferenceStatus.QUEUED)] * 3)
    at_work = as_json(verification(judged_and_not_released), wording)["citations"][0]["references"][0]
    assert (at_work["status"], at_work["verdict"], at_work["report"]) == ("working", None, None)


def test_what_cannot_be_dated_says_why(report: dict[str, Any]) -> None:
    reference = report["citations"][2]["references"][0]
    assert (reference["date"], reference["undated"]) == (None, "impossible")
    assert reference["written_date"] == "February 30"


def test_a_verdict_without_a_report_has_checks_that_say_nothing_was_checked(report: dict[str, Any]) -> None:
    checks = report["citations"][2]["references"][0]["checks"]
    assert (checks["outlet"], checks["date"], checks["claim"]) == ("unknown", "unknown", "not_judged")
    assert checks["quotations"] == checks["figures"] == []


def test_a_failed_job_says_why(wording: Wording) -> None:
    report = as_json(empty(JobStatus.FAILED, read=False, error="It could not be fetched."), wording)
    assert (report["job"]["status"], report["job"]["error"]) == ("failed", "It could not be fetched.")
    assert (report["document"]["characters"], report["citations"]) == (0, [])


VALUES = [
    (
        Verdict,
        "verified partially_verified unsupported contradicted date_mismatch not_found unreachable unresolved_source",
    ),
    (OutletCheck, "match syndicated mismatch unknown"),
    (DateCheck, "exact near mismatch unknown"),
    (ClaimCheck, "supported partial silent contradicted not_judged"),
    (QuotationStatus, "exact altered absent"),
    (FigureStatus, "match mismatch absent"),
    (ReferenceStatus, "queued working waiting done"),
    (JobStatus, "queued running completed failed cancelled"),
    (Relation, "cites see via"),
]  # fmt: skip


@pytest.mark.parametrize(("enum", "values"), VALUES, ids=[enum.__name__ for enum, _ in VALUES])
def test_the_values_are_the_contracts(enum: Any, values: str) -> None:
    assert [member.value for member in enum] == values.split()
