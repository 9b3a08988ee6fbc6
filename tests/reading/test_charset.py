"""The encoding of a page: what it declares, what it is, and which of the two is believed."""

from __future__ import annotations

import pytest

from tests.reading.stories import STORIES
from verifier.reading import charset

ENCODINGS = {
    "russian": ("utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-16"),
    "ukrainian": ("utf-8", "windows-1251", "koi8-u"),
    "japanese": ("utf-8", "shift_jis", "euc-jp", "iso-2022-jp"),
    "chinese": ("utf-8", "gb18030", "gbk"),
    "taiwanese": ("utf-8", "big5"),
    "korean": ("utf-8", "euc-kr"),
    "french": ("utf-8", "windows-1252"),
    "german": ("utf-8", "windows-1252"),
    "english": ("utf-8", "windows-1252"),
}
DECLARED = ("", "text/html; charset=ISO-8859-1", "text/html; charset=utf-8", "text/html; charset=windows-1252",
            "text/html; charset=nonsense", "text/html; charset=base64")  # fmt: skip


def bodies() -> list[tuple[str, str]]:
    return [(name, encoding) for name, encodings in ENCODINGS.items() for encoding in encodings]


@pytest.mark.parametrize("content_type", DECLARED)
@pytest.mark.parametrize(("name", "encoding"), bodies())
def test_reads_a_page_whatever_its_header_says(name: str, encoding: str, content_type: str) -> None:
    text = f"<html><body><p>{'</p><p>'.join(STORIES[name].paragraphs)}</p></body></html>"
    body = text.encode(encoding, "xmlcharrefreplace")
    assert charset.decode(body, content_type) == body.decode(encoding)


@pytest.mark.parametrize(("name", "encoding"), bodies())
def test_a_true_declaration_settles_a_short_text(name: str, encoding: str) -> None:
    body = f"<meta charset={encoding}><p>{STORIES[name].headline}</p>".encode(encoding, "xmlcharrefreplace")
    assert charset.decode(body) == body.decode(encoding)


@pytest.mark.parametrize("declared", ["koi8-r", "shift_jis", "gb2312", "iso-8859-5"])
def test_a_false_declaration_does_not(declared: str) -> None:
    body = f"<meta charset={declared}><p>{STORIES['russian'].paragraphs[0]}</p>".encode("cp1251", "xmlcharrefreplace")
    assert charset.decode(body) == body.decode("cp1251")


def test_latin_letters_follow_the_pages_language() -> None:
    polish = "<html lang=pl><p>Zażółć gęślą jaźń, powiedział minister</p></html>"
    assert charset.decode(polish.encode("cp1250"), "text/html; charset=iso-8859-1") == polish
    assert charset.decode(polish.encode("iso-8859-2"), "text/html; charset=iso-8859-2") == polish


def test_a_character_cut_in_two_does_not_cost_the_rest() -> None:
    body = STORIES["russian"].paragraphs[0].encode()
    assert charset.decode(body[:-1]).startswith(STORIES["russian"].paragraphs[0][:-2])


def test_a_single_broken_byte_does_not_cost_the_rest() -> None:
    text = STORIES["japanese"].paragraphs[0]
    body = text.encode() + b"\xff" + text.encode()
    assert charset.decode(body).count(text) == 2


@pytest.mark.parametrize("body", [b"", b"\xff", bytes(range(256)), b"\x1b$B" * 3, b"\x80" * 5000])
def test_never_fails(body: bytes) -> None:
    assert isinstance(charset.decode(body), str)
