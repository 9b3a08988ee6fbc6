"""ODT: paragraphs, notes, links, and what is not the document's text."""

from datetime import date

import pytest

from verifier.errors import InputError, TooLarge
from verifier.ingest import Limits, ingest


def test_spaces_tabs_and_breaks_are_what_they_stand_for(odt_bytes):
    body = '<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p>'
    assert ingest(odt_bytes(body), name="a.odt").text == "a  b\tc\nd"


@pytest.mark.parametrize(
    "hidden",
    [
        "<office:annotation><dc:creator>A</dc:creator><text:p>A remark.</text:p></office:annotation>",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
    ],
)
def test_what_is_not_the_documents_text(odt_bytes, hidden):
    assert ingest(odt_bytes(f"<text:p>Before {hidden}after.</text:p>"), name="a.odt").text == "Before after."


def test_links_lie_over_their_words(odt_bytes):
    link = '<text:a xlink:href="https://x.cn/a"><text:span>Xinhua</text:span></text:a>'
    document = ingest(odt_bytes(f"<text:p>First.</text:p><text:p>Frozen ({link}, May 3).</text:p>"), name="a.odt")
    assert [(document.text[one.start : one.end], one.url) for one in document.links] == [("Xinhua", "https://x.cn/a")]


def test_title_language_and_day_of_making(odt_bytes):
    meta = (
        "<dc:title>Cold Autumn</dc:title><dc:language>en-GB</dc:language>"
        "<meta:creation-date>2014-10-02T09:00:00</meta:creation-date>"
    )
    document = ingest(odt_bytes("<text:p>Words.</text:p>", meta=meta), name="a.odt")
    assert (document.title, document.language, document.published) == ("Cold Autumn", "en", date(2014, 10, 2))


def test_a_locked_file_says_so(odt_bytes):
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(InputError) as caught:
        ingest(odt_bytes("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest}), name="a.odt")
    assert caught.value.code == "encrypted"


def test_a_longer_text_than_is_taken_is_refused(odt_bytes):
    with pytest.raises(TooLarge):
        ingest(odt_bytes("<text:p>words</text:p>" * 1000), name="a.odt", limits=Limits(max_characters=1000))
