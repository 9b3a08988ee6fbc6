"""Hosts: in a URL, in a name that is one, and under an archive's or a redirector's own.

A host is compared in lower case, in ASCII, without port and without a leading "www.".
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from verifier.outlets.folding import words

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_BARE = re.compile(rf"{_HOST.pattern}(?::\d+)?(?:[/?#]\S*)?")
_LONG_ENDINGS = frozenset(
    words(
        "com net org info edu gov mil int biz news press media agency today online site website live world global"
        " asia tech team club blog space travel pro name mobi aero coop museum"
    )
)
"""Top-level domains of more than two ASCII letters under which the press publishes."""

# An archive's address holds the page's own behind a time stamp; a redirector's holds it in its query.
_ARCHIVES = re.compile(
    r"(?:^|\.)(?:archive\.org|archive\.(?:today|is|ph|li|fo|vn|md)|arquivo\.pt|webarchive\.org\.uk"
    r"|webarchive\.nationalarchives\.gov\.uk|archive-it\.org|webarchive\.loc\.gov)$"
)
_STAMPED = re.compile(r"/(?:\d{4,14}(?:[a-z]{2}_|\*)?|\*)/(.+)$")
_REDIRECTORS = {
    "webcache.googleusercontent.com": "q",
    "google.com": "q",
    "translate.google.com": "u",
    "l.facebook.com": "u",
    "webcitation.org": "url",
}
_CACHE = re.compile(r"^cache:(?:[\w-]+:)?")


def host_of(text: str) -> str | None:
    """The host of a URL or of a bare "host/path"; None where there is none."""
    text = text.strip()
    authority = urlsplit(text if _SCHEME.match(text) else f"//{text}").netloc if _balanced(text) else ""
    host = authority.rpartition("@")[2].partition(":")[0].rstrip(".").lower()
    if not _HOST.fullmatch(host):
        return None
    return ascii_host(host).removeprefix("www.")


def ascii_host(host: str) -> str:
    """The host as the network knows it: "президент.рф" is "xn--d1abbgf6aiiy.xn--p1ai"."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def written_host(name: str) -> str | None:
    """The host that a written name has the form of ("mid.ru", "www.rian.ru", "https://utro.ru/…")."""
    name = name.strip()
    if "." not in name or " " in name:
        return None
    return host_of(name) if _SCHEME.match(name) or _BARE.fullmatch(name) else None


def is_plausible(host: str) -> bool:
    """Whether its ending is one the press uses: "N.Y.Times" and "St.Petersburg" have the form of a host, too."""
    ending = host.rpartition(".")[2]
    return len(ending) == 2 or ending.startswith("xn--") or ending in _LONG_ENDINGS


def original(url: str) -> str:
    """The page's own URL, out of an archive's, a cache's or a redirector's; the URL itself otherwise."""
    host = host_of(url)
    if host is None:
        return url
    inner = _archived(url) if _ARCHIVES.search(host) else _redirected(url, host)
    return inner if inner is not None and host_of(inner) else url


def _archived(url: str) -> str | None:
    parts = urlsplit(url if _SCHEME.match(url) else f"//{url}")
    stamped = _STAMPED.search(parts.path)
    if stamped is None:
        return None
    inner = unquote(stamped[1]) if stamped[1].lower().startswith(("http%3a", "https%3a")) else stamped[1]
    inner = re.sub(r"^(https?):/+", r"\1://", inner, flags=re.IGNORECASE)  # clients squeeze "//" in paths
    return f"{inner}?{parts.query}" if parts.query else inner


def _redirected(url: str, host: str) -> str | None:
    field = _REDIRECTORS.get(host)
    if field is None:
        return None
    given = parse_qs(urlsplit(url).query).get(field)
    return _CACHE.sub("", given[0]) if given else None


def _balanced(text: str) -> bool:
    """`urlsplit` raises on half an IPv6 literal; such text holds no host of ours."""
    return "[" not in text and "]" not in text
