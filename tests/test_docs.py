"""The documents say what is there: modules, settings, commands."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_module_of_the_house_has_its_line_in_the_architecture():
    modules = {
        path.stem
        for path in (ROOT / "verifier").iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    named = set(re.findall(r"`(\w+)`", text("ARCHITECTURE.md")))
    assert modules - named == set()


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md", "docs/operations.md"]
)
def test_every_local_link_leads_somewhere(name):
    base = (ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", text(name)) if not link.startswith("http")]
    assert [link for link in links if not (base / link).exists()] == []


def test_the_readme_does_what_it_shows():
    failures, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 3
    assert failures == 0


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(name):
    targets = set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
    named = {word for line in re.findall(r"`make ([\w ]+)`", text(name)) for word in line.split()}
    assert named - targets == set()


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text("docs/decisions.md"), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
