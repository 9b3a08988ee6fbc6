"""The reports found, as RIS: for EndNote and other reference managers. One tag a line, so no value holds a line end."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.dossier import Verification
from verifier.reports.bibliography import Found, found
from verifier.reports.wording import Wording


def render(verification: Verification, _: Wording) -> str:
    return "".join(f"{line}\r\n" for one in found(verification) for line in _entry(one))


def _entry(one: Found) -> Iterator[str]:
    report = one.report
    yield "TY  - NEWS"
    for tag, value in (
        ("TI", report.title),
        ("T2", one.outlet),
        ("AU", report.byline),
        ("PY", f"{report.published:%Y}" if report.published else None),
        ("DA", f"{report.published:%Y/%m/%d}" if report.published else None),
        ("LA", report.language),
        ("UR", report.url),
        ("L2", report.archived_url),
        ("Y2", f"{report.retrieved_at:%Y/%m/%d}" if report.retrieved_at else None),
    ):
        if value:
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "
