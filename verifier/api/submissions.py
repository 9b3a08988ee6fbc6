"""A request to submit a document, as JSON or as a multipart form, to a `Submission`."""

from __future__ import annotations

from typing import Any

from flask import Request

from verifier.api.bodies import DocumentIn
from verifier.errors import InputError
from verifier.ingest import Given
from verifier.services import Submission

_KINDS = ("text", "html", "markdown")
_MULTIPART = "multipart/form-data"


def submission(request: Request) -> Submission:
    """`InputError` where it holds no document or several; `ValidationError` for a field that does not fit."""
    if request.mimetype == _MULTIPART:
        return _from_form(request)
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise InputError(
            "The body is not a JSON object.",
            code="malformed",
            remedy=f"Send application/json, or {_MULTIPART} with a file.",
        )
    fields = DocumentIn.model_validate(body)
    sources = [name for name in (*_KINDS, "url") if getattr(fields, name) is not None]
    if len(sources) != 1:
        raise InputError(
            f"The document is given {len(sources)} times." if sources else "There is no document.",
            remedy="Give exactly one of text, html, markdown and url.",
            pointer=f"/{sources[1]}" if sources else "/text",
        )
    source = sources[0]
    if source == "url":
        return _with_options(fields, request, url=_web_address(fields.url or ""))
    return _with_options(fields, request, text=getattr(fields, source), kind=source)


def _from_form(request: Request) -> Submission:
    file = request.files.get("file")
    if file is None:
        raise InputError("The form has no file.", remedy="Send the document in the field file.", pointer="/file")
    form: dict[str, Any] = {name: value for name, value in request.form.items() if value != ""}
    if "channels" in form:
        form["channels"] = [name.strip() for name in ",".join(request.form.getlist("channels")).split(",")]
    fields = DocumentIn.model_validate(form)
    return _with_options(fields, request, data=file.read(), name=file.filename, media_type=file.mimetype or None)


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise InputError(
            f"{url!r} is not a web address.", remedy="It must begin with http:// or https://.", pointer="/url"
        )
    return url


def _with_options(fields: DocumentIn, request: Request, **source: Any) -> Submission:
    return Submission(
        **source,
        given=Given(
            title=fields.title, publication=fields.publication, published=fields.published, language=fields.language
        ),
        confidential=fields.confidential,
        channels=tuple(fields.channels or ()),
        key=request.headers.get("Idempotency-Key"),
    )
