"""The running text of a page: trafilatura's, and a modest reading of our own where it finds none."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from verifier.reading.page import Block, Page

FAST_FROM_BLOCKS = 6_000
"""Larger pages are read without trafilatura's comparison of extractors, which grows faster than the page."""
AGREED, ALIKE = 0.9, 1.4
"""Share of the longest run of prose that stands in the text, and how much longer the text may be, for the two to agree
so well that no third reading is asked. Of the 429 pages of the tests they do on 97 in 100, and the comparison of
extractors, half of a page's time, changed no text of these."""
SHORT = 200
"""A text under this weight is doubted, and other readings are tried."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BLANKS = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_TAG = re.compile(r"<[^>]{1,400}>")


def weight(text: str) -> int:
    """The length of a text as if it were in Latin letters: a Chinese or Japanese character says as much
    as about two and a half."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text)) * 3 // 2


def extract(page: Page, latest: date) -> str:
    """The report's text without its headline, paragraphs separated by one line end; "" where there is none."""
    own = _longest_run(page.blocks)
    text = _by_trafilatura(page, latest, fast=True)
    if not _agree(text, own) and len(page.blocks) <= FAST_FROM_BLOCKS:
        text = _by_trafilatura(page, latest, fast=False)
    if weight(text) >= SHORT:
        return text
    declared = _TAG.sub(" ", page.linked.text("articleBody") or "")
    best = max((own, _tidy(declared)), key=weight)
    return best if weight(best) >= max(80, 2 * weight(text)) else text


def _agree(text: str, own: str) -> bool:
    """Whether two readings that know nothing of each other took the same for the report."""
    lines = set(_tidy(own).split("\n"))
    shared = sum(weight(line) for line in text.split("\n") if line in lines)
    return weight(own) >= SHORT and shared >= AGREED * weight(own) and weight(text) <= ALIKE * weight(own)


def _by_trafilatura(page: Page, latest: date, *, fast: bool) -> str:
    """Without its metadata (no clock, no second search for dates) and without its memory of other pages; `fast`:
    without its comparison of extractors."""
    import trafilatura  # only here: a process that reads no page need not pay 0.2 s for it

    try:
        document = trafilatura.bare_extraction(
            page.tree,
            fast=fast,
            include_comments=False,
            deduplicate=False,
            with_metadata=False,
            date_extraction_params={"max_date": latest.isoformat()},
        )
    except (etree.LxmlError, ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError):
        # It meets markup it does not expect about once in ten thousand pages. ValueError and TypeError it
        # catches itself; like them, these mean: no text by this reader, and ours is asked.
        return ""
    return _below(page.heading, _tidy(str(getattr(document, "text", None) or "")))


def _longest_run(blocks: tuple[Block, ...]) -> str:
    """The longest run of prose blocks, captions and short lines between them passed over."""
    runs: list[list[Block]] = [[]]
    gap = 0
    for block in blocks:
        if is_prose(block):
            runs[-1].append(block)
            gap = 0
        else:
            gap += 1
            if gap > 3 and runs[-1]:
                runs.append([])
    best = max(runs, key=lambda run: sum(weight(block.text) for block in run))
    return "\n".join(block.text for block in best)


def is_prose(block: Block) -> bool:
    """Whether a block is running text: long enough, hardly linked, and not in a menu."""
    return weight(block.text) >= 60 and block.linked * 3 < len(block.text) and not block.aside and not block.heading


def _below(heading: str | None, text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if heading and first.casefold() == heading.casefold() else text


def _tidy(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
