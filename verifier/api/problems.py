"""Every error of the API as RFC 9457 `application/problem+json`, in this one place."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import structlog
from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, current_app, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from verifier.errors import Conflict, Denied, Exhausted, Forbidden, InputError, NotFound, TooLarge, VerifierError

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[VerifierError], int], ...] = (
    (TooLarge, 413),
    (InputError, 422),
    (NotFound, 404),
    (Conflict, 409),
    (Denied, 401),
    (Forbidden, 403),
    (Exhausted, 429),
)
_STATUS_OF_CODE = {"too-many-citations": 422, "unsupported": 415, "malformed": 400, "outdated": 412}
SMALLER = "Submit the document in parts, or raise api.max_document_bytes."
_DETAILS = {
    404: "There is nothing at this address. /api/v1/openapi.json lists what there is.",
    405: "This address does not take this method; the Allow header says which it takes.",
}


def problem(
    status: int, detail: str, *, code: str = "about:blank", errors: list[dict[str, str]] | None = None, **headers: str
) -> Response:
    """A problem answer. `type` is `urn:verifier:problem:<code>`, which docs/api.md explains."""
    body: dict[str, Any] = {
        "type": code if code == "about:blank" else f"urn:verifier:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    response.headers.extend({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def _ours(error: VerifierError) -> Response:
    status = _STATUS_OF_CODE.get(error.code) or next(
        (status for kind, status in _STATUS if isinstance(error, kind)), 500
    )
    errors = [{"pointer": error.pointer, "detail": error.detail}] if error.pointer else None
    headers = {"WWW_Authenticate": "Bearer"} if status == 401 else {}
    if isinstance(error, Exhausted):
        headers = {"Retry_After": str(error.retry_after_s)}
    return problem(status, str(error), code=error.code, errors=errors, **headers)


def _invalid(error: HTTPError) -> Response:
    """A body, query or path that does not fit its schema (APIFlask's own error)."""
    errors = [
        {"pointer": "/" + field.replace(".", "/"), "detail": text}
        for fields in error.detail.values()
        if isinstance(fields, dict)
        for field, texts in fields.items()
        for text in (texts if isinstance(texts, list) else [str(texts)])
    ]
    detail = "; ".join(f"{one['pointer']}: {one['detail']}" for one in errors) or str(error.message)
    return problem(error.status_code, detail, code="bad-input" if errors else "about:blank", errors=errors)


def _unfit(error: ValidationError) -> Response:
    """A body that a route read by itself and that does not fit its model."""
    errors = [
        {"pointer": "".join(f"/{part}" for part in one["loc"]), "detail": one["msg"].removeprefix("Value error, ")}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['pointer'] or 'the body'}: {one['detail']}" for one in errors)
    return problem(422, detail, code="bad-input", errors=errors)


def http_problem(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]  # werkzeug's own redirect
    if status == 413:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        return _ours(TooLarge(f"The request is larger than {limit:,} bytes.", remedy=SMALLER))
    response = problem(status, _DETAILS.get(status) or error.description or HTTPStatus(status).phrase)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unexpected(_: Exception) -> Response:
    log.exception("request broke", path=request.path, method=request.method)
    return problem(500, "Something of ours broke; it was logged. Nothing already stored is lost.", code="internal")


def register_problems(app: APIFlask) -> None:
    app.error_processor(_invalid)
    app.register_error_handler(VerifierError, _ours)
    app.register_error_handler(ValidationError, _unfit)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, _unexpected)
