"""A TimeMap: the list of an archive's copies of one page, in the link format (RFC 7089 §5, RFC 6690)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from verifier.errors import ChannelError

MAX_BYTES = 10_000_000

_LINK = re.compile(r"<([^<>]+)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,<>\"]+))*)")
_ATTRIBUTE = re.compile(r"([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,<>\"]+))")


@dataclass(frozen=True, slots=True)
class Part:
    """Another TimeMap, of the copies from `first` to `last`."""

    url: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TimeMap:
    copies: tuple[tuple[str, datetime], ...]
    """Address and time of each copy."""
    parts: tuple[Part, ...] = ()

    def part_of(self, day: date | None) -> str:
        """The address of the part that holds the day, or else of the last one."""
        holding = (part for part in self.parts if day and part.last and part.last >= day and (part.first or day) <= day)
        return next(holding, self.parts[-1]).url


def parse(body: bytes, url: str) -> TimeMap:
    """`ChannelError` where there is no link in it at all. `url`: the map's own, for relative addresses."""
    text = body[:MAX_BYTES].decode("utf-8", "replace")
    copies: list[tuple[str, datetime]] = []
    parts: list[Part] = []
    links = 0
    for address, attributes in _LINK.findall(text):
        said = {name.lower(): quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(attributes)}
        relations = said.get("rel", "").lower().split()
        links += bool(relations)
        at = _time(said.get("datetime"))
        if "memento" in relations and at:
            copies.append((urljoin(url, address), at))
        elif "timemap" in relations and "self" not in relations:
            first, last = (_time(said.get(name)) for name in ("from", "until"))
            parts.append(Part(urljoin(url, address), first.date() if first else None, last.date() if last else None))
    if not links:
        raise ChannelError(f"no TimeMap: {text[:80]!r}")
    return TimeMap(tuple(copies), tuple(parts))


def _time(text: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError):
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
