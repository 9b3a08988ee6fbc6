"""The figures of a sentence in another language, in the records of `figures`, so that they compare with English ones.

Digits with the language's marks, number words, and scales: млрд, Mrd., milliards; 万, 億, 兆; 만, 억.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from verifier.matching.figures import Figure
from verifier.matching.foreign.days import days
from verifier.matching.foreign.reading import Sentence
from verifier.matching.foreign.tongues import Tongue, listed_as, plain, tongue

_GAP = "[ \u00a0\u202f]"
_SPACED = {
    "ru": rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?",
    "uk": rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?",
    "fr": rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?",
    "de": r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?",
}
_PIECE = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?|[%$€£¥₽₴₩]"
_PIECE_ELIDED = r"[^\W\d_]+\.?|[%$€£¥₽₴₩]"
_SIGNS = {"%": "%", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₽": "rub", "₴": "uah", "₩": "krw"}
_FOLLOWING = 3
"""So many known words behind a figure say what is counted; where words run together, two before it as well."""
_NEAR = 12
"""Characters before a figure in which a hedge stands."""


@lru_cache(maxsize=2048)
def amounts(sentence: Sentence, language: str) -> tuple[Figure, ...]:
    """In order; figures of dates left out. Offsets are into the sentence's own text."""
    known = tongue(language)
    assert known is not None
    dated = [(moment.start, moment.end) for moment in days(sentence.text, language)]
    found = _in_words(sentence, known) if known.spaced else _in_characters(sentence, known)
    return tuple(one for one in found if not any(one.start < end and start < one.end for start, end in dated))


# ── words apart ───────────────────────────────────────────────────────────────────────────────────


def _in_words(sentence: Sentence, known: Tongue) -> Iterator[Figure]:
    text = sentence.text
    piece = _PIECE_ELIDED if known.code == "fr" else _PIECE
    pattern = re.compile(rf"(?P<digits>{_SPACED[known.code]})|(?P<word>{piece})")
    pieces = [
        (plain(match.group().rstrip("."), known.code), match.start(), match.end(), match["digits"] is not None)
        for match in pattern.finditer(text)
    ]
    index = 0
    while index < len(pieces):
        begun = index
        value, index = _value(pieces, index, known)
        if value is None:
            continue
        while index < len(pieces) and (scale := listed_as(pieces[index][0], known.scales)) is not None:
            value, index = value * scale, index + 1
        if known.code == "fr" and index + 1 < len(pieces) and pieces[index][0] in ("d", "de"):
            index += 1  # "949,7 millions d'euros"
        unit = ""
        if begun and text[pieces[begun][1] - 1] in _SIGNS and text[pieces[begun][1] - 1] != "%":
            unit = _SIGNS[text[pieces[begun][1] - 1]]
        elif index < len(pieces):
            for length in (2, 1) if index + 1 < len(pieces) else (1,):
                joined = " ".join(piece[0] for piece in pieces[index : index + length])
                found = _SIGNS.get(joined) or listed_as(joined, known.units)
                if found is not None:
                    unit, index = found, index + length
                    break
        index -= not unit and pieces[index - 1][0] in ("d", "de")
        start, end = pieces[begun][1], pieces[index - 1][2]
        if value == 1 and not unit and not pieces[begun][3]:
            continue
        if begun and not unit and index == begun + 1 and text[start - 1] == "-":
            continue  # "МН-17"
        yield _figure(sentence, known, value, unit, start, end)


def _value(pieces: Sequence[tuple[str, int, int, bool]], index: int, known: Tongue) -> tuple[float | None, int]:
    """(the number that begins here, the index after it)."""
    form, _, _, digits = pieces[index]
    if digits:
        return _read(form, known.code), index + 1
    total: float | None = None
    while index < len(pieces) and not pieces[index][3]:
        value = _number(pieces[index][0], known)
        if value is None:
            break
        if total is not None and not 0 < value < _room(total):
            break
        total, index = (total or 0.0) + value, index + 1
    return (total, index) if total is not None else (None, index + 1)


def _number(form: str, known: Tongue) -> float | None:
    found = listed_as(form, known.numbers)
    if found is None and known.code == "de" and "und" in form[2:]:
        ones, _, tens = form.partition("und")  # "fünfunddreißig"
        low, high = known.numbers.get(ones), known.numbers.get(tens)
        return low + high if low is not None and high is not None else None
    return found


