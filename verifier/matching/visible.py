"""A text as a reader sees it: without the characters that show nothing and divide words, and the way back.

Zero-width spaces, soft hyphens and marks of direction are invisible; a page that puts one into "did n|ot" still says
"did not". Offsets of what was found in the visible text are brought back to the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.records import Assessment, Passage, QuotationCheck

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Visible:
    text: str
    original: str
    places: Sequence[int]
    """Of each visible character, and of the end, where it stands in the original."""

    def restored(self, given: Assessment) -> Assessment:
        """The same, with offsets and words of the original."""
        return replace(
            given,
            passages=tuple(self._passage(one) for one in given.passages),
            quotations=tuple(self._quotation(one) for one in given.quotations),
        )

    def _passage(self, passage: Passage) -> Passage:
        start, end = self._stretch(passage.start, passage.end)
        return replace(passage, text=self.original[start:end], start=start, end=end)

    def _quotation(self, check: QuotationCheck) -> QuotationCheck:
        if check.start is None or check.end is None:
            return check
        start, end = self._stretch(check.start, check.end)
        return replace(check, start=start, end=end)

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def visible(text: str) -> Visible | None:
    """None where all of it is visible, as nearly always."""
    if text.isascii() or _INVISIBLE.search(text) is None:
        return None
    places = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    return Visible("".join(text[at] for at in places), text, [*places, len(text)])
