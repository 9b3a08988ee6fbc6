"""All who listen to jobs, on one thread a process: their sockets are taken over from the server.

A WSGI server holds a thread for as long as an answer lasts, and these last for minutes. So under gunicorn
the application takes the connection's socket (`HandOver`), leaves the server another in its place, and one
thread looks for news for everyone and writes it. Where the server shows no socket, or TLS stands on it, the
answer is iterated as ever, and holds its thread.
"""

from __future__ import annotations

import os
import selectors
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from verifier.api.events import Listener
from verifier.errors import NotFound
from verifier.records import Job, JobEvent

log = structlog.get_logger(__name__)

LISTENER = "verifier.listener"
"""Where in the WSGI environment a route says who is to be told, and when its answer may be handed over."""
_SOCKET = "gunicorn.socket"
_LOOK_S = 0.4
_BREATH_S = 15.0
_LONGEST_S = 900.0
"""A listener is let go after so long; its browser comes back with the last event's number."""
_BACKLOG_BYTES = 1_000_000
"""Who has so much still to read does not read; it may come back."""


class News(Protocol):
    """What listeners are told of: a part of `ports.Jobs`."""

    def newest_events(self, job_ids: Sequence[str]) -> Mapping[str, int]: ...

    def job(self, job_id: str) -> Job: ...

    def events(self, job_id: str, after: int, limit: int = 500) -> list[JobEvent]: ...


def told(listener: Listener, news: News) -> Iterator[str]:
    """What a listener is told, waiting in this thread."""
    began = last = time.monotonic()
    while not listener.over and time.monotonic() - began < _LONGEST_S:
        newest = news.newest_events([listener.job_id])
        if listener.job_id not in newest:  # erased
            return
        if listener.wants(newest[listener.job_id], time.monotonic() - began):
            job = news.job(listener.job_id)  # before its events: one that comes between is told in the next round
            last = time.monotonic()
            yield listener.tell(job, news.events(listener.job_id, listener.after))
        elif listener.breath and time.monotonic() - last > _BREATH_S:
            last = time.monotonic()
            yield listener.breath
        else:
            time.sleep(_LOOK_S)


@dataclass
class _Line:
    """One listener's connection."""

    sock: socket.socket
    listener: Listener
    head: Callable[[str, int], bytes]
    """The answer's head, before the first words: they and the job's newest event are given to it."""
    out: bytearray = field(default_factory=bytearray)
    began: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    begun: bool = False

    def say(self, words: str, newest: int) -> None:
        if not self.begun:
            self.out += self.head(words, newest)
            self.begun = True
        self.out += words.encode()
        self.last = time.monotonic()


