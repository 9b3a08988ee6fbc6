"""Pages that neither a title nor an address tells apart: `/news/4711.html` among its like.

Few are simply read. Of many only some could be, so a list of them shows little of what was published; but the
pages themselves link to each other by title: some, spread over the list, are read as lists of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.discovery.ranking import Named
from verifier.urls import slug_words

FEW = 6
"""So many can be read one after the other."""
ASIDES = 2
"""Pages of a list that are read for their links."""


def is_opaque(pages: Sequence[Named]) -> bool:
    """Whether so many of the pages are silent that reading them is a lottery."""
    silent = sum(not page.title and len(slug_words(page.url)) < 2 for page in pages)
    return silent > FEW and silent * 2 > len(pages)


def asides(pages: Sequence[Named]) -> tuple[str, ...]:
    """The addresses of those to read for their links: evenly spread, as neighbours know each other."""
    urls = sorted({page.url for page in pages})
    return tuple(urls[len(urls) * (2 * n + 1) // (2 * ASIDES)] for n in range(min(ASIDES, len(urls))))
