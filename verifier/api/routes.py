"""The routes, by subject: documents, jobs, references, captures, outlets, extraction."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from apiflask import APIBlueprint
from flask import Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue

from verifier import __version__, codec
from verifier.api.batches import batch_json
from verifier.api.bodies import (
    EventsQuery,
    EvidenceIn,
    OutletIn,
    PageQuery,
    ReportQuery,
    RetryIn,
    ReviewIn,
    WaitQuery,
    WithdrawQuery,
    read_json,
)
from verifier.api.conditions import last_event_known, length_decided_on, number_of, tagged
from verifier.api.events import EventStream, Listener, NextChange
from verifier.api.listeners import LISTENER, Listeners, takes, told
from verifier.api.problems import problem
from verifier.api.reports import RecentReports, form_of, rendered, report_response
from verifier.api.submissions import submission, submissions
from verifier.bootstrap import System
from verifier.cursors import cursor_of
from verifier.dossier import ReferenceView
from verifier.errors import InputError
from verifier.records import Job, JobStatus, Outlet, StoredDocument
from verifier.reports import job_json, reference_json
from verifier.reports.changes import changes_json
from verifier.reports.links import batch_links, job_links
from verifier.reports.webhook import delivery_json
from verifier.reports.wire import document_json, extracted_json

V1 = "/api/v1"
_OUTLET_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_EVENTS = "text/event-stream"
Listed = TypeVar("Listed", Job, StoredDocument)

documents = APIBlueprint("documents", __name__, url_prefix=f"{V1}/documents", tag="Documents")
batches = APIBlueprint("batches", __name__, url_prefix=f"{V1}/batches", tag="Documents")
jobs = APIBlueprint("jobs", __name__, url_prefix=f"{V1}/jobs", tag="Jobs")
references = APIBlueprint("references", __name__, url_prefix=f"{V1}/references", tag="References")
captures = APIBlueprint("captures", __name__, url_prefix=f"{V1}/captures", tag="Captures")
outlets = APIBlueprint("outlets", __name__, url_prefix=f"{V1}/outlets", tag="Outlets")
extraction = APIBlueprint("extraction", __name__, url_prefix=f"{V1}/extract", tag="Extraction")
blueprints = (documents, batches, jobs, references, captures, outlets, extraction)


def _system() -> System:
    """As the door gives it: nothing in it but the caller's workspace."""
    system: System = g.system
    return system


# ── documents ─────────────────────────────────────────────────────────────────────────────────────


@documents.post("")
@documents.doc(summary="Submit a document", operation_id="submitDocument")
def submit_document() -> ResponseReturnValue:
    """The document is read at once and verified in the background; `links.events` tells how it goes. A form of
    several files is a batch: the answer is that of `GET /batches/{id}`, and under `refused` what was not taken."""
    services = _system().services
    wanted, *more = submissions(request)
    if more:
        batch, refused = services.batches.submit([wanted, *more], services.submit)
        return jsonify(batch_json(batch, refused)), 202, {"Location": batch_links(batch)["batch"]}
    job = services.submit(wanted)
    links = job_links(job)
    body: dict[str, Any] = {
        "document_id": job.document_id,
        "job_id": job.id,
        "status": job.status.value,
        "links": links,
    }
    if wanted.callback_url is not None:
        body["webhook_secret"] = services.callback_secret(job)
    return jsonify(body), 202, {"Location": links["job"]}


@documents.get("")
@documents.input(PageQuery, location="query", arg_name="page")
@documents.doc(summary="List documents, newest first", operation_id="listDocuments")
def list_documents(page: PageQuery) -> ResponseReturnValue:
    found, cursor = _page(_system().services.jobs.documents, page)
    return jsonify({"documents": [document_json(one) for one in found], "next_cursor": cursor})


@documents.get("/<document_id>")
@documents.doc(summary="A document's text and metadata", operation_id="getDocument")
def get_document(document_id: str) -> ResponseReturnValue:
    return jsonify(document_json(_system().services.jobs.document(document_id), text=True))


@documents.post("/<document_id>/recheck")
@documents.doc(summary="Verify a document again", operation_id="recheckDocument")
def recheck_document(document_id: str) -> ResponseReturnValue:
    """A job of its own; `links.changes` tells what it found changed since the one before."""
    job = _system().services.recheck(document_id)
    return jsonify(_job(job)), 202, {"Location": job_links(job)["job"]}


@documents.delete("/<document_id>")
@documents.doc(summary="Erase a document with all that hangs on it", operation_id="eraseDocument")
def erase_document(document_id: str) -> ResponseReturnValue:
    _system().services.erase(document_id)
    return "", 204


@batches.get("/<batch_id>")
@batches.doc(summary="Documents handed in together, with one progress", operation_id="getBatch")
def get_batch(batch_id: str) -> ResponseReturnValue:
    return jsonify(batch_json(_system().services.batches.batch(batch_id)))


# ── jobs ──────────────────────────────────────────────────────────────────────────────────────────


