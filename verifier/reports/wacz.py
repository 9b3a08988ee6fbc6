"""A job's evidence as one file that ReplayWeb.page and pywb open: a WACZ 1.1.1 package.

    archive/evidence.warc.gz      every captured page, with its request and how it came
    indexes/index.cdx             where each stands in it, as CDXJ: pywb wants this ending, ReplayWeb.page takes it
    pages/pages.jsonl             the reports that were read; pages/extraPages.jsonl what was captured besides
    verification/…                the verification report itself
    datapackage.json              all of these with their sizes and SHA-256; datapackage-digest.json its own

https://specs.webrecorder.net/wacz/1.1.1/ says how. Evidence that is kept no more is left out, and counted.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from verifier.dossier import Verification
from verifier.errors import NotFound
from verifier.records import Capture, Report
from verifier.reports import cdxj
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

VERSION = "1.1.1"
WARC = "evidence.warc.gz"


def write(
    verification: Verification,
    wording: Wording,
    warc: Callable[[str], bytes],
    created: datetime,
    software: str,
    out: IO[bytes],
) -> int:
    """Write the package; how many captures are in it. `warc` gives a capture's records, or raises `NotFound`."""
    captures = _captures(verification)
    with zipfile.ZipFile(out, "w") as archive:
        package = _Package(archive, created, software)
        with package.opened(f"archive/{WARC}") as file:
            held = _write_warc(file, captures, warc, _warcinfo(created, software))
        package.add("indexes/index.cdx", "".join(sorted(held.index)))
        reports = _reports(verification)
        package.add("pages/pages.jsonl", _pages("pages", "Reports", held.pages, reports, read=True))
        package.add("pages/extraPages.jsonl", _pages("extra", "Other captures", held.pages, reports, read=False))
        report = json.dumps(report_json(verification, wording), ensure_ascii=False, indent=1)
        package.add("verification/verification.json", report)
        package.close(_title(verification), _description(verification, held))
    return held.captures


# ── what goes in ──────────────────────────────────────────────────────────────────────────────────


def _captures(verification: Verification) -> dict[str, list[Capture]]:
    """By their bytes: the same may have come from several places."""
    found: dict[str, list[Capture]] = {}
    for citation in verification.citations:
        for view in citation.references:
            for capture in view.dossier.captures:
                if capture not in found.setdefault(capture.sha256, []):
                    found[capture.sha256].append(capture)
    return found


def _reports(verification: Verification) -> dict[str, Report]:
    views = (view for citation in verification.citations for view in citation.references)
    return {report.sha256: report for view in views for report in view.dossier.reports}


