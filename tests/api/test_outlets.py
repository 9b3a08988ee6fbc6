"""The registry, and a user's own entries over it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.inprocess import V1, Service

MINE: dict[str, Any] = {
    "name": "Gornyi Vestnik-Plus",
    "aliases": ["Gornyi Vestnik-Plus", "The Mountain Herald"],
    "domains": [{"host": "vestnik.example", "since": 2010}],
    "languages": ["ru"],
    "time_zone": "Asia/Bishkek",
    "country": "kg",
}


def test_the_registry_is_listed_by_id(shared: Service) -> None:
    outlets = shared.client.get(f"{V1}/outlets").json["outlets"]
    assert len(outlets) > 100
    ids = [outlet["id"] for outlet in outlets]
    assert ids == sorted(ids)
    assert {"id", "name", "aliases", "domains", "languages", "time_zone"} <= set(outlets[0])


def test_an_outlet_is_shown(shared: Service) -> None:
    outlet = shared.client.get(f"{V1}/outlets/xinhua").json
    assert outlet["id"] == "xinhua"
    assert "Xinhua" in outlet["name"]


def test_an_unknown_outlet_is_a_404(shared: Service) -> None:
    assert shared.client.get(f"{V1}/outlets/nothing").status_code == 404


def test_an_own_outlet_is_shown_at_once_and_resolved_by(idle: Service) -> None:
    assert idle.client.get(f"{V1}/outlets").status_code == 200  # the registry has been read before
    answer = idle.client.put(f"{V1}/outlets/vestnik", json=MINE)
    assert answer.status_code == 200
    shown = idle.client.get(f"{V1}/outlets/vestnik").json
    assert shown == answer.json
    assert {name: shown[name] for name in ("name", "aliases", "time_zone")} == {
        name: MINE[name] for name in ("name", "aliases", "time_zone")
    }
    assert "vestnik" in [outlet["id"] for outlet in idle.client.get(f"{V1}/outlets").json["outlets"]]


def test_an_own_outlet_gives_references_their_source(service: Service) -> None:
    service.client.put(f"{V1}/outlets/vestnik", json=MINE)
    [reference] = service.references(service.finish({"text": "No train (Gornyi Vestnik-Plus, March 3, 2016)."}))
    assert reference["outlet"] == {"id": "vestnik", "name": "Gornyi Vestnik-Plus", "domain": "vestnik.example"}
    assert reference["verdict"] != "unresolved_source"


def test_an_own_version_stands_over_the_shipped_one(idle: Service) -> None:
    shipped = idle.client.get(f"{V1}/outlets/xinhua").json
    changed = shipped | {"note": "ours"}
    assert idle.client.put(f"{V1}/outlets/xinhua", json=changed).status_code == 200
    assert idle.client.get(f"{V1}/outlets/xinhua").json == {**shipped, "note": "ours"}
    ids = [outlet["id"] for outlet in idle.client.get(f"{V1}/outlets").json["outlets"]]
    assert ids.count("xinhua") == 1


@pytest.mark.parametrize(
    ("outlet_id", "change", "pointer"),
    [
        ("vestnik", {"name": ""}, "/name"),
        ("vestnik", {"time_zone": "Bishkek"}, "/time_zone"),
        ("vestnik", {"domains": [{"host": "http://vestnik.example/"}]}, "/domains/0/host"),
        ("vestnik", {"listings": ["javascript:alert(1)"]}, "/listings/0"),
        ("vestnik", {"aliases": "one"}, "/aliases"),
        ("Vestnik Plus", {}, "/id"),
        ("x" * 65, {}, "/id"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(
    shared: Service, outlet_id: str, change: dict[str, object], pointer: str
) -> None:
    answer = shared.client.put(f"{V1}/outlets/{outlet_id}", json=MINE | change)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_an_outlet_does_not_change_its_id(idle: Service) -> None:
    answer = idle.client.put(f"{V1}/outlets/vestnik", json={**MINE, "id": "herald"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/id")
