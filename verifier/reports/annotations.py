"""The report as W3C Web Annotations: each reference's verdict, pinned to its citation in the document's text."""

from __future__ import annotations

import json
from typing import Any

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports.signs import safe_link, words
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

_AROUND = 32
"""Characters before and after the quoted words by which an annotation finds its place again."""


def render(verification: Verification, wording: Wording) -> str:
    report = report_json(verification, wording)
    document = verification.document.document
    text = document.text if document else ""
    source = report["document"]["url"] or f"urn:verifier:document:{report['document']['id']}"
    items = [
        _annotation(citation, reference, source, text)
        for citation in report["citations"]
        for reference in citation["references"]
        if reference["verdict"]
    ]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:verifier:job:{report['job']['id']}",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1)


def _annotation(citation: dict[str, Any], reference: dict[str, Any], source: str, text: str) -> dict[str, Any]:
    start, end = citation["start"], citation["end"]
    told = " ".join([f"{words(Verdict(reference['verdict']))}:", *reference["reasons"]])
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "assessing", "format": "text/plain", "language": "en", "value": told}
    ]
    found = reference["report"]
    if found and safe_link(found["url"]):
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": found["url"]})
    return {
        "id": f"urn:verifier:reference:{reference['id']}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": bodies,
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": citation["text"],
                    "prefix": text[max(0, start - _AROUND) : start],
                    "suffix": text[end : end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
