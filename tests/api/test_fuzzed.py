"""The API holds to its OpenAPI document, whatever it is sent: schemathesis, with every check it has.

This is the bounded run; `make fuzz` lets it go on, in every phase and against the whole service.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.inprocess import SHORT, V1, over_http, serving

RULES = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    """Of a service over HTTP with one finished job and nobody at work."""
    unlimited = {"API__LIMITS__REQUESTS_PER_MINUTE": 0}
    with serving(tmp_path, working=False, **unlimited) as service:
        service.work(service.submit({"text": SHORT})["job_id"])
        with over_http(service) as made:
            yield made


def test_the_api_is_what_its_document_says(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(RULES)),
            *("run", f"{address}{V1}/openapi.json", "--checks", "all", "--phases", "examples,fuzzing"),
            *(
                "--max-examples",
                "4",
                "--workers",
                "2",
                "--seed",
                "1",
                "--no-color",
                "--warnings",
                "off",
                "--continue-on-failure",
            ),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "Tested: " in done.stdout
