"""Which of an outlet's sites to ask, in what order, and whose silence says anything.

A report in the document's language is sought where the outlet publishes in it; a site that was given up
is only in the archives.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from verifier.records import Domain, Outlet, Query
from verifier.urls import same_site


def likeliest_first(hosts: Iterable[str], outlet: Outlet, day: date | None, language: str | None) -> tuple[str, ...]:
    """The hosts in use on that day first, of those the ones in that language, then those that say none."""
    domains = _domains(outlet)
    return tuple(sorted(hosts, key=lambda host: _standing(domains.get(host, Domain(host)), outlet, day, language)))


def language_of(host: str, outlet: Outlet) -> str | None:
    """The language that a host of the outlet is in: its own, if it says one, else the outlet's first."""
    languages = _domains(outlet).get(host, Domain(host)).languages or outlet.languages
    return languages[0] if languages else None


def given_up(query: Query, host: str) -> bool:
    """Whether the outlet left this host: what it had is in archives at best."""
    above = [domain for domain in query.outlet.domains if same_site(host, (domain.host,))]
    return bool(above) and max(above, key=lambda domain: len(domain.host)).until is not None


def live(query: Query) -> tuple[str, ...]:
    """The outlet's whole hosts that are still its own, likeliest first: those of the days, if there are any."""
    domains = _domains(query.outlet)
    own = [host for host in query.hosts if domains.get(host, Domain(host)).until is None and "/" not in host]
    day = query.window.last if query.window else None
    of_days = [host for host in own if _in_use(domains.get(host, Domain(host)), day)]
    return tuple(of_days or own)


def speaks_for(query: Query, host: str) -> bool:
    """Whether what this host lists shows what the outlet published, as far as the reference is concerned.

    Not where another host is likelier: an agency's Russian site is silent about its English wire.
    """
    if not query.hosts or query.window is None:
        return True
    domains = _domains(query.outlet)
    own = next((known for known in query.hosts if same_site(host, (known,))), host)
    standings = [
        _standing(domains.get(one, Domain(one)), query.outlet, query.window.last, query.language)
        for one in (own, query.hosts[0])
    ]
    return standings[0] <= standings[1]


def _standing(domain: Domain, outlet: Outlet, day: date | None, language: str | None) -> tuple[int, int]:
    """0 is best: whether it was in use then, and how its languages agree with the document's. A host that says
    none has the outlet's first language, and perhaps others."""
    languages = domain.languages or outlet.languages[:1]
    foreign = 0 if language is None or language in languages else 2 if domain.languages else 1
    return int(not _in_use(domain, day)), foreign


def _in_use(domain: Domain, day: date | None) -> bool:
    return day is None or (domain.since or day.year) <= day.year <= (domain.until or day.year)


def _domains(outlet: Outlet) -> dict[str, Domain]:
    return {domain.host: domain for domain in outlet.domains}
