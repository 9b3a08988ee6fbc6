"""The command line, run in this process with a home of its own and the sample archive as library."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import structlog
from click.testing import CliRunner, Result

from verifier import shipped
from verifier.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("VERIFIER_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("VERIFIER_LIBRARY__PATHS", str(shipped.seeds("archive")))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    yield invoke
    structlog.reset_defaults()
