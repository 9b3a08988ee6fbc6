"""One request to the service, and its refusals as an exception."""

from __future__ import annotations

from typing import Any

import requests


class Problem(Exception):
    """The service refused. `code` is of docs/api.md ("conflict", "quota", …), or "" where the status says all."""

    def __init__(self, status: int, code: str, detail: str, errors: list[dict[str, str]], retry_after_s: int | None):
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.retry_after_s = retry_after_s


class Transport:
    def __init__(self, url: str, key: str | None, timeout_s: float) -> None:
        self._base = f"{url.rstrip('/')}/api/v1"
        self._timeout_s = timeout_s
        self._session = requests.Session()
        if key is not None:
            self._session.headers["Authorization"] = f"Bearer {key}"

    def send(self, method: str, path: str, *, longer_s: float = 0.0, **request: Any) -> requests.Response:
        """The answer to a request that is taken; `Problem` for one that is refused.

        `requests.RequestException` where the service cannot be reached or takes longer than the timeout.
        """
        timeout = self._timeout_s + longer_s
        answer = self._session.request(method, self._base + path, timeout=timeout, allow_redirects=False, **request)
        if answer.status_code >= 300:
            with answer:
                raise _problem(answer)
        return answer

    def close(self) -> None:
        self._session.close()


def _problem(answer: requests.Response) -> Problem:
    try:
        told = answer.json()
    except requests.JSONDecodeError:  # a proxy's page
        told = {}
    after = answer.headers.get("Retry-After", "")
    return Problem(
        answer.status_code,
        str(told.get("type", "")).removeprefix("about:blank").removeprefix("urn:verifier:problem:"),
        str(told.get("detail", answer.reason)),
        list(told.get("errors", [])),
        int(after) if after.isdigit() else None,
    )
