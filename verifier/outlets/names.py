"""The names of all outlets, and the ways a written name may stand for one of them.

In order, the first that gives anything decides: the name itself; the name in another transliteration;
the name with its trimmings taken off ("Interfax news agency [Moscow]", "Russian NTV"), each of which
the outlet must bear out; one typing error in a long word. So a near miss never outranks a spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from verifier.outlets.countries import COUNTRY_OF
from verifier.outlets.folding import skeleton, without_article, words
from verifier.records import Outlet


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name that several outlets go by. `usual`: the one it means unless something says otherwise."""

    name: str
    outlets: tuple[str, ...]
    usual: str | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name as the registry writes it, and the outlets that go by it: one, or it is ambiguous."""

    written: str
    outlets: tuple[str, ...]
    usual: str | None = None


_SHORTEST_SKELETON = 6
"""Below this a skeleton says too little: "CNN TV" and "CNTV" are told apart by the letter."""

_PRINTED = frozenset({"newspaper", "magazine", "journal"})
_AIRED = frozenset({"broadcaster", "channel"})
_ANY: frozenset[str] = frozenset()
_TRIMMINGS: dict[str, frozenset[str]] = {
    word: kinds
    for kinds, group in (
        (_ANY, "online website site web portal homepage page news live english edition version language in"),
        (_ANY, "official state run owned"),
        (_ANY, "сайт онлайн портал новости"),
        (
            frozenset({"agency"}),
            "agency newsagency wire newswire information агентство агентства иа информагентство ia",
        ),
        (
            _AIRED,
            "tv television channel radio station network broadcaster телеканал телеканала радио телекомпания telekanal",
        ),
        (_PRINTED, "newspaper daily weekly monthly paper tabloid magazine journal газета газеты газети журнал журнала"),
        (frozenset({"official"}), "press service statement release"),
    )
    for word in group.split()
}
"""Words around a name, with the kinds of outlet that may bear them: "Interfax TV" is not Interfax."""

_BRACKETS = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\)|（[^）]*）)\s*$")

_TYPO_WORD = 7
_TYPO_LONG_WORD = 12
"""A word of so many letters may be one letter off; of so many, two. Shorter ones are other words:
"Chita Daily" is not "China Daily"."""


class Names:
    """Looks a written name up. A name of the user's `own` outlets is theirs alone; one that is declared an
    ambiguity is what it declares; any other that two outlets share is ambiguous between them."""

    def __init__(
        self, outlets: Iterable[Outlet], ambiguities: Iterable[Ambiguity], own: tuple[Outlet, ...] = ()
    ) -> None:
        shipped = tuple(outlets)
        self._outlets = {outlet.id: outlet for outlet in (*shipped, *own)}
        self._own = frozenset(outlet.id for outlet in own)
        self._written: list[tuple[tuple[str, ...], Spelling]] = []
        self._folded: dict[str, Spelling] = {}
        for outlet in shipped:
            self._add_names(outlet)
        for ambiguity in ambiguities:
            known = tuple(one for one in ambiguity.outlets if one in self._outlets)
            if known:
                usual = ambiguity.usual if ambiguity.usual in known else None
                self._add(Spelling(ambiguity.name, known, usual), instead=True)
        for outlet in own:
            self._add_names(outlet, instead=True)

    def find(self, text: str) -> Spelling | None:
        """The spelling of the registry that the text is, by spelling alone."""
        return self._spelled(words(text))

    def find_trimmed(self, text: str) -> Spelling | None:
        """…once what stands around a name is taken off, where the outlet bears out what was taken."""
        for name, taken in _trimmed(words(_BRACKETS.sub("", text))):
            found = self._spelled(name)
            fitting = self._bearing_out(found, taken) if found else None
            if fitting is not None:
                return fitting
        return None

    def find_misspelt(self, text: str) -> Spelling | None:
        """…allowing for a typing error; the outlets of every name that near."""
        name = without_article(words(text))
        if not name:
            return None
        near = [spelling for known, spelling in self._shapes.get((len(name), name[0][0]), ()) if _is_typo(name, known)]
        if not near:
            return None
        outlets = tuple(dict.fromkeys(one for spelling in near for one in spelling.outlets))
        return Spelling(near[0].written, outlets)

    def _add_names(self, outlet: Outlet, instead: bool = False) -> None:
        for written in (outlet.name, *outlet.aliases):
            self._add(Spelling(written, (outlet.id,)), instead)

    def _add(self, spelling: Spelling, instead: bool) -> None:
        name = words(spelling.written)
        bare = without_article(name)
        self._written.append((bare, spelling))
        for key in {"".join(name), "".join(bare)}:
            _put(self._folded, key, spelling, instead)

    @cached_property
    def _skeletons(self) -> dict[str, Spelling]:
        index: dict[str, Spelling] = {}
        for key, spelling in self._folded.items():
            blurred = skeleton(key)
            if len(blurred) >= _SHORTEST_SKELETON:
                _put(index, blurred, spelling, instead=self._own.issuperset(spelling.outlets))
        return index

    @cached_property
    def _shapes(self) -> dict[tuple[int, str], list[tuple[tuple[str, ...], Spelling]]]:
        """The names long enough to be mistyped, by the number of their words and their first letter."""
        shapes: dict[tuple[int, str], list[tuple[tuple[str, ...], Spelling]]] = {}
        for name, spelling in self._written:
            if max(map(len, name), default=0) >= _TYPO_WORD:
                shapes.setdefault((len(name), name[0][0]), []).append((name, spelling))
        return shapes

    def _spelled(self, name: tuple[str, ...]) -> Spelling | None:
        bare = "".join(without_article(name))
        found = self._folded.get("".join(name)) or self._folded.get(bare)
        if found is None:
            blurred = skeleton(bare)
            found = self._skeletons.get(blurred) if len(blurred) >= _SHORTEST_SKELETON else None
        return found

    def _bearing_out(self, spelling: Spelling, taken: tuple[str, ...]) -> Spelling | None:
        kept = tuple(one for one in spelling.outlets if all(_bears(self._outlets[one], word) for word in taken))
        if not kept:
            return None
        return Spelling(spelling.written, kept, spelling.usual if spelling.usual in kept else None)


def _put(index: dict[str, Spelling], key: str, spelling: Spelling, instead: bool) -> None:
    """Index a spelling; a key that several outlets share is all of theirs, unless one is put instead."""
    known = index.get(key)
    if known is None or instead:
        index[key] = spelling
    elif not set(spelling.outlets) <= set(known.outlets):
        both = tuple(dict.fromkeys((*known.outlets, *spelling.outlets)))
        index[key] = Spelling(known.written, both, known.usual or spelling.usual)


def _trimmed(name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every way to take trimmings off both ends, least first: (what is left, what was taken)."""
    name = without_article(name)
    leading = 0
    while leading < len(name) and (name[leading] in _TRIMMINGS or name[leading] in COUNTRY_OF):
        leading += 1
    trailing = 0
    while trailing < len(name) and name[-1 - trailing] in _TRIMMINGS:
        trailing += 1
    for taken in range(leading + trailing + 1):
        for front in range(max(0, taken - trailing), min(leading, taken) + 1):
            back = len(name) - (taken - front)
            if front < back:
                yield name[front:back], (*name[:front], *name[back:])


def _bears(outlet: Outlet, word: str) -> bool:
    if word in COUNTRY_OF:
        return outlet.country == COUNTRY_OF[word]
    kinds = _TRIMMINGS[word]
    return not kinds or outlet.kind in kinds


def _is_typo(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two names of as many words differ by one slip of the hand, or two in a very long word.

    Not a slip: an ending more ("nation", "national"), and c for k ("Ekonomist" is another paper).
    """
    slips = 0
    for ours, theirs in zip(name, known, strict=True):
        if ours == theirs:
            continue
        shorter = min(len(ours), len(theirs))
        if shorter < _TYPO_WORD or ours.startswith(theirs) or theirs.startswith(ours):
            return False
        if ours.replace("c", "k") == theirs.replace("c", "k"):
            return False
        allowed = 2 if shorter >= _TYPO_LONG_WORD else 1
        distance = OSA.distance(ours, theirs, score_cutoff=allowed)
        if distance > allowed:
            return False
        slips += distance
    return slips <= 2
