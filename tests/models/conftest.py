"""A language model's endpoint on this machine, that answers as a test tells it to; and the shipped thresholds."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from verifier import policy, shipped
from verifier.policy import Matching


@dataclass
class Answer:
    """What one request is answered with."""

    content: str | None = None
    """The model's words; None: `body` as it stands."""
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after_s: float = 0.0


def judging(supports: float, contradicts: float = 0.0) -> Callable[[str], Answer]:
    """Every passage alike."""

    def answer(question: str) -> Answer:
        count = question.count("\npassage ")
        entry = {"supports": supports, "contradicts": contradicts}
        return Answer(json.dumps({"passages": [{"number": n, **entry} for n in range(1, count + 1)]}))

    return answer


class FakeEndpoint:
    """OpenAI's /chat/completions as far as it is used. `requests` are (path, headers, body) as they came."""

    def __init__(self) -> None:
        self.answer: Callable[[str], Answer] = judging(0.0)
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append((self.path, dict(self.headers), body))
                answer = outer.answer(body["messages"][-1]["content"])
                time.sleep(answer.after_s)
                told = answer.body
                if answer.content is not None:
                    told = json.dumps({"choices": [{"message": {"role": "assistant", "content": answer.content}}]})
                sent = told.encode()
                self.send_response(answer.status)
                for name, value in {**answer.headers, "Content-Length": str(len(sent))}.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(sent)
                except OSError:
                    self.close_connection = True  # whoever asked has given up

            def log_message(self, *args: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEndpoint]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    fake = FakeEndpoint()
    yield fake
    fake.close()


@pytest.fixture(scope="session")
def thresholds() -> Matching:
    return policy.parse(shipped.table(shipped.config("policy.toml"))).matching


@pytest.fixture
def answering() -> Callable[..., Callable[[str], Answer]]:
    return judging


@pytest.fixture
def replying() -> type[Answer]:
    return Answer
