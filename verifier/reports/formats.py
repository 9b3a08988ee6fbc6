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


FORMATS = {
    "json": Format("application/json", "json", "verifier.reports.formats"),
    "html": Format("text/html", "html", "verifier.reports.html"),
    "markdown": Format("text/markdown", "md", "verifier.reports.markdown"),
    "csv": Format("text/csv", "csv", "verifier.reports.table"),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "verifier.reports.word"
    ),
    "claimreview": Format("application/ld+json", "claimreview.json", "verifier.reports.claimreview"),
    "annotations": Format(
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "annotations.json",
        "verifier.reports.annotations",
    ),
    "csl-json": Format("application/vnd.citationstyles.csl+json", "csl.json", "verifier.reports.csl"),
    "ris": Format("application/x-research-info-systems", "ris", "verifier.reports.ris"),
}


def render(verification: Verification, form: str, wording: Wording) -> str | bytes:
    """The report in that format; `KeyError` for one that is not in `FORMATS`."""
    if form == "json":
        return json.dumps(report_json(verification, wording), ensure_ascii=False, indent=1)
    write: Callable[[Verification, Wording], str | bytes] = importlib.import_module(FORMATS[form].module).render
    return write(verification, wording)
