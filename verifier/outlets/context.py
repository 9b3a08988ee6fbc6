"""What the rest of a document says about a name that several outlets go by: "NTV" beside Anadolu and Hurriyet.

Only declared candidates are chosen among, and only where the signs leave one of them: another reference
that names it in full, or the countries of the outlets that are named beyond doubt, or the language of the
document. Where they do not, the name stays what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.outlets.folding import without_article, words
from verifier.outlets.registry import Registry, published_in
from verifier.records import Citation, Outlet, Reference, Resolution, ResolvedBy

_BEYOND_DOUBT = frozenset({ResolvedBy.NAME, ResolvedBy.ALIAS, ResolvedBy.DOMAIN, ResolvedBy.URL})

COMPATRIOTS, AGAINST_USUAL = 2, 3
"""So many outlets of one country beside a name say that it is of that country too; so many, that it is not
the outlet that usually goes by the name."""


def settle(citations: Sequence[Citation], registry: Registry, language: str | None = None) -> tuple[Citation, ...]:
    """The citations of one document in `language`, with `Reference.meant` set where the document settles a name."""
    found = {one: registry.resolve(one, _day(one)) for citation in citations for one in citation.references}
    if not any(resolution.alternatives for resolution in found.values()):
        return tuple(citations)
    company = _company(found.values(), language)
    meant = {
        one: replace(one, meant=outlet.id)
        for one, resolution in found.items()
        if (outlet := company.choose(resolution, _day(one), registry)) is not None
    }
    return tuple(
        replace(citation, references=tuple(meant.get(one, one) for one in citation.references))
        for citation in citations
    )


@dataclass(frozen=True, slots=True)
class _Company:
    """The outlets that a document names beyond doubt."""

    ids: frozenset[str]
    countries: Counter[str]
    language: str | None

    def choose(self, resolution: Resolution, day: date | None, registry: Registry) -> Outlet | None:
        """The outlet meant by an ambiguous name; None where the name is not, or nothing settles it."""
        usual = resolution.outlet
        others = [outlet for one in resolution.alternatives if (outlet := registry.get(one))]
        if usual and (usual.id in self.ids or self.countries[usual.country]):
            return None
        named = [one for one in others if one.id in self.ids]
        if named:
            return named[0] if len(named) == 1 else None
        candidates = [one for one in others if day is None or published_in(one, day.year)]
        if any(self._read_anyway(one, resolution.matched) for one in (usual, *candidates) if one):
            return None
        if usual:
            return self._compatriot(candidates, AGAINST_USUAL)
        return self._compatriot(candidates, COMPATRIOTS) or self._of_language(candidates)

    def _read_anyway(self, outlet: Outlet, name: str) -> bool:
        """Whether it is known by just that name in the document's language: "The Times" is cited in English
        whatever the document is about, and whoever else it cites."""
        return (self.language or "en") in outlet.languages and _goes_by(outlet, name)

    def _compatriot(self, candidates: Sequence[Outlet], enough: int) -> Outlet | None:
        """The one of them whose country's outlets the document names, and no other candidate's."""
        at_home = [one for one in candidates if self.countries[one.country]]
        return at_home[0] if len(at_home) == 1 and self.countries[at_home[0].country] >= enough else None

    def _of_language(self, candidates: Sequence[Outlet]) -> Outlet | None:
        """The one that publishes first of all in the document's language; English is everybody's."""
        if self.language in (None, "en") or any(self.countries[one.country] >= COMPATRIOTS for one in candidates):
            return None
        speaking = [one for one in candidates if one.languages[:1] == (self.language,)]
        return speaking[0] if len(speaking) == 1 else None


def _company(resolutions: Iterable[Resolution], language: str | None) -> _Company:
    sure = {
        one.outlet.id: one.outlet
        for one in resolutions
        if one.outlet is not None and not one.alternatives and one.by in _BEYOND_DOUBT
    }
    return _Company(frozenset(sure), Counter(one.country for one in sure.values()), language)


def _goes_by(outlet: Outlet, name: str) -> bool:
    bare = without_article(words(name))
    return any(without_article(words(known)) == bare for known in (outlet.name, *outlet.aliases))


def _day(reference: Reference) -> date | None:
    return reference.date.start if reference.date else None
