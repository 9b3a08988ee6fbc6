"""Words of prose: one key for the ways a word is written."""

from __future__ import annotations

import pytest

from verifier.matching.spelling import spelled
from verifier.prose.words import Kind, fold, names, stem, terms, words

FORMS = [
    "impose imposed imposes imposing imposition",
    "agree agreed agreement agreements agreeing",
    "reduce reduction reduced",
    "consider considered considering",
    "restore restored restoring",
    "receive received receiving",
    "sell sold sales",
    "Russia Russian Russians",
    "country countries",
    "survive survived survives",
]


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("british", "american"),
    [
        *(("organisation", "organization"), ("modernised", "modernized"), ("kilometres", "kilometers")),
        *(("harbour", "harbor"), ("travelled", "traveled"), ("programme", "program"), ("fertiliser", "fertilizer")),
    ],
)
def test_both_spellings_are_one(british: str, american: str) -> None:
    assert spelled(british) == spelled(american) == american


@pytest.mark.parametrize("word", ["raised", "promised", "exercise", "killed", "called", "hour", "four", "rising"])
def test_what_both_spell_alike_is_left(word: str) -> None:
    assert spelled(word) == word


def test_different_words_keep_different_stems() -> None:
    found = [
        stem(word)
        for word in ("import", "export", "increase", "decrease", "agree", "refuse", "station", "nation", "ration")
    ]
    assert len(set(found)) == len(found)


def test_folding_evens_out_script_marks_and_diacritics() -> None:
    assert fold("Медведев – «Škoda»  GmbH") == 'medvedev - "skoda" gmbh'


def test_words_drop_possessives_and_keep_figures_whole() -> None:
    assert words("Mr. Medvedev’s $2,000 visit, 3.5% up") == ["mr", "medvedev", "2,000", "visit", "3.5", "up"]


def test_scripts_without_spaces_come_in_pairs_of_characters() -> None:
    assert words("日本銀行") == ["日本", "本銀", "銀行"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tokyo Gas told Igor Sechin so.", ("Tokyo Gas", "Igor Sechin")),
        ("Predictably, Russia reacted.", ("Russia",)),
        ("Officials of the Bank of Japan met in May.", ("Bank of Japan",)),
        ("Lavrov met Foreign Minister Wang Yi in Moscow on Wednesday", ("Lavrov", "Foreign", "Wang Yi", "Moscow")),
    ],
)
def test_names_are_runs_of_capitals_that_are_no_sentence_heads(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


def test_terms_know_names_figures_and_dates_from_words() -> None:
    found = {term.text: term.kind for term in terms("Putin met five of them on Monday, May 5.")}
    assert found == {
        "Putin": Kind.NAME,
        "met": Kind.WORD,
        "five": Kind.WORD,
        "Monday": Kind.DATE,
        "May": Kind.DATE,
        "5": Kind.FIGURE,
    }


def test_offsets_of_terms_are_exact() -> None:
    text = "Škoda’s «Газпром» deal"
    assert [text[term.start : term.end] for term in terms(text)] == ["Škoda", "Газпром", "deal"]
