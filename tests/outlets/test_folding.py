import pytest

from verifier.outlets.folding import fold, skeleton, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Itar-Tass", "ITAR-TASS"),
        ("Asia-Plus", "AsiaPlus"),
        ("Hürriyet", "HURRIYET"),
        ("HÜRRİYET", "hürriyet"),
        ("Today's Zaman", "Today’s Zaman"),
        ("Komsomol'skaya Pravda", "Komsomolskaya Pravda"),
        ("Ｒｅｕｔｅｒｓ", "Reuters"),
        ("Rossi\u00adyskaya\u200b Gazeta", "Rossiyskaya Gazeta"),
        ("Stars & Stripes", "Stars and Stripes"),
        ("F.A.Z.", "FAZ"),
        ("Azərtac", "Azertac"),
        ("“Kommersant”", "Kommersant"),
    ],
)
def test_what_never_tells_outlets_apart_is_forgotten(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interfax", "Interfax-Ukraine"),
        ("Новини", "Новины"),
        ("Известия", "Izvestia"),
        ("24.kz", "24.kg"),
        ("か", "が"),
        ("мой", "мои"),
    ],
)
def test_letters_digits_and_alphabets_are_kept(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Rossiyskaya", "Rossiiskaya", "Rossijskaja", "Российская"),
        ("Izvestiya", "Izvestia", "Izvestija", "Известия"),
        ("Moskovsky", "Moskovskiy", "Moskovskii", "Московский"),
        ("Tyzhnia", "Tyzhnya", "Тижня"),
        ("Kommersant", "Komersant", "Коммерсантъ"),
        ("Ferghana", "Fergana", "Фергана"),
        ("Interfax", "Interfaks", "Интерфакс"),
        ("Ezhednevny", "Yezhednevnyy", "Ежедневный"),
    ],
)
def test_transliterations_have_one_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(fold(spelling)) for spelling in spellings}) == 1


def test_a_name_without_letters_has_no_words() -> None:
    assert words("—, …") == ()
