"""A page that is one record of a large WARC file: where it is, how it is asked for, and what it holds.

The place travels in the locator's fragment, `https://…/file.warc.gz#bytes=100-299`, which no server sees.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from verifier.errors import ChannelError
from verifier.records import Candidate, Response

MAX_BYTES = 15_000_000
"""Of the page, unpacked."""

_PLACE = re.compile(r"^(?P<file>[^#]+)#bytes=(?P<range>\d+-\d+)$")


def locator(file: str, offset: int, length: int) -> str:
    return f"{file}#bytes={offset}-{offset + length - 1}"


def place_of(address: str) -> tuple[str, str] | None:
    """The file, and the range of bytes as a `Range` header has it; None for an address of a whole page."""
    found = _PLACE.match(address)
    return (found["file"], f"bytes={found['range']}") if found else None


def unwrap(candidate: Candidate, response: Response) -> Response:
    """The page as it was captured, where the response is a WARC record of it; else the response itself.

    `ChannelError` where the bytes are no record of a response, or one of another page's.
    """
    if candidate.locator is None or place_of(candidate.locator) is None:
        return response
    try:
        return _captured(response)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, TypeError) as error:
        raise ChannelError(f"no WARC record but {response.body[:40]!r}: {error}") from None


def _captured(response: Response) -> Response:
    record = next(iter(ArchiveIterator(BytesIO(response.body))), None)
    if record is None or record.rec_type != "response" or record.http_headers is None:
        raise ChannelError("the WARC record is not of a response")
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    made = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
    return replace(
        response,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=(*headers, ("Memento-Datetime", format_datetime(made, usegmt=True))),
        body=_body(record),
    )


def _body(record: Any) -> bytes:
    body: bytes = record.content_stream().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise ChannelError("the captured page is larger than the limit")
    return body
