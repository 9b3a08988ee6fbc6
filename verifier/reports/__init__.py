"""A verification, in the form that the next reader wants: one file a format, all pure."""

from verifier.reports.formats import FORMATS, WORD, Format, render
from verifier.reports.wire import citation_json, job_json, reference_json, report_json
from verifier.reports.wording import Wording

__all__ = [
    "FORMATS",
    "WORD",
    "Format",
    "Wording",
    "citation_json",
    "job_json",
    "reference_json",
    "render",
    "report_json",
]
