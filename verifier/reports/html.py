"""The report as one self-contained HTML file: the document with its citations, and the evidence beside it.

Everything that came from a page or a document is text, never markup: the templates escape.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports.marked import pieces
from verifier.reports.signs import SIGNS, words
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording


def render(verification: Verification, wording: Wording) -> str:
    return environment().get_template("report.html").render(page(verification, wording))


def page(verification: Verification, wording: Wording) -> dict[str, Any]:
    """What the templates of a report show; the pages of the service use the same."""
    return {
        "report": report_json(verification, wording),
        "pieces": list(pieces(verification)),
        "explain": {verdict.value: wording.explanation(verdict) for verdict in Verdict},
    }


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("verifier.reports"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(signs={verdict.value: sign for verdict, sign in SIGNS.items()})
    made.filters["words"] = lambda verdict: words(Verdict(verdict))
    made.filters["safe_link"] = safe_link
    return made


def safe_link(url: str | None) -> str | None:
    """A URL that may stand in a link: a page's own address is not to be trusted with a script."""
    return url if url and url.startswith(("http://", "https://")) else None
