"""A verification as a table for a terminal: one line a reference, and why."""

from __future__ import annotations

import shutil

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verifier.dossier import ReferenceView, Verification
from verifier.records import Verdict
from verifier.reports.signs import SIGNS, words
from verifier.reports.wire import shown_verdict
from verifier.reports.wording import Wording

_STYLES = {
    Verdict.VERIFIED: "green",
    Verdict.PARTIALLY_VERIFIED: "yellow",
    Verdict.UNSUPPORTED: "red",
    Verdict.CONTRADICTED: "bold red",
    Verdict.DATE_MISMATCH: "yellow",
    Verdict.NOT_FOUND: "red",
    Verdict.UNREACHABLE: "cyan",
    Verdict.UNRESOLVED_SOURCE: "magenta",
}


def summary(verification: Verification, wording: Wording, *, colour: bool) -> str:
    document = verification.document.document
    width = min(shutil.get_terminal_size((110, 40)).columns, 140)
    console = Console(width=width, force_terminal=colour, no_color=not colour, highlight=False)
    table = Table(show_lines=True, expand=True, border_style="dim")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Citation", ratio=3)
    table.add_column("Verdict", ratio=2, no_wrap=True)
    table.add_column("Why", ratio=6)
    number = 0
    for citation in verification.citations:
        for view in citation.references:
            number += 1
            table.add_row(str(number), _cited(view), _verdict(view), _why(view, wording))
    with console.capture() as capture:
        if document:
            facts = [document.publication, document.published.isoformat() if document.published else "undated"]
            console.print(Text(document.title or "Untitled document", style="bold"))
            console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
        if number:
            console.print(table)
        console.print(_counts(verification, number))
    return capture.get().rstrip("\n")


def _cited(view: ReferenceView) -> Text:
    reference = view.reference
    day = reference.date.text if reference.date else reference.written_date or "no date"
    return Text(f"{reference.source or reference.url or '(no name)'}\n") + Text(day, style="dim")


def _verdict(view: ReferenceView) -> Text:
    verdict = shown_verdict(view)
    if verdict is None:
        return Text(view.status.value, style="dim")
    text = Text(f"{SIGNS[verdict]} {words(verdict)}", style=_STYLES[verdict])
    if view.dossier.review:
        return text + Text("\n(reviewed)", style="dim")
    judgement = view.dossier.judgement
    return text + Text(f"\nconfidence {judgement.confidence:.2f}", style="dim") if judgement else text


def _why(view: ReferenceView, wording: Wording) -> Text:
    judgement = view.dossier.judgement
    if judgement is None:
        return Text("")
    lines = Text("\n".join(wording.sentence(reason) for reason in judgement.reasons[:4]))
    report = view.dossier.report(judgement.report_sha256)
    if report is not None:
        lines += Text(f"\n{report.archived_url or report.url}", style="dim")
    return lines


def _counts(verification: Verification, references: int) -> str:
    if not references:
        return "No citations found."
    counts = ", ".join(
        f"{count} {words(Verdict(verdict))}" for verdict, count in sorted(verification.job.by_verdict.items())
    )
    return f"{references} references in {len(verification.citations)} citations: {counts or 'none judged'}"
