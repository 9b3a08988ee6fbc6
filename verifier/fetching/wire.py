"""One GET on the wire: no redirect followed, no retry, nothing judged."""

from __future__ import annotations

import logging
import os
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.utils import get_environ_proxies
from urllib3.response import BaseHTTPResponse
from urllib3.util import Timeout, make_headers

from verifier.fetching import body, outcomes
from verifier.fetching.connection import Deadline, GuardedAdapter, Sent
from verifier.fetching.guard import Guard, RefusedError

HOSTS_POOLED = 200
CONNECTIONS_KEPT = 64
"""Of one host, or of the proxy, which stands for all of them: as many as the most fetching threads. One pool
for all threads: with 64 of them on one host, 64 connections served 1,200 requests."""

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": make_headers(accept_encoding=True)["accept-encoding"],
}

logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)  # its debug lines show URLs with their secrets

_WIRE_SHARE = 2
"""Of a page's bytes, so many times as many on the wire: chunks have their sizes, small encodings their frames."""

_DRAINED_BYTES = 16_384
"""Bodies of redirects up to this size are read to their end, so that the connection can be used again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one GET was answered with. The body is read only where it may be a page: 2xx, 404, 410."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    location: str | None = None
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the request, as sent."""
    sent: Sent = field(default_factory=Sent)

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class Wire:
    """A pool of connections and how to use it. Threads share one.

    The standard variables are read at each request: HTTP_PROXY, HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE.
    No `.netrc`: a password meant for another program goes to nobody here.
    """

    def __init__(self, guard: Guard, user_agent: str, connect_timeout_s: float) -> None:
        self._adapter = GuardedAdapter(guard, HOSTS_POOLED, CONNECTIONS_KEPT)
        self._headers = {"User-Agent": user_agent, **_HEADERS}
        self._connect_timeout_s = connect_timeout_s

    def written(self, url: str) -> str:
        """The URL exactly as it would be sent: quoted, its host in ASCII. `RefusedError` where it is none."""
        return _prepared(url, {}).url or ""

    def get(
        self,
        url: str,
        headers: tuple[tuple[str, str], ...],
        cookies: RequestsCookieJar,
        deadline: Deadline,
        max_bytes: int,
        *,
        cut: bool = False,
    ) -> Reply:
        """The reply; `RefusedError`, or whatever the layers below raise, where there is none.

        `cookies` are those of one trip: some sites redirect to the same page, with a cookie, until it comes
        back. With `cut`, the first `max_bytes` of a longer body are its body.
        """
        request = _prepared(url, {**self._headers, **dict(headers)}, cookies)
        asked = (("Host", urlsplit(request.url or "").netloc), *request.headers.items())
        sent = Sent()
        silence_s = deadline.next_read_s()
        response = self._adapter.send_by(
            deadline,
            request,
            most_bytes=_WIRE_SHARE * max_bytes,
            sent=sent,
            timeout=Timeout(connect=min(self._connect_timeout_s, silence_s), read=silence_s),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
            proxies=get_environ_proxies(url),
        )
        raw: BaseHTTPResponse = response.raw
        with closing(raw):
            extract_cookies_to_jar(cookies, request, raw)  # type: ignore[no-untyped-call]  # its stub has none
            status, kept = raw.status, tuple(raw.headers.items())
            if outcomes.is_redirect(status) and raw.headers.get("location"):
                _drain(raw)
                return Reply(status, kept, location=_location(raw.headers["location"]), asked=asked, sent=sent)
            content = body.read(raw, max_bytes, cut=cut) if outcomes.is_page(status) else b""
            return Reply(status, kept, content, asked=asked, sent=sent)


def _prepared(url: str, headers: dict[str, str], cookies: RequestsCookieJar | None = None) -> requests.PreparedRequest:
    try:
        return requests.Request("GET", url, headers=headers, cookies=cookies).prepare()
    except (ValueError, requests.RequestException) as error:
        raise RefusedError(f"The URL cannot be used: {error}") from None


def _location(value: str) -> str:
    """A Location as meant: headers are handed on as Latin-1, and sites write UTF-8 into them."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _drain(raw: BaseHTTPResponse) -> None:
    length = raw.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= _DRAINED_BYTES:
        raw.read(decode_content=False)
