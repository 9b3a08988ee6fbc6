"""The pages' routes. Each asks `services` once, and renders or redirects."""

from __future__ import annotations

from datetime import date

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from verifier.bootstrap import System
from verifier.errors import Conflict, Denied, Exhausted, Forbidden, InputError, NotFound, TooLarge, VerifierError
from verifier.ingest import Given
from verifier.records import Verdict
from verifier.reports import FORMATS
from verifier.reports.html import page
from verifier.services import RETRIED, Submission

KEY_COOKIE = "verifier_key"
_RECENT = 20
_STATUS = {NotFound: 404, TooLarge: 413, InputError: 422, Conflict: 409, Forbidden: 403, Exhausted: 429}

pages = Blueprint("pages", __name__, static_folder="static", static_url_path="/static")


def _system() -> System:
    """As the door gives it: nothing in it but the caller's workspace."""
    system: System = g.system
    return system


@pages.errorhandler(VerifierError)
def _problem(error: VerifierError) -> ResponseReturnValue:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, Exhausted) else {}
    return render_template("error.html", error=error, status=status), status, headers


@pages.errorhandler(Denied)
def _denied(error: Denied) -> ResponseReturnValue:
    return render_template("sign_in.html", error=error), 401, {"WWW-Authenticate": "Bearer"}


@pages.errorhandler(413)
def _too_large(_: HTTPException) -> ResponseReturnValue:
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    return _problem(
        TooLarge(f"That is larger than {limit:,} bytes.", remedy="Submit it in parts, or raise api.max_document_bytes.")
    )


@pages.errorhandler(HTTPException)
def _http_problem(error: HTTPException) -> ResponseReturnValue:
    shown = VerifierError(error.description or str(error.code))
    return render_template("error.html", error=shown, status=error.code), error.code or 500


def no_such_page(_: HTTPException) -> ResponseReturnValue:
    """For the site: an address that no route has."""
    return _problem(NotFound("There is nothing at this address."))


# ── submitting ────────────────────────────────────────────────────────────────────────────────────


@pages.get("/")
def home() -> ResponseReturnValue:
    jobs = _system().services.jobs
    recent = [(job, jobs.document(job.document_id)) for job in jobs.jobs(None, _RECENT)]
    return render_template("home.html", recent=recent, channels=list(_system().services.desk.channels))


@pages.post("/")
def submit() -> ResponseReturnValue:
    job = _system().services.submit(_submission())
    return redirect(url_for("pages.job", job_id=job.id), 303)


def _submission() -> Submission:
    form, file = request.form, request.files.get("file")
    given = Given(published=_day(form.get("published", "")))
    confidential = form.get("confidential") == "on"
    if file is not None and file.filename:
        data = file.read()
        return Submission(
            data=data, name=file.filename, media_type=file.mimetype, given=given, confidential=confidential
        )
    url, text = form.get("url", "").strip(), form.get("text", "")
    if url:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{url!r} is not a web address.", remedy="It must begin with http:// or https://.")
        return Submission(url=url, given=given, confidential=confidential)
    if not text.strip():
        raise InputError("There is no document.", remedy="Choose a file, paste a text, or give a URL.")
    # A form sends its lines ended by CR LF, whatever was pasted.
    return Submission(text=text.replace("\r\n", "\n"), given=given, confidential=confidential)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is not a day as YYYY-MM-DD.") from None


# ── a job ─────────────────────────────────────────────────────────────────────────────────────────


@pages.get("/jobs/<job_id>")
def job(job_id: str) -> ResponseReturnValue:
    system = _system()
    verification = system.services.verification(job_id)
    shown = page(verification, system.wording)
    references = [one for citation in shown["report"]["citations"] for one in citation["references"]]
    return render_template(
        "job.html",
        job=verification.job,
        retriable=any(one["machine_verdict"] in (None, *RETRIED) for one in references),
        formats=FORMATS,
        verdicts=[verdict.value for verdict in Verdict],
        actions="actions.html",
        **shown,
    )


@pages.post("/jobs/<job_id>/cancel")
def cancel(job_id: str) -> ResponseReturnValue:
    _system().services.cancel(job_id)
    return redirect(url_for("pages.job", job_id=job_id), 303)


@pages.post("/jobs/<job_id>/retry")
def retry(job_id: str) -> ResponseReturnValue:
    _system().services.retry(job_id)
    return redirect(url_for("pages.job", job_id=job_id), 303)


# ── a reference ───────────────────────────────────────────────────────────────────────────────────


@pages.post("/references/<reference_id>/review")
def review(reference_id: str) -> ResponseReturnValue:
    services = _system().services
    form = request.form
    if form.get("verdict") == "withdraw":
        view = services.withdraw_review(reference_id, form.get("reviewer", ""))
    else:
        try:
            verdict = Verdict(form.get("verdict", ""))
        except ValueError:
            abort(422, "Choose a verdict.")
        view = services.review(reference_id, verdict, form.get("note", "").strip(), form.get("reviewer", "").strip())
    return _back(view.dossier.job_id, reference_id)


@pages.post("/references/<reference_id>/evidence")
def evidence(reference_id: str) -> ResponseReturnValue:
    services, file = _system().services, request.files.get("file")
    if file is not None and file.filename:
        view = services.supply_file(reference_id, file.read(), file.filename, file.mimetype)
    else:
        url = request.form.get("url", "").strip()
        if not url.startswith(("http://", "https://")):
            raise InputError("There is no report.", remedy="Give its URL, or a file.")
        view = services.supply_url(reference_id, url)
    return _back(view.dossier.job_id, reference_id)


def _back(job_id: str, reference_id: str) -> ResponseReturnValue:
    return redirect(url_for("pages.job", job_id=job_id, _anchor=reference_id), 303)


# ── the rest ──────────────────────────────────────────────────────────────────────────────────────


@pages.get("/outlets")
def outlets() -> ResponseReturnValue:
    return render_template("outlets.html", outlets=_system().services.outlets())


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


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    return render_template("sign_in.html", error=None)


@pages.post("/sign-in")
def take_key() -> ResponseReturnValue:
    """Keep the key in a cookie that no script reads and no other site sends."""
    key = request.form.get("key", "").strip()
    if g.knows(key) is None:
        raise Denied("That key is not known.", remedy="`verifier keys add NAME` makes one.")
    response = make_response(redirect(url_for("pages.home"), 303))
    response.set_cookie(KEY_COOKIE, key, httponly=True, samesite="Strict", secure=request.is_secure)
    return response
