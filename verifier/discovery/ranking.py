"""Which candidates to read first, judged by what is known of them unread.

A score is the product of two views of a candidate: its words (title and slug against the claim's) and its
day (against the cited ones), lowered for other sites, other language editions and pages that gather
others. Where an outlet only numbers its pages, the day alone decides, and the score is modest. What the
numbers mean to the loop: above `policy.discovery.fetch_score` a page is fetched as soon as it is known,
above `least_score` once every channel was asked.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from verifier.discovery.addresses import is_gathering, language_in
from verifier.discovery.capitals import stand_ins
from verifier.discovery.exonyms import meant_by
from verifier.discovery.numbering import Span, spans
from verifier.discovery.sounds import alike, skeleton
from verifier.prose.words import STOPWORDS, Kind, fold, stem, terms, words
from verifier.records import Candidate, Query, Window
from verifier.urls import comparison_key, date_in, host_of, period_in, same_site, slug_words

# What a word of the claim weighs when it stands in a title, before its rarity among the candidates.
_WEIGHTS = {Kind.NAME: 1.0, Kind.FIGURE: 0.6, Kind.WORD: 0.7, Kind.DATE: 0.0}
_STAND_IN = 0.6  # for a country where the claim names its capital, and the other way round
_ALIKE = 0.6  # for words that only sound alike: "sankcii" for "sanctions"
_ENOUGH = 1.5  # matched weight at which a title is two thirds certain: a name and a word or two
_SILENT = 0.32  # a numbered page of the right day…
_FEW = 6  # …of which so many can simply be read;
_LOTTERY = 0.24  # of more, other channels are asked for titles first
_NO_WORD = 0.15  # a title that shares nothing with the claim
_SHARED = 0.6  # share of a batch's addresses that makes a word the site's own
_MOVED = 0.02  # a smaller change of a score changes no order that matters
_NAMED = 0.8  # share of a cited title's words that makes a title the cited one


def rank(candidates: Iterable[Candidate], query: Query, claim_text: str) -> tuple[Candidate, ...]:
    """The candidates once each, with their scores in 0..1, best first."""
    pages = merge(candidates)
    if not pages:
        return ()
    measure = _Measure(query, claim_text, pages)
    return tuple(sorted((replace(page, score=measure.score(page)) for page in pages), key=lambda page: -page.score))


def best(candidates: Iterable[Candidate], query: Query, limit: int) -> tuple[Candidate, ...]:
    """The likeliest `limit` of many, for a channel that knows only the query's terms; their scores untouched."""
    pages = merge(candidates)
    if len(pages) <= limit:
        return pages
    measure = _Measure(query, " ".join(query.terms), pages)
    return tuple(sorted(pages, key=lambda page: -measure.score(page))[:limit])


def moved(before: Candidate, now: Candidate) -> bool:
    """Whether more is known of a page, or it stands elsewhere, enough to be written down."""
    return replace(before, score=0.0) != replace(now, score=0.0) or abs(before.score - now.score) >= _MOVED


class Named(Hashable, Protocol):
    """Anything with an address and perhaps a title."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str | None: ...


Page = TypeVar("Page", bound=Named)


def speaking(pages: Iterable[Page], query: Query) -> list[Page]:
    """Those whose title or slug shares two words with the query, or one where it has no other; as written."""
    wanted = {word for term in (*query.terms, *query.foreign_terms) for word in words(term)} - STOPWORDS
    return [
        page
        for page in pages
        if (have := {*words(page.title or ""), *map(fold, slug_words(page.url))} - STOPWORDS)
        and len(have & wanted) >= min(2, len(have))
    ]


def merge(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One candidate a page, in the order first seen, with what any mention of the page knows of it.

    A live page and its archived copies stay apart, as where one cannot be read another may; but what a site
    tells of a page (its title, its day) holds for its copies too.
    """
    merged: dict[tuple[str, str], Candidate] = {}
    told: dict[str, Candidate] = {}
    for page in candidates:
        key = comparison_key(page.url)
        merged.setdefault((key, page.locator or ""), page)
        told[key] = _joined(told[key], page) if key in told else page
    return tuple(_joined(page, told[key]) for (key, _), page in merged.items())


def _joined(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one,
        title=one.title or other.title,
        published=one.published or other.published,
        modified=one.modified or other.modified,
        language=one.language or other.language,
        match=max(one.match, other.match),
    )


