"""`verifier doctor` and `demo`, and what `--help` says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import html

from verifier.cli import main

Run = Callable[..., Result]


def test_the_doctor_is_honest_on_a_machine_without_a_network(tmp_path: Path) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "VERIFIER_DATA_DIR": str(tmp_path / "home"),
        "HTTPS_PROXY": "http://user:swordfish@127.0.0.1:9",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "doctor"], env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    said = {line[2:20].strip(): line for line in done.stdout.splitlines()}
    assert said["channel wayback"].startswith("!")
    assert said["channel library"].startswith("!")
    assert said["database"].startswith("✓")
    assert "swordfish" not in done.stdout + done.stderr


def test_a_channel_that_is_switched_off_is_said_to_be(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYBACK", "SITEMAP"):
        monkeypatch.setenv(f"VERIFIER_CHANNELS__{name}__ENABLED", "false")
    done = run("doctor")
    assert done.exit_code == 0
    assert done.stdout.count("switched off") == 2


def test_the_demo_checks_the_sample_and_writes_the_page(run: Run, tmp_path: Path) -> None:
    done = run("demo")
    assert done.exit_code == 0
    assert "7 references in 7 citations" in done.stdout
    page = html.fromstring((tmp_path / "out" / "demo.html").read_text("utf-8"))
    assert len(page.find_class("card")) == 7


def test_the_demo_knows_its_samples(run: Run) -> None:
    done = run("demo", "--document", "../pyproject.toml")
    assert done.exit_code == 2
    assert "russia-japan.txt" in done.stderr
    assert "README" not in done.stderr


def test_every_command_explains_itself(run: Run) -> None:
    assert "0 all verified, 1 something needs a look, 2 usage or input error, 3" in " ".join(
        run("--help").stdout.split()
    )
    assert set(main.commands) >= {"check", "extract", "serve", "demo", "outlets", "library", "doctor", "db"}
    for name in main.commands:
        done = run(name, "--help")
        assert done.exit_code == 0
        assert len(done.stdout.splitlines()) >= 4, name
