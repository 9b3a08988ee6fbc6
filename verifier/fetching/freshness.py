"""For how long an answer is given again without asking, and how its server is asked whether it has changed.

HTTP's own rules (RFC 9111), read with a reader's reason: he reads a page of the press once, and would read it
an hour later without minding its age. So the server's word counts between two bounds: a visit's length, for
those who want the same page at about the same time, and the setting `fetch.cache_hours`. Of a page that is
private, we are the one reader.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from verifier.records import Response

VISIT = timedelta(minutes=10)
"""`no-store`, `no-cache` and `max-age=0` are what PHP's sessions put on every page of many papers. Taken at
their word, ten references to one list of the day would fetch it ten times."""

KEPT_STALE = timedelta(days=14)
"""An answer that may be asked about (it has an ETag or a Last-Modified) is kept so long after it was fresh."""

_LONGEST_S = 400 * 86_400

Headers = tuple[tuple[str, str], ...]


def fresh_for(response: Response, longest: timedelta) -> timedelta:
    """How long the answer may be given again without asking, `longest` at most."""
    if response.header("memento-datetime") is not None:
        return longest  # an archive's copy stays as it is
    said = _directives(response)
    if {"no-store", "no-cache"} & said.keys():
        return min(VISIT, longest)
    lifetime_s = _lifetime_s(response, said)
    return longest if lifetime_s is None else min(max(timedelta(seconds=lifetime_s), VISIT), longest)


def kept_for(response: Response, fresh: timedelta) -> timedelta:
    """How long it is worth keeping, to be asked about when it is stale."""
    may_ask = validators(response) and "no-store" not in _directives(response)
    return fresh + KEPT_STALE if may_ask else fresh


def validators(response: Response) -> Headers:
    """The headers that ask for the page only if it is not as in `response`; () where it cannot be asked so."""
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return tuple((ask, value) for ask, told in pairs if (value := response.header(told)))


def renewed(kept: Response, told: Headers, at: datetime, ms: int) -> Response:
    """The kept answer, after its server said at `at` that it has not changed (304), with what it told anew."""
    names = {name.lower() for name, _ in told} - _OF_THE_BODY
    headers = (
        *((name, value) for name, value in kept.headers if name.lower() not in names),
        *((name, value) for name, value in told if name.lower() in names),
    )
    return replace(kept, headers=headers, at=at, ms=ms, cached=False)


_OF_THE_BODY = frozenset({"content-length", "content-encoding", "content-type", "content-range", "transfer-encoding"})
"""A 304 has no body; what it says of one is not of ours (RFC 9111 §3.2)."""


def _directives(response: Response) -> dict[str, str]:
    """`Cache-Control` by directive, in lower case."""
    lines = (value for name, value in response.headers if name.lower() == "cache-control")
    pairs = (part.partition("=") for part in ",".join(lines).split(","))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs if name.strip()}


def _lifetime_s(response: Response, said: dict[str, str]) -> float | None:
    """The seconds from now that the server calls it fresh; None where it does not say (RFC 9111 §4.2.1).

    What cannot be read counts as stale, as the standard asks.
    """
    age_s = _number(response.header("age")) or 0.0
    if "max-age" in said:
        return (_number(said["max-age"]) or 0.0) - age_s
    expires = response.header("expires")
    if expires is None:
        return None
    ends, began = _moment(expires), _moment(response.header("date")) or response.at
    return (ends - began) / timedelta(seconds=1) - age_s if ends else 0.0


def _number(text: str | None) -> float | None:
    found = re.fullmatch(r"[0-9]{1,20}", (text or "").strip())
    return min(float(found[0]), _LONGEST_S) if found else None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):  # the parser's, on the strangest dates
        return None
    return moment if moment.tzinfo else None
