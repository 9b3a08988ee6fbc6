"""The WSGI application: the API and the pages on one address, behind the door, with health and metrics."""

from __future__ import annotations

from dataclasses import replace

import structlog
from apiflask import APIFlask
from flask import Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from verifier import bootstrap, door, logs, metrics, settings, web
from verifier.api import blueprints, describe, http_problem, register_problems
from verifier.api.listeners import HandOver, Listeners
from verifier.api.reports import RecentReports
from verifier.bootstrap import System
from verifier.traces import note, span

log = structlog.get_logger(__name__)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_DOCS_POLICY = _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The interactive API page sets styles from its script."""


def application() -> Flask:
    """For gunicorn: `verifier.site:application()`. It cannot tell where it is bound, so keys are required unless the
    settings say that they are not."""
    loaded = settings.load()
    if loaded.api.keys_required is None:
        loaded = replace(loaded, api=replace(loaded.api, keys_required=True))
    logs.configure(loaded)
    return create_app(bootstrap.distributed(loaded))


def create_app(system: System) -> Flask:
    app = APIFlask(__name__, spec_path="/api/v1/openapi.json", docs_path=None, static_folder=None)  # type: ignore[arg-type]  # Flask takes None: the pages bring their own
    app.extensions["verifier"] = system
    largest = system.settings.api.max_document_bytes
    app.config["MAX_CONTENT_LENGTH"] = largest + 1_000_000  # the fields and boundaries around the document
    app.config["MAX_FORM_MEMORY_SIZE"] = largest  # a text pasted into the page is a field; the default is 500 kB
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    describe(app)
    register_problems(app)
    app.register_error_handler(404, _no_such_page)
    _trace(app)
    metrics.measure(app, system)  # first: who is refused is counted too
    door.keep(app, system)
    app.extensions["reports"] = RecentReports()
    app.extensions["listeners"] = listeners = Listeners(system.services.jobs, system.settings.api.max_listeners)
    app.wsgi_app = HandOver(app.wsgi_app, listeners)  # type: ignore[method-assign]  # as Flask has it done
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    web.register(app)
    _health(app, system)
    app.after_request(_harden)
    return app


def _no_such_page(error: HTTPException) -> ResponseReturnValue:
    """Programs are told in JSON, and people in words."""
    if request.path.startswith("/api/") or not request.accept_mimetypes.accept_html:
        return http_problem(error)
    return web.no_such_page(error)


def _trace(app: Flask) -> None:
    """A span a request, over all that is done for it."""

    @app.before_request
    def begin() -> None:
        route = request.url_rule.rule if request.url_rule else "none"
        g.span = span(f"{request.method} {route}", **(request.view_args or {}))
        g.span.__enter__()

    @app.after_request
    def answered(response: Response) -> Response:
        note("status", response.status_code)
        return response

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        if "span" in g:
            g.pop("span").__exit__(None, None, None)


def _harden(response: Response) -> Response:
    docs = request.path == "/api/v1/docs"
    response.headers.setdefault("Content-Security-Policy", _DOCS_POLICY if docs else _POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    # Not "no-referrer", with which a browser sends no Origin with its own pages' forms: the door looks at it.
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")  # drafts do not lie about in caches
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _health(app: APIFlask, system: System) -> None:
    @app.get("/healthz")
    @app.doc(summary="Alive", tags=["Operation"], operation_id="healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    @app.doc(summary="Ready: the database answers", tags=["Operation"], operation_id="readyz")
    def readyz() -> ResponseReturnValue:
        try:
            system.services.jobs.jobs(None, 1)
        except Exception as error:  # whatever the database's driver raises, the answer is the same
            log.warning("not ready", error=str(error))
            return jsonify({"status": "database unavailable"}), 503, {"Retry-After": "5"}
        return jsonify({"status": "ok"}), 200
