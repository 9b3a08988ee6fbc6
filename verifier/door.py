"""Who is let in, and to what: hosts, other sites' pages, keys, scopes and rates, before any route runs.

What a route then finds in `g.system` is the system with nothing in it but the caller's workspace.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from verifier import web
from verifier.api import SAFE, scope_of
from verifier.bootstrap import System
from verifier.errors import Denied, Exhausted, Forbidden
from verifier.records import AuditEntry, Caller, Deed, Scope

_OPEN = ("/healthz", "/readyz", "/static/", "/sign-in", "/favicon.ico", "/report.css")
"""What answers without a key, where keys are required."""
_PROBES = ("/healthz", "/readyz")
"""What a probe asks by whatever address it knows."""
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_MINUTE = 60
_BAD_KEYS_A_MINUTE = 20
"""So many unknown keys from one address are written to the audit log; more would only fill it."""


@dataclass(frozen=True)
class Rate:
    """How many requests the caller has left in this minute."""

    limit: int
    left: int
    reset_s: int


def keep(app: Flask, system: System) -> None:
    """Ask everyone who comes, in this order: under which name, from where, who, what for, how often."""
    own = system.settings.api
    if own.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=own.proxies, x_proto=own.proxies, x_host=own.proxies)  # type: ignore[method-assign]  # as Flask has it done

    within = lru_cache(maxsize=256)(system.within)  # the same few ask again and again

    @app.before_request
    def let_in() -> None:
        g.knows = partial(_known, system)
        _check_host(own.allowed_hosts, keyless=not own.keys_required)
        _check_site()
        caller = _caller() if own.keys_required else Caller()
        g.system = within(caller)
        if not _is_open():
            _check_scope(caller)
            _check_rate(system, caller)

    app.after_request(_tell_rate)


def _check_host(allowed: tuple[str, ...], *, keyless: bool) -> None:
    """Without keys, any page a browser shows could reach this service, by a name of its own that it has pointed
    here (DNS rebinding), and be of the same origin. So only names that are ours are answered."""
    if request.path in _PROBES or not (keyless or allowed):
        return
    host = request.host.lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if not {host, name} & {*_LOOPBACK_NAMES, *(one.lower() for one in allowed)}:
        raise Forbidden(
            "This service is not known by that name.",
            code="unknown-host",
            remedy="Use http://127.0.0.1, or add the name to api.allowed_hosts.",
        )


def _check_site() -> None:
    """A page of another site must not act through a browser that may.

    Browsers say where a request is from, in `Sec-Fetch-Site` over TLS and on loopback, in `Origin` on every form and
    script that changes something. Programs say neither, and have no cookie that another's page could use.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    elif origin is not None:
        ours = origin.partition("://")[2].lower() == request.host.lower()
    else:
        ours = web.KEY_COOKIE not in request.cookies
    if not ours:
        raise Forbidden(
            "A page of another site sent this.",
            code="other-site",
            remedy="Send it from this service's own pages or from a program.",
        )


def _is_open() -> bool:
    return request.path.startswith(_OPEN)


def _caller() -> Caller:
    """Who comes; `Denied` for a missing or a bad key."""
    if _is_open():
        return Caller(workspace="", scopes=frozenset())  # there is nothing in it
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    key = key.strip() if scheme.lower() == "bearer" else request.cookies.get(web.KEY_COOKIE, "")
    caller: Caller | None = g.knows(key) if key else None
    if caller is None:
        raise Denied("This service needs a key.", remedy="Send it as Authorization: Bearer …, or sign in at /sign-in.")
    return caller


def _known(system: System, key: str) -> Caller | None:
    """Whose key it is. One that opens nothing is written down, and may be tried only so often."""
    now = system.services.desk.clock.now()
    caller = system.keys.caller(key, now)
    if caller is None:
        address = _address()
        if system.meter.count(f"bad key {address}", _MINUTE, now) > _BAD_KEYS_A_MINUTE:
            raise Exhausted(
                "Too many unknown keys came from your address.", code="rate", retry_after_s=_until(now.timestamp())
            )
        route = request.url_rule.rule if request.url_rule else "no route"
        entry = AuditEntry(now, "", "", Deed.REFUSED, f"{request.method} {route}"[:80], {"address": address})
        system.services.audit.append(entry)
    return caller


def _check_scope(caller: Caller) -> None:
    if request.url_rule is None:
        return
    needed = scope_of(request.method, request.url_rule.rule)
    if needed not in caller.scopes:
        raise Forbidden(
            f"This needs a key with the scope {needed.value}; yours has {_listed(caller.scopes)}.",
            code="scope",
            remedy=f"`verifier keys add NAME --scope {needed.value}` makes one.",
        )


def _listed(scopes: frozenset[Scope]) -> str:
    return ", ".join(sorted(scopes))


def _check_rate(system: System, caller: Caller) -> None:
    """A key's requests are counted by its name, and without keys those of an address that is not this machine's."""
    limit = system.settings.api.limits.requests_per_minute
    address = _address()
    if not limit or (not caller.name and _on_this_machine(address)):
        return
    now = system.services.desk.clock.now()
    who = f"key {caller.name}" if caller.name else f"address {address}"
    times = system.meter.count(who, _MINUTE, now)
    g.rate = Rate(limit, max(limit - times, 0), _until(now.timestamp()))
    if times > limit:
        raise Exhausted(
            f"More than {limit:,} requests came in this minute.",
            code="rate",
            retry_after_s=g.rate.reset_s,
            remedy="api.limits.requests_per_minute sets how many.",
        )


def _until(timestamp: float) -> int:
    """Seconds to the next minute's begin, upwards."""
    return _MINUTE - int(timestamp) % _MINUTE


def _tell_rate(response: Response) -> Response:
    """In the fields of the IETF's draft "RateLimit header fields for HTTP"."""
    rate: Rate | None = g.get("rate")
    if rate is not None:
        response.headers["RateLimit-Policy"] = f'"requests";q={rate.limit};w={_MINUTE}'
        response.headers["RateLimit"] = f'"requests";r={rate.left};t={rate.reset_s}'
    return response


def _address() -> str:
    """Of IPv6 the network: one machine has all the addresses of its /64."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None and not address.is_loopback:
        return str(ip_network((address, 64), strict=False))
    return str(address.ipv4_mapped or address) if isinstance(address, IPv6Address) else str(address)


def _on_this_machine(address: str) -> bool:
    return address.startswith("127.") or address == "::1"
