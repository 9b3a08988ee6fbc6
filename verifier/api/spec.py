"""What APIFlask cannot tell from the code about the API: bodies, answers, problems, keys, and an example of each.

The shapes of answers and the examples are data (`config/schema/api-1.json`, and the report's `report-1.json`);
what requests may hold are the models of `bodies`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from apiflask import APIFlask

from verifier import __version__, shipped
from verifier.api.bodies import Body, DocumentIn, EvidenceIn, FormIn, OutletIn, RetryIn, ReviewIn
from verifier.api.problems import MEDIA_TYPE
from verifier.api.scopes import scope_of
from verifier.api.submissions import LONGEST_KEY
from verifier.reports import FORMATS

Json = dict[str, Any]

_BODIES: dict[str, type[Body]] = {
    "submitDocument": DocumentIn,
    "extract": DocumentIn,
    "supplyEvidence": EvidenceIn,
    "retryJob": RetryIn,
    "review": ReviewIn,
    "putOutlet": OutletIn,
}
_FILES: dict[str, type[Body]] = {"submitDocument": FormIn, "extract": FormIn, "supplyEvidence": Body}
"""Which operations take a file too, and the fields beside it."""
_IF_MATCH: tuple[str, Json, str] = (
    "If-Match",
    {"type": "string"},
    "The ETag of the reference as it was read: 412 where it has changed since.",
)
_HEADERS: dict[str, tuple[str, Json, str]] = {
    "submitDocument": (
        "Idempotency-Key",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[\x21-\x7e]+$"},
        "The same key within the window gives the same job.",
    ),
    "review": _IF_MATCH,
    "withdrawReview": _IF_MATCH,
    "getJob": (
        "If-None-Match",
        {"type": "string"},
        "The ETag of the job as it is known: 304 where it has not changed.",
    ),
    "getReport": (
        "If-None-Match",
        {"type": "string"},
        "The ETag of a completed job's report as it is known: 304 where it has not changed.",
    ),
    "watchJob": (
        "Last-Event-ID",
        {"type": "string"},
        "The number of the last event that was told: go on behind it. What is no number is as if it were not sent.",
    ),
}
_PATHS: dict[str, Json] = {
    "outlet_id": {"pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
    "sha256": {"pattern": "^[0-9a-f]{64}$"},
}
"""What else is known of a path's variables."""


@cache
def _data() -> Json:
    data: Json = json.loads(shipped.config("schema/api-1.json").read_text("utf-8"))
    return data


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
    schemas = components["schemas"] = {**_data()["schemas"], **_report_schemas()}
    for model in set(_BODIES.values()):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key; on loopback none is needed."}
    }
    spec["servers"] = [{"url": "/"}]
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "operationId" in operation:
                _complete_operation(path, method, operation)
        for parameter in methods.get("parameters", []):
            _complete_parameter(parameter)
    return spec


def _report_schemas() -> Json:
    """The report's own schema with its parts, as components: `#/$defs/job` is `ReportJob`."""
    text = shipped.config("schema/report-1.json").read_text("utf-8").replace('"#/$defs/', '"#/components/schemas/#')
    report: Json = json.loads(text, object_hook=_named)
    parts = report.pop("$defs")
    del report["$schema"], report["$id"]
    return {"Report": report} | {_component(name): part for name, part in parts.items()}


def _component(name: str) -> str:
    return f"Report{name[0].upper()}{name[1:]}"


def _named(node: Json) -> Json:
    place, _, name = str(node.get("$ref", "")).partition("#/components/schemas/#")
    return {"$ref": f"#/components/schemas/{_component(name)}"} if name and not place else node


