"""One report, read for comparing: each part of a claim is judged by its best windows, and by what opposes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.matching import attribution
from verifier.matching.coverage import cover, naming
from verifier.matching.limits import Told, limits
from verifier.matching.lines import Line, read
from verifier.matching.measures import check_days, check_figures
from verifier.matching.opposition import Opposition, oppositions
from verifier.matching.parts import Part
from verifier.matching.passages import Window, best_windows, sentences
from verifier.matching.quotations import Quoted
from verifier.policy import Matching
from verifier.ports import SupportModel
from verifier.records import Bearing, ClaimCheck, FigureCheck, FigureStatus, PartCheck, Passage, QuotationCheck, Support

_LEAD = 2
"""Sentences at the head of a report whose names hold for all of it."""
_BEFORE = 2
"""Sentences before a passage whose names hold for it."""
_ALSO_TOLD = 0.25
"""Coverage of the part by a sentence that has the claim's word where another has its opposite."""
_PLAINLY = 0.1
"""By how much more of the part a sentence must carry to outweigh another that opposes it."""
_FIGURE_OPPOSED = 0.85
"""Contradiction where the report gives another figure, or day, for the same thing."""


@dataclass(frozen=True)
class Judged:
    """One part with all that was found for it."""

    part: Part
    check: PartCheck
    passage: Passage | None = None
    opposing: Passage | None = None
    figures: tuple[FigureCheck, ...] = ()
    opposed: tuple[str, ...] = ()
    judge: str = ""
    judge_failed: str = ""


