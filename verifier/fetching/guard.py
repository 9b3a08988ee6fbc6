"""What may be asked at all: the refusal of addresses that are not the public web's.

The URLs we fetch are chosen by strangers (documents, pages, redirects), so each is inspected as written,
and each address that its name resolves to before a connection is made to that very address. It looks at
nothing but addresses: whether a page may be read is for `robots`, how often for `gate`.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

PORTS = frozenset({80, 443, 8080, 8443})
"""Where the press serves pages. Others (25, 6379, 9200 …) speak other protocols to whoever writes to them."""

_DEFAULT_PORTS = {"http": 80, "https": 443}

_INNER_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan")
"""Last labels of networks of one's own: RFC 6761, RFC 6762 appendix G, ICANN's reserved `internal`."""
_NO_DNS = ("invalid", "onion", "home.arpa")
"""Names that must not be looked up: RFC 6761, RFC 7686, RFC 8375."""

_NOT_PUBLIC: tuple[IPv4Network | IPv6Network, ...] = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890; a cloud's metadata among them
    IPv6Network("2001::/23"),  # the same
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, withdrawn by RFC 7526
    IPv4Network("168.63.129.16/32"),  # a cloud's own platform service, on a public-looking address
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
    IPv6Network("5f00::/16"),  # segment routing, RFC 9602
    IPv6Network("fec0::/10"),  # site-local, withdrawn by RFC 3879
)
"""What the standard library of our oldest Python calls global, and is not."""

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_IPV4_COMPATIBLE = IPv6Network("::/96")

_DOTTED_QUAD = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")

Address = IPv4Address | IPv6Address


class RefusedError(Exception):
    """The guard's no, in a sentence. Not an `OSError`: the connection pool would take that for a failure."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that passed, in the parts that are acted on."""

    url: str
    scheme: str
    host: str
    """Lower case, ASCII, without brackets."""
    port: int

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


class Guard:
    """Says which URLs and addresses may be asked.

    `allow_hosts` names hosts that may be anywhere, for archives of one's own: "archive.lan" on the usual
    ports, "archive.lan:8081" or "[::1]:8081" on that port alone.
    """

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        self._allowed = frozenset(host.strip().lower() for host in allow_hosts)

    def inspect(self, url: str) -> Target:
        """The URL's parts; `RefusedError` where it may not be asked, whatever its name resolves to.

        It is given the URL as it will be sent, so that no two parsers can read it differently.
        """
        if _UNSAFE.search(url):
            raise RefusedError("The URL has a space, a backslash or a control character in it.")
        parts = _split(url)
        if parts.scheme not in _DEFAULT_PORTS:
            raise RefusedError(f"Only http and https are fetched, not {parts.scheme or 'a URL without scheme'}.")
        if "@" in parts.netloc:
            raise RefusedError("The URL carries credentials.")
        host = (parts.hostname or "").rstrip(".")
        if not host:
            raise RefusedError("The URL names no host.")
        port = _port(parts)
        target = Target(url, parts.scheme, host, port)
        if not self._exempt(host, port):
            if port not in PORTS:
                raise RefusedError(f"Port {port} is not one that pages are served on.")
            _inspect_host(host)
        return target

    def resolve(self, host: str, port: int) -> list[Address]:
        """The addresses of a host, each of them allowed; `RefusedError` where one is not, `OSError` where none is.

        One private address among public ones is enough: a name that has both is not the press's.
        """
        name = host.rstrip(".").lower()
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(ip_address(str(info[4][0])) for info in found))
        if not self._exempt(name, port):
            for address in addresses:
                if not is_public(address):
                    raise RefusedError(f"{name} is at {address}, which is not a public address.")
        return addresses

    def _exempt(self, host: str, port: int) -> bool:
        written = f"[{host}]" if ":" in host else host
        return f"{written}:{port}" in self._allowed or (port in PORTS and written in self._allowed)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public Internet's, and so is every IPv4 address inside it."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        inner = list(_embedded(address))
        if inner:
            return all(is_public(one) for one in inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NOT_PUBLIC)
    )


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: where its packets end up."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in network for network in _NAT64) or address in _IPV4_COMPATIBLE:
        yield last
    if (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE:  # ISATAP, RFC 5214: …:[0200|0000]:5efe:a.b.c.d
        yield last


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise RefusedError(f"The URL cannot be read: {error}.") from None


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        raise RefusedError("The URL's port is not a port.") from None
    return _DEFAULT_PORTS[parts.scheme] if port is None else port


def _inspect_host(host: str) -> None:
    """A host as written; with a proxy in between, this is all that can be inspected."""
    literal = _literal(host)
    if literal is not None:
        if not is_public(literal):
            raise RefusedError(f"{host} is not a public address.")
        return
    labels = host.split(".")
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        # `inet_aton` reads 2130706433, 0x7f.1 and 0177.0.0.1 as addresses; no public name ends in a number.
        raise RefusedError(f"{host} is an address in disguise.")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError(f"{host[:80]!r} is not a host name.")
    if len(labels) == 1 or labels[-1] in _INNER_NAMES or any(f".{host}".endswith(f".{name}") for name in _NO_DNS):
        raise RefusedError(f"{host} is a name of a private network.")


def _literal(host: str) -> Address | None:
    try:
        if ":" in host:
            return IPv6Address(host)
        return IPv4Address(host) if _DOTTED_QUAD.fullmatch(host) else None
    except AddressValueError:
        raise RefusedError(f"{host} is not an address.") from None
