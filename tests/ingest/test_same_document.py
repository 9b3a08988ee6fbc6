"""One document in eight formats, and real heads: the words around the citations are the same."""

import re
from datetime import date
from pathlib import Path

import pytest

from verifier import codec, shipped
from verifier.citations import extract
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


def as_text(_write) -> tuple[bytes, str]:
    return "\r\n\r\n".join((TITLE, HEADER, *PARAGRAPHS)).encode("utf-8-sig"), "a.txt"


def as_markdown(_write) -> tuple[bytes, str]:
    return "\n\n".join((f"# {TITLE}", HEADER, *PARAGRAPHS)).encode(), "a.md"


def as_html(_write) -> tuple[bytes, str]:
    body = "".join(f"<p>{paragraph.replace('“', '&ldquo;')}</p>\n" for paragraph in (HEADER, *PARAGRAPHS))
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return page.encode(), "a.html"


def as_docx(write) -> tuple[bytes, str]:
    texts = (TITLE, HEADER, *PARAGRAPHS)
    return write["docx"]("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)), "a.docx"


def as_pdf(write) -> tuple[bytes, str]:
    lines, y = [(72.0, 740.0, 16.0, TITLE), (72.0, 705.0, 11.0, HEADER)], 680.0
    for paragraph in PARAGRAPHS:
        for line in re.findall(r".{1,80}(?:\s|$)", paragraph):
            lines.append((72.0, y, 11.0, line.strip()))
            y -= 13.0
        y -= 12.0
    return write["pdf"]([lines]), "a.pdf"


def as_odt(write) -> tuple[bytes, str]:
    body = "".join(f"<text:p>{text.replace('  ', '<text:s/>')}</text:p>" for text in (HEADER, *PARAGRAPHS))
    return write["odt"](f'<text:h text:outline-level="1">{TITLE}</text:h>{body}'), "a.odt"


def as_rtf(_write) -> tuple[bytes, str]:
    signs = {"“": r"\ldblquote ", "”": r"\'94", "…": r"\u8230?", "’": r"\rquote{}"}
    texts = ["".join(signs.get(sign, sign) for sign in text) for text in (HEADER, *PARAGRAPHS)]
    body = "\\par\r\n".join((TITLE, *texts))
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\info{{\\title {TITLE}}}}}\\pard {body}\\par}}".encode("ascii"), "a.rtf"


def as_epub(write) -> tuple[bytes, str]:
    pages = [f"<h1>{TITLE}</h1><p>{HEADER}</p>", *(f"<p>{text}</p>" for text in PARAGRAPHS)]
    return write["epub"](pages, about=f"<dc:title>{TITLE}</dc:title>"), "a.epub"


@pytest.fixture
def write(pdf_bytes, docx_bytes, odt_bytes, epub_bytes):
    return {"pdf": pdf_bytes, "docx": docx_bytes, "odt": odt_bytes, "epub": epub_bytes}


FORMATS = [as_text, as_markdown, as_html, as_docx, as_pdf, as_odt, as_rtf, as_epub]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_words_and_facts(form, write):
    data, name = form(write)
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


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_citations(form, write):
    data, name = form(write)
    found = extract(ingest(data, name=name, series=shipped.series_table()))
    assert [one.text for one in found] == [PARENTHESES[0], *PARENTHESES[3:]]
    assert [one.claim.text for one in found][1:] == [
        "Tokyo will also bar five banks from selling bonds",
        "The ministry called it an “unfriendly step […] that shows no independence”",
        "A gas company wants to study the effect first",
    ]


NOTED = "The port froze in a night."


def noted_docx(write) -> tuple[bytes, str]:
    body = f'<w:p><w:r><w:t>{NOTED}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t> Interfax, May 3, 2014.</w:t></w:r></w:p></w:footnote>'
    return write["docx"](body, footnotes=note), "a.docx"


def noted_odt(write) -> tuple[bytes, str]:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Interfax, May 3, 2014.</text:p></text:note-body></text:note>"
    )
    return write["odt"](f"<text:p>{NOTED}{note}</text:p>"), "a.odt"


def noted_rtf(_write) -> tuple[bytes, str]:
    note = r"{\super\chftn}{\footnote\pard\plain {\super\chftn} Interfax, May 3, 2014.}"
    return rf"{{\rtf1\ansi {NOTED}{note}\par}}".encode("ascii"), "a.rtf"


def noted_page(_write) -> tuple[bytes, str]:
    return NOTED_PAGE.encode(), "a.html"


def noted_epub(write) -> tuple[bytes, str]:
    return write["epub"]([NOTED_PAGE]), "a.epub"


NOTED_PAGE = (
    f'<p>{NOTED}<sup><a href="#n1">1</a></sup></p><ol><li id="n1">Interfax, May 3, 2014. <a href="#r1">↩</a></li></ol>'
)


@pytest.mark.parametrize("form", [noted_docx, noted_odt, noted_rtf, noted_page, noted_epub])
def test_a_note_that_is_a_citation_vouches_for_the_words_before_its_mark(form, write):
    data, name = form(write)
    (one,) = extract(ingest(data, name=name))
    assert (one.text, one.claim.text) == ("Interfax, May 3, 2014", NOTED)


def test_what_the_user_says_beats_the_series(write):
    data, name = as_text(write)
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
