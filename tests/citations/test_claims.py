"""The words a citation vouches for. Documents in `tests/gold` say more; here is each rule by itself."""

from datetime import date

import pytest

from verifier.citations import extract
from verifier.records import Document


def claims(text):
    return [one.claim.text for one in extract(Document(text, published=date(2014, 10, 1)))]


CASES = {
    "the closing sentence, up to the parenthesis": (
        "It rained. The bank closed its doors (Trend, May 3). It snowed.",
        ["The bank closed its doors"],
    ),
    "the words before it in mid-sentence": (
        "Kyiv counts forty (Trend, May 3), while Minsk counts none (APA, May 4).",
        ["Kyiv counts forty", "while Minsk counts none"],
    ),
    "a sentence that ends before the parenthesis": ("The bank closed. (Trend, May 3) It rained.", ["The bank closed."]),
    "back over a pronoun": (
        "It rained. The bank closed. It will not reopen (Trend, May 3).",
        ["The bank closed. It will not reopen"],
    ),
    "back over a pronoun after a connective": (
        "Rain fell. The bank closed. Moreover, it will not reopen (Trend, May 3).",
        ["The bank closed. Moreover, it will not reopen"],
    ),
    "not back over a connective alone": (
        "The bank closed. Moreover, Tbilisi has no money (Trend, May 3).",
        ["Moreover, Tbilisi has no money"],
    ),
    "back over a definite noun named before": (
        "Rain fell. The ministry of fuel resigned. The ministry left no note (Trend, May 3).",
        ["The ministry of fuel resigned. The ministry left no note"],
    ),
    "never over an earlier citation": (
        "The bank closed (APA, May 2). It will not reopen (Trend, May 3).",
        ["The bank closed", "It will not reopen"],
    ),
    "never over a paragraph": ("The bank closed.\n\nIt will not reopen (Trend, May 3).", ["It will not reopen"]),
    "over the start of a running quotation": (
        "Rain fell. “We are closed. We stay closed,” a clerk said (Trend, May 3).",
        ["“We are closed. We stay closed,” a clerk said"],
    ),
    "the same words for one that follows directly": (
        "The bank closed (Trend, May 3) (APA, May 4); (see TASS, May 5).",
        ["The bank closed"] * 3,
    ),
    "abbreviations end no sentence": (
        "Rain fell. Mr. J. Ivanov of St. Ives, i.e. the U.S. envoy, paid $2.5 million on Aug. 3 (Trend, May 3).",
        ["Mr. J. Ivanov of St. Ives, i.e. the U.S. envoy, paid $2.5 million on Aug. 3"],
    ),
    "hard-wrapped lines are one sentence": (
        "Rain fell on\nthe city and on\nthe bank (Trend,\nMay 3).",
        ["Rain fell on\nthe city and on\nthe bank"],
    ),
    "a bullet is no part of it": (
        "- The bank closed (Trend, May 3)\n- Rain fell (APA, May 4)",
        ["The bank closed", "Rain fell"],
    ),
    "the paragraph before one that stands alone": (
        "Rain fell. The bank closed.\n\n(Trend, May 3)",
        ["The bank closed."],
    ),
    "what follows one that leads in": (
        "As Interfax reported (May 3), the bank closed. Rain fell.",
        ["the bank closed"],
    ),
    "nothing where there is nothing": ("(Trend, May 3)", [""]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_claim_is(text, expected):
    assert claims(text) == expected


def test_quotations_under_every_kind_of_marks():
    text = 'He said "one", “two […] words”, «три», „vier“, 「五」 and ‘six’ (Trend, May 3).'
    (citation,) = extract(Document(text))
    assert [one.text for one in citation.claim.quotations] == ["one", "two […] words", "три", "vier", "五", "six"]


def test_apostrophes_are_no_quotation_marks():
    (citation,) = extract(Document("Russia’s ships’ crews weren’t paid (Trend, May 3)."))
    assert citation.claim.quotations == ()


def test_context_is_the_paragraph():
    text = "Before.\n\nRain fell. The bank closed (Trend, May 3). Snow fell.\n\nAfter."
    (citation,) = extract(Document(text))
    assert citation.claim.context == "Rain fell. The bank closed (Trend, May 3). Snow fell."


def test_claim_of_a_note_is_where_its_mark_stands():
    text = "Rain fell.[1] The bank closed.[2]\n\n[1] Trend, May 3, 2014.\n[2] APA, May 4, 2014; see TASS, May 5."
    found = extract(Document(text))
    assert [(one.text, one.claim.text) for one in found] == [
        ("Trend, May 3, 2014", "Rain fell."),
        ("APA, May 4, 2014; see TASS, May 5", "The bank closed."),
    ]