def _complete_operation(path: str, method: str, operation: Json) -> None:
    name = operation["operationId"]
    told: Json = _data()["operations"].get(name, {})
    operation["security"] = [] if told.get("open") else [{}, {"key": [_scope(method, path)]}]
    operation["responses"] = _responses(name, told, operation.get("responses", {}))
    if name in _BODIES:
        operation["requestBody"] = _request(name, told)
    for parameter in operation.get("parameters", []):
        _complete_parameter(parameter)
    if name in _HEADERS:
        header, schema, description = _HEADERS[name]
        parameter = {"name": header, "in": "header", "required": False, "schema": schema, "description": description}
        operation.setdefault("parameters", []).append(parameter)
        _complete_parameter(parameter)


def _scope(method: str, path: str) -> str:
    return scope_of(method.upper(), path.replace("{", "<").replace("}", ">")).value


def _complete_parameter(parameter: Json) -> None:
    name, examples = parameter.get("name"), _data()["parameters"]
    if name in examples:
        parameter["example"] = examples[name]
    if parameter.get("in") == "path":
        parameter["schema"] = parameter.get("schema", {}) | _PATHS.get(str(name), {})


def _responses(name: str, told: Json, by_apiflask: Json) -> Json:
    status = told.get("status", "200")
    answers = {status: _answer(name, told) or by_apiflask.get("200", {})}
    if told.get("unchanged"):
        answers["304"] = {"description": "It has not changed since the ETag that was sent"}
    if "unready" in told:
        answers["503"] = _json_answer("Not ready", told["schema"], told["unready"])
    general = [] if told.get("open") else ["401", "403", "429"]
    for refusal in sorted({*told.get("problems", []), *general}):
        answers[refusal] = _problem(refusal)
    return answers


def _answer(name: str, told: Json) -> Json:
    if "schema" in told and name != "getReport":
        answer = _json_answer(told["description"], told["schema"], told["example"])
        if name == "submitDocument":
            answer["headers"] = {"Location": {"required": True, "schema": {"type": "string"}, "description": "The job"}}
        return answer
    if name == "getReport":
        answer = _json_answer(told["description"], "Report", told["example"])
        others = (form.media_type for form in FORMATS.values() if form.media_type not in answer["content"])
        answer["content"] |= {media_type: {"schema": {}, "example": "…"} for media_type in others}
        return answer
    if "media_type" in told:
        shape = {"schema": told.get("shape", {"type": "string"}), "example": told["example"]}
        content = {told["media_type"]: shape}
        return {"description": told["description"], "content": content}
    return {"description": told["description"]} if told else {}


def _json_answer(description: str, schema: str, example: Any) -> Json:
    shape = {"schema": {"$ref": f"#/components/schemas/{schema}"}, "example": example}
    return {"description": description, "content": {"application/json": shape}}


def _problem(status: str) -> Json:
    told = _data()["problems"][status]
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": told["example"]}
    answer: Json = {"description": told["description"], "content": {MEDIA_TYPE: shape}}
    if status in ("429", "503"):
        answer["headers"] = {
            "Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 0}, "description": "In seconds"}
        }
    return answer


def _request(name: str, told: Json) -> Json:
    shape = {"schema": {"$ref": f"#/components/schemas/{_BODIES[name].__name__}"}, "example": told["request"]}
    content = {"application/json": shape}
    if name in _FILES:
        content["multipart/form-data"] = {"schema": _form(_FILES[name])}
    return {"required": not told.get("optional", False), "content": content}


def _form(model: type[Body]) -> Json:
    """Its fields beside the file. A form has no null: what is not said is left out."""
    schema = model.model_json_schema()
    properties = {name: _without_null(field) for name, field in schema["properties"].items()}
    if "channels" in properties:
        properties["channels"] = {"type": "string", "description": "Names, with commas between them"}
    if "corrections" in properties:
        properties["corrections"] = {"type": "string", "description": "Those of a DocumentIn, as JSON"}
        del schema["$defs"]
    properties["file"] = {"type": "string", "format": "binary"}
    return schema | {"properties": properties, "required": ["file"]}


def _without_null(field: Json) -> Json:
    said: list[Json] = [one for one in field.get("anyOf", []) if one != {"type": "null"}]
    if not said:
        return field
    return {name: value for name, value in field.items() if name not in ("anyOf", "default")} | said[0]
