"""What APIFlask cannot tell from the code about the API: forms, streams, problems, keys."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from verifier import __version__
from verifier.api.bodies import DocumentIn, EvidenceIn, RetryIn
from verifier.api.problems import MEDIA_TYPE
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
    "404": "There is no such thing",
    "409": "The thing is not in a state that allows this",
    "413": "Over a limit of size",
    "415": "A kind of document that is not read",
    "422": "A field does not fit",
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
    for model in (DocumentIn, EvidenceIn, RetryIn):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    spec["security"] = [{}, {"key": []}]
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            if isinstance(operation, dict):
                _complete_operation(path, operation)
    return spec


def _complete_operation(path: str, operation: Json) -> None:
    responses = operation.setdefault("responses", {})
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, description in _ERRORS.items():
        responses[status] = {"description": description, "content": content}
    name = operation.get("operationId")
    if name in ("submitDocument", "extract"):
        operation["requestBody"] = {"required": True, "content": _document_content()}
    elif name == "supplyEvidence":
        operation["requestBody"] = {"required": True, "content": _evidence_content()}
    elif name == "retryJob":
        operation["requestBody"] = {"required": False, "content": _json_content("RetryIn")}
    success = (
        "202"
        if name in ("submitDocument", "retryJob", "supplyEvidence")
        else "204"
        if name == "eraseDocument"
        else "200"
    )
    if success != "200":
        responses.setdefault(success, responses.pop("200", {"description": "Done"}))
    if name == "eraseDocument":
        responses["204"] = {"description": "Erased"}
    elif name == "watchJob":
        responses["200"] = {"description": "Events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    elif name == "getReport":
        responses["200"] = {
            "description": "The report",
            "content": {form.media_type: {"schema": {"type": "string"}} for form in FORMATS.values()}
            | {FORMATS["json"].media_type: {"schema": {"type": "object"}}},
        }
    elif path.startswith("/api/v1/captures/"):
        kind = "application/warc" if path.endswith("/warc") else "application/octet-stream"
        responses["200"] = {
            "description": "The bytes",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}}},
        }
    if name == "submitDocument":
        operation.setdefault("parameters", []).append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "maxLength": 200},
                "description": "The same key within the window gives the same job.",
            }
        )


def _json_content(model: str) -> Json:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{model}"}}}


def _document_content() -> Json:
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            **{name: {"type": "string"} for name in ("title", "publication", "published", "language", "channels")},
            "confidential": {"type": "boolean"},
        },
    }
    return _json_content("DocumentIn") | {"multipart/form-data": {"schema": form}}


def _evidence_content() -> Json:
    form = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
    return _json_content("EvidenceIn") | {"multipart/form-data": {"schema": form}}
