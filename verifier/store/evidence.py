"""The bytes that verdicts rest on: kept once by their hash, each capture with its WARC record.

`ab/cd/<sha256>.gz` are the bytes; beside them, for each place they were captured from, stands
`<sha256>.<place>.warc.gz`. Nothing is ever written over: a file appears whole, by renaming, or not at all.
It does not know which captures are still used; the store says what may be erased.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import tempfile
import uuid
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256 as hash_of
from http.client import responses
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verifier.errors import NotFound, VerifierError
from verifier.records import Capture

_SHA256 = re.compile(r"[0-9a-f]{64}")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

_DECODED = frozenset({"transfer-encoding", "content-encoding", "content-length"})
"""Headers that describe bytes as they were sent; ours are decoded of it."""


class EvidenceFolder:
    """`Evidence` in a directory. Any number of processes may share it, over a network file system too."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, body: bytes) -> str:
        sha256 = hash_of(body).hexdigest()
        file = self._file(sha256, ".gz")
        if not file.exists():
            self._write(file, gzip.compress(body, 6, mtime=0))
        return sha256

    def keep_capture(self, capture: Capture, body: bytes) -> None:
        if self.keep(body) != capture.sha256:
            raise ValueError(f"these are not the bytes of the capture {capture.sha256}")
        place = hash_of(f"{capture.url}\n{capture.archived_url or ''}".encode()).hexdigest()[:16]
        file = self._file(capture.sha256, f".{place}.warc.gz")
        if not file.exists():
            self._write(file, _warc_record(capture, body))

    def body(self, sha256: str) -> bytes:
        file = self._file(sha256, ".gz")
        try:
            body = gzip.decompress(file.read_bytes())
        except FileNotFoundError:
            raise NotFound(f"There is no capture {sha256}.") from None
        except (OSError, EOFError, zlib.error) as error:
            raise self._unreadable(file, str(error)) from error
        if hash_of(body).hexdigest() != sha256:
            raise self._unreadable(file, "its bytes have changed")
        return body

    def warc(self, sha256: str) -> bytes:
        """The records of every place the bytes were captured from, one after another: a WARC file."""
        file = self._file(sha256, ".gz")
        try:
            records = [record.read_bytes() for record in sorted(file.parent.glob(f"{sha256}.*.warc.gz"))]
        except OSError as error:
            raise self._unreadable(file, error.strerror or str(error)) from error
        if not records:
            raise NotFound(f"There is no WARC record of the capture {sha256}.")
        return b"".join(records)

    def erase(self, sha256: str) -> None:
        file = self._file(sha256, ".gz")
        for one in (*file.parent.glob(f"{sha256}.*.warc.gz"), file):
            one.unlink(missing_ok=True)

    def _file(self, sha256: str, ending: str) -> Path:
        """Where it stands. What is not a hash names nothing, and so no path outside the folder."""
        if not _SHA256.fullmatch(sha256):
            raise NotFound("A capture is named by 64 hexadecimal digits.")
        return self._path / sha256[:2] / sha256[2:4] / (sha256 + ending)

    def _write(self, file: Path, content: bytes) -> None:
        """Write all of it, or nothing: to a name of its own first, and to the disk before it is renamed."""
        unfinished: Path | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".unfinished-", delete=False) as out:
                unfinished = Path(out.name)
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
            _sync_folder(file.parent)
        except OSError as error:
            if unfinished is not None:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
            raise VerifierError(
                f"The evidence folder {self._path} cannot be written: {error.strerror or error}.",
                remedy="Make room or correct its permissions, or set data_dir to another place.",
            ) from error

    def _unreadable(self, file: Path, why: str) -> VerifierError:
        return VerifierError(f"The evidence file {file} cannot be read: {why}.", remedy="Restore it from a backup.")


def _sync_folder(folder: Path) -> None:
    """Make a renaming last. Some file systems cannot, and then it lasts when they see fit."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _warc_record(capture: Capture, body: bytes) -> bytes:
    """A gzipped WARC 1.1 response record.

    A copy from an archive is recorded as what it is a copy of: the page's own URL, at the time the archive
    captured it. `WARC-Source-URI` and `WARC-Source-Date`, extension fields, say where and when we got it.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    identity = f"{capture.sha256} {capture.url} {capture.archived_url or ''}"
    fields = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}>",
        "WARC-Date": _stamp(capture.archived_at or capture.fetched_at),
    }
    if capture.archived_url is not None:
        fields |= {"WARC-Source-URI": _uri(capture.archived_url), "WARC-Source-Date": _stamp(capture.fetched_at)}
    headers = [(_one_line(name), _one_line(value)) for name, value in capture.headers if name.lower() not in _DECODED]
    headers.append(("Content-Length", str(len(body))))
    record = writer.create_warc_record(
        _uri(capture.url),
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(_status_line(capture.status), headers, protocol="HTTP/1.1"),
        warc_headers_dict=fields,
    )
    writer.write_record(record)
    return out.getvalue()


def _one_line(text: str) -> str:
    """A header's value may have come folded over lines."""
    return _CONTROL.sub(" ", text)


def _uri(text: str) -> str:
    """A URL as a page wrote it may hold spaces and line ends."""
    return re.sub(r"[\x00-\x20\x7f]", lambda found: f"%{ord(found[0]):02X}", text)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _status_line(status: int) -> str:
    """The status with its usual phrase: the server's own means nothing and is not in the capture."""
    return f"{status} {responses.get(status, '')}".strip()
