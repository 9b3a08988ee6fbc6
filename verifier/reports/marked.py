"""A document's text cut where citations and claims begin and end, for showing them in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from verifier.dossier import CitationView, Verification
from verifier.records import Verdict
from verifier.reports.signs import gravest
from verifier.reports.wire import shown_verdict


@dataclass(frozen=True)
class Piece:
    """A run of the text that lies in one citation, or in the claims of some, or in neither."""

    text: str
    citation: str | None = None
    verdict: Verdict | None = None
    first_reference: str | None = None
    claims: tuple[str, ...] = ()


def pieces(verification: Verification) -> Iterator[Piece]:
    """The whole text, in order: joined, the pieces are the text."""
    document = verification.document.document
    text = document.text if document else ""
    cuts = {0, len(text)}
    for view in verification.citations:
        cuts |= {view.citation.start, view.citation.end, view.citation.claim.start, view.citation.claim.end}
    places = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    views = list(verification.citations)
    for start, end in pairwise(places):
        yield _piece(text[start:end], start, end, views)


def _piece(text: str, start: int, end: int, views: list[CitationView]) -> Piece:
    inside = next((view for view in views if view.citation.start <= start and end <= view.citation.end), None)
    claims = tuple(view.id for view in views if view.citation.claim.start <= start and end <= view.citation.claim.end)
    if inside is None:
        return Piece(text, claims=claims)
    verdicts = [verdict for view in inside.references if (verdict := shown_verdict(view))]
    return Piece(text, inside.id, gravest(verdicts), inside.references[0].id, claims)
