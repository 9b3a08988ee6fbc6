"""Names as the outlet writes them: a Russian or Ukrainian site has no "China" but "Китай".

A small table of names that differ more than by their letters, and for all others the letters. It serves
questions and guesses, where a wrong form costs a hit; no verdict rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from verifier.prose.words import fold

# English (several forms apart by "/"), Russian, Ukrainian.
_TABLE = """
america/united states/us/usa | США | США
austria | Австрия | Австрія
beijing | Пекин | Пекін
belarus | Белоруссия | Білорусь
britain/united kingdom/uk | Великобритания | Велика Британія
brussels | Брюссель | Брюссель
cairo | Каир | Каїр
china | Китай | Китай
chinese | китайский | китайський
crimea | Крым | Крим
croatia | Хорватия | Хорватія
cyprus | Кипр | Кіпр
czech republic/czechia | Чехия | Чехія
denmark | Дания | Данія
egypt | Египет | Єгипет
eu/european union | Евросоюз | Євросоюз
european commission | Еврокомиссия | Єврокомісія
finance ministry | Минфин | Мінфін
defense ministry/defence ministry | Минобороны | Міноборони
foreign ministry | МИД | МЗС
geneva | Женева | Женева
georgia | Грузия | Грузія
georgian | грузинский | грузинський
german | немецкий | німецький
germany | Германия | Німеччина
greece | Греция | Греція
hungary | Венгрия | Угорщина
iaea | МАГАТЭ | МАГАТЕ
imf | МВФ | МВФ
israel | Израиль | Ізраїль
italy | Италия | Італія
japan | Япония | Японія
jerusalem | Иерусалим | Єрусалим
jordan | Иордания | Йорданія
kharkiv/kharkov | Харьков | Харків
kiev/kyiv | Киев | Київ
korea | Корея | Корея
kyrgyzstan | Киргизия | Киргизстан
lebanon | Ливан | Ліван
lithuania | Литва | Литва
london | Лондон | Лондон
lviv/lvov | Львов | Львів
moldova | Молдавия | Молдова
moscow | Москва | Москва
netherlands | Нидерланды | Нідерланди
north korea | КНДР | КНДР
norway | Норвегия | Норвегія
odesa/odessa | Одесса | Одеса
osce | ОБСЕ | ОБСЄ
paris | Париж | Париж
poland | Польша | Польща
polish | польский | польський
rome | Рим | Рим
russia | Россия | Росія
russian | российский | російський
security council | Совбез | Рада Безпеки
spain | Испания | Іспанія
state department | Госдепартамент | Держдепартамент
sweden | Швеция | Швеція
switzerland | Швейцария | Швейцарія
syria | Сирия | Сирія
tokyo | Токио | Токіо
turkey/turkiye | Турция | Туреччина
ukraine | Украина | Україна
un/united nations | ООН | ООН
vienna | Вена | Відень
warsaw | Варшава | Варшава
washington | Вашингтон | Вашингтон
white house | Белый дом | Білий дім
world bank | Всемирный банк | Світовий банк
wto | ВТО | СОТ
"""

_LETTERS = {
    "ru": {
        "shch": "щ", "kh": "х", "zh": "ж", "ts": "ц", "ch": "ч", "sh": "ш", "ph": "ф", "th": "т", "ck": "к",
        "ya": "я", "yu": "ю", "ye": "е", "yo": "ё", "iy": "ий", "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй",
        "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "дж",
        "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
        "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
    },
}  # fmt: skip
_LETTERS["uk"] = {
    **_LETTERS["ru"],
    "ye": "є",
    "yi": "ї",
    "yo": "йо",
    "iy": "ий",
    "h": "г",
    "g": "ґ",
    "i": "і",
    "y": "и",
    "e": "е",
}
LANGUAGES = frozenset(_LETTERS)
"""Those that names are written in here."""
_LEAST = 4
"""Letters of a foreign name's beginning that tell it in any of its cases."""


def written_in(language: str, name: str) -> str | None:
    """A name of English text as a site in that language writes it; None for other languages than `LANGUAGES`
    and for what is not in Latin letters."""
    if language not in LANGUAGES or not re.fullmatch(r"[A-Za-z][A-Za-z .'’-]*", name):
        return None
    known = _known()[language].get(fold(name))
    return known or " ".join(_word(language, word) for word in name.split())


def _word(language: str, word: str) -> str:
    known = _known()[language].get(fold(word))
    if known:
        return known
    letters = _LETTERS[language]
    pattern = "|".join(sorted(letters, key=len, reverse=True))
    spelled = re.sub(pattern, lambda found: letters[found[0]], word.lower())
    return spelled.capitalize() if word[0].isupper() else spelled


@lru_cache(maxsize=8192)
def meant_by(word: str) -> tuple[str, ...]:
    """The words of English names that a folded word may be the foreign form of: "kitaya" is "china"."""
    found = [name for beginning, name in _beginnings() if word.startswith(beginning)]
    return tuple(dict.fromkeys(part for name in found for part in fold(name).split()))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, str]]:
    known: dict[str, dict[str, str]] = {"ru": {}, "uk": {}}
    for names, russian, ukrainian in _rows():
        for name in names:
            known["ru"][name], known["uk"][name] = russian, ukrainian
    return known


@lru_cache(maxsize=1)
def _beginnings() -> tuple[tuple[str, str], ...]:
    """The beginnings of single foreign words, folded, without the letters that their cases change."""
    return tuple(
        (folded[: max(_LEAST, len(folded) - 2)], names[0])
        for names, *forms in _rows()
        for form in forms
        if len(folded := fold(form)) >= _LEAST and " " not in folded
    )


def _rows() -> Iterator[tuple[list[str], str, str]]:
    for line in _TABLE.strip().splitlines():
        names, russian, ukrainian = (part.strip() for part in line.split("|"))
        yield names.split("/"), russian, ukrainian
