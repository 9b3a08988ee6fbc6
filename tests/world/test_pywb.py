"""A real archive: pywb serves a collection, and reports that are only there are found in it.

pywb pins old versions of what we use, so it lives in an environment of its own: `pip install pywb` there, and
name its `bin` folder in `VERIFIER_TEST_PYWB`, or have `wayback` on the PATH. Without it this file is skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.world import World
from tests.world.commoncrawl import record_of
from tests.world.sites import Habit
from tests.world.test_every_channel import Way, captured, hidden, jobs_dossiers
from verifier.dossier import Dossier
from verifier.records import Asked, Verdict

PATIENCE_S = 40


def program(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("VERIFIER_TEST_PYWB") or None)


pytestmark = pytest.mark.skipif(
    program("wayback") is None or program("wb-manager") is None,
    reason="pywb is not installed: name its bin folder in VERIFIER_TEST_PYWB",
)

DEAD: Habit = hidden({"path": "*", "fault": "refuse"})
LISTED = Way("memento", "The Index Mail", DEAD, name="cdx")
NAMED = Way("memento", "The Timely Mail", DEAD, linked=True, name="timemap")
WAYS = (LISTED, NAMED)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a collection that has three reports of each outlet's day."""
    home = tmp_path_factory.mktemp("pywb")
    records = b"".join(record_of(captured(way.published(nth))) for way in WAYS for nth in range(4))
    (home / "pages.warc.gz").write_bytes(records)
    for step in (["init", "press"], ["add", "press", str(home / "pages.warc.gz")]):
        subprocess.run([program("wb-manager") or "", *step], cwd=home, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program("wayback") or "", "-b", "127.0.0.1", "-p", str(port)],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(f"http://127.0.0.1:{port}/press/", server)
        yield f"http://127.0.0.1:{port}/press/"
    finally:
        server.terminate()
        server.wait(10)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    opener = build_opener(ProxyHandler({}))
    while time.monotonic() < deadline:
        assert server.poll() is None, "pywb ended"
        try:
            with opener.open(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("pywb does not answer")


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory, archive: str) -> dict[str, Dossier]:
    reports = tuple(way.published(nth) for way in WAYS for nth in range(4))
    habits = {way.host: way.habit for way in WAYS}
    with World(reports=reports, habits=habits, bystanders=frozenset()) as world:
        environ = {"VERIFIER_CHANNELS__MEMENTO__URLS": f'["{archive}"]'}
        return jobs_dossiers(tmp_path_factory.mktemp("job"), world, WAYS, environ)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.id)
def test_a_report_that_is_only_in_the_archive_is_found_and_read_there(
    dossiers: dict[str, Dossier], archive: str, way: Way
) -> None:
    dossier = dossiers[way.id]
    assert dossier.judgement is not None
    assert dossier.judgement.verdict is Verdict.VERIFIED
    report = dossier.report(dossier.judgement.report_sha256)
    assert report is not None
    assert report.url == way.report.url
    assert (report.archived_url or "").startswith(archive)


def test_the_index_shows_the_outlets_day(dossiers: dict[str, Dossier]) -> None:
    listed = [e for e in dossiers["cdx"].entries if isinstance(e, Asked) and e.request.purpose == "captures"]
    assert len(listed) == 1
    assert listed[0].covers
    assert len(listed[0].candidates) == 4


def test_copies_of_a_page_are_listed_by_its_timemap(dossiers: dict[str, Dossier]) -> None:
    asked = [e for e in dossiers["timemap"].entries if isinstance(e, Asked) and e.request.purpose == "timemap"]
    assert [len(entry.candidates) for entry in asked] == [2]
