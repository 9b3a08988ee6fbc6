"""The document's hyperlinks, asked by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from verifier.records import Link


class Links:
    """Links in the order of their places. False where there are none."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = sorted((link for link in links if link.url.startswith(("http://", "https://"))), key=_start)
        self._starts = [link.start for link in self._links]

    def __bool__(self) -> bool:
        return bool(self._links)

    def over(self, start: int, end: int) -> str | None:
        """The URL of a link that lies over some of `[start:end]`."""
        index = bisect_left(self._starts, end) - 1
        if start < end and index >= 0 and self._links[index].end > start:
            return self._links[index].url
        return None


def _start(link: Link) -> int:
    return link.start
