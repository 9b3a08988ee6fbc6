"""A capture as WARC 1.1 records: what was asked for, what was answered, and how it came.

Per capture, each record gzipped by itself, in this order: the *response*; the *request*, where one of ours brought
it; the *metadata*. The last two name the first by `WARC-Concurrent-To`.
"""

from __future__ import annotations

import io
import re
import uuid
from datetime import UTC, datetime
from http.client import responses
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verifier.records import Capture

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

_DECODED = frozenset({"transfer-encoding", "content-encoding", "content-length"})
"""Headers that describe bytes as they were sent; ours are decoded of it."""


def records(capture: Capture, body: bytes) -> bytes:
    """The records of one capture, one after another.

    A copy from an archive is recorded as what it is a copy of: the page's own URL, at the time the archive
    captured it. `WARC-Source-URI` and `WARC-Source-Date`, extension fields, say where and when we got it; the
    request is the one that the archive was sent.
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    _write_response(writer, capture, body)
    if capture.asked:
        _write_request(writer, capture)
    _write_metadata(writer, capture)
    return out.getvalue()


def _write_response(writer: WARCWriter, capture: Capture, body: bytes) -> None:
    fields = {
        "WARC-Record-ID": _record_id(capture),
        "WARC-Date": _stamp(capture.archived_at or capture.fetched_at),
    }
    if capture.archived_url is not None:
        fields |= {"WARC-Source-URI": _uri(capture.archived_url), "WARC-Source-Date": _stamp(capture.fetched_at)}
    elif capture.ip is not None:
        fields["WARC-IP-Address"] = capture.ip
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


def _write_request(writer: WARCWriter, capture: Capture) -> None:
    asked = urlsplit(_uri(capture.archived_url or capture.final_url))
    target = asked.path or "/"
    headers = [(_one_line(name), _one_line(value)) for name, value in capture.asked]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", asked.netloc))
    record = writer.create_warc_record(
        asked.geturl(),
        "request",
        http_headers=StatusAndHeaders(
            f"GET {target}{'?' + asked.query if asked.query else ''} HTTP/1.1", headers, is_http_request=True
        ),
        warc_headers_dict=_beside(capture, "request") | ({"WARC-IP-Address": capture.ip} if capture.ip else {}),
    )
    writer.write_record(record)


def _write_metadata(writer: WARCWriter, capture: Capture) -> None:
    """How it came, as `application/warc-fields`: `fetchTimeMs` is the standard's, the others are ours."""
    fields = {
        "fetchTimeMs": str(capture.ms) if capture.asked else "",
        "redirectedTo": capture.final_url if capture.final_url not in (capture.url, capture.archived_url) else "",
        "payloadSha256": capture.sha256,
    }
    lines = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields.items() if value).encode()
    record = writer.create_warc_record(
        _uri(capture.url),
        "metadata",
        payload=io.BytesIO(lines),
        length=len(lines),
        warc_content_type="application/warc-fields",
        warc_headers_dict=_beside(capture, "metadata"),
    )
    writer.write_record(record)


def _record_id(capture: Capture, kind: str = "") -> str:
    """The same for the same capture, whoever writes it."""
    identity = f"{capture.sha256} {capture.url} {capture.archived_url or ''}{' ' + kind if kind else ''}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}>"


def _beside(capture: Capture, kind: str) -> dict[str, str]:
    return {
        "WARC-Record-ID": _record_id(capture, kind),
        "WARC-Date": _stamp(capture.fetched_at),
        "WARC-Concurrent-To": _record_id(capture),
    }


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
