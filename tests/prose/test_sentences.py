"""Where sentences end, and where they only seem to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.prose.sentences import spans

CASES = {
    "plain": "It rained. | It snowed! | Did it? | Yes…",
    "closing marks belong to the sentence": "“It rained.” | (It snowed.) | He left.",
    "a small letter goes on": "It rained... and snowed. | “Why?” he asked.",
    "titles and initials": "Mr. J. P. Moore met Dr. Weber. | They left.",
    "dotted acronyms": "The U.S. Congress met at 9 a.m. on Monday. | It left the U.S. | The end.",
    "abbreviations": "See No. 5 of vol. 3, approx. 20 pp. of it, i.e. all. | Nothing more.",
    "saints": "St. Petersburg is north of Mt. Elbrus. | True.",
    "figures": "It cost $2.5 million. | In 2014. | 3 of 4 came.",
    "Russian": "Это стоит 5 млрд руб. в год. | Г. Иванов, т. е. министр, уехал 3 мая 2014 г. в Минск. | Дождь.",
    "Ukrainian": "Це 300 млн. грн. на рік. | Так.",
    "German": "Am 3. September kam Dr. Weber, d. h. der Anwalt, z. B. nach Bonn. | Er ging.",
    "French": "M. Hollande a reçu Mme. Merkel. | Ils ont parlé.",
    "Chinese": "外交部发言人说。 | 船已抵达。",
    "new lines": "It rained.\n | It\nsnowed.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(marked):
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace("| ", "") if "。" not in marked else marked.replace(" | ", "")
    assert [text[start:end] for start, end in spans(text)] == expected


def test_part_of_a_text_is_split_by_itself():
    text = "It rained. It snowed. It froze."
    assert [text[start:end] for start, end in spans(text, 11, 25)] == ["It snowed.", "It"]


@given(st.text(max_size=200))
def test_sentences_are_in_order_and_hold_every_letter(text):
    found = spans(text)
    assert all(start < end for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    kept = "".join(text[start:end] for start, end in found)
    assert [letter for letter in kept if not letter.isspace()] == [letter for letter in text if not letter.isspace()]
