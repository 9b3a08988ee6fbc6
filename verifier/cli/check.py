"""`verifier check`: the whole job on this machine, without a server; and `verifier demo`, on the samples."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.read import Day, content, is_url
from verifier.errors import InputError
from verifier.reports.formats import FORMATS, render

if TYPE_CHECKING:
    from verifier.bootstrap import System
    from verifier.dossier import Verification
    from verifier.services import Submission

_LOOK_S = 0.05
_LINE_END = "\n"
_FORMS = ["table", *FORMATS]


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE…|URL|-")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file; for several documents, a folder.")
@click.option("--published", type=Day(), help="The document's date, where it does not say itself.")
@click.option("--offline", is_flag=True, help="Ask only your own library; open no connection.")
@click.option("--confidential", is_flag=True, help="Send no word of the document anywhere.")
def check(
    sources: Sequence[str], form: str, output: Path | None, published: date | None, offline: bool, confidential: bool
) -> None:
    """Verify the citations of each document and print the report."""
    from verifier import bootstrap, logs, settings

    if len(sources) > 1 and form != "table" and output is None:
        raise InputError(f"{len(sources)} reports as {form} need a folder.", remedy="Give --output FOLDER.")
    if offline and any(is_url(source) for source in sources):
        raise InputError("A URL cannot be checked offline.", remedy="Save the page and give the file.")
    targets = _targets(output, sources, form)
    submissions = [replace(_submission(source, published), confidential=confidential) for source in sources]
    loaded = settings.load()
    logs.configure(loaded)
    system, queue = bootstrap.local(loaded, offline=offline)
    try:
        statuses = [
            _check(system, submission, source, form, target)
            for submission, source, target in zip(submissions, sources, targets, strict=True)
        ]
    finally:
        queue.stop()
    sys.exit(max(statuses))


@click.command()
@click.option("--document", default="russia-japan.txt", show_default=True, help="Which of the samples.")
@click.option("--output", "-o", type=click.Path(path_type=Path), default=Path("out/demo.html"), show_default=True)
def demo(document: str, output: Path) -> None:
    """Verify a sample document against the sample archive that ships with the program. No network."""
    from verifier import bootstrap, logs, settings, shipped

    samples = sorted(
        one.name for one in shipped.seeds().iterdir() if one.suffix in (".txt", ".md", ".html") and one.stem != "README"
    )
    if document not in samples:
        raise InputError(f"There is no sample {document!r}.", remedy=f"There are {', '.join(samples)}.")
    _targets(output, [document], "html")
    path = shipped.seeds(document)
    with tempfile.TemporaryDirectory(prefix="verifier-demo-") as home:
        loaded = settings.load({}, DATA_DIR=home)
        loaded = replace(loaded, library=replace(loaded.library, paths=(str(shipped.seeds("archive")),)))
        logs.configure(loaded)
        click.echo(f"Checking {document} against the sample archive (synthetic reports), offline …")
        system, queue = bootstrap.local(loaded, offline=True)
        try:
            verification = _verify(system, _submission(str(path), None))
        finally:
            queue.stop()
        _print(verification, "table", None, system)
        _print(verification, "html", output, system)


def _submission(source: str, published: date | None) -> Submission:
    from verifier.ingest import Given
    from verifier.services import Submission

    if is_url(source):
        return Submission(url=source, given=Given(published=published), fresh=True)
    data, name = content(source)
    return Submission(data=data, name=name, given=Given(published=published), fresh=True)


def _targets(output: Path | None, sources: Sequence[str], form: str) -> list[Path | None]:
    """Where each report goes: into a folder if there are several or it is one already. Seen to before any work."""
    if output is None:
        return [None] * len(sources)
    try:
        if len(sources) == 1 and not output.is_dir():
            output.parent.mkdir(parents=True, exist_ok=True)
            return [output]
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}.") from error
    ending = "txt" if form == "table" else FORMATS[form].ending
    targets: list[Path | None] = []
    for source in sources:
        stem = "stdin" if source == "-" else Path(source.split("?")[0].rstrip("/")).stem
        names = (f"{stem}{number}.{ending}" for number in ("", *(f"-{n}" for n in range(2, len(sources) + 1))))
        targets.append(next(output / name for name in names if output / name not in targets))
    return targets


def _check(system: System, submission: Submission, source: str, form: str, output: Path | None) -> int:
    """The exit status for one document. One that cannot be read does not keep the others from being checked."""
    from verifier.cli.status import BAD_INPUT, COULD_NOT_RUN, NEEDS_A_LOOK
    from verifier.records import JobStatus, Verdict
    from verifier.reports.wire import shown_verdict

    try:
        verification = _verify(system, submission)
    except InputError as error:
        click.echo(f"verifier: {error}", err=True)
        return BAD_INPUT
    if verification.job.status is not JobStatus.COMPLETED:
        click.echo(f"verifier: {source}: {verification.job.error}", err=True)
        return COULD_NOT_RUN
    _print(verification, form, output, system)
    shown = [shown_verdict(view) for citation in verification.citations for view in citation.references]
    return 0 if all(verdict is Verdict.VERIFIED for verdict in shown) else NEEDS_A_LOOK


def _verify(system: System, submission: Submission) -> Verification:
    """Run the job to its end, with a progress bar where a person watches."""
    services = system.services
    job = services.submit(submission)
    with _progress() as show:
        while not job.status.over:
            time.sleep(_LOOK_S)
            job = services.job(job.id)
            show(job.done, job.references)
    return services.verification(job.id)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TextColumn("references"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)


def _print(verification: Verification, form: str, output: Path | None, system: System) -> None:
    text: str | bytes
    if form == "table":
        from verifier.cli.summary import summary

        text = summary(verification, system.wording, colour=output is None and sys.stdout.isatty())
    else:
        original = system.services.original(verification.document) if FORMATS[form].of_original else None
        text = render(verification, form, system.wording, original)
    data = text if isinstance(text, bytes) else f"{text.removesuffix(_LINE_END)}{_LINE_END}".encode()
    if output is None:
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {output}", err=True)