@dataclass
class _Held:
    """What the WARC file holds."""

    index: list[str] = field(default_factory=list)
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each response: the SHA-256 of its capture, its URL, its time as the record has it."""
    missing: int = 0

    @property
    def captures(self) -> int:
        return len(self.pages)


def _write_warc(file: _Hashed, captures: dict[str, list[Capture]], warc: Callable[[str], bytes], head: bytes) -> _Held:
    held = _Held()
    file.write(head)
    for digest, places in captures.items():
        try:
            kept = warc(digest)
        except NotFound:
            held.missing += len(places)
            continue
        for record in _records(kept, {capture.url for capture in places}):
            if record.kind == "response":
                held.pages.append((digest, record.url, record.date))
                timestamp = "".join(filter(str.isdigit, record.date))[:14]
                held.index.append(
                    cdxj.line(
                        record.url,
                        timestamp,
                        mime=record.media_type,
                        status=record.status,
                        digest=record.digest,
                        length=str(len(record.content)),
                        offset=str(file.size),
                        filename=WARC,
                    )
                )
            file.write(record.content)
    return held


@dataclass(frozen=True)
class _Record:
    """One record of a WARC file, as it stands there."""

    content: bytes
    kind: str
    url: str
    date: str
    status: str = ""
    media_type: str = ""
    digest: str = ""


def _records(warc: bytes, urls: set[str]) -> Iterator[_Record]:
    """The records of these pages: the same bytes may have been captured elsewhere, for another job."""
    chosen: set[str] = set()
    records = ArchiveIterator(io.BytesIO(warc))
    for record in records:
        head = record.rec_headers
        offset, length = records.get_record_offset(), records.get_record_length()
        content = warc[offset : offset + length]
        url, date = head.get_header("WARC-Target-URI"), head.get_header("WARC-Date")
        if record.rec_type == "response":
            if url not in urls:
                continue
            chosen.add(head.get_header("WARC-Record-ID"))
            media_type = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip()
            digest = head.get_header("WARC-Payload-Digest") or ""
            status = record.http_headers.get_statuscode()
            yield _Record(content, "response", url, date, status, media_type, digest)
        elif head.get_header("WARC-Concurrent-To") in chosen:
            yield _Record(content, record.rec_type, url, date)


def _warcinfo(created: datetime, software: str) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    about = {"software": software, "format": "WARC File Format 1.1"}
    record = writer.create_warcinfo_record(WARC, about)
    record.rec_headers.replace_header("WARC-Date", _stamp(created))
    writer.write_record(record)
    return out.getvalue()


def _pages(
    name: str, title: str, pages: Iterable[tuple[str, str, str]], reports: dict[str, Report], *, read: bool
) -> str:
    lines: list[dict[str, Any]] = [{"format": "json-pages-1.0", "id": name, "title": title}]
    for digest, url, date in pages:
        report = reports.get(digest)
        if (report is not None) is read:
            page = {"id": sha256(f"{url} {date}".encode()).hexdigest()[:20], "url": url, "ts": date}
            lines.append(page | ({"title": report.title or url, "text": report.text} if report else {}))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _title(verification: Verification) -> str:
    document = verification.document.document
    return f"Evidence for {(document.title if document else None) or verification.document.id}"


def _description(verification: Verification, held: _Held) -> str:
    gone = f" {held.missing} are kept no more and are left out." if held.missing else ""
    return (
        f"The pages that were captured to verify the citations of one document, job {verification.job.id}: "
        f"{held.captures} captures.{gone} `verification/verification.json` says what each shows."
    )


# ── the package ───────────────────────────────────────────────────────────────────────────────────


class _Hashed:
    """A file of the package, with its size and its hash as it grows."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        self._file.write(content)
        self._hash.update(content)
        self.size += len(content)

    def __enter__(self) -> _Hashed:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


class _Package:
    """The ZIP file and its list of contents. What is compressed already is stored as it is: it is read by ranges."""

    def __init__(self, archive: zipfile.ZipFile, created: datetime, software: str) -> None:
        self._archive = archive
        self._software = software
        self._created = created
        self._files: dict[str, _Hashed] = {}

    def opened(self, path: str) -> _Hashed:
        info = zipfile.ZipInfo(path, self._created.astimezone(UTC).timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if path.endswith(".gz") else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self._files[path] = _Hashed(self._archive.open(info, "w", force_zip64=True))
        return self._files[path]

    def add(self, path: str, text: str) -> None:
        with self.opened(path) as file:
            file.write(text.encode("utf-8", "replace"))

    def close(self, title: str, description: str) -> None:
        """Write the list of what there is, and the list's hash."""
        package = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "description": description,
            "created": _stamp(self._created),
            "modified": _stamp(self._created),
            "software": self._software,
            "resources": [
                {"name": path.rpartition("/")[2].lower(), "path": path, "hash": file.digest, "bytes": file.size}
                for path, file in self._files.items()
            ],
        }
        self.add("datapackage.json", json.dumps(package, ensure_ascii=False, indent=1))
        digest = {"path": "datapackage.json", "hash": self._files["datapackage.json"].digest}
        self.add("datapackage-digest.json", json.dumps(digest, indent=1))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
