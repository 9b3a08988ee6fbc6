"""The documents say what is there: modules, settings, commands."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
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
    "name",
    [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
    ],
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


def test_the_reference_pages_are_made_of_what_there_is_now():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        generate = importlib.import_module("generate")
    finally:
        sys.path.pop(0)
    stale = [name for name, made in generate.pages().items() if text(f"docs/reference/{name}") != made]
    assert stale == [], "run `python docs/generate.py`"


def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("sphinx", reason="Sphinx is not installed")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(ROOT / "docs"), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert built.returncode == 0, built.stderr
    pages = {page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("*.html")}
    assert {"index.html", "quickstart.html", "reference/settings.html", "limits.html"} <= pages
    loaded = re.compile(r'<(?:script|link|img)[^>]+(?:src|href)="(https?://[^"]+)"')
    found = [url for page in tmp_path.rglob("*.html") for url in loaded.findall(page.read_text("utf-8"))]
    assert found == [], "no page loads anything from elsewhere"


@pytest.mark.parametrize("name", ["docs/quickstart.md"])
def test_the_code_of_a_page_does_what_it_shows(name):
    failures, tried = doctest.testfile(str(ROOT / name), module_relative=False)
    assert (failures, tried > 3) == (0, True)
