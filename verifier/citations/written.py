"""What a citation's date is before it is settled: the parts that are written, and nothing more."""

from __future__ import annotations

from typing import NamedTuple

from verifier.records import Precision

Parts = tuple[int | None, int | None, int | None]
"""Year, month, day; None: not written."""


class Written(NamedTuple):
    """One day or one range, as written."""

    text: str
    first: Parts
    last: Parts
    precision: Precision
    order_open: bool = False
    """Written "3/5": `first` and `last` read it day first, and month first is as possible."""

    @property
    def year(self) -> int | None:
        return self.last[0]


class Phrase(NamedTuple):
    """The dates that `text[start:end]` writes: one, a list or a range."""

    start: int
    end: int
    dates: tuple[Written, ...]
