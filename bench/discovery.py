"""How soon the cited report is found: on the tests' local web, among others of the same outlet and day.

    python bench/discovery.py [--days N] [--crowd N] [--press world|other]

Each outlet of the world publishes a small report on each of N days, among a crowd of others of that day that
share its town, its matter, or neither; at every third outlet the addresses are mere numbers. A document cites
them all in words of its own. A second press (`_press.py`), which nothing was tuned on, is measured after it.

Printed for each kind: the share of targets that were among the first 1, 3 and 10 pages read; the requests of a
reference (questions, pages, and pages only looked at for their links; the user's library is none): the medians,
until the target was fetched and in all, and the most of any; from the servers' log, how often robots.txt was
disobeyed, and how many requests came sooner than a budget allows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _press
from bench._figures import Figure
from seeds.pages import SampleReport, read_reports
from tests.world import World, expected
from tests.world.fillers import MATTERS, TOWNS
from verifier import bootstrap, settings, shipped
from verifier.dossier import Dossier, address_of
from verifier.ingest import Given
from verifier.records import Asked, Fetched, Glanced, Verdict
from verifier.services import Submission
from verifier.urls import comparison_key

CLAIMS = (
    "A museum for old clocks has been opened in {town}.",
    "{town} has at last begun repairs of its bridge, the only one it has.",
    "Volunteers in {town} have counted more pairs of storks than a year ago.",
    "In {town}, shopkeepers and residents are at odds over a new line of the tram.",
    "A choir from {town} will sing abroad, having sold honey to pay for the journey.",
    "Four hundred linden trees are being planted in {town}.",
    "The schools of {town} lack teachers, of physics above all.",
    "Under a field near {town} archaeologists came upon a ship.",
    "The dairy of {town} is closed, and its milk goes two hours by road.",
)
"""What an author might write of each of `MATTERS`."""
SAMPLES = {
    "russia-japan.txt": date(2014, 10, 3),
    "every-verdict.md": None,
    "central-asia.html": None,
    "baltic.txt": None,
}


DELAY_S, CDX_A_MINUTE = 0.02, 3000
"""Budgets that leave a trace in the servers' log and hold nobody up."""
ON_THE_WAY_S = 0.15
"""A request may be so long on its way, on a busy machine, and the next come so much sooner after it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reference, and where its report is."""

    kind: str
    outlet: str
    claim: str
    day: date
    url: str


@dataclass(frozen=True, slots=True)
class Run:
    kind: str
    rank: int | None
    """The target was the n-th page fetched; None: it was not."""
    before: int
    """Requests up to the target's fetch, or all where it was not found."""
    requests: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Manners:
    """From the servers' log: how many requests came, against robots.txt, and sooner than a budget allows."""

    asked: int
    disobeyed: int
    sooner: int


# ── what is published, and cited ──────────────────────────────────────────────────────────────────


def published(days: int, crowd: int) -> tuple[list[SampleReport], list[Target]]:
    """The reports beside the world's own, and those of them that the document cites."""
    registry = bootstrap.registry()
    reports: list[SampleReport] = []
    targets: list[Target] = []
    for nth, host in enumerate(_hosts()):
        outlet = registry.at_host(host.host)
        if outlet is None:
            continue
        kind = "numbered" if nth % 3 == 2 else "worded"
        for count in range(days):
            day = datetime(2015, 3, 3 + 4 * count, 8, tzinfo=UTC)
            seed = nth * 7 + count * 5
            mixed = list(enumerate(_matters(seed, crowd)))
            mixed = [*mixed[seed % len(mixed) :], *mixed[: seed % len(mixed)]]
            for place, (is_other, (town, matter)) in enumerate(mixed):
                report = _report(
                    host, kind, town, matter, day + timedelta(minutes=7 * place), nth * 1000 + count * 100 + place
                )
                reports.append(report)
                if not is_other:
                    claim = CLAIMS[matter].format(town=TOWNS[town])
                    targets.append(Target(kind, outlet.name, claim, day.date(), report.url))
    return reports, targets


def _hosts() -> Iterable[SampleReport]:
    """One report of each host that can be read, live or archived, as a pattern of its pages."""
    readable = [report for report in read_reports() if report.style not in ("paywall", "forbidden")]
    return {report.host: report for report in readable}.values()


