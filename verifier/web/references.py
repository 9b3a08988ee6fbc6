"""One reference: its evidence, and what a person does about it."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from verifier.dossier import ReferenceView
from verifier.errors import InputError, Outdated, VerifierError
from verifier.records import Verdict
from verifier.reports.card import card
from verifier.reports.signs import WEIGHT
from verifier.web.pages import pages, status_of, system
from verifier.web.rows import row


@pages.get("/references/<reference_id>")
def reference(reference_id: str) -> ResponseReturnValue:
    """With `?part=card`, only the card and its row, for the script of the job's page."""
    return _shown(system().services.reference(reference_id))


@pages.post("/references/<reference_id>/review")
def review(reference_id: str) -> ResponseReturnValue:
    """Accept, override or withdraw. Who decides says how much they had seen (`known`): where somebody else decided
    meanwhile, they are shown that first."""
    services, form = system().services, request.form
    reviewer, known = form.get("reviewer", "").strip()[:200] or _key_name(), _known()
    try:
        if form.get("verdict") == "withdraw":
            view = services.withdraw_review(reference_id, reviewer, known)
        else:
            view = services.review(reference_id, _verdict(), form.get("note", "").strip()[:5000], reviewer, known)
    except Outdated as error:
        return _shown(services.reference(reference_id), error)
    return _done(view)


@pages.post("/references/<reference_id>/evidence")
def evidence(reference_id: str) -> ResponseReturnValue:
    """ "The report is here": an address, or a file."""
    services, file = system().services, request.files.get("file")
    if file is not None and file.filename:
        return _done(services.supply_file(reference_id, file.read(), file.filename, file.mimetype))
    url = request.form.get("url", "").strip()
    if not url.startswith(("http://", "https://")):
        raise InputError("There is no report.", remedy="Give its URL, or a file.")
    return _done(services.supply_url(reference_id, url))


def _key_name() -> str:
    """Who signed in, for those who give no name."""
    caller = system().services.caller
    return caller.name if caller else ""


def _verdict() -> Verdict:
    try:
        return Verdict(request.form.get("verdict", ""))
    except ValueError:
        abort(422, "Choose a verdict.")


def _known() -> int | None:
    text = request.form.get("known", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _done(view: ReferenceView) -> ResponseReturnValue:
    if request.args.get("part"):
        return _shown(view)
    return redirect(url_for("pages.job", job_id=view.dossier.job_id, _anchor=view.id), 303)


def _shown(view: ReferenceView, error: VerifierError | None = None) -> ResponseReturnValue:
    wording = system().wording
    template = "reference_part.html" if request.args.get("part") else "reference.html"
    return render_template(
        template,
        reference=card(view, wording),
        claim=view.dossier.claim,
        citation_id=view.citation_id,
        job_id=view.dossier.job_id,
        row=row(view, wording),
        verdicts=[verdict.value for verdict in reversed(WEIGHT)],
        explain={verdict.value: wording.explanation(verdict) for verdict in Verdict},
        error=error,
    ), status_of(error) if error else 200
