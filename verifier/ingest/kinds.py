"""Which format a submission is in: by what its bytes begin with, its media type, its name.

The bytes of a container (PDF, ZIP, OLE, RTF) are certain and overrule a name or type that calls them
text, as browsers and mail programs do; between texts (plain, Markdown, HTML) type and name decide.
"""

from __future__ import annotations

import re
from enum import StrEnum

from verifier.errors import InputError


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    RTF = "rtf"
    ODT = "odt"
    EPUB = "epub"


MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.MARKDOWN: "text/markdown",
    Kind.HTML: "text/html",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.RTF: "application/rtf",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.EPUB: "application/epub+zip",
}

SUPPORTED = "Plain text, Markdown, HTML, DOCX, ODT, RTF, EPUB and PDF are supported."

_BY_TYPE = {media_type: kind for kind, media_type in MEDIA_TYPES.items()} | {
    "text/x-markdown": Kind.MARKDOWN,
    "application/xhtml+xml": Kind.HTML,
    "application/x-pdf": Kind.PDF,
    "text/rtf": Kind.RTF,
}
_BY_ENDING = {
    "txt": Kind.TEXT,
    "text": Kind.TEXT,
    "md": Kind.MARKDOWN,
    "markdown": Kind.MARKDOWN,
    "mdown": Kind.MARKDOWN,
    "html": Kind.HTML,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "docx": Kind.DOCX,
    "docm": Kind.DOCX,
    "pdf": Kind.PDF,
    "rtf": Kind.RTF,
    "odt": Kind.ODT,
    "epub": Kind.EPUB,
}
_UNSUPPORTED_ENDINGS = {
    "doc": "an old Word file",
    "pages": "a Pages document",
    "tex": "LaTeX source",
}
_UNSUPPORTED_TYPES = {
    "application/msword": "an old Word file",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def detect(data: bytes, *, name: str, media_type: str | None) -> Kind:
    """The format. Raises `InputError` with code "unsupported", or "encrypted" for a locked Word file."""
    container = _container(data, name)
    if container is not None:
        return container
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    declared = (media_type or "").partition(";")[0].strip().lower()
    unsupported = _UNSUPPORTED_TYPES.get(declared) or _UNSUPPORTED_ENDINGS.get(ending)
    if unsupported:
        raise _unsupported(name, unsupported)
    known = _BY_TYPE.get(declared)
    # "text/plain" is what is sent for Markdown and for anything unknown: a name that says more is believed.
    if known not in (None, Kind.TEXT):
        return known
    return _BY_ENDING.get(ending) or (known if known else _looks_like(data))


def charset_of(media_type: str | None) -> str | None:
    """The `charset` parameter of a media type."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE)
    return found[1] if found else None


def _looks_like(data: bytes) -> Kind:
    return Kind.HTML if _HTML_START.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) else Kind.TEXT


def _container(data: bytes, name: str) -> Kind | None:
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise InputError(
                f"{name} is locked with a password.",
                code="encrypted",
                remedy="Save it without a password and submit it again.",
            )
        raise _unsupported(name, "an old Word or Office file")
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, name)
    return None


def _zip_kind(data: bytes, name: str) -> Kind:
    """By the first member for formats that fix it, else by a member's name, which stands in clear."""
    first = data[30:120]
    if b"application/vnd.oasis.opendocument.text" in first:
        return Kind.ODT
    if b"application/vnd.oasis.opendocument" in first:
        raise _unsupported(name, "an OpenDocument file, but no text")
    if b"application/epub+zip" in first:
        return Kind.EPUB
    if b"META-INF/container.xml" in data or name.lower().endswith(".epub"):
        return Kind.EPUB
    if b"word/" in data or name.lower().endswith((".docx", ".docm")):
        return Kind.DOCX
    raise _unsupported(name, "a ZIP archive")


def _unsupported(name: str, what: str) -> InputError:
    return InputError(f"{name} is {what}.", code="unsupported", remedy=f"{SUPPORTED} Convert it to one of them.")
