"""What holds for any text whatever: offsets, never an error, nothing from afar, work that grows as the text."""

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.gold import load
from verifier.citations import brackets, extract, simple
from verifier.citations.grammar import Reading, parse, parse_any
from verifier.records import Document, Link, Span

PIECES = st.sampled_from(
    [
        "(", ")", "[", "]", "（", "）", "((", "))", "\n", "\n\n", " ", ". ", ", ", "; ", "“", "”", '"', "«", "»",
        "\u200b",
        "Interfax", "RIA Novosti", "the BBC", "see ", "via ", "ibid.", "same day", "Moscow", "John Smith", "TASS",
        "September 24", "September 24, 2014", "24 сентября", "3/5", "2014-09-24", "Q3 2014", "2014", "March 3, 4-6",
        "30 December–2 January", "accessed May 3, 2014", "https://example.org/a_(b)", "www.ria.ru", "[1]", "1. ", "¹",
        "The bank closed", "It will not reopen", "Mr. J. Ivanov", "–", "…", "第", "日", "\ud800", "\x00", "\u202e",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


def check(text, citations):
    last = -1
    for one in citations:
        assert text[one.start : one.end] == one.text
        assert one.start > last
        last = one.start
        assert text[one.claim.start : one.claim.end] == one.claim.text
        assert one.references
        for quoted in one.claim.quotations:
            assert text[quoted.start : quoted.end] == quoted.text
        for line in one.references:
            assert line.date is None or line.date.start <= line.date.end
            assert (line.date is None) == (line.undated is not None)


@given(TEXTS, st.sampled_from([None, date(2014, 10, 1)]), st.booleans())
@settings(max_examples=400, deadline=None)
def test_offsets_slice_back_and_nothing_is_raised(text, published, undated):
    check(text, extract(Document(text, published=published), undated=undated))


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_links_and_markup_anywhere_raise_nothing(text, data):
    places = st.integers(0, max(len(text), 1))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    links = tuple(Link(start, end, "https://example.org") for start, end in spans)
    markup = tuple(Span(start, end) for start, end in sorted(map(tuple, spans)) if end <= len(text))
    check(text, extract(Document(text, links=links, markup=markup)))


@given(
    st.sampled_from(load()),
    st.text(alphabet=st.characters(categories=["Ll", "Lu", "Zs"], exclude_characters="\n"), max_size=80),
)
@settings(max_examples=80, deadline=None)
def test_dateless_words_in_another_paragraph_change_nothing(gold, words):
    document = gold.document
    before = extract(document)
    after = extract(Document(f"{document.text}\n\n{words}", published=document.published, language=document.language))
    assert [(one.start, one.claim, one.references) for one in after] == [
        (one.start, one.claim, one.references) for one in before
    ]


NAMES = st.sampled_from(
    """Interfax|The BBC|Trend|Newsru.com|RFE/RL|AFP/Reuters|See TASS|Moscow|John Smith|Telegram|Ibid|Photo Agency|Online
    |NATO|Boeing 777|Part Two|Al-Ahram|Sunday|G7|May|Via Reuters|And TASS|Republic of China|Smith|O.S|Www.ria.ru
    |T.me/rybar|Ria.ru/20140924|In Kommersant|Nezavisimaya gazeta|Interfax via TASS|AP and Reuters|Interfax report
    |Globe and Mail|WWW.A""".replace("\n    ", "").split("|")
)
PLAIN_CITATIONS = st.tuples(
    st.lists(NAMES, min_size=1, max_size=4).map(", ".join),
    st.sampled_from([", May 3", ", March 30, 2014", ", June 12, 1941", ", July 1, 2, 2014", " May 3"]),
).map("".join)


@given(TEXTS | PLAIN_CITATIONS)
@settings(max_examples=600, deadline=None)
def test_short_cut_answers_as_the_long_way_does(text):
    mentions = simple.parse(text)
    assert mentions is None or Reading(mentions) == parse_any(text)


def test_short_cut_answers_as_the_long_way_does_on_the_gold():
    taken = 0
    for gold in load():
        for one in extract(gold.document):
            words = one.text[1:-1]
            mentions = simple.parse(words)
            taken += mentions is not None
            assert mentions is None or Reading(mentions) == parse_any(words)
    assert taken > 80


def test_telling_brackets_are_all_that_can_cite():
    for gold in load():
        text = gold.document.text
        at = brackets.opening(text, 0)
        while at >= 0:
            end = brackets.closing(text, at)
            if end > 0 and parse(text[at + 1 : end - 1]):
                assert brackets.opening(text, at, telling=True) == at, text[at:end]
            at = brackets.opening(text, at + 1)


# ── work, counted in calls and not in seconds ──

HOSTILE = {
    "only opening brackets": "(",
    "brackets of both kinds": "([",
    "closed at once": "()",
    "nested deeply and closed": "(" * 50 + "May 3, 2014" + ")" * 50,
    "unclosed with a date": "(Interfax, May 3, 2014 ",
    "dense citations in one paragraph": "A man met a man (Interfax, May 3). ",
    "citations one after the other": "(Interfax, May 3)",
    "only a date": "Interfax (May 3, 2014) ",
    "dates of which only the document tells the year": "He came (TASS, May 3). ",
    "unknown names": "He came (Trud, May 3). Mr. Trud left. ",
    "quotation marks never closed": "“He «said (TASS, May 3) ",
    "stops": "A. B. C. ",
    "blank lines": "(TASS, May 3)\n\n",
    "notes": "He came.[1]\n[1] TASS, May 3, 2014.\n",
    "one unbroken word": "a",
    "URLs": "(https://a.b/c?d=(e) ",
    "semicolons": "(;;;;;;;;;;;;;;;;;;;;;; May 3)",
    "months": "(May May May May May May May May May May May May 3)",
    "commas and digits": "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10 May, 11)",
}


def calls(text):
    """How many calls, of Python and of built-in functions, extraction makes."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    document = Document(text)
    sys.setprofile(profile)
    try:
        extract(document)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_at_most_twice_the_work(piece):
    text = piece * (12_000 // len(piece))
    once, twice = calls(text), calls(text * 2)
    assert twice <= 2.1 * once + 200


def test_megabyte_of_opening_brackets_is_read_through():
    assert extract(Document("(" * 1_000_000)) == ()


def test_hundred_thousand_parentheses_are_read_through():
    assert len(extract(Document("(TASS, May 3, 2014) " * 100_000))) == 100_000
