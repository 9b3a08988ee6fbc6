"""How much two texts are one text: the wire report and its copy at another outlet, shortened or retouched.

By the shingles (rows of four words) that they share, after A. Broder, "On the resemblance and containment of
documents" (1997). Exact sets, no sketch: a reference has a handful of reports, and they fit.
"""

from __future__ import annotations

import re

from verifier.prose.words import fold

ROW = 4
"""Words of a shingle, characters where words are not divided: fewer are shared by chance."""
LEAST_ROWS = 20
"""A text of fewer is too short to tell a copy from a set phrase."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's shingles that the other has too, 0..1; 0 where either is too short.

    Of the shorter, for copies are cut: two paragraphs of a report are its copy. Measured on this repository's texts,
    two accounts of one event share under 0.15, a retouched copy over 0.75 (tests/prose/test_likeness.py).
    """
    first, second = _shingles(one), _shingles(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter >= LEAST_ROWS else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return set(zip(*(words[start:] for start in range(ROW)), strict=False))
