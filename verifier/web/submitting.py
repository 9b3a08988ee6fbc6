"""Handing in a document: what is cited in it is shown first, corrected where it was misread, then verified."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from verifier.errors import InputError, VerifierError
from verifier.ingest import Given
from verifier.services import Submission
from verifier.web.corrections import FIELDS_A_CITATION, corrections, corrects, day, fields
from verifier.web.pages import pages, status_of, system

_RECENT = 8
_RECHECK_DAYS = 3650


@pages.get("/")
def home() -> ResponseReturnValue:
    return _home()


@pages.post("/preview")
def preview() -> ResponseReturnValue:
    """The citations found, to be looked at and corrected. Nothing is stored, and nobody is asked.

    The script of the page asks for this part alone; without it the whole page is the answer.
    """
    _expect_many_fields()
    shown, status = {}, 200
    try:
        shown = _found(_submission())
    except VerifierError as error:
        shown, status = {"problem": error}, status_of(error)
    if request.args.get("part"):
        return render_template("preview_part.html", form=request.form, **shown), status
    return _home(**shown), status


@pages.post("/")
def submit() -> ResponseReturnValue:
    _expect_many_fields()
    submission = _submission()
    if corrects(request.form):
        services = system().services
        document, found = services.extract(submission)
        said = corrections(request.form, request.form.getlist("removed"), document, found, services.registry())
        submission = replace(submission, given=replace(submission.given, corrections=said))
    job = system().services.submit(submission)
    return redirect(url_for("pages.job", job_id=job.id), 303)


def _home(**shown: object) -> str:
    jobs = system().services.jobs
    recent = [(job, jobs.document(job.document_id)) for job in jobs.jobs(None, _RECENT)]
    return render_template(
        "home.html", recent=recent, channels=list(system().services.desk.channels), form=request.form, **shown
    )


def _expect_many_fields() -> None:
    request.max_form_parts = 100 + FIELDS_A_CITATION * system().services.allowance.max_citations


def _found(submission: Submission) -> dict[str, object]:
    if submission.url:
        raise InputError(
            "What a web page cites is known once it has been fetched.", remedy="Verify it, or paste its text."
        )
    services = system().services
    document, found = services.extract(submission)
    registry = services.registry()
    return {
        "document": document,
        "found": fields(found, registry),
        "removed": request.form.getlist("removed"),
        "outlets": sorted(outlet.name for outlet in services.outlets()),
    }


def _submission() -> Submission:
    options = Submission(
        given=Given(
            title=request.form.get("title", "").strip() or None,
            publication=request.form.get("publication", "").strip() or None,
            published=day(request.form.get("published", "")),
        ),
        confidential=request.form.get("confidential") == "on",
        channels=_channels(),
        callback_url=_address("callback_url"),
        recheck_days=_recheck_days(),
    )
    file, url, text = request.files.get("file"), _address("url"), request.form.get("text", "")
    has_file = file is not None and bool(file.filename)
    if has_file + bool(url) + bool(text.strip()) > 1:
        raise InputError("There are several documents.", remedy="Leave one of the file, the text and the address.")
    if file is not None and has_file:
        return replace(options, data=file.read(), name=file.filename, media_type=file.mimetype)
    if url:
        return replace(options, url=url)
    if not text.strip():
        raise InputError("There is no document.", remedy="Choose a file, paste a text, or give a URL.")
    # A form sends its lines ended by CR LF, whatever was pasted.
    return replace(options, text=text.replace("\r\n", "\n"))


def _channels() -> tuple[str, ...]:
    """The only ones to ask; () where all of them were left ticked."""
    chosen = tuple(request.form.getlist("channels"))
    return () if set(chosen) == set(system().services.desk.channels) else chosen


def _address(name: str) -> str | None:
    url = request.form.get(name, "").strip()
    if url and not url.startswith(("http://", "https://")):
        raise InputError(f"{url!r} is not a web address.", remedy="It must begin with http:// or https://.")
    return url or None


def _recheck_days() -> int | None:
    text = request.form.get("recheck_days", "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _RECHECK_DAYS:
        raise InputError(f"{text!r} is not a number of days from 1 to {_RECHECK_DAYS}.")
    return int(text)
