"""One document through the whole service, in every way it runs, with one and the same report.

In this process on the sample archive, offline; in this process on a local web; and as `verifier serve`, a real
service of several processes over HTTP, on the same web. What the verdicts should be is held here only as far
as it must never give way: nothing is called verified that is not, and most of it comes out right.
"""

from __future__ import annotations

import json
import re
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.service import HASTE, ROOT, Service
from tests.world import Expectation, World, expected
from tests.world.fixture import lasting_world, world
from verifier import bootstrap, settings
from verifier.records import JobStatus
from verifier.reports import render
from verifier.services import Submission

__all__ = ["lasting_world", "world"]

DOCUMENT = "russia-japan.txt"
DELAY_S = 0.2
ON_THE_WAY_S = 0.15
RIGHT_AT_LEAST = {"archive": 1, "world": 1}
"""Of the document's seven references, how many verdicts are as `seeds/expected` and the world have them."""

_OF_A_RUN = {
    *("id", "document_id", "job_id", "citation_id", "at", "ms", "due_at", "retrieved_at"),
    *("submitted_at", "started_at", "finished_at", "links", "archived_at"),
}
"""Fields that are another's in every run."""


def in_process(home: Path, *, offline: bool, confidential: bool = False, **overrides: Any) -> Any:
    """The report on the document, by `bootstrap.local`, which is what `verifier check` is made of."""
    variables = {**HASTE, "VERIFIER_FETCH__DELAY_S": str(DELAY_S)}
    loaded = settings.load({**variables, "VERIFIER_DATA_DIR": str(home)}, **overrides)
    system, queue = bootstrap.local(loaded, offline=offline)
    try:
        data = (ROOT / "seeds" / DOCUMENT).read_bytes()
        job = system.services.submit(Submission(data=data, name=DOCUMENT, confidential=confidential))
        deadline = time.monotonic() + 90
        while not job.status.over:
            assert time.monotonic() < deadline, f"{job.done} of {job.references} references are done"
            time.sleep(0.05)
            job = system.services.job(job.id)
        assert job.status is JobStatus.COMPLETED
        return json.loads(render(system.services.verification(job.id), "json", system.wording))
    finally:
        queue.stop()


def references(report: Any) -> list[Any]:
    return [one for cited in report["citations"] for one in cited["references"]]


def timeless(value: Any) -> Any:
    """A report without what is of its run alone: times and ids, and the order in which threads came by."""
    if isinstance(value, dict):
        kept = {key: timeless(item) for key, item in value.items() if key not in _OF_A_RUN and key != "trail"}
        return kept | ({"asked": _asked(value["trail"])} if "trail" in value else {})
    if isinstance(value, list):
        return [timeless(item) for item in value]
    return value


def _asked(trail: list[Any]) -> list[tuple[str, ...]]:
    """What was done for a reference, without whose turn came when."""
    return sorted({(step["channel"] or "", step["action"], step["url"] or "", step["outcome"]) for step in trail})


def check(report: Any, expectations: tuple[Expectation, ...], at_least: int) -> None:
    found = references(report)
    assert [one["source"] for one in found] == [one.source for one in expectations]
    for one, expectation in zip(found, expectations, strict=True):
        assert one["status"] == "done"
        assert one["reasons"]
        if one["verdict"] == "verified":
            assert "verified" in expectation.verdicts, f"{one['source']} is not verified: {expectation.why}"
            assert one["report"]["url"] == expectation.report
            assert one["report"]["sha256"]
            assert one["evidence"]
    right = [one for one, wanted in zip(found, expectations, strict=True) if one["verdict"] in wanted.verdicts]
    assert len(right) >= at_least, [(one["source"], one["verdict"]) for one in found]


# ── the three ways ────────────────────────────────────────────────────────────────────────────────


