"""Figures: read from prose, in digits or words, and compared for the same thing.

"five Russian banks" is 5 of {bank}; "$2 bn" is 2,000,000,000 USD; "one-third" is 33.3 percent; "between 5
and 7 percent" is a span. Days, months and years are no figures: see `moments`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from verifier.matching.lexicon import likeness
from verifier.matching.lines import Line, read
from verifier.matching.moments import moments
from verifier.prose.words import Kind, fold, listed


@dataclass(frozen=True, slots=True)
class Figure:
    """`low`..`high` of a unit ("%", "usd", "km", "" for a count) at `text[start:end]` of its line."""

    text: str
    low: float
    high: float
    unit: str
    nouns: frozenset[str]
    """Stems of what is counted, from the words that follow."""
    start: int
    end: int
    about: bool = False
    at_least: bool = False
    at_most: bool = False
    ordinal: bool = False
    barely: bool = False
    """With `at_least` or `at_most`: "a little over nine"."""


_ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_NUMBERS = {word: float(value) for value, word in enumerate(_ONES)}
_NUMBERS |= {
    word: float(10 * value)
    for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_NUMBERS |= {"dozen": 12.0}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9, "trillion": 1e12, "trln": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_ORDINALS = {
    word: float(n)
    for n, word in enumerate(listed("first second third fourth fifth sixth seventh eighth ninth tenth"), 1)
}
_FRACTIONS = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 100 / 3,
    "quarter": 25.0,
    "quarters": 25.0,
    "fifth": 20.0,
    "fifths": 20.0,
    "sixth": 100 / 6,
    "eighth": 12.5,
    "tenth": 10.0,
    "tenths": 10.0,
}
_UNITS = {
    form: unit
    for unit, forms in {
        "%": "% percent percentage pct", "usd": "$ us$ dollar dollars usd", "eur": "€ euro euros eur",
        "gbp": "£ pound pounds gbp sterling", "cent": "cent cents", "jpy": "¥ yen jpy", "cny": "yuan renminbi rmb cny",
        "rub": "₽ ruble rubles rouble roubles rub", "uah": "₴ hryvnia hryvnias hryvnya uah", "krw": "₩ won krw",
        "km": "km kilometer kilometers kilometre kilometres", "mile": "mile miles",
        "m": "meter meters metre metres", "t": "ton tons tonne tonnes", "kg": "kg kilogram kilograms kilo kilos",
        "bbl": "barrel barrels bbl", "mw": "mw megawatt megawatts",
        "m3": "bcm", "ha": "hectare hectares", "hour": "hour hours",
        "minute": "minute minutes", "day": "day days", "week": "week weeks", "month": "month months",
        "year": "year years",
    }.items()
    for form in forms.split()
}  # fmt: skip
_FOLDING = {"bcm": 1e9}
_BARELY = frozenset(listed("little slightly just somewhat shortly"))
"""Before "over" or "under": by a tenth at most."""
_ABOUT = frozenset(listed("about around nearly almost roughly approximately some circa estimated close"))
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NATIONAL = re.compile(r"\s(?:U\.?S\.?|American|Canadian|Australian)\s(?=(?:dollars?|cents?)\b)")
_SIGN = re.compile(r"(?:US)?[$€£¥₽₴₩]\s?$")
_STOPS_NOUNS = frozenset(
    listed("of in on at by to from for with and or but that which who while as per than since until after")
)


_PARTITIVE = frozenset(listed("the its their his her these those our"))


@lru_cache(maxsize=8192)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of one line of prose, in order; figures of dates left out."""
    line = read(text)
    dated = [(moment.start, moment.end) for moment in moments(text)]
    found: list[Figure] = []
    index = 0
    while index < len(line.tokens):
        figure, after = _figure(line, index)
        if figure is not None and not any(figure.start < end and start < figure.end for start, end in dated):
            found.append(figure)
        index = max(after, index + 1)
    return tuple(_joined_ranges(text, found))


