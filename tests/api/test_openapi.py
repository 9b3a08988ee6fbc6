"""The OpenAPI document: valid 3.1, and every route of the contract in it and described. Its page works offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.api.inprocess import V1, Service

CONTRACT = [
    "POST /documents", "GET /documents", "GET /documents/{}", "DELETE /documents/{}",
    "GET /jobs", "GET /jobs/{}", "GET /jobs/{}/events", "POST /jobs/{}/cancel", "POST /jobs/{}/retry",
    "GET /jobs/{}/report", "GET /references/{}", "POST /references/{}/evidence", "PUT /references/{}/review",
    "DELETE /references/{}/review", "GET /captures/{}", "GET /captures/{}/warc", "GET /outlets", "GET /outlets/{}",
    "PUT /outlets/{}", "POST /extract",
]  # fmt: skip
BEYOND = ["GET /jobs/{}/deliveries", "GET /jobs/{}/changes", "POST /documents/{}/recheck", "GET /batches/{}"]
"""What the service offers beside the contract."""


@pytest.fixture(scope="module")
def spec(shared: Service) -> dict[str, Any]:
    answer = shared.client.get(f"{V1}/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found: dict[str, Any] = answer.json
    return found


def operations(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """`GET /jobs/{}` → the operation."""
    return {
        f"{method.upper()} {re.sub('{[^}]*}', '{}', path.removeprefix(V1))}": operation
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post", "put", "delete", "patch")
    }


def test_it_is_openapi_31(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    assert spec["info"]["title"]
    assert spec["info"]["version"]


def test_every_route_of_the_contract_is_there_and_no_other(spec: dict[str, Any]) -> None:
    root = ["GET /healthz", "GET /readyz", "GET /metrics"]
    assert sorted(operations(spec)) == sorted([*CONTRACT, *BEYOND, *root])


def test_every_operation_is_described(spec: dict[str, Any]) -> None:
    names = []
    for route, operation in operations(spec).items():
        assert operation["summary"], route
        assert operation["tags"], route
        names.append(operation["operationId"])
        successes = [status for status in operation["responses"] if status.startswith("2")]
        assert len(successes) == 1, route
        assert all(response["description"] for response in operation["responses"].values()), route
    assert len(names) == len(set(names))


def test_every_refusal_is_described_as_a_problem_with_an_example(spec: dict[str, Any]) -> None:
    for route, operation in operations(spec).items():
        for status, response in operation["responses"].items():
            if status[0] in "45" and route != "GET /readyz":
                content = response["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, route
                assert content["example"]["status"] == int(status), route


def valid(spec: dict[str, Any], content: dict[str, Any], value: Any) -> list[str]:
    """What of the value is not as the content's schema says."""
    schema = content["schema"] | {"components": spec["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


def contents(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body that goes in or out, by where it stands."""
    for route, operation in operations(spec).items():
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            if media_type == "application/json":
                yield f"{route} takes", content
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                yield f"{route} answers {status} {media_type}", content


def test_every_body_has_an_example_that_is_one(spec: dict[str, Any]) -> None:
    found = 0
    for place, content in contents(spec):
        assert "example" in content, place
        if "json" in place or place.endswith("takes"):
            assert valid(spec, content, content["example"]) == [], place
            found += 1
    assert found > 100


def test_every_parameter_has_an_example(spec: dict[str, Any]) -> None:
    for route, operation in operations(spec).items():
        for parameter in operation.get("parameters", []):
            assert "example" in parameter, (route, parameter["name"])


def test_every_operation_says_which_scope_it_needs(spec: dict[str, Any]) -> None:
    needed = {route: operation["security"] for route, operation in operations(spec).items()}
    assert needed["GET /healthz"] == needed["GET /readyz"] == []
    assert needed["POST /documents"] == [{}, {"key": ["submit"]}]
    assert needed["DELETE /documents/{}"] == [{}, {"key": ["submit"]}]
    assert needed["PUT /references/{}/review"] == [{}, {"key": ["review"]}]
    assert needed["PUT /outlets/{}"] == [{}, {"key": ["admin"]}]
    assert needed["GET /jobs/{}/report"] == [{}, {"key": ["read"]}]


def test_the_service_answers_what_is_described(spec: dict[str, Any], shared: Service, sample_job: str) -> None:
    report = shared.report(sample_job)
    reference = next(one for cited in report["citations"] for one in cited["references"] if one["report"])
    files = [(BytesIO(f"Nothing is cited in {name}.".encode()), name) for name in ("one.txt", "two.txt")]
    batch = shared.client.post(f"{V1}/documents", data={"file": files}).json
    shared.wait(batch["jobs"][0]["id"])
    rechecked = shared.client.post(f"{batch['jobs'][0]['links']['document']}/recheck").json
    ids = {
        "job_id": sample_job,
        "batch_id": batch["id"],
        "document_id": report["document"]["id"],
        "reference_id": reference["id"],
        "sha256": reference["report"]["sha256"],
        "outlet_id": "xinhua",
    }
    asked = 0
    for path, methods in spec["paths"].items():
        described = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "application/json" in described:
            named = ids | ({"job_id": rechecked["id"]} if path.endswith("/changes") else {})
            answer = shared.client.get(re.sub("{([^}]*)}", lambda name, named=named: named[name[1]], path))
            assert answer.mimetype == "application/json", path
            assert valid(spec, described["application/json"], answer.json) == [], path
            asked += 1
    assert asked >= 10


def test_every_variable_of_a_path_is_declared(spec: dict[str, Any]) -> None:
    for path, methods in spec["paths"].items():
        wanted = set(re.findall("{([^}]*)}", path))
        shared_here = methods.get("parameters", [])
        for method, operation in methods.items():
            if method != "parameters":
                declared = [*shared_here, *operation.get("parameters", [])]
                assert {one["name"] for one in declared if one["in"] == "path"} == wanted, path


def test_every_reference_points_at_something(spec: dict[str, Any]) -> None:
    found = 0
    stack: list[Any] = [spec]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str):
                found += 1
                place: Any = spec
                for part in target.removeprefix("#/").split("/"):
                    place = place[part]
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    assert found > 20


def test_the_bodies_say_what_the_contract_says(spec: dict[str, Any]) -> None:
    fields = set(spec["components"]["schemas"]["DocumentIn"]["properties"])
    assert fields == {
        "text", "html", "markdown", "url", "title", "publication", "published", "language", "callback_url",
        "confidential", "channels", "recheck_days", "corrections",
    }  # fmt: skip
    content = operations(spec)["POST /documents"]["requestBody"]["content"]
    assert set(content) == {"application/json", "multipart/form-data"}
    assert content["multipart/form-data"]["schema"]["properties"]["file"]["format"] == "binary"
    headers = [one["name"] for one in operations(spec)["POST /documents"]["parameters"] if one["in"] == "header"]
    assert headers == ["Idempotency-Key"]


def test_the_report_is_declared_in_each_of_its_formats(spec: dict[str, Any]) -> None:
    content = operations(spec)["GET /jobs/{}/report"]["responses"]["200"]["content"]
    assert {"application/json", "text/html", "text/markdown", "text/csv"} <= set(content)


def test_the_page_of_the_api_loads_only_what_this_service_has(shared: Service) -> None:
    page = shared.client.get(f"{V1}/docs")
    assert page.mimetype == "text/html"
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) >= 4
    for address in addresses:
        assert re.match(r"/[^/]", address), address
        assert shared.read(address)


def test_the_pages_script_asks_only_this_service(shared: Service) -> None:
    script = shared.read("/static/docs.js").decode()
    assert "validatorUrl: null" in script
    assert re.findall(r'url: "([^"]+)"', script) == ["/api/v1/openapi.json"]
    style = shared.read("/static/swagger-ui/swagger-ui.css").decode()
    assert set(re.findall(r"url\(\s*[\"']?(.{5})", style)) == {"data:"}
