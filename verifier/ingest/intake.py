"""A submission → `records.Document`: find its format, read it, and settle what is known about it.

What the user said wins. After that a document's date is taken from its publisher's tags, from a date in
its head, from its volume and issue, and last from when its file was made.

Everything here is a pure function of picklable arguments, so that a child process can wrap it. PDFium
is not thread-safe: PDFs must not be read by two threads of one process at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from verifier.errors import InputError, TooLarge
from verifier.ingest import header, kinds, language, markdown
from verifier.ingest.days import days_in
from verifier.ingest.decode import decode, normalised, readable
from verifier.ingest.draft import Draft
from verifier.ingest.kinds import Kind
from verifier.ingest.series import known
from verifier.records import Document, Given

NOTHING_GIVEN = Given()

COPY_AFTER = timedelta(days=400)

DATED_WITHIN = 200_000
"""Characters of a text in which days are looked for that its file's own date must agree with."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the submitted bytes, and of the text made of them in Unicode code points."""

    max_bytes: int = 20_000_000
    max_characters: int = 5_000_000


def ingest(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    given: Given = NOTHING_GIVEN,
    series: Mapping[str, Any] | None = None,
    limits: Limits = Limits(),
) -> Document:
    """Read a submitted file. `name` is the file's, `media_type` may carry a charset, `series` is the
    parsed `config/series.toml`.

    Raises `TooLarge`, or `InputError` with one of the codes "empty", "not-text", "unsupported",
    "encrypted", "scanned", "broken".
    """
    label = name or "The document"
    _check_bytes(label, len(data), limits)
    if not data.strip():
        raise _empty(label)
    kind = kinds.detect(data, name=label, media_type=media_type)
    draft = _read(data, kind, label, kinds.charset_of(media_type), given.url, limits)
    return _settle(draft, kind, label, given, series or {}, limits)


def ingest_text(
    text: str,
    kind: str = "text",
    *,
    name: str | None = None,
    given: Given = NOTHING_GIVEN,
    series: Mapping[str, Any] | None = None,
    limits: Limits = Limits(),
) -> Document:
    """The same for a text that is decoded already: `kind` is "text", "markdown" or "html"."""
    label = name or "The text"
    _check_bytes(label, len(text), limits)
    readable(text, name=label)
    if not text.strip("\ufeff \t\r\n\f"):
        raise _empty(label)
    draft = _read_text(text, Kind(kind), label, given.url)
    return _settle(draft, Kind(kind), label, given, series or {}, limits)


def _read(data: bytes, kind: Kind, label: str, charset: str | None, url: str | None, limits: Limits) -> Draft:
    match kind:
        case Kind.PDF:
            from verifier.ingest import pdf

            return pdf.read(data, name=label, max_characters=limits.max_characters)
        case Kind.DOCX:
            from verifier.ingest import docx

            return docx.read(data, name=label, max_characters=limits.max_characters)
        case Kind.RTF:
            from verifier.ingest import rtf

            return rtf.read(data, name=label, max_characters=limits.max_characters)
        case Kind.ODT:
            from verifier.ingest import odt

            return odt.read(data, name=label, max_characters=limits.max_characters)
        case Kind.EPUB:
            from verifier.ingest import epub

            return epub.read(data, name=label, max_characters=limits.max_characters)
        case Kind.HTML:
            from verifier.ingest import html

            return html.read(data, name=label, charset=charset, url=url)
        case _:
            return _read_text(decode(data, name=label, charset=charset), kind, label, url)


def _read_text(text: str, kind: Kind, label: str, url: str | None) -> Draft:
    match kind:
        case Kind.HTML:
            from verifier.ingest import html

            return html.read_text(text, name=label, url=url)
        case Kind.MARKDOWN:
            return markdown.read(normalised(text))
        case _:
            return Draft(normalised(text))


def _settle(draft: Draft, kind: Kind, label: str, given: Given, table: Mapping[str, Any], limits: Limits) -> Document:
    if not draft.text.strip():
        raise _empty(label)
    if len(draft.text) > limits.max_characters:
        raise TooLarge(
            f"{label} has {len(draft.text):,} characters of text; the limit is {limits.max_characters:,}.",
            remedy="Submit it in parts, or raise api.max_characters.",
        )
    facts = draft.facts
    head = header.read(draft.text, known(table))
    published, origin = _first_dated(
        (given.published, "user"),
        (facts.published, "metadata"),
        (head.written, "header"),
        (head.reckoned, "series"),
        (_of_its_time(facts.created, draft.text), "metadata"),
    )
    return Document(
        text=draft.text,
        media_type=kinds.MEDIA_TYPES[kind],
        title=given.title or facts.title or head.title,
        publication=given.publication or facts.publication or head.publication,
        published=published,
        published_origin=origin,
        language=given.language or facts.language or language.guess(draft.text),
        url=given.url or facts.url,
        links=draft.links,
        places=draft.places,
        markup=draft.markup,
    )


def _first_dated(*signs: tuple[date | None, str]) -> tuple[date | None, str | None]:
    return next(((day, origin) for day, origin in signs if day is not None), (None, None))


def _of_its_time(created: date | None, text: str) -> date | None:
    """When the file was made, unless the days named in the text are all far from it: then it is a copy, or
    was printed or begun from another file in another year."""
    if created is None:
        return None
    distances = [abs(written.day - created) for written in days_in(text[:DATED_WITHIN])]
    return None if distances and min(distances) > COPY_AFTER else created


def _empty(label: str) -> InputError:
    return InputError(f"{label} is empty.", code="empty", remedy="Submit a document that has text in it.")


def _check_bytes(label: str, size: int, limits: Limits) -> None:
    """A decoded text has at least as many bytes as characters."""
    if size > limits.max_bytes:
        raise TooLarge(
            f"{label} has {size:,} bytes; the limit is {limits.max_bytes:,}.",
            remedy="Submit it in parts, or raise api.max_document_bytes.",
        )
