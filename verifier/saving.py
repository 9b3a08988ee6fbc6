"""Saving the live pages that verdicts rest on to the Wayback Machine, so that a reader finds them later.

Only when a person asks for it, with that person's keys, and never for a confidential document: what is saved is
public, and who saves it is known to the archive. It changes no verdict and holds up no job: it comes after both, and
what the archive said stands in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass

from verifier.discovery import saving
from verifier.dossier import ReferenceView, Verification
from verifier.errors import ChannelError, InputError
from verifier.ports import Clock, Dossiers, Fetcher
from verifier.records import Capture, Deferral, Outcome, Request, Saved


@dataclass(frozen=True)
class Saver:
    """Asks the archive at `archive`; without keys it may not be asked."""

    archive: str
    has_keys: bool
    dossiers: Dossiers
    fetcher: Fetcher
    clock: Clock

    def unsaved(self, verification: Verification) -> dict[str, tuple[str, ...]]:
        """The live pages that verdicts rest on and that the archive has not been asked for, or has not finished with;
        with the references that rest on each. `InputError` where nothing may be sent."""
        if not self.has_keys:
            raise InputError(
                "The Wayback Machine saves pages for those who have keys.",
                remedy="Set channels.wayback.save_key and save_secret (https://archive.org/account/s3.php).",
            )
        if verification.document.confidential:
            raise InputError("The document is confidential: the pages that it rests on are not sent anywhere.")
        found: dict[str, tuple[str, ...]] = {}
        for citation in verification.citations:
            for view in citation.references:
                page = live_page(view)
                if page is not None and _open(view):
                    found[page.url] = (*found.get(page.url, ()), view.id)
        return found

    def step(self, url: str, reference_ids: tuple[str, ...]) -> Deferral | Saved:
        """Ask for the page, or how far it is. What was said is in the trail; a `Deferral` says when to ask."""
        jobs = (last.job for view in map(self.dossiers.view, reference_ids) if (last := _last(view)) and last.job)
        job = next(jobs, None)
        ask = saving.status_request(self.archive, job) if job else saving.save_request(self.archive, url)
        entry = self._asked(url, ask)
        if isinstance(entry, Saved):
            for reference_id in reference_ids:
                self.dossiers.annotate(reference_id, entry)
        return entry

    def _asked(self, url: str, ask: Request) -> Deferral | Saved:
        exchange = self.fetcher.fetch(ask)
        if isinstance(exchange, Deferral):
            return exchange
        now = self.clock.now()
        if exchange.outcome is not Outcome.OK or exchange.response is None:
            return Saved(now, url, exchange.outcome, "error", note=exchange.detail)
        try:
            said = saving.read(self.archive, exchange.response)
        except ChannelError as error:
            return Saved(now, url, Outcome.GARBAGE, "error", note=error.detail)
        return Saved(now, url, Outcome.OK, said.status, said.job, said.archived_url, said.note)


def live_page(view: ReferenceView) -> Capture | None:
    """The page that the verdict rests on, if it was fetched from its own site: no copy, and no file of the user's."""
    judgement = view.dossier.judgement
    used = judgement.report_sha256 if judgement else None
    live = (one for one in view.dossier.captures if one.sha256 == used and one.archived_url is None and one.asked)
    return next(live, None)


def _last(view: ReferenceView) -> Saved | None:
    """What the archive said last."""
    return next((entry for entry in reversed(view.dossier.entries) if isinstance(entry, Saved)), None)


def _open(view: ReferenceView) -> bool:
    """Whether there is something to ask: nothing was yet, the archive is at it, or it could not be asked."""
    last = _last(view)
    return last is None or last.status == saving.PENDING or last.outcome.transient
