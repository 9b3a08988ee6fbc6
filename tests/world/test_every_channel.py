"""Whole jobs in a world where each of a dozen reports can be found in one way alone, over real HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from seeds.pages import SampleReport
from tests.service import ROOT
from tests.world import World, faults
from tests.world.commoncrawl import CommonCrawl, record_of
from tests.world.fillers import MATTERS, TOWNS
from tests.world.gdelt import Gdelt
from tests.world.memento import ADDRESS, Memento
from tests.world.searxng import ADDRESS as SEARX
from tests.world.searxng import SearXng
from tests.world.sites import Habit
from tests.world.wayback import Snapshot
from verifier import bootstrap, settings
from verifier.dossier import Dossier
from verifier.records import Asked, Fetched, Glanced, LeftOut, LeftOutFor, Outcome, Verdict
from verifier.services import Submission

IN_2014 = datetime(2014, 9, 24, 8, tzinfo=UTC)
IN_2018 = datetime(2018, 10, 17, 8, tzinfo=UTC)
YESTERDAY = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=1)
DEAD = ({"path": "*", "fault": "refuse"},)


@dataclass(frozen=True)
class Way:
    """An outlet whose one cited report is found in one way. `linked`: the document gives its address."""

    channel: str
    outlet: str
    habit: Habit = field(default_factory=lambda: Habit(archived=False))
    at: datetime = IN_2014
    linked: bool = False
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the registry knows of the outlet."""
    discreet: bool = True
    name: str = ""

    @property
    def place(self) -> int:
        """Something of its own to start counting from."""
        return sum(map(ord, self.outlet))

    @property
    def id(self) -> str:
        return self.name or self.channel

    @property
    def host(self) -> str:
        return f"{self.id}.example"

    @property
    def report(self) -> SampleReport:
        return self.published(0)

    def published(self, nth: int) -> SampleReport:
        """The cited report (0), and others of its day."""
        place = self.place + nth * 5
        town, (doing, detail) = TOWNS[place % len(TOWNS)], MATTERS[place % len(MATTERS)]
        slug = f"{town} {doing}".lower().replace(" ", "-")
        body = f"{self.claim(nth)}.\n\n{detail}\n\nThe council of {town} spoke about it until midnight."
        return SampleReport(
            url=f"http://{self.host}/regions/{self.at:%Y/%m/%d}/{slug}",
            title=f"{town} {doing}",
            published=self.at + timedelta(minutes=20 * nth),
            body=body,
            site=self.outlet,
            style="json-ld",
        )

    def claim(self, nth: int = 0) -> str:
        place = self.place + nth * 5
        return f"The town of {TOWNS[place % len(TOWNS)]} {MATTERS[place % len(MATTERS)][0]}, its mayor announced"

    @property
    def sentence(self) -> str:
        url = f", {self.report.url}" if self.linked else ""
        return f"{self.claim()} ({self.outlet}, {self.at:%B} {self.at.day}, {self.at.year}{url})."

    @property
    def entry(self) -> str:
        known = "".join(f"{name} = [{', '.join(map(repr, urls))}]\n" for name, urls in self.listed.items())
        domains = f'[{{ host = "{self.host}" }}]'
        return f'[[outlet]]\nid = "{self.id}"\nname = "{self.outlet}"\ndomains = {domains}\nlanguages = ["en"]\n{known}'


def hidden(*faults: Mapping[str, Any], **habits: Any) -> Habit:
    return Habit(**{"archived": False, "listing": "/none/{year}{month2}{day2}", "faults": faults, **habits})


