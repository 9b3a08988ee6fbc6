"""The hand-labelled pairs of `tests/gold/judgement`, and the shipped thresholds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from verifier import policy, shipped
from verifier.policy import Matching

GOLD = Path(__file__).parents[1] / "gold" / "judgement"


@dataclass(frozen=True)
class Pair:
    claim: str
    text: str
    title: str
    published: date | None
    language: str
    label: str
    trap: str
    related: bool | None


def pairs() -> list[Pair]:
    found = []
    for file in sorted(GOLD.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        reports = {report["id"]: report for report in table["report"]}
        for pair in table["pair"]:
            report = reports[pair["report"]]
            found.append(
                Pair(
                    pair["claim"],
                    report["text"].strip(),
                    report["title"],
                    report.get("published"),
                    report.get("language", "en"),
                    pair["label"],
                    pair["trap"],
                    pair.get("related"),
                )
            )
    return found


@pytest.fixture(scope="session")
def gold() -> list[Pair]:
    return pairs()


@pytest.fixture(scope="session")
def thresholds() -> Matching:
    return policy.parse(shipped.table(shipped.config("policy.toml"))).matching
