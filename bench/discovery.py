"""How soon the cited report is found: on the tests' local web, among others of the same outlet and day.

    python bench/discovery.py [--days N] [--crowd N]

Each outlet of the world publishes a small report on each of N days, among a crowd of others of that day that
share its town, its matter, or neither; at every third outlet the addresses are mere numbers. A document cites
them all in words of its own. Printed for each kind: the share of targets that were among the first 1, 3 and
10 pages fetched; the requests of a reference (pages included, the user's library not): the medians, until
the target was fetched and in all, and the most of any; and how often robots.txt was disobeyed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from seeds.pages import SampleReport, read_reports
from tests.world import World, expected
from tests.world.fillers import MATTERS, TOWNS
from verifier import bootstrap, settings, shipped
from verifier.dossier import Dossier
from verifier.ingest import Given
from verifier.records import Asked, Fetched, Verdict
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
        entry for entry in dossier.entries if isinstance(entry, Asked | Fetched) and _address(entry).startswith("http")
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


def _address(entry: Asked | Fetched) -> str:
    return entry.request.url if isinstance(entry, Asked) else entry.candidate.locator or entry.candidate.url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--crowd", type=int, default=12)
    options = parser.parse_args()
    reports, targets = published(options.days, options.crowd)
    with World(reports=tuple(reports)) as world, tempfile.TemporaryDirectory() as home:
        environ = {f"VERIFIER_CHANNELS__{name}__ENABLED": "false" for name in ("GDELT", "COMMONCRAWL")}
        environ["VERIFIER_CHANNELS__WAYBACK__REQUESTS_PER_MINUTE"] = "100000"  # the world's archive has patience
        loaded = settings.load(environ, DATA_DIR=home, FETCH__DELAY_S=0.0)
        _live_in(world)
        system, queue = bootstrap.local(loaded)
        try:
            runs = [*_cited(system, targets), *_samples(system)]
        finally:
            queue.stop()
        _print(runs)
        disobeyed = len(world.robots_violations("CitationVerifier"))
        print(f"{len(world.log.entries())} requests on the servers; robots.txt disobeyed {disobeyed} times")


def _live_in(world: World) -> None:
    import os

    os.environ.update(world.environ())


def _cited(system: bootstrap.System, targets: list[Target]) -> list[Run]:
    found = dossiers(system, document(targets), "cited.txt", date(2015, 4, 30))
    if len(found) != len(targets):
        raise SystemExit(f"the document cites {len(targets)} reports, and {len(found)} references were read")
    return [run(dossier, target.kind, target.url) for dossier, target in zip(found, targets, strict=True)]


def _samples(system: bootstrap.System) -> Iterator[Run]:
    for name, day in SAMPLES.items():
        found = dossiers(system, shipped.seeds(name).read_bytes(), name, day)
        for dossier, expectation in zip(found, expected(name), strict=True):
            if expectation.report is not None and expectation.verdicts - {"unreachable", "not_found"}:
                yield run(dossier, "samples", expectation.report)


def _print(runs: list[Run]) -> None:
    print(f"{'':10}{'n':>5}{'first 1':>9}{'first 3':>9}{'first 10':>9}{'until found':>13}{'in all':>8}{'most':>6}")
    for kind in ("worded", "numbered", "samples", "all"):
        group = [one for one in runs if kind in (one.kind, "all")]
        shares = [sum(one.rank is not None and one.rank <= top for one in group) / len(group) for top in (1, 3, 10)]
        found = [one for one in group if one.rank is not None]
        cells = "".join(f"{share:9.2f}" for share in shares)
        until, whole = (
            statistics.median(counts) for counts in zip(*((one.before, one.requests) for one in found), strict=True)
        )
        print(f"{kind:10}{len(group):5}{cells}{until:13.1f}{whole:8.1f}{max(one.requests for one in group):6}")
    missed = [one.verdict for one in runs if one.rank is None]
    silent = missed.count(Verdict.NOT_FOUND)
    print(f"\nnot among the pages fetched: {len(missed)}, of them called not_found {silent}")


if __name__ == "__main__":
    main()
