"""`verifier save`: what keeps it from asking (what it asks, `tests/test_saving.py` shows)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.test_check import SAMPLE

Run = Callable[..., Result]


def test_without_keys_it_says_where_they_are_from(run: Run) -> None:
    job = json.loads(run("check", "--offline", "--format", "json", SAMPLE).stdout)["job"]["id"]
    done = run("save", job)
    assert done.exit_code == 2
    assert "save_key" in done.stderr


def test_a_job_whose_pages_are_all_the_users_own_has_nothing_to_save(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFIER_CHANNELS__WAYBACK__SAVE_KEY", "k")
    monkeypatch.setenv("VERIFIER_CHANNELS__WAYBACK__SAVE_SECRET", "s")
    job = json.loads(run("check", "--offline", "--format", "json", SAMPLE).stdout)["job"]["id"]
    done = run("save", job)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "0 live pages, 0 settled.\n"