class Page:
    """A report's text and title; `published` is for its weekdays."""

    def __init__(self, text: str, title: str, published: date | None, policy: Matching, model: SupportModel) -> None:
        self.text = text
        self.title = read(title) if title else None
        self.published = published
        self.policy = policy
        self.model = model
        self.sentences = sentences(text)
        self.quoted = Quoted(text)
        self.lines = [one.line for one in self.sentences if one.evidence]
        self.told = [*self._titles(), *(one.line for one in self.sentences if not one.aside)]
        self.stems = frozenset().union(*(line.stems for line in [*self.lines, *self._titles()]))

    def judge(self, part: Part, quoted: Sequence[QuotationCheck]) -> Judged:
        """The part's support by the model, bounded by what is wanting, and its contradiction by the checks."""
        line = read(part.whole)
        windows = best_windows(line, self.sentences, self.policy.passages)
        if not windows:
            return Judged(part, PartCheck(part.text, ClaimCheck.SILENT, 0.0, 0.0, naming(line, line.content)))
        window, said = self._best(part, line, windows, quoted)
        context = self._context(window)
        lines = [one.line for one in self.sentences[window.first : window.last + 1]]
        near = self._near(line, windows)
        figures = (
            *check_figures(line, [*lines, *near], self.lines, context),
            *check_days(line, [*lines, *near], context, self.published),
        )
        against = self._against(line, near, context)
        contradiction = 0.0 if part.commentary else _contradiction(said.contradicts, against, figures)
        of_another = attribution.is_of_another(line, quoted, self.sentences)
        told = Told(lines, cover(line, lines, context), figures, quoted, of_another, self.stems)
        support = min([said.supports, 1.0 - contradiction, *limits(part, line, told)])
        label = self._label(support, contradiction)
        missing = naming(line, told.covered.missing)
        bearing = Bearing.SUPPORTS if label is ClaimCheck.SUPPORTED else Bearing.RELATED
        opposes = label is ClaimCheck.CONTRADICTED
        return Judged(
            part,
            PartCheck(part.text, label, round(support, 4), round(contradiction, 4), missing),
            self._passage(window.first, window.last, support, bearing),
            self._opposing(against, contradiction) if opposes else None,
            figures,
            tuple(_in_words(against, figures)) if opposes else (),
            said.judge,
            said.judge_failed,
        )

    def _best(
        self, part: Part, line: Line, windows: Sequence[Window], quoted: Sequence[QuotationCheck]
    ) -> tuple[Window, Support]:
        """The window that bears the part out best, and how: by a quotation that carries it, else by the model."""
        scored = self.model.score([(part.whole, self._words(one), self._context_words(one)) for one in windows])
        best = max(range(len(windows)), key=lambda index: scored[index].supports)
        carrying = attribution.carried(line, quoted, self.sentences)
        if carrying is not None and scored[best].supports < attribution.SUPPORT:
            return carrying, replace(scored[best], supports=attribution.SUPPORT)
        return windows[best], scored[best]

    # ── around a window ──

    def _titles(self) -> list[Line]:
        return [self.title] if self.title is not None else []

    def _words(self, window: Window) -> str:
        return self.text[self.sentences[window.first].start : self.sentences[window.last].end]

    def _context(self, window: Window) -> list[Line]:
        """Where a name may stand that the passage calls "he" or "the company": title, lead, just before."""
        places = {*range(min(_LEAD, len(self.sentences))), *range(max(0, window.first - _BEFORE), window.first)}
        lines = [self.sentences[place].line for place in sorted(places) if self.sentences[place].evidence]
        return [*self._titles(), *lines]

    def _context_words(self, window: Window) -> str:
        return "\n".join(line.text for line in self._context(window))

    def _near(self, part: Line, windows: Sequence[Window]) -> list[Line]:
        """Every sentence of the windows once, and the title; the one that carries most of the part first."""
        places = {place for window in windows for place in range(window.first, window.last + 1)}
        lines = [*(self.sentences[place].line for place in sorted(places)), *self._titles()]
        return sorted(lines, key=lambda line: -cover(part, [line]).blend)

    # ── checks ──

    def _against(self, part: Line, near: Sequence[Line], context: Sequence[Line]) -> tuple[Line, Opposition] | None:
        """The strongest opposition, unless a sentence without one carries the part better."""
        opposed: list[tuple[Line, Opposition]] = []
        plain = 0.0
        for line in near:
            found = [one for one in oppositions(part, line, [*context, *near]) if not _said_elsewhere(one, part, near)]
            if found:
                opposed.append((line, found[0]))
            else:
                plain = max(plain, cover(part, [line], context).passage)
        strongest = max(opposed, key=lambda pair: pair[1].strength, default=None)
        return strongest if strongest is not None and plain <= strongest[1].share + _PLAINLY else None

    def _label(self, support: float, contradiction: float) -> ClaimCheck:
        if contradiction >= self.policy.contradicted:
            return ClaimCheck.CONTRADICTED
        if support >= self.policy.supported:
            return ClaimCheck.SUPPORTED
        return ClaimCheck.PARTIAL if support >= self.policy.partly else ClaimCheck.SILENT

    # ── what is shown ──

    def _passage(self, first: int, last: int, score: float, bearing: Bearing) -> Passage:
        start, end = self.sentences[first].start, self.sentences[last].end
        return Passage(self.text[start:end], start, end, round(score, 4), bearing)

    def _opposing(self, against: tuple[Line, Opposition] | None, contradiction: float) -> Passage | None:
        """The sentence that opposes; None where it is the title, or only a figure differs."""
        place = next((n for n, one in enumerate(self.sentences) if against and one.line is against[0]), None)
        return None if place is None else self._passage(place, place, contradiction, Bearing.CONTRADICTS)


def _contradiction(by_model: float, against: tuple[Line, Opposition] | None, figures: Sequence[FigureCheck]) -> float:
    differ = any(figure.status is FigureStatus.MISMATCH for figure in figures)
    return max(by_model, against[1].strength if against else 0.0, _FIGURE_OPPOSED if differ else 0.0)


def _said_elsewhere(opposition: Opposition, part: Line, near: Sequence[Line]) -> bool:
    """Whether the claim's own word is told near by too: a man is arrested, and later released."""
    word = opposition.instead_of
    return bool(word) and any(word in line.stems and cover(part, [line]).passage >= _ALSO_TOLD for line in near)


def _in_words(against: tuple[Line, Opposition] | None, figures: Sequence[FigureCheck]) -> list[str]:
    said = [
        f'the report says "{one.report}", not "{one.claim}"' for one in figures if one.status is FigureStatus.MISMATCH
    ]
    return [*said, against[1].text] if against is not None else said
