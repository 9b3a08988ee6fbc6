"""The reports found, as CSL-JSON: for Zotero, pandoc and the like."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from verifier.dossier import Verification
from verifier.reports.bibliography import Found, found
from verifier.reports.wording import Wording


def render(verification: Verification, _: Wording) -> str:
    return json.dumps([_item(one) for one in found(verification)], ensure_ascii=False, indent=1)


def _item(one: Found) -> dict[str, Any]:
    report = one.report
    item = {
        "id": report.sha256[:16],
        "type": "article-newspaper",
        "title": report.title,
        "container-title": one.outlet,
        "author": [{"literal": report.byline}] if report.byline else None,
        "issued": _date(report.published),
        "accessed": _date(report.retrieved_at),
        "URL": report.url,
        "archive_location": report.archived_url,
        "language": report.language,
    }
    return {name: value for name, value in item.items() if value is not None}


def _date(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
