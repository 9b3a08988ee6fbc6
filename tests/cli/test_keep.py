"""`verifier db`, `outlets`, `library`: what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from verifier import shipped

Run = Callable[..., Result]


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


OWN = """[[outlet]]
id = "gornyi-vestnik"
name = "Gornyi Vestnik-Plus"
domains = [{ host = "vestnik.example.com" }]
time_zone = "Asia/Almaty"

[[outlet]]
id = "interfax"
name = "Interfax"
domains = [{ host = "interfax.example.com" }]
"""


def test_a_file_of_ones_own_outlets_is_kept_and_stands_over_the_shipped_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    assert run("outlets", "add", "own.toml").stdout == "Kept: gornyi-vestnik, interfax.\n"
    assert "vestnik.example.com" in run("outlets", "Gornyi Vestnik-Plus").stdout
    assert "interfax.example.com" in run("outlets", "show", "Interfax").stdout
    assert sum(line.startswith("interfax ") for line in run("outlets").stdout.splitlines()) == 1


def test_a_file_named_in_the_settings_counts_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    monkeypatch.setenv("VERIFIER_OUTLETS__FILES", str(tmp_path / "own.toml"))
    assert "vestnik.example.com" in run("outlets", "gornyi-vestnik").stdout
    monkeypatch.setenv("VERIFIER_OUTLETS__FILES", str(tmp_path / "none.toml"))
    done = run("outlets")
    assert (done.exit_code, "none.toml cannot be read" in done.stderr) == (2, True)


def test_a_faulty_file_is_refused_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN + '[[outlet]]\nid = "third"\nname = "Third"\ntime_zone = "Mars/Base"\n')
    done = run("outlets", "add", "own.toml")
    assert done.exit_code == 2
    assert "own.toml: outlet third, time_zone: 'Mars/Base'" in done.stderr
    assert run("outlets", "gornyi-vestnik").exit_code == 2


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
