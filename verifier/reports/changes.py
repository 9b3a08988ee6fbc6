"""What a job found changed since the one before it on the same document: verdicts, pages gone, texts changed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from verifier.dossier import ReferenceView, Verification
from verifier.reports.trail import day
from verifier.reports.wire import Json, shown_report, shown_verdict

_AS_BEFORE = ("read", "ok", "not_fetched")
"""What became of a page of which nothing can be said to be wrong."""

Place = tuple[int, int, int]
"""Where a reference stands in the document: its citation's offsets, and its number there."""


def changes_json(before: Verification, after: Verification) -> Json:
    """Only references of which something changed. Until the job is over, what it has not come to yet is left out."""
    old, new = _by_place(before), _by_place(after)
    listed = [
        {
            "id": new[place].id if place in new else None,
            "previous_id": old[place].id if place in old else None,
            **_cited(new.get(place) or old[place]),
            "changes": found,
        }
        for place in sorted(old.keys() | new.keys())
        if (found := list(_changes(old.get(place), new.get(place))))
    ]
    return {
        "job_id": after.job.id,
        "previous_job_id": before.job.id,
        "complete": after.job.status.over,
        "references": listed,
    }


def _by_place(verification: Verification) -> dict[Place, ReferenceView]:
    return {
        (view.citation.start, view.citation.end, number): reference
        for view in verification.citations
        for number, reference in enumerate(view.references)
    }


def _cited(view: ReferenceView) -> Json:
    cited = view.reference
    return {"source": cited.source, "date": day(cited.date.start) if cited.date else None}


def _changes(old: ReferenceView | None, new: ReferenceView | None) -> Iterator[Json]:
    if old is None or new is None:
        yield {"kind": "added" if old is None else "removed"}
        return
    was, now = shown_verdict(old), shown_verdict(new)
    if now is None:
        return
    if was is not now:
        yield {"kind": "verdict", "before": was.value if was else None, "after": now.value}
    yield from _page_changes(old, new)


def _page_changes(old: ReferenceView, new: ReferenceView) -> Iterator[Json]:
    """Of the page that the earlier verdict rests on."""
    rested_on = shown_report(old)
    if rested_on is None:
        return
    again = next((report for report in new.dossier.reports if report.url == rested_on.url), None)
    if again is not None:
        before, after = (sha256(text.encode()).hexdigest() for text in (rested_on.text, again.text))
        if before != after:
            yield {"kind": "text", "url": again.url, "before": before, "after": after}
        return
    outcomes = [new.outcome_of(one) for one in new.dossier.candidates if one.url == rested_on.url]
    failed = next((outcome for outcome in outcomes if outcome not in _AS_BEFORE), None)
    if failed is not None:
        yield {"kind": "page", "url": rested_on.url, "before": "read", "after": failed}
