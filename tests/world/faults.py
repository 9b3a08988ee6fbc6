"""What goes wrong on the web. A fault takes what was asked and the honest reply, and gives another."""

from __future__ import annotations

import functools
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import formatdate
from html import escape
from typing import Any

from seeds.pages import NOTICE
from tests.world.exchange import Ask, Delivery, Reply, html, redirect


@dataclass(frozen=True, slots=True)
class Fault:
    """`breaks` makes the worse reply. With `refuses`, the host is not even connected to."""

    name: str
    breaks: Callable[[Ask, Reply], Reply]
    refuses: bool = False


def refuse() -> Fault:
    """No connection: the proxy itself says 502."""
    return Fault("refuse", lambda ask, _: no_connection(ask.host), refuses=True)


def no_connection(host: str) -> Reply:
    return html(f"<h1>502 Bad Gateway</h1><p>The proxy could not connect to {escape(host)}.</p>", 502)


def forbid_bots(status: int = 403) -> Fault:
    """Browsers are served; whoever says that it is a program is not."""
    page = _page("Access denied", "<h1>Access denied</h1><p>Automated requests are not allowed.</p>")
    return Fault("forbid_bots", lambda ask, reply: reply if ask.from_browser else html(page, status))


def status(code: int, retry_after: str | float | None = None) -> Fault:
    """An error page. `retry_after` in seconds, or "date" for an HTTP date one minute ahead."""

    def breaks(_ask: Ask, _reply: Reply) -> Reply:
        failed = html(_page(f"Error {code}", f"<h1>{code}</h1><p>Please try again later.</p>"), code)
        if retry_after is None:
            return failed
        when = formatdate(time.time() + 60, usegmt=True) if retry_after == "date" else str(retry_after)
        return failed.with_headers(("Retry-After", when))

    return Fault("status", breaks)


def latency(milliseconds: float) -> Fault:
    return _travelling("latency", wait_s=milliseconds / 1000)


def slow_headers(seconds: float) -> Fault:
    """So long between any two header lines."""
    return _travelling("slow_headers", header_gap_s=seconds)


def drip(seconds: float) -> Fault:
    """So long between any two bytes of the body: each read succeeds, and the page never ends."""
    return _travelling("drip", byte_gap_s=seconds, raw=True)


def hang(seconds: float = 3600) -> Fault:
    """The connection is accepted and nothing is said."""
    return _travelling("hang", hang_s=seconds)


def reset_mid_body(after: int = 200) -> Fault:
    return _travelling("reset_mid_body", cut_after=after, raw=True)


def wrong_length(extra: int = 1000) -> Fault:
    """A Content-Length that promises more than comes."""

    def breaks(_ask: Ask, reply: Reply) -> Reply:
        return reply.delivered(Delivery(declared_length=len(reply.body) + extra, raw=True))

    return Fault("wrong_length", breaks)


def gzip_bomb(megabytes: int = 300) -> Fault:
    """A small body that unpacks to so many megabytes."""

    def breaks(_ask: Ask, _reply: Reply) -> Reply:
        headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
        return Reply(200, headers, _packed_zeros(megabytes))

    return Fault("gzip_bomb", breaks)


def redirect_loop() -> Fault:
    """Two addresses that send to each other for ever."""

    def breaks(ask: Ask, _reply: Reply) -> Reply:
        for mark in ("?again=1", "&again=1"):
            if ask.url.endswith(mark):
                return redirect(ask.url.removesuffix(mark))
        return redirect(f"{ask.url}{'&' if '?' in ask.url else '?'}again=1")

    return Fault("redirect_loop", breaks)


def redirect_to(url: str, code: int = 302) -> Fault:
    """Somewhere else: a private address, another scheme, the front page."""
    return Fault("redirect_to", lambda _ask, _reply: redirect(url, code))


def soft_404() -> Fault:
    """The page is gone, and the server says 200."""
    page = _page(
        "Page not found",
        "<h1>Sorry, we could not find that page</h1><p>The page you are looking for may have been moved or "
        'deleted. Try our <a href="/">front page</a> or search the archive.</p>',
    )
    return Fault("soft_404", lambda _ask, _reply: html(page))


def consent_wall() -> Fault:
    """No text before cookies are accepted."""
    page = _page(
        "Before you continue",
        "<h1>Before you continue</h1><p>We and our 743 partners store cookies on your device. Do you accept "
        'their use for advertising and measurement?</p><form action="/consent" method="post">'
        '<button name="consent" value="all">Accept all</button> <button name="consent" value="none">Manage options'
        "</button></form>",
    )
    return Fault(
        "consent_wall", lambda ask, reply: reply if "consent=" in ask.headers.get("cookie", "") else html(page)
    )


def paywall() -> Fault:
    """The title and an invitation to pay, told to programs as well."""
    page = _page(
        "For subscribers",
        "<h1>This story is for subscribers</h1><p>You have read all of your free stories this month.</p>"
        '<p class="paywall"><a href="/subscribe">Subscribe now</a> or <a href="/login">log in</a> to go on reading.</p>'
        '<script type="application/ld+json">{"@context": "http://schema.org", "@type": "NewsArticle", '
        '"headline": "For subscribers", "isAccessibleForFree": false}</script>',
    )
    return Fault("paywall", lambda _ask, _reply: html(page))


def script_only() -> Fault:
    """An empty page that a browser would fill."""
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Loading…</title>'
        f'<meta name="synthetic" content="{escape(NOTICE)}"></head><body><div id="root"></div>'
        "<noscript>You need to enable JavaScript to run this app.</noscript>"
        '<script src="/static/js/main.5f1c9a.js"></script></body></html>'
    )
    return Fault("script_only", lambda _ask, _reply: html(page))


def garbage(size: int = 4096) -> Fault:
    """Bytes that are not what the header says they are."""
    noise = bytes((i * 167 + 13) % 256 for i in range(size))
    return Fault("garbage", lambda _ask, reply: replace(reply, status=200, body=noise))


def empty() -> Fault:
    """Success, and nothing in it."""
    return Fault("empty", lambda _ask, reply: replace(reply, status=200, body=b""))


BY_NAME: dict[str, Callable[..., Fault]] = {
    fault.__name__: fault
    for fault in (
        *(refuse, forbid_bots, status, latency, slow_headers, drip, hang, reset_mid_body, wrong_length, gzip_bomb),
        *(redirect_loop, redirect_to, soft_404, consent_wall, paywall, script_only, garbage, empty),
    )
}


def _travelling(name: str, **how: Any) -> Fault:
    return Fault(name, lambda _ask, reply: reply.delivered(replace(reply.delivery, **how)))


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="synthetic" content="{escape(NOTICE)}"></head><body>{body}'
        f"<footer>{escape(NOTICE)}</footer></body></html>"
    )


@functools.cache
def _packed_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
