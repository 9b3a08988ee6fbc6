"""`verifier save`: the live pages of a job, kept by the Wayback Machine."""

from __future__ import annotations

import time
from datetime import datetime

import click

_BETWEEN_S = 5.0
"""Before the archive is asked again how far it is; a capture takes it from ten seconds to a few minutes."""


@click.command()
@click.argument("job")
@click.option("--patience", type=float, default=180.0, show_default=True, help="Seconds to wait for the archive.")
def save(job: str, patience: float) -> None:
    """Ask the Wayback Machine, with your keys, to keep the live pages that the verdicts of JOB rest on.

    What it answers stands in the trail of each reference; no verdict changes. Ask again for what was not finished.
    """
    from verifier import bootstrap, settings
    from verifier.records import Deferral

    system, queue = bootstrap.local(settings.load())
    saver, clock = bootstrap.saver(system), bootstrap.SystemClock()
    until = time.monotonic() + patience
    try:
        asked = pages = saver.unsaved(system.services.verification(job))
        while pages:
            for url, references in pages.items():
                while isinstance(said := saver.step(url, references), Deferral) and time.monotonic() < until:
                    _sleep_until(said.ready_at, clock.now())
                if not isinstance(said, Deferral):
                    click.echo(" ".join(filter(None, (url, said.status, said.archived_url, said.note))))
            pages = saver.unsaved(system.services.verification(job))
            if time.monotonic() + _BETWEEN_S > until:
                break
            time.sleep(_BETWEEN_S if pages else 0)
    finally:
        queue.stop()
    click.echo(f"{len(asked)} live pages, {len(asked) - len(pages)} settled.")


def _sleep_until(moment: datetime, now: datetime) -> None:
    time.sleep(max(0.0, (moment - now).total_seconds()))
