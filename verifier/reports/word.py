"""The report as a Word file, with a comment on each citation: verdict, reasons, link.

A document that was handed in as a Word file comes back as it was; of any other, its text is written anew.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from verifier.dossier import Verification
from verifier.records import Span, Verdict
from verifier.reports.commented import AUTHOR, INITIALS, Note, commented
from verifier.reports.marked import Piece, pieces
from verifier.reports.signs import SIGNS, words
from verifier.reports.wire import report_json
from verifier.reports.wording import Wording

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(verification: Verification, wording: Wording, original: bytes | None = None) -> bytes:
    """`original` is the file that was handed in, where it was a Word file and is kept."""
    report = report_json(verification, wording)
    document = verification.document.document
    if original is not None and document is not None:
        return commented(original, document, [_note(citation) for citation in report["citations"]])
    return _written_anew(verification, report)


def _note(citation: dict[str, Any]) -> Note:
    comments = tuple(_xml(_comment(reference)) for reference in citation["references"])
    return Note(Span(citation["start"], citation["end"]), comments)


def _written_anew(verification: Verification, report: dict[str, Any]) -> bytes:
    cited = {citation["id"]: citation["references"] for citation in report["citations"]}
    file = docx.Document()
    file.core_properties.title = _xml(report["document"]["title"] or "Untitled document")[:255]
    file.core_properties.author = AUTHOR
    file.add_paragraph(_xml(_counts(report)), style="Subtitle")
    runs_of: dict[str, list[Run]] = defaultdict(list)
    for run, piece in _written(file, pieces(verification)):
        if piece.citation:
            runs_of[piece.citation].append(run)
    for citation_id, runs in runs_of.items():
        for reference in cited[citation_id]:
            file.add_comment(runs, text=_xml(_comment(reference)), author=AUTHOR, initials=INITIALS)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def _written(file: WordFile, cut: Iterable[Piece]) -> list[tuple[Run, Piece]]:
    """Every piece as runs, a new paragraph at each line's end."""
    runs = []
    paragraph: Paragraph = file.add_paragraph()
    for piece in cut:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                paragraph = file.add_paragraph()
            if line:
                run = paragraph.add_run(_xml(line))
                run.bold = True if piece.heading else None
                runs.append((run, piece))
    return runs


def _comment(reference: dict[str, Any]) -> str:
    verdict = Verdict(reference["verdict"]) if reference["verdict"] else None
    told = f"{SIGNS[verdict]} {words(verdict)}" if verdict else reference["status"]
    lines = [f"{reference['source']}: {told}", *reference["reasons"]]
    if reference["report"]:
        lines.append(reference["report"]["archived_url"] or reference["report"]["url"])
    if reference["review"]:
        reviewer = reference["review"]["reviewer"] or "a reviewer"
        lines.append(f"Reviewed by {reviewer}. {reference['review']['note']}".strip())
    return "\n".join(lines)


def _counts(report: dict[str, Any]) -> str:
    counts = [f"{count} {words(Verdict(name))}" for name, count in sorted(report["job"]["by_verdict"].items())]
    return ", ".join(counts) or report["job"]["error"] or "No citations found."


def _xml(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
