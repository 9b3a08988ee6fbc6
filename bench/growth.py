"""How the cost grows with the references of a job, with jobs at once, and with the pages of the user's library.

    python -m bench growth          (or: python -m bench.growth --references 7 70 --jobs 1 10 --pages 100 1000)

The job is the sample document's, over and over, verified offline from the sample archive by one process, so that
nothing but this machine is measured. The library is another press's (`_press.py`), as WARC files; it is asked for the
reports of the days cited. How extraction grows is in `extraction`, how fetching does by its workers in `fetching`.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bench import _press
from bench._figures import Curve, Figure, Line, Measured
from seeds.build_archive import build
from seeds.pages import SampleReport
from verifier import bootstrap, logs, settings, shipped
from verifier.discovery.library import LibraryChannel
from verifier.prose.words import words
from verifier.records import Domain, Job, Outlet, Query, Window
from verifier.services import Services, Submission

SAMPLE = shipped.seeds("russia-japan.txt").read_text("utf-8")
REFERENCES = 7
"""Of the sample."""
CROWD = 9
A_FILE = 200
"""Pages of one WARC file."""
SEARCHES = 40


def figures(small: bool) -> Iterator[Measured]:
    searched, indexed = [], []
    for pages in (100, 300) if small else (100, 300, 1000, 3000, 10_000):
        index_ms, search_ms = library(pages)
        searched.append((pages, search_ms))
        indexed.append((pages, index_ms))
    drawn = (Line("a search", tuple(searched)), Line("indexing a page", tuple(indexed)))
    yield Curve("library", "The user's library, by its pages", "pages in the library", "ms", drawn)
    pages, search_ms = max(searched)
    yield Figure(f"a search of a library of {pages:,} pages", search_ms, "ms", less_is_better=True)
    one = list(one_job((7,) if small else (7, 21, 70)))
    references, seconds = max(one)
    yield Figure(f"offline, {references} references in one job", references / seconds, "references/s")
    many = list(jobs_at_once((1, 2) if small else (1, 3, 10)))
    references, seconds = max(many)
    yield Figure(f"offline, {references // REFERENCES} jobs of 7 at once", references / seconds, "references/s")
    lines = (Line("in one job", tuple(one)), Line("in jobs of 7 at once", tuple(many)))
    yield Curve("references", "Offline, by references in all", "references", "s until all are done", lines)


# ── references and jobs ──


@contextmanager
def offline() -> Iterator[Services]:
    """The service in this process on an empty database, with the sample archive for its library."""
    with tempfile.TemporaryDirectory() as home:
        loaded = settings.load({}, DATA_DIR=home, LIBRARY__PATHS=[str(shipped.seeds("archive"))])
        logs.configure(loaded)  # as a service logs
        system, queue = bootstrap.local(loaded, offline=True)
        try:
            _finish(system.services, [_submit(system.services, SAMPLE)])  # what is loaded lazily
            yield system.services
        finally:
            queue.stop()


def one_job(counts: Iterable[int]) -> Iterator[tuple[int, float]]:
    """References, and seconds from submission to the end."""
    with offline() as services:
        for count in counts:
            began = time.monotonic()
            _finish(services, [_submit(services, "\n\n".join([SAMPLE] * (count // REFERENCES)))])
            yield count, time.monotonic() - began


def jobs_at_once(counts: Iterable[int]) -> Iterator[tuple[int, float]]:
    """References in all, and seconds until the last of so many jobs is done."""
    with offline() as services:
        for count in counts:
            began = time.monotonic()
            _finish(services, [_submit(services, SAMPLE) for _ in range(count)])
            yield count * REFERENCES, time.monotonic() - began


def _submit(services: Services, text: str) -> Job:
    return services.submit(Submission(text=text, name="sample.txt", fresh=True))


def _finish(services: Services, jobs: Sequence[Job]) -> None:
    waiting = [job.id for job in jobs]
    while waiting := [job_id for job_id in waiting if not services.job(job_id).status.over]:
        time.sleep(0.05)


# ── the library ──


def library(pages: int) -> tuple[float, float]:
    """Milliseconds to index a page, and of a search: the median, of a few that differ."""
    reports, cited = _press.printed(max(pages // (len(_press.PAPERS) * (CROWD + 1)), 1), CROWD)
    with tempfile.TemporaryDirectory() as home:
        archive = Path(home, "archive")
        archive.mkdir()
        _write(archive, reports)
        shelf = bootstrap.library(settings.load({}, DATA_DIR=home))
        began = time.monotonic()
        added = shelf.add([archive]).records
        index_ms = (time.monotonic() - began) / added * 1000
        took = []
        for one in cited[:: max(len(cited) // SEARCHES, 1)]:
            (request,) = LibraryChannel().requests(_query(one))
            began = time.monotonic()
            shelf.fetch(request)
            took.append((time.monotonic() - began) * 1000)
    return index_ms, statistics.median(took)


def _write(folder: Path, reports: Sequence[SampleReport]) -> None:
    for at in range(0, len(reports), A_FILE):
        with (folder / f"{at:06}.warc.gz").open("wb") as file:
            build(reports[at : at + A_FILE], file)


def _query(one: _press.Cited) -> Query:
    paper, day = one.paper, one.report.published.date()
    outlet = Outlet(paper.id, paper.name, domains=(Domain(paper.host),))
    window = Window(day - timedelta(days=1), day + timedelta(days=3))
    terms = tuple(word for word in dict.fromkeys(words(one.claim)) if len(word) > 4)
    return Query(outlet, window, (paper.host,), terms)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--references", type=int, nargs="*", default=[7, 21, 70, 210])
    arguments.add_argument("--jobs", type=int, nargs="*", default=[1, 3, 10, 30])
    arguments.add_argument("--pages", type=int, nargs="*", default=[100, 1000, 10_000])
    chosen = arguments.parse_args()
    for count, seconds in one_job(chosen.references):
        print(f"one job of {count:4} references: {seconds:6.2f} s, {count / seconds:5.1f} references/s", flush=True)
    for count, seconds in jobs_at_once(chosen.jobs):
        jobs = count // REFERENCES
        print(f"{jobs:4} jobs of 7 at once: {seconds:6.2f} s, {count / seconds:5.1f} references/s", flush=True)
    for pages in chosen.pages:
        index_ms, search_ms = library(pages)
        print(f"library of {pages:6} pages: {index_ms:.2f} ms to index one, {search_ms:.2f} ms a search", flush=True)


if __name__ == "__main__":
    main()
