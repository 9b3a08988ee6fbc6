"""Evidence: bytes kept once by their hash, each capture with a record that WARC readers read."""

from __future__ import annotations

import errno
import io
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from verifier.errors import NotFound, VerifierError
from verifier.records import Capture
from verifier.store.evidence import EvidenceFolder

BODY = "<html><p>Пять ракет «Булава» — 五つ".encode()
SHA = sha256(BODY).hexdigest()

LIVE = Capture(
    sha256=SHA,
    url="https://vpk.example/a?id=1",
    final_url="https://vpk.example/a/1",
    status=200,
    headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "17"),
        ("X-Titel", "Grüße"),
    ),
    media_type="text/html",
    size=len(BODY),
    fetched_at=datetime(2026, 11, 25, 9, 30, 1, 500, UTC),
)
ARCHIVED = replace(
    LIVE,
    archived_url="https://web.archive.example/web/20140925000000id_/https://vpk.example/a?id=1",
    archived_at=datetime(2014, 9, 25, tzinfo=UTC),
)


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


def files(evidence_path: Path) -> list[Path]:
    return [path for path in evidence_path.rglob("*") if path.is_file()]


def records(warc: bytes, kind: str = "response") -> list[tuple[dict[str, str], str, dict[str, str], bytes]]:
    found = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        if record.rec_type != kind:
            continue
        fields = dict(record.rec_headers.headers)
        found.append(
            (
                fields,
                record.http_headers.get_statuscode(),
                dict(record.http_headers.headers),
                record.content_stream().read(),
            )
        )
    return found


@pytest.mark.parametrize(
    "body", [BODY, b"", b"\x00" * 1_000_000, os.urandom(200_000)], ids=["page", "none", "zeros", "noise"]
)
def test_bytes_come_back_as_they_were(evidence: EvidenceFolder, body: bytes) -> None:
    name = evidence.keep(body)
    assert name == sha256(body).hexdigest()
    assert evidence.body(name) == body


def test_the_same_bytes_are_kept_once(evidence: EvidenceFolder, tmp_path: Path) -> None:
    evidence.keep(BODY)
    [file] = files(tmp_path)
    before = file.stat()
    evidence.keep(BODY)
    evidence.keep_capture(LIVE, BODY)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_a_live_capture_is_a_warc_response(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(LIVE, BODY)
    [(fields, status, headers, body)] = records(evidence.warc(SHA))
    assert fields["WARC-Type"] == "response"
    assert fields["WARC-Target-URI"] == LIVE.url
    assert fields["WARC-Date"] == "2026-11-25T09:30:01Z"
    assert "WARC-Source-URI" not in fields
    assert status == "200"
    assert body == BODY
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(BODY))
    assert not {"Content-Encoding", "Transfer-Encoding"} & headers.keys()


