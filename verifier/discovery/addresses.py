"""What kind of page an address leads to, as far as the address alone can tell."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from verifier.urls import date_in, slug_words

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|txt|mp[34]|m3u8|avi|mov|woff2?|ttf|zip|gz|exe|swf|docx?|xlsx?)$",
    re.IGNORECASE,
)
# Parts of a path under which pages are kept that are no reports.
_GATHERING = re.compile(
    r"/(?:tags?|topics?|labels?|keywords?|categor(?:y|ies)|sections?|authors?|by|contributors?|people|users?|search|"
    r"archives?|feeds?|rss|photos?|galler(?:y|ies)|slideshows?|videos?|multimedia|live|login|signin|register|subscribe|"
    r"subscription|accounts?|about|contacts?|advertis\w*|privacy|terms|cookies?|help|faq|jobs|careers|newsletters?|"
    r"wp-(?:json|content|includes|admin)|cgi-bin|static|assets?|css|js|images?|ads?|comments?|print)(?=[/.?]|$)",
    re.IGNORECASE,
)
# A page's number: three digits in a row, or a name of mixed letters and digits.
_NUMBER = re.compile(r"\d{3}|(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{7,}", re.IGNORECASE)
# Not "uk", which is Britain's edition as often as Ukraine's language.
_LANGUAGES = {
    "ar": "ar", "az": "az", "be": "be", "de": "de", "en": "en", "es": "es", "fa": "fa", "fr": "fr", "hi": "hi",
    "hy": "hy", "it": "it", "ja": "ja", "ka": "ka", "kk": "kk", "ko": "ko", "pl": "pl", "pt": "pt", "ro": "ro",
    "ru": "ru", "sr": "sr", "tr": "tr", "uz": "uz", "vi": "vi", "zh": "zh", "cn": "zh", "jp": "ja", "kr": "ko",
    "ua": "uk", "eng": "en", "rus": "ru", "arabic": "ar", "chinese": "zh", "english": "en", "french": "fr",
    "german": "de", "japanese": "ja", "korean": "ko", "russian": "ru", "spanish": "es", "ukrainian": "uk",
}  # fmt: skip


def may_be_report(url: str) -> bool:
    """False for what is surely no single report: files of other kinds, front pages, sections, tags, galleries."""
    path = urlsplit(url).path
    return not _FILE.search(path) and not is_gathering(url)


def is_gathering(url: str) -> bool:
    """Whether the address is of a page that gathers others (or of none: a login), rather than of a report.

    A number of three digits or more (or an id like one), or two words, make a page one of its own; under a heading like
    `/archive/` or `/video/` only a day does.
    """
    parts = urlsplit(url)
    words = slug_words(url)
    numbered = _NUMBER.search(parts.path.rstrip("/").rpartition("/")[2] + parts.query)
    if _GATHERING.search(parts.path):
        return not (date_in(url) and (numbered or words))
    return not numbered and len(words) < 2


def language_in(url: str) -> str | None:
    """The language edition that a host's first label or the path's first part names: ISO 639-1, or None."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").partition(".")[0], parts.path.strip("/").partition("/")[0].lower()
    return _LANGUAGES.get(path) or _LANGUAGES.get(host)
