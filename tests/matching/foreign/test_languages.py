"""Which language a text is in: short, mixed, and kin."""

from __future__ import annotations

import pytest

from verifier.matching.languages import language_of

TEXTS = [
    ("ru", "Газпром снизил цену"),
    ("ru", "Лавров: «Угода вигідна всім», — так ответил украинский министр, но переговоры были трудными, объявлено"),
    ("uk", "Парламент не схвалив бюджет України"),
    ("uk", "Київ і Москва"),
    ("ja", "プーチン大統領の訪日延期"),
    ("ja", "日本は制裁を承認した"),
    ("zh", "习近平会见俄罗斯总理"),
    ("ko", "한러 정상회담"),
    ("ko", "북한, KN-02 미사일 발사"),
    ("de", "Deutsche Bank zieht sich aus Russland zurück, und das ist nicht alles"),
    ("fr", "La France annule la vente des Mistral à la Russie"),
    ("en", "Japan approved new sanctions against Russia"),
    ("en", "The statement (Заявление) of the Foreign Ministry was published in Russian and in English"),
    ("en", "Le Monde reported on the visit of the president to Berlin"),
    ("", "24.09.2014"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_language_of_a_text_is_told(language: str, text: str) -> None:
    assert language_of(text) == language
