"""A PDF as paragraphs of text. PDFium is not safe to use from two threads at once: one process, one read."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2

MAX_PAGES = 80
"""A newspaper's page or a journal's article has under forty."""
FULL_LINE = 0.75
"""Of the page's usual width: a shorter line ends its paragraph, as a headline and a date do."""

_LINE_END = re.compile(r"\r\n|[\r\n]|(?<=\ufffe)")  # PDFium writes U+FFFE for a hyphen at a line's end
_HYPHENATED = re.compile(r"[\ufffe\u00ad]$|(?<=[^\W\d_])-$")


@dataclass(frozen=True, slots=True)
class Print:
    text: str
    title: str | None
    created: str
    """When the file was made, "20140924…"; the report in it may be older."""


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
    created = about.get("CreationDate", "").removeprefix("D:")
    return Print("\n".join(map(_reflow, pages)).strip(), about.get("Title"), created)


def _reflow(page: str) -> str:
    """Paragraphs out of a page's lines: a full line goes on in the next."""
    lines = [line for line in (part.strip() for part in _LINE_END.split(page)) if line]
    lengths = sorted(map(len, lines))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not goes_on:
            paragraphs.append(line)
        elif line[0].islower() and _HYPHENATED.search(paragraphs[-1]):
            paragraphs[-1] = paragraphs[-1][:-1] + line
        else:
            paragraphs[-1] += f" {line}"
        goes_on = len(line) >= FULL_LINE * width
    return "\n".join(paragraphs)
