"""The encodings of the press, told from bytes alone: a page and a submitted file are read in the same one."""

from __future__ import annotations

import pytest

from tests.reading.stories import STORIES
from verifier.ingest import ingest
from verifier.prose import encodings
from verifier.reading import charset

TOLD = [
    ("russian", "windows-1251"),
    ("russian", "koi8-r"),
    ("russian", "cp866"),
    ("russian", "iso-8859-5"),
    ("ukrainian", "windows-1251"),
    ("ukrainian", "koi8-u"),
    ("japanese", "shift_jis"),
    ("japanese", "euc-jp"),
    ("japanese", "iso-2022-jp"),
    ("chinese", "gb18030"),
    ("chinese", "gb2312"),
    ("taiwanese", "big5"),
    ("korean", "euc-kr"),
    ("french", "windows-1252"),
    ("german", "windows-1252"),
]


@pytest.mark.parametrize(("story", "encoding"), TOLD)
def test_a_page_and_a_file_that_declare_nothing_are_read_in_their_encoding(story: str, encoding: str) -> None:
    data = "\n\n".join(STORIES[story].paragraphs).encode(encoding, "ignore")
    text = data.decode(encoding)
    assert charset.decode(data) == text
    assert ingest(data).text == text


@pytest.mark.parametrize("lie", ["iso-8859-1", "utf-8", "windows-1252", "big5", "koi8-r"])
@pytest.mark.parametrize(("story", "encoding"), TOLD[:2] + TOLD[6:11])
def test_a_header_that_lies_is_not_believed_for_a_page(story: str, encoding: str, lie: str) -> None:
    data = "\n\n".join(STORIES[story].paragraphs).encode(encoding, "ignore")
    assert charset.decode(data, f"text/html; charset={lie}") == data.decode(encoding)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("x-nonsense", None),
        ("latin1", "cp1252"),
        (" 'windows-1251' ", "cp1251"),
        ("base64", None),
        ("zlib", None),
        ("punycode", None),
        ("idna", None),
        ("unicode_escape", None),
        ("a\0b", None),
    ],
)
def test_a_name_means_what_the_web_means_by_it_and_only_text(name: str, codec: str | None) -> None:
    assert encodings.named(name) == codec