def test_a_copy_from_an_archive_is_the_pages_of_that_day(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(ARCHIVED, BODY)
    [(fields, _, _, body)] = records(evidence.warc(SHA))
    assert fields["WARC-Target-URI"] == LIVE.url
    assert fields["WARC-Date"] == "2014-09-25T00:00:00Z"
    assert fields["WARC-Source-URI"] == ARCHIVED.archived_url
    assert fields["WARC-Source-Date"] == "2026-11-25T09:30:01Z"
    assert body == BODY


def test_the_record_is_of_warc_1_1(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(LIVE, BODY)
    for record in ArchiveIterator(io.BytesIO(evidence.warc(SHA))):
        assert record.rec_headers.protocol == "WARC/1.1"


ASKED = (("User-Agent", "CitationVerifier/1"), ("Accept", "text/html"))


def test_the_request_that_brought_it_stands_beside(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(replace(LIVE, asked=ASKED, ip="192.0.2.7", ms=412), BODY)
    warc = evidence.warc(SHA)
    [(answer, *_)] = records(warc)
    for request in ArchiveIterator(io.BytesIO(warc)):
        if request.rec_type != "request":
            continue
        assert request.rec_headers.get_header("WARC-Target-URI") == LIVE.final_url
        assert request.rec_headers.get_header("WARC-Concurrent-To") == answer["WARC-Record-ID"]
        assert request.rec_headers.get_header("WARC-IP-Address") == "192.0.2.7"
        assert request.http_headers.protocol == "GET"
        assert request.http_headers.statusline.startswith("/a/1 HTTP/1.1")
        assert request.http_headers.headers == [("Host", "vpk.example"), *ASKED]
    assert answer["WARC-IP-Address"] == "192.0.2.7"


def test_of_an_archives_copy_the_request_is_the_archives(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(replace(ARCHIVED, asked=ASKED, ip="192.0.2.7"), BODY)
    warc = evidence.warc(SHA)
    for record in ArchiveIterator(io.BytesIO(warc)):
        if record.rec_type == "request":
            assert record.rec_headers.get_header("WARC-Target-URI") == ARCHIVED.archived_url
            assert record.http_headers.headers[0] == ("Host", "web.archive.example")
    [(answer, *_)] = records(warc)
    assert "WARC-IP-Address" not in answer


def test_what_nobody_asked_for_has_no_request(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(LIVE, BODY)
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(evidence.warc(SHA)))]
    assert kinds == ["response", "metadata"]


def test_the_metadata_say_how_it_came(evidence: EvidenceFolder) -> None:
    evidence.keep_capture(replace(LIVE, asked=ASKED, ms=412), BODY)
    for record in ArchiveIterator(io.BytesIO(evidence.warc(SHA))):
        if record.rec_type == "metadata":
            assert record.rec_headers.get_header("Content-Type") == "application/warc-fields"
            lines = record.content_stream().read().decode().splitlines()
            assert lines == ["fetchTimeMs: 412", f"redirectedTo: {LIVE.final_url}", f"payloadSha256: {SHA}"]
            break
    else:
        pytest.fail("no metadata record")


def test_every_place_the_bytes_are_from_has_its_record(evidence: EvidenceFolder) -> None:
    elsewhere = replace(LIVE, url="https://copy.example/")
    for capture in (LIVE, ARCHIVED, elsewhere, LIVE):
        evidence.keep_capture(capture, BODY)
    found = records(evidence.warc(SHA))
    assert {(fields["WARC-Target-URI"], fields.get("WARC-Source-URI")) for fields, *_ in found} == {
        (LIVE.url, None),
        (LIVE.url, ARCHIVED.archived_url),
        ("https://copy.example/", None),
    }
    assert len(found) == 3
    assert len({fields["WARC-Record-ID"] for fields, *_ in found}) == 3


@pytest.mark.parametrize("status", [200, 404, 410, 299, 0])
def test_any_status_has_its_line(evidence: EvidenceFolder, status: int) -> None:
    evidence.keep_capture(replace(LIVE, status=status), BODY)
    [(_, line, _, _)] = records(evidence.warc(SHA))
    assert line == str(status)


def test_headers_cannot_forge_a_record(evidence: EvidenceFolder) -> None:
    forged = replace(
        LIVE,
        headers=(("X", "a\r\n\r\nWARC/1.1\r\nWARC-Type: response"), ("Y\r\nZ", "b")),
        url="https://a.example/\r\nX: y",
    )
    evidence.keep_capture(forged, BODY)
    [(fields, status, headers, body)] = records(evidence.warc(SHA))
    assert (fields["WARC-Target-URI"], status, body) == ("https://a.example/%0D%0AX:%20y", "200", BODY)
    assert headers == {"X": "a WARC/1.1 WARC-Type: response", "Y Z": "b", "Content-Length": str(len(BODY))}


def test_a_capture_of_other_bytes_is_not_kept(evidence: EvidenceFolder) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        evidence.keep_capture(LIVE, b"other bytes")


def test_what_is_not_here_is_not_found(evidence: EvidenceFolder) -> None:
    for ask in (evidence.body, evidence.warc):
        with pytest.raises(NotFound):
            ask(SHA)
    evidence.keep(BODY)
    with pytest.raises(NotFound):
        evidence.warc(SHA)


NOT_HASHES = [
    "", "..", "../../etc/passwd", "/etc/passwd", SHA.upper(), SHA + "/..", SHA[:-1], SHA + "0", SHA + "\n",
    "*" * 64, "../" * 21 + "a", "a" * 63 + "/", "а" * 64, "\x00" * 64,
]  # fmt: skip


@pytest.mark.parametrize("name", NOT_HASHES)
def test_only_a_hash_names_anything(evidence: EvidenceFolder, name: str) -> None:
    for ask in (evidence.body, evidence.warc, evidence.erase):
        with pytest.raises(NotFound):
            ask(name)


def test_what_is_erased_is_gone_with_its_records(evidence: EvidenceFolder, tmp_path: Path) -> None:
    evidence.keep_capture(LIVE, BODY)
    evidence.keep_capture(ARCHIVED, BODY)
    other = evidence.keep(b"other")
    evidence.erase(SHA)
    evidence.erase(SHA)
    assert [file.name for file in files(tmp_path)] == [f"{other}.gz"]


def test_damaged_evidence_is_never_served(evidence: EvidenceFolder, tmp_path: Path) -> None:
    evidence.keep(BODY)
    [file] = files(tmp_path)
    whole = file.read_bytes()
    other = EvidenceFolder(tmp_path / "other")
    other.keep(b"other bytes")
    [changed] = files(tmp_path / "other")
    for damaged in (whole[:20], b"", b"no gzip", whole[:-12] + bytes(12), changed.read_bytes()):
        file.write_bytes(damaged)
        with pytest.raises(VerifierError, match="cannot be read"):
            evidence.body(SHA)


def test_writers_of_the_same_bytes_do_not_disturb_each_other(tmp_path: Path) -> None:
    body = os.urandom(300_000)
    capture = replace(LIVE, sha256=sha256(body).hexdigest(), size=len(body))
    start = threading.Barrier(8)
    failures: list[Exception] = []

    def write() -> None:
        evidence = EvidenceFolder(tmp_path)
        start.wait()
        try:
            evidence.keep_capture(capture, body)
            assert evidence.body(capture.sha256) == body
            assert len(records(evidence.warc(capture.sha256))) == 1
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_full_disk_is_said_and_leaves_nothing_half(
    evidence: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync") if moment == "fsync" else (Path, "replace")), full)
    with pytest.raises(VerifierError, match=r"cannot be written: No space left.*data_dir"):
        evidence.keep(BODY)
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(VerifierError, match="cannot be written: Not a directory"):
        EvidenceFolder(tmp_path / "file" / "evidence").keep(BODY)
