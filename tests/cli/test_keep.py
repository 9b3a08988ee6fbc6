"""`verifier keys`, `db`, `outlets`, `library`: what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from verifier import shipped

Run = Callable[..., Result]


def test_a_key_is_shown_once_listed_by_name_and_removed(run: Run) -> None:
    made = run("keys", "add", "M. Gray")
    assert made.exit_code == 0
    key = made.stdout.strip()
    assert len(key) >= 32
    listed = run("keys", "list")
    assert listed.stdout == "M. Gray\n"
    assert key not in listed.stdout
    assert run("keys", "remove", "M. Gray").exit_code == 0
    assert run("keys", "list").stdout == ""


def test_a_key_of_a_name_that_is_taken_or_not_there_is_an_input_error(run: Run) -> None:
    run("keys", "add", "M. Gray")
    for arguments in (("add", "M. Gray"), ("remove", "Nobody")):
        done = run("keys", *arguments)
        assert done.exit_code == 2
        assert arguments[1] in done.stderr


def test_the_database_is_brought_up_to_date_once(run: Run, tmp_path: Path) -> None:
    assert [run("db", "upgrade").stdout for _ in range(2)] == ["Upgraded.\n", "Up to date.\n"]
    assert (tmp_path / "home" / "verifier.db").is_file()


def test_the_outlets_are_listed(run: Run) -> None:
    lines = run("outlets").stdout.splitlines()
    assert len(lines) > 100
    assert any(line.startswith("xinhua ") and "Xinhua News Agency" in line for line in lines)


@pytest.mark.parametrize("name", ["Xinhua", "xinhuanet.com", "xinhua"])
def test_an_outlet_is_named_in_any_of_its_ways(run: Run, name: str) -> None:
    done = run("outlets", name)
    assert done.exit_code == 0
    assert done.stdout.startswith("Xinhua News Agency (xinhua)")


def test_an_unknown_outlet_is_an_input_error(run: Run) -> None:
    done = run("outlets", "Gornyi Vestnik-Plus")
    assert done.exit_code == 2
    assert "unknown" in done.stderr


def test_a_library_is_added_to_and_says_what_it_skipped(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "clip.html"
    page.write_text("<html><head><title>Banks</title></head><body><p>Five banks were named.</p></body></html>")
    junk = tmp_path / "junk.warc"
    junk.write_bytes(b"no warc at all")
    done = run("library", "add", shipped.seeds("archive"), page, junk)
    assert done.exit_code == 0
    assert "pages indexed; the library holds" in done.stdout
    assert "junk.warc" in done.stderr


def test_a_path_that_is_not_there_is_a_usage_error(run: Run) -> None:
    assert run("library", "add", "missing").exit_code == 2
