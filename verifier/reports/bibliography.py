"""The reports that were found, each once, for the formats of reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verifier.dossier import Verification
from verifier.records import Report
from verifier.reports.wire import shown_report


@dataclass(frozen=True)
class Found:
    """A report, and the outlet it was cited as."""

    report: Report
    outlet: str

    @property
    def day(self) -> date | None:
        return self.report.published


def found(verification: Verification) -> Iterator[Found]:
    """In the order of the document; a report that is cited twice is one entry."""
    seen = set()
    for citation in verification.citations:
        for view in citation.references:
            report = shown_report(view)
            if report is not None and report.sha256 not in seen:
                seen.add(report.sha256)
                resolution = view.dossier.resolution
                outlet = resolution.outlet.name if resolution and resolution.outlet else report.site
                yield Found(report, outlet or view.reference.source)
