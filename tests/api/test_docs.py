"""docs/api.md says what the API does."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.inprocess import over_http, serving
from verifier.api.bodies import OptionsIn
from verifier.reports import FORMATS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text("utf-8")
CODES = set(re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \| \d{3} \|", TEXT, re.M))
DOCUMENTED = {code for cell in CODES for code in re.findall("`([a-z-]+)`", cell)}


def test_every_problem_is_documented() -> None:
    rooms = [*(ROOT / "verifier").glob("*.py"), *(ROOT / "verifier" / "api").glob("*.py")]
    rooms += [path for room in ("ingest", "store") for path in (ROOT / "verifier" / room).glob("*.py")]
    source = "\n".join(path.read_text("utf-8") for path in rooms)
    used = set(re.findall(r'\bcode="([a-z-]+)"', source)) | set(re.findall(r'^    code = "([a-z-]+)"', source, re.M))
    inside = {"error", "settings", "garbage", "document-unreachable"}
    """Never the answer to a request: of settings, of channels, and of a job that failed."""
    assert used - inside == DOCUMENTED


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_documented_with_its_media_type(form: str) -> None:
    assert f"| `{form}` | `{FORMATS[form].media_type}` |" in TEXT


def test_every_option_is_documented() -> None:
    table = TEXT[TEXT.index("## Submitting") : TEXT.index("## Formats")]
    assert {name for name in OptionsIn.model_fields if f"`{name}`" not in table} == set()


# ── what it tells to run ──

HERE = "http://127.0.0.1:8000"
"""Where the page has the service."""


def block(kind: str, heading: str) -> str:
    """The first block of code under that heading."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT[TEXT.index(f"## {heading}") :], re.M | re.S)[0]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path / "home") as service, over_http(service) as made:
        yield made


def test_every_command_of_the_walk_is_answered(address: str, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("there is no curl on this machine")
    walk = block("sh", "A walk through").replace(HERE, address)
    refused_is_failed = 'curl() { command curl --fail-with-body "$@"; echo; }\n'
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", refused_is_failed + walk],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "event: end" in done.stdout
    assert '"verdict":"verified"' in done.stdout.replace(" ", "")
    assert b"<html" in (tmp_path / "page.bin").read_bytes()


def test_the_python_of_the_page_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block("python", "In Python").replace(HERE, address), "docs/api.md", "exec"), {})
    told = capsys.readouterr().out
    assert "Xinhua verified" in told
    assert "409 conflict" in told
