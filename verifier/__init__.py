"""Finds the press reports that a document cites by outlet and day, and says whether they bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.policy import Policy
    from verifier.records import Assessment

__version__ = "0.1.0"


def assess(claim: str, report_text: str) -> Assessment:
    """What a text does for a claim: `.support` and `.contradiction` in 0..1, `.label`, `.passages` with offsets.

    Quotations are those between marks in the claim. Pure but for reading the shipped policy once.
    """
    from verifier import matching

    return matching.assess(claim, report_text, policy=_shipped_policy().matching)


def rank(claim: str, report_texts: Sequence[str]) -> list[float]:
    """One score a text, in their order: higher is likelier the cited report. Any number of texts."""
    from verifier import matching

    return matching.rank(claim, report_texts)


@cache
def _shipped_policy() -> Policy:
    from verifier import policy, shipped

    return policy.parse(shipped.table(shipped.config("policy.toml")))
