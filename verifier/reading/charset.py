"""Bytes of a page → text, in the encoding they are really in.

A declaration is one voice and the bytes have the other: valid UTF-8 is UTF-8 whatever a header says, and else the
letters that come out decide (`prose.encodings`).
"""

from __future__ import annotations

import re

from verifier.prose import encodings

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html[^>]{0,300}?\slang\s*=\s*["']?([A-Za-z]{2})""", re.IGNORECASE)

_LATIN = {
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "hr": "cp1250", "sl": "cp1250", "ro": "cp1250",
    "tr": "cp1254", "el": "cp1253", "he": "cp1255", "ar": "cp1256", "fa": "cp1256", "lt": "cp1257", "lv": "cp1257",
    "et": "cp1257", "vi": "cp1258", "th": "cp874",
}  # fmt: skip


def decode(body: bytes, content_type: str = "") -> str:
    """The text of `body`; `content_type` is the HTTP header's value. Never fails: what no encoding
    explains becomes U+FFFD."""
    text = encodings.plain(body)
    if text is not None:
        return text
    if encodings.is_utf8(body):
        return body.decode("utf-8", "replace")
    return body.decode(_detect(body, _declared(body, content_type)), "replace")


def _declared(body: bytes, content_type: str) -> tuple[str, ...]:
    names = _HEADER.findall(content_type) + [name.decode("ascii") for name in _DECLARED.findall(body[:4096])]
    return tuple(dict.fromkeys(encoding for name in names if (encoding := encodings.named(name))))


def _detect(body: bytes, declared: tuple[str, ...]) -> str:
    scores = encodings.scores(body, declared)
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= encodings.SURE:
        return best
    # Too short to tell, or accented Latin letters, which are in no table. A declaration that makes some sense
    # is believed; a server's ISO-8859-1 is a habit, and says less than the page's language does.
    for name in declared:
        sense = scores[name] - encodings.TRUST_IN_DECLARATION
        told = (*encodings.CYRILLIC, *encodings.ASIAN)
        if name != "cp1252" and (sense > 0.05 or (sense >= 0 and name not in told)):
            return name
    language = _LANGUAGE.search(body[:4096])
    return _LATIN.get(language[1].decode("ascii").lower(), "cp1252") if language else "cp1252"
