"""One question to an OpenAI-compatible endpoint: POST …/chat/completions, and the words of the answer.

The address is the user's own choice, so it may be private; everything else that guards the fetching of pages
holds: no redirect is followed, every read is under a deadline, the answer is bounded, proxies and certificates
are those of the standard variables.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from verifier.errors import SettingsError
from verifier.fetching.body import TooLargeError, read
from verifier.fetching.connection import Deadline, GuardedAdapter
from verifier.fetching.guard import Guard, RefusedError
from verifier.settings import LOOPBACK

_PATH = "/chat/completions"
_MAX_BYTES = 262_144
_CONNECT_S = 5.0
_CONNECTIONS = 8
_LONGEST_WAIT_S = 600.0
"""The longest that a Retry-After is believed."""


class NoAnswerError(Exception):
    """Why there is no answer, in a few words; `retry_after_s` where the endpoint said when to come back."""

    def __init__(self, why: str, retry_after_s: float | None = None) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s


class Endpoint:
    """Threads share one. `url` is the base address ("http://127.0.0.1:11434/v1") or that of the call itself."""

    def __init__(self, url: str, model: str | None, key: str | None, timeout_s: float) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise SettingsError(f"matching.llm.url={url!r} is not the address of a service.")
        path = parts.path.rstrip("/")
        path = path if path.endswith(_PATH) else (path or "/v1") + _PATH
        self.url = parts._replace(path=path, fragment="").geturl()
        self.host = parts.hostname
        self.model = model
        self._key = key
        self._timeout_s = timeout_s
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        named = f"[{self.host}]:{port}" if ":" in self.host else f"{self.host}:{port}"
        self._guard = Guard([named])
        self._adapter = GuardedAdapter(self._guard, 1, _CONNECTIONS)

    @property
    def on_this_machine(self) -> bool:
        if self.host in LOOPBACK:
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def ask(self, system: str, user: str) -> str:
        """What the model wrote; `NoAnswerError` where it wrote nothing in time, or nothing of the protocol's form."""
        body: dict[str, Any] = {
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
        }
        if self.model:
            body["model"] = self.model
        status, retry_after, content = self._post(json.dumps(body).encode())
        if status != 200:
            raise NoAnswerError(f"status {status}", _seconds(retry_after))
        return _written(content)

    def _post(self, body: bytes) -> tuple[int, str, bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            request = requests.Request("POST", self.url, headers=headers, data=body).prepare()
            self._guard.inspect(request.url or "")
            deadline = Deadline(self._timeout_s, self._timeout_s)
            response = self._adapter.send_by(
                deadline,
                request,
                timeout=Timeout(connect=min(_CONNECT_S, self._timeout_s), read=self._timeout_s),
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
                proxies=get_environ_proxies(self.url),
            )
            with closing(response.raw) as raw:
                return raw.status, raw.headers.get("retry-after", ""), read(raw, _MAX_BYTES)
        except (requests.Timeout, TimeoutError) as error:
            raise NoAnswerError(f"no answer in {self._timeout_s:g} s") from error
        except TooLargeError as error:
            raise NoAnswerError(f"an answer of {error}") from error
        except RefusedError as error:
            raise NoAnswerError(str(error)) from error
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            raise NoAnswerError(f"no connection ({type(error).__name__})") from error


def _written(content: bytes) -> str:
    try:
        written = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        raise NoAnswerError("an answer that is not of the protocol's form") from None
    if not isinstance(written, str):
        raise NoAnswerError("an answer without words")
    return written


def _seconds(retry_after: str) -> float | None:
    """Of a Retry-After in seconds; its other form, a date, is not used by such services."""
    return min(float(retry_after), _LONGEST_WAIT_S) if retry_after.strip().isdecimal() else None
