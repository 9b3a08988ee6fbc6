"""The files of a user's library, page by page: WARC, WACZ, HTML, PDF and text clippings.

Bytes in, bytes out: what a page says is read elsewhere. A file beside another, named like it with `.meta`
behind, tells what the page itself does not, as does the head of a clipping:

    URL: http://www.interfax.com/newsinf.asp?id=538240
    Date: 2014-09-24
    Source: Interfax
    Title: Tokyo Gas puts off signing
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

MAX_BYTES = 15_000_000
"""Of one page, decoded: as the limit of fetching. Larger ones are left out."""

UNREADABLE = (OSError, ArchiveLoadFailed, zipfile.BadZipFile, EOFError, ValueError)
"""What reading a broken file may raise."""

_FILES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
}  # fmt: skip
_READ = frozenset(("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown"))
# Said of the bytes on the wire, or of another archive's copy: not true of what is handed on.
_OF_THE_WIRE = frozenset(
    ("content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "memento-datetime", "link")
)
_NOTE = re.compile(r"(URL|Date|Source|Title|Language):[ \t]*(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """One page that a file holds, and where in the file it is."""

    url: str
    """"" where the file does not say."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    captured_at: datetime | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    """What the user noted of it: url, date, source, title, language."""
    member: str = ""
    offset: int = 0

    @property
    def content_type(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a page in one, that the library cannot use, and why."""

    path: str
    reason: str


def is_holding(path: Path) -> bool:
    return (
        path.suffix.lower() in _FILES
        or path.suffix.lower() == ".wacz"
        or path.name.lower().endswith((".warc", ".warc.gz"))
    )


def stamp(path: Path) -> str:
    """Changes whenever the file or its `.meta` does."""
    files = [path, _meta(path)]
    return " ".join(f"{stat.st_size}:{stat.st_mtime_ns}" for file in files if file.is_file() for stat in [file.stat()])


def holdings(path: Path) -> Iterator[Holding | Skipped]:
    """Every page of a file. Raises one of `UNREADABLE` where it breaks off; what came before stands."""
    if path.suffix.lower() in _FILES:
        yield _file(path)
    elif path.suffix.lower() == ".wacz":
        with zipfile.ZipFile(path) as package:
            members = [name for name in package.namelist() if name.lower().endswith((".warc", ".warc.gz"))]
            for member in members:
                with package.open(member) as stream:
                    yield from _records(stream, str(path), member)
            if not members:
                yield Skipped(str(path), "holds no WARC")
    else:
        with path.open("rb") as stream:
            yield from _records(stream, str(path), "")


def holding(path: Path, member: str, offset: int) -> Holding:
    """The page at that place of a file; one of `UNREADABLE` where there is none any more."""
    if path.suffix.lower() in _FILES:
        page = _file(path)
        if isinstance(page, Skipped):
            raise ValueError(page.reason)
        return page
    if member:
        with zipfile.ZipFile(path) as package, package.open(member) as stream:
            return _record_at(stream, path, member, offset)
    with path.open("rb") as stream:
        return _record_at(stream, path, member, offset)


# ── WARC ──────────────────────────────────────────────────────────────────────────────────────────


def _records(stream: IO[bytes], path: str, member: str) -> Iterator[Holding | Skipped]:
    records = ArchiveIterator(stream)
    for record in records:
        if record.format != "warc":  # the older ARC is so loose that noise passes for it
            raise ValueError("it is no WARC")
        url = _target(record)
        if not url.lower().startswith(("http://", "https://")):
            continue
        page = _page(record, url, member)
        if isinstance(page, Holding):
            page = replace(page, offset=records.get_record_offset())  # asking for it skips what was not read yet
            if getattr(record.raw_stream, "limit", 0) > 0:
                raise EOFError(f"it breaks off within {url}")
            if (200 <= page.status < 300 and page.media_type in _READ) or page.status >= 400:
                yield page
        elif page:
            yield Skipped(f"{path}: {url}", page)


def _record_at(stream: IO[bytes], path: Path, member: str, offset: int) -> Holding:
    stream.seek(offset)
    for record in ArchiveIterator(stream):
        page = _page(record, _target(record), member)
        if isinstance(page, Holding):
            return replace(page, offset=offset)
        break
    raise ValueError(f"{path} has no page at {offset} any more")


def _target(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")


def _page(record: Any, url: str, member: str) -> Holding | str:
    """The page of a record; or why it is left out, "" for records that are no pages."""
    if record.rec_type == "response" and record.http_headers is not None:
        status = int(record.http_headers.get_statuscode() or 0)
        headers = tuple(pair for pair in record.http_headers.headers if pair[0].lower() not in _OF_THE_WIRE)
    elif record.rec_type == "resource":
        status = 200
        headers = (("Content-Type", record.rec_headers.get_header("Content-Type") or ""),)
    else:
        return ""
    body = record.content_stream().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    made = record.rec_headers.get_header("WARC-Date")
    return Holding(url, status, headers, body, _time(made), member=member)


def _time(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


# ── single files ──────────────────────────────────────────────────────────────────────────────────


def _file(path: Path) -> Holding | Skipped:
    media_type = _FILES[path.suffix.lower()]
    if path.stat().st_size > MAX_BYTES:
        return Skipped(str(path), f"larger than {MAX_BYTES:,} bytes")
    body = path.read_bytes()
    notes: dict[str, str] = {}
    if media_type.startswith(("text/plain", "text/markdown")):
        notes |= _notes(body[:4000].decode("utf-8", "replace"))
    if _meta(path).is_file():
        notes |= _notes(_meta(path).read_text("utf-8", "replace"))
    return Holding(notes.get("url", ""), 200, (("Content-Type", media_type),), body, notes=notes)


def _meta(path: Path) -> Path:
    return path.with_name(path.name + ".meta")


def _notes(text: str) -> dict[str, str]:
    """The `Name: value` lines at the head, up to the first that is none."""
    notes: dict[str, str] = {}
    for line in text.lstrip("\ufeff").splitlines():
        note = _NOTE.fullmatch(line.strip())
        if not note:
            break
        notes[note[1].lower()] = note[2].strip()
    return notes
