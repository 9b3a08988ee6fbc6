"""EPUB: the pages of the spine, and what the book says of itself."""

from datetime import date

import pytest

from verifier.errors import InputError
from verifier.ingest import ingest

ENCRYPTED = '<e><CipherData><CipherReference URI="{}"/></CipherData></e>'


def test_the_pages_of_the_spine_come_in_its_order_without_navigation(epub_bytes):
    document = ingest(epub_bytes(["<p>One.</p><p>Two.</p>", "<h1>Three</h1>"]), name="a.epub")
    assert document.text == "One.\n\nTwo.\n\nThree"
    assert [place.where for place in document.places] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_what_the_book_says_of_itself(epub_bytes):
    about = (
        "<dc:title>Cold Autumn</dc:title><dc:publisher>North Press</dc:publisher>"
        "<dc:date>2014-10-02</dc:date><dc:language>en-GB</dc:language>"
    )
    document = ingest(epub_bytes(["<p>Words.</p>"], about=about), name="a.epub")
    assert (document.title, document.publication) == ("Cold Autumn", "North Press")
    assert (document.published, document.language) == (date(2014, 10, 2), "en")


def test_a_protected_page_is_refused_and_a_protected_font_is_not(epub_bytes):
    font = epub_bytes(["<p>Words.</p>"], **{"META-INF/encryption.xml": ENCRYPTED.format("OPS/fonts/a.otf")})
    assert ingest(font, name="a.epub").text == "Words."
    page = epub_bytes(["<p>Words.</p>"], **{"META-INF/encryption.xml": ENCRYPTED.format("OPS/text/p0.xhtml")})
    with pytest.raises(InputError) as caught:
        ingest(page, name="a.epub")
    assert caught.value.code == "encrypted"


def test_a_book_without_its_pages_is_broken(epub_bytes):
    with pytest.raises(InputError) as caught:
        ingest(epub_bytes([], **{"META-INF/container.xml": "<container/>"}), name="a.epub")
    assert caught.value.code == "broken"
