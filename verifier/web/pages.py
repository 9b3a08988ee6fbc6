"""The frame that all pages stand in: whose they are, what they say when something does not work, their files."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, make_response, render_template, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from verifier.bootstrap import System
from verifier.errors import (
    Conflict,
    Denied,
    Exhausted,
    Forbidden,
    InputError,
    NotFound,
    Outdated,
    TooLarge,
    VerifierError,
)

_STATUS = {
    NotFound: 404,
    TooLarge: 413,
    InputError: 422,
    Outdated: 412,
    Conflict: 409,
    Forbidden: 403,
    Exhausted: 429,
}

pages = Blueprint("pages", __name__, static_folder="static", static_url_path="/static")


def system() -> System:
    """As the door gives it: nothing in it but the caller's workspace."""
    given: System = g.system
    return given


@pages.errorhandler(VerifierError)
def problem(error: VerifierError) -> ResponseReturnValue:
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, Exhausted) else {}
    return render_template("error.html", error=error, status=status_of(error)), status_of(error), headers


def status_of(error: VerifierError) -> int:
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


@pages.errorhandler(Denied)
def _denied(error: Denied) -> ResponseReturnValue:
    return render_template("sign_in.html", error=error), 401, {"WWW-Authenticate": "Bearer"}


@pages.errorhandler(413)
def _too_large(_: HTTPException) -> ResponseReturnValue:
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    return problem(
        TooLarge(f"That is larger than {limit:,} bytes.", remedy="Submit it in parts, or raise api.max_document_bytes.")
    )


@pages.errorhandler(HTTPException)
def _http_problem(error: HTTPException) -> ResponseReturnValue:
    shown = VerifierError(error.description or str(error.code))
    return render_template("error.html", error=shown, status=error.code), error.code or 500


def no_such_page(_: HTTPException) -> ResponseReturnValue:
    """For the site: an address that no route has."""
    return problem(NotFound("There is nothing at this address."))


@pages.get("/api/v1/docs")
def docs() -> ResponseReturnValue:
    return render_template("docs.html")


@pages.get("/report.css")
def report_css() -> Response:
    response = make_response(render_template("report.css"))
    response.mimetype = "text/css"
    return response


@pages.get("/favicon.ico")
def favicon() -> Response:
    assert pages.static_folder is not None
    return send_from_directory(pages.static_folder, "favicon.svg", mimetype="image/svg+xml")