class _Measure:
    """One claim against one batch of candidates: rare words of the batch tell more than common ones."""

    def __init__(self, query: Query, claim_text: str, pages: Sequence[Candidate]) -> None:
        self.query = query
        self.own = comparison_key(query.url) if query.url else None
        self.wanted = _wanted(query, claim_text)
        self.sounding: dict[str, list[str]] = {}
        for wanted in self.wanted:
            self.sounding.setdefault(skeleton(wanted), []).append(wanted)
        site = _site_words(pages)
        self.labels: dict[int, tuple[str, ...]] = {id(page): _label(page, site) for page in pages}
        seen = Counter(stem for label in self.labels.values() for stem in set(label))
        self.rarity = {stem: _rarity(count, len(pages)) for stem, count in seen.items()}
        self.matches = {stem: self._match(stem) for stem in seen}
        self.spans = spans(pages)
        silent = sum(1 for page in pages if not self.labels[id(page)])
        self.silent = _SILENT if silent <= _FEW else _LOTTERY * (_FEW / silent) ** 0.25

    def score(self, page: Candidate) -> float:
        if page.channel == "link" or (self.own and comparison_key(page.url) == self.own):
            return 1.0
        day = _day(page, self.query.window, self.spans.get(page.url, (None, None)))
        return round(self._words(page) * day * self._place(page), 4)

    def _words(self, page: Candidate) -> float:
        """How much the title and slug speak of the claim's matter, 0..1."""
        label = self.labels[id(page)]
        if self.query.title and _same_title(self.query.title, page.title or " ".join(slug_words(page.url))):
            return 1.0
        matched = sum(self.matches[stem] * self.rarity[stem] for stem in label)
        total = sum(max(self.matches[stem], 0.5) * self.rarity[stem] for stem in label)
        spoken = 0.0
        if matched:
            spoken = (1 - math.exp(-matched / _ENOUGH)) * (0.5 + 0.5 * matched / total)
        floor = _NO_WORD if label else self.silent
        return max(floor, floor + (1 - floor) * spoken, page.match)

    def _match(self, word: str) -> float:
        if word in self.wanted:
            return self.wanted[word]
        meant = [self.wanted[name] for name in map(stem, meant_by(word)) if name in self.wanted]
        if meant:
            return max(meant)
        rhymes = [other for other in self.sounding.get(skeleton(word), ()) if alike(word, other)]
        return _ALIKE * max((self.wanted[other] for other in rhymes), default=0.0)

    def _place(self, page: Candidate) -> float:
        factor = 1.0
        if self.query.hosts and host_of(page.url) and not same_site(host_of(page.url), self.query.hosts):
            factor *= 0.6
        language = page.language or language_in(page.url)
        if language and self.query.language and language != self.query.language:
            factor *= 0.85
        if not page.title and is_gathering(page.url) and not page.url.startswith("library:"):
            factor *= 0.3
        return factor


def _wanted(query: Query, claim_text: str) -> Mapping[str, float]:
    """The claim's stems and what each weighs."""
    weights: dict[str, float] = {}
    for text in (claim_text, *query.terms, query.title or ""):
        for term in terms(text):
            weight = _WEIGHTS[term.kind]
            weights[term.stem] = max(weights.get(term.stem, 0.0), weight)
            if term.kind is Kind.NAME:
                for other in stand_ins([term.text]):
                    weights[other] = max(weights.get(other, 0.0), _STAND_IN)
    return weights


def _site_words(pages: Sequence[Candidate]) -> frozenset[str]:
    """Words of the addresses that most pages share: the site's plumbing ("newsinf.asp"), not a story's."""
    seen = Counter(word for page in pages for word in set(map(fold, slug_words(page.url))))
    return frozenset(word for word, count in seen.items() if count >= 4 and count > _SHARED * len(pages))


def _label(page: Candidate, site: Set[str]) -> tuple[str, ...]:
    text = [*words(page.title or ""), *(word for word in map(fold, slug_words(page.url)) if word not in site)]
    return tuple(dict.fromkeys(stem(word) for word in text if word not in STOPWORDS and len(word) > 1))


def _rarity(count: int, pages: int) -> float:
    """1 for a word of one title among many, towards 0.3 for one that is in all of them; 1 where few are known."""
    if pages < 5:
        return 1.0
    return max(0.3, math.log((pages + 1) / count) / math.log(pages + 1))


def _same_title(cited: str, found: str) -> bool:
    wanted, have = set(words(cited)) - STOPWORDS, set(words(found)) - STOPWORDS
    return len(wanted) > 1 and len(wanted & have) >= _NAMED * len(wanted)


# ── days ──────────────────────────────────────────────────────────────────────────────────────────


def _day(page: Candidate, window: Window | None, span: Span) -> float:
    """How well the day fits, 0..1, by the best sign there is: the known day, the address, the neighbours'
    numbers, the capture."""
    if window is None:
        return 0.8
    day = page.published or date_in(page.url)
    if day:
        return _nearness(day, window)
    period = period_in(page.url)
    if period and (period[1] < window.first or period[0] > window.last):
        return 0.15
    first, last = span
    if (first and first > window.last) or (last and last < window.first):
        return 0.15
    if first and last and window.first <= first and last <= window.last:
        return 0.95
    if page.modified:
        return _modified(page.modified, window)
    if page.archived_at is None:
        return 0.6
    captured = page.archived_at.date()
    if captured < window.first:
        return 0.1  # before the report was there to be captured
    return 0.8 if captured <= window.last + timedelta(days=2) else 0.5


def _modified(day: date, window: Window) -> float:
    """By the last change of a page, which is its day or later."""
    if day < window.first:
        return 0.1
    return 0.85 if day <= window.last else 0.6


def _nearness(day: date, window: Window) -> float:
    """1 within the window, a little less at the edges that only time zones explain; then falling by the week."""
    if window.first <= day <= window.last:
        span = (window.last - window.first).days
        return 0.92 if span >= 2 and day in (window.first, window.last) else 1.0
    off = min(abs((day - window.first).days), abs((day - window.last).days))
    return 0.4 if off <= 2 else 0.25 if off <= 14 else 0.15
