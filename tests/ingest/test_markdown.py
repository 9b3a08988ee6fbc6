"""Markdown: the input as it is, links over their words, and what is markup."""

from datetime import date

import pytest

from verifier.citations import extract
from verifier.ingest import ingest, ingest_text


def links(text: str) -> list[tuple[str, str]]:
    document = ingest_text(text, "markdown")
    assert document.text == text
    return [(document.text[link.start : link.end], link.url) for link in document.links]


def words(text: str) -> str:
    """The text as the citations' reader sees it: without its markup."""
    document = ingest_text(text, "markdown")
    kept, at = [], 0
    for span in document.markup:
        assert at <= span.start < span.end
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]])


LINKS = [
    ("([Xinhua](http://x.cn/a), September 24)", "(Xinhua, September 24)", [("Xinhua", "http://x.cn/a")]),
    ("(Xinhua, [March 3](https://x.cn/a_(b)_c))", "(Xinhua, March 3)", [("March 3", "https://x.cn/a_(b)_c")]),
    ('a [b](https://x.cn/ "A (title), May 1, 2014") c', "a b c", [("b", "https://x.cn/")]),
    ("a [b](<https://x.cn/with (parens)>) c", "a b c", [("b", "https://x.cn/with (parens)")]),
    ("a [*b* [c]](https://x.cn) d", "a b [c] d", [("*b* [c]", "https://x.cn")]),
    ("a [b](/relative) c", "a b c", []),
    ("a [b](//x.cn/y) c", "a b c", [("b", "http://x.cn/y")]),
    ("a ![b](https://x.cn/p.png) c", "a b c", []),
    ("see <https://x.cn/a> there", "see https://x.cn/a there", [("https://x.cn/a", "https://x.cn/a")]),
    ("a [b][1] c\n\n[1]: https://x.cn/a\n", "a b c\n\n\n", [("b", "https://x.cn/a")]),
    ("a [B c][] d\n\n[b  C]: <https://x.cn/a> 'T'\n", "a B c d\n\n\n", [("B c", "https://x.cn/a")]),
    ("a [b] c\n\n[b]: https://x.cn/a", "a b c\n\n", [("b", "https://x.cn/a")]),
    ("a step […] and [sic] too", "a step […] and [sic] too", []),
    ("a\\[b](https://x.cn)", "a\\[b](https://x.cn)", []),
    ("a[^1] b\n\n[^1]: Xinhua, May 1, 2014.", "a[^1] b\n\n[^1]: Xinhua, May 1, 2014.", []),
    ("(*Xinhua*, **March 3**; _TASS_)", "(Xinhua, March 3; TASS)", []),
    ("snake_case_name and 5 * 3 * 2", "snake_case_name and 5 * 3 * 2", []),
    ("* one\n* two *three\n\nfour* five", "* one\n* two *three\n\nfour* five", []),
    ("a\n```\n(Xinhua, March 3)\n```\nb", "a\n\nb", []),
    ("a `(x)` b<br>c", "a  bc", []),
    ("a ``(`x`)`` b", "a  b", []),
    ("[a\n\nb](https://x.cn)", "[a\n\nb](https://x.cn)", []),
]


@pytest.mark.parametrize(("text", "seen", "found"), LINKS)
def test_links_cover_their_words_and_markup_the_rest(text, seen, found):
    assert links(text) == found
    assert words(text) == seen


def test_line_ends_are_normalised_and_nothing_else():
    assert ingest(b"# A\r\n\r\n*b*  \r\nc", name="a.md").text == "# A\n\n*b*  \nc"


def test_a_heading_of_the_first_level_is_the_title():
    assert ingest_text("# Ties *Under* [Strain](https://x.cn) #\n\ntext", "markdown").title == "Ties Under Strain"
    assert ingest_text("Ties Under Strain\n====\n\ntext.", "markdown").title == "Ties Under Strain"
    assert ingest_text("# The **`check`** of `ties`\n\ntext", "markdown").title == "The check of ties"
    assert ingest_text("```\n# no\n```\n\ntext.", "markdown").title is None


def test_a_citation_shown_as_code_is_none():
    text = "Write `(Interfax, May 3, 2014)` like that. The port froze (TASS, May 4, 2014).\n\n    no fence\n"
    assert [one.text for one in extract(ingest_text(text, "markdown"))] == ["(TASS, May 4, 2014)"]
    assert len(extract(ingest_text(text, "text"))) == 2


def test_front_matter_is_believed():
    text = '---\ntitle: "Ties Under Strain"\ndate: 2014-10-03\nlang: en-GB\npublication: Notes\n---\n\nThe text.\n'
    document = ingest_text(text, "markdown")
    assert (document.title, document.published, document.published_origin) == (
        "Ties Under Strain",
        date(2014, 10, 3),
        "metadata",
    )
    assert (document.language, document.publication) == ("en", "Notes")
    assert words(text) == "\nThe text.\n"
