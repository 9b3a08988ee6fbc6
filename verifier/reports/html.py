"""The report as one self-contained HTML file: the document with its citations, and the evidence beside it.

Everything that came from a page or a document is text, never markup: the templates escape.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports.card import card
from verifier.reports.marked import blocks, heading, pieces
from verifier.reports.signs import SIGNS, safe_link, words
from verifier.reports.wire import claim_json, head_json
from verifier.reports.wording import Wording


def render(verification: Verification, wording: Wording) -> str:
    return environment().get_template("report.html").render(page(verification, wording))


def page(verification: Verification, wording: Wording) -> dict[str, Any]:
    """What the template of a report shows."""
    return {
        **head(verification, wording),
        "citations": [
            {
                "id": view.id,
                "claim": claim_json(view.citation.claim),
                "cards": [card(one, wording) for one in view.references],
            }
            for view in verification.citations
        ],
    }


def head(verification: Verification, wording: Wording) -> dict[str, Any]:
    """The document with its marks, and what is said of it as a whole; the pages of the service show the same."""
    document = verification.document.document
    corrections = verification.document.given.corrections
    return {
        **head_json(verification),
        "headed": document is not None and heading(document) is not None,
        "blocks": list(blocks(pieces(verification))),
        "removed": sum(one.removed for one in corrections),
        "explain": {verdict.value: wording.explanation(verdict) for verdict in Verdict},
    }


_DID = {
    "resolve": "Outlet looked up",
    "given": "Nothing to ask",
    "glance": "Looked for titles on",
    "leave_out": "Left out",
    "search": "Asked",
    "rescue": "Asked for copies",
    "fetch": "Fetched",
    "read": "Read",
    "match": "Compared",
    "judge": "Judged",
    "supplied": "Handed in",
    "review": "Reviewed",
    "withdraw_review": "Review withdrawn",
    "reopen": "Opened again",
    "broken": "A step failed",
}
"""What a line of the trail says was done."""


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("verifier.reports"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(signs={verdict.value: sign for verdict, sign in SIGNS.items()}, did=_DID)
    made.filters["words"] = lambda verdict: words(Verdict(verdict))
    made.filters["safe_link"] = safe_link
    made.filters["readable"] = readable
    return made


def readable(at: str) -> str:
    """A time of the report, as a person reads it: 2026-11-25 14:45 UTC."""
    return f"{at[:10]} {at[11:16]} UTC"
