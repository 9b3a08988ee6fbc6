"""DOCX: paragraphs, tables, notes, hyperlinks; damaged files and bombs."""

import io
import time
import zipfile
from datetime import date, datetime

import docx as python_docx
import pytest

from verifier.errors import InputError, TooLarge
from verifier.ingest import Limits, ingest


def p(inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes, **options):
    return ingest(data, name="draft.docx", **options)


BODIES = [
    (p(r("One")) + p("") + p(r("two ") + r("three")), "One\n\ntwo three"),
    (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a\tb\nc"),
    (p("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + r("a")), "a"),
    (p("<w:r><w:t>Abe</w:t><w:noBreakHyphen/><w:t>Putin</w:t></w:r>"), "Abe\u2011Putin"),
    (p("<w:ins>" + r("kept") + "</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"), "kept"),
    (p("<w:moveFrom>" + r("gone") + "</w:moveFrom>" + r("stays")), "stays"),
    (f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr></w:tbl>", "a\n\nb"),
    (f"<w:sdt><w:sdtContent>{p(r('in a control'))}</w:sdtContent></w:sdt>", "in a control"),
    (p(r("𝔘 שלום (Xinhua &amp; TASS)")), "𝔘 שלום (Xinhua & TASS)"),
]


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_the_text_is_what_is_seen(docx_bytes, body, text):
    assert read(docx_bytes(body)).text == text


def test_a_text_box_is_read_once(docx_bytes):
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    drawing = f"<m:Alternate xmlns:m='m'><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:Alternate>"
    drawing = f"<w:r>{drawing}</w:r>"
    assert sorted(read(docx_bytes(p(r("around") + drawing))).text.split("\n\n")) == ["around", "boxed"]


def test_hyperlinks_by_relationship_and_by_field(docx_bytes):
    def step(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://y.jp/b" </w:instrText></w:r>'
    field = step("begin") + code + step("separate") + r("March 3") + step("end")
    body = p(r("first")) + p(
        r("Said (") + f'<w:hyperlink r:id="rId7">{r("Xinhua ")}</w:hyperlink>' + r(", ") + field + r(").")
    )
    document = read(docx_bytes(body, links={"rId7": "https://x.cn/a", "rId8": "javascript:alert(1)"}))
    assert document.text == "first\n\nSaid (Xinhua , March 3)."
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("Xinhua", "https://x.cn/a"),
        ("March 3", "https://y.jp/b"),
    ]


def test_notes_come_after_the_text_numbered_as_their_marks_stand(docx_bytes):
    def mark(id_: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>'

    def note(id_: int, text: str, kind: str = "") -> str:
        return f'<w:footnote {kind} w:id="{id_}">{p("<w:r><w:footnoteRef/></w:r>" + r(text))}</w:footnote>'

    document = read(
        docx_bytes(
            p(r("One.") + mark(5)) + p(r("Two") + mark(2) + r(" more.")),
            footnotes=note(0, "---", 'w:type="separator"') + note(2, "TASS, May 2.") + note(5, "Xinhua, May 1."),
        )
    )
    assert document.text == "One.\n\nTwo more.\n\nXinhua, May 1.\n\nTASS, May 2."
    assert [(document.text[place.start : place.end], place.where) for place in document.places] == [
        ("One.", "paragraph 1"),
        ("", "mark of footnote 1"),
        ("Two more.", "paragraph 2"),
        ("", "mark of footnote 2"),
        ("Xinhua, May 1.", "footnote 1"),
        ("TASS, May 2.", "footnote 2"),
    ]
    assert document.places[3].start == document.text.index(" more.")


def test_title_and_date_of_a_file_of_a_word_processor():
    file = python_docx.Document()
    file.core_properties.title = "A Stale Title"
    file.core_properties.created = datetime(2014, 10, 3, 12)
    file.add_heading("Ties Under Strain", 0)
    file.add_paragraph("Japan imposed new sanctions (Xinhua, September 24).")
    file.add_table(1, 2).cell(0, 1).text = "a cell"
    buffer = io.BytesIO()
    file.save(buffer)
    document = read(buffer.getvalue())
    assert document.text == "Ties Under Strain\n\nJapan imposed new sanctions (Xinhua, September 24).\n\na cell"
    assert (document.title, document.published, document.published_origin) == (
        "Ties Under Strain",
        date(2014, 10, 3),
        "metadata",
    )


def test_a_dated_head_beats_the_files_own_date_and_a_templates_date_is_none(docx_bytes):
    core = "<dc:title>Ties</dc:title><t:created>%s</t:created>"
    dated = docx_bytes(
        p(r("Ties Under Strain")) + p(r("October 3, 2014")) + p(r("x.")), core=core % "2020-01-01T00:00:00Z"
    )
    assert (read(dated).published, read(dated).published_origin) == (date(2014, 10, 3), "header")
    assert read(docx_bytes(p(r("x.")), core=core % "2013-12-23T23:15:00Z")).published is None


def test_a_file_made_years_after_the_days_it_names_does_not_date_its_text(docx_bytes):
    def published(words: str) -> date | None:
        core = "<t:created>2020-01-01T00:00:00Z</t:created>"
        return read(docx_bytes(p(r(words)), core=core)).published

    assert published("Tokyo agreed (Xinhua, September 24, 2014; TASS, September 25).") is None
    assert published("Tokyo agreed (Xinhua, September 24, 2019), unlike on May 3, 2001.") == date(2020, 1, 1)
    assert published("Tokyo agreed (Xinhua, September 24).") == date(2020, 1, 1)


def damaged(data: bytes) -> dict[str, bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/other.xml", "<a/>")
    return {
        "cut off": data[: len(data) // 2],
        "not a zip": b"PK\x03\x04" + b"junk" * 100,
        "flipped": data[:60] + bytes(byte ^ 0xFF for byte in data[60:200]) + data[200:],
        "no document": buffer.getvalue(),
    }


@pytest.mark.parametrize("how", ["cut off", "not a zip", "flipped", "no document"])
def test_a_damaged_file_is_called_damaged(docx_bytes, how):
    data = damaged(docx_bytes(p(r("One. " * 200))))[how]
    with pytest.raises(InputError, match=r"draft\.docx is a damaged") as caught:
        read(data)
    assert caught.value.code == "broken"
    assert caught.value.remedy


def test_bad_xml_and_entity_bombs_are_damaged_files():
    def package(document: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", document)
        return buffer.getvalue()

    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "lol">{levels}]><d><p><r><t>&e9;</t></r></p></d>'
    for document in ("<w:document><w:body>", bomb, "<d>" * 5000):
        start = time.perf_counter()
        with pytest.raises(InputError) as caught:
            read(package(document))
        assert caught.value.code in ("broken", "empty")
        assert time.perf_counter() - start < 3


def test_a_locked_file_is_called_locked(docx_bytes):
    data = bytearray(docx_bytes(p(r("One"))))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(InputError) as caught:
        read(bytes(data))
    assert caught.value.code == "encrypted"


def test_a_small_file_that_unpacks_to_gigabytes_is_too_large():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<d>")
        for _ in range(200):
            part.write(b"<!-- " + b" " * 1_000_000 + b" -->")
    start = time.perf_counter()
    with pytest.raises(TooLarge):
        read(buffer.getvalue())
    assert time.perf_counter() - start < 5


def test_more_elements_than_any_document_has_are_too_many(docx_bytes):
    start = time.perf_counter()
    with pytest.raises(TooLarge, match="elements"):
        read(docx_bytes("<w:p/>" * 4_000_000))
    assert time.perf_counter() - start < 10


def test_a_hundred_thousand_paragraphs_are_fine_and_too_many_characters_are_not(docx_bytes):
    data = docx_bytes(p(r("Japan imposed sanctions (Xinhua, September 24).")) * 100_000)
    start = time.perf_counter()
    document = read(data)
    assert time.perf_counter() - start < 10
    assert document.text.count("(Xinhua") == 100_000
    assert document.places[-1].where == "paragraph 100000"
    with pytest.raises(TooLarge):
        read(data, limits=Limits(max_characters=1_000_000))
