"""How a verdict looks, everywhere: a sign and words. Colour only ever comes on top of them."""

from __future__ import annotations

from verifier.records import Verdict

SIGNS = {
    Verdict.VERIFIED: "✓",
    Verdict.PARTIALLY_VERIFIED: "◐",
    Verdict.UNSUPPORTED: "∅",
    Verdict.CONTRADICTED: "✗",
    Verdict.DATE_MISMATCH: "≠",
    Verdict.NOT_FOUND: "–",
    Verdict.UNREACHABLE: "…",
    Verdict.UNRESOLVED_SOURCE: "?",
}

WEIGHT = (
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.NOT_FOUND,
    Verdict.DATE_MISMATCH,
    Verdict.UNRESOLVED_SOURCE,
    Verdict.UNREACHABLE,
    Verdict.PARTIALLY_VERIFIED,
    Verdict.VERIFIED,
)
"""What needs a look most comes first: a citation of several references wears the gravest verdict."""


def words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def gravest(verdicts: list[Verdict]) -> Verdict | None:
    return min(verdicts, key=WEIGHT.index) if verdicts else None