def _matters(seed: int, crowd: int) -> list[tuple[int, int]]:
    """Town and matter of the target, then of its crowd: the same town, the same matter, neither, in turn."""
    town, matter = seed % len(TOWNS), seed % len(MATTERS)
    chosen = {(town, matter): None}
    n = 0
    while len(chosen) <= min(crowd, 40):
        n += 1
        other_town, other_matter = (town + n) % len(TOWNS), (matter + n) % len(MATTERS)
        same = n % 3
        chosen[town if same == 0 else other_town, matter if same == 1 else other_matter] = None
    return list(chosen)


def _report(like: SampleReport, kind: str, town: int, matter: int, at: datetime, number: int) -> SampleReport:
    doing, detail = MATTERS[matter]
    title = f"{TOWNS[town]} {doing}"
    slug = title.lower().replace(" ", "-")
    address = f"news/{500_000 + number}.html" if kind == "numbered" else f"regions/{at:%Y/%m/%d}/{slug}-{number}"
    body = (
        f"The town of {TOWNS[town]} {doing}, its mayor announced on {at:%A}.\n\n{detail}\n\n"
        f"The council of {TOWNS[town]} spoke about the matter for {number % 5 + 2} hours."
    )
    return replace(
        like, url=f"http://{like.host}/{address}", title=title, published=at, body=body, number="", byline="", credit=""
    )


def document(targets: Iterable[Target]) -> bytes:
    return "\n\n".join(
        f"{target.claim.rstrip('.')} ({target.outlet}, {target.day:%B} {target.day.day}, {target.day.year})."
        for target in targets
    ).encode()


# ── running ───────────────────────────────────────────────────────────────────────────────────────


def dossiers(system: bootstrap.System, data: bytes, name: str, day: date | None) -> list[Dossier]:
    services = system.services
    job = services.submit(Submission(data=data, name=name, given=Given(published=day), fresh=True))
    while not job.status.over:
        time.sleep(0.05)
        job = services.job(job.id)
    verification = services.verification(job.id)
    return [view.dossier for citation in verification.citations for view in citation.references]


def run(dossier: Dossier, kind: str, url: str) -> Run:
    sent = [
        entry
        for entry in dossier.entries
        if isinstance(entry, Asked | Glanced | Fetched) and address_of(entry).startswith("http")
    ]
    pages = dict.fromkeys(comparison_key(entry.candidate.url) for entry in sent if isinstance(entry, Fetched))
    key = comparison_key(url)
    upto = [
        n
        for n, entry in enumerate(sent, 1)
        if isinstance(entry, Fetched) and comparison_key(entry.candidate.url) == key
    ]
    rank = list(pages).index(key) + 1 if upto else None
    assert dossier.judgement is not None
    return Run(kind, rank, upto[0] if upto else len(sent), len(sent), dossier.judgement.verdict)


def figures(small: bool) -> Iterator[Figure]:
    days, crowd = (1, 3) if small else (6, 12)
    for press, measured in (("the tests' press", _the_world), ("another press", _another_press)):
        runs, manners = measured(days, crowd)
        about = f"{len(runs)} references to {press}"
        for top, share in zip((1, 3, 10), _shares(runs), strict=True):
            yield Figure(f"the report among the first {top} pages read, {about}", share * 100, "%", _GOALS[top])
        found = [one for one in runs if one.rank is not None]
        until = statistics.median(one.before for one in found or runs)
        yield Figure(f"requests until found, the median, {about}", until, "", 6, less_is_better=True)
        yield Figure(
            f"requests, the most of any, {about}", max(one.requests for one in runs), "", 25, less_is_better=True
        )
        yield Figure(f"robots.txt disobeyed, {about}", manners.disobeyed, "", 0, less_is_better=True)
        yield Figure(f"a budget overdrawn, {about}", manners.sooner, "", 0, less_is_better=True)


