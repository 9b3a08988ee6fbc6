"""The registry: every outlet known, found by id, by host, and by what a document calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from verifier import codec
from verifier.outlets.collectives import is_collective
from verifier.outlets.folding import fold, words
from verifier.outlets.hosts import ascii_host, host_of, is_plausible, original, written_host
from verifier.outlets.names import Ambiguity, Names, Spelling
from verifier.records import Domain, Outlet, Reference, Resolution, ResolvedBy


def registry_from(tables: Iterable[Mapping[str, Any]]) -> Registry:
    """The registry of decoded files, each with a list `outlet`, a list `ambiguous`, or both.

    Raises `codec.CodecError` where an entry is not an outlet.
    """
    outlets: list[Outlet] = []
    ambiguities: list[Ambiguity] = []
    for table in tables:
        outlets += codec.decode(tuple[Outlet, ...], table.get("outlet", ()), "/outlet")
        ambiguities += codec.decode(tuple[Ambiguity, ...], table.get("ambiguous", ()), "/ambiguous")
    return Registry(outlets, ambiguities)


class Registry:
    """Immutable. `own` are a user's outlets: they replace those of the same id, and their names and hosts
    are theirs alone."""

    def __init__(
        self, outlets: Iterable[Outlet], ambiguities: Iterable[Ambiguity] = (), own: Iterable[Outlet] = ()
    ) -> None:
        self._shipped = tuple(outlets)
        self._ambiguities = tuple(ambiguities)
        self._own = {outlet.id: outlet for outlet in own}
        kept = [outlet for outlet in self._shipped if outlet.id not in self._own]
        self._by_id = {outlet.id: outlet for outlet in (*kept, *self._own.values())}
        self._by_host = {
            ascii_host(domain.host).removeprefix("www."): outlet
            for outlet in self._by_id.values()
            for domain in outlet.domains
        }
        self._names = Names(kept, self._ambiguities, tuple(self._own.values()))

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, outlet_id: str) -> Outlet | None:
        return self._by_id.get(outlet_id)

    def with_own(self, outlets: Iterable[Outlet]) -> Registry:
        """This registry with a user's outlets over it."""
        own = tuple(outlets)
        return Registry(self._shipped, self._ambiguities, (*self._own.values(), *own)) if own else self

    def at_host(self, host: str) -> Outlet | None:
        """The outlet that publishes there: at this host, or at the longest domain above it.

        Takes a host or a URL; "www.", "m." and other subdomains are their domain's.
        """
        name = host_of(host) or ""
        while "." in name:
            if name in self._by_host:
                return self._by_host[name]
            name = name.partition(".")[2]
        return None

    def named(self, text: str, on: date | None = None) -> Resolution:
        """The outlet that a written name means, on that day where the day matters."""
        host = written_host(text)
        if host is not None and (outlet := self.at_host(host)):
            return Resolution(outlet, ResolvedBy.DOMAIN, host)
        found = self._names.find(text)
        if found is None and host is not None and is_plausible(host):
            return Resolution(_unregistered(host), ResolvedBy.UNREGISTERED_DOMAIN, host)
        if found is None and is_collective(words(text)):
            return Resolution(None, ResolvedBy.COLLECTIVE, text.strip())
        found = found or self._names.find_trimmed(text) or self._names.find_misspelt(text)
        return self._settled(found, on) if found else Resolution(None, ResolvedBy.UNKNOWN)

    def knows(self, name: str) -> bool:
        """Whether it is surely the name or host of an outlet here, be it of several; no misspelling is."""
        host = written_host(name)
        return (host is not None and self.at_host(host) is not None) or self._names.find(name) is not None

    def resolve(self, reference: Reference, on: date | None = None) -> Resolution:
        """The outlet of a reference: a person's word, or its name, and its link where the name does not tell.

        An archive's or a redirector's link counts as the page's own. A recognised name stands even where the
        link leads elsewhere: agencies' reports are read on other people's sites. Of the outlets that an
        ambiguous name may mean, the link picks one, or else the rest of the document (`context`).
        """
        if "outlet" in reference.corrected and reference.meant in self._by_id:
            return Resolution(self._by_id[reference.meant], ResolvedBy.PERSON, reference.source)
        by_name = self.named(reference.source, on)
        by_link = self._linked(reference.url) if reference.url else None
        if by_name.alternatives:
            return self._picked(by_name, by_link, reference.meant)
        return by_name if by_link is None or by_name.outlet is not None else by_link

    def _picked(self, by_name: Resolution, by_link: Resolution | None, meant: str | None) -> Resolution:
        """Of the outlets that a name may mean, the one linked to, or else the one meant by the document."""
        linked = by_link.outlet if by_link else None
        if by_link is not None and linked is not None:
            if linked.id in by_name.alternatives:
                return by_link
            if linked == by_name.outlet:
                return by_name
        if meant not in by_name.alternatives:
            return by_name
        others = (by_name.outlet.id, *by_name.alternatives) if by_name.outlet else by_name.alternatives
        return Resolution(
            self._by_id[meant], ResolvedBy.CONTEXT, by_name.matched, tuple(one for one in others if one != meant)
        )

    def _linked(self, url: str) -> Resolution | None:
        host = host_of(original(url))
        if host is None:
            return None
        if outlet := self.at_host(host):
            return Resolution(outlet, ResolvedBy.URL, host)
        return Resolution(_unregistered(host), ResolvedBy.UNREGISTERED_DOMAIN, host)

    def _settled(self, spelling: Spelling, on: date | None) -> Resolution:
        candidates = spelling.outlets
        chosen = candidates[0] if len(candidates) == 1 else spelling.usual or self._only_one_of_its_day(spelling, on)
        if chosen is None:
            return Resolution(None, ResolvedBy.AMBIGUOUS, spelling.written, candidates)
        outlet = self._by_id[chosen]
        by = ResolvedBy.NAME if spelling.written == outlet.name else ResolvedBy.ALIAS
        return Resolution(outlet, by, spelling.written, tuple(one for one in candidates if one != chosen))

    def _only_one_of_its_day(self, spelling: Spelling, on: date | None) -> str | None:
        """The one candidate that was on the web that year, if the registry calls it just so.

        Elimination alone would not do: the outlet that was meant may be one the registry lacks.
        """
        if on is None:
            return None
        living = [one for one in spelling.outlets if published_in(self._by_id[one], on.year)]
        return living[0] if len(living) == 1 and _goes_by(self._by_id[living[0]], spelling.written) else None


