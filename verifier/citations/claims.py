"""The claim of a citation: the words of the document that it vouches for.

It is the sentence the parenthesis closes, up to the parenthesis; in mid-sentence, the words of the sentence
before it. It reaches back over the sentences before, within the paragraph and never over an earlier
citation, for as long as each leans on the one before it (`leaning`) or a quotation runs on over its start.
A parenthesis that follows another one directly vouches for the same words.
"""

from __future__ import annotations

import re

from verifier.citations import quotations
from verifier.citations.lead_in import Outlet
from verifier.citations.leaning import leans
from verifier.citations.paragraphs import Paragraphs
from verifier.prose import sentences
from verifier.records import Claim

REACH = 6000
"""Characters before a parenthesis that are looked at; a longer stretch without a citation is cut there."""

LED = 1500
"""Characters after a parenthesis in which the sentence that it leads in must end."""

MAX_CONTEXT = 4000
"""Characters of `context`. A longer paragraph is cut into pieces of this length at white space."""

OPENING_WORDS = 3
"""Words before an outlet that still opens its sentence: "Earlier this week Interfax reported (May 3) that …"."""

_LEADING = re.compile(r"[\s\u200b.,;:!?)\]…。，、；”’»*_–—-]*(?:(?:and|и|та|und|et)\s+)?")
_SAYS = re.compile(
    r"(?:(?:also|earlier|later)\s+)?(?:writes|wrote|reports|reported|says|said|notes|noted|claims|claimed)\s+that\s+|"
)
_BULLET = re.compile(r"[\s\u200b]*(?:(?:[-*•·–—#>]+|\(?\d{1,3}[.)]|\[\d{1,3}\])[ \t]+)*[\s\u200b]*")
_WORD = re.compile(r"\w")
_STOP = re.compile(r"[.!?]")


class Claims:
    """The claims of one document's citations, asked for in the order they stand in."""

    def __init__(self, text: str, view: str) -> None:
        self._text = text
        self._view = view
        self._paragraphs = Paragraphs(view)
        self._last_end = 0
        self._last: Claim | None = None
        self._context: tuple[int, int, str] = (0, -1, "")

    def of(self, start: int, end: int, outlet: Outlet | None = None) -> Claim:
        """The claim of the parenthesis `[start:end]`; `outlet` is the one named before it in the text."""
        low, high = self._paragraphs.around(start)
        claim = self._claim(low, high, start, end, outlet)
        self._last, self._last_end = claim, end
        return claim

    def _claim(self, low: int, high: int, start: int, end: int, outlet: Outlet | None) -> Claim:
        follows = low < self._last_end <= start
        floor = (
            _skip(_LEADING, self._view, self._last_end, start) if follows else _skip(_BULLET, self._view, low, start)
        )
        if outlet and outlet.heads:
            floor = max(floor, _skip(_LEADING, self._view, outlet.end, start))
        elif outlet and self._opens_sentence(floor, outlet.start, start):
            led = self._led(end, high)
            if led:
                return self._record(led, low, high)
        if not _WORD.search(self._view, floor, start):
            if follows and self._last is not None:
                return self._last
            return self._record(self._elsewhere(low, high, end), low, high)
        return self._record(self._reaching_back(floor, start), low, high)

    def _reaching_back(self, floor: int, start: int) -> tuple[int, int]:
        floor = max(floor, start - REACH)
        found = sentences.spans(self._view, floor, start)
        index = len(found) - 1
        while index > 0 and (
            leans(self._view, found[index], found[index - 1])
            or quotations.inside(self._view, found[index - 1][0], start, found[index][0])
        ):
            index -= 1
        return found[index][0], found[-1][1]

    def _opens_sentence(self, floor: int, outlet: int, start: int) -> bool:
        """Whether the outlet is among the first words of its sentence: "As Interfax reported (May 3), …"."""
        sentence = sentences.spans(self._view, max(floor, start - REACH), start)[-1]
        return len(self._view[sentence[0] : outlet].split()) <= OPENING_WORDS

    def _led(self, end: int, high: int) -> tuple[int, int] | None:
        """The rest of the sentence after a parenthesis that its outlet and it introduce."""
        begin = _skip(_SAYS, self._view, _skip(_LEADING, self._view, end, high), high)
        stop = _STOP.search(self._view, end, begin)
        if stop or not _WORD.search(self._view, begin, high):
            return None
        first, last = next(sentences.each(self._view, begin, min(high, begin + LED)))
        while last > first and self._view[last - 1] in ".!?":
            last -= 1
        return first, last

    def _elsewhere(self, low: int, high: int, end: int) -> tuple[int, int]:
        """Of a parenthesis that opens its paragraph: the sentence after it, or else the paragraph before it."""
        after = _skip(_LEADING, self._view, end, high)
        if _WORD.search(self._view, after, high):
            return next(sentences.each(self._view, after, min(high, after + REACH)))
        before = low
        while before > self._last_end and not self._view[before - 1].isalnum():
            before -= 1
        while before < low and not self._view[before].isspace():
            before += 1
        begin = max(self._view.rfind("\n", 0, before) + 1, self._last_end, before - REACH)
        if not _WORD.search(self._view, begin, before):
            return low, low
        return self._reaching_back(_skip(_BULLET, self._view, begin, before), before)

    def _record(self, span: tuple[int, int], low: int, high: int) -> Claim:
        start, end = span
        while end > start and (self._view[end - 1].isspace() or self._view[end - 1] == "\u200b"):
            end -= 1
        return Claim(
            start, end, self._text[start:end], self._context_of(start, low, high),
            quotations.quotations(self._text, start, end),
        )  # fmt: skip

    def _context_of(self, at: int, low: int, high: int) -> str:
        """The paragraph, one string for all the citations in it."""
        if high - low > MAX_CONTEXT:
            low += max(at - low, 0) // MAX_CONTEXT * MAX_CONTEXT
            high = min(high, low + MAX_CONTEXT)
        if self._context[:2] != (low, high):
            self._context = (low, high, self._text[low:high].strip())
        return self._context[2]


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start
