"""Names that could be anything, beside a vague date or none: the caller's registry is asked, and only then."""

import pytest

import verifier
from verifier.citations import extract
from verifier.records import Document

KNOWN = {"Belsat", "Trybuna Ludu", "Meduza Cafe"}


def found(text: str, *, undated: bool = False) -> tuple[list[str], list[str]]:
    """The citations, and the names that were asked about."""
    asked: list[str] = []

    def knows(name: str) -> bool:
        asked.append(name)
        return name in KNOWN

    return [one.text for one in extract(Document(text), undated=undated, knows=knows)], asked


@pytest.mark.parametrize(
    "citation",
    [
        "(Belsat, May 2014)",
        "(Belsat, 2014)",
        "(Belsat, Q3 2014)",
        "(Belsat May 3, 2014)",
        "(Belsat May 2014)",
        "(see Belsat, May 2014)",
        "(Trybuna Ludu, May 3, 1975)",
    ],
)
def test_a_known_name_is_a_publishers_beside_any_date(citation):
    assert found(f"The bridge is closed {citation}.")[0] == [citation]
    assert extract(Document(f"The bridge is closed {citation}.")) == ()


@pytest.mark.parametrize(
    "aside",
    ["(Orlando, May 2014)", "(Putin, 2014)", "(Putin Visits Minsk May 3, 2014)", "(Summit Hall, May 3, 1975)",
     "(Belsat, Summit Hall May 3, 2014)", "(Moscow, May 2014)"],
)  # fmt: skip
def test_an_unknown_one_is_not(aside):
    assert found(f"The bridge is closed {aside}.")[0] == []


@pytest.mark.parametrize(
    "text",
    ["The bridge is closed (Interfax, May 2014).", "The bridge is closed (Orlando, May 3, 2014).",
     "The bridge (a long one) is closed (for now), says the ministry (MIA).", "In 2014 (May) it was open (12, 13)."],
)  # fmt: skip
def test_only_in_doubt_is_asked(text):
    assert found(text)[1] == []


def test_a_known_name_without_a_date_is_one_only_where_such_are_wanted():
    assert found("The bridge is closed (Belsat).")[0] == []
    assert found("The bridge is closed (Belsat).", undated=True)[0] == ["(Belsat)"]
    assert found("The bridge is closed (Summit Hall).", undated=True)[0] == []


def test_the_library_asks_the_shipped_registry():
    text = "The bridge is closed (Belsat, May 2014), and so is the road (Orlando, May 2014)."
    assert [one.text for one in verifier.extract(text)] == ["(Belsat, May 2014)"]
