"""`verifier keys`, `verifier audit`: who may, and who did."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_key_is_shown_once_listed_with_what_it_may_and_revoked(run: Run) -> None:
    made = run("keys", "add", "M. Gray")
    assert made.exit_code == 0
    key = made.stdout.strip()
    assert len(key) >= 32
    listed = run("keys", "list")
    assert re.fullmatch(r"M\. Gray +default +admin,read,review,submit +\d{4}-\d\d-\d\d for good\n", listed.stdout), (
        listed.stdout
    )
    assert key not in listed.stdout
    assert run("keys", "revoke", "M. Gray").exit_code == 0
    assert run("keys", "list").stdout == ""


def test_a_key_is_still_removed_by_the_older_word(run: Run) -> None:
    run("keys", "add", "M. Gray")
    assert run("keys", "remove", "M. Gray").exit_code == 0
    assert run("keys", "list").stdout == ""


def test_a_key_is_given_scopes_a_workspace_and_an_end(run: Run) -> None:
    options = ("--scope", "read", "--scope", "review", "--workspace", "eurasia", "--expires", "2030-01-01")
    assert run("keys", "add", "guest", *options).exit_code == 0
    assert re.search(r"^guest +eurasia +read,review .* until 2030-01-01$", run("keys", "list").stdout, re.M)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "M. Gray"),  # taken
        ("revoke", "Nobody"),
        ("add", "x", "--scope", "everything"),
        ("add", "x", "--expires", "tomorrow"),
        ("add", "x", "--workspace", ""),
        ("add", ""),
    ],
)
def test_a_key_that_cannot_be_made_or_revoked_is_an_input_error(run: Run, arguments: tuple[str, ...]) -> None:
    run("keys", "add", "M. Gray")
    assert run("keys", *arguments).exit_code == 2


def test_keys_made_and_revoked_stand_in_the_audit_log(run: Run) -> None:
    key = run("keys", "add", "guest", "--scope", "read").stdout.strip()
    run("keys", "revoke", "guest")
    shown = run("audit", "show").stdout
    lines = [line.split(maxsplit=2)[2] for line in shown.splitlines()]
    assert [re.sub(" +", " ", line) for line in lines] == [
        "command line@default key made guest scopes=read",
        "command line@default key revoked guest ",
    ]
    assert key not in shown
    assert run("audit", "show", "--after", 1).stdout.splitlines() == shown.splitlines()[1:]


def test_a_whole_log_is_verified_and_its_head_can_be_noted(run: Run) -> None:
    run("keys", "add", "one")
    noted = run("audit", "verify")
    assert (noted.exit_code, noted.stdout[:2]) == (0, "1:")
    run("keys", "add", "two")
    assert run("audit", "verify", "--noted", noted.stdout.strip()).stdout.startswith("2:")
    assert run("audit", "verify", "--noted", f"1:{'0' * 64}").exit_code == 1
    assert run("audit", "verify", "--noted", "yesterday").exit_code == 2


def test_a_log_that_was_tampered_with_needs_a_look(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("keys", "add", name)
    database = sqlite3.connect(tmp_path / "home" / "verifier.db")
    with database:
        database.execute("DELETE FROM audit WHERE number = 1")
    database.close()
    done = run("audit", "verify")
    assert (done.exit_code, done.stderr) == (1, "The audit log was tampered with: line 1: it is missing.\n")
