"""A service's answer in JSON, or a `ChannelError` that quotes what came instead."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from verifier.errors import ChannelError

QUOTED = 80
"""Characters of an answer that an error quotes."""


def as_json(body: bytes) -> Any:
    """The answer; `ChannelError` where it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise unreadable(body, error) from None


def unreadable(body: bytes, why: object) -> ChannelError:
    text = body[: QUOTED * 4].decode("utf-8", "replace").strip()[:QUOTED]
    return ChannelError(f"unexpected answer {text!r}: {why}")


def listed(table: Any, *path: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at `path`; none where the path ends early, as it does when nothing was found."""
    for name in path:
        table = table.get(name) if isinstance(table, Mapping) else None
    if isinstance(table, list):
        yield from (one for one in table if isinstance(one, Mapping))


def day_of(text: Any) -> date | None:
    """The day at the head of an ISO 8601 time, with hyphens or without; None for anything else."""
    digits = str(text or "")[:10].replace("-", "")[:8]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
    except ValueError:
        return None
