"""RTF: encodings, links, notes, and what is not the document's text."""

from contextlib import suppress
from datetime import date

import pytest

from verifier.errors import InputError, TooLarge
from verifier.ingest import Limits, ingest


def text_of(body: str | bytes, head: str = "\\ansi\\ansicpg1252") -> str:
    raw = body if isinstance(body, bytes) else body.encode("latin-1")
    return ingest(b"{\\rtf1" + head.encode() + b" " + raw + b"}", name="a.rtf").text


@pytest.mark.parametrize(
    ("body", "head", "text"),
    [
        ("caf\\'e9 \\endash  \\ldblquote x\\rdblquote", "\\ansi", "café – “x”"),
        ("\\'c8\\'e7\\'e2\\'e5\\'f1\\'f2\\'e8\\'ff, 3 \\'ec\\'e0\\'ff", "\\ansi\\ansicpg1251", "Известия, 3 мая"),
        ("{\\fonttbl{\\f1\\fcharset204 B;}}\\f0 x\\'e9 {\\f1\\'cc\\'e8\\'f0} y\\'e9", "\\ansi", "xé Мир yé"),
        ("\\u1052?\\u1080?\\u1088?", "\\ansi", "Мир"),
        ("\\uc2\\u1052\\'3f\\'3fx", "\\ansi", "Мx"),
        ("\\uc0\\u1052x {\\uc1\\u1052 y}", "\\ansi", "Мx М"),
        ("\\u-10179?\\u-8704?!", "\\ansi", "😀!"),
        ("{\\fonttbl{\\f0\\fcharset128 A;}}\\f0\\'92\\'86\\'8d\\'91", "\\ansi", "中国"),
        ("a\\~b\\_c \\{d\\} \\\\", "\\ansi", "a\xa0b\u2011c {d} \\"),
    ],
)  # fmt: skip
def test_signs_and_old_encodings(body, head, text):
    assert text_of(body, head) == text


@pytest.mark.parametrize(
    "hidden",
    ["{\\stylesheet{\\s1 Heading;}}", "{\\*\\generator Writer (Interfax, May 3);}", "{\\header Page 1}",
     "{\\pict\\pngblip 89504e47}", "{\\v secret}", "{\\deleted gone}", "{\\*\\annotation A remark}",
     "{\\info{\\author A. Writer}}", "\\bin5 {{{{{"],
)  # fmt: skip
def test_what_is_not_the_documents_text(hidden):
    assert text_of(f"before {hidden}after") == "before after"


def test_paragraphs_cells_and_lines():
    assert text_of("one\\par two\\line three\\cell four\\row five") == "one\n\ntwo\nthree\n\nfour\n\nfive"


def test_links_lie_over_their_words():
    field = '{\\field{\\*\\fldinst{HYPERLINK "https://x.cn/a"}}{\\fldrslt{\\ul Xinhua}}}'
    document = ingest(f"{{\\rtf1 First.\\par The port froze ({field}, May 3).\\par}}".encode(), name="a.rtf")
    assert [(document.text[one.start : one.end], one.url) for one in document.links] == [("Xinhua", "https://x.cn/a")]


def test_notes_stand_after_the_text_and_leave_their_marks():
    document = ingest(b"{\\rtf1 One.{\\footnote First.} Two.{\\footnote Second.\\par More.}\\par Three.}", name="a.rtf")
    assert document.text == "One. Two.\n\nThree.\n\nFirst.\n\nSecond.\n\nMore."
    assert [(place.where, place.start) for place in document.places if place.where.startswith("mark")] == [
        ("mark of footnote 1", 4),
        ("mark of footnote 2", 9),
    ]


def test_title_and_day_of_making():
    info = "{\\info{\\title Cold {\\b Autumn}}{\\creatim\\yr2014\\mo10\\dy2\\hr9}}"
    document = ingest(f"{{\\rtf1{info} Words.}}".encode(), name="a.rtf")
    assert (document.title, document.published, document.text) == ("Cold Autumn", date(2014, 10, 2), "Words.")


@pytest.mark.parametrize(
    "filling", ["{", "}", "{\\field{\\*\\fldinst ", "\\'", "{\\footnote ", "\\u55357?", "\\bin99999999 x"]
)
def test_any_damage_is_read_or_refused_in_time(filling):
    with suppress(InputError):
        assert text_of("words " + filling * 20_000).startswith("words")


def test_a_longer_text_than_is_taken_is_refused():
    with pytest.raises(TooLarge):
        ingest(b"{\\rtf1 " + b"words " * 1000 + b"}", name="a.rtf", limits=Limits(max_characters=1000))
