"""What two wordings of a quotation differ in, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 600
"""Words of a wording that are compared: the comparison takes the square of them. Longer ones are shown whole."""

_WORD = re.compile(r"\S+\s*")


class Side(StrEnum):
    BOTH = "both"
    DOCUMENT = "document"
    REPORT = "report"


@dataclass(frozen=True)
class Run:
    """Words that stand in one of the wordings, or in both (then as the document has them)."""

    side: Side
    text: str


def differences(document: str, report: str) -> tuple[Run, ...]:
    """The document's wording and the report's as one line of runs. Case, punctuation and marks at a word's ends
    make no difference: a quotation's checker has weighed those already."""
    ours, theirs = _WORD.findall(document), _WORD.findall(report)
    if len(ours) > LONGEST or len(theirs) > LONGEST:
        return (Run(Side.DOCUMENT, document), Run(Side.REPORT, report))
    matcher = SequenceMatcher(None, [_bare(one) for one in ours], [_bare(one) for one in theirs], autojunk=False)
    runs: list[Run] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run(Side.BOTH, "".join(ours[i:j])))
            continue
        if i < j:
            runs.append(Run(Side.DOCUMENT, "".join(ours[i:j])))
        if k < m:
            runs.append(Run(Side.REPORT, "".join(theirs[k:m])))
    return tuple(runs)


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word.casefold()) or word.strip()
