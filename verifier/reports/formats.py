"""The formats a report can be had in. Each is loaded when it is first asked for."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from verifier.dossier import Verification
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording


@dataclass(frozen=True)
class Format:
    media_type: str
    ending: str
    module: str
    """Has `render(verification, wording)`, which gives a text, or bytes for a format that is none."""
    of_original: bool = False
    """Its `render` takes the file that was handed in as well, or None where it is not kept."""


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS = {
    "json": Format("application/json", "json", "verifier.reports.formats"),
    "html": Format("text/html", "html", "verifier.reports.html"),
    "markdown": Format("text/markdown", "md", "verifier.reports.markdown"),
    "csv": Format("text/csv", "csv", "verifier.reports.table"),
    "docx": Format(WORD, "docx", "verifier.reports.word", of_original=True),
    "claimreview": Format("application/ld+json", "claimreview.json", "verifier.reports.claimreview"),
    "annotations": Format(
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "annotations.json",
        "verifier.reports.annotations",
    ),
    "csl-json": Format("application/vnd.citationstyles.csl+json", "csl.json", "verifier.reports.csl"),
    "ris": Format("application/x-research-info-systems", "ris", "verifier.reports.ris"),
    "bibtex": Format("application/x-bibtex", "bib", "verifier.reports.bibtex"),
    "plot": Format("image/svg+xml", "svg", "verifier.reports.plot"),
}


def render(verification: Verification, form: str, wording: Wording, original: bytes | None = None) -> str | bytes:
    """The report in that format; `KeyError` for one that is not in `FORMATS`."""
    if form == "json":
        return json.dumps(report_json(verification, wording), ensure_ascii=False, indent=1)
    write: Callable[..., str | bytes] = importlib.import_module(FORMATS[form].module).render
    return write(verification, wording, original) if FORMATS[form].of_original else write(verification, wording)
