"""The Wayback Machine's Save Page Now: how to ask for a copy of a live page, and what is answered.

Sans I/O, after "Save Page Now 2 Public API" (V. Banos, Internet Archive). A page is asked for by GET, which takes no
options; the keys are a part of the budget `wayback-save`, and no request here holds one. Documented limits: so many
captures at once for each account, answered with `error:user-session-limit` above, and a page only so often a day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote

from verifier.errors import ChannelError
from verifier.records import Request, Response

BUDGET = "wayback-save"
PENDING, SUCCESS = "pending", "success"
_JSON = (("Accept", "application/json"),)


@dataclass(frozen=True, slots=True)
class Saving:
    """What the archive says of one capture."""

    job: str
    status: str
    """"pending", "success", or why it failed: "error:not-found"."""
    archived_url: str | None = None
    note: str = ""


def save_request(archive: str, url: str) -> Request:
    """Ask for a copy of `url`."""
    return Request(f"{archive.rstrip('/')}/save/{url}", purpose="save", budget=BUDGET, headers=_JSON)


def status_request(archive: str, job: str) -> Request:
    """Ask how far a capture is."""
    return Request(f"{archive.rstrip('/')}/save/status/{quote(job, safe='')}", "status", BUDGET, _JSON)


def read(archive: str, response: Response) -> Saving:
    """The answer to either; `ChannelError` where it is none of theirs."""
    try:
        answer = json.loads(response.body)
        job = str(answer.get("job_id") or "")
    except (ValueError, AttributeError) as error:
        raise ChannelError("Save Page Now did not answer in JSON.") from error
    note = str(answer.get("message") or "")
    status = str(answer.get("status") or (PENDING if job else "error"))
    if status == PENDING and not job:
        raise ChannelError("Save Page Now names no job.")
    if status not in (PENDING, SUCCESS):
        return Saving(job, str(answer.get("status_ext") or status), note=note)
    stamp, original = answer.get("timestamp"), answer.get("original_url")
    saved = f"{archive.rstrip('/')}/web/{stamp}/{original}" if status == SUCCESS and stamp and original else None
    return Saving(job, status, saved, note)
