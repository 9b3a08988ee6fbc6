"""What a whole text shares with a whole claim, in numbers: the signs from which `whole` tells
how likely the one bears out the other.

The parts of a claim are judged each by its best passage. These signs look at all of both at once: how much of the
claim stands close together, how much in the same order, and which years, figures and names are nowhere.
Kept from some eighty that were tried; `docs/model-card.md` has the measure. Time is linear in the text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from verifier.matching.lines import Line
from verifier.matching.polarity import Token
from verifier.matching.roles import names_of

_NEAR, _FAR = 3, 12
"""Sentences in a row: those in which one thing is told, and those that hold all that is told of a matter."""
_REACH = 3
"""Words between two that still count as neighbours."""
_YEARS = range(1600, 2100)

Signs = Mapping[str, float]


def signs(claim: Line, text: Sequence[Line]) -> Signs:
    """By name; shares are 0..1, counts are logarithms of one more. `text` holds title and sentences, in order."""
    wanted = [_plain(token) for token in claim.tokens]
    own = frozenset(wanted)
    told = [[_plain(token) for token in line.tokens] for line in text]
    hits = [own.intersection(line) for line in told]
    gathered = _best_window(hits, _FAR)
    return {
        "close": _share(_best_window(hits, _NEAR), own),
        "gathered": _share(gathered, own),
        "neighbours": _neighbours(wanted, told),
        **_unfound(claim, frozenset().union(*hits), gathered, [" ".join(line) for line in told]),
    }


def _plain(token: Token) -> str:
    """A word's stem; a figure without its marks, so that 3,800 is 3800."""
    return token.stem.replace(",", "").replace(".", "") if token.word[:1].isdigit() else token.stem


def _share(found: frozenset[str], own: frozenset[str]) -> float:
    return len(found) / len(own) if own else 0.0


def _best_window(hits: Sequence[frozenset[str]], length: int) -> frozenset[str]:
    """The words of the claim in that stretch of so many sentences which has most of them."""
    stretches = (frozenset().union(*hits[at : at + length]) for at in range(max(1, len(hits) - length + 1)))
    return max(stretches, key=len, default=frozenset())


def _neighbours(wanted: Sequence[str], told: Sequence[Sequence[str]]) -> float:
    """Of the claim's pairs of words side by side, the share found in that order within reach."""
    pairs = list(pairwise(wanted))
    met = {
        (line[at], line[at + step]) for line in told for step in range(1, _REACH + 1) for at in range(len(line) - step)
    }
    return sum(pair in met for pair in pairs) / max(1, len(pairs))


def _unfound(claim: Line, whole: frozenset[str], gathered: frozenset[str], told: Sequence[str]) -> Signs:
    """What of the claim is nowhere in the text, or not where most of it is."""
    numbers = [_plain(token) for token in claim.tokens if token.word[:1].isdigit()]
    years = [number for number in numbers if number.isdecimal() and len(number) == 4 and int(number) in _YEARS]
    others = [number for number in numbers if number not in years]
    named = [_plain(token) for token in claim.names]
    names = [" ".join(_plain(token) for token in name.tokens) for name in names_of(claim) if len(name.tokens) > 1]
    return {
        "number_nowhere": float(any(one not in whole for one in numbers)),
        "year_elsewhere": float(any(one not in gathered for one in years)),
        "figure_elsewhere": float(any(one not in gathered for one in others)),
        "name_nowhere": float(any(one not in whole for one in named)),
        "names_elsewhere": math.log1p(sum(one not in gathered for one in named)),
        "names_apart": math.log1p(sum(not any(words in line for line in told) for words in names)),
    }