def _figure(line: Line, index: int) -> tuple[Figure | None, int]:
    """The figure that begins at this token, and the index after it."""
    tokens, text = line.tokens, line.text
    first = tokens[index]
    if text[max(0, first.start - 2) : first.start].endswith(('="', "=", "#", "/", "_")):
        return None, index + 1  # of a markup or an address
    value, after, ordinal = _number(line, index)
    if value is None:
        return None, index + 1
    unit, scale_unit = ("%" if tokens[after - 1].word in _FRACTIONS and not ordinal else ""), 1.0
    start, end = first.start, tokens[after - 1].end
    sign = _SIGN.search(text[max(0, start - 5) : start])
    if sign:
        unit = _UNITS[fold(sign.group()).strip()]
        start -= len(sign.group())
    percent = re.match(r"\s?%", text[end : end + 2])
    if percent:
        unit, end = "%", end + percent.end()
    abroad = _NATIONAL.match(text, end)
    if abroad and any(tokens[place].start == abroad.end() for place in range(after, min(after + 3, len(tokens)))):
        after = next(place for place in range(after, len(tokens)) if tokens[place].start == abroad.end())
        end = tokens[after - 1].end + (abroad.end() - tokens[after - 1].end)
    word = tokens[after].word if after < len(tokens) else ""
    gap = text[end : tokens[after].start] if after < len(tokens) else "."
    if not unit and word == "per" and after + 1 < len(tokens) and tokens[after + 1].word == "cent":
        unit, end, after = "%", tokens[after + 1].end, after + 2
    elif not unit and word in ("cubic", "square") and after + 1 < len(tokens) and tokens[after + 1].word in _UNITS:
        unit, end, after = (
            f"{_UNITS[tokens[after + 1].word]}{3 if word == 'cubic' else 2}",
            tokens[after + 1].end,
            after + 2,
        )
    elif not unit and word in _UNITS and gap.strip() in ("", "-"):
        unit, scale_unit, end, after = _UNITS[word], _FOLDING.get(word, 1.0), tokens[after].end, after + 1
    if value == 1 and not unit and not ordinal and not first.word[0].isdigit():
        return None, after  # "one" is mostly a pronoun
    if not unit and after == index + 1 and not ordinal and _is_tail_of_name(line, index):
        return None, after  # "Boeing 737", "Resolution 2202"
    figure = Figure(
        text[start:end], value * scale_unit, value * scale_unit, unit, _nouns(line, after), start, end, ordinal=ordinal
    )
    return _hedged(figure, line, index), after


def _is_tail_of_name(line: Line, index: int) -> bool:
    if not index or line.tokens[index - 1].kind is not Kind.NAME:
        return False
    return line.text[line.tokens[index - 1].end : line.tokens[index].start] in (" ", "-")


def _number(line: Line, index: int) -> tuple[float | None, int, bool]:
    """(value, index after its last token, whether it is an ordinal) of the number at `index`."""
    tokens, text = line.tokens, line.text
    word = tokens[index].word
    if re.search(r"[^\W\d_]-$", text[max(0, tokens[index].start - 2) : tokens[index].start]):
        return None, index + 1, False  # "G-7", "MH-17": part of a name
    if _FIGURE.fullmatch(word):
        value = _digits(word)
        tail = text[tokens[index].end : tokens[index].end + 2].lower()
        if tail in ("st", "nd", "rd", "th"):
            return value, index + 2, True
        return _scaled(line, value, index + 1)
    if word in ("half",) or (word in ("quarter", "third") and index and tokens[index - 1].word == "a"):
        return (_FRACTIONS[word] if word == "half" or _of_follows(line, index) else None), index + 1, False
    if word in _ORDINALS:
        return _ORDINALS[word], index + 1, True
    if word not in _NUMBERS:
        return None, index + 1, False
    value = _NUMBERS[word]
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if following in _FRACTIONS and following != "half" and value < 10:
        share = value * _FRACTIONS[following]
        return share, index + 2, False
    if value >= 20 and value != 12 and 0 < _NUMBERS.get(following, 0) < 10:
        return _scaled(line, value + _NUMBERS[following], index + 2)
    return _scaled(line, value, index + 1)


def _of_follows(line: Line, index: int) -> bool:
    return index + 1 < len(line.tokens) and line.tokens[index + 1].word == "of"


def _scaled(line: Line, value: float, after: int) -> tuple[float, int, bool]:
    """Multiplied by the scale words that follow at once: "2.5 billion", "three hundred thousand"."""
    while after < len(line.tokens):
        word = line.tokens[after].word
        gap = line.text[line.tokens[after - 1].end : line.tokens[after].start]
        if word not in _SCALES or gap.strip("-\u00a0 ") or (word in ("m", "k") and gap.strip()):
            break
        value *= _SCALES[word]
        after += 1
    return value, after, False


