"""Quotations against a report: word for word, altered, or not there.

Marks, spacing, case and the spelling of Britain and America do not count. "…", "[…]" stand for words left
out, "[words]" for words put in. What differs otherwise is altered, and the nearest words of the report are
shown with their offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from verifier.matching.spelling import spelled
from verifier.prose.words import STOPWORDS, fold, tokens
from verifier.records import QuotationCheck, QuotationStatus

_MARKED = re.compile(r"“([^“”]{2,1500})”|\"([^\"]{2,1500})\"|«([^«»]{2,1500})»|„([^“”„]{2,1500})[“”]")
_ELISION = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.")
_INSERTION = re.compile(r"\[[^\]]{0,80}\]")
_ELIDED_WORDS = 80
"""The most words of a report that an elision may stand for."""
_REPLACED_WORDS = 6
"""The most words that an insertion in brackets may stand in for."""
_ROUGHLY = 60.0
"""Likeness in percent (of letters, best alignment) of a stretch that is worth comparing word by word."""
_SHARED = 0.65
"""Share of a quotation's words that a stretch must have, in order, to be this quotation, altered."""
_ADDED_WORDS = 5
"""The most words by which the stretch may be longer than the quotation."""
_SHORTEST_ALTERED = 4
"""In words: below, two phrases are alike by chance, and a quotation is there or it is not."""


def marked(text: str) -> tuple[str, ...]:
    """The words between quotation marks, in order. Single quotes are not read: they are apostrophes too."""
    return tuple(next(group for group in match.groups() if group) for match in _MARKED.finditer(text))


class Quoted:
    """A report made ready for looking up quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(tokens(text))
        self.words = [spelled(fold(word)) for word, _, _ in found]
        self.spans = [(start, end) for _, start, end in found]
        self.joined = " ".join(self.words)
        self.starts: list[int] = []
        at = 0
        for word in self.words:
            self.starts.append(at)
            at += len(word) + 1

    def check(self, quotation: str) -> QuotationCheck:
        pieces = _pieces(quotation)
        if not pieces:
            return QuotationCheck(quotation, QuotationStatus.ABSENT)
        place = self._exact(pieces)
        if place is not None:
            return self._found(quotation, QuotationStatus.EXACT, *place)
        words = [word for piece, _ in pieces for word in piece]
        comparable = len(words) >= _SHORTEST_ALTERED and not _is_title(quotation)
        near = self._nearest(words) if comparable else None
        if near is not None:
            return self._found(quotation, QuotationStatus.ALTERED, *near)
        return QuotationCheck(quotation, QuotationStatus.ABSENT)

    def _found(self, quotation: str, status: QuotationStatus, first: int, last: int) -> QuotationCheck:
        start, end = self.spans[first][0], self.spans[last][1]
        return QuotationCheck(quotation, status, self.text[start:end], start, end)

    def _exact(self, pieces: Sequence[tuple[list[str], int]]) -> tuple[int, int] | None:
        """(first, last) word of the pieces in order, each at most its gap behind the one before."""
        opening = pieces[0][0]
        at = self._find(opening, 0, len(self.words))
        while at is not None:
            end: int | None = at + len(opening)
            for piece, gap in pieces[1:]:
                assert end is not None
                place = self._find(piece, end, min(len(self.words), end + gap + len(piece)))
                end = None if place is None else place + len(piece)
                if end is None:
                    break
            if end is not None:
                return at, end - 1
            at = self._find(opening, at + 1, len(self.words))
        return None

    def _find(self, piece: list[str], first: int, limit: int) -> int | None:
        size = len(piece)
        for at in range(first, limit - size + 1):
            if self.words[at] == piece[0] and self.words[at : at + size] == piece:
                return at
        return None

    def _nearest(self, wanted: list[str]) -> tuple[int, int] | None:
        """(first, last) word of the stretch likest to `wanted`, if it is like enough to be it."""
        phrase = " ".join(wanted)
        alignment = fuzz.partial_ratio_alignment(phrase, self.joined, score_cutoff=_ROUGHLY)
        if alignment is None or len(self.joined) < len(phrase) * 0.7:
            return None
        middle = bisect_right(self.starts, (alignment.dest_start + alignment.dest_end) // 2)
        reach = len(wanted) + _ADDED_WORDS
        lowest, highest = max(0, middle - reach), min(len(self.words), middle + reach)
        blocks = SequenceMatcher(None, wanted, self.words[lowest:highest], autojunk=False).get_matching_blocks()
        held = [block for block in blocks if block.size]
        shared = sum(block.size for block in held)
        first, last = lowest + held[0].b, lowest + held[-1].b + held[-1].size - 1
        if shared < _SHARED * len(wanted) or last - first + 1 > len(wanted) + _ADDED_WORDS:
            return None
        # What was swapped at either end belongs to the stretch: "deeply sorry" for "truly sorry".
        first = max(0, first - held[0].a)
        last = min(len(self.words) - 1, last + len(wanted) - held[-1].a - held[-1].size)
        return first, last


def _is_title(quotation: str) -> bool:
    """Whether the marks enclose the name of a work, "The Old Man and the Sea": there are many like it."""
    telling = [word for word, _, _ in tokens(quotation) if word.lower() not in STOPWORDS]
    return bool(telling) and sum(word[0].isupper() for word in telling) > 0.7 * len(telling)


def _pieces(quotation: str) -> list[tuple[list[str], int]]:
    """The runs of words that must stand as they are, each with how many words may stand before it."""
    pieces: list[tuple[list[str], int]] = []
    for number, run in enumerate(_ELISION.split(quotation)):
        for place, stretch in enumerate(_INSERTION.split(run)):
            words = [spelled(fold(word)) for word, _, _ in tokens(stretch)]
            if words:
                gap = _REPLACED_WORDS if place else _ELIDED_WORDS if number else 0
                pieces.append((words, gap))
    return pieces
