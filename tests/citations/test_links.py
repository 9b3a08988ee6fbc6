"""Hyperlinks of the document lend their addresses to the references they lie over."""

from datetime import date

from verifier.citations import extract
from verifier.records import Document, Link, Span

TEXT = "It closed (Interfax, Kommersant, May 3)."


def over(words, url, text=TEXT):
    start = text.index(words)
    return Link(start, start + len(words), url)


def urls(text, *links, markup=()):
    document = Document(text, published=date(2014, 10, 1), links=links, markup=markup)
    return [(line.source, line.url) for one in extract(document) for line in one.references]


def test_link_over_a_name():
    links = over("Interfax", "https://interfax.ru/1"), over("Kommersant", "https://kommersant.ru/2")
    assert urls(TEXT, *links) == [("Interfax", "https://interfax.ru/1"), ("Kommersant", "https://kommersant.ru/2")]


def test_link_over_the_date():
    text = "It closed (Interfax, May 3)."
    assert urls(text, over("May 3", "https://interfax.ru/1", text)) == [("Interfax", "https://interfax.ru/1")]


def test_link_elsewhere_is_nobodys():
    assert urls(TEXT, over("closed", "https://example.org")) == [("Interfax", None), ("Kommersant", None)]


def test_linked_name_without_a_date_is_a_citation():
    text = "It closed (Interfax)."
    assert urls(text, over("Interfax", "https://interfax.ru/1", text)) == [("Interfax", "https://interfax.ru/1")]


def test_linked_date_without_a_name_is_a_citation():
    text = "It closed (May 3)."
    assert urls(text, over("May 3", "https://interfax.ru/1", text)) == [("", "https://interfax.ru/1")]


def test_link_that_is_no_web_address_is_none():
    assert urls(TEXT, over("Interfax", "mailto:a@b.ru"))[0] == ("Interfax", None)


def test_markup_inside_a_parenthesis_is_not_read_and_moves_nothing():
    text = "It closed ([*Interfax*](https://interfax.ru/1), May 3)."
    marks = (Span(11, 13), Span(21, 23 + len("(https://interfax.ru/1)") - 0))
    links = (over("Interfax", "https://interfax.ru/1", text),)
    document = Document(text, published=date(2014, 10, 1), links=links, markup=marks)
    (citation,) = extract(document)
    assert citation.text == text[citation.start : citation.end] == "([*Interfax*](https://interfax.ru/1), May 3)"
    assert (citation.references[0].source, citation.references[0].url) == ("Interfax", "https://interfax.ru/1")
