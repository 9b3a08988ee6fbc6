"""What documents write, and which outlet it is: the table of `written_names.tsv`, and the traps around it."""

from pathlib import Path

import pytest

from verifier.outlets import Ambiguity, Registry
from verifier.records import Domain, Outlet, ResolvedBy

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("written_names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("name", "outlet_id"), [row for row in ROWS if row[1][0] not in "-?"])
def test_a_written_name_is_its_outlet(registry: Registry, name: str, outlet_id: str) -> None:
    resolution = registry.named(name)
    assert resolution.outlet is not None
    assert resolution.outlet.id == outlet_id


@pytest.mark.parametrize("name", [row[0] for row in ROWS if row[1] == "-"])
def test_a_near_miss_stays_unknown(registry: Registry, name: str) -> None:
    resolution = registry.named(name)
    assert (resolution.by, resolution.outlet) == (ResolvedBy.UNKNOWN, None)


@pytest.mark.parametrize(("name", "among"), [row for row in ROWS if row[1].startswith("?")])
def test_an_ambiguous_name_keeps_what_it_might_be(registry: Registry, name: str, among: str) -> None:
    resolution = registry.named(name)
    assert (resolution.by, resolution.outlet) == (ResolvedBy.AMBIGUOUS, None)
    assert set(among[1:].split(",")) <= set(resolution.alternatives)


def test_a_usual_meaning_is_taken_and_the_others_are_told(registry: Registry) -> None:
    resolution = registry.named("Vedomosti")
    assert resolution.outlet is not None
    assert (resolution.outlet.id, resolution.alternatives) == ("vedomosti", ("kievskie-vedomosti",))


WEEKLY = Outlet("weekly", "Northern Lights Weekly", kind="magazine", country="FI", domains=(Domain("lights.fi"),))
STATION = Outlet("station", "Polar Star", kind="broadcaster", country="NO", domains=(Domain("star.no"),))
COURIER = Outlet("courier", "Polar Star Courier", kind="newspaper", country="SE", domains=(Domain("courier.se"),))
TWINS = (
    Outlet("twin-pl", "Sunrise", aliases=("Sunrise Warsaw",), country="PL"),
    Outlet("twin-cz", "Sunrise", aliases=("Sunrise Prague",), country="CZ"),
)


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("Polar Star TV channel", "station"),
        ("Norwegian Polar Star", None),  # no such country in the table of adjectives: nothing is guessed
        ("Polar Star newspaper", None),  # it is a broadcaster
        ("Polar Star news agency", None),
        ("Polar Star website", "station"),
        ("the official Polar Star site (Oslo)", "station"),
        ("Northern Lights Weekly magazine", "weekly"),
        ("Northern Lights", None),  # its own words are not trimmings
        ("Swedish Polar Star Courier", "courier"),
        ("Finnish Polar Star Courier", None),
        ("Polish Sunrise", "twin-pl"),
        ("Sunrise", None),
    ],
)
def test_what_stands_around_a_name_must_fit_the_outlet(name: str, outlet_id: str | None) -> None:
    outlet = Registry([WEEKLY, STATION, COURIER, *TWINS]).named(name).outlet
    assert (outlet.id if outlet else None) == outlet_id


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Reykjavik Observer", True),
        ("Reykjavk Observer", True),  # a letter lost
        ("Reykjaviik Observer", True),
        ("Reykjavik Obsevrer", True),  # two letters swapped
        ("Reykjavik Observers", False),  # another ending is another word
        ("Reykjavik Obzerwer", False),  # two slips in a word of eight letters
        ("Keykjavik Observer", False),  # the first letter is rarely mistyped
        ("Reykjavik Daily Observer", False),  # a word more
    ],
)
def test_one_typing_error_in_a_long_word_is_forgiven(name: str, found: bool) -> None:
    registry = Registry([Outlet("observer", "Reykjavik Observer")])
    assert (registry.named(name).outlet is not None) == found


def test_an_error_as_near_to_two_outlets_is_ambiguous() -> None:
    registry = Registry([Outlet("a", "Meridional"), Outlet("b", "Meridianal")])
    resolution = registry.named("Meridiinal")
    assert (resolution.by, set(resolution.alternatives)) == (ResolvedBy.AMBIGUOUS, {"a", "b"})


def test_an_undeclared_shared_name_is_ambiguous_and_a_declared_one_is_as_declared() -> None:
    assert set(Registry(TWINS).named("Sunrise").alternatives) == {"twin-pl", "twin-cz"}
    declared = Registry(TWINS, [Ambiguity("Sunrise", ("twin-cz", "twin-pl"), usual="twin-cz")])
    assert declared.named("The Sunrise").outlet == TWINS[1]
