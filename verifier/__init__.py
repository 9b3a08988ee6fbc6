"""Finds the press reports that a document cites by outlet and day, and says whether they bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from verifier.outlets import Registry
    from verifier.policy import Policy
    from verifier.ports import SupportModel
    from verifier.records import Assessment, Citation, Claim

__version__ = "0.1.0"


def extract(
    text: str, *, published: date | None = None, language: str | None = None, undated: bool = False
) -> tuple[Citation, ...]:
    """The press citations of a text, each with its claim and its references, in order; offsets are into `text`.

    `published` is the text's own date, from which years that are not written follow; `language` settles
    "3/5" where the text does not. `undated` also takes parentheses that name outlets and no date. Never raises.
    Where a name could be anything, "(Belsat, May 2014)", the shipped registry of outlets is asked, read once.
    """
    from verifier import citations
    from verifier.records import Document

    document = Document(text, published=published, language=language)
    return citations.extract(document, undated=undated, knows=lambda name: _shipped_registry().knows(name))


def assess(claim: str | Claim, report_text: str) -> Assessment:
    """What a text does for a claim: `.support` and `.contradiction` in 0..1, `.label`, `.passages` with offsets.

    The claim is one that `extract` found, or a text; quotations are those between marks in it. Pure but for
    loading the shipped policy and model once.
    """
    from verifier import matching

    return matching.assess(_text(claim), report_text, policy=_shipped_policy().matching, model=_shipped_model())


def rank(claim: str | Claim, report_texts: Sequence[str]) -> list[float]:
    """One score a text, in their order: higher is likelier the cited report. Any number of texts."""
    from verifier import matching

    return matching.rank(_text(claim), report_texts)


def _text(claim: str | Claim) -> str:
    return claim if isinstance(claim, str) else claim.text


@cache
def _shipped_registry() -> Registry:
    from verifier import outlets, shipped

    return outlets.registry_from(shipped.outlet_tables())


@cache
def _shipped_model() -> SupportModel:
    from verifier.matching.shipped import ShippedModel

    return ShippedModel.load()


@cache
def _shipped_policy() -> Policy:
    from verifier import policy, shipped

    return policy.parse(shipped.table(shipped.config("policy.toml")))
