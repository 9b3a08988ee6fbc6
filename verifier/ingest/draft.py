"""What the reader of a format hands back, and how its blocks become one text.

HTML, DOCX and PDF have no text of their own to take offsets into: it is made here, block after block,
with a blank line between two, so that a paragraph looks the same whatever file it came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from verifier.errors import TooLarge
from verifier.records import Link, Place, Span

BREAK = "\n\n"

MAX_TAGS = 1_500_000
"""Elements of a marked-up file that are read, some seconds' work; a long book in DOCX has about 800,000."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself. `published` is what its publisher wrote down as the day of
    publication; `created` is when the file was made, a much weaker sign."""

    title: str | None = None
    publication: str | None = None
    published: date | None = None
    created: date | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Normalised text with what is known about it, before the user's word and the header are weighed."""

    text: str
    facts: Facts = Facts()
    links: tuple[Link, ...] = ()
    places: tuple[Place, ...] = ()
    markup: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table cell or note; its links and marks are at offsets into its own text.

    A mark is where a note hangs, "mark of footnote 4": the raised number, or no characters where the file
    leaves the number to the reader.
    """

    text: str
    where: str
    links: tuple[Link, ...] = ()
    marks: tuple[Place, ...] = ()


def compose(blocks: Iterable[Block], facts: Facts) -> Draft:
    """One text of all blocks that are not blank, with their links and places moved to where they came."""
    pieces: list[str] = []
    links: list[Link] = []
    places: list[Place] = []
    at = 0
    for block in blocks:
        if not block.text.strip():
            continue
        if pieces:
            pieces.append(BREAK)
            at += len(BREAK)
        pieces.append(block.text)
        links += [Link(at + link.start, at + link.end, link.url) for link in block.links]
        places.append(Place(at, at + len(block.text), block.where))
        places += [Place(at + mark.start, at + mark.end, mark.where) for mark in block.marks]
        at += len(block.text)
    return Draft("".join(pieces), facts, tuple(links), tuple(places))


def check_tags(count: int, name: str) -> None:
    """Raise `TooLarge` where a file has more elements than are read."""
    if count > MAX_TAGS:
        raise TooLarge(f"{name} has more than {MAX_TAGS:,} elements.", remedy="Submit it in parts, or as text.")


def over_words(links: Iterable[Link], text: str) -> tuple[Link, ...]:
    """The links without the white space at their edges; those over nothing else are none."""
    over = []
    for link in links:
        words = text[link.start : link.end]
        start = link.start + len(words) - len(words.lstrip())
        end = link.start + len(words.rstrip())
        if start < end:
            over.append(Link(start, end, link.url))
    return tuple(over)
