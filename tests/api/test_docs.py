"""docs/api.md says what the API does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier.api.bodies import OptionsIn
from verifier.reports import FORMATS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text("utf-8")
CODES = set(re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \| \d{3} \|", TEXT, re.M))
DOCUMENTED = {code for cell in CODES for code in re.findall("`([a-z-]+)`", cell)}


def test_every_problem_is_documented() -> None:
    rooms = [*(ROOT / "verifier").glob("*.py"), *(ROOT / "verifier" / "api").glob("*.py")]
    rooms += (ROOT / "verifier" / "ingest").glob("*.py")
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
