"""Every shape of a citation, one to a row, and what must come of it."""

from datetime import date

import pytest

from tests.citations.gold import written
from verifier.citations import extract
from verifier.records import Document

PUBLISHED = date(2014, 10, 1)


def read(parenthesis, *, published=PUBLISHED, language="en", undated=False):
    """The references of one parenthesis in an otherwise empty text, as "relation source when"."""
    document = Document(f"The thing happened {parenthesis}.", published=published, language=language)
    return [" ".join(written(line)[:3]) for one in extract(document, undated=undated) for line in one.references]


ONE_SOURCE = [
    "(Interfax, September 24)",
    "(Interfax, Sept. 24)",
    "(Interfax, Sep 24, 2014)",
    "(Interfax, September 24th, 2014)",
    "(Interfax, 24 September 2014)",
    "(Interfax, the 24th of September 2014)",
    "(Interfax, Wednesday, September 24)",
    "(Interfax, 24-Sep-2014)",
    "(Interfax, 2014-09-24)",
    "(Interfax, 2014-09-24 10:15)",
    "(Interfax, 2014-09-24T10:15:00Z)",
    "(Interfax, 24.09.2014)",
    "(Interfax, 24.09)",
    "(Interfax, 24/09/2014)",
    "(Interfax, 9/24/14)",
    "(Interfax, 24 сентября)",
    "(Interfax, 24 вересня 2014 р.)",
    "(Interfax, 24. September 2014)",
    "(Interfax, 24 septembre)",
    "(Interfax, 24 de septiembre de 2014)",
    "(Interfax, 24 settembre 2014)",
    "(Interfax, 2014年9月24日)",
    "(Interfax, September\n24)",
    "(Interfax, September\n# 24)",
    "(Interfax, September\u00a024)",
    "(Inter\u00adfax, Septem\u00adber 24)",
    "(Interfax,\u200b September 24)",
    "(Interf\u0430x, S\u0435ptember 24)",
    "（Interfax，September 24）",
    "[Interfax, September 24]",
    "( Interfax , September 24 )",
    "(Interfax September 24)",
    "(Interfax: September 24)",
    "(Interfax – September 24)",
    "(September 24, Interfax)",
    "(Source: Interfax, September 24, 2014)",
    "(Quelle: Interfax vom 24.09.2014)",
    "(according to Interfax, September 24)",
    "(Interfax, Moscow, September 24)",
    "(Interfax, September 24, p. 3)",
    "(Interfax, September 24 — a day late)",
    "(John Smith, Interfax, September 24)",
    '("A Title, With Commas," Interfax, September 24)',
    "(«Interfax», 24 сентября)",
    "(Interfax [Moscow], September 24)",
]


@pytest.mark.parametrize("parenthesis", ONE_SOURCE)
def test_one_source_on_one_day_however_it_is_written(parenthesis):
    assert read(parenthesis) == ["cites Interfax 2014-09-24"]


SHAPES = [
    (
        "(RIA Novosti, Kommersant, March 3, 4; see TASS, March 5)",
        "RIA Novosti 2014-03-03, RIA Novosti 2014-03-04, "
        "Kommersant 2014-03-03, Kommersant 2014-03-04, see TASS 2014-03-05",
    ),
    ("(AP, Reuters, TASS, March 3)", "AP 2014-03-03, Reuters 2014-03-03, TASS 2014-03-03"),
    ("(AP, Reuters, and TASS, March 3)", "AP 2014-03-03, Reuters 2014-03-03, TASS 2014-03-03"),
    ("(AP and Reuters, March 3)", "AP 2014-03-03, Reuters 2014-03-03"),
    ("(AP, March 3; Reuters, March 4)", "AP 2014-03-03, Reuters 2014-03-04"),
    ("(AP, March 3, Reuters, March 4)", "AP 2014-03-03, Reuters 2014-03-04"),
    ("(AP, March 3, March 5-6)", "AP 2014-03-03, AP 2014-03-05..2014-03-06"),
    ("(AP, March 3; March 5)", "AP 2014-03-03, AP 2014-03-05"),
    ("(AP, March 3 and 5)", "AP 2014-03-03, AP 2014-03-05"),
    ("(AP, 3, 4 and 6 March 2014)", "AP 2014-03-03, AP 2014-03-04, AP 2014-03-06"),
    ("(AP, March 30-April 2)", "AP 2014-03-30..2014-04-02"),
    ("(AP, December 30-January 2)", "AP 2013-12-30..2014-01-02"),
    ("(AP; Reuters, March 3)", "AP 2014-03-03, Reuters 2014-03-03"),
    ("(AP, 3 March 2014; Reuters)", "AP 2014-03-03, Reuters undated"),
    ("(See AP, March 3; Reuters, March 4)", "see AP 2014-03-03, see Reuters 2014-03-04"),
    ("(Fars, as reported by the BBC, March 3)", "Fars 2014-03-03, via BBC 2014-03-03"),
    ("(Fars via Reuters, Mar 3, 2014)", "Fars 2014-03-03, via Reuters 2014-03-03"),
    ("(as quoted by Reuters, March 3)", "via Reuters 2014-03-03"),
    ("(, March 3)", '"" 2014-03-03'),
    ("(, AP, March 3)", '"" 2014-03-03, AP 2014-03-03'),
    ("(Jane's Defence Weekly, March 2014)", "Jane's Defence Weekly 2014-03"),
    ("(Central Banking Review, Q3 2014)", "Central Banking Review 2014-Q3"),
    ("(BBC, 2014)", "BBC 2014"),
    ("(Kommersant, 2013–2014)", "Kommersant 2013..2014"),
    ("(Russian agencies, March 3)", "Russian agencies 2014-03-03"),
    ("(mid.ru, March 3)", "mid.ru 2014-03-03"),
    ("(@mod_russia, March 3)", "@mod_russia 2014-03-03"),
    ("(Kommersant, February 30)", "Kommersant impossible"),
    ("(Moscow, March 3, Interfax)", "Interfax 2014-03-03"),
    ("(Interfax, March 3; Moscow, March 4)", "Interfax 2014-03-03"),
    ("(TASS, March 3, via BBC Monitoring)", "TASS 2014-03-03, via BBC Monitoring 2014-03-03"),
    ("(Interfax, March 3 and TASS, March 4)", "Interfax 2014-03-03, TASS 2014-03-04"),
    ("(Interfax, March 3; TASS, same day)", "Interfax 2014-03-03, TASS 2014-03-03"),
    ("(AFP/Reuters, March 3)", "AFP 2014-03-03, Reuters 2014-03-03"),
    ("(RFE/RL, March 3)", "RFE/RL 2014-03-03"),
    ("(see Interfax's report of March 3)", "see Interfax 2014-03-03"),
    ("(Mail on Sunday, March 2)", "Mail on Sunday 2014-03-02"),
    ("(Globe and Mail, March 3)", "Globe and Mail 2014-03-03"),
    ("(FAZ, 24.-26. März 2014)", "FAZ 2014-03-24..2014-03-26"),
    ("(Bangkok Post, 24 Mar 14)", "Bangkok Post 2014-03-24"),
    ("(Foreign Affairs, March/April 2014)", "Foreign Affairs 2014-03"),
    ("(Rybar, Telegram, March 3)", "Rybar 2014-03-03"),
    ("(新华社，3月3日；《人民日报》，3月4日)", "新华社 2014-03-03, 人民日报 2014-03-04"),
]


