"""Printed lines → paragraphs: what a page's typography says with gaps, indents and hyphens, as text.

Rules of thumb that hold for one and two columns of running text. Lines that recur at the head or the
foot of pages are dropped, notes at the foot are put after the text, so that a sentence that goes over a
page's end is one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from verifier.ingest.draft import Block, over_words
from verifier.records import Link


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and its box, in points from the page's lower left corner. `hyphenated`: it ends with a
    hyphen, which `text` leaves out."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    hyphenated: bool = False
    links: tuple[Link, ...] = ()

    @property
    def height(self) -> float:
        return self.top - self.bottom


WIDE_GAP = 1.35
"""Times the usual distance of two lines: a paragraph ends there."""

FEW_GAPS = 4

LONG_LINE = 0.8
"""Of the width of most lines."""

UNFINISHED_GAP = 2.5
"""Times the usual distance: so far a sentence goes on with a small letter, whatever the leading."""

OTHER_SIZE = 0.12
"""Share by which letters differ in height when a heading meets its text."""

NOTE_SIZE = 0.9
"""Times the height of the text's letters: not above it are a note's."""

SHORT_LINE = 0.9
"""Of a column's width: a line that ends a sentence before that ends its paragraph."""

RECURS = 3
"""Pages at whose head or foot the same line stands: it is theirs then, and not the text's. Of a short
document, two."""

TITLE_SIZE = 1.15
"""Times the height of the text's letters: from there the largest on the first page are the title."""

MAX_TITLE = 300

_ENDS_SENTENCE = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+|p\.\s*)?(\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?\W*", re.IGNORECASE)
_NOTE_START = re.compile(r"\W{0,2}(\d{1,3})(?![\d.,/:]*\d)[.)\]]?\s*\S")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]"
_NO_SPACE = re.compile(rf"{_WIDE}\n{_WIDE}|\S[-‐–—/]\n")
# Prefixes that English keeps apart with a hyphen.
_KEEPS_HYPHEN = frozenset(
    ("self", "non", "anti", "pro", "ex", "vice", "semi", "quasi", "all", "well", "so", "north", "south", "east", "west",
     "long", "short", "high", "low", "half", "mid", "cross", "one", "two", "three", "four", "five", "six", "ten")
)  # fmt: skip


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The text's paragraphs, each named by the page it begins on, then the notes of all pages."""
    pages = _without_running(pages)
    words = _vocabulary(pages)
    usual = _usual_height(pages)
    text: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        first_note = _first_note(page, usual)
        text += page[:first_note]
        notes += page[first_note:]
    for group in _grouped(text, usual):
        yield _joined(group, f"page {group[0].page}", words)
    for group in _split_notes(notes):
        number = _NOTE_START.match(group[0].text)
        where = f"page {group[0].page}, footnote {number[1]}" if number else f"page {group[0].page}, footnote"
        yield _joined(group, where, words)


def title(pages: Sequence[Sequence[Line]]) -> str | None:
    """The lines in the largest letters of the first page, where they are larger than the text's."""
    first = pages[0] if pages else ()
    largest = max((line.height for line in first), default=0.0)
    if largest < TITLE_SIZE * _usual_height(pages):
        return None
    return " ".join(line.text.strip() for line in first if line.height > 0.98 * largest)[:MAX_TITLE]


# ── what is not the text's ──


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without recurring heads and feet and without page numbers."""
    pitch = _pitch([line for page in pages for line in page])
    edges = [_edges(page, pitch) for page in pages]
    counts = Counter(key for edge in edges for key in set(edge.values()))
    often = RECURS if len(pages) > RECURS else 2
    return [
        [
            line
            for index, line in enumerate(page)
            if not (index in edge and _is_running(line, counts[edge[index]], often))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line], pitch: float) -> dict[int, str]:
    """The lines that may be a page's head or foot, by index: what they say, numbers aside.

    They are its highest and its lowest line, and the next ones while no wide gap parts them from that.
    """
    by_height = sorted(range(len(page)), key=lambda index: -page[index].bottom)
    edges: dict[int, str] = {}
    for zone, order in (("head", by_height), ("foot", by_height[::-1])):
        parted = [abs(page[one].bottom - page[two].bottom) > WIDE_GAP * pitch for one, two in pairwise(order[:4])]
        size = parted.index(True) + 1 if True in parted else 1
        for index in order[:size]:
            edges[index] = f"{zone} {re.sub(r'[0-9]+', '#', ' '.join(page[index].text.split()))}"
    return edges


def _is_running(line: Line, count: int, often: int) -> bool:
    number = _PAGE_NUMBER.fullmatch(line.text)
    if number is not None:
        return count >= often or int(number[1]) == line.page
    # Without letters it is more likely a row of a table.
    return count >= often and re.search(r"[^\W\d_]{3}", line.text) is not None


def _first_note(page: Sequence[Line], usual: float) -> int:
    """The index where the notes at the foot of a page begin: its last lines, small, the first one numbered,
    all under the text."""
    index = len(page)
    while index and page[index - 1].height <= NOTE_SIZE * usual:
        index -= 1
    while index < len(page) and not _NOTE_START.match(page[index].text):
        index += 1
    if index in (0, len(page)) or page[index].top > min(line.top for line in page[:index]):
        return len(page)
    return index


def _usual_height(pages: Sequence[Sequence[Line]]) -> float:
    """The height of the lines that most characters stand in."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


