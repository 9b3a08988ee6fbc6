"""Which day is meant: years that are not written, and the order of day and month in figures."""

from datetime import date

import pytest

from verifier.citations import extract
from verifier.records import Document, Precision, Undated


def references(text, **given):
    return [line for one in extract(Document(text, **given)) for line in one.references]


def test_missing_year_is_the_latest_not_after_the_document():
    one, other = references("A (Trend, September 24). B (Trend, December 28).", published=date(2014, 10, 1))
    assert (one.date.start, other.date.start) == (date(2014, 9, 24), date(2013, 12, 28))
    assert (one.date.year_inferred, one.date.origin) == (True, "document")


def test_the_documents_own_day_counts_as_not_after():
    (one,) = references("A (Trend, October 1).", published=date(2014, 10, 1))
    assert one.date.start == date(2014, 10, 1)


def test_leap_day_without_a_year_is_that_of_a_leap_year():
    (one,) = references("A (Trend, February 29).", published=date(2015, 3, 1))
    assert one.date.start == date(2012, 2, 29)


def test_written_year_is_believed_even_after_the_document():
    (one,) = references("A (Trend, September 24, 2015).", published=date(2014, 10, 1))
    assert (one.date.start, one.date.year_inferred, one.date.origin) == (date(2015, 9, 24), False, "written")


def test_full_date_of_another_citation_lends_its_year():
    one, _ = references("A (Trend, January 2). B (APA, December 30, 2013).")
    assert (one.date.start, one.date.origin) == (date(2014, 1, 2), "text")


def test_full_date_of_the_running_text_lends_its_year():
    (one,) = references("On 3 September 2013 they met. They parted (Trend, September 5).")
    assert (one.date.start, one.date.origin) == (date(2013, 9, 5), "text")


def test_nearest_full_date_lends_the_year():
    filler = "Nothing happened. " * 40
    text = f"It began on May 3, 1999. {filler}It ended on May 3, 2009. It was over (Trend, May 4)."
    assert references(text)[0].date.start == date(2009, 5, 4)


def test_without_any_year_it_says_so():
    (one,) = references("A (Trend, September 24).")
    assert (one.date, one.undated, one.written_date) == (None, Undated.YEAR_UNKNOWN, "September 24")


def test_day_that_no_calendar_has():
    (one,) = references("A (Trend, February 30, 2014).")
    assert (one.date, one.undated, one.written_date) == (None, Undated.IMPOSSIBLE, "February 30, 2014")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A (NPR, 3/5).", "en", date(2014, 3, 5)),
        ("A (NPR, 3/5).", None, date(2014, 3, 5)),
        ("A (NPR, 3/5).", "de", date(2014, 5, 3)),
        ("A (NPR, 3/5). B (NPR, 25/6).", "en", date(2014, 5, 3)),
        ("A (NPR, 3/5). B (NPR, 6/25).", "de", date(2014, 3, 5)),
        ("A (NPR, 3/5). B (BBC, 24 June).", "en", date(2014, 5, 3)),
        ("A (NPR, 3.5.2014).", "en", date(2014, 5, 3)),
    ],
)
def test_order_in_figures_is_that_of_the_document_then_of_its_language(text, language, expected):
    assert references(text, published=date(2014, 10, 1), language=language)[0].date.start == expected


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("March 2014", date(2014, 3, 1), date(2014, 3, 31), Precision.MONTH),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28), Precision.MONTH),
        ("March–April 2014", date(2014, 3, 1), date(2014, 4, 30), Precision.MONTH),
        ("Q3 2014", date(2014, 7, 1), date(2014, 9, 30), Precision.QUARTER),
        ("2014", date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR),
        ("2013–14", date(2013, 1, 1), date(2014, 12, 31), Precision.YEAR),
        ("September 24–26, 2014", date(2014, 9, 24), date(2014, 9, 26), Precision.DAY),
        ("30 December–2 January 2014", date(2013, 12, 30), date(2014, 1, 2), Precision.DAY),
    ],
)
def test_vague_dates_and_ranges_span_their_days(written, first, last, precision):
    (one,) = references(f"A (Reuters, {written}).")
    assert (one.date.start, one.date.end, one.date.precision) == (first, last, precision)


def test_each_day_of_a_list_has_words_of_its_own():
    one, other = references("A (Trend, March 3, 4, 2014).")
    assert (one.date.text, other.date.text) == ("March 3, 2014", "March 4, 2014")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Spring 2014", date(2014, 3, 1), date(2014, 5, 31)),
        ("Fall 2014", date(2014, 9, 1), date(2014, 11, 30)),
        ("autumn of 2014", date(2014, 9, 1), date(2014, 11, 30)),
        ("Winter 2014", date(2013, 12, 1), date(2014, 2, 28)),
        ("Winter 2014/15", date(2014, 12, 1), date(2015, 2, 28)),
        ("Winter 2014–2015", date(2014, 12, 1), date(2015, 2, 28)),
        ("Frühjahr 2014", date(2014, 3, 1), date(2014, 5, 31)),
        ("осень 2014", date(2014, 9, 1), date(2014, 11, 30)),
    ],
)
def test_a_season_is_a_quarter_of_its_own(written, first, last):
    (one,) = references(f"A (Jane's Intelligence Review, {written}).")
    assert (one.source, one.date.start, one.date.end) == ("Jane's Intelligence Review", first, last)
    assert (one.date.precision, one.date.text) == (Precision.QUARTER, written)


@pytest.mark.parametrize(
    "aside", ["(Prague Spring, 1968)", "(Arab Spring 2011)", "(Winter 2014)", "(Sochi, Winter 2014)"]
)
def test_a_season_alone_makes_no_citation(aside):
    assert references(f"They met again {aside}.") == []


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("late September 2014", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH),
        ("mid-September 2014", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH),
        ("early September", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH),
        ("beginning of September 2014", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH),
        ("early 2014", date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR),
        ("mid-2014", date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR),
        ("Ende September 2014", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH),
    ],
)
def test_a_part_of_a_month_or_year_is_the_whole(written, first, last, precision):
    (one,) = references(f"A (Interfax, {written}).", published=date(2014, 10, 1))
    assert (one.source, one.date.start, one.date.end, one.date.precision) == ("Interfax", first, last, precision)


@pytest.mark.parametrize("written", ["n.d.", "n. d.", "no date", "o. D.", "б.д.", "undated"])
def test_a_report_may_be_said_to_bear_no_date(written):
    (one,) = references(f"A long report (Kyiv Post, {written}).")
    assert (one.source, one.date, one.undated) == ("Kyiv Post", None, Undated.NOT_WRITTEN)


def test_no_date_makes_no_publisher():
    assert references("A long report (Smith, n.d.). A short one (Summit Hall, undated).") == []