@pytest.mark.parametrize(("parenthesis", "expected"), SHAPES)
def test_several_sources_days_and_relations(parenthesis, expected):
    rows = [row if row.startswith(("see ", "via ")) else f"cites {row}" for row in expected.split(", ")]
    assert read(parenthesis) == [row.replace('""', "") for row in rows]


def only(parenthesis, **given):
    (citation,) = extract(Document(f"It happened {parenthesis}.", published=PUBLISHED, **given))
    (reference,) = citation.references
    return reference


def test_url_alone_names_its_host():
    reference = only("(https://www.gazeta.uz/en/2014/03/21/plant/)")
    assert (reference.source, reference.url) == ("gazeta.uz", "https://www.gazeta.uz/en/2014/03/21/plant/")


def test_url_without_a_scheme_gets_one():
    reference = only("(ria.ru/20140924/1025.html)")
    assert (reference.source, reference.url) == ("ria.ru", "https://ria.ru/20140924/1025.html")


def test_parentheses_inside_a_url_belong_to_it():
    assert only("(Reuters, https://example.org/Kursk_(submarine))").url == "https://example.org/Kursk_(submarine)"


def test_url_cut_short_leads_nowhere():
    assert only("(Reuters, https://reuters.com/article/2014...)").url is None


def test_title_and_author_are_kept_apart_from_the_source():
    reference = only('(Masha Gessen, "The End, Again," The New York Times, September 24)')
    assert (reference.author, reference.title, reference.source) == (
        "Masha Gessen",
        "The End, Again",
        "The New York Times",
    )


def test_accessed_date_is_not_the_date():
    reference = only("(trend.az, accessed on September 24, 2014)")
    assert reference.date is None
    assert reference.accessed is not None
    assert reference.accessed.start == date(2014, 9, 24)


def test_undated_names_only_when_asked_for():
    assert read("(Interfax)") == []
    assert read("(Interfax)", undated=True) == ["cites Interfax undated"]
    assert read("(TASS, RIA Novosti)", undated=True) == ["cites TASS undated", "cites RIA Novosti undated"]
    assert read("(LNG)", undated=True) == []


def test_reference_back_takes_the_source_before():
    text = "One (Trend, May 3). Two (ibid.). Three (Ibid., May 5). Four (APA, same day)."
    found = extract(Document(text, published=PUBLISHED))
    assert [(line.source, line.date.start.day) for one in found for line in one.references] == [
        ("Trend", 3),
        ("Trend", 3),
        ("Trend", 5),
        ("APA", 5),
    ]


def test_outlet_before_a_parenthesis_of_only_a_date():
    (citation,) = extract(Document("The bank closed, Interfax reported (September 24).", published=PUBLISHED))
    assert citation.text == "(September 24)"
    assert citation.references[0].source == "Interfax"


def test_outlet_before_is_no_more_than_its_name():
    text = 'It is in "A Lobbyist for Consumers." New York Times (March 24, 2014).'
    assert extract(Document(text))[0].references[0].source == "New York Times"


def test_author_in_the_parenthesis_and_outlet_at_the_head():
    text = "Politico: The bill is dead (Haberkorn, 3/5)."
    (citation,) = extract(Document(text, published=PUBLISHED, language="en"))
    assert (citation.references[0].source, citation.references[0].author) == ("Politico", "Haberkorn")
    assert citation.claim.text == "The bill is dead"


def test_unclosed_bracket_swallows_nothing():
    text = "A picture. (Source: PressTV\nThe bridge fell (Interfax, September 24). So did (the other one."
    (citation,) = extract(Document(text, published=PUBLISHED))
    assert citation.text == "(Interfax, September 24)"


def test_citation_inside_an_aside_is_found():
    text = "It fell (as one might expect (Interfax, September 24) of such a bridge)."
    (citation,) = extract(Document(text, published=PUBLISHED))
    assert citation.text == "(Interfax, September 24)"
