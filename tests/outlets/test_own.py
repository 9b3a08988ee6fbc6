"""A user's own outlets: what a file may hold, and what is said of one that may not."""

import tomllib
from typing import Any

import pytest

from verifier import shipped
from verifier.errors import InputError
from verifier.outlets import Registry, own_outlets
from verifier.records import Reference


def table(**fields: Any) -> dict[str, Any]:
    return {"outlet": [{"id": "first", "name": "First"}, {"id": "vestnik", "name": "Vestnik", **fields}]}


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, "holds no [[outlet]]"),
        ({"outlet": []}, "holds no [[outlet]]"),
        ({"outlets": []}, "'outlets' is unknown"),
        ({"outlet": [{"name": "Vestnik"}]}, "outlet Vestnik"),
        ({"outlet": ["Vestnik"]}, "outlet number 1"),
        (table(id="Vest nik"), "outlet Vest nik, id"),
        (table(id="first"), "outlet first, id: another outlet"),
        (table(name=" "), "outlet vestnik, name"),
        (table(nmae="x"), "outlet vestnik, nmae"),
        (table(aliases="x"), "outlet vestnik, aliases"),
        (table(domains=[{"host": "https://vestnik.example.com/"}]), "outlet vestnik, domains.0.host"),
        (table(domains=[{"host": "vestnik.example.com", "since": "1999"}]), "outlet vestnik, domains.0.since"),
        (table(domains=[{"host": "vestnik.example.com", "since": 2010, "until": 2000}]), "outlet vestnik, domains.0"),
        (table(time_zone="Mars/Base"), "outlet vestnik, time_zone"),
        (table(time_zone="../etc"), "outlet vestnik, time_zone"),
        (table(kind="gazette"), "outlet vestnik, kind"),
        (table(feeds=["vestnik.example.com/rss"]), "outlet vestnik, feeds.0"),
        (table(listings=["https://vestnik.example.com/{year}/{monat}"]), "outlet vestnik, listings.0"),
        (table(listings=["https://vestnik.example.com/all"]), "outlet vestnik, listings.0"),
        (table(listings=["https://vestnik.example.com/{year"]), "outlet vestnik, listings.0"),
    ],
)
def test_what_cannot_be_is_said_with_file_outlet_and_field(entries: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as refused:
        own_outlets(entries, "own.toml")
    assert refused.value.detail.startswith("own.toml")
    assert said in refused.value.detail


def test_the_shipped_files_would_be_accepted() -> None:
    for entries in shipped.outlet_tables():
        if "outlet" in entries:
            assert len(own_outlets(entries, "shipped")) == len(entries["outlet"])


def test_an_own_outlet_takes_its_names_and_hosts_from_the_shipped_ones(registry: Registry) -> None:
    text = """[[outlet]]
    id = "my-pravda"
    name = "Pravda"
    domains = [{ host = "pravda.com.ua" }]
    listings = ["https://pravda.com.ua/{year}/{month2}/{day2}/"]
    """
    own = registry.with_own(own_outlets(tomllib.loads(text), "own.toml"))
    for reference in (Reference("Pravda"), Reference("", url="https://www.pravda.com.ua/1")):
        resolution = own.resolve(reference)
        assert resolution.outlet is not None
        assert resolution.outlet.id == "my-pravda"
