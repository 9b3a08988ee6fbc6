"""The registry's own tests: what every entry of `config/outlets/` must be."""

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest

from verifier import codec, shipped
from verifier.discovery.days import address_on
from verifier.outlets import Ambiguity, Registry, host_of
from verifier.outlets.folding import fold, without_article, words
from verifier.records import Outlet, ResolvedBy

FILES = {path.stem: shipped.table(path) for path in sorted(shipped.config("outlets").glob("*.toml"))}
OUTLETS = [codec.decode(Outlet, entry) for table in FILES.values() for entry in table.get("outlet", ())]
AMBIGUITIES = [codec.decode(Ambiguity, entry) for entry in FILES["ambiguous"]["ambiguous"]]
KINDS = {"newspaper", "agency", "broadcaster", "magazine", "site", "official", "journal", "channel"}
ORDER = (
    "id", "name", "aliases", "domains", "languages", "time_zone", "country", "kind", "listings", "sitemaps", "feeds",
    "note",
)  # fmt: skip


def bare(name: str) -> str:
    return "".join(without_article(words(name)))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_in_canonical_order(name: str) -> None:
    table: dict[str, Any] = FILES[name]
    for entry in table.get("outlet", ()):
        assert list(entry) == [key for key in ORDER if key in entry], entry["id"]
    for kind, key in (("outlet", "id"), ("ambiguous", "name")):
        keys = [entry[key] for entry in table.get(kind, ())]
        assert keys == sorted(keys)


def test_ids_are_unique_slugs() -> None:
    assert [one for one, count in Counter(outlet.id for outlet in OUTLETS).items() if count > 1] == []
    assert [outlet.id for outlet in OUTLETS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", outlet.id)] == []


def test_a_host_is_one_outlets() -> None:
    owners = defaultdict(set)
    for outlet in OUTLETS:
        for domain in outlet.domains:
            owners[domain.host].add(outlet.id)
    assert {host: ids for host, ids in owners.items() if len(ids) > 1} == {}


def test_a_host_is_written_plainly_and_its_years_run_forward() -> None:
    for outlet in OUTLETS:
        for domain in outlet.domains:
            assert host_of(domain.host) == domain.host, outlet.id
            assert (domain.since or 1990) <= (domain.until or 2100), outlet.id


def test_a_name_is_one_outlets_or_declared_ambiguous() -> None:
    owners = defaultdict(set)
    for outlet in OUTLETS:
        for name in (outlet.name, *outlet.aliases):
            owners[bare(name)].add(outlet.id)
    declared = {bare(ambiguity.name) for ambiguity in AMBIGUITIES}
    assert {name: ids for name, ids in owners.items() if len(ids) > 1 and name not in declared} == {}


def test_aliases_of_an_outlet_are_distinct() -> None:
    for outlet in OUTLETS:
        names = [fold(name) for name in (outlet.name, *outlet.aliases)]
        assert len(names) == len(set(names)), outlet.id


def test_ambiguities_are_of_known_outlets_and_the_usual_is_one_of_them() -> None:
    ids = {outlet.id for outlet in OUTLETS}
    for ambiguity in AMBIGUITIES:
        assert set(ambiguity.outlets) <= ids, ambiguity.name
        assert len(ambiguity.outlets) > 1, ambiguity.name
        assert ambiguity.usual is None or ambiguity.usual in ambiguity.outlets, ambiguity.name


def test_zones_countries_languages_and_kinds_exist() -> None:
    zones = available_timezones()
    for outlet in OUTLETS:
        assert outlet.time_zone in zones, outlet.id
        assert re.fullmatch(r"[A-Z]{2}", outlet.country), outlet.id
        assert outlet.kind in KINDS, outlet.id
        assert outlet.languages, outlet.id
        for language in (*outlet.languages, *(one for domain in outlet.domains for one in domain.languages)):
            assert re.fullmatch(r"[a-z]{2}", language), outlet.id


def test_an_outlet_without_a_site_says_why() -> None:
    assert [outlet.id for outlet in OUTLETS if not outlet.domains and not outlet.note] == []


def test_every_listing_template_has_an_example_that_it_makes() -> None:
    """`listing_examples.tsv`: the outlet, a day, and the page's address on it."""
    lines = Path(__file__).with_name("listing_examples.tsv").read_text("utf-8").splitlines()
    unused = {(outlet_id, day, url) for outlet_id, day, url in (line.split("\t") for line in lines)}
    for outlet in OUTLETS:
        days = {day for outlet_id, day, _ in unused if outlet_id == outlet.id}
        for template in outlet.listings:
            made = {(outlet.id, day, address_on(template, date.fromisoformat(day))) for day in days}
            assert made & unused, (outlet.id, template)
            unused -= made
    assert not unused
    assert lines == sorted(lines)


def test_listings_sitemaps_and_feeds_are_on_the_outlets_own_hosts(registry: Registry) -> None:
    for outlet in OUTLETS:
        for url in (*outlet.listings, *outlet.sitemaps):
            assert registry.at_host(url) == outlet, (outlet.id, url)
        for url in outlet.feeds:
            assert url.startswith(("http://", "https://")), outlet.id


def test_every_outlet_is_found_by_each_of_its_names(registry: Registry) -> None:
    declared = {bare(ambiguity.name) for ambiguity in AMBIGUITIES}
    for outlet in OUTLETS:
        for name in (outlet.name, *outlet.aliases):
            resolution = registry.named(name)
            if bare(name) in declared:
                assert outlet.id in {*resolution.alternatives, resolution.outlet and resolution.outlet.id}, name
            else:
                assert resolution.outlet == outlet, (outlet.id, name)


def test_every_outlet_is_found_at_each_of_its_hosts(registry: Registry) -> None:
    for outlet in OUTLETS:
        for domain in outlet.domains:
            for host in (domain.host, f"www.{domain.host}"):
                resolution = registry.named(host)
                assert (resolution.outlet, resolution.by) == (outlet, ResolvedBy.DOMAIN), host


def test_the_sample_documents_outlets_are_known(registry: Registry) -> None:
    for name in ("Asahi Shimbun AJW", "Xinhua", "Interfax", "China Daily Online", "mid.ru", "Nikkei Asian Review"):
        assert registry.named(name).outlet is not None, name


def test_series_are_well_formed_and_their_anchors_lie_in_their_volumes_year() -> None:
    series = shipped.series_table()["series"]
    assert [one["name"] for one in series] == sorted(one["name"] for one in series)
    names = [name.casefold() for one in series for name in (one["name"], *one["aliases"])]
    assert len(names) == len(set(names))
    for one in series:
        assert set(one) == {"name", "aliases", "first_year", "issues_per_year", "anchors"}
        for anchor in one["anchors"]:
            assert anchor["date"].year == one["first_year"] + anchor["volume"] - 1, one["name"]
            assert 1 <= anchor["issue"] <= one["issues_per_year"] + 30, one["name"]
