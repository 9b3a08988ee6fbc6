"""A request to submit documents, as JSON or as a multipart form, to one `Submission` or several."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Request

from verifier import codec
from verifier.api.bodies import DocumentIn, FormIn, OptionsIn, read_json
from verifier.errors import InputError
from verifier.ingest import Given
from verifier.records import Correction
from verifier.services import Submission

_KINDS = ("text", "html", "markdown")
_MULTIPART = "multipart/form-data"
LONGEST_KEY = 200
MOST_FILES = 200
_KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")


def submission(request: Request) -> Submission:
    """`InputError` where it holds no document or several; `ValidationError` for a field that does not fit."""
    found = submissions(request)
    if len(found) > 1:
        raise InputError("There are several files.", remedy="Send one.", pointer="/file/1")
    return found[0]


def submissions(request: Request) -> list[Submission]:
    """At least one; several are the files of one form, under the same options. Raises as `submission` does."""
    if request.mimetype == _MULTIPART:
        return _from_form(request)
    return [_from_json(request)]


def _from_json(request: Request) -> Submission:
    fields = read_json(DocumentIn, request)
    sources = [name for name in (*_KINDS, "url") if getattr(fields, name) is not None]
    if len(sources) != 1:
        raise InputError(
            f"The document is given {len(sources)} times." if sources else "There is no document.",
            remedy="Give exactly one of text, html, markdown and url.",
            pointer=f"/{sources[1]}" if sources else "/text",
        )
    source = sources[0]
    if source == "url":
        return _with_options(fields, request, url=fields.url)
    return _with_options(fields, request, text=getattr(fields, source), kind=source)


def _from_form(request: Request) -> list[Submission]:
    files = request.files.getlist("file")
    if len(files) > MOST_FILES:
        raise InputError(
            f"There are {len(files)} files; at most {MOST_FILES} are taken at a time.",
            remedy="Send them as several batches.",
            pointer=f"/file/{MOST_FILES}",
        )
    if not files:
        raise InputError("The form has no file.", remedy="Send the document in the field file.", pointer="/file")
    form: dict[str, Any] = {name: value for name, value in request.form.items() if value != ""}
    if "channels" in form:
        form["channels"] = [name.strip() for name in ",".join(request.form.getlist("channels")).split(",")]
    if "corrections" in form:
        form["corrections"] = _corrections(form["corrections"], len(files))
    fields = FormIn.model_validate(form)
    return [
        _with_options(fields, request, data=file.read(), name=file.filename, media_type=file.mimetype or None)
        for file in files
    ]


def _corrections(text: str, files: int) -> Any:
    """The field of a form, which is JSON."""
    if files > 1:
        raise InputError("Corrections are of one document.", remedy="Send it by itself.", pointer="/corrections")
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"The corrections are not JSON: {error}.", pointer="/corrections") from error


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise InputError(
            f"An Idempotency-Key has 1 to {LONGEST_KEY} characters, of ASCII and no spaces.", pointer="/Idempotency-Key"
        )
    return key


def _with_options(fields: OptionsIn, request: Request, **source: Any) -> Submission:
    return Submission(
        **source,
        given=Given(
            title=fields.title,
            publication=fields.publication,
            published=fields.published,
            language=fields.language,
            corrections=codec.decode(
                tuple[Correction, ...], [one.model_dump(mode="json") for one in fields.corrections or ()]
            ),
        ),
        confidential=fields.confidential,
        channels=tuple(fields.channels or ()),
        callback_url=fields.callback_url,
        recheck_days=fields.recheck_days,
        key=_idempotency_key(request),
    )