_GOALS = {1: 90.0, 3: 97.0, 10: 99.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--crowd", type=int, default=12)
    parser.add_argument("--press", choices=("world", "other"), help="measure only this one")
    options = parser.parse_args()
    if options.press != "other":
        _print(*_the_world(options.days, options.crowd))
    if options.press != "world":
        print("\nanother press")
        _print(*_another_press(options.days, options.crowd))


def _the_world(days: int, crowd: int) -> tuple[list[Run], Manners]:
    reports, targets = published(days, crowd)
    with World(reports=tuple(reports)) as world, tempfile.TemporaryDirectory() as home:
        system, queue = _system(world, home)
        try:
            return [*_cited(system, targets), *_samples(system)], _manners(world)
        finally:
            queue.stop()


def _another_press(days: int, crowd: int) -> tuple[list[Run], Manners]:
    reports, cited = _press.printed(days, crowd)
    habits = {paper.host: paper.habit for paper in _press.PAPERS}
    targets = [
        Target(one.paper.kind, one.paper.name, one.claim, one.report.published.date(), one.report.url) for one in cited
    ]
    with (
        World(reports=tuple(reports), habits=habits, bystanders=frozenset()) as world,
        tempfile.TemporaryDirectory() as home,
    ):
        outlets = Path(home) / "outlets.toml"
        outlets.write_text("\n".join(paper.entry for paper in _press.PAPERS), "utf-8")
        system, queue = _system(world, home, OUTLETS__FILES=[str(outlets)])
        try:
            return _cited(system, targets), _manners(world)
        finally:
            queue.stop()


def _system(world: World, home: str, **overrides: object) -> tuple[bootstrap.System, bootstrap.LocalQueue]:
    """The product in this process, living in that world."""
    os.environ.update(world.environ())
    environ = {f"VERIFIER_CHANNELS__{name}__ENABLED": "false" for name in ("GDELT", "COMMONCRAWL")}
    environ["VERIFIER_CHANNELS__WAYBACK__REQUESTS_PER_MINUTE"] = str(CDX_A_MINUTE)
    return bootstrap.local(settings.load(environ, DATA_DIR=home, FETCH__DELAY_S=DELAY_S, **overrides))


def _cited(system: bootstrap.System, targets: Sequence[Target]) -> list[Run]:
    last = max(target.day for target in targets)
    found = dossiers(system, document(targets), "cited.txt", last + timedelta(days=30))
    if len(found) != len(targets):
        raise SystemExit(f"the document cites {len(targets)} reports, and {len(found)} references were read")
    return [run(dossier, target.kind, target.url) for dossier, target in zip(found, targets, strict=True)]


def _samples(system: bootstrap.System) -> Iterator[Run]:
    for name, day in SAMPLES.items():
        found = dossiers(system, shipped.seeds(name).read_bytes(), name, day)
        for dossier, expectation in zip(found, expected(name), strict=True):
            if expectation.report is not None and expectation.verdicts - {"unreachable", "not_found"}:
                yield run(dossier, "samples", expectation.report)


def _shares(runs: list[Run]) -> list[float]:
    """Of the targets that were among the first 1, 3 and 10 pages read."""
    return [sum(one.rank is not None and one.rank <= top for one in runs) / len(runs) for top in (1, 3, 10)]


def _print(runs: list[Run], manners: Manners) -> None:
    print(f"{'':20}{'n':>5}{'first 1':>9}{'first 3':>9}{'first 10':>9}{'until found':>13}{'in all':>8}{'most':>6}")
    for kind in (*dict.fromkeys(one.kind for one in runs), "all"):
        group = [one for one in runs if kind in (one.kind, "all")]
        found = [one for one in group if one.rank is not None]
        cells = "".join(f"{share:9.2f}" for share in _shares(group))
        until, whole = (
            statistics.median(counts)
            for counts in zip(*((one.before, one.requests) for one in found or group), strict=True)
        )
        print(f"{kind:20}{len(group):5}{cells}{until:13.1f}{whole:8.1f}{max(one.requests for one in group):6}")
    missed = [one.verdict for one in runs if one.rank is None]
    silent = missed.count(Verdict.NOT_FOUND)
    print(f"\nnot among the pages fetched: {len(missed)}, of them called not_found {silent}")
    print(
        "verdicts:",
        ", ".join(f"{count} {verdict}" for verdict, count in Counter(r.verdict for r in runs).most_common()),
    )
    print(f"{manners.asked} requests on the servers; robots.txt disobeyed {manners.disobeyed} times, ", end="")
    print(f"a budget {manners.sooner} times")


def _manners(world: World) -> Manners:
    disobeyed = len(world.robots_violations("CitationVerifier"))
    starts = {
        host: [entry.started for entry in world.log.entries(host) if entry.method == "GET"] for host in world.sites
    }
    starts["Wayback's index"] = [entry.started for entry in world.log.entries("web.archive.org", "/cdx")]
    sooner = sum(
        _too_soon(sorted(times), 60 / CDX_A_MINUTE if "index" in who else DELAY_S) for who, times in starts.items()
    )
    return Manners(len(world.log.entries()), disobeyed, sooner)


def _too_soon(starts: Sequence[float], interval_s: float) -> int:
    """How many came before their turn, where each takes its turn an interval after the one before."""
    turn, early = float("-inf"), 0
    for start in starts:
        early += start + ON_THE_WAY_S < turn
        turn = max(turn, start) + interval_s
    return early


if __name__ == "__main__":
    main()