# ── lines that belong together ──


def _grouped(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    if not lines:
        return
    pitch = _pitch(lines)
    group: list[Line] = []
    for column in _columns(lines):
        left, right = _sides(column, usual)
        for line in column:
            if group and _begins(group[-1], line, pitch, left, right):
                yield group
                group = []
            group.append(line)
    yield group


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines as they stand under each other: a column ends where the next line is higher up, or on another page."""
    column = [lines[0]]
    for line in lines[1:]:
        if line.page != column[-1].page or line.bottom > column[-1].top:
            yield column
            column = []
        column.append(line)
    yield column


def _sides(column: Sequence[Line], usual: float) -> tuple[float, float]:
    """Where the column begins and ends: by its text, as a heading over two columns is wider."""
    text = [line for line in column if abs(line.height - usual) <= OTHER_SIZE * usual] or column
    return min(line.left for line in text), max(line.right for line in text)


def _pitch(lines: Sequence[Line]) -> float:
    """The distance of two lines of a paragraph: the usual one under long lines that end no sentence; where
    there are too few of them to tell, that of type set solid."""
    widths = sorted(line.right - line.left for line in lines)
    long = LONG_LINE * widths[len(widths) * 3 // 4] if widths else 0.0
    gaps = [
        gap
        for one, two in pairwise(lines)
        if (gap := _gap(one, two)) > 0 and one.right - one.left >= long and not _ENDS_SENTENCE.search(one.text)
    ]
    if len(gaps) >= FEW_GAPS:
        return median(gaps)
    return median(line.height for line in lines) if lines else 0.0


def _gap(one: Line, two: Line) -> float:
    """How far `two` stands under `one`; 0 where it does not, or on another page."""
    return max(0.0, one.bottom - two.bottom) if one.page == two.page else 0.0


def _begins(previous: Line, line: Line, pitch: float, left: float, right: float) -> bool:
    """Whether `line` begins a paragraph. The column reaches from `left` to `right`."""
    if previous.hyphenated:
        return False
    if abs(previous.height - line.height) > OTHER_SIZE * max(previous.height, line.height):
        return True
    gap = _gap(previous, line)
    finished = _ENDS_SENTENCE.search(previous.text)
    if gap > (WIDE_GAP if finished or not line.text.lstrip()[:1].islower() else UNFINISHED_GAP) * pitch:
        return True
    if not finished:
        return False
    goes_on_elsewhere = gap == 0 and line.left <= previous.right
    width = (previous.right - previous.left) if goes_on_elsewhere else (previous.right - left)
    is_short = width < SHORT_LINE * (right - left)
    is_indented = line.left > left + 0.6 * line.height
    return is_short or is_indented


def _split_notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _NOTE_START.match(line.text):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


# ── lines joined ──


def _joined(lines: Sequence[Line], where: str, words: frozenset[str]) -> Block:
    pieces: list[str] = []
    links: list[Link] = []
    at = 0
    for index, line in enumerate(lines):
        skipped = len(line.text) - len(line.text.lstrip())
        text = line.text.strip()
        links += [Link(at + max(0, link.start - skipped), at + link.end - skipped, link.url) for link in line.links]
        if index + 1 < len(lines):
            text += _joint(line, lines[index + 1].text.lstrip(), words)
        elif line.hyphenated:
            text += "-"
        pieces.append(text)
        at += len(text)
    whole = "".join(pieces)
    return Block(whole, where, over_words(links, whole))


def _joint(line: Line, following: str, words: frozenset[str]) -> str:
    """What stands between the end of a line and the next: a space, a hyphen, or nothing."""
    before = line.text.rstrip()
    if line.hyphenated:
        return "-" if _keeps_hyphen(before, following, words) else ""
    if _NO_SPACE.search(f"{before[-2:]}\n{following[:1]}"):
        return ""
    return " "


def _keeps_hyphen(before: str, following: str, words: frozenset[str]) -> bool:
    """Whether the hyphen is the word's own: as the document writes it elsewhere, else by its parts."""
    left, right = re.search(r"[^\W\d_]*$", before), re.match(r"[^\W\d_]*", following)
    if not left or not right or not left[0] or not right[0] or not right[0].islower():
        return True
    whole = f"{left[0]}{right[0]}".lower()
    if whole in words:
        return False
    return f"{left[0]}-{right[0]}".lower() in words or left[0].lower() in _KEEPS_HYPHEN


def _vocabulary(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The document's words as written inside its lines: those at an edge may be parts of one."""
    return frozenset(
        word[0].lower()
        for page in pages
        for line in page
        for word in _WORD.finditer(line.text)
        if word.start() > 0 and word.end() < len(line.text)
    )
