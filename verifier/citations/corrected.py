"""A person's corrections, put over the citations that were found: another outlet, other days, other words.

What is corrected says so (`Reference.corrected`, `Claim.corrected`): a report never passes a person's word off as
something that was read. A correction is of the very citation at its offsets; for any other it is refused.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from verifier.citations.claims import MAX_CONTEXT, REACH
from verifier.citations.quotations import quotations
from verifier.errors import InputError
from verifier.records import Citation, CitedDate, Claim, CorrectedReference, Correction, Precision, Reference, Span


def correct(
    text: str, found: Sequence[Citation], corrections: Sequence[Correction], outlets: Set[str]
) -> tuple[Citation, ...]:
    """The citations of `text` as corrected, without those that were removed; `outlets` are the ids there are.

    `InputError` with a pointer to the correction that fits no citation, or says what cannot be.
    """
    if not corrections:
        return tuple(found)
    at = {(one.start, one.end): one for one in found}
    changed: dict[tuple[int, int], Citation | None] = {}
    for number, correction in enumerate(corrections):
        place = (correction.start, correction.end)
        pointer = f"/corrections/{number}"
        if place not in at:
            raise _refused(f"There is no citation from {place[0]} to {place[1]}.", pointer)
        if place in changed:
            raise _refused(f"The citation from {place[0]} to {place[1]} is corrected twice.", pointer)
        changed[place] = None if correction.removed else _corrected(text, at[place], correction, outlets, pointer)
    every = (changed.get((one.start, one.end), one) for one in found)
    return tuple(one for one in every if one is not None)


def _corrected(text: str, citation: Citation, correction: Correction, outlets: Set[str], pointer: str) -> Citation:
    references = list(citation.references)
    for number, one in enumerate(correction.references):
        here = f"{pointer}/references/{number}"
        if not 0 <= one.number < len(references):
            raise _refused(f"The citation has no reference number {one.number}.", f"{here}/number")
        if one.outlet is not None and one.outlet not in outlets:
            raise _refused(f"There is no outlet {one.outlet!r}.", f"{here}/outlet")
        references[one.number] = _meaning(references[one.number], one, here)
    claim = citation.claim if correction.claim is None else _claim(text, citation.claim, correction.claim, pointer)
    return replace(citation, claim=claim, references=tuple(references))


def _meaning(reference: Reference, said: CorrectedReference, pointer: str) -> Reference:
    corrected = set(reference.corrected)
    if said.outlet is not None:
        reference = replace(reference, meant=said.outlet)
        corrected.add("outlet")
    if said.start is not None or said.end is not None:
        if said.start is None or said.end is None or said.end < said.start:
            raise _refused("The days must have a first and a last one, in order.", f"{pointer}/start")
        written = reference.date.text if reference.date else reference.written_date or ""
        on = CitedDate(written, said.start, said.end, Precision.DAY, origin="person")
        reference = replace(reference, date=on, undated=None)
        corrected.add("date")
    return replace(reference, corrected=tuple(sorted(corrected)))


def _claim(text: str, found: Claim, said: Span, pointer: str) -> Claim:
    if not (0 <= said.start < said.end <= len(text) and said.end - said.start <= REACH):
        raise _refused(f"A claim is of 1 to {REACH} characters of the document.", f"{pointer}/claim")
    words = text[said.start : said.end]
    if not words.strip():
        raise _refused("The claim has no words.", f"{pointer}/claim")
    context = found.context if words in found.context else _around(text, said)
    return Claim(said.start, said.end, words, context, quotations(text, said.start, said.end), corrected=True)


def _around(text: str, span: Span) -> str:
    """The lines that the span is in."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.end - MAX_CONTEXT, 0)
    line_end = text.find("\n", span.end)
    return text[begin : min(len(text) if line_end < 0 else line_end, begin + max(MAX_CONTEXT, REACH))].strip()


def _refused(detail: str, pointer: str) -> InputError:
    return InputError(detail, remedy="Extract the citations again, and correct those.", pointer=pointer)
