"""docs/security.md names a test for each threat, and the test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


def test_every_threat_has_a_test_that_is_there() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and "tests/" in line]
    assert len(rows) > 30
    assert [row for row in rows if len(re.findall(r"`tests/[^`]*`", row)) == 0] == []
    missing = [f"{path}::{name}" for path, name in NAMED if name not in functions(ROOT / path)]
    assert missing == []


def test_every_table_of_threats_has_its_column_of_tests() -> None:
    part = TEXT[TEXT.index("## What holds each threat") : TEXT.index("## What is not held")]
    threats = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert [line for line in threats if not re.search(r"::test_\w+`", line)] == []


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
