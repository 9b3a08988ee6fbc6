"""The channels: which are asked, why the others are not, and how they answered lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from verifier.bootstrap import channel_states
from verifier.records import Asked, Fetched, Outcome
from verifier.web.pages import pages, system

_JOBS, _REFERENCES = 6, 200
"""The newest jobs that are looked through, each of no more than so many references."""


@dataclass(frozen=True)
class Health:
    """What came of asking a channel in the newest jobs."""

    outcomes: tuple[tuple[Outcome, int], ...] = ()
    last: datetime | None = None
    last_outcome: Outcome | None = None


@pages.get("/channels")
def channels() -> ResponseReturnValue:
    jobs = [job for job in system().services.jobs.jobs(None, _JOBS) if job.references <= _REFERENCES]
    healths = _healths([job.id for job in jobs])
    states = [(state, healths.get(state.name, Health())) for state in channel_states(system().settings)]
    return render_template("channels.html", states=states, jobs=len(jobs))


def _healths(job_ids: list[str]) -> dict[str, Health]:
    told: dict[str, list[tuple[datetime, Outcome]]] = {}
    for job_id in job_ids:
        for citation in system().services.verification(job_id).citations:
            for view in citation.references:
                for entry in view.dossier.entries:
                    if isinstance(entry, Asked) and entry.request.url:
                        told.setdefault(entry.channel, []).append((entry.at, entry.outcome))
                    elif isinstance(entry, Fetched):
                        told.setdefault(entry.candidate.channel, []).append((entry.at, entry.outcome))
    return {
        channel: Health(tuple(Counter(outcome for _, outcome in said).most_common()), *max(said))
        for channel, said in told.items()
    }
