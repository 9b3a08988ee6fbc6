"""The report as CSV: one line a reference, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from verifier.dossier import Verification
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

COLUMNS = (
    "reference", "citation", "source", "outlet", "date", "date_end", "claim", "verdict", "confidence",
    "machine_verdict", "reasons", "report_url", "archived_url", "report_title", "report_published", "sha256",
    "outlet_check", "date_check", "claim_check", "review_note", "reviewer", "start", "end",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(verification: Verification, wording: Wording) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for citation in report_json(verification, wording)["citations"]:
        for reference in citation["references"]:
            writer.writerow({name: _cell(value) for name, value in _row(citation, reference).items()})
    return out.getvalue()


def _row(citation: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    day, report = reference["date"] or {}, reference["report"] or {}
    checks, review = reference["checks"] or {}, reference["review"] or {}
    return {
        "reference": reference["id"],
        "citation": citation["text"],
        "source": reference["source"],
        "outlet": (reference["outlet"] or {}).get("name"),
        "date": day.get("start") or reference["written_date"],
        "date_end": day.get("end"),
        "claim": citation["claim"]["text"],
        "verdict": reference["verdict"],
        "confidence": reference["confidence"],
        "machine_verdict": reference["machine_verdict"],
        "reasons": " ".join(reference["reasons"]),
        "report_url": report.get("url"),
        "archived_url": report.get("archived_url"),
        "report_title": report.get("title"),
        "report_published": report.get("published"),
        "sha256": report.get("sha256"),
        "outlet_check": checks.get("outlet"),
        "date_check": checks.get("date"),
        "claim_check": checks.get("claim"),
        "review_note": review.get("note"),
        "reviewer": review.get("reviewer"),
        "start": citation["start"],
        "end": citation["end"],
    }


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is given an apostrophe; page text must not run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
