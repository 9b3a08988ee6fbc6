"""What an address says by itself: its host, the page it means, the day and the words in it. Pure.

Nothing here fetches, and no key made here is ever fetched: a page is always asked for by the address it
was found at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

EARLIEST_YEAR, LATEST_YEAR = 1990, 2099
"""Years that a number in an address is taken for: the press is not on the web before, and "2199" is a price."""


# ── hosts ─────────────────────────────────────────────────────────────────────────────────────────

_VARIANTS = frozenset(("www", "www2", "www3", "m", "mobile", "amp", "wap"))
"""First labels that serve the same pages in another shape."""


def host_of(url: str) -> str:
    """The host in lower case, without port; "" where there is none."""
    parts = _split(url)
    return parts.hostname or "" if parts else ""


def bare_host(host: str) -> str:
    """The host without the labels that only say how it is served: `www.m.rt.com` is `rt.com`."""
    host = host.lower().strip(".")
    while True:
        first, _, rest = host.partition(".")
        if first not in _VARIANTS or "." not in rest:
            return host
        host = rest


def same_site(host: str, hosts: Iterable[str]) -> bool:
    """Whether `host` is one of these or lies below one of them."""
    bare = bare_host(host)
    return any(bare == site or bare.endswith("." + site) for site in map(bare_host, hosts) if site)


# ── identity ──────────────────────────────────────────────────────────────────────────────────────

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|ga_\w+|pk_\w+|mtm_\w+|at_\w+|"
    r"ns_\w+|wt_?mc(?:_\w+)?|cmpid|icid|ito|ftag|smid|smtyp|spm|xtor|ocid|ncid|sref|soc_\w+|share(?:d|_?from)?|"
    r"from_?source|ref|referr?er|ref_?src|source|rss|cmp|feature|amp|outputtype|__twitter_impression",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, not which page it is. `id`, `page`, `p` and the like stay."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_AMP_CACHE = re.compile(r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/[acv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?", re.I)
_ESCAPE = re.compile("%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~"


def comparison_key(url: str) -> str:
    """What two addresses of one page have in common, as an address itself; for comparison, not for fetching.

    Scheme, `www`/mobile/AMP hosts, AMP paths, default ports, trailing slashes, index pages, tracking
    parameters, their order and the fragment are told apart no more. Idempotent.
    """
    url = _AMP_CACHE.sub("https://", url.strip())
    parts = _split(url)
    if parts is None or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url.partition("#")[0].strip()
    port = _port(parts)
    host = _ascii(bare_host(parts.hostname)) + (f":{port}" if port else "")
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    query = urlencode(sorted(pairs))
    return f"https://{host}{_plain_path(parts.path)}" + (f"?{query}" if query else "")


def _split(url: str) -> SplitResult | None:
    """The address in parts; None where it is none (a bracket out of place, a port that is no number)."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


def _port(parts: SplitResult) -> int | None:
    return None if parts.port in (None, *_DEFAULT_PORTS.values()) else parts.port


