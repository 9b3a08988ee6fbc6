"""Where a list goes on: the time and the id of the last thing shown, as one word.

Both are in the word itself, so a list goes on at its place even when the thing was erased meanwhile.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

from verifier.errors import InputError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
PATTERN = r"^([0-9]{1,17})\.([0-9A-Za-z-]{1,60})$"
"""Of a cursor: microseconds since 1970, and an id."""
_CURSOR = re.compile(PATTERN)


class Listed(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def submitted_at(self) -> datetime: ...


def cursor_of(last: Listed) -> str:
    """The cursor of the page after the one that ends with this."""
    return f"{(last.submitted_at - _EPOCH) // _MICROSECOND}.{last.id}"


def place_of(cursor: str) -> tuple[datetime, str]:
    """The time and the id; `InputError` for what is no cursor of ours."""
    read = _CURSOR.fullmatch(cursor)
    if read is None:
        raise InputError(
            f"{cursor[:80]!r} is no cursor.",
            remedy="Begin again without one, or give one back as it came.",
            pointer="/cursor",
        )
    return _EPOCH + int(read[1]) * _MICROSECOND, read[2]
