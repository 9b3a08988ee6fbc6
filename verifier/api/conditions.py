"""Which state of a thing a caller knows, by the ETag it was given: of a job its newest event's number, of a
reference the length of its dossier."""

from __future__ import annotations

import re

from flask import Response, request

from verifier.records import Job

_NUMBER = re.compile(r"[0-9]{1,18}")
_NO_STATE = -1
"""What no dossier has: a tag that is not ours matches nothing."""


def number_of(text: str | None) -> int | None:
    """A number as we write them; None for anything else. (Werkzeug reads an empty tag as None.)"""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None


def last_event_known(after: int | None, job: Job) -> int:
    """By `?after=` or `If-None-Match`; a caller that says neither knows the job as it is."""
    if after is not None:
        return after
    known = [number for tag in request.if_none_match.as_set() if (number := number_of(tag)) is not None]
    return known[0] if known else job.last_event


def length_decided_on() -> int | None:
    """By `If-Match`; None where whatever state there is will do."""
    if not request.if_match or request.if_match.star_tag:
        return None
    known = [number for tag in request.if_match.as_set() if (number := number_of(tag)) is not None]
    return known[0] if known else _NO_STATE


def tagged(response: Response, number: int) -> Response:
    response.set_etag(str(number))
    return response
