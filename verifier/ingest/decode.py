"""Bytes → text: by byte-order mark, by being valid UTF-8, by declaration, by detection, in this order.

Being valid UTF-8 beats a declaration, because text in another encoding almost never is. What no
encoding explains, and what carries NULs, is refused: a guess here would move every offset and
misspell every name after it.
"""

from __future__ import annotations

import re

from verifier.errors import InputError
from verifier.prose import encodings

REMEDY = "Save it as UTF-8 text, or submit a PDF, DOCX or HTML file."

_MARKS = tuple(mark for mark, _ in encodings.BOMS)
# Quotation marks, dashes, ellipsis, NBSP and guillemets: in all of cp1250–cp1258 at the same places.
_SHARED_PUNCTUATION = frozenset(b"\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa7\xab\xb0\xb7\xbb")

SAMPLE_BYTES = 64_000
"""Of the part with foreign bytes; enough for a detector, and done in a fraction of a second."""

LOST_SHARE = 0.01
"""Of the multi-byte characters of a UTF-8 file so many may be damaged and it is still read as UTF-8."""

CONTROL_SHARE = 0.01
"""More control characters than this are no text, whatever they decode to."""

_FOREIGN = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, *, name: str, charset: str | None = None) -> str:
    """The text of `data`, which some header or tag may say is in `charset`; without a byte-order mark.

    Raises `InputError` with code "not-text".
    """
    return readable(_decoded(data, charset, name), name=name)


def readable(text: str, *, name: str) -> str:
    """The text itself; `InputError` with code "not-text" where it cannot be one."""
    if "\0" in text:
        raise _not_text(name, "holds NUL characters")
    if len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise _not_text(name, "is mostly control characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _not_text(name, f"holds half of a character pair at offset {error.start}") from error
    return text


def normalised(text: str) -> str:
    """The text without a byte-order mark, every line end as one newline, and nothing else changed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, charset: str | None, name: str) -> str:
    text = encodings.plain(data) if b"\0" not in data or data.startswith(_MARKS) else None
    if text is not None:
        return text
    if b"\0" in data:
        if (utf16 := _bare_utf16(data)) is None:
            raise _not_text(name, "holds NUL bytes")
        return data.decode(utf16, "replace")
    for encoding in filter(None, ("utf-8", encodings.named(charset) if charset else None)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _damaged_utf8(data) or _detected(data, name)


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII's upper half is NUL in every other byte, and in no others."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even == 0 and odd > len(sample) / 8:
        return "utf-16-le"
    if odd == 0 and even > len(sample) / 8:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """A UTF-8 file cut off or spoilt in a few places, the lost characters as U+FFFD."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if lost <= LOST_SHARE * foreign or (lost == 1 and foreign > 5) else None


def _detected(data: bytes, name: str) -> str:
    foreign = bytes(byte for byte in set(data) if byte > 0x7F)
    if _SHARED_PUNCTUATION.issuperset(foreign):
        return data.decode("cp1252", "replace")

    scores = encodings.scores(data)
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= encodings.SURE:
        return data.decode(best, "replace")

    from charset_normalizer import from_bytes  # for accented Latin letters, of which it knows the languages

    first = _FOREIGN.search(data)
    start = max(0, first.start() - 1000) if first else 0
    guess = from_bytes(data[start : start + SAMPLE_BYTES]).best()
    if guess is None:
        raise _not_text(name, "is in no known text encoding")
    return data.decode(encodings.named(guess.encoding) or guess.encoding, "replace")


def _not_text(name: str, why: str) -> InputError:
    return InputError(f"{name} {why}, so it is not text.", code="not-text", remedy=REMEDY)
