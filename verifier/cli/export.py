"""`verifier export`: the evidence of a job in one file."""

from __future__ import annotations

from pathlib import Path

import click

from verifier import __version__
from verifier.errors import InputError


@click.command()
@click.argument("job")
@click.option("--wacz", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE")
def export(job: str, wacz: Path) -> None:
    """Write the captured pages of JOB, and its report, into one WACZ file, which ReplayWeb.page and pywb open."""
    from verifier import bootstrap, settings
    from verifier.reports import wacz as package

    system, queue = bootstrap.local(settings.load(), offline=True)
    try:
        verification = system.services.verification(job)
        evidence = system.services.desk.evidence
        unfinished = wacz.with_name(f".unfinished-{wacz.name}")
        try:
            with unfinished.open("wb") as out:
                written = package.write(
                    verification,
                    system.wording,
                    evidence.warc,
                    bootstrap.SystemClock().now(),
                    f"citation-verifier {__version__}",
                    out,
                )
            unfinished.replace(wacz)
        except OSError as error:
            raise InputError(f"{wacz} cannot be written: {error.strerror}.") from error
        finally:
            unfinished.unlink(missing_ok=True)
    finally:
        queue.stop()
    click.echo(f"{wacz}: {written} captures.")
