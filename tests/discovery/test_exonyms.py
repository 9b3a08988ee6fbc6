"""Names as a Russian or Ukrainian site writes them, and back."""

import pytest

from verifier.discovery import rank
from verifier.discovery.exonyms import meant_by, written_in
from verifier.prose.words import fold, stem
from verifier.records import Candidate


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("ru", "China", "Китай"),
        ("uk", "Germany", "Німеччина"),
        ("ru", "United Nations", "ООН"),
        ("ru", "Foreign Ministry", "МИД"),
        ("ru", "Tokyo Gas", "Токио Гас"),
        ("ru", "Medvedev", "Медведев"),
        ("ru", "Igor Sechin", "Игор Сечин"),
        ("uk", "Zelensky", "Зеленски"),
        ("ru", "Zakharova", "Захарова"),
        ("ru", "Karelgrad", "Карелград"),
        ("ja", "Abe", None),
        ("ru", "安倍", None),
        ("ru", "G20", None),
    ],
)
def test_a_name_as_a_site_writes_it(language: str, name: str, written: str | None) -> None:
    assert written_in(language, name) == written


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("Китая", ("china",)),
        ("Германии", ("germany",)),
        ("Німеччини", ("germany",)),
        ("kitaj", ("china",)),
        ("Японские", ()),
        ("Медведев", ()),
        ("kit", ()),
    ],
)
def test_a_foreign_name_in_any_case_of_its_own_is_known(word: str, names: tuple[str, ...]) -> None:
    assert meant_by(stem(fold(word))) == names


def test_a_title_with_a_foreign_name_is_preferred(asked) -> None:
    query = asked(language=None, terms=("China", "Hungary"))
    titles = ["Берлин отменяет встречу", "Китай и Венгрия подписали договор", "Япония снижает ставку"]
    pages = [Candidate(f"http://daily.example/{n}.html", "feed", title=title) for n, title in enumerate(titles)]
    assert rank(pages, query, "China and Hungary have signed a treaty.")[0].title == titles[1]
