"""Names that no lexicon lists, told by how they sound."""

from __future__ import annotations

import pytest

from verifier.matching.foreign.names import consonants, named, spoken
from verifier.matching.foreign.reading import read
from verifier.matching.foreign.tongues import tongue

SAME = [
    ("ru", "сообщил Игорь Шелестов", ["igor", "shelestov"]),
    ("ru", "с Андреем Чайковским", ["tchaikovsky"]),
    ("ru", "Алексея Кудрина", ["alexei"]),
    ("uk", "Наталія Яресько", ["yaresko"]),
    ("ja", "シェルストフ氏", ["shelstov"]),
    ("ja", "スクリパリ元大佐", ["skripal"]),
    ("ko", "스크리팔 전 대령", ["skripal"]),
    ("zh", "耿爽说", ["geng", "shuang"]),
    ("zh", "斯克里帕尔", ["skripal"]),
    ("de", "Jerofejews Werft und Müllers Bank", ["muller"]),
    ("fr", "M. Fillon", ["fillon"]),
]
OTHERS = [
    ("ru", "сообщил Игорь Шелестов", ["shevchenko"]),
    ("uk", "Наталія Яресько", ["yatsenko"]),
    ("ja", "スクリパリ元大佐", ["skobelev"]),
    ("ko", "스크리팔 전 대령", ["sobyanin"]),
    ("zh", "耿爽说", ["gong", "xiang"]),
    ("zh", "斯克里帕尔", ["scriabin"]),
    ("de", "Jerofejews Werft", ["jefremov"]),
]


@pytest.mark.parametrize(("language", "text", "run"), SAME)
def test_a_name_is_known_in_another_script(language: str, text: str, run: list[str]) -> None:
    known = tongue(language)
    assert known is not None
    assert named(run, len(run) - 1, read(text, known), known) is not None


@pytest.mark.parametrize(("language", "text", "run"), OTHERS)
def test_another_name_is_another(language: str, text: str, run: list[str]) -> None:
    known = tongue(language)
    assert known is not None
    assert named(run, len(run) - 1, read(text, known), known) is None


def test_kana_and_hangul_are_spoken() -> None:
    assert spoken("スクリパリ") == "sukuripari"
    assert spoken("박근혜") == "bakgeunhye"


def test_a_name_of_one_or_two_consonants_is_anybodys() -> None:
    known = tongue("ja")
    assert known is not None
    assert named(["bodo"], 0, read("ボート", known), known) is None
    assert len(consonants("bodo")) == 2