WAYS = (
    Way("link", "The Lantern Herald", hidden(), linked=True),
    Way("library", "The Library Gazette", hidden(*DEAD)),
    Way(
        "listing",
        "The Listing Courier",
        hidden(listing="/day/{year}/{month2}/{day2}"),
        listed={"listings": ("http://listing.example/day/{year}/{month2}/{day2}",)},
    ),
    Way("sitemap", "The Sitemap Chronicle", hidden(sitemap="days")),
    Way("feed", "The Feed Tribune", hidden(feed="rss"), YESTERDAY, listed={"feeds": ("http://feed.example/feed",)}),
    Way(
        "feed",
        "The Atom Tribune",
        hidden(feed="atom"),
        YESTERDAY,
        listed={"feeds": ("http://atom.example/feed",)},
        name="atom",
    ),
    Way("search", "The Search Bulletin", hidden(), discreet=False),
    Way("gdelt", "The Global Record", hidden(), IN_2018, discreet=False),
    Way("memento", "The Memento Mail", hidden(*DEAD), linked=True),
    Way("memento", "The Gateway Mail", hidden(*DEAD), linked=True, name="timegate"),
    Way("wayback", "The Wayback Argus", hidden(*DEAD, archived=True)),
    Way("commoncrawl", "The Crawler Dispatch", hidden(*DEAD)),
)


def captured(report: SampleReport) -> Snapshot:
    body = f"<html><head><title>{report.title}</title>" + _page(report)
    return Snapshot(report.url, report.captured, body.encode())


def _page(report: SampleReport) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in report.paragraphs)
    return (
        f'<meta property="article:published_time" content="{report.published.isoformat()}">'
        f'<meta property="og:site_name" content="{report.site}"></head><body><article><h1>{report.title}</h1>'
        f"{text}</article></body></html>"
    )


def world_of_ways() -> World:
    only = {way.id: way for way in WAYS}
    reports = [way.published(nth) for way in WAYS for nth in range(3)]
    in_memento = [captured(only[name].report) for name in ("memento", "timegate")]
    return World(
        reports=tuple(reports),
        habits={way.host: way.habit for way in WAYS},
        services=(
            SearXng([only["search"].published(nth) for nth in range(3)]),
            Gdelt([only["gdelt"].published(nth) for nth in range(3)]),
            Memento(in_memento, unlisted=[only["timegate"].report.url]),
            CommonCrawl([captured(only["commoncrawl"].published(nth)) for nth in range(3)]),
        ),
        bystanders=frozenset(),
    )


HASTE = {
    "VERIFIER_CHANNELS__WAYBACK__REQUESTS_PER_MINUTE": "100000",
    "VERIFIER_CHANNELS__MEMENTO__INTERVAL_S": "0",
    "VERIFIER_CHANNELS__GDELT__INTERVAL_S": "0",
    "VERIFIER_CHANNELS__COMMONCRAWL__INTERVAL_S": "0",
    "VERIFIER_CHANNELS__SEARCH__INTERVAL_S": "0",
    "VERIFIER_FETCH__BACKOFF_S": "0.01",
}
SERVICES = {
    "VERIFIER_CHANNELS__SEARCH__KIND": "searxng",
    "VERIFIER_CHANNELS__SEARCH__URL": SEARX,
    "VERIFIER_CHANNELS__MEMENTO__URLS": f'["{ADDRESS}"]',
}


def jobs_dossiers(
    home: Path, world: World, ways: Sequence[Way], environ: Mapping[str, str], *, confidential: bool = False
) -> dict[str, Dossier]:
    """One document that cites all of them, in this process: the dossiers by the way's id."""
    outlets, shelf = home / "outlets.toml", home / "shelf"
    outlets.write_text("\n".join(way.entry for way in ways), encoding="utf-8")
    shelf.mkdir()
    kept = [record_of(captured(way.report)) for way in ways if way.channel == "library"]
    (shelf / "kept.warc.gz").write_bytes(b"".join(kept))
    loaded = settings.load(
        {**HASTE, **environ},
        DATA_DIR=str(home / "data"),
        FETCH__DELAY_S=0.0,
        OUTLETS__FILES=[str(outlets)],
        LIBRARY__PATHS=[str(shelf)],
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in world.environ().items():
            patch.setenv(name, value)
        system, queue = bootstrap.local(loaded)
        try:
            data = "\n\n".join(way.sentence for way in ways).encode()
            job = system.services.submit(Submission(data=data, name="ways.txt", confidential=confidential))
            deadline = time.monotonic() + 90
            while not job.status.over:
                assert time.monotonic() < deadline
                time.sleep(0.05)
                job = system.services.job(job.id)
            shown = system.services.verification(job.id)
        finally:
            queue.stop()
    found = [view.dossier for citation in shown.citations for view in citation.references]
    assert len(found) == len(ways)
    return {way.id: dossier for way, dossier in zip(ways, found, strict=True)}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with world_of_ways() as lasting:
        yield lasting


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory, world: World) -> dict[str, Dossier]:
    return jobs_dossiers(tmp_path_factory.mktemp("open"), world, WAYS, SERVICES)


