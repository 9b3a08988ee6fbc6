"""Pages that are read from a copy: how to ask for them, and what copy it was that came.

An archive answers with the copy nearest to the asked time, which may be years off, or of another page:
what came is told by the answer alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from verifier.discovery.warc_record import place_of
from verifier.records import Candidate, Request, Response
from verifier.urls import unwrap_archive

_ORIGINAL = re.compile(r'<([^<>]+)>\s*;[^<]*?\brel="?[^";]*\boriginal\b')


def page_request(candidate: Candidate, archives: Mapping[str, str]) -> Request:
    """The request for a candidate's bytes. `archives`: URL prefixes of replay, each with its budget's name."""
    url = candidate.locator or candidate.url
    budget = next((name for prefix, name in archives.items() if url.startswith(prefix)), None)
    place = place_of(url)
    if place is None:
        return Request(url, purpose="page", budget=budget)
    file, span = place
    return Request(file, purpose="page", budget=budget, headers=(("Range", span),))


def memento_of(response: Response) -> tuple[str, datetime] | None:
    """The page that the response is an archived copy of, and when it was made; None for a live page.

    By RFC 7089's `Memento-Datetime` and `Link: <…>; rel="original"`, else by the replay's address.
    """
    unwrapped = unwrap_archive(response.header("Content-Location") or "") or unwrap_archive(response.url)
    made = _http_date(response.header("Memento-Datetime"))
    linked = _ORIGINAL.search(response.header("Link") or "")
    original = linked[1] if linked else unwrapped[0] if unwrapped else response.url
    when = made or (unwrapped[1] if unwrapped else None)
    return (original, when) if when else None


def _http_date(text: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
