"""The bytes that verdicts rest on: kept once by their hash, each capture with its WARC records.

`ab/cd/<sha256>.gz` are the bytes; beside them, for each place they were captured from, stands
`<sha256>.<place>.warc.gz`. Nothing is ever written over: a file appears whole or not at all. Where the files are
is a *shelf*'s matter: a folder's (`folder`) or a bucket's (`bucket`). It does not know which captures are still
used; the store says what may be erased.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Sequence
from hashlib import sha256 as hash_of
from pathlib import Path
from typing import Protocol

from verifier.errors import NotFound, VerifierError
from verifier.records import Capture
from verifier.store import warc
from verifier.store.folder import Folder

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Shelf(Protocol):
    """Files by name, "ab/cd/name", which never change. `VerifierError` where the place itself fails."""

    def holds(self, name: str) -> bool: ...

    def put(self, name: str, content: bytes) -> None:
        """Write all of it, or nothing. Any number of processes may write the same at once."""

    def get(self, name: str) -> bytes | None:
        """The bytes; None where there are none."""

    def beginning(self, beginning: str) -> list[str]:
        """The names that begin so, in order; of one folder, "ab/cd/xy"."""

    def drop(self, name: str) -> None:
        """Also what is not there."""


class KeptEvidence:
    """`Evidence` on a shelf. Any number of processes may share it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def keep(self, body: bytes) -> str:
        sha256 = hash_of(body).hexdigest()
        name = _name(sha256, ".gz")
        if not self._shelf.holds(name):
            self._shelf.put(name, gzip.compress(body, 6, mtime=0))
        return sha256

    def keep_capture(self, capture: Capture, body: bytes) -> None:
        if self.keep(body) != capture.sha256:
            raise ValueError(f"these are not the bytes of the capture {capture.sha256}")
        name = _record_name(capture)
        if not self._shelf.holds(name):
            self._shelf.put(name, warc.records(capture, body))

    def body(self, sha256: str) -> bytes:
        name = _name(sha256, ".gz")
        packed = self._shelf.get(name)
        if packed is None:
            raise NotFound(f"There is no capture {sha256}.")
        try:
            body = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged(name, str(error)) from error
        if hash_of(body).hexdigest() != sha256:
            raise _damaged(name, "its bytes have changed")
        return body

    def warc(self, sha256: str, captures: Sequence[Capture] | None = None) -> bytes:
        """The records of every place the bytes were captured from, one after another: a WARC file. Of these captures'
        places alone, where they are given."""
        names = [name for name in self._shelf.beginning(_name(sha256, ".")) if name.endswith(".warc.gz")]
        if captures is not None:
            wanted = {_record_name(capture) for capture in captures}
            names = [name for name in names if name in wanted]
        records = [content for name in names if (content := self._shelf.get(name)) is not None]
        if not records:
            raise NotFound(f"There is no WARC record of the capture {sha256}.")
        return b"".join(records)

    def erase(self, sha256: str) -> None:
        for name in self._shelf.beginning(_name(sha256, ".")):
            self._shelf.drop(name)


class EvidenceFolder(KeptEvidence):
    """Evidence in a directory, of this machine or shared by many."""

    def __init__(self, path: Path) -> None:
        super().__init__(Folder(path))


def _record_name(capture: Capture) -> str:
    """By the bytes and the place they were captured from."""
    place = hash_of(f"{capture.url}\n{capture.archived_url or ''}".encode()).hexdigest()[:16]
    return _name(capture.sha256, f".{place}.warc.gz")


def _name(sha256: str, ending: str) -> str:
    """Where it stands. What is not a hash names nothing, and so nothing outside the shelf."""
    if not _SHA256.fullmatch(sha256):
        raise NotFound("A capture is named by 64 hexadecimal digits.")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{ending}"


def _damaged(name: str, why: str) -> VerifierError:
    return VerifierError(f"The evidence file {name} cannot be read: {why}.", remedy="Restore it from a backup.")
