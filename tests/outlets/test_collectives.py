import pytest

from verifier.outlets import Registry
from verifier.records import ResolvedBy


@pytest.mark.parametrize(
    "name",
    [
        "Russian agencies", "Western agencies", "Russian & Western agencies", "Russian and Western agencies",
        "news agencies",
        "local media", "the Ukrainian media", "Russia's media", "Chinese state media", "state television", "Russian TV",
        "Georgian television", "various newspapers", "Moscow dailies", "media reports", "agencies", "foreign press",
        "social media", "российские СМИ", "Nachrichtenagenturen", "South Korean media",
    ],
)  # fmt: skip
def test_names_of_no_one_outlet(registry: Registry, name: str) -> None:
    resolution = registry.named(name)
    assert (resolution.by, resolution.outlet) == (ResolvedBy.COLLECTIVE, None)


@pytest.mark.parametrize("name", ["Associated Press", "Press TV", "Radio Russia", "Polish Radio", "Khaama Press"])
def test_an_outlets_own_name_may_look_like_one(registry: Registry, name: str) -> None:
    assert registry.named(name).outlet is not None


@pytest.mark.parametrize("name", ["press", "radio", "Kavkaz media", "Azov agencies"])
def test_a_bare_or_a_proper_name_is_none(registry: Registry, name: str) -> None:
    assert registry.named(name).by is ResolvedBy.UNKNOWN