def _ascii(host: str) -> str:
    """An international name in the form that DNS knows."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _plain_path(path: str) -> str:
    path = quote(_ESCAPE.sub(_unescape, path), safe=_PATH_SAFE)
    segments = [segment for segment in path.split("/") if segment]
    while segments:
        last = segments[-1]
        if segments[0].lower() == "amp":
            segments.pop(0)
        elif re.fullmatch(r"amp|(?:index|default)\.(?:html?|php|aspx?|shtml)", last, re.IGNORECASE):
            segments.pop()
        elif shorter := re.fullmatch(r"(.+?)[.-]amp(\.s?html?)?", last, re.IGNORECASE):
            segments[-1] = shorter[1] + (shorter[2] or "")
        else:
            break
    return "/" + "/".join(segments) if segments else ""


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


# ── days ──────────────────────────────────────────────────────────────────────────────────────────

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH2, _DAY2 = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_NEXT = r"(?:[-_./]|[&;]\w+=)"
"""What stands between the parts of a date: "2014-09-24", "year=2014&month=9&day=24"."""
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}{_NEXT}{_MONTH2}{_NEXT}{_DAY2}(?!\d)",
        rf"(?<!\d){_YEAR}{_NEXT}(?P<month>[1-9]|1[0-2]|{_MONTH_NAME}){_NEXT}(?P<day>\d\d?)(?!\d)",
        # 20140924, alone or at the head of a longer number: AJ201409240046
        rf"(?<!\d){_YEAR}{_MONTH2}{_DAY2}(?:\d{{2}}|\d{{4}}|\d{{6}})?(?!\d)",
        # 2014/0924, 201409/24
        rf"(?<!\d){_YEAR}[-_./]{_MONTH2}{_DAY2}(?!\d)",
        rf"(?<!\d){_YEAR}{_MONTH2}[-_./]{_DAY2}(?!\d)",
    )
)
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<one>\d\d?)([-_.])(?P<two>\d\d?)\2{_YEAR}(?!\d)")
_MONTH_FORM = re.compile(
    rf"(?<!\d){_YEAR}(?:{_NEXT}(?P<month>0?[1-9]|1[0-2]|(?:{_MONTH_NAME})(?![-_]))|(?P<month2>0[1-9]|1[0-2]))(?![\da-z])",
    re.IGNORECASE,
)


def date_in(url: str) -> date | None:
    """The day written in an address, in its path or else its query; None where it writes none, or two ways of
    reading it differ (`03-04-2014`)."""
    parts = _split(url)
    if parts is None:
        return None
    return _day(unquote(parts.path)) or _day(unquote(parts.query))


def period_in(url: str) -> tuple[date, date] | None:
    """The day, or else the month, written in an address: its first and its last day."""
    day = date_in(url)
    if day:
        return day, day
    parts = _split(url)
    for found in _MONTH_FORM.finditer(unquote(f"{parts.path}?{parts.query}")) if parts else ():
        first = _date(found["year"], _month(found["month"] or found["month2"]), 1)
        if first:
            return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return None


def _day(text: str) -> date | None:
    if "20" not in text and "19" not in text:
        return None  # most addresses: lists have tens of thousands
    for form in _DAY_FORMS:
        for found in form.finditer(text):
            day = _date(found["year"], _month(found["month"]), int(found["day"]))
            if day:
                return day
    for found in _DAY_FIRST.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        readings = {_date(found["year"], two, one), _date(found["year"], one, two)} - {None}
        if len(readings) == 1:
            return readings.pop()
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _date(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day) if EARLIEST_YEAR <= int(year) <= LATEST_YEAR else None
    except ValueError:
        return None


# ── words ─────────────────────────────────────────────────────────────────────────────────────────

_PLUMBING = re.compile(
    r"articles?|art|news(?:detail)?|story|stories|contents?|default|detail|index|pages?|item|view|node|posts?|print|"
    r"html?|php|aspx?|jsp|s?html|xml|www|en|com|id"
)
_GROUPS = frozenset(("g7", "g8", "g20", "p5"))
_HEX = re.compile(r"[0-9a-f]{4,}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def slug_words(url: str) -> tuple[str, ...]:
    """The words of the path's most telling part, in order, lower case; () where it only numbers its pages.

    Of `/world/2014/09/24/japan-tightens-sanctions-id7.html` these are japan, tightens, sanctions.
    """
    parts = _split(url)
    if parts is None:
        return ()
    *sections, last = [_segment_words(segment) for segment in unquote(parts.path).rstrip("/").split("/")]
    named = [words for words in sections if len(words) > 1]  # one word is a section's name
    return max((last, *reversed(named)), key=len)


def _segment_words(segment: str) -> tuple[str, ...]:
    stem = re.sub(r"\.(?:s?html?|php|aspx?|jsp|pdf|amp)$", "", segment, flags=re.IGNORECASE)
    words = tuple(word for word in _WORD.findall(stem.lower()) if not _PLUMBING.fullmatch(word) and _tells(word))
    return () if all(word.isdigit() for word in words) else words


def _tells(word: str) -> bool:
    """Figures up to three digits may be of the story; longer ones, hashes and single letters are the site's."""
    if word.isdigit():
        return len(word) <= 3
    if re.fullmatch(r"(?:id|[a-z])\d+", word) and word not in _GROUPS:
        return False
    if _HEX.fullmatch(word) and any(char.isdigit() for char in word):
        return False
    return (len(word) > 1 or not word.isascii()) and (len(word) <= 5 or not any(char.isdigit() for char in word))


# ── archives ──────────────────────────────────────────────────────────────────────────────────────

_REPLAY = re.compile(r"/(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<original>(?:https?:/{1,2}|www\.).+)$", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(
    r"^https?://(?:web|wayback|web-beta)\.archive\.org/web/"
    r"(?:(?P<stamp>\d{1,14})\*?(?:[a-z]{2}_)?/|\*/)?(?P<original>\S+)$",
    re.IGNORECASE,
)


def unwrap_archive(url: str) -> tuple[str, datetime | None] | None:
    """The page that an archive's replay address is a copy of, and when it was made; None for other addresses.

    All forms of the Wayback Machine's are known (`/web/2014/…`, `/web/*/…`, `id_` and the like), and the
    common one of others: fourteen digits before a whole address.
    """
    url = url.strip()
    found = _WEB_ARCHIVE.match(url) or _REPLAY.search(url)
    if not found:
        return None
    original = re.sub(r"^(https?):/+", r"\1://", found["original"], flags=re.IGNORECASE)
    if "://" not in original:
        original = f"http://{original}"
    return original, _stamped(found["stamp"])


def _stamped(stamp: str | None) -> datetime | None:
    """A timestamp of 4 to 14 digits, the missing ones taken as low as they go."""
    if not stamp or len(stamp) < 4:
        return None
    padded = stamp + "00000101000000"[len(stamp) :]
    try:
        return datetime.strptime(padded, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
