"""What is known of a language besides English: its words with their English meanings, its marks of denial and
possibility, its numbers and months. Data is in `config/lexicon/`; a language without a file there has no tongue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from verifier import shipped
from verifier.prose.words import fold, listed, stem

_NOMINAL = "names.toml"
"""The file whose rows are names of places, bodies and people."""
_SHARED = ("deeds.toml", "things.toml", "qualities.toml", "everyday.toml", _NOMINAL)


class Reach(StrEnum):
    """Which words a mark of denial or possibility is said of."""

    NEXT = "next"
    """The next word that carries meaning."""
    AFTER = "after"
    """What follows, to the end of the clause."""
    BEFORE = "before"
    """What stands before, from the beginning of the clause."""
    CLAUSE = "clause"
    """Both."""


class Sense(StrEnum):
    DENIED = "denied"
    POSSIBLE = "possible"
    INTENDED = "intended"


@dataclass(frozen=True, slots=True)
class Mark:
    sense: Sense
    reach: Reach


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word may mean, as stems of English words, any of them."""

    glosses: frozenset[str]
    name: str = ""
    """For a name its sort: "country", "city", "body", "person"."""


@dataclass(frozen=True)
class Tongue:
    """Words are stems as they stand in text: lower case, without diacritics where the script is Latin."""

    code: str
    spaced: bool
    """Whether words stand apart; otherwise the longest known word is taken."""
    entries: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    """First stem → the phrases that begin with it, longest first."""
    marks: Mapping[str, Mark]
    idle: frozenset[str]
    """Words that carry no meaning of their own, as they stand."""
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    hedges: Mapping[str, str]
    """What stands before (or behind) a figure → "about", "at_least", "at_most"."""
    sounds: Mapping[str, str]
    """Character → how it sounds, in Latin letters; for a script that does not tell."""
    tenses: Mapping[Sense, re.Pattern[str]]
    """By their endings: forms of verbs that tell what is to come, or may be."""
    home: str
    """The stem of the country whose reports in this language leave its name out."""
    longest: int

    @property
    def vocabulary(self) -> frozenset[str]:
        return _vocabulary(self.code)

    @property
    def sorts(self) -> Mapping[str, str]:
        """English stem of a listed name → its sort."""
        return _sorts(self.code)


@cache
def _sorts(code: str) -> Mapping[str, str]:
    known = tongue(code)
    assert known is not None
    return {gloss: entry.name for entry in known.entries.values() if entry.name for gloss in entry.glosses}


@cache
def tongue(language: str) -> Tongue | None:
    """The tongue of an ISO 639 code; None where the language is not known."""
    code = language.lower().partition("-")[0].partition("_")[0]
    path = shipped.config("lexicon", f"{code}.toml")
    return _made(code, shipped.table(path)) if code.isalpha() and path.is_file() else None


@cache
def _vocabulary(code: str) -> frozenset[str]:
    known = tongue(code)
    assert known is not None
    phrases = (entry for group in known.phrases.values() for _, entry in group)
    return frozenset().union(*(entry.glosses for entry in (*known.entries.values(), *phrases)))


def plain(word: str, code: str) -> str:
    """A word as the lexicon has it."""
    lowered = word.lower()
    if code in ("de", "fr"):
        return fold(lowered)
    return unicodedata.normalize("NFC", lowered).replace("ё", "е").replace("’", "'").replace("ʼ", "'")


_T = TypeVar("_T")


def listed_as(form: str, table: Mapping[str, _T]) -> _T | None:
    """What the table has for a word: as it stands, or by the longest stem with an asterisk that it begins with."""
    if form in table:
        return table[form]
    stems = (f"{form[:length]}*" for length in range(len(form), max(1, len(form) - _LONGEST_FLEXION - 1), -1))
    return next((table[begun] for begun in stems if begun in table), None)


_LONGEST_FLEXION = 4


def _made(code: str, table: Mapping[str, Any]) -> Tongue:
    found: dict[str, tuple[frozenset[str], str]] = {}
    for english, cell, sort in (*_shared(code), *_own(table.get("more", {}).get("words", ""))):
        glosses = frozenset(stem(word) for word in listed(english))
        for form in listed(cell.lower()):
            before = found.get(form, (frozenset(), sort))
            found[form] = (before[0] | glosses, before[1] or sort)
    entries = {form: Entry(*meaning) for form, meaning in found.items() if "_" not in form}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for form, meaning in found.items():
        if "_" in form:
            stems = tuple(form.split("_"))
            phrases.setdefault(stems[0], []).append((stems, Entry(*meaning)))
    marks = {
        form: Mark(Sense(sense), Reach(reach))
        for sense, by_reach in table.get("marks", {}).items()
        for reach, forms in by_reach.items()
        for form in listed(forms.lower())
    }
    calendar = table.get("calendar", {})
    return Tongue(
        code=code,
        spaced=table["spaced"],
        entries=entries,
        phrases={first: tuple(sorted(group, key=lambda one: -len(one[0]))) for first, group in phrases.items()},
        marks=marks,
        idle=frozenset(listed(table.get("idle", ""))),
        numbers=_values(table.get("numbers", {})),
        scales=_values(table.get("scales", {})),
        units={_spaced(form): unit for unit, forms in table.get("units", {}).items() for form in listed(forms)},
        months={form: number for number, forms in enumerate(calendar.get("months", ()), 1) for form in listed(forms)},
        weekdays={form: number for number, forms in enumerate(calendar.get("weekdays", ())) for form in listed(forms)},
        hedges={_spaced(form): hedge for hedge, forms in table.get("hedges", {}).items() for form in listed(forms)},
        sounds={char: sound.rstrip("_") for sound, chars in table.get("sounds", {}).items() for char in chars},
        tenses={Sense(sense): re.compile(form) for sense, form in table.get("tenses", {}).items()},
        home=stem(table.get("home", "")),
        longest=max((len(form) for form in [*entries, *marks]), default=1),
    )


def _spaced(form: str) -> str:
    return form.replace("_", " ")


def _values(table: Mapping[str, str]) -> dict[str, float]:
    return {form: float(value) for value, forms in table.items() for form in listed(forms)}


def _shared(code: str) -> list[tuple[str, str, str]]:
    """(English words, the language's words, sort of name) of every row of the tables that all languages share."""
    found = []
    for name in _SHARED:
        table = shipped.table(shipped.config("lexicon", name))
        columns = listed(table["columns"])
        place = columns.index(code) if code in columns else None
        if place is None:
            continue
        for sort, rows in table["rows"].items():
            for row in rows.strip().splitlines():
                cells = row.split("|")
                if len(cells) != len(columns):
                    raise ValueError(f"{name}: {len(cells)} cells instead of {len(columns)}: {row}")
                found.append((cells[0], cells[place], sort if name == _NOMINAL else ""))
    return found


def _own(words: str) -> list[tuple[str, str, str]]:
    """The language's own rows, "English words: its words", between bars or the ends of lines."""
    found = []
    for row in words.replace("\n", "|").split("|"):
        english, _, cell = row.partition(":")
        if cell.strip():
            found.append((english, cell, ""))
    return found
