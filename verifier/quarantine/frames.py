"""What a parent and its child say to each other over a pipe: a JSON head, and bytes that are no JSON.

A frame is two lengths (4 bytes the head's, 8 the body's, big-endian), the head in UTF-8, the body. A day in a
head, as TOML tables have them, is an object of that one key.
"""

from __future__ import annotations

import json
import struct
from datetime import date
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")
_DAY = "§day"


def send(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame; `BrokenPipeError` where nobody reads any more."""
    words = json.dumps(head, ensure_ascii=False, default=_day).encode("utf-8", "surrogatepass")
    pipe.write(_LENGTHS.pack(len(words), len(body)) + words)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one frame; `EOFError` where the other side is gone, in the middle of a frame too."""
    head_length, body_length = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    head: dict[str, Any] = json.loads(_exactly(pipe, head_length).decode("utf-8", "surrogatepass"), object_hook=_object)
    return head, _exactly(pipe, body_length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found


def _day(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be sent")


def _object(pairs: dict[str, Any]) -> Any:
    return date.fromisoformat(pairs[_DAY]) if pairs.keys() == {_DAY} else pairs
