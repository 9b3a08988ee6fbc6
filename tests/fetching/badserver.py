"""A web server on loopback that can misbehave. Asked as a proxy, it answers for every host name."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Act = Callable[["Connection"], None]


@dataclass
class Seen:
    """One request as the server saw it."""

    at: float
    url: str
    """Absolute where the server was asked as a proxy, else a path."""
    headers: dict[str, str]
    connection: int


@dataclass
class Connection:
    """What a route acts on."""

    sock: socket.socket
    seen: Seen
    hang_up: bool = False

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def drip(self, data: bytes, every_s: float) -> None:
        self.hang_up = True
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(every_s)


@dataclass
class Server:
    """Routes by path, and everything that was asked."""

    port: int = 0
    routes: dict[str, Act] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    """Speak TLS to everyone, not only inside a tunnel."""
    tunnel: Act | None = None
    """What CONNECT is answered with, in place of a tunnel to this server's own TLS."""
    connections: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def on(self, path: str, act: Act) -> str:
        self.routes[path] = act
        return self.url(path)

    def says(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        return self.on(path, lambda connection: connection.answer(status, body, **headers))

    def paths(self, *, robots: bool = False) -> list[str]:
        asked = [seen.url for seen in self.seen]
        return asked if robots else [url for url in asked if not url.endswith("/robots.txt")]

    def talk(self, sock: socket.socket) -> None:
        self.connections += 1
        number = self.connections
        if self.tls is not None and self.tls_at_once:
            sock = self.tls.wrap_socket(sock, server_side=True)
        while (head := _head(sock)) is not None:
            first, *lines = head.split("\r\n")
            method, target, _ = first.split(" ", 2)
            pairs = (line.split(": ", 1) for line in lines if ": " in line)
            headers = {name.lower(): value for name, value in pairs}
            connection = Connection(sock, Seen(time.monotonic(), target, headers, number))
            if method == "CONNECT":
                if self.tunnel is not None:
                    self.tunnel(connection)
                    break
                sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                if self.tls is None:
                    break
                sock = self.tls.wrap_socket(sock, server_side=True)
                continue
            self.seen.append(connection.seen)
            path = "/" + target.split("://", 1)[-1].partition("/")[2] if "://" in target else target
            act = self.routes.get(target) or self.routes.get(path)
            if act is not None:
                act(connection)
            else:
                connection.answer(404, b"no such page")
            if connection.hang_up:
                break
        sock.close()


def _head(sock: socket.socket) -> str | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65536)
        if not more:
            return None
        data += more
    return data.split(b"\r\n\r\n")[0].decode("latin-1")


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    served = Server()

    class Handle(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):  # clients that hang up are what the tests are about
                served.talk(self.request)

    with _Listener(("127.0.0.1", 0), Handle) as listener:
        served.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        thread.start()
        yield served
        listener.shutdown()
        thread.join()
