"""The report as Markdown, for a note or a pull request."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from verifier.dossier import Verification
from verifier.records import Verdict
from verifier.reports.signs import SIGNS, safe_link, words
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

Json = dict[str, Any]


def render(verification: Verification, wording: Wording) -> str:
    report = report_json(verification, wording)
    document, job = report["document"], report["job"]
    facts = [document["publication"], document["published"] or "undated"]
    lines = [
        f"# {_text(document['title'] or 'Untitled document')}",
        "",
        " · ".join(_text(fact) for fact in facts if fact),
        "",
    ]
    if job["error"]:
        lines += [f"**The job failed:** {_text(job['error'])}", ""]
    counts = [
        f"{SIGNS[Verdict(name)]} {count} {words(Verdict(name))}" for name, count in sorted(job["by_verdict"].items())
    ]
    lines += [", ".join(counts) or ("Nothing judged." if report["citations"] else "No citations found."), ""]
    for citation in report["citations"]:
        for reference in citation["references"]:
            lines += _reference(citation, reference)
    return "\n".join(lines).rstrip() + "\n"


def _reference(citation: Json, reference: Json) -> list[str]:
    day = reference["date"]["text"] if reference["date"] else reference["written_date"] or "no date"
    verdict = Verdict(reference["verdict"]) if reference["verdict"] else None
    head = f"{SIGNS[verdict]} {words(verdict)}" if verdict else reference["status"]
    lines = [f"## {head}: {_text(reference['source'] or reference['url'] or '(no name)')}, {_text(day)}", ""]
    lines += [f"> {_text(citation['claim']['text'])}", ""]
    lines += [f"- {_text(reason)}" for reason in reference["reasons"]]
    report = reference["report"]
    if report:
        title, day = _text(report["title"] or "untitled"), report["published"] or "undated"
        lines.append(f"- Report: {title}, {day}, {_link(report['url'])}")
        if report["archived_url"]:
            lines.append(f"- Archived copy: {_link(report['archived_url'])}")
        lines.append(f"- Kept as `{report['sha256']}`")
    for passage in reference["evidence"]:
        lines += ["", f"> *{passage['relation']}*: {_text(passage['text'])}"]
    review = reference["review"]
    if review:
        decision = f"Reviewed by {_text(review['reviewer'] or 'a reviewer')}: {words(Verdict(review['verdict']))}."
        lines += ["", f"{decision} {_text(review['note'])}".rstrip()]
    return [*lines, ""]


def _link(url: str) -> str:
    """An address between the angle brackets, which end at the first of their kind, a space or a line's end."""
    if not safe_link(url):
        return f"`{_text(url)}`"
    address = re.sub(r"[<>\s]", lambda found: quote(found[0]), url)
    return f"<{address}>"


def _text(value: object) -> str:
    """Text from a document or a page, on one line and without a meaning to Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", re.sub(r"\s+", " ", str(value)).strip())
