"""The index of a WARC file, as pywb and ReplayWeb.page look pages up: one line a response.

    com,example)/path?a=1 20140925000000 {"url": …, "mime": …, "status": …, "digest": …, "length": …, "offset": …, …}

The first word is the URL's *SURT*: its host turned round, without what does not tell pages apart.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
"""Characters that stand as they are in a SURT; all others are percent-encoded."""
_LONGEST_UNQUOTING = 8


def line(url: str, timestamp: str, **about: str) -> str:
    """One line of the index, its end included. `timestamp` has 14 digits."""
    return f"{surt(url)} {timestamp} {json.dumps({'url': url, **about}, ensure_ascii=False)}\n"


def surt(url: str) -> str:
    """The key of a URL: "http://www.Example.com:80/A/?b=2&a=1" and "https://example.com/a?a=1&b=2" have the same."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url
    path = _escaped(parts.path.split(";jsessionid=")[0])
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    query = "&".join(sorted(_escaped(parts.query).split("&"), key=lambda pair: pair.split("=", 1)))
    return (
        f"{_host(parts.hostname, parts.port, parts.scheme)})/{'/'.join(segments)}{'?' + query if query else ''}".lower()
    )


def _host(host: str, port: int | None, scheme: str) -> str:
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:  # no name that DNS could know; it is a key all the same
        host = _escaped(host)
    turned = host if ":" in host else ",".join(reversed(_WWW.sub("", host).split(".")))
    return turned if port in (None, _DEFAULT_PORTS.get(scheme)) else f"{turned}:{port}"


def _escaped(text: str) -> str:
    """Percent-decoded until nothing changes, and encoded once."""
    plain = text.encode("utf-8", "surrogatepass")
    for _ in range(_LONGEST_UNQUOTING):
        if (further := unquote_to_bytes(plain)) == plain:
            break
        plain = further
    return quote_from_bytes(plain, safe=_KEPT)
