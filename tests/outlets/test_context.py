"""A name of several outlets, settled by the rest of the document."""

from datetime import date

import pytest

from verifier.outlets import Registry, settle
from verifier.records import Citation, CitedDate, Claim, Reference, ResolvedBy

DAY = CitedDate("May 3, 2016", date(2016, 5, 3), date(2016, 5, 3))


def cited(*sources: str) -> tuple[Citation, ...]:
    """A citation a source, all of one day."""
    return tuple(Citation(0, 1, "", Claim(0, 0, ""), (Reference(source, DAY),)) for source in sources)


TABLE = [
    # name, beside, language, what is meant
    ("NTV", "Anadolu; Hurriyet; Sabah", "en", "ntv-turkey"),
    ("NTV", "Anadolu; Hurriyet; Sabah; Kommersant", "en", "ntv"),
    ("NTV", "Anadolu; Hurriyet", "en", "ntv"),
    ("NTV", "Interfax; TASS", "en", "ntv"),
    ("Gazeta", "Gazeta.uz; Interfax", "en", "gazeta-uz"),
    ("Gazeta", "Kun.uz; Podrobno.uz", "en", "gazeta-uz"),
    ("Gazeta", "Interfax; TASS", "en", None),
    ("Pravda", "Ukrainska Pravda; Reuters", "en", "ukrainska-pravda"),
    ("Pravda", "Ukrainska Pravda; Komsomolskaya Pravda", "en", None),
    ("Pravda", "SME; Denník N", "en", "pravda-sk"),
    ("Times", "New York Times; BBC", "en", "new-york-times"),
    ("Times", "Interfax; TASS; Kommersant", "en", None),
    ("Independent", "The Kyiv Independent; UNIAN", "en", "kyiv-independent"),
    ("Independent", "The Guardian; UNIAN; Ukrinform; Interfax-Ukraine", "en", "the-independent"),
    ("ABC", "", "es", "abc-es"),
    ("ABC", "", "en", None),
    ("Standard", "Reuters", "de", "der-standard"),
    ("Daily Star", "An-Nahar; NNA", "en", "daily-star-lb"),
    ("Trud", "Dnevnik.bg; Capital.bg; Novinite", "en", "trud-bg"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "beside", "language", "outlet_id"), TABLE)
def test_the_company_of_a_name_tells_whose_it_is(
    registry: Registry, name: str, beside: str, language: str, outlet_id: str | None
) -> None:
    sources = [name, *filter(None, beside.split("; "))]
    reference = settle(cited(*sources), registry, language)[0].references[0]
    resolution = registry.resolve(reference, DAY.start)
    assert (resolution.outlet.id if resolution.outlet else None) == outlet_id


def test_what_was_settled_says_so_and_keeps_what_else_it_may_be(registry: Registry) -> None:
    reference = settle(cited("Pravda", "Ukrainska Pravda"), registry)[0].references[0]
    resolution = registry.resolve(reference)
    assert resolution.by is ResolvedBy.CONTEXT
    assert "pravda" in resolution.alternatives
    assert "ukrainska-pravda" not in resolution.alternatives


def test_a_link_outweighs_the_company(registry: Registry) -> None:
    reference = Reference("Pravda", url="https://www.pravda.ru/1", meant="ukrainska-pravda")
    assert registry.resolve(reference).by is ResolvedBy.URL


def test_only_a_declared_candidate_can_be_meant(registry: Registry) -> None:
    assert registry.resolve(Reference("Interfax", meant="tass")).by is ResolvedBy.NAME
    assert registry.resolve(Reference("Pravda", meant="tass")).outlet is None


def test_nothing_else_is_touched(registry: Registry) -> None:
    found = cited("Interfax", "Some Column", "Russian agencies")
    assert settle(found, registry, "en") == found
    assert settle((), registry) == ()
