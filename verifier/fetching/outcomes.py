"""What an answer, or the lack of one, comes to: the one table from HTTP and its failures to `Outcome`.

Only 404 and 410 say that a page is not there. Whatever else keeps a page from us is named as what it is,
for "could not look" must never be taken for "is not there".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import responses

import requests
import urllib3

from verifier.fetching.body import TooLargeError
from verifier.fetching.connection import HeadersTooLarge
from verifier.records import Outcome

LONGEST_RETRY_AFTER_S = 3600
"""A server may ask for days; the job that waits asks again after an hour at the latest."""
UNSAID_RETRY_AFTER_S = 60

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_BY_STATUS = {
    404: Outcome.NOT_FOUND,
    410: Outcome.NOT_FOUND,
    408: Outcome.TIMEOUT,
    425: Outcome.UNAVAILABLE,
    429: Outcome.THROTTLED,
}


def is_redirect(status: int) -> bool:
    return status in _REDIRECTS


def is_page(status: int) -> bool:
    """Whether the body may be a page to read: an answer, or what a site says in place of one."""
    return 200 <= status < 300 or status in (404, 410)


def of_status(status: int, retry_after: str | None) -> Outcome:
    """The outcome of a final status. Every other 4xx is a refusal: the page may well be there."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status == 503 and retry_after is not None:
        return Outcome.THROTTLED
    if 200 <= status < 300:
        return Outcome.OK
    if 400 <= status < 500:
        return Outcome.REFUSED
    if 500 <= status < 600:
        return Outcome.UNAVAILABLE
    return Outcome.GARBAGE


def describe(status: int) -> str:
    """The status with its usual phrase: "404 Not Found"."""
    return f"{status} {responses.get(status, '')}".strip()


def retry_after_s(value: str | None, now: datetime) -> float:
    """The seconds that a `Retry-After` asks for (RFC 9110 §10.2.3: seconds or a date), 1 to an hour."""
    return min(max(_asked_s(value, now), 1.0), float(LONGEST_RETRY_AFTER_S))


def _asked_s(value: str | None, now: datetime) -> float:
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,10}", text):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # the parser's, on the strangest dates
        return UNSAID_RETRY_AFTER_S
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (at - now) / timedelta(seconds=1)


def of_failure(error: Exception) -> tuple[Outcome, str]:
    """The outcome of a request that failed on the way, and a sentence.

    The layers below wrap each other's errors, so the whole chain is looked at: a time-out inside a
    "connection error" is a time-out.
    """
    chain = _chain(error)
    for kinds, outcome, sentence in _FAILURES:
        if any(isinstance(one, kinds) for one in chain):
            return outcome, sentence.format(cause=_cause(chain))
    return Outcome.UNAVAILABLE, f"The connection failed: {_cause(chain)}."


Kinds = tuple[type[BaseException], ...]

_FAILURES: tuple[tuple[Kinds, Outcome, str], ...] = (
    ((TooLargeError,), Outcome.TOO_LARGE, "The page is larger than the limit."),
    ((HeadersTooLarge,), Outcome.TOO_LARGE, "The headers are larger than the limit."),
    (
        (urllib3.exceptions.DecodeError, requests.exceptions.ContentDecodingError),
        Outcome.GARBAGE,
        "The content is not encoded as its headers say.",
    ),
    (
        (requests.exceptions.ProxyError, urllib3.exceptions.ProxyError),
        Outcome.UNAVAILABLE,
        "The proxy did not let the request through.",
    ),
    ((urllib3.exceptions.NameResolutionError,), Outcome.UNAVAILABLE, "The host's name does not resolve."),
    ((urllib3.exceptions.NewConnectionError,), Outcome.UNAVAILABLE, "No connection to the host: {cause}."),
    (
        (TimeoutError, requests.exceptions.Timeout, urllib3.exceptions.TimeoutError),
        Outcome.TIMEOUT,
        "No answer in time.",
    ),
    (
        (requests.exceptions.SSLError, urllib3.exceptions.SSLError),
        Outcome.UNAVAILABLE,
        "No secure connection: the certificate or the TLS of the host is not accepted.",
    ),
    (
        (urllib3.exceptions.IncompleteRead, urllib3.exceptions.InvalidChunkLength),
        Outcome.UNAVAILABLE,
        "The answer broke off before its end.",
    ),
)
"""In the order of asking: a proxy that times out is a proxy's failure, and the errors of connecting count
as time-outs by their class, so they come first."""


def _chain(error: BaseException) -> list[BaseException]:
    """The error, and those it was made of: causes, contexts, and errors handed on as arguments."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(found) < 20:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found


def _cause(chain: list[BaseException]) -> str:
    """The system's word for it ("Connection refused") where there is one, else the innermost error's."""
    system = [one.strerror for one in chain if isinstance(one, OSError) and one.strerror]
    text = system[0] if system else str(chain[-1]) or type(chain[-1]).__name__
    return "".join(char if char.isprintable() else " " for char in text[:160]).strip(" .")
