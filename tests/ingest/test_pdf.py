"""PDF: lines become paragraphs, running heads go, notes and links stay; scans, locks and damage are named."""

import time
from datetime import date

import pytest

from verifier.errors import InputError, TooLarge
from verifier.ingest import Limits, ingest


def read(data: bytes, **options):
    return ingest(data, name="report.pdf", **options)


def column(
    lines: list[str], x: float = 72, top: float = 700, size: float = 12
) -> list[tuple[float, float, float, str]]:
    """Lines under each other, a "" leaving a gap, a line that begins with a tab indented."""
    return [
        (x + 18 * line.startswith("\t"), top - index * size * 1.2, size, line.strip())
        for index, line in enumerate(lines)
        if line
    ]


FULL = "The two sides met in the capital and did not agree on any of the points that"

TEXTS = [
    ([FULL, "were before them."], FULL + " were before them."),
    (["One.", "", "Two."], "One.\n\nTwo."),
    ([FULL + ".", "\t" + FULL[4:], "it."], FULL + ".\n\n" + FULL[4:] + " it."),
    ([FULL, "short end.", FULL, "again."], FULL + " short end.\n\n" + FULL + " again."),
    (["They spoke of sanc-", "tions again."], "They spoke of sanctions again."),
    (["They spoke of Russo-", "Japanese ties."], "They spoke of Russo-Japanese ties."),
    (["The cease-fire and the cease-", "fire line."], "The cease-fire and the cease-fire line."),
    (["The right to self-", "determination."], "The right to self-determination."),
    (["The years 2014-", "2015 (Xinhua, Sept-", "ember 24)."], "The years 2014-2015 (Xinhua, September 24)."),
    (["A dash—", "and more –", "still."], "A dash—and more – still."),
]


@pytest.mark.parametrize(("lines", "text"), TEXTS)
def test_lines_become_paragraphs(pdf_bytes, lines, text):
    assert read(pdf_bytes([column(lines)])).text == text


def test_running_heads_feet_and_page_numbers_are_dropped(pdf_bytes):
    pages = [
        [
            (72, 760, 9, "Harbour Notes Volume 3"),
            *column([f"{word} page: {FULL}", "a line."]),
            (300, 30, 9, str(number)),
        ]
        for number, word in enumerate(("First", "Second", "Third"), 1)
    ]
    text = read(pdf_bytes(pages)).text
    assert text == "\n\n".join(f"{word} page: {FULL} a line." for word in ("First", "Second", "Third"))


def test_a_sentence_goes_on_over_a_page_and_its_notes(pdf_bytes):
    pages = [
        [*column([FULL, FULL.lower()]), (72, 60, 8, "1 Xinhua, September 24, 2014."), (72, 50, 8, "2 TASS, May 1.")],
        column(["the other had made (Interfax,", "March 3)."]),
    ]
    document = read(pdf_bytes(pages))
    assert document.text == (
        f"{FULL} {FULL.lower()} the other had made (Interfax, March 3).\n\n"
        "1 Xinhua, September 24, 2014.\n\n2 TASS, May 1."
    )
    assert [place.where for place in document.places] == ["page 1", "page 1, footnote 1", "page 1, footnote 2"]


def test_two_columns_are_read_one_after_the_other(pdf_bytes):
    left = column(["The left column says that", "the sides met and that they"], x=72)
    right = column(["parted (Xinhua, September", "24). That is all."], x=320)
    assert read(pdf_bytes([left + right])).text == (
        "The left column says that the sides met and that they parted (Xinhua, September 24). That is all."
    )


def test_link_annotations_are_over_their_words(pdf_bytes):
    # Times at 12 points: "Said (" is 28 points wide, "Xinhua" 35.
    data = pdf_bytes(
        [column(["First line of it.", "", "Said (Xinhua, September 24)."])],
        links=[(0, (100, 668, 136, 682), "https://x.cn/a"), (0, (0, 0, 5, 5), "https://nowhere.example")],
    )
    document = read(data)
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("Xinhua", "https://x.cn/a")
    ]


def test_letters_beyond_the_basic_plane_keep_offsets(pdf_bytes):
    data = pdf_bytes(
        [column(["QQ (Xinhua, May 1)"])], letters={"Q": "\U0001d518"}, links=[(0, (96, 690, 132, 715), "https://x.cn")]
    )
    document = read(data)
    assert document.text.startswith("\U0001d518\U0001d518 (")
    (link,) = document.links
    assert document.text[link.start : link.end] == "Xinhua"


def test_the_file_says_title_and_date(pdf_bytes):
    info = "<</Title(Ties Under Strain)/CreationDate(D:20141003120000Z)>>"
    document = read(pdf_bytes([column(["Some text."])], info=info))
    assert (document.title, document.published) == ("Ties Under Strain", date(2014, 10, 3))
    info = "<</Title(Microsoft Word - draft 3.doc)/CreationDate(D:20149903)>>"
    document = read(pdf_bytes([column(["Some text."])], info=info))
    assert (document.title, document.published) == (None, None)


REFUSED = {
    "encrypted": lambda pdf: pdf([column(["Some text."])], password="secret"),
    "scanned": lambda pdf: pdf([[], []]),
    "broken": lambda pdf: pdf([column(["Some text."])])[:200],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_read_is_called_by_its_name(pdf_bytes, code):
    with pytest.raises(InputError) as caught:
        read(REFUSED[code](pdf_bytes))
    assert caught.value.code == code
    assert caught.value.detail.startswith("report.pdf ")
    assert caught.value.remedy


def test_a_picture_with_only_page_numbers_is_a_scan(pdf_bytes):
    with pytest.raises(InputError) as caught:
        read(pdf_bytes([[(300, 30, 9, str(number))] for number in (1, 2, 3)]))
    assert caught.value.code == "scanned"


def test_a_file_locked_only_against_changes_is_read(pdf_bytes):
    assert read(pdf_bytes([column(["Some text."])], password="")).text == "Some text."


def test_junk_called_pdf_is_broken():
    for data in (b"%PDF-1.7\n" + b"\x00\xff" * 5000, b"words that are no PDF"):
        with pytest.raises(InputError) as caught:
            ingest(data, media_type="application/pdf")
        assert caught.value.code == "broken"


def test_long_files_take_seconds_and_limits_hold(pdf_bytes):
    data = pdf_bytes([column([f"{FULL} {number}."] * 40) for number in range(300)])
    start = time.perf_counter()
    assert len(read(data).text) > 800_000
    assert time.perf_counter() - start < 10
    with pytest.raises(TooLarge):
        read(data, limits=Limits(max_characters=100_000))
    with pytest.raises(TooLarge):
        read(pdf_bytes([[]] * 3001))
