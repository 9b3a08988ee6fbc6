"""PDF: its pages through PDFium, as lines with the places they are printed at; `layout` makes paragraphs of them.

PDFium gives the characters in the order the file draws them, which for press and office documents is
the reading order, columns included. It is not thread-safe: see `intake`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_int, create_string_buffer
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Any

from verifier.errors import InputError, TooLarge
from verifier.ingest import layout
from verifier.ingest.draft import Draft, Facts, compose
from verifier.ingest.layout import Line
from verifier.records import Link

MAX_PAGES = 3_000

MAX_LINKS = 2_000
"""Of a page."""

MAX_LINKS_A_LINE = 50

LOST_SHARE = 0.2
"""Of its characters so many may have no known letter; with more the text is only a picture of text."""

_LINE = re.compile(r"[^\r\n\ufffe]*(?:\ufffe|\r?\n|\Z)")
_UNKNOWN = 0xFFFD
# PDFium's mark of a hyphen with a line's end after it, here U+FFFE; at a page's end it leaves the hyphen.
_HYPHEN = "\x02"
_HYPHEN_AT_END = re.compile(r"\ufffe$|(?<=[^\W\d_])[-‐\u00ad]$")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
# "Microsoft Word - draft3.docx", "untitled", "file.indd": names of files, not titles.
_NO_TITLE = re.compile(r"^(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|indd|qxd|pdf|rtf|odt|tex))$", re.IGNORECASE)


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "encrypted", "broken" or "scanned", and `TooLarge`."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise _encrypted(name) if locked else _broken(name) from error
    try:
        pages = list(_pages(document, name, max_characters))
        facts = _facts(document.get_metadata_dict(), layout.title(pages))
    except pypdfium2.PdfiumError as error:
        raise _broken(name) from error
    finally:
        document.close()
    draft = compose(layout.paragraphs(pages), facts)
    if pages and _is_picture(draft.text):
        raise InputError(
            f"{name} has {len(pages)} pages and no text: it is a scan or a picture.",
            code="scanned",
            remedy="Run text recognition (OCR) on it, for example with OCRmyPDF, and submit the result.",
        )
    return draft


def _pages(document: Any, name: str, max_characters: int) -> Iterator[list[Line]]:
    if len(document) > MAX_PAGES:
        raise TooLarge(f"{name} has {len(document):,} pages; the limit is {MAX_PAGES:,}.", remedy="Submit it in parts.")
    length = 0
    for number in range(len(document)):
        page = document[number]
        try:
            lines = _lines(page, number + 1)
        finally:
            page.close()
        length += sum(len(line.text) for line in lines)
        if length > max_characters:
            raise TooLarge(
                f"{name} has more than {max_characters:,} characters of text.",
                remedy="Submit it in parts, or raise api.max_characters.",
            )
        yield lines


# ── a page's lines ──


def _lines(page: Any, number: int) -> list[Line]:
    textpage = page.get_textpage()
    try:
        links = _link_boxes(page)
        lines: list[Line] = []
        at = 0
        for found in _LINE.finditer(_text(textpage)):
            raw_line = found[0].rstrip("\r\n")
            if raw_line.strip():
                lines.append(_with_links(_line(textpage, raw_line, at, number), raw_line, at, textpage, links))
            at += _units(found[0])
        return lines
    finally:
        textpage.close()


def _text(textpage: Any) -> str:
    """Every character of the page, one UTF-16 unit for each that PDFium counts: its own function for that leaves
    out those whose letter is not known, which moves all after them away from their boxes."""
    from pypdfium2 import raw

    units = [raw.FPDFText_GetUnicode(textpage, index) or _UNKNOWN for index in range(textpage.count_chars())]
    text = "".join(map(chr, units)).replace(_HYPHEN, "\ufffe")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _line(textpage: Any, raw_line: str, at: int, page: int) -> Line:
    """The line whose first character is PDFium's number `at`. Its box is from its first to its last letter, as
    high as the middle one of three: a bullet or a word of code at one end has a font of its own."""
    first = len(raw_line) - len(raw_line.lstrip())
    last = _units(raw_line.rstrip()) - 1
    boxes = [textpage.get_charbox(at + unit, loose=True) for unit in (first, (first + last) // 2, last)]
    _, bottom, _, top = sorted(boxes, key=lambda box: box[3] - box[1])[1]
    text = _clean(raw_line).rstrip()
    whole = _HYPHEN_AT_END.sub("", text)
    return Line(whole, page, boxes[0][0], bottom, boxes[2][2], top, hyphenated=whole != text)


def _units(text: str) -> int:
    """PDFium counts in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _clean(text: str) -> str:
    return _UNPRINTED.sub("\ufffd", text.translate(_LIGATURES))


Box = tuple[float, float, float, float]


def _link_boxes(page: Any) -> list[tuple[Box, str]]:
    """The rectangles (left, bottom, right, top) of the page that lead to a web address."""
    from pypdfium2 import raw

    boxes: list[tuple[Box, str]] = []
    position, link, rectangle = c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page.raw, position, link) and len(boxes) < MAX_LINKS:
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, rectangle):
            continue
        size = raw.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
        buffer = create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, size)
        url = buffer.value.decode("utf-8", "replace")
        if url.lower().startswith(("http://", "https://")):
            boxes.append(((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), url))
    return boxes


def _with_links(line: Line, raw_line: str, at: int, textpage: Any, boxes: list[tuple[Box, str]]) -> Line:
    """The line with the links over it: over the characters whose middle lies in a link's rectangle."""
    middle = (line.bottom + line.top) / 2
    over = [
        (left, right, url)
        for (left, bottom, right, top), url in boxes
        if bottom <= middle <= top and left <= line.right and right >= line.left
    ]
    if not over:
        return line
    units = accumulate(map(_units, raw_line[:-1]), initial=at)
    centres = [(box[0] + box[2]) / 2 for box in map(textpage.get_charbox, units)]
    links: list[Link] = []
    for left, right, url in over[:MAX_LINKS_A_LINE]:
        inside = [index for index, centre in enumerate(centres) if left <= centre <= right]
        if inside:
            start, end = len(_clean(raw_line[: inside[0]])), len(_clean(raw_line[: inside[-1] + 1]))
            links.append(Link(start, min(end, len(line.text)), url))
    return replace(line, links=tuple(links))


# ── what the file says of itself, and what is wrong with it ──


def _facts(metadata: dict[str, str], printed_title: str | None) -> Facts:
    title = metadata.get("Title", "").strip()
    stamp = _DATE.match(metadata.get("CreationDate", ""))
    try:
        created = date(int(stamp[1]), int(stamp[2]), int(stamp[3])) if stamp else None
    except ValueError:
        created = None
    return Facts(title=printed_title if not title or _NO_TITLE.match(title) else title, created=created)


def _is_picture(text: str) -> bool:
    lost = text.count("\ufffd")
    return not re.search(r"\w", text.replace("\ufffd", "")) or lost > LOST_SHARE * len(text)


def _encrypted(name: str) -> InputError:
    return InputError(
        f"{name} is locked with a password.",
        code="encrypted",
        remedy="Save it without a password and submit it again.",
    )


def _broken(name: str) -> InputError:
    return InputError(
        f"{name} is a damaged or incomplete PDF file.",
        code="broken",
        remedy="Open it in a viewer and print it to a new PDF, or submit its text.",
    )
