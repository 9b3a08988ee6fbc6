"""Saving live pages: against a server that answers as Save Page Now is documented to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fetching.desk import Memory, WallClock
from tests.loop import HTML, NOON, PAGE, Loop
from verifier import settings
from verifier.errors import InputError
from verifier.fetching import LocalGate, WebFetcher, budgets, own_hosts
from verifier.records import Exchange, Outcome, Response, Saved, Verdict
from verifier.reports.trail import trail_line
from verifier.saving import Saver

STAMP = "20261125101500"


@dataclass
class Archive:
    """Save Page Now for one account: a capture takes two questions, then succeeds or fails as told."""

    url: str = ""
    fails: str = ""
    busy: bool = False
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    polls: int = 0

    def answer(self, path: str, keys: str | None) -> tuple[int, dict[str, object]]:
        self.asked.append((path, keys))
        if keys != "LOW key:secret":
            return 401, {"message": "You need to be logged in to use Save Page Now."}
        if self.busy:
            return 429, {"message": "You have already reached the limit of active Save Page Now sessions."}
        if path.startswith("/save/status/"):
            self.polls += 1
            job = path.rpartition("/")[2]
            if self.polls < 2:
                return 200, {"job_id": job, "status": "pending", "resources": []}
            if self.fails:
                return 200, {"job_id": job, "status": "error", "status_ext": self.fails, "message": "It failed."}
            return 200, {"job_id": job, "status": "success", "timestamp": STAMP, "original_url": PAGE}
        return 200, {"url": path.removeprefix("/save/"), "job_id": "spn2-abc"}


@pytest.fixture
def archive() -> Iterator[Archive]:
    told = Archive()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, answer = told.answer(self.path, self.headers.get("Authorization"))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    """Two references whose verdict rests on one live page."""
    made = Loop(tmp_path, references=2)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Response(PAGE, 200, headers, HTML.encode(), NOON, asked=(("Accept", "text/html"),))
    made.script[PAGE] = [lambda: Exchange(Outcome.OK, page, status=200)]
    made.run()
    return made


def saver(loop: Loop, archive: Archive, key: str = "key", secret: str = "secret") -> Saver:
    loaded = settings.load(
        {
            "VERIFIER_CHANNELS__WAYBACK__URL": archive.url,
            "VERIFIER_CHANNELS__WAYBACK__SAVE_KEY": key,
            "VERIFIER_CHANNELS__WAYBACK__SAVE_SECRET": secret,
            "VERIFIER_CHANNELS__WAYBACK__SAVES_PER_MINUTE": "60000",
        }
    )
    fetch = replace(loaded.fetch, allow_hosts=own_hosts(loaded.channels))
    fetcher = WebFetcher(fetch, budgets(loaded.channels), LocalGate(), Memory(), WallClock(), "CitationVerifier/test")
    return Saver(archive.url, bool(key and secret), loop.dossiers, fetcher, WallClock())


def run(loop: Loop, saver: Saver, rounds: int = 5) -> list[Saved]:
    """Ask until there is nothing left to ask; what was said, in order."""
    said = []
    for _ in range(rounds):
        for url, references in saver.unsaved(loop.jobs.verification("j")).items():
            entry = saver.step(url, references)
            assert isinstance(entry, Saved)
            said.append(entry)
    return said


def test_a_live_page_is_saved_once_and_the_trail_says_so(loop: Loop, archive: Archive) -> None:
    before = [loop.dossiers.view(one).dossier.judgement for one in loop.ids]
    said = run(loop, saver(loop, archive))
    assert [entry.status for entry in said] == ["pending", "pending", "success"]
    assert said[-1].archived_url == f"{archive.url}/web/{STAMP}/{PAGE}"
    assert [path for path, _ in archive.asked] == [f"/save/{PAGE}", "/save/status/spn2-abc", "/save/status/spn2-abc"]
    for reference_id, judgement in zip(loop.ids, before, strict=True):
        view = loop.dossiers.view(reference_id)
        assert view.dossier.judgement == judgement
        line = trail_line(view.dossier.entries[-1])
        assert (line["channel"], line["action"], line["url"], line["outcome"]) == ("wayback", "save", PAGE, "success")
        assert said[-1].archived_url in line["note"]
        assert "secret" not in str(view.dossier.entries)


@pytest.mark.parametrize("why", ["error:user-session-limit", "error:not-found", "error:blocked-url"])
def test_a_capture_that_fails_is_said_and_not_asked_again(loop: Loop, archive: Archive, why: str) -> None:
    archive.fails = why
    said = run(loop, saver(loop, archive))
    assert [entry.status for entry in said] == ["pending", "pending", why]
    assert said[-1].archived_url is None


def test_an_archive_that_is_busy_is_asked_again_another_time(loop: Loop, archive: Archive) -> None:
    archive.busy = True
    [first] = run(loop, saver(loop, archive), rounds=1)
    assert (first.outcome, first.status) == (Outcome.THROTTLED, "error")
    assert set(saver(loop, archive).unsaved(loop.jobs.verification("j"))) == {PAGE}


def test_wrong_keys_are_said_and_change_nothing(loop: Loop, archive: Archive) -> None:
    [said] = run(loop, saver(loop, archive, secret="another"))
    assert (said.outcome, said.status) == (Outcome.REFUSED, "error")


def test_without_keys_nothing_is_asked(loop: Loop, archive: Archive) -> None:
    with pytest.raises(InputError, match="keys"):
        saver(loop, archive, key="").unsaved(loop.jobs.verification("j"))
    assert archive.asked == []


def test_of_a_confidential_document_nothing_is_sent(loop: Loop, archive: Archive) -> None:
    verification = loop.jobs.verification("j")
    verification = replace(verification, document=replace(verification.document, confidential=True))
    with pytest.raises(InputError, match="confidential"):
        saver(loop, archive).unsaved(verification)
    assert archive.asked == []


def test_only_what_a_verdict_rests_on_and_what_was_fetched_live_is_saved(tmp_path: Path, archive: Archive) -> None:
    made = Loop(tmp_path)  # its page came from no request: from the library, or a file
    made.run()
    judgement = made.dossiers.view(made.id).dossier.judgement
    assert judgement is not None
    assert judgement.verdict is not Verdict.NOT_FOUND
    assert saver(made, archive).unsaved(made.jobs.verification("j")) == {}


def test_the_keys_are_a_part_of_a_budget_of_its_own() -> None:
    assert budgets(settings.load({}).channels)["wayback-save"].headers == ()
    assert budgets(settings.load({}).channels)["wayback-save"].interval_s == 10.0
    keys = {"VERIFIER_CHANNELS__WAYBACK__SAVE_KEY": "k", "VERIFIER_CHANNELS__WAYBACK__SAVE_SECRET": "s"}
    channels = settings.load(keys).channels
    assert budgets(channels)["wayback-save"].headers == (("Authorization", "LOW k:s"),)
    assert budgets(channels)["wayback"].headers == ()
    assert "'k'" not in repr(channels.wayback)
