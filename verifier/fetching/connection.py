"""Connections to where the guard said, read under one deadline.

Two things that no client does by itself, done where the socket is. A name is looked up once a connection,
every address inspected, and the connection made to those very addresses: a name that answers differently
a moment later gains nothing. And the look-up and every single read of the socket, headers and chunk sizes
included, are under the request's deadline: a `timeout` alone is per read, and a server that drips never meets it.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from verifier.fetching.body import TooLargeError
from verifier.fetching.guard import Address, Guard

MAX_HEADER_BYTES = 262_144
"""Of one response; big sites send 10 to 30 KB with their cookies and policies."""


class Deadline:
    """The time by which a request must be over, and the longest silence before that."""

    def __init__(self, total_s: float, silence_s: float) -> None:
        self._end = time.monotonic() + total_s
        self._silence_s = silence_s

    @property
    def left_s(self) -> float:
        return self._end - time.monotonic()

    def next_read_s(self) -> float:
        """How long the next read may take; `TimeoutError` where the time is up."""
        left = self.left_s
        if left <= 0:
            raise TimeoutError("the time for the whole request is over")
        return min(left, self._silence_s)


class HeadersTooLarge(http.client.HTTPException):
    """More header bytes than `MAX_HEADER_BYTES`, more than 100 headers, or a line longer than 64 KiB."""


class _TimedSocket(io.RawIOBase):
    """A socket's reading end that asks the deadline before each read, and counts the bytes."""

    def __init__(self, inner: io.RawIOBase, sock: socket.socket, deadline: Deadline | None) -> None:
        self._inner = inner
        self._sock = sock
        self._deadline = deadline
        self._left: int | None = MAX_HEADER_BYTES
        self._excess: Exception = HeadersTooLarge(f"more than {MAX_HEADER_BYTES} bytes of headers")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._deadline is not None:
            self._sock.settimeout(self._deadline.next_read_s())
        count = self._inner.readinto(buffer)
        if self._left is not None and count:
            self._left -= count
            if self._left < 0:
                raise self._excess
        return count

    def begin_body(self, most_bytes: int | None) -> None:
        """From here on the body is counted."""
        self._left = most_bytes
        self._excess = TooLargeError(f"more than {most_bytes} bytes on the wire")

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


@dataclass(slots=True)
class Sent:
    """What the connection knows of a request that went out."""

    at: float = 0.0
    """When, by the monotonic clock."""
    ip: str | None = None
    """To whom; None where a proxy knows."""


class _Current(threading.local):
    """The request that this thread is sending: the pool hands nothing to its connections."""

    deadline: Deadline | None = None
    most_bytes: int | None = None
    sent: Sent | None = None


_current = _Current()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._timed = _TimedSocket(self.fp.detach(), sock, _current.deadline)
        self.fp = io.BufferedReader(self._timed)

    def begin(self) -> None:
        try:
            super().begin()
        except http.client.HTTPException as error:
            if type(error) in (http.client.HTTPException, http.client.LineTooLong):  # its own limits
                raise HeadersTooLarge(str(error)) from error
            raise
        self._timed.begin_body(_current.most_bytes)


class _Guarded(HTTPConnection):
    """A connection to where its guard says. Of a proxy's the guard sees only the URL as written."""

    response_class = _TimedResponse
    guard: Guard

    def _new_conn(self) -> socket.socket:
        return super()._new_conn() if self.proxy else _connect(self, self.guard)

    def getresponse(self) -> Any:
        if _current.sent is not None and self.sock is not None:
            _current.sent.at = time.monotonic()
            _current.sent.ip = None if self.proxy else self.sock.getpeername()[0]
        return super().getresponse()


def _connect(connection: HTTPConnection, guard: Guard) -> socket.socket:
    """A socket to the first address of the connection's host that answers, all of them allowed.

    The connect timeout is for the look-up and all addresses together. Errors are those that the pool knows.
    """
    host, port = connection._dns_host, connection.port
    end = time.monotonic() + float(connection.timeout or 60)
    try:
        addresses = _resolved(guard, host, port, float(connection.timeout or 60))
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, f"no address of {host} in time") from error
    except (socket.gaierror, UnicodeError) as error:
        reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(connection.host, connection, reason) from error
    failure: OSError = TimeoutError("no time left for its addresses")
    for address in addresses:
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            sock = socket.create_connection((str(address), port), left)
        except OSError as error:
            failure = error
            continue
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {host} in time") from failure
    raise NewConnectionError(connection, str(failure)) from failure


def _resolved(guard: Guard, host: str, port: int, within_s: float) -> list[Address]:
    """`guard.resolve`, on a thread of its own: nothing else stops the system's resolver, which may try for
    minutes. A look-up that is given up ends by itself some time, and its thread with it."""
    looked_up: Future[list[Address]] = Future()

    def look_up() -> None:
        try:
            looked_up.set_result(guard.resolve(host, port))
        except BaseException as error:
            looked_up.set_exception(error)

    threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
    return looked_up.result(within_s)


class GuardedAdapter(HTTPAdapter):
    """A pool of guarded, timed connections, shared by all threads of a process.

    With a proxy in between, the proxy is connected to as configured and resolves the names; then only the
    URL as written was inspected.
    """

    def __init__(self, guard: Guard, hosts: int, connections_per_host: int) -> None:
        self._pools = _pools(guard)
        super().__init__(pool_connections=hosts, pool_maxsize=connections_per_host)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def send_by(
        self,
        deadline: Deadline,
        request: Any,
        *,
        most_bytes: int | None = None,
        sent: Sent | None = None,
        **kwargs: Any,
    ) -> Any:
        """`send`, with every read, then and of the body after, under `deadline`, and `most_bytes` of body on the
        wire: what is compressed may be endless and come to nothing. `sent` is filled in."""
        _current.deadline, _current.most_bytes, _current.sent = deadline, most_bytes, sent
        try:
            return self.send(request, stream=True, **kwargs)
        finally:
            _current.deadline = _current.most_bytes = _current.sent = None


def _pools(guarding: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """The pool's own classes, bound to a guard: the pool makes its connections from classes."""

    class Plain(_Guarded):
        guard = guarding

    class Secure(_Guarded, HTTPSConnection):
        guard = guarding

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