def _room(total: float) -> float:
    """What may still be added: below a ten, a hundred."""
    return 100.0 if total % 100 == 0 else 10.0 if total % 10 == 0 and total % 100 >= 20 else 0.0


def _read(digits: str, code: str) -> float:
    bare = re.sub(_GAP, "", digits)
    if code == "de":
        return float(bare.replace(".", "").replace(",", "."))
    return float(bare.replace(",", "."))


# ── words that run together ───────────────────────────────────────────────────────────────────────

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_MYRIADS = {"万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12}
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_HAN = "".join(_DIGITS)
_SCALED = "".join((*_TENS, *_MYRIADS))
_NUMBER = re.compile(
    rf"(?P<share>百分之)?(?P<number>(?:\d+(?:,\d{{3}})*(?:\.\d+)?|[{_HAN}十百千])[\d,{_HAN}{_SCALED}]*)"
)


def _in_characters(sentence: Sentence, known: Tongue) -> Iterator[Figure]:
    text = sentence.text.translate(_WIDE)
    longest = max(map(len, known.units), default=0)
    for match in _NUMBER.finditer(text):
        written = match["number"].rstrip(",")
        start, end = match.start(), match.start("number") + len(written)
        if text[start - 1 : start].isascii() and (text[start - 1 : start].isalpha() or text[start - 1 : start] == "-"):
            continue
        after = text[end : end + longest + 1].lstrip()
        gap = len(text[end : end + longest + 1]) - len(after)
        unit_form = next((after[:n] for n in range(longest, 0, -1) if after[:n] in known.units), "")
        unit = "%" if match["share"] else _SIGNS.get(after[:1]) or known.units.get(unit_form)
        if not written[0].isdigit() and unit is None:
            continue  # 一部, 三井: part of a word
        if unit:
            end += gap + max(len(unit_form), 1 if after[:1] in _SIGNS else 0)
        sign = text[start - 1 : start]
        if not unit and sign in _SIGNS and sign != "%":
            unit = _SIGNS[sign]
        yield _figure(sentence, known, _myriads(written), (unit or "").rstrip("#"), start, end)


def _myriads(written: str) -> float:
    """ "3億4800万" is 348 million, "五十" is 50, "1.2兆" 1,200 thousand million."""
    total, group, digits = 0.0, 0.0, ""
    for char in f"{written} ":
        if (char.isdigit() and char.isascii()) or char in ".,":
            digits += char if char != "," else ""
            continue
        if char in _DIGITS:
            digits += str(_DIGITS[char])
            continue
        value = float(digits) if digits.strip(".") else None
        digits = ""
        if char in _TENS:
            group += (1.0 if value is None else value) * _TENS[char]
        elif char in _MYRIADS:
            total += (group + (value or 0.0) or 1.0) * _MYRIADS[char]
            group = 0.0
        else:
            group += value or 0.0
    return total + group


# ── around a figure ───────────────────────────────────────────────────────────────────────────────


def _figure(sentence: Sentence, known: Tongue, value: float, unit: str, start: int, end: int) -> Figure:
    before = plain(sentence.text[max(0, start - _NEAR * 2) : start], known.code).rstrip()
    after = sentence.text[end : end + 4].strip()
    hedge = next(
        (
            hedge
            for form, hedge in known.hedges.items()
            if (form.startswith("~") and after.startswith(form[1:])) or before.endswith(form)
        ),
        "",
    )
    return Figure(
        sentence.text[start:end],
        value,
        value,
        unit,
        _counted(sentence, known, start, end),
        start,
        end,
        about=hedge == "about",
        at_least=hedge == "at_least",
        at_most=hedge == "at_most",
    )


def _counted(sentence: Sentence, known: Tongue, start: int, end: int) -> frozenset[str]:
    telling = [word for word in sentence.words if word.glosses and word.mark is None]
    after = [word for word in telling if word.start >= sentence.start + end][:_FOLLOWING]
    before = [] if known.spaced else [word for word in telling if word.end <= sentence.start + start][-2:]
    return frozenset().union(*(word.glosses for word in (*before, *after)))
