"""What APIFlask cannot tell from the code about the API: forms, streams, problems, keys."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from verifier import __version__
from verifier.api.bodies import Body, DocumentIn, EvidenceIn, FormIn, OutletIn, RetryIn, ReviewIn
from verifier.api.problems import MEDIA_TYPE
from verifier.api.submissions import LONGEST_KEY
from verifier.reports import FORMATS

Json = dict[str, Any]

_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_ERRORS = {
    "400": "The request cannot be read",
    "401": "A key is missing or unknown",
    "403": "Sent by another site's page",
    "404": "There is no such thing",
    "409": "The thing is not in a state that allows this",
    "413": "Over a limit of size",
    "415": "A kind of document that is not read",
    "422": "A field does not fit",
}
_BODIES: dict[str, tuple[type[Body], bool]] = {
    "submitDocument": (DocumentIn, True),
    "extract": (DocumentIn, True),
    "supplyEvidence": (EvidenceIn, True),
    "retryJob": (RetryIn, False),
    "review": (ReviewIn, True),
    "putOutlet": (OutletIn, True),
}
"""What each operation takes, and whether it must be sent."""
_FILES = {"submitDocument": FormIn, "extract": FormIn, "supplyEvidence": Body}
"""Which operations take a file too, and the fields beside it."""
_SUCCESS = {"submitDocument": "202", "retryJob": "202", "supplyEvidence": "202", "eraseDocument": "204"}
_CONFLICTING = ("submitDocument", "cancelJob", "retryJob", "supplyEvidence", "review", "withdrawReview")
_KEY_PARAMETER: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": "The same key within the window gives the same job.",
}


def describe(app: APIFlask) -> None:
    """Configure the OpenAPI 3.1 document of the application."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        INFO={
            "title": "Citation verifier",
            "version": __version__,
            "description": "Finds the press reports that a document cites by outlet and day, "
            "and says whether they bear it out.",
        },
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        SPEC_FORMAT="json",
    )
    app.spec_processor(_complete)  # type: ignore[arg-type]  # with SPEC_FORMAT json it is a dict


def _complete(spec: Json) -> Json:
    components = spec.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM
    for model in {model for model, _ in _BODIES.values()}:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    spec["security"] = [{}, {"key": []}]
    spec["servers"] = [{"url": "/"}]
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "operationId" in operation:
                _complete_operation(path, method, operation)
    return spec


def _complete_operation(path: str, method: str, operation: Json) -> None:
    name = operation["operationId"]
    responses = operation.setdefault("responses", {})
    success = _SUCCESS.get(name, "200")
    answer = responses.pop("200", {})
    responses.clear()
    responses[success] = _answer(name, path) or answer
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in _refusals(name, path, method):
        responses[status] = {"description": _ERRORS[status], "content": content}
    if name in _BODIES:
        model, required = _BODIES[name]
        body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
        if name in _FILES:
            body["multipart/form-data"] = {"schema": _form(_FILES[name])}
        operation["requestBody"] = {"required": required, "content": body}
    if name == "submitDocument":
        operation.setdefault("parameters", []).append(_KEY_PARAMETER)


def _refusals(name: str, path: str, method: str) -> list[str]:
    """The statuses an operation may refuse with."""
    if path in ("/healthz", "/readyz"):
        return []
    refusals = ["401"]
    if method != "get":
        refusals.append("403")
    if "{" in path:
        refusals.append("404")
    if name in _CONFLICTING:
        refusals.append("409")
    if name in _BODIES:
        refusals += ["400", "413", "415", "422"]
    elif method == "get" or name == "withdrawReview":
        refusals.append("422")
    return sorted(refusals)


def _answer(name: str, path: str) -> Json | None:
    """A success that is no JSON, which APIFlask takes every one for."""
    if name == "eraseDocument":
        return {"description": "Erased"}
    if name == "watchJob":
        return {"description": "Events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    if name == "metrics":
        return {"description": "Metrics", "content": {"text/plain": {"schema": {"type": "string"}}}}
    if name == "getReport":
        texts = {form.media_type: {"schema": {"type": "string"}} for form in FORMATS.values()}
        return {
            "description": "The report",
            "content": texts | {FORMATS["json"].media_type: {"schema": {"type": "object"}}},
        }
    if path.startswith("/api/v1/captures/"):
        kind = "application/warc" if path.endswith("/warc") else "application/octet-stream"
        return {"description": "The bytes", "content": {kind: {"schema": {"type": "string", "format": "binary"}}}}
    return None


def _form(model: type[Body]) -> Json:
    schema = model.model_json_schema()
    properties = schema["properties"] | {"file": {"type": "string", "format": "binary"}}
    return schema | {"properties": properties, "required": ["file"]}
