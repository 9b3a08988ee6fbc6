"""The lexicon as data: every row whole, every language wide enough, and nothing that could never match."""

from __future__ import annotations

import re

import pytest

from verifier import shipped
from verifier.matching.foreign.reading import lookup, read
from verifier.matching.foreign.tongues import Tongue, listed_as, plain, tongue
from verifier.prose.words import stem

LANGUAGES = ("ru", "uk", "zh", "ja", "ko", "de", "fr")
LEAST = {"ru": 1900, "uk": 1800, "zh": 1600, "ja": 1700, "ko": 1700, "de": 1700, "fr": 1600}
"""Words of each language with a meaning, at least."""
OWN_SCRIPT = {
    "ru": "[а-я' -]+", "uk": "[а-яіїєґ' -]+", "ko": "[\uac00-\ud7a3a-z0-9_]+", "ja": "[\u3040-\u9fffー々a-z0-9]+",
    "zh": "[\u3400-\u9fff·a-z]+", "de": "[a-z0-9.-]+", "fr": "[a-z0-9.'-]+",
}  # fmt: skip


def known(language: str) -> Tongue:
    found = tongue(language)
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tongue_is_wide_enough(language: str) -> None:
    words = known(language).entries
    assert len(words) >= LEAST[language]
    assert len(known(language).vocabulary) >= 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_as_they_are_looked_up(language: str) -> None:
    """A capital, a diacritic or a letter of another script would keep an entry from ever being found."""
    allowed = re.compile(OWN_SCRIPT[language])
    forms = [form for form in known(language).entries if form != plain(form, language) or not allowed.fullmatch(form)]
    assert [form for form in forms if not form.isascii()] == []


@pytest.mark.parametrize("file", ["deeds", "things", "qualities", "everyday", "names"])
def test_every_row_has_its_english_words_and_a_cell_for_each_language(file: str) -> None:
    table = shipped.table(shipped.config("lexicon", f"{file}.toml"))
    columns = table["columns"].split()
    assert columns[0] == "en"
    assert set(columns[1:]) == set(LANGUAGES)
    for rows in table["rows"].values():
        for row in rows.strip().splitlines():
            cells = row.split("|")
            assert len(cells) == len(columns), row
            assert all(cell.strip() for cell in cells), row
            assert re.fullmatch(r"[a-z0-9 -]+", cells[0]), row


FORMS = [
    ("ru", "санкциями", "sanction"),
    ("ru", "договорились", "agree"),
    ("uk", "підписання", "sign"),
    ("de", "aufgehoben", "lift"),
    ("de", "wirtschaftssanktionen", "sanction"),
    ("de", "sonderbotschafter", "envoy"),
    ("fr", "ambassadeurs", "ambassador"),
]


@pytest.mark.parametrize(("language", "word", "meaning"), FORMS)
def test_forms_and_compounds_are_found_by_their_stems(language: str, word: str, meaning: str) -> None:
    assert stem(meaning) in read(word, known(language)).glosses


def test_a_short_stem_takes_no_long_ending() -> None:
    assert lookup("сшаться", known("ru")) is None


def test_an_asterisk_stands_for_an_ending() -> None:
    assert listed_as("долларов", known("ru").units) == "usd"
    assert listed_as("год", known("ru").units) == "year"
    assert listed_as("долларообразование", known("ru").units) is None


@pytest.mark.parametrize("language", ["pl", "", "xx", "../ru", "en"])
def test_a_language_without_a_file_has_no_tongue(language: str) -> None:
    assert tongue(language) is None


def test_a_regional_code_is_its_language() -> None:
    assert tongue("zh-CN") is tongue("zh") or known("zh-CN").code == "zh"