@jobs.get("")
@jobs.input(PageQuery, location="query", arg_name="page")
@jobs.doc(summary="List jobs, newest first", operation_id="listJobs")
def list_jobs(page: PageQuery) -> ResponseReturnValue:
    found, cursor = _page(_system().services.jobs.jobs, page)
    return jsonify({"jobs": [_job(job) for job in found], "next_cursor": cursor})


@jobs.get("/<job_id>")
@jobs.input(WaitQuery, location="query", arg_name="query")
@jobs.doc(summary="A job's state and progress", operation_id="getJob")
def get_job(job_id: str, query: WaitQuery) -> ResponseReturnValue:
    """With `?wait=SECONDS` the answer comes when the job has changed since `after` (or since the ETag in
    `If-None-Match`, or since now), or is over, or when the time is up."""
    services = _system().services
    job = services.job(job_id)
    after = last_event_known(query.after, job)
    if query.wait and job.last_event <= after and not job.status.over:
        listener = NextChange(job_id, after, query.wait)
        handed_over = _hand_over(listener, "application/json")
        if handed_over is not None:
            return handed_over
        list(told(listener, services.jobs))
        job = services.job(job_id)
    return tagged(jsonify(_job(job)), job.last_event).make_conditional(request)


def _hand_over(listener: Listener, media_type: str) -> Response | None:
    """An answer that leaves this thread; None where the server lets none, and the thread must wait."""
    listeners: Listeners = current_app.extensions["listeners"]
    if not takes(request.environ):
        return None
    if listeners.full:
        return problem(503, "Too many are listening already.", code="too-many-listeners", Retry_After="5")
    request.environ[LISTENER] = listener
    return Response(mimetype=media_type)


@jobs.get("/<job_id>/events")
@jobs.input(EventsQuery, location="query", arg_name="query")
@jobs.doc(summary="A job's progress as Server-Sent Events", operation_id="watchJob")
def watch_job(job_id: str, query: EventsQuery) -> Response:
    """Resumable with `Last-Event-ID` (or `?after=`)."""
    last = number_of(request.headers.get("Last-Event-ID", ""))
    after = query.after if last is None else last
    services = _system().services
    services.job(job_id)  # an unknown job is a 404, not an empty stream
    listener = EventStream(job_id, after)
    answer = _hand_over(listener, _EVENTS) or Response(told(listener, services.jobs), mimetype=_EVENTS)
    answer.headers.update({"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"})
    return answer


@jobs.get("/<job_id>/changes")
@jobs.doc(summary="What a recheck found changed", operation_id="getChanges")
def get_changes(job_id: str) -> ResponseReturnValue:
    """Verdicts, pages that are gone, and texts that were changed, since the job before it on the same document."""
    return jsonify(changes_json(*_system().services.revisions.compared(job_id)))


@jobs.get("/<job_id>/deliveries")
@jobs.doc(summary="The log of a job's webhooks", operation_id="listDeliveries")
def list_deliveries(job_id: str) -> ResponseReturnValue:
    """What was posted to the document's `callback_url`, each attempt with what came of it."""
    return jsonify({"deliveries": [delivery_json(one) for one in _system().services.deliveries(job_id)]})


@jobs.post("/<job_id>/cancel")
@jobs.doc(summary="Stop a job", operation_id="cancelJob")
def cancel_job(job_id: str) -> ResponseReturnValue:
    return jsonify(_job(_system().services.cancel(job_id)))


@jobs.post("/<job_id>/retry")
@jobs.doc(summary="Look again for what was not found or could not be reached", operation_id="retryJob")
def retry_job(job_id: str) -> ResponseReturnValue:
    """The body may name the references; without one, all that are `unreachable` or `not_found`."""
    body = read_json(RetryIn, request, optional=True)
    return jsonify(_job(_system().services.retry(job_id, body.references))), 202


@jobs.get("/<job_id>/report")
@jobs.input(ReportQuery, location="query", arg_name="query")
@jobs.doc(summary="The verification report", operation_id="getReport")
def get_report(job_id: str, query: ReportQuery) -> Response:
    """JSON by default; `?format=` or `Accept` for the others. A completed job's has an ETag."""
    form = form_of(query.format)
    job = _system().services.job(job_id)
    tag = f"{job.last_event}-{form}-{__version__}" if job.status is JobStatus.COMPLETED else ""
    if tag and request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        recent: RecentReports = current_app.extensions["reports"]
        response = report_response(job_id, form, recent.get(job, form, lambda: rendered(_system(), job_id, form)))
    if tag:
        response.set_etag(tag)
    response.vary.add("Accept")
    return response


# ── references ────────────────────────────────────────────────────────────────────────────────────


@references.get("/<reference_id>")
@references.doc(summary="One reference with its candidates, findings and trail", operation_id="getReference")
def get_reference(reference_id: str) -> ResponseReturnValue:
    return _reference(_system().services.reference(reference_id))


