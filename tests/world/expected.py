"""What a run through the world should find for the sample documents.

The world holds the same reports as the sample archive, but they are looked for on sites and in a web
archive instead of a library; where that changes the answer, `data/live.json` says how and why.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ARCHIVED = Path(__file__).parents[2] / "seeds" / "expected"
LIVE = Path(__file__).parent / "data" / "live.json"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Of one reference, in the document's order. Any of `verdicts` is right; `report` is the page it rests on."""

    source: str
    verdicts: frozenset[str]
    report: str | None
    why: str


def expected(document: str) -> tuple[Expectation, ...]:
    """For `russia-japan.txt`, `every-verdict.md`, `central-asia.html` or `baltic.txt`."""
    archived = json.loads((ARCHIVED / Path(document).with_suffix(".json").name).read_text("utf-8"))["references"]
    live = json.loads(LIVE.read_text("utf-8")).get(document, {})
    return tuple(_expectation(reference, live.get(str(index))) for index, reference in enumerate(archived))


def _expectation(reference: dict[str, Any], live: dict[str, Any] | None) -> Expectation:
    row = {**reference, "verdicts": [reference["verdict"]], **(live or {})}
    return Expectation(row["source"], frozenset(row["verdicts"]), row["report"], row["why"])
