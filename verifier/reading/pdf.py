"""A PDF as lines of text. PDFium is not safe to use from two threads at once: read in a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2

MAX_PAGES = 80
"""A newspaper's page or a journal's article has under forty."""

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\ufffe\u0002]\n(?=[a-zа-яё])")
_INNER_BREAK = re.compile(r"(?<![.!?:»”\"。！？])\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Print:
    text: str
    title: str | None
    created: str
    """The file's own date, "D:20140924…", of its making and not of the report's."""


def extract(body: bytes, max_characters: int) -> Print | None:
    """The text, at least `max_characters` where there are so many; None where PDFium cannot open the file."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        return None
    try:
        pages: list[str] = []
        for index in range(min(len(document), MAX_PAGES)):
            pages.append(document[index].get_textpage().get_text_range())
            if sum(map(len, pages)) > max_characters:
                break
        about = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError:  # a page that is broken inside
        return None
    finally:
        document.close()
    text = _HYPHEN.sub("", "\n".join(pages).replace("\r\n", "\n").replace("\r", "\n"))
    return Print(_INNER_BREAK.sub(" ", text).strip(), about.get("Title"), about.get("CreationDate", ""))