def test_offline_on_the_sample_archive(tmp_path):
    archive = (str(ROOT / "seeds" / "archive"),)
    report = in_process(tmp_path, offline=True, LIBRARY__PATHS=list(archive))
    archived = json.loads((ROOT / "seeds" / "expected" / "russia-japan.json").read_text("utf-8"))["references"]
    wanted = tuple(
        Expectation(one["source"], frozenset([one["verdict"]]), one["report"], one["why"]) for one in archived
    )
    check(report, wanted, RIGHT_AT_LEAST["archive"])
    channels = {step["channel"] for one in references(report) for step in one["trail"]}
    assert channels <= {None, "library"}, "nobody else was asked"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both ways through the same web, each from its first day on: the reports, and what the web saw."""
    seen: dict[str, Any] = {}
    with World() as web, pytest.MonkeyPatch.context() as patch:
        for name, value in web.environ().items():
            patch.setenv(name, value)
        seen["in process"] = in_process(tmp_path_factory.mktemp("local"), offline=False)
        seen["visits in process"] = _visits(web)
        web.reset()
        home = tmp_path_factory.mktemp("served")
        service = Service(home, web.environ(), VERIFIER_FETCH__DELAY_S=str(DELAY_S))
        try:
            service.start()
            job_id = service.submit(DOCUMENT)
            seen["events"] = list(service.events(job_id))
            seen["served"] = service.report(job_id)
        finally:
            service.kill_all()
        seen["visits served"] = _visits(web)
    return seen


def _visits(web: World) -> dict[str, Any]:
    """What the hosts' own log says of our manners."""
    agents = {entry.user_agent for entry in web.log.entries() if entry.method == "GET"}
    hosts = {host for host in web.log.hosts() if host != "web.archive.org"}
    asked = {host: [entry for entry in web.log.entries(host) if entry.method == "GET"] for host in hosts}
    starts = {host: sorted(entry.started for entry in entries) for host, entries in asked.items()}
    return {
        "agents": agents,
        "robots violations": [entry.url for agent in agents for entry in web.robots_violations(agent)],
        "private": web.private_visits,
        "starts": starts,
    }


@pytest.mark.parametrize("way", ["in process", "served"])
def test_the_local_web_is_searched(runs, way):
    check(runs[way], expected(DOCUMENT), RIGHT_AT_LEAST["world"])


def test_the_service_and_the_process_give_the_same_report(runs):
    assert timeless(runs["served"]) == timeless(runs["in process"])


def test_the_events_tell_the_job_to_its_end(runs):
    kinds = [kind for kind, _ in runs["events"]]
    assert kinds[0] == "job"
    assert kinds[-1] == "end"
    assert kinds.count("reference") >= 7
    assert runs["events"][-1][1]["status"] == "completed"


@pytest.mark.parametrize("way", ["in process", "served"])
def test_the_manners_are_good(runs, way):
    visits = runs[f"visits {way}"]
    assert visits["robots violations"] == []
    assert visits["private"] == []
    assert len(visits["agents"]) == 1
    assert all("CitationVerifier" in agent for agent in visits["agents"])
    assert any(len(starts) > 3 for starts in visits["starts"].values())
    assert {host: starts for host, starts in visits["starts"].items() if not _takes_turns(starts)} == {}


def _takes_turns(starts: list[float]) -> bool:
    """Whether any n + 1 requests in a row took n delays. One may be on its way for longer than those after it: the
    first has a connection to make, and a busy machine its own pace. What that lends is never added up."""
    return all(
        starts[last] - starts[first] >= (last - first) * DELAY_S - ON_THE_WAY_S
        for first, last in combinations(range(len(starts)), 2)
    )


def test_a_confidential_documents_words_are_told_to_nobody(tmp_path, world, monkeypatch):
    """Its outlets' hosts and days must be asked for; nothing of what it claims, quotes or names may be."""
    in_process(tmp_path, offline=False, confidential=True)
    asked = _words(" ".join(entry.url for entry in world.log.entries()))
    assert "xinhuanet" in asked
    text = (ROOT / "seeds" / DOCUMENT).read_text("utf-8")
    cited = _words(" ".join(re.findall(r"\([^)]*\)", text)))
    of_their_own = _words(" ".join(f"{report.url} {report.title}" for report in world.reports))
    telling = {word for word in _words(text) if len(word) >= 6} - cited - of_their_own
    assert len(telling) > 80
    assert telling & asked == set()


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