class Listeners:
    """The lines of this process, and the thread that tends them: started with the first of them."""

    def __init__(self, news: News, most: int) -> None:
        self._news = news
        self._most = most
        self._lines: dict[int, _Line] = {}
        self._arrived: list[_Line] = []
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._running = False

    @property
    def full(self) -> bool:
        return len(self._lines) + len(self._arrived) >= self._most

    def add(self, sock: socket.socket, listener: Listener, head: Callable[[str, int], bytes]) -> None:
        sock.setblocking(False)
        with self._lock:
            self._arrived.append(_Line(sock, listener, head))
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="listeners", daemon=True).start()

    def _run(self) -> None:
        next_look = time.monotonic()
        while True:
            for key, ready in self._selector.select(max(0.0, next_look - time.monotonic())):
                self._tend(key.data, ready)
            if time.monotonic() >= next_look:
                self._welcome()
                try:
                    self._look()
                except Exception:  # the database is away for a moment: everyone is still here when it is back
                    log.exception("no news for listeners")
                next_look = time.monotonic() + _LOOK_S

    def _welcome(self) -> None:
        with self._lock:
            arrived, self._arrived = self._arrived, []
        for line in arrived:
            self._lines[line.sock.fileno()] = line
            self._selector.register(line.sock, selectors.EVENT_READ, line)

    def _look(self) -> None:
        """See what is new of all jobs that are listened to, and tell it to those who do not know."""
        now = time.monotonic()
        newest = self._news.newest_events(sorted({line.listener.job_id for line in self._lines.values()}))
        behind: dict[str, list[_Line]] = defaultdict(list)
        for line in list(self._lines.values()):
            listener = line.listener
            if listener.job_id not in newest or now - line.began > _LONGEST_S:
                listener.over = True
                self._write(line)
            elif listener.wants(newest[listener.job_id], now - line.began):
                behind[listener.job_id].append(line)
            elif listener.breath and now - line.last > _BREATH_S:
                line.say(listener.breath, newest[listener.job_id])
                self._write(line)
        for job_id, lines in behind.items():
            self._tell(job_id, lines)

    def _tell(self, job_id: str, lines: list[_Line]) -> None:
        try:
            job = self._news.job(job_id)  # before its events: one that comes between is told in the next round
        except NotFound:
            return  # erased between two looks: the next one ends its lines
        events = self._news.events(job_id, min(line.listener.after for line in lines))
        for line in lines:
            listener = line.listener
            line.say(listener.tell(job, [one for one in events if one.number > listener.after]), job.last_event)
            self._write(line)

    def _tend(self, line: _Line, ready: int) -> None:
        if ready & selectors.EVENT_READ:
            try:
                if not line.sock.recv(4096):
                    return self._drop(line)
            except BlockingIOError:
                pass
            except OSError:
                return self._drop(line)
        if ready & selectors.EVENT_WRITE:
            self._write(line)
        return None

    def _write(self, line: _Line) -> None:
        """As much as the line takes now; what is left when it takes more."""
        try:
            while line.out:
                del line.out[: line.sock.send(line.out)]
        except BlockingIOError:
            if len(line.out) > _BACKLOG_BYTES:
                return self._drop(line)
            self._selector.modify(line.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, line)
            return None
        except OSError:
            return self._drop(line)
        if line.listener.over:
            return self._drop(line)
        self._selector.modify(line.sock, selectors.EVENT_READ, line)
        return None

    def _drop(self, line: _Line) -> None:
        if self._lines.pop(line.sock.fileno(), None) is not None:
            self._selector.unregister(line.sock)
            line.sock.close()


Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class HandOver:
    """WSGI middleware: an answer to a listener leaves the server's thread as soon as its route has said yes."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]], listeners: Listeners) -> None:
        self._application = application
        self._listeners = listeners

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not takes(environ):
            return self._application(environ, start_response)
        said: list[Any] = []

        def hear(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            said[:] = [status, headers]
            return start_response(status, headers, *error)

        answer = self._application(environ, hear)
        listener: Listener | None = environ.pop(LISTENER, None)
        if listener is None:
            return answer
        if (close := getattr(answer, "close", None)) is not None:
            close()
        self._listeners.add(_taken(environ[_SOCKET]), listener, _head(*said))
        return ()


def takes(environ: Environ) -> bool:
    """Whether the connection can be taken over: a plain socket, and HTTP/1 on it."""
    plain = type(environ.get(_SOCKET)) is socket.socket
    return plain and environ.get("HTTP_VERSION") != "2" and environ["REQUEST_METHOD"] == "GET"


def _taken(sock: socket.socket) -> socket.socket:
    """The connection, ours alone. Under the server's number stands an end of a pair whose other end is closed: what it
    writes there, shuts and closes is nothing to the listener."""
    ours = sock.dup()
    near, far = socket.socketpair()
    far.close()
    os.dup2(near.fileno(), sock.fileno())
    near.close()
    return ours


def _head(status: str, headers: list[tuple[str, str]]) -> Callable[[str, int], bytes]:
    """The head of an answer that ends with its connection; one that is told at once has its length and ETag."""
    streamed = any(name == "Content-Type" and value.startswith("text/event-stream") for name, value in headers)
    fixed = [pair for pair in headers if pair[0] not in ("Content-Length", "ETag", "Connection")]

    def head(words: str, newest: int) -> bytes:
        about_the_body = [] if streamed else [("Content-Length", str(len(words.encode()))), ("ETag", f'"{newest}"')]
        lines = [f"{name}: {value}" for name, value in (*fixed, *about_the_body, ("Connection", "close"))]
        return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode("latin-1")

    return head
