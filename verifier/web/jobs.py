"""Jobs: the list with its search, how one is getting on, and its report beside the document."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports import FORMATS
from verifier.reports.html import head
from verifier.reports.signs import WEIGHT
from verifier.services import RETRIED
from verifier.web.pages import pages, system
from verifier.web.progress import progress, time_left
from verifier.web.rows import Row, rows
from verifier.web.search import find

_PAGE = 30


@pages.get("/jobs")
def jobs() -> ResponseReturnValue:
    """Newest first; `q` is words of a title, a publication, an address or an outlet, `verdict` one that it has."""
    wanted, verdict = request.args.get("q", "").strip(), request.args.get("verdict", "")
    having = Verdict(verdict) if verdict in set(Verdict) else None
    found = find(system().services.jobs, wanted.split(), having, request.args.get("before"), _PAGE)
    return render_template("jobs.html", found=found, q=wanted, verdict=verdict, verdicts=[one.value for one in Verdict])


@pages.get("/jobs/<job_id>")
def job(job_id: str) -> ResponseReturnValue:
    jobs = system().services.jobs
    # Of a job that is over nobody watches the channels: without them, a thousand references are there at once.
    verification = jobs.verification(job_id, trails=not jobs.job(job_id).status.over)
    listed = rows(verification, system().wording)
    return render_template(
        "job.html",
        rows=listed,
        counts=_counts(listed),
        marks=_marks(verification, listed),
        formats=FORMATS,
        **head(verification, system().wording) | _state(verification),
    )


@pages.get("/jobs/<job_id>/progress")
def job_progress(job_id: str) -> ResponseReturnValue:
    """The part of the page that says how the job is getting on, for its script."""
    return render_template("progress.html", **_state(system().services.verification(job_id)))


def _state(verification: Verification) -> dict[str, Any]:
    services = system().services
    views = [view for citation in verification.citations for view in citation.references]
    judgements = [view.dossier.judgement for view in views]
    return {
        "state": verification.job,
        "retriable": any(one is None or one.verdict in RETRIED for one in judgements),
        "progress": progress(verification, list(services.desk.channels)),
        "left": time_left(verification, services.desk.clock.now()),
    }


def _counts(listed: list[Row]) -> list[tuple[str, int]]:
    """How many there are of each verdict, the gravest first; those of none too, for a decision may bring one."""
    return [(verdict.value, sum(one.verdict == verdict.value for one in listed)) for verdict in WEIGHT]


def _marks(verification: Verification, listed: list[Row]) -> list[tuple[float, Row]]:
    """For the map of the document: each reference at how far down its citation stands, from 0 to 1000."""
    document = verification.document.document
    length = max(len(document.text), 1) if document else 1
    places = {view.id: view.citation.start for view in verification.citations}
    return [(round(1000 * places[one.citation] / length, 1), one) for one in listed]


@pages.post("/jobs/<job_id>/cancel")
def cancel(job_id: str) -> ResponseReturnValue:
    system().services.cancel(job_id)
    return redirect(url_for("pages.job", job_id=job_id), 303)


@pages.post("/jobs/<job_id>/retry")
def retry(job_id: str) -> ResponseReturnValue:
    system().services.retry(job_id)
    return redirect(url_for("pages.job", job_id=job_id), 303)