def hosts_on(outlet: Outlet, day: date | None) -> tuple[str, ...]:
    """The outlet's hosts, likeliest first for a report of that day.

    First those in use that year (one that has since been given up says most about its time, so it leads),
    then the others, nearest in time first. In the registry's order where there is no day.
    """
    if day is None:
        return tuple(domain.host for domain in outlet.domains)
    ranked = sorted(outlet.domains, key=lambda domain: (_years_off(domain, day.year), domain.until is None))
    return tuple(domain.host for domain in ranked)


def _years_off(domain: Domain, year: int) -> int:
    """How many years lie between the year and the host's use; 0 within it."""
    if domain.since is not None and year < domain.since:
        return domain.since - year
    if domain.until is not None and year > domain.until:
        return year - domain.until
    return 0


def published_in(outlet: Outlet, year: int) -> bool:
    """Whether any host of the outlet was in use that year; outlets without hosts get the benefit of the doubt."""
    return not outlet.domains or any(_years_off(domain, year) == 0 for domain in outlet.domains)


def _goes_by(outlet: Outlet, name: str) -> bool:
    return fold(name) in {fold(known) for known in (outlet.name, *outlet.aliases)}


def _unregistered(host: str) -> Outlet:
    return Outlet(id=host, name=host, domains=(Domain(host),), kind="site")
