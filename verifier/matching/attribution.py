"""Quotations in a part of a claim that stand in the report word for word: what they carry, and who said them.

"called the decision “a hostile gesture”" need not find "called" or "decision" in the report's own words. But the
names around the quotation must be those the report puts beside it, and most of what else is said of it must be there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.matching.lexicon import SAYING, likeness
from verifier.matching.lines import Line
from verifier.matching.passages import Sentence, Window
from verifier.matching.polarity import Token, is_passive
from verifier.prose.words import Kind, listed, stem
from verifier.records import QuotationCheck, QuotationStatus

SUPPORT = 0.9
"""Of a part that its quotation carries."""
_MOSTLY = 0.4
"""Least share of the part's weight within its quotations."""
_SHORTEST = 3
"""In words of content: a shorter quotation says too little by itself."""
_LIKE = 0.7
_REST = 0.5
"""Least share of the other words that must stand near the quotation in the report."""
_AROUND = 2
"""Sentences before the quotation that may name who speaks, and what of."""
_BESIDE = 3
"""Tokens before a verb among which the name of who speaks stands."""
_MARKS = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_ATTRIBUTING = SAYING | frozenset(
    map(
        stem,
        listed(
            "call describe term dub label characterize denounce dismiss complain speak word comment reply answer ask "
            "write tweet quote put lament warn exult praise welcome criticize condemn argue insist admit acknowledge "
            "stress emphasize explain conclude boast joke promise vow deplore phrase use tell"
        ),
    )
)


def carried(line: Line, quoted: Sequence[QuotationCheck], report: Sequence[Sentence]) -> Window | None:
    """The sentences with the quotations that carry the part `line`; None where they do not carry it."""
    exact = [check for check in quoted if check.status is QuotationStatus.EXACT and check.text in line.text]
    within = [(at, at + len(check.text)) for check in exact if (at := line.text.find(check.text)) >= 0]
    inside = [token for token in line.content if any(low <= token.start < high for low, high in within)]
    if len(inside) < _SHORTEST or sum(token.weight for token in inside) < _MOSTLY * line.weight:
        return None
    first = min((place for check in exact if (place := _place(check, report)) is not None), default=None)
    if first is None:
        return None
    last = max(place for check in exact if (place := _place(check, report, end=True)) is not None)
    rest = [token for token in line.content if token not in inside and token.stem not in _ATTRIBUTING]
    own = [one.line for one in report[first : last + 1]]
    near = [*own, *(one.line for one in report[max(0, first - _AROUND) : first])]
    speakers = [token for token in rest if token.kind is Kind.NAME]
    if not _are_named(speakers, own, near):
        return None
    words = [token for token in rest if token.kind is not Kind.NAME and token.weight > 0.5]
    found = sum(_stands(token, near) for token in words)
    return Window(first, last, SUPPORT) if found >= _REST * len(words) else None


def is_of_another(line: Line, quoted: Sequence[QuotationCheck], report: Sequence[Sentence]) -> bool:
    """Whether the report puts another name beside a quotation than the one that the part `line` says spoke it."""
    speaker = _speaker(line)
    for check in quoted:
        place = _place(check, report) if speaker and check.text in line.text else None
        if place is None or check.status is not QuotationStatus.EXACT:
            continue
        own = report[place].line
        others = _outside_marks(own)
        pronoun = any(token.word in ("he", "she", "they", "it") for token in _plain(own))
        if others and not pronoun and not any(_stands(name, [own]) for name in speaker):
            return True
    return False


def _speaker(line: Line) -> list[Token]:
    """The name right before the verb that the quotation hangs on: "Suga spoke of “…”"; [] where there is none."""
    plain = _plain(line)
    for place, token in enumerate(plain):
        if token.stem in _ATTRIBUTING and token.kind is Kind.WORD and not is_passive(plain, place):
            names = [one for one in plain[max(0, place - _BESIDE) : place] if one.kind is Kind.NAME]
            return names[-2:]
    return []


def _plain(line: Line) -> list[Token]:
    """The tokens outside quotation marks."""
    within = [match.span() for match in _MARKS.finditer(line.text)]
    return [token for token in line.tokens if not any(low <= token.start < high for low, high in within)]


def _place(check: QuotationCheck, report: Sequence[Sentence], *, end: bool = False) -> int | None:
    at = check.end - 1 if end and check.end is not None else check.start
    return next((n for n, one in enumerate(report) if at is not None and one.start <= at < one.end), None)


def _are_named(speakers: Sequence[Token], own: Sequence[Line], near: Sequence[Line]) -> bool:
    """Beside the quotation; or just before it, where no other name is beside it."""
    if all(_stands(name, own) for name in speakers):
        return True
    others = [name for line in own for name in _outside_marks(line)]
    return not others and all(_stands(name, near) for name in speakers)


def _outside_marks(line: Line) -> list[Token]:
    return [token for token in _plain(line) if token.kind is Kind.NAME]


def _stands(token: Token, lines: Sequence[Line]) -> bool:
    return any(likeness(token.stem, one) >= _LIKE for line in lines for one in line.stems)
