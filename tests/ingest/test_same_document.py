"""One document in five formats, and real heads: the words around the citations are the same."""

import re
from datetime import date
from pathlib import Path

import pytest

from verifier import codec, shipped
from verifier.ingest import Given, ingest
from verifier.records import Document

TITLE = "A Cold Autumn for Moscow and Tokyo"
HEADER = "Publication: Eurasia Daily Monitor Volume: 11 Issue: 175"
PARAGRAPHS = (
    "Relations have cooled since the spring. A visit that both sides had wished for is off, it seems "
    "(Asahi Shimbun AJW, September 24). The two leaders will meet only at the Asia-Pacific summit (APEC) next "
    "month (November 2014). Tokyo will also bar five banks from selling bonds (Xinhua, September 24, 2014).",
    "The ministry called it an “unfriendly step […] that shows no independence” (mid.ru, September 24). "
    "A gas company wants to study the effect first (Interfax, September 24).",
)
PARENTHESES = [
    "(Asahi Shimbun AJW, September 24)",
    "(APEC)",
    "(November 2014)",
    "(Xinhua, September 24, 2014)",
    "(mid.ru, September 24)",
    "(Interfax, September 24)",
]


def as_text(_pdf, _docx) -> tuple[bytes, str]:
    return "\r\n\r\n".join((TITLE, HEADER, *PARAGRAPHS)).encode("utf-8-sig"), "a.txt"


def as_markdown(_pdf, _docx) -> tuple[bytes, str]:
    return "\n\n".join((f"# {TITLE}", HEADER, *PARAGRAPHS)).encode(), "a.md"


def as_html(_pdf, _docx) -> tuple[bytes, str]:
    body = "".join(f"<p>{paragraph.replace('“', '&ldquo;')}</p>\n" for paragraph in (HEADER, *PARAGRAPHS))
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return page.encode(), "a.html"


def as_docx(_pdf, docx) -> tuple[bytes, str]:
    texts = (TITLE, HEADER, *PARAGRAPHS)
    return docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)), "a.docx"


def as_pdf(pdf, _docx) -> tuple[bytes, str]:
    lines, y = [(72.0, 740.0, 16.0, TITLE), (72.0, 705.0, 11.0, HEADER)], 680.0
    for paragraph in PARAGRAPHS:
        for line in re.findall(r".{1,80}(?:\s|$)", paragraph):
            lines.append((72.0, y, 11.0, line.strip()))
            y -= 13.0
        y -= 12.0
    return pdf([lines]), "a.pdf"


@pytest.mark.parametrize("write", [as_text, as_markdown, as_html, as_docx, as_pdf])
def test_every_format_gives_the_same_words_and_facts(write, pdf_bytes, docx_bytes):
    data, name = write(pdf_bytes, docx_bytes)
    document = ingest(data, name=name, series=shipped.series_table())
    assert re.findall(r"\([^()]*\)", document.text) == PARENTHESES
    blocks = [block.replace("[...]", "[…]").removeprefix("# ") for block in document.text.split("\n\n")]
    assert blocks == [TITLE, HEADER, *PARAGRAPHS]
    assert (document.title, document.publication) == (TITLE, "Eurasia Daily Monitor")
    assert (document.published, document.published_origin) == (date(2014, 10, 3), "series")
    assert document.language == "en"
    for place in document.places:
        assert document.text[place.start : place.end].strip() == document.text[place.start : place.end]
    assert codec.decode(Document, codec.encode(document)) == document


def test_what_the_user_says_beats_the_series(pdf_bytes, docx_bytes):
    data, name = as_text(pdf_bytes, docx_bytes)
    document = ingest(data, name=name, given=Given(published=date(2014, 10, 2)), series=shipped.series_table())
    assert (document.published, document.published_origin) == (date(2014, 10, 2), "user")


ORIGINALS = sorted((Path(__file__).parents[2].parent / "shared" / "seeds").glob("*.txt"))


@pytest.mark.skipif(not ORIGINALS, reason="the original documents are not beside this checkout")
def test_the_original_document_is_headed_right():
    document = ingest(ORIGINALS[0].read_bytes(), name=ORIGINALS[0].name, series=shipped.series_table())
    assert document.title is not None
    assert document.title.startswith("Russo-Japanese Ties Remain")
    assert document.publication == "Eurasia Daily Monitor"
    assert document.published is not None
    assert date(2014, 10, 1) <= document.published <= date(2014, 10, 10)
