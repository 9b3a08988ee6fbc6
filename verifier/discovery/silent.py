"""Pages that neither a title nor an address tells apart: `/news/4711.html` among its like.

A few are simply read. Of many only some could be, so a list of them shows little of what was published. But
pages link to others of their day by title: one is glanced at, far from those whose titles are known, until
the titles of nearly all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from verifier.discovery.days import may_be_of
from verifier.discovery.links import reports_linked, title_of
from verifier.discovery.ranking import Named
from verifier.dossier import page_of
from verifier.records import Candidate, Query, Response
from verifier.urls import comparison_key, slug_words

MANY = 6
"""More of them make a list that shows little."""
FEW = 2
"""So many alone are read one after the other, rather than glanced at."""
ALIKE = 0.75
"""Of the best silent page's score: pages below it are of other days, or of hardly any."""


@lru_cache(maxsize=4096)
def is_silent(page: Named) -> bool:
    return not page.title and len(slug_words(page.url)) < 2


def is_opaque(pages: Sequence[Named]) -> bool:
    """Whether so many of the pages are silent that reading them is a lottery."""
    silent = sum(map(is_silent, pages))
    return silent > MANY and silent * 2 > len(pages)


def next_glance(candidates: Sequence[Candidate], glanced: Set[tuple[str, str | None]]) -> Candidate | None:
    """The silent page to glance at next: in the middle of the longest stretch, in the order of their numbers, of
    pages without titles; None where all have one, or too few have none to begin.

    `candidates`: all that are worth reading, best first; `glanced`: the pages (`page_of`) that were glanced at.
    """
    silent = [one for one in candidates if is_silent(one)]
    if not silent:
        return None
    alike = [one for one in silent if one.score >= ALIKE * silent[0].score]
    seen = {key for key, _ in glanced}
    open_pages: dict[str, Candidate] = {}
    for one in alike:
        if page_of(one) not in glanced:
            open_pages.setdefault(page_of(one)[0], one)
    left = open_pages.keys() - seen
    if not left or (not glanced and len(left) <= FEW):
        return None
    told = {page_of(one)[0] for one in candidates if one.title} | seen
    stretch = _longest(sorted({*open_pages, *told}, key=_by_number), left)
    return open_pages[stretch[len(stretch) // 2]]


def titles_linked(
    response: Response, glanced: Candidate, query: Query, known: Iterable[Candidate]
) -> tuple[Candidate, ...]:
    """What the page tells of others, and of itself: those known already with their titles, and others of those
    days at the same place (the site, or the archive). `ChannelError` where it is no page with links."""
    linked = reports_linked(response, glanced.url, query.hosts)
    titles = {comparison_key(page.url): page for page in linked if page.title}
    own = title_of(response)
    found = [one for one in known if not one.title and comparison_key(one.url) in titles]
    told = [Candidate(one.url, one.channel, one.locator, titles[comparison_key(one.url)].title) for one in found]
    if own:
        told.append(Candidate(glanced.url, glanced.channel, glanced.locator, own))
    for one in known:
        titles.pop(comparison_key(one.url), None)
    told += [
        Candidate(page.url, glanced.channel, _beside(glanced, page.url), page.title)
        for page in titles.values()
        if query.window is not None and may_be_of(query.window, page.url)
    ]
    return tuple(told)


def _beside(glanced: Candidate, url: str) -> str | None:
    """Where an archive that holds the glanced page as it was then would hold the other one."""
    if glanced.locator is None or not glanced.locator.endswith(glanced.url):
        return None
    return glanced.locator.removesuffix(glanced.url) + url


def _longest(ordered: Sequence[str], among: Set[str]) -> list[str]:
    """The longest unbroken run of those in `ordered`."""
    best: list[str] = []
    run: list[str] = []
    for key in ordered:
        run = [*run, key] if key in among else []
        best = max(best, run, key=len)
    return best


@lru_cache(maxsize=4096)
def _by_number(url: str) -> tuple[tuple[int, str], ...]:
    """Numbers as numbers: 998 before 1001."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", url))
