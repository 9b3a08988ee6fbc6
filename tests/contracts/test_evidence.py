"""One suite for every place that evidence is kept in: a directory, and a bucket of a real S3-compatible server."""

from __future__ import annotations

import importlib.util
import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
import requests
from warcio.archiveiterator import ArchiveIterator

from verifier.errors import NotFound, SettingsError, VerifierError
from verifier.records import Capture
from verifier.settings import Evidence as EvidenceSettings
from verifier.store.bucket import EvidenceBucket
from verifier.store.evidence import EvidenceFolder, KeptEvidence

BODY = "<html><p>Пять ракет «Булава» — 五つ".encode()
SHA = sha256(BODY).hexdigest()
URL = "https://vpk.example/a"
CAPTURE = Capture(SHA, URL, URL, 200, (), "text/html", len(BODY), datetime(2026, 11, 25, tzinfo=UTC))
ELSEWHERE = replace(CAPTURE, url="https://copy.example/")
_numbers = count()


def in_bucket(endpoint: str, url: str) -> EvidenceBucket:
    return EvidenceBucket(EvidenceSettings(url, endpoint, "us-east-1", "a key", "a secret"))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3-compatible server."""
    for module in ("moto", "flask_cors", "obstore"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed: no S3-compatible server to test against")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=quiet, stderr=quiet
    )
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                requests.get(address, timeout=10).raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.1)
            else:
                break
        yield address
    finally:
        process.kill()
        process.wait()


@pytest.fixture(params=["folder", "bucket", "bucket's root"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], KeptEvidence]:
    """Opens the same place, as each worker does for itself."""
    if request.param == "folder":
        return lambda: EvidenceFolder(tmp_path / "evidence")
    server = request.getfixturevalue("server")
    bucket = f"evidence-{next(_numbers)}"
    requests.put(f"{server}/{bucket}", timeout=10).raise_for_status()
    prefix = "/a/prefix" if request.param == "bucket" else ""
    return lambda: in_bucket(server, f"s3://{bucket}{prefix}")


@pytest.fixture
def evidence(opened: Callable[[], KeptEvidence]) -> KeptEvidence:
    return opened()


def targets(warc: bytes) -> set[str]:
    records = ArchiveIterator(io.BytesIO(warc), check_digests="raise")
    return {record.rec_headers.get_header("WARC-Target-URI") for record in records}


@pytest.mark.parametrize("body", [BODY, b"", os.urandom(300_000)], ids=["page", "none", "noise"])
def test_bytes_come_back_as_they_were(evidence: KeptEvidence, body: bytes) -> None:
    name = evidence.keep(body)
    assert name == sha256(body).hexdigest()
    assert evidence.keep(body) == name
    assert evidence.body(name) == body


def test_every_place_has_its_records(evidence: KeptEvidence) -> None:
    for capture in (CAPTURE, ELSEWHERE, CAPTURE):
        evidence.keep_capture(capture, BODY)
    assert targets(evidence.warc(SHA)) == {URL, ELSEWHERE.url}


def test_what_one_keeps_another_finds(opened: Callable[[], KeptEvidence]) -> None:
    opened().keep_capture(CAPTURE, BODY)
    assert opened().body(SHA) == BODY
    assert targets(opened().warc(SHA)) == {URL}


def test_what_is_not_there_is_not_found(evidence: KeptEvidence) -> None:
    absent = sha256(b"never kept").hexdigest()
    for ask in (evidence.body, evidence.warc):
        with pytest.raises(NotFound):
            ask(absent)
    evidence.erase(absent)


@pytest.mark.parametrize("name", ["", "../" * 21 + "a", SHA.upper(), SHA[:-1], SHA + "\n", "*" * 64])
def test_only_a_hash_names_anything(evidence: KeptEvidence, name: str) -> None:
    for ask in (evidence.body, evidence.warc, evidence.erase):
        with pytest.raises(NotFound):
            ask(name)


def test_what_is_erased_is_gone_with_its_records_and_nothing_else_is(evidence: KeptEvidence) -> None:
    evidence.keep_capture(CAPTURE, BODY)
    evidence.keep_capture(ELSEWHERE, BODY)
    other = evidence.keep(b"other")
    evidence.erase(SHA)
    for ask in (evidence.body, evidence.warc):
        with pytest.raises(NotFound):
            ask(SHA)
    assert evidence.body(other) == b"other"
    evidence.erase(other)


def test_writers_of_the_same_bytes_do_not_disturb_each_other(opened: Callable[[], KeptEvidence]) -> None:
    body = os.urandom(200_000)
    capture = replace(CAPTURE, sha256=sha256(body).hexdigest(), size=len(body))
    failures: list[BaseException] = []

    def write() -> None:
        try:
            evidence = opened()
            evidence.keep_capture(capture, body)
            assert evidence.body(capture.sha256) == body
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


# ── a bucket's own ──


def test_a_bucket_that_is_not_there_is_said(server: str) -> None:
    with pytest.raises(VerifierError, match="evidence bucket cannot be written"):
        in_bucket(server, "s3://no-such-bucket/prefix").keep(BODY)


def test_an_address_that_is_none_is_said() -> None:
    pytest.importorskip("obstore")
    with pytest.raises(SettingsError, match=r"evidence\.url cannot be used"):
        in_bucket("", "s3://")


def test_the_keys_are_shown_to_nobody() -> None:
    settings = EvidenceSettings("s3://b", None, None, "a key", "a secret")
    assert "secret" not in repr(settings).replace("secret_key", "")
    assert "a key" not in repr(settings)
