"""What looks the same in every format: a verdict is a sign and words, and colour only comes on top of them."""

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


def safe_link(url: str | None) -> str | None:
    """A URL that may stand in a link: a page's own address is not to be trusted with a script."""
    return url if url and url.startswith(("http://", "https://")) else None