def _digits(word: str) -> float:
    """ "2,000" is 2000 and "2.5" is 2.5; a comma before other than three digits is a decimal mark."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", word):
        return float(word.replace(".", ""))
    if re.fullmatch(r"\d+,\d+", word):
        return float(word.replace(",", "."))
    return float(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else float(re.sub(r"\D", "", word))


def _nouns(line: Line, after: int) -> frozenset[str]:
    """What is counted: the words of content that follow, up to a preposition or a mark."""
    found: list[str] = []
    named: list[str] = []
    following = [token.word for token in line.tokens[after : after + 2]]
    if following[:1] == ["of"] and following[1:] and following[1] in _PARTITIVE:
        after += 2  # "three of the banks"
    end = line.tokens[after - 1].end
    for token in line.tokens[after : after + 5]:
        if (line.text[end : token.start].strip() not in ("", "-", "%")) or token.word in _STOPS_NOUNS:
            break
        if token.kind is Kind.WORD:
            found.append(token.stem)
        elif token.kind is Kind.NAME:
            named.append(token.stem)  # "two Boeing 737s"
        elif token.kind is Kind.FIGURE:
            break
        end = token.end
    return frozenset(found[:3] or named[:3])


def _hedged(figure: Figure, line: Line, index: int) -> Figure:
    before = [token.word for token in line.tokens[max(0, index - 3) : index]]
    joined = " ".join(before)
    tail = line.text[figure.end : figure.end + 10].strip().lower()
    return replace(
        figure,
        about=bool(_ABOUT & set(before[-2:])),
        barely=bool(_BARELY & set(before[:-1])),
        at_least=joined.endswith(
            ("more than", "at least", "over", "above", "exceeding", "no fewer than", "no less than")
        )
        or tail.startswith("or more"),
        at_most=joined.endswith(("less than", "fewer than", "up to", "at most", "under", "below", "no more than")),
    )


def _joined_ranges(text: str, found: list[Figure]) -> list[Figure]:
    """ "5-7 percent" and "between 5 and 7 percent" are one figure each."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.low == last.high
            and figure.unit
            and last.unit in ("", figure.unit)
            and figure.low > last.low
        ):
            gap = text[last.end : figure.start].strip().lower()
            spanned = gap in ("-", "–", "—", "to") and not text[: last.start].rstrip().lower().endswith("from")
            if spanned or (gap == "and" and text[: last.start].rstrip().lower().endswith("between")):
                joined[-1] = replace(figure, text=text[last.start : figure.end], low=last.low, start=last.start)
                continue
        joined.append(figure)
    return joined


# ── comparing ─────────────────────────────────────────────────────────────────────────────────────


def same_kind(claimed: Figure, told: Figure) -> bool:
    """Whether both measure the same sort of thing: unit against unit, counted noun against noun."""
    if claimed.unit != told.unit or claimed.ordinal != told.ordinal:
        return False
    if claimed.unit:
        return True
    if not claimed.nouns or not told.nouns:
        return False
    return any(likeness(one, other) >= 0.7 for one in claimed.nouns for other in told.nouns)


def may_be(claimed: Figure, told: Figure) -> bool:
    """Whether two equal values near each other are of one thing: nothing speaks against it."""
    if claimed.unit != told.unit or claimed.ordinal != told.ordinal:
        return False
    if claimed.unit or not claimed.nouns or not told.nouns:
        return True
    return any(likeness(one, other) >= 0.7 for one in claimed.nouns for other in told.nouns)


def agree(claimed: Figure, told: Figure) -> str | None:
    """How the values agree: "" exactly, else a note; None: they do not.

    Rounding is tolerated where either side says "about", or keeps fewer digits of the same value (2.1
    million for 2,134,000; not 2 for 2.4). "7.0" is not rounded: whoever writes the nought means it.
    """
    if _close(claimed.low, told.low, 1e-9) and _close(claimed.high, told.high, 1e-9):
        return ""
    if claimed.at_least and claimed.low <= told.low <= claimed.low * (1.1 if claimed.barely else 2.0):
        return f"{told.text} is more than {claimed.text}"
    if claimed.at_most and not told.at_most and claimed.high * (0.9 if claimed.barely else 0.8) <= told.high:
        return f"{told.text} is within {claimed.text}" if told.high <= claimed.high else None
    if told.low < told.high and told.low <= claimed.low and claimed.high <= told.high:
        return f"within {told.text}"
    if (claimed.about or told.about) and _close(claimed.low, told.low, 0.1):
        return f"rounded from {told.text}"
    if _close(claimed.low, told.low, 0.05) and (
        (_rounds(told.low, claimed.low) and not _to_the_tenth(claimed))
        or (_rounds(claimed.low, told.low) and not _to_the_tenth(told))
    ):
        return f"rounded from {told.text}"
    return None


def _to_the_tenth(figure: Figure) -> bool:
    return re.search(r"\d\.0\b", figure.text) is not None


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-12)


def _rounds(exact: float, rounded: float) -> bool:
    """Whether `rounded` is `exact` to fewer significant digits. Counts below 20 are not rounded."""
    if max(exact, rounded) < 20 and exact == int(exact) and rounded == int(rounded):
        return False
    digits = len(f"{rounded:.10g}".replace(".", "").strip("0").lstrip("0"))
    return float(f"{exact:.{max(digits, 1)}g}") == rounded


def best_agreement(claimed: Figure, told: Sequence[Figure]) -> tuple[Figure, str] | None:
    """The first of these figures that agrees with the claimed one, exact before rounded."""
    agreeing = [(figure, note) for figure in told if (note := agree(claimed, figure)) is not None]
    return min(agreeing, key=lambda pair: len(pair[1]), default=None)
