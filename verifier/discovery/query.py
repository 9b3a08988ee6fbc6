"""What to look for: the outlet's days, and the words of the claim that a report of it would carry.

Never the sentence: the wording is the citing author's, and a draft's sentence is nobody else's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from verifier.discovery.exonyms import written_in
from verifier.discovery.sites import language_of, likeliest_first
from verifier.dossier import Dossier
from verifier.policy import Discovery, Policy
from verifier.prose.words import Kind, fold, names, stem, terms
from verifier.records import CitedDate, Outlet, Precision, Query, Window

MAX_TERMS = 24


def query(dossier: Dossier, outlet: Outlet, hosts: tuple[str, ...], policy: Policy, today: date | None = None) -> Query:
    """What the channels are asked for one reference. `hosts`: the outlet's, those of that day first.

    A confidential document's terms are in it all the same: only discreet channels and the library, which
    is on this machine, are asked then.
    """
    reference = dossier.reference
    day = reference.date.start if reference.date else None
    ordered = likeliest_first(hosts, outlet, day, dossier.language)
    terms = _terms(dossier, outlet)
    foreign = language_of(ordered[0], outlet) if ordered else None
    if foreign == dossier.language:
        foreign = None
    return Query(
        outlet=outlet,
        window=_window(reference.date, policy.discovery),
        hosts=ordered,
        terms=terms,
        foreign=foreign,
        foreign_terms=_foreign(terms, dossier.claim.text, foreign) if foreign else (),
        url=reference.url,
        title=reference.title,
        language=dossier.language,
        today=today,
    )


def rescue(query: Query, url: str) -> Query:
    """The same, for copies of this one page and nothing else of the outlet."""
    return replace(query, url=url, hosts=())


def _window(cited: CitedDate | None, policy: Discovery) -> Window | None:
    """The cited days, a day's with the time zones' margin; a month is wide enough as it is."""
    if cited is None:
        return None
    if cited.precision is not Precision.DAY:
        return Window(cited.start, cited.end)
    return Window(cited.start - timedelta(days=policy.days_before), cited.end + timedelta(days=policy.days_after))


def _terms(dossier: Dossier, outlet: Outlet) -> tuple[str, ...]:
    """Each once, by its stem: names, then figures, then words, the longest (the rarest, as a rule) first."""
    own = {stem(word) for name in (outlet.name, *outlet.aliases) for word in fold(name).split()}
    chosen: dict[str, str] = {}
    for text in _ordered(dossier):
        key = " ".join(stem(word) for word in fold(text).split())
        if key and key not in own:
            chosen.setdefault(key, text)
    return tuple(chosen.values())[:MAX_TERMS]


def _foreign(terms: Iterable[str], claim: str, language: str) -> tuple[str, ...]:
    """The names, as that language writes them, and the figures; its other words are not known here."""
    own = set(names(claim))
    written = ((written_in(language, term) if term in own else term if term[:1].isdigit() else None) for term in terms)
    return tuple(dict.fromkeys(term for term in written if term))


def _ordered(dossier: Dossier) -> Iterator[str]:
    text = dossier.claim.text
    found = terms(text)
    yield from names(text)
    yield from (term.text for term in found if term.kind is Kind.FIGURE and len(term.text) > 1)
    words = [*terms(dossier.reference.title or ""), *(term for term in found if term.kind is Kind.WORD)]
    yield from sorted((fold(word.text) for word in words if len(word.text) > 3), key=lambda word: -len(word))
