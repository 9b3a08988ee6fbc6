"""The published JSON Schema of the report: it holds, and names every field there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.reports.made import empty, verification
from verifier import shipped
from verifier.dossier import Verification
from verifier.records import JobStatus
from verifier.reports import Wording, report_json

SCHEMA = json.loads(shipped.config("schema/report-1.json").read_text("utf-8"))


def undeclared(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """The fields of a report that the schema says nothing of."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
        yield from undeclared(value, schema, path)
    elif isinstance(value, list):
        for one in value:
            yield from undeclared(one, schema["items"], f"{path}[]")
    elif isinstance(value, dict) and "properties" in schema:
        for name, inner in value.items():
            if name not in schema["properties"]:
                yield f"{path}.{name}"
            else:
                yield from undeclared(inner, schema["properties"][name], f"{path}.{name}")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("made", [verification(), empty(JobStatus.COMPLETED), empty(JobStatus.FAILED, read=False)])
def test_a_report_holds_to_the_schema_and_to_no_field_beside_it(made: Verification, wording: Wording) -> None:
    report = report_json(made, wording)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(report)] == []
    assert list(undeclared(report, SCHEMA)) == []


def test_the_schema_refuses_what_is_not_a_report(wording: Wording) -> None:
    report = report_json(verification(), wording)
    report["citations"][0]["references"][0]["verdict"] = "true"
    assert not Draft202012Validator(SCHEMA).is_valid(report)
