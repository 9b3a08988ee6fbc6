"""Plain text: what bytes become, what is refused, what limits hold."""

import pickle
import time

import pytest

from verifier.errors import InputError, TooLarge
from verifier.ingest import Given, Limits, ingest, ingest_text

PROSE = "Ties Under Strain\n\nThe two “sides” met — and parted (Xinhua, September 24, 2014). Ещё раз: да.\n"
RUSSIAN = "Министр иностранных дел заявил в среду, что переговоры продолжатся (Интерфакс, 24 сентября). " * 4
JAPANESE = "日本政府は二十四日、ロシアに対する追加の制裁を閣議で了解した。菅官房長官が会見で明らかにした。" * 4

ENCODINGS = [
    (PROSE, "utf-8", None),
    (PROSE, "utf-8-sig", None),
    (PROSE, "utf-16", None),
    (PROSE[:60], "utf-16-le", None),
    (PROSE[:60], "utf-16-be", None),
    ("The “sides” met — twice… at Abe’s house.", "cp1252", None),
    ("Café déjà vu", "cp1252", "iso-8859-1"),
    (RUSSIAN, "cp1251", None),
    (RUSSIAN, "koi8-r", None),
    (RUSSIAN, "cp1251", "windows-1251"),
    (JAPANESE, "cp932", None),
    (JAPANESE, "euc_jp", "EUC-JP"),
    (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    (PROSE, "utf-8", "iso-8859-1"),
    (PROSE, "utf-8", "no-such-charset"),
    (PROSE, "utf-8", "zlib"),
]


@pytest.mark.parametrize(("text", "encoding", "declared"), ENCODINGS)
def test_text_is_decoded_to_what_was_written(text, encoding, declared):
    media_type = f"text/plain; charset={declared}" if declared else None
    assert ingest(text.encode(encoding), media_type=media_type).text == text


def test_only_line_ends_and_the_byte_order_mark_change():
    raw = "\ufeffone \r\n\r\ntwo\t\rthree\n\n\n four\u2028five\u00a0six \x0c\n"
    assert ingest(raw.encode()).text == "one \n\ntwo\t\nthree\n\n\n four\u2028five\u00a0six \x0c\n"
    assert ingest_text(raw).text == ingest(raw.encode()).text


def test_right_to_left_and_astral_characters_keep_their_offsets():
    text = "𝔘 🛰️ שלום \u200fمرحبا (Xinhua, September 24, 2014) \U0001f1fa\U0001f1e6."
    document = ingest(text.encode())
    assert document.text == text
    assert document.text.index("(") == len("𝔘 🛰️ שלום \u200fمرحبا ")


def test_a_utf8_file_that_was_cut_off_is_still_utf8():
    assert ingest(PROSE.encode()[:-3]).text == PROSE[:-3] + "\ufffd"


REFUSED = [
    (b"", "empty"),
    (b" \r\n\t \n", "empty"),
    ("\ufeff \n".encode(), "empty"),
    (b"\x00\x01\x02\x03" * 100, "not-text"),
    (b"words and\x00 a NUL", "not-text"),
    (bytes(range(1, 32)) * 30, "not-text"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not-text"),
    (b"{\\rtf1\\ansi {\\b ", "broken"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/epub+zip", "broken"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "broken"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "unsupported"),
    (b"PK\x03\x04" + b"\x00" * 26 + b"photos/1.jpg", "unsupported"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_what_is_no_document_is_refused_with_its_name_and_a_remedy(data, code):
    with pytest.raises(InputError) as caught:
        ingest(data, name="notes.txt")
    assert caught.value.code == code
    assert caught.value.detail.startswith("notes.txt ")
    assert caught.value.remedy


def test_names_of_formats_that_cannot_be_read_say_which_can():
    for name in ("a.doc", "a.pages", "a.tex"):
        with pytest.raises(InputError, match="EPUB and PDF are supported") as caught:
            ingest(b"words", name=name)
        assert caught.value.code == "unsupported"


def test_a_file_that_is_not_what_its_name_says_is_broken():
    for name in ("a.odt", "a.rtf", "a.epub"):
        with pytest.raises(InputError) as caught:
            ingest(b"words", name=name)
        assert caught.value.code == "broken"


@pytest.mark.parametrize("text", ["a\0b", "half a pair \ud83d here"])
def test_decoded_text_that_no_file_can_hold_is_refused(text):
    with pytest.raises(InputError) as caught:
        ingest_text(text)
    assert caught.value.code == "not-text"


def test_limits_are_of_bytes_and_of_characters():
    assert ingest(b"x" * 50, limits=Limits(50, 50)).text == "x" * 50
    for limits in (Limits(49, 50), Limits(50, 49)):
        with pytest.raises(TooLarge, match="The document has 50") as caught:
            ingest(b"x" * 50, limits=limits)
        assert caught.value.code == "too-large"
    with pytest.raises(TooLarge):
        ingest_text("x" * 50, limits=Limits(50, 49))


def test_results_and_refusals_cross_a_process_boundary():
    assert pickle.loads(pickle.dumps(ingest(b"# A\n\n[b](https://x.cn)", name="a.md"))).links[0].url == "https://x.cn"
    with pytest.raises(InputError) as caught:
        ingest(b"")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.code, copy.remedy) == (str(caught.value), "empty", caught.value.remedy)


def test_fifty_megabytes_are_refused_at_once():
    data = b"words (Xinhua, September 24) " * 1_700_000
    start = time.perf_counter()
    with pytest.raises(TooLarge):
        ingest(data)
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize(
    "filler", ["(", "[", "](", "*", "<", "`", "a.\n\n", "[a](b ", "[a\n", "> _x ", "---\n", "~~~\n", "[a]: "]
)
@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_any_megabyte_is_read_in_seconds(filler, kind):
    start = time.perf_counter()
    ingest_text("words\n\n" + filler * (1_000_000 // len(filler)), kind)
    assert time.perf_counter() - start < 5


def test_what_the_user_said_wins():
    from datetime import date

    given = Given("My Title", "My Paper", date(2014, 10, 1), "fr", "https://example.org/a")
    document = ingest(b"A Title\n\nOctober 3, 2014\n\nThe text of it.", given=given)
    assert (document.title, document.publication, document.published) == ("My Title", "My Paper", date(2014, 10, 1))
    assert (document.published_origin, document.language, document.url) == ("user", "fr", "https://example.org/a")
    own = ingest(b"A Title\n\nOctober 3, 2014\n\nThe text of it.")
    assert (own.title, own.published, own.published_origin) == ("A Title", date(2014, 10, 3), "header")


KINDS = [
    (b"words", "a.md", None, "text/markdown"),
    (b"words", "a.md", "text/plain", "text/markdown"),
    (b"words", None, "text/markdown; charset=utf-8", "text/markdown"),
    (b"<p>words", "a.html", "application/octet-stream", "text/html"),
    (b"<!doctype html><p>words", None, None, "text/html"),
    (b"\xef\xbb\xbf\n<html><p>words", "unnamed", None, "text/html"),
    (b"<!doctype html><p>words", "a.txt", None, "text/plain"),
    (b"about %PDF-1.4 files", "a.txt", None, "text/plain"),
    (b"words", None, "application/octet-stream", "text/plain"),
]


@pytest.mark.parametrize(("data", "name", "media_type", "expected"), KINDS)
def test_the_format_is_told_by_type_name_and_first_bytes(data, name, media_type, expected):
    assert ingest(data, name=name, media_type=media_type).media_type == expected


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@pytest.mark.parametrize("text", ["", " \r\n\t", "\ufeff", "\x0c"])
def test_a_text_without_a_word_is_refused_whatever_it_is_said_to_be(kind: str, text: str):
    with pytest.raises(InputError) as caught:
        ingest_text(text, kind)
    assert caught.value.code == "empty"
