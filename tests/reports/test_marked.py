"""A document cut for showing: nothing lost, everything in its place."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.build import NOON
from tests.reports.made import EVIL, TEXT, verification
from verifier.dossier import CitationView, Dossier, ReferenceView, Verification
from verifier.records import Citation, Claim, Document, Reference, ReferenceStatus, StoredDocument, Verdict
from verifier.reports.marked import LONGEST_BLOCK, Piece, blocks, heading, pieces


def test_the_pieces_joined_are_the_text() -> None:
    assert "".join(piece.text for piece in pieces(verification())) == TEXT


def test_each_citation_is_one_piece_with_its_verdict() -> None:
    cited = [piece for piece in pieces(verification()) if piece.citation]
    assert [(piece.text, piece.verdict) for piece in cited] == [
        ("(Xinhua, September 24, 2014)", Verdict.VERIFIED),
        ("(TASS, March 3; Interfax, March 4)", Verdict.CONTRADICTED),
        ("(Kommersant, February 30)", Verdict.UNRESOLVED_SOURCE),
    ]
    assert [piece.first_reference for piece in cited] == ["j1-r1", "j1-r2", "j1-r4"]


def test_the_claims_are_marked_with_their_citations() -> None:
    claimed = {piece.text: piece.claims for piece in pieces(verification()) if piece.claims}
    assert claimed["‮Reversed‬ 𝔸𝔹 text stands here"] == ("j1-c2",)


def test_the_title_that_begins_the_text_is_its_heading() -> None:
    assert [piece.text for piece in pieces(verification()) if piece.heading] == [f"A title {EVIL}"]


HEADINGS = [
    ("A Title\n\nWords.", "A Title", (0, 7)),
    ("\n  # A Title\n\nWords.", "A Title", (5, 12)),
    ("**A Title**\nWords.", "A Title", (2, 9)),
    ("The Review\nA Title\nWords.", "A Title", (11, 18)),
    ("Words on A Title and more.", "A Title", None),
    ("Words. " * 200 + "\nA Title\n", "A Title", None),
    ("Words.", "A Title", None),
    ("Words.", None, None),
]


@pytest.mark.parametrize(("text", "title", "place"), HEADINGS)
def test_where_a_text_begins_with_its_title(text: str, title: str | None, place: tuple[int, int] | None) -> None:
    found = heading(Document(text, title=title))
    assert (found and (found.start, found.end)) == place


def many(count: int) -> Verification:
    """A text of that many citations, whose claims reach back over one another."""
    sentence = "It rained here (TASS, March 3). "
    views = []
    for number in range(count):
        at = number * len(sentence)
        claim = Claim(max(0, at - 32), at + 14, "")
        citation = Citation(at + 15, at + 30, "(TASS, March 3)", claim, (Reference("TASS"),))
        dossier = Dossier(f"r{number}", "j1", citation.references[0], claim)
        view = ReferenceView(dossier.id, f"c{number}", ReferenceStatus.QUEUED, None, dossier)
        views.append(CitationView(f"c{number}", citation, (view,)))
    made = verification()
    return replace(made, document=StoredDocument("d1", "", NOON, Document(sentence * count)), citations=tuple(views))


def test_claims_that_overlap_are_told_apart() -> None:
    found = list(pieces(many(3)))
    assert "".join(piece.text for piece in found) == "It rained here (TASS, March 3). " * 3
    assert [piece.citation for piece in found if piece.citation] == ["c0", "c1", "c2"]
    assert {piece.claims for piece in found} >= {("c0", "c1"), ("c1", "c2")}


def test_a_citation_stays_in_one_piece_whatever_a_claim_says() -> None:
    made = many(3)
    last = made.citations[2]
    claim = replace(last.citation.claim, start=20, end=last.citation.start + 3)
    broken = replace(made, citations=(*made.citations[:2], replace(last, citation=replace(last.citation, claim=claim))))
    found = list(pieces(broken))
    assert "".join(piece.text for piece in found) == "It rained here (TASS, March 3). " * 3
    assert [piece.citation for piece in found if piece.citation] == ["c0", "c1", "c2"]


def test_thousands_of_citations_are_cut_in_a_moment() -> None:
    made = many(5000)
    began = time.perf_counter()
    assert sum(piece.citation is not None for piece in pieces(made)) == 5000
    assert time.perf_counter() - began < 2


def test_blocks_are_the_text_line_by_line_and_a_long_line_in_parts() -> None:
    lines = [Piece("one\ntwo"), Piece(" (TASS)", citation="c1"), Piece("x" * (2 * LONGEST_BLOCK + 5))]
    found = list(blocks(lines))
    assert "".join(piece.text for block in found for piece in block) == "".join(piece.text for piece in lines)
    assert "".join(piece.text for piece in found[0]) == "one\n"
    assert max(sum(len(piece.text) for piece in block) for block in found) < 2 * LONGEST_BLOCK
    assert sum(piece.citation == "c1" for block in found for piece in block) == 1
