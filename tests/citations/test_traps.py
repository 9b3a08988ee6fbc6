"""What is no citation, however much it looks like one."""

from datetime import date

import pytest

from verifier.citations import extract
from verifier.records import Document

TRAPS = {
    "acronyms and glosses": ["(LNG)", "(APEC)", "(L)", "(retired)", "(the Asahi, which is liberal)", "(in Russian)"],
    "bare dates and spans": [
        "(November 2014)",
        "(September 24, 2014)",
        "(1994–1996)",
        "(since September 24)",
        "(until May)",
        "(2014)",
        "(May)",
        "(Tuesday, May 3)",
    ],
    "numbers": ["(15)", "(3.5 percent in March)", "(1,224 kilometers)", "(24/7)", "(1, 2, 3)", "(n = 76)"],
    "picture credits": [
        "(Source: PressTV)",
        "(Photo: Reuters, September 24, 2014)",
        "(AP Photo/Ivan Sekretarev, Sept. 24)",
        "(Image credit: AFP, 2013)",
    ],
    "laws and cases": [
        "(Executive Order 13660, March 6, 2014)",
        "(Federal Law No. 123-FZ, July 21, 2014)",
        "(Case T-715/14, September 13, 2018)",
        "(Smith v. Russia, April 3, 2012)",
        "(UN Resolution 2166, July 21, 2014)",
        "(Treaty of Aigun, May 28, 1858)",
        "(Указ № 560 от 6 августа 2014 г.)",
        "(Az. 1 BvR 2656/18, Beschluss vom 24. März 2021)",
    ],
    "events": [
        "(acquired by Rostelecom, Mar 2014)",
        "(Battle of Kursk, July 5, 1943)",
        "(Independence Day, August 24)",
        "(Minsk Summit, August 26, 2014)",
        "(Operation Barbarossa, June 22, 1941)",
        "(FIFA World Cup, June 12–July 13)",
        "(signed in Moscow, August 23, 1939)",
    ],
    "places": ["(Moscow, May 9)", "(New York, June 1)", "(Vienna, Austria, May 3, 2015)", "(Kharkiv Oblast, May 3)"],
    "persons": [
        "(J. Smith, March 3)",
        "(A.B. Ivanov, September 24, 2014)",
        "(born March 3, 1950)",
        "(Barack Obama, September 24, 2014)",
        "(President Putin, March 18, 2014)",
        "(interview, May 4, 2015)",
    ],
    "scholarship": [
        "(Smith, 2014)",
        "(Smith & Jones, 2013, p. 12)",
        "(Kuznetsov et al., 2011)",
        "(see Rodrik 2008, 14–17)",
    ],
    "affiliations": ["(Charles University, 2018)", "(MIT)", "(Senior Fellow, Hudson Institute)"],
    "figures with a date": [
        "(GDP, March 2014)",
        "(CPI, 2014)",
        "(1 USD = 35 RUB, March 3, 2014)",
        "(RTS, -4.2%, January 26, 2015)",
        "(Brent, 29 January: $48.47)",
    ],
    "code and homonyms": ["(axios, 12)", "(report_2014-03-03.pdf)", "(v2.1, 2014-03-03)", "(AFP, a proof archive)"],
    "cross-references": ["(Part Two)", "(see above)", "(see Table 3, page 12)", "(See News item above)"],
    "lists of outlets": ["(Interfax)", "(Reuters, AFP, TASS)", "(Wikipedia)"],
    "books": ["(Cambridge University Press, 2012)", "(Durham: Duke University Press, 2017)", "[O.S. 26 October]"],
    "days before there was a press to look for": ["(Edison Company, October 24, 1913)", "(Lusitania, May 7, 1915)"],
    "sizes": ["[PDF – 1.15 MB]", "(Firefox 3.5)"],
    "products": ["(Boeing 777, July 17, 2014)", "(iPhone 15, September 2023)", "(GPT-4, March 14, 2023)"],
}


@pytest.mark.parametrize(("kind", "parenthesis"), [(kind, one) for kind, rows in TRAPS.items() for one in rows])
def test_it_is_no_citation(kind, parenthesis):
    document = Document(f"The thing is known {parenthesis} to all.", published=date(2014, 10, 1), language="en")
    assert extract(document) == (), kind


def test_arguments_of_a_call_are_no_citation():
    assert extract(Document("Use parse(Interfax, 2014) or call(axios, 12).")) == ()


def test_target_of_a_raw_markdown_link_is_no_citation():
    assert extract(Document("See the [plan](https://example.org/plan-2024) of last year.")) == ()


def test_person_introduced_in_the_text_is_no_outlet():
    text = "Foreign Minister Lavrov spoke first. The two agreed on nothing (Lavrov, September 24)."
    assert extract(Document(text, published=date(2014, 10, 1))) == ()


def test_markup_of_the_document_is_not_read():
    from verifier.records import Span

    text = "See `(Interfax, May 3)` for the form."
    assert extract(Document(text, markup=(Span(4, 23),))) == ()
