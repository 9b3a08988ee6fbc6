"""A document's text cut where its heading, citations and claims begin and end, for showing them in their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verifier.dossier import CitationView, Verification
from verifier.records import Document, Span, Verdict
from verifier.reports.signs import gravest
from verifier.reports.wire import shown_verdict

_HEAD = 600
"""Characters of a text within which its title counts as its heading."""


@dataclass(frozen=True)
class Piece:
    """A run of the text that is its heading, or lies in one citation, or in the claims of some, or in none."""

    text: str
    citation: str | None = None
    verdict: Verdict | None = None
    first_reference: str | None = None
    claims: tuple[str, ...] = ()
    heading: bool = False


def pieces(verification: Verification) -> Iterator[Piece]:
    """The whole text, in order: joined, the pieces are the text. Linear in the text and its citations."""
    document = verification.document.document
    if document is None:
        return
    views, length = verification.citations, len(document.text)
    opening: dict[int, list[CitationView]] = {}
    closing: dict[int, list[CitationView]] = {}
    cited = {view.citation.start: view for view in views}
    whole = sorted((view.citation.start, view.citation.end) for view in views)
    cuts = {0, length} | {place for span in whole for place in span}
    for view in views:
        claim = _apart(view.citation.claim.start, view.citation.claim.end, whole)
        if claim.start < claim.end:
            opening.setdefault(claim.start, []).append(view)
            closing.setdefault(claim.end, []).append(view)
            cuts |= {claim.start, claim.end}
    title = heading(document)
    if title is not None:
        title = _apart(title.start, title.end, whole)
        cuts |= {title.start, title.end}
    claimed: dict[str, None] = {}  # the claims that are open, in the order of opening
    inside: CitationView | None = None
    for start, end in pairwise(sorted(cut for cut in cuts if 0 <= cut <= length)):
        for view in closing.get(start, ()):
            claimed.pop(view.id, None)
        claimed |= {view.id: None for view in opening.get(start, ())}
        if inside is not None and inside.citation.end <= start:
            inside = None
        inside = cited.get(start, inside)
        is_heading = title is not None and title.start <= start and end <= title.end
        yield _piece(document.text[start:end], inside, tuple(claimed), is_heading)


LONGEST_BLOCK = 8000
"""Characters of a line shown as one block: of a longer one a browser would lay out all to show any."""


def blocks(found: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces line by line, so that a page need only lay out the lines in view. A citation is never cut."""
    block: list[Piece] = []
    size = 0
    for piece in found:
        for part in (piece,) if piece.citation else _lines(piece, LONGEST_BLOCK):
            block.append(part)
            size += len(part.text)
            if part.text.endswith("\n") or size >= LONGEST_BLOCK:
                yield tuple(block)
                block, size = [], 0
    if block:
        yield tuple(block)


def _lines(piece: Piece, longest: int) -> Iterator[Piece]:
    """Cut after each line's end, and where a line is too long."""
    for line in piece.text.splitlines(keepends=True) if "\n" in piece.text else (piece.text,):
        for begin in range(0, len(line), longest):
            yield replace(piece, text=line[begin : begin + longest])


def heading(document: Document) -> Span | None:
    """Where the document's text begins with its own title, so that a page need not show it twice."""
    if not document.title:
        return None
    at = document.text.find(document.title, 0, _HEAD)
    if at < 0:
        return None
    line = document.text[document.text.rfind("\n", 0, at) + 1 : at]
    return Span(at, at + len(document.title)) if not line.strip(" \t#*_=") else None


def _apart(start: int, end: int, citations: Sequence[tuple[int, int]]) -> Span:
    """The span without the part of a citation that it begins or ends in: a citation stays in one piece."""
    _, first_ends = _around(start, citations) or (0, start)
    last_begins, _ = _around(end, citations) or (end, 0)
    return Span(first_ends, last_begins)


def _around(place: int, citations: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    at = bisect_left(citations, (place, 0)) - 1
    return citations[at] if at >= 0 and place < citations[at][1] else None


def _piece(text: str, view: CitationView | None, claims: tuple[str, ...], is_heading: bool) -> Piece:
    if view is None:
        return Piece(text, claims=claims, heading=is_heading)
    verdicts = [verdict for one in view.references if (verdict := shown_verdict(one))]
    return Piece(text, view.id, gravest(verdicts), view.references[0].id, claims)