@references.post("/<reference_id>/evidence")
@references.doc(summary="Hand in the report yourself, as a URL or a file", operation_id="supplyEvidence")
def supply_evidence(reference_id: str) -> ResponseReturnValue:
    services = _system().services
    if request.mimetype == "multipart/form-data":
        file = request.files.get("file")
        if file is None:
            raise InputError("The form has no file.", remedy="Send the report in the field file.", pointer="/file")
        view = services.supply_file(reference_id, file.read(), file.filename or "evidence", file.mimetype)
    else:
        view = services.supply_url(reference_id, read_json(EvidenceIn, request).url)
    return _reference(view), 202


@references.put("/<reference_id>/review")
@references.doc(summary="Accept or override the verdict", operation_id="review")
def put_review(reference_id: str) -> ResponseReturnValue:
    """Kept in an append-only history; the machine's verdict stays beside it. With `If-Match` (the ETag of the
    reference as it was read) it is refused with 412 where the reference has changed since."""
    body = read_json(ReviewIn, request)
    services = _system().services
    return _reference(services.review(reference_id, body.verdict, body.note, body.reviewer, length_decided_on()))


@references.delete("/<reference_id>/review")
@references.input(WithdrawQuery, location="query", arg_name="query")
@references.doc(summary="Withdraw the review", operation_id="withdrawReview")
def delete_review(reference_id: str, query: WithdrawQuery) -> ResponseReturnValue:
    """The machine's verdict is shown again; the history keeps both."""
    return _reference(_system().services.withdraw_review(reference_id, query.reviewer, length_decided_on()))


def _reference(view: ReferenceView) -> Response:
    shown = {**reference_json(view, _system().wording), "citation_id": view.citation_id, "job_id": view.dossier.job_id}
    return tagged(jsonify(shown), len(view.dossier.entries))


# ── captures ──────────────────────────────────────────────────────────────────────────────────────


@captures.get("/<sha256>")
@captures.doc(summary="The kept bytes of a page, inert", operation_id="getCapture")
def get_capture(sha256: str) -> Response:
    """Served as a download, sandboxed and never sniffed: a fetched page must not run on this origin."""
    return _inert(_system().services.capture(sha256), "application/octet-stream", f"{sha256}.bin")


@captures.get("/<sha256>/warc")
@captures.doc(summary="A kept page as a WARC record", operation_id="getCaptureWarc")
def get_capture_warc(sha256: str) -> Response:
    return _inert(_system().services.capture_warc(sha256), "application/warc", f"{sha256}.warc.gz")


def _inert(body: bytes, media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, mimetype=media_type, headers=headers)


# ── outlets ───────────────────────────────────────────────────────────────────────────────────────


@outlets.get("")
@outlets.doc(summary="The registry of outlets", operation_id="listOutlets")
def list_outlets() -> ResponseReturnValue:
    return jsonify({"outlets": [codec.encode(one) for one in _system().services.outlets()]})


@outlets.get("/<outlet_id>")
@outlets.doc(summary="One outlet", operation_id="getOutlet")
def get_outlet(outlet_id: str) -> ResponseReturnValue:
    return jsonify(codec.encode(_system().services.outlet(outlet_id)))


@outlets.put("/<outlet_id>")
@outlets.doc(summary="An outlet of your own, or your version of a shipped one", operation_id="putOutlet")
def put_outlet(outlet_id: str) -> ResponseReturnValue:
    """Its id is yours to choose: small letters, digits and hyphens."""
    if not _OUTLET_ID.fullmatch(outlet_id):
        raise InputError(
            f"{outlet_id!r} cannot be an outlet's id.",
            remedy="Use up to 64 small letters, digits and hyphens.",
            pointer="/id",
        )
    body = read_json(OutletIn, request)
    if body.id not in (None, outlet_id):
        raise InputError(
            f"The outlet's id is {body.id!r}, and its address says {outlet_id!r}.",
            remedy="Leave the id out, or send it to its own address.",
            pointer="/id",
        )
    outlet = codec.decode(Outlet, {**body.model_dump(), "id": outlet_id})
    return jsonify(codec.encode(_system().services.put_outlet(outlet)))


# ── extraction ────────────────────────────────────────────────────────────────────────────────────


@extraction.post("")
@extraction.doc(summary="Citations only, at once and without a job", operation_id="extract")
def extract() -> ResponseReturnValue:
    wanted = submission(request)
    if wanted.url is not None:
        raise InputError("A URL cannot be extracted at once.", remedy="Submit it as a document.", pointer="/url")
    services = _system().services
    document, found = services.extract(wanted)
    registry = services.registry()
    resolutions = (
        registry.resolve(reference, reference.date.start if reference.date else None)
        for citation in found
        for reference in citation.references
    )
    return jsonify(extracted_json(document, found, resolutions, sha256(wanted.content).hexdigest()))


# ── what several answer with ─────────────────────────────────────────────────────────────────────────────────────────


def _page(listed: Callable[[str | None, int], list[Listed]], page: PageQuery) -> tuple[list[Listed], str | None]:
    """One page of a list, and the cursor of the next where there is one."""
    found = listed(page.cursor, page.limit + 1)
    more = len(found) > page.limit
    return found[: page.limit], cursor_of(found[page.limit - 1]) if more else None


def _job(job: Job) -> dict[str, Any]:
    return job_json(job, job_links(job))
