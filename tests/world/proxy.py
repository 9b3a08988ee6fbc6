"""The forward proxy: one port on loopback through which the whole world is reached, also over TLS.

`CONNECT host:443` is answered by the world itself with a certificate of its own authority, so that a
client which trusts `REQUESTS_CA_BUNDLE` speaks real TLS to every host.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import urlsplit

import trustme

from tests.world.exchange import Ask, Reply

IDLE_S = 20


class Answering(Protocol):
    """What the proxy needs of the world."""

    def reply(self, ask: Ask) -> Reply: ...

    def refuses(self, ask: Ask) -> Reply | None:
        """The proxy's own answer where the host cannot be connected to."""

    def begins(self, ask: Ask, status: int, started: float) -> int: ...

    def ends(self, number: int, ended: float) -> None: ...


class Authority:
    """A certificate authority made at the start, and a certificate for each host on demand."""

    def __init__(self) -> None:
        self._authority = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def write(self, path: str) -> None:
        self._authority.cert_pem.write_to_path(path)

    def context(self, host: str) -> ssl.SSLContext:
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._authority.issue_cert(host).configure_cert(context)
                self._contexts[host] = context
            return self._contexts[host]


class Proxy(ThreadingHTTPServer):
    """Runs from `start` to `stop`; a thread a connection."""

    daemon_threads = True
    request_queue_size = 512
    allow_reuse_address = True

    def __init__(self, world: Answering, authority: Authority) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.world = world
        self.authority = authority
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.RLock()
        self._ended = threading.Condition(self._lock)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="world-proxy", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Close every connection, also those that hang, and wait for their threads."""
        self.stopping.set()
        self.shutdown()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    # not the TLS socket's own shutdown, which pulls the rug from under its thread
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
            self._ended.wait_for(lambda: not self._open, timeout=5)
        self.server_close()
        self._thread.join()

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)
            self._ended.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is its own business; anything else is a bug in the world."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Connection(BaseHTTPRequestHandler):
    """One client connection: absolute-form requests, or a tunnel and what is asked inside it."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    disable_nagle_algorithm = True
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self.tunnel: str | None = None
        self.server.opened(self.connection)

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        if self.tunnel:
            self.connection.close()
        self.server.closed(self.connection)

    def do_CONNECT(self) -> None:
        host, _, port = self.path.rpartition(":")
        host = host.strip("[]").lower()
        ask = Ask("CONNECT", "https", host, f":{port}", self._asked_headers())
        started = time.monotonic()
        refused = self.server.world.refuses(ask)
        if refused is not None:
            self._deliver(ask, refused, started)
            self.close_connection = True
            return
        self.connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.server.closed(self.connection)
        self.connection = self.server.authority.context(host).wrap_socket(self.connection, server_side=True)
        self.server.opened(self.connection)
        self.rfile.close()
        self.rfile = self.connection.makefile("rb", -1)
        self.wfile = _Unbuffered(self.connection)  # type: ignore[assignment]
        self.tunnel = host
        self.close_connection = False

    def do_GET(self) -> None:
        started = time.monotonic()
        ask = self._ask()
        if ask is None:
            self.send_error(400, "This is a proxy")
            return
        length = int(self.headers.get("Content-Length") or 0)
        if length:
            self.rfile.read(length)
        reply = (None if self.tunnel else self.server.world.refuses(ask)) or self.server.world.reply(ask)
        self._deliver(ask, reply, started)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """The world keeps its own log."""

    def _ask(self) -> Ask | None:
        if self.tunnel:
            return Ask(self.command, "https", self.tunnel, self.path, self._asked_headers())
        parts = urlsplit(self.path)
        if parts.scheme != "http" or not parts.netloc:
            return None
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Ask(self.command, "http", parts.netloc.lower().removesuffix(":80"), target, self._asked_headers())

    def _asked_headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    # ── delivery ──

    def _deliver(self, ask: Ask, reply: Reply, started: float) -> None:
        how = reply.delivery
        number = self.server.world.begins(ask, 0 if how.hang_s else reply.status, started)
        try:
            if how.hang_s:
                self.server.stopping.wait(how.hang_s)
                self.close_connection = True
                return
            if how.wait_s:
                self.server.stopping.wait(how.wait_s)
            self._send(ask, reply)
        finally:
            self.server.world.ends(number, time.monotonic())

    def _send(self, ask: Ask, reply: Reply) -> None:
        how = reply.delivery
        reply = _packed(ask, reply)
        length = len(reply.body) if how.declared_length is None else how.declared_length
        if how.declared_length is not None:
            self.close_connection = True
        lines = [f"HTTP/1.1 {reply.status} {responses.get(reply.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        lines += [f"Content-Length: {length}", f"Connection: {'close' if self.close_connection else 'keep-alive'}"]
        head = [f"{line}\r\n".encode("latin-1", "replace") for line in [*lines, ""]]
        body = b"" if ask.method == "HEAD" or reply.status == 304 else reply.body[: how.cut_after]
        if how.header_gap_s or how.byte_gap_s:
            self._write(head, how.header_gap_s)
            self._write([bytes([byte]) for byte in body], how.byte_gap_s)
        else:
            self.wfile.write(b"".join(head) + body)
        if how.cut_after is not None:
            self._reset()

    def _write(self, pieces: list[bytes], gap_s: float) -> None:
        if not gap_s:
            self.wfile.write(b"".join(pieces))
            return
        for piece in pieces:
            self.wfile.write(piece)
            if self.server.stopping.wait(gap_s):
                raise ConnectionAbortedError("the world ends")

    def _reset(self) -> None:
        """Close with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.connection.close()
        raise ConnectionResetError("a fault resets the connection")


class _Unbuffered:
    """Writes straight to the socket, as the handler's own file does."""

    closed = False

    def __init__(self, connection: socket.socket) -> None:
        self.write: Callable[[bytes], None] = connection.sendall

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        self.closed = True


def _packed(ask: Ask, reply: Reply) -> Reply:
    """Compressed where the client accepts it and the reply is text."""
    is_text = (reply.header("Content-Type") or "").startswith("text/")
    wanted = "gzip" in ask.headers.get("accept-encoding", "")
    if reply.delivery.raw or not is_text or not wanted or not reply.body or reply.header("Content-Encoding"):
        return reply
    return Reply(
        reply.status,
        (*reply.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")),
        gzip.compress(reply.body, mtime=0),
        reply.delivery,
    )
