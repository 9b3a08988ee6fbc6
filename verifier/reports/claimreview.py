"""The report as schema.org ClaimReview (JSON-LD): one review a reference that is done."""

from __future__ import annotations

import json
from typing import Any

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports.signs import words
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

_RATING = {
    Verdict.VERIFIED: 5,
    Verdict.PARTIALLY_VERIFIED: 4,
    Verdict.DATE_MISMATCH: 3,
    Verdict.UNSUPPORTED: 2,
    Verdict.CONTRADICTED: 1,
}
"""How well the cited report bears the claim out. A reference whose report was not read is given no number."""


def render(verification: Verification, wording: Wording) -> str:
    report = report_json(verification, wording)
    reviews = [
        _review(report["document"], citation, reference, wording, report["job"]["finished_at"])
        for citation in report["citations"]
        for reference in citation["references"]
        if reference["verdict"]
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1)


def _review(
    document: dict[str, Any], citation: dict[str, Any], reference: dict[str, Any], wording: Wording, at: str | None
) -> dict[str, Any]:
    verdict = Verdict(reference["verdict"])
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": words(verdict),
        "ratingExplanation": wording.explanation(verdict),
    }
    if verdict in _RATING:
        rating |= {"ratingValue": _RATING[verdict], "bestRating": 5, "worstRating": 1}
    appearance = {
        "@type": "CreativeWork",
        "name": document["title"],
        "url": document["url"],
        "datePublished": document["published"],
        "publisher": {"@type": "Organization", "name": document["publication"]} if document["publication"] else None,
    }
    found = reference["report"]
    based_on = found and {
        "@type": "NewsArticle",
        "headline": found["title"],
        "url": found["url"],
        "archivedAt": found["archived_url"],
        "datePublished": found["published"],
    }
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:verifier:reference:{reference['id']}",
        "claimReviewed": citation["claim"]["text"],
        "datePublished": at and at[:10],
        "author": {"@type": "Organization", "name": "Citation verifier"},
        "itemReviewed": {"@type": "Claim", "appearance": _told(appearance), "citation": citation["text"]},
        "reviewRating": rating,
        "reviewBody": " ".join(reference["reasons"]),
        "isBasedOn": _told(based_on) if based_on else None,
    }
    return _told(review)


def _told(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: JSON-LD says that by leaving it out."""
    return {name: value for name, value in thing.items() if value is not None}
