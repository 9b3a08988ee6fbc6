"""Write `seeds/archive/sample.warc.gz` from the sample reports: `python seeds/build_archive.py`.

The same sources give the same records: times, ids and their order come from the sources alone.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from seeds.pages import ARCHIVE, NOTICE, SampleReport, read_reports, render

REASONS = {200: "200 OK", 403: "403 Forbidden"}
NEIGHBOURS = 3


def build(reports: Iterable[SampleReport], out: BinaryIO) -> int:
    """Write a warcinfo record and one response record a report, oldest first; how many reports."""
    ordered = sorted(reports, key=lambda report: (report.captured.astimezone(UTC), report.url))
    writer = WARCWriter(out, gzip=True)
    writer.write_record(_information(writer, ordered[0].captured))
    for report in ordered:
        writer.write_record(_response(writer, report, neighbours_of(report, ordered)))
    return len(ordered)


def neighbours_of(report: SampleReport, reports: Iterable[SampleReport]) -> list[SampleReport]:
    """The reports of the same site that its page links to: those nearest in time."""
    others = [other for other in reports if other.host == report.host and other.url != report.url]
    return sorted(others, key=lambda other: (abs(other.published - report.published), other.url))[:NEIGHBOURS]


def _information(writer: WARCWriter, at: datetime) -> object:
    payload = f"software: seeds/build_archive.py\r\nformat: WARC File Format 1.0\r\ndescription: {NOTICE}\r\n".encode()
    return writer.create_warc_record(
        "sample.warc.gz",
        "warcinfo",
        payload=BytesIO(payload),
        length=len(payload),
        warc_content_type="application/warc-fields",
        warc_headers_dict=_identity("warcinfo", at),
    )


def _response(writer: WARCWriter, report: SampleReport, neighbours: list[SampleReport]) -> object:
    body = render(report, neighbours).encode()
    headers = [
        ("Date", f"{report.captured.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    return writer.create_warc_record(
        report.url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(REASONS[report.status], headers, protocol="HTTP/1.1"),
        warc_headers_dict=_identity(report.url, report.captured),
    )


def _identity(name: str, at: datetime) -> dict[str, str]:
    return {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{name} {at.isoformat()}')}>",
        "WARC-Date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


if __name__ == "__main__":
    path = ARCHIVE / "sample.warc.gz"
    with path.open("wb") as file:
        count = build(read_reports(), file)
    print(f"{path}: {count} synthetic pages, {path.stat().st_size:,} bytes")
