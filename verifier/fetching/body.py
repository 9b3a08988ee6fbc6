"""A response's bytes, within bounds. What they mean is for `reading`."""

from __future__ import annotations

from urllib3.exceptions import DecodeError
from urllib3.response import BaseHTTPResponse

CHUNK = 65536

_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""The content encodings there are. Other words in that header ("utf-8", "none") are a mistake for nothing."""


class TooLargeError(Exception):
    """More bytes than the cap."""


def read(raw: BaseHTTPResponse, max_bytes: int, *, cut: bool = False) -> bytes:
    """The whole body, decoded of its content encoding; `TooLargeError`, or with `cut` the first bytes of it.

    The cap is on decoded bytes, and each step decodes at most `CHUNK` of them: a bomb is cut where it
    passes the cap, not after it has gone off. `read1` returns with what one read of the socket gave, so
    that the deadline, kept by the connection at every read, is met on a drip of single bytes too
    (`stream()` gathers a full chunk first and was seen not to return for minutes).
    """
    named = {name.strip().lower() for name in raw.headers.get("content-encoding", "").split(",")}
    if unknown := (named & _ENCODINGS).difference(raw.CONTENT_DECODERS):
        raise DecodeError(f"encoded as {', '.join(sorted(unknown))}, which was not asked for")
    parts: list[bytes] = []
    size = 0
    while chunk := raw.read1(CHUNK, decode_content=True):
        parts.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            if cut:
                return b"".join(parts)[:max_bytes]
            raise TooLargeError(f"more than {max_bytes} bytes")
    return b"".join(parts)
