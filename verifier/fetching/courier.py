"""What is posted to receivers of webhooks, past the same guard and through the same proxy as what is fetched.

It posts to addresses that strangers chose, so their names are resolved, inspected and connected to as the
guard says. Nothing here retries, signs, or follows a redirect.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException

import requests
from requests import RequestException
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from verifier.fetching import outcomes
from verifier.fetching.connection import Deadline, GuardedAdapter
from verifier.fetching.guard import Guard, RefusedError
from verifier.ports import Clock
from verifier.records import Exchange, Outcome

_HOSTS_POOLED, _CONNECTIONS_KEPT = 16, 2


class WebCourier:
    """`Courier` for http and https. Threads share one."""

    def __init__(self, allow_hosts: Iterable[str], timeout_s: float, user_agent: str, clock: Clock) -> None:
        guard = Guard(allow_hosts)
        self._guard = guard
        self._adapter = GuardedAdapter(guard, _HOSTS_POOLED, _CONNECTIONS_KEPT)
        self._timeout_s = timeout_s
        self._user_agent = user_agent
        self._clock = clock

    def refusal(self, url: str) -> str:
        try:
            self._guard.inspect(_prepared(url, {}, b"").url or "")
        except RefusedError as refusal:
            return str(refusal)
        return ""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Exchange:
        started = time.monotonic()
        deadline = Deadline(self._timeout_s, self._timeout_s)
        try:
            request = _prepared(url, {"User-Agent": self._user_agent, **headers}, body)
            self._guard.inspect(request.url or "")
            response = self._adapter.send_by(
                deadline,
                request,
                timeout=Timeout(connect=self._timeout_s, read=self._timeout_s),
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
                proxies=get_environ_proxies(url),
            )
        except RefusedError as refusal:
            return Exchange(Outcome.GUARDED, detail=str(refusal), ms=_ms_since(started))
        except (RequestException, HTTPError, HTTPException, OSError, UnicodeError) as error:
            outcome, detail = outcomes.of_failure(error)
            return Exchange(outcome, detail=detail, ms=_ms_since(started))
        with closing(response):  # what a receiver has to say beyond its status is not read
            return self._settled(response.status_code, response.headers.get("Retry-After"), _ms_since(started))

    def _settled(self, status: int, retry_after: str | None, ms: int) -> Exchange:
        if 200 <= status < 300:
            return Exchange(Outcome.OK, status=status, ms=ms)
        outcome = outcomes.of_status(status, retry_after)
        detail = f"The receiver answered {outcomes.describe(status)}."
        if outcome is not Outcome.THROTTLED:
            return Exchange(outcome, detail=detail, status=status, ms=ms)
        now = self._clock.now()
        retry_at = now + timedelta(seconds=outcomes.retry_after_s(retry_after, now))
        return Exchange(outcome, detail=detail, status=status, ms=ms, retry_at=retry_at)


def _prepared(url: str, headers: Mapping[str, str], body: bytes) -> requests.PreparedRequest:
    try:
        return requests.Request("POST", url, headers=dict(headers), data=body).prepare()
    except (ValueError, requests.RequestException) as error:
        raise RefusedError(f"The URL cannot be used: {error}") from None


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