@pytest.fixture(scope="module")
def discreet(tmp_path_factory: pytest.TempPathFactory, world: World, dossiers: object) -> dict[str, Dossier]:
    world.log.clear()
    return jobs_dossiers(tmp_path_factory.mktemp("discreet"), world, WAYS, SERVICES, confidential=True)


def found_by(dossier: Dossier) -> str:
    """The channel of the page that the verdict rests on."""
    assert dossier.judgement is not None
    return next(
        entry.candidate.channel
        for entry in dossier.entries
        if isinstance(entry, Fetched)
        and entry.capture is not None
        and entry.capture.sha256 == dossier.judgement.report_sha256
    )


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.id)
def test_a_report_that_is_found_in_one_way_alone_is_found_in_that(dossiers: dict[str, Dossier], way: Way) -> None:
    dossier = dossiers[way.id]
    assert dossier.judgement is not None
    assert dossier.judgement.verdict is Verdict.VERIFIED
    report = dossier.report(dossier.judgement.report_sha256)
    assert report is not None
    assert report.url == way.report.url
    assert found_by(dossier) == way.channel


def test_no_reference_costs_more_than_the_limit(dossiers: dict[str, Dossier]) -> None:
    assert {way: one.requests_sent for way, one in dossiers.items() if one.requests_sent > 25} == {}


def test_a_cheap_way_keeps_the_dear_ones_from_being_asked(dossiers: dict[str, Dossier]) -> None:
    asked = {entry.channel for entry in dossiers["sitemap"].entries if isinstance(entry, Asked)}
    assert not asked & {"search", "gdelt", "memento", "wayback", "commoncrawl"}


# ── a confidential document ──


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.id)
def test_a_confidential_document_is_searched_for_by_who_is_sent_no_word_of_it(
    discreet: dict[str, Dossier], way: Way
) -> None:
    dossier = discreet[way.id]
    assert dossier.judgement is not None
    assert (dossier.judgement.verdict is Verdict.VERIFIED) == way.discreet
    assert LeftOut(dossier.entries[1].at, LeftOutFor.CONFIDENTIAL, ("search", "gdelt")) == dossier.entries[1]


def test_nobody_who_takes_words_was_asked(discreet: dict[str, Dossier], world: World) -> None:
    assert discreet
    assert not world.log.hosts() & {"searx.example", "api.gdeltproject.org"}


# ── what fails ──


def test_what_did_not_answer_is_never_called_absence(dossiers: dict[str, Dossier]) -> None:
    """The dead sites of the archives' ways: each failed question stands in the trail as what it was."""
    for way in ("wayback", "commoncrawl"):
        failed = [
            entry.outcome
            for entry in dossiers[way].entries
            if isinstance(entry, Asked | Fetched | Glanced) and not entry.outcome.answered
        ]
        assert failed
        assert Outcome.NOT_FOUND not in failed


# ── what the machine says of itself ──


def test_the_doctor_shows_how_each_channel_is(world: World, tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "VERIFIER_DATA_DIR": str(tmp_path), **world.environ(), **SERVICES}
    environ["VERIFIER_CHANNELS__FEED__ENABLED"] = "false"
    world.fault("api.gdeltproject.org", faults.refuse())
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "doctor"], env=environ, capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    said = {line.split()[2]: line for line in done.stdout.splitlines() if " channel " in line}
    good = {name for name, line in said.items() if line.startswith("✓")}
    assert list(said) == list(dict.fromkeys(state.name for state in bootstrap.channel_states(settings.load({}))))
    assert good == {"link", "listing", "sitemap", "search", "memento", "wayback", "commoncrawl"}
    assert "switched off" in said["feed"]
    assert "empty" in said["library"]
    assert "unavailable" in said["gdelt"]
