"""Every channel against every way in which a service fails, over real HTTP: what came of it is written down as
what it was, finds nothing, shows nothing, and never makes a report "not found"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.build import DAY, NOON, after, dossier
from tests.world import World, faults
from tests.world.commoncrawl import INDEX, CommonCrawl
from tests.world.faults import Fault
from tests.world.gdelt import Gdelt
from tests.world.memento import ADDRESS, HOST, Memento
from tests.world.searxng import ADDRESS as SEARX
from tests.world.searxng import SearXng
from tests.world.sites import Habit
from verifier import bootstrap, settings
from verifier.decide import Ask
from verifier.dossier import Dossier
from verifier.judgement import judge
from verifier.records import (
    Asked,
    CitedDate,
    Domain,
    Outcome,
    Outlet,
    Reference,
    Resolution,
    Resolved,
    ResolvedBy,
    Verdict,
)
from verifier.steps import Desk, perform

GARBAGE, UNAVAILABLE, TIMEOUT = Outcome.GARBAGE, Outcome.UNAVAILABLE, Outcome.TIMEOUT
TODAY = datetime.now(UTC).date()
SLOW = dict.fromkeys(("FETCH__CONNECT_TIMEOUT_S", "FETCH__READ_TIMEOUT_S", "FETCH__TOTAL_TIMEOUT_S"), 0.5)


@dataclass(frozen=True)
class Asking:
    """A channel, the host that its first question goes to, and the days that it is good for."""

    channel: str
    host: str
    day: date = DAY
    nothing: Outcome = GARBAGE
    """What an empty page is to it."""

    def dossier(self) -> Dossier:
        outlet = Outlet(
            self.channel,
            "The Failing Times",
            domains=(Domain(f"{self.channel}.example"),),
            languages=("en",),
            listings=(f"http://{self.host}/day/{{year}}/{{month2}}/{{day2}}",) if self.channel == "listing" else (),
            sitemaps=(f"http://{self.host}/sitemap.xml",) if self.channel == "sitemap" else (),
            feeds=(f"http://{self.host}/feed",) if self.channel == "feed" else (),
        )
        known = dossier(Resolved(NOON, Resolution(outlet, ResolvedBy.NAME, outlet.name)))
        return replace(known, reference=Reference(outlet.name, CitedDate("", self.day, self.day)))


ASKINGS = (
    Asking("listing", "listing.example"),
    Asking("sitemap", "sitemap.example"),
    Asking("feed", "feed.example", TODAY),
    Asking("search", urlsplit(SEARX).netloc),
    Asking("gdelt", "api.gdeltproject.org", TODAY),
    Asking("memento", HOST, nothing=Outcome.OK),  # an index of sites says so of one that it has nothing of
    Asking("wayback", "web.archive.org", nothing=Outcome.OK),
    Asking("commoncrawl", INDEX),
)
FAILURES: dict[str, tuple[Fault, Callable[[Asking], Outcome]]] = {
    "down": (faults.refuse(), lambda _: UNAVAILABLE),
    "slow": (faults.hang(), lambda _: TIMEOUT),
    "429": (faults.status(429, retry_after=90), lambda _: Outcome.THROTTLED),
    "500": (faults.status(500), lambda _: UNAVAILABLE),
    "403": (faults.status(403), lambda _: Outcome.REFUSED),
    "garbage": (faults.garbage(), lambda _: GARBAGE),
    "huge": (faults.gzip_bomb(40), lambda _: Outcome.TOO_LARGE),
    "empty": (faults.empty(), lambda asking: asking.nothing),
}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    sites = {host: Habit() for host in ("listing.example", "sitemap.example", "feed.example")}
    services = (SearXng(()), Gdelt(()), Memento(()), CommonCrawl(()))
    with World(habits=sites, services=services, bystanders=frozenset()) as lasting:
        yield lasting


@pytest.fixture(scope="module", params=list(FAILURES))
def failing(request: pytest.FixtureRequest, world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Desk]:
    """The name of a failure that all of them have, and the product in this world."""
    fault, _ = FAILURES[request.param]
    world.reset()
    for asking in ASKINGS:
        for path in ("/day*", "/sitemap*", "/feed*", "/search*", "/api*", "/cdx*", "/collinfo*"):
            world.fault(asking.host, fault, path)
    return request.param, desk(tmp_path_factory.mktemp("failing"))


def desk(home: Path) -> Desk:
    environ = {
        "VERIFIER_CHANNELS__SEARCH__KIND": "searxng",
        "VERIFIER_CHANNELS__SEARCH__URL": SEARX,
        "VERIFIER_CHANNELS__MEMENTO__URLS": f'["{ADDRESS}"]',
    }
    system, queue = bootstrap.local(
        settings.load(environ, DATA_DIR=str(home), FETCH__DELAY_S=0.0, FETCH__MAX_BYTES=10_000_000, **SLOW), threads=1
    )
    queue.stop()
    return system.services.desk


@pytest.mark.parametrize("asking", ASKINGS, ids=lambda asking: asking.channel)
def test_a_failure_is_written_down_as_what_it_was_and_shows_nothing(
    failing: tuple[str, Desk], asking: Asking, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, desk_ = failing
    for variable, value in world.environ().items():
        monkeypatch.setenv(variable, value)
    known = asking.dossier()
    entry = perform(Ask(asking.channel), known, desk_)
    assert isinstance(entry, Asked)
    assert entry.outcome is FAILURES[name][1](asking)
    assert any(one.host == asking.host for one in world.log.entries()) or name == "down"
    assert (entry.candidates, entry.covers) == ((), False)
    if entry.outcome.transient:
        assert entry.retry_at is not None
        assert entry.retry_at > after(0)
    assert judge(known.plus(entry), desk_.policy).verdict is Verdict.UNREACHABLE
