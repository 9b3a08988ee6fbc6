"""A claim against one text: its parts through the support model, then the checks no model may overrule.

The order of the work is the order of this file: the report's sentences, each part of the claim by its best
windows, what opposes it, its figures and days, the quotations, and last what all of it comes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.matching.across import assess_across
from verifier.matching.coverage import Coverage, cover, is_background, lacks_cause, lacks_verb, naming, tells_apart
from verifier.matching.languages import language_of, same_language
from verifier.matching.lines import Line, read
from verifier.matching.measures import check_days, check_figures
from verifier.matching.opposition import Opposition, left_open, oppositions
from verifier.matching.parts import Part, parts
from verifier.matching.passages import Window, best_windows, sentences
from verifier.matching.polarity import Reality
from verifier.matching.quotations import Quoted, marked
from verifier.matching.relatedness import relatedness
from verifier.matching.support import LexicalModel
from verifier.policy import Matching
from verifier.ports import SupportModel
from verifier.prose.words import Kind
from verifier.records import (
    Assessment,
    Bearing,
    ClaimCheck,
    FigureCheck,
    FigureStatus,
    PartCheck,
    Passage,
    QuotationCheck,
    QuotationStatus,
)

_LEAD = 2
"""Sentences at the head of a report whose names hold for all of it."""
_BEFORE = 2
"""Sentences before a passage whose names hold for it."""
_OF_PARTS = 0.5
"""What the parts decide of a claim's support; the rest is how much the text is about the matter. Set on the
WiCE development set (AUROC 0.72 by the parts alone, 0.75 so)."""
_PARTLY = 0.3
"""Support from which a report carries something of a part."""

# What a part may reach at most, where something it says is wanting. All below the policy's `supported`.
_WITHOUT_NAME = 0.55
_WITHOUT_NAMES = 0.25
_WITHOUT_VERB = 0.5
_WITHOUT_CAUSE = 0.55
_WITHOUT_FIGURE = 0.5
_WITHOUT_QUOTATION = 0.5
_ONLY_INTENDED = 0.55
_ONLY_POSSIBLE = 0.45

_TOO_THIN = 0.5
_THIN = 2.6
"""Weight of a part so short that likeness of words says little: it must stand there word for word."""
_MANY = 0.3
"""Share of a part's weight in names that the report never has, from which it is of something else."""
_ALSO_TOLD = 0.4
"""Coverage of the part by a sentence that has the claim's word where another has its opposite."""
_PLAINLY = 0.1
"""By how much more of the part a sentence must carry to outweigh another that opposes it."""

_FIGURE_OPPOSED = 0.85
_QUOTATION_ALTERED = 0.8


def assess(
    claim_text: str,
    report_text: str,
    *,
    policy: Matching,
    quotations: Sequence[str] | None = None,
    title: str = "",
    published: date | None = None,
    language: str = "",
    claim_language: str = "",
    model: SupportModel | None = None,
) -> Assessment:
    """What `report_text` does for `claim_text`.

    `quotations` are looked for word for word; None: those between marks in the claim. `published` is the
    report's day, for its weekdays. Languages are ISO 639 codes, "" to tell them from the texts: across
    languages the label is NOT_JUDGED. Offsets of passages are into `report_text`.
    """
    told = language or language_of(report_text)
    if not same_language(told, claim_language or language_of(claim_text)):
        return assess_across(claim_text, report_text, marked(claim_text) if quotations is None else quotations)
    page = _Page(report_text[: policy.max_report_characters], title, published, policy, model or LexicalModel())
    quoted = [page.quoted.check(words) for words in (marked(claim_text) if quotations is None else quotations)]
    judged = [page.judge(part, quoted) for part in parts(claim_text)]
    return _together(claim_text, judged, quoted, page)


@dataclass(frozen=True)
class _Judged:
    """One part with all that was found for it."""

    part: Part
    check: PartCheck
    passage: Passage | None
    opposing: Passage | None
    figures: tuple[FigureCheck, ...]
    opposed: tuple[str, ...]


class _Page:
    """One report, read for comparing."""

    def __init__(self, text: str, title: str, published: date | None, policy: Matching, model: SupportModel) -> None:
        self.text = text
        self.title = read(title) if title else None
        self.published = published
        self.policy = policy
        self.model = model
        self.sentences = sentences(text)
        self.lines = [one.line for one in self.sentences if one.evidence]
        self.stems = {stem for line in self.lines for stem in line.stems} | (self.title.stems if self.title else set())
        self.quoted = Quoted(text)

    def judge(self, part: Part, quoted: Sequence[QuotationCheck]) -> _Judged:
        line = read(part.whole)
        windows = best_windows(line, self.sentences, self.policy.passages)
        if not windows:
            return _Judged(
                part, PartCheck(part.text, ClaimCheck.SILENT, 0.0, 0.0, naming(line.content)), None, None, (), ()
            )
        scored = self.model.score(
            [(part.whole, self._words(window), self._context_words(window)) for window in windows]
        )
        best = max(range(len(windows)), key=lambda index: scored[index].supports)
        window, support = windows[best], scored[best].supports
        context = self._context(window)
        lines = [one.line for one in self.sentences[window.first : window.last + 1]]
        near = self._near(line, windows)
        figures = (
            *check_figures(line, [*lines, *near], self.lines, context),
            *check_days(line, [*lines, *near], context, self.published),
        )
        against = self._against(line, near, context)
        covered = cover(line, lines, context)
        support = min([support, *self._limits(line, lines, covered, figures, part, quoted)])
        contradiction = max(
            [
                against[1].strength if against else 0.0,
                *(_FIGURE_OPPOSED for figure in figures if figure.status is FigureStatus.MISMATCH),
            ]
        )
        contradiction = 0.0 if part.commentary else contradiction
        support = min(support, 1.0 - contradiction)
        check = PartCheck(
            part.text,
            self._label(support, contradiction),
            round(support, 4),
            round(contradiction, 4),
            naming(covered.missing),
        )
        return _Judged(
            part,
            check,
            self._passage(
                window, support, Bearing.SUPPORTS if check.claim is ClaimCheck.SUPPORTED else Bearing.RELATED
            ),
            self._opposing(against, contradiction),
            figures,
            self._opposed(against, contradiction, figures),
        )

    # ── around a window ──

    def _words(self, window: Window) -> str:
        return self.text[self.sentences[window.first].start : self.sentences[window.last].end]

    def _context(self, window: Window) -> list[Line]:
        """Where a name may stand that the passage calls "he" or "the company": title, lead, just before."""
        places = {*range(min(_LEAD, len(self.sentences))), *range(max(0, window.first - _BEFORE), window.first)}
        lines = [self.sentences[place].line for place in sorted(places) if self.sentences[place].evidence]
        return [*([self.title] if self.title is not None else []), *lines]

    def _context_words(self, window: Window) -> str:
        return "\n".join(line.text for line in self._context(window))

    def _near(self, part: Line, windows: Sequence[Window]) -> list[Line]:
        """Every sentence of the windows once, the one that carries most of the part first."""
        places = {place for window in windows for place in range(window.first, window.last + 1)}
        lines = [self.sentences[place].line for place in sorted(places)]
        if self.title is not None:
            lines.append(self.title)
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

    def _limits(
        self,
        line: Line,
        lines: Sequence[Line],
        covered: Coverage,
        figures: Sequence[FigureCheck],
        part: Part,
        quoted: Sequence[QuotationCheck],
    ) -> Iterable[float]:
        unnamed = [token for token in covered.missing if token.kind is Kind.NAME and token.stem not in self.stems]
        unnamed = [token for token in unnamed if not is_background(line, token)]
        if unnamed:
            lacking = sum(token.weight for token in unnamed) > _MANY * line.weight
            yield _WITHOUT_NAMES if lacking else _WITHOUT_NAME
        if lacks_verb(line, covered):
            yield _WITHOUT_VERB if tells_apart(line, covered) and not unnamed else _WITHOUT_NAMES
        if lacks_cause(line, covered):
            yield _WITHOUT_CAUSE
        if line.weight < _THIN and not any(line.stems <= one.stems for one in lines):
            yield _TOO_THIN
        if any(figure.status is FigureStatus.ABSENT for figure in figures):
            yield _WITHOUT_FIGURE
        if any(check.text in part.text and check.status is not QuotationStatus.EXACT for check in quoted):
            yield _WITHOUT_QUOTATION
        reality = left_open(line, lines)
        if reality is not None:
            yield _ONLY_POSSIBLE if reality is Reality.POSSIBLE else _ONLY_INTENDED

    def _label(self, support: float, contradiction: float) -> ClaimCheck:
        if contradiction >= self.policy.contradicted:
            return ClaimCheck.CONTRADICTED
        if support >= self.policy.supported:
            return ClaimCheck.SUPPORTED
        return ClaimCheck.PARTIAL if support >= _PARTLY else ClaimCheck.SILENT

    # ── what is shown ──

    def _passage(self, window: Window, score: float, bearing: Bearing) -> Passage:
        start, end = self.sentences[window.first].start, self.sentences[window.last].end
        return Passage(self.text[start:end], start, end, round(score, 4), bearing)

    def _opposing(self, against: tuple[Line, Opposition] | None, contradiction: float) -> Passage | None:
        if against is None or contradiction < self.policy.contradicted:
            return None
        place = next((one for one in self.sentences if one.line is against[0]), None)
        if place is None:
            return None
        return Passage(
            self.text[place.start : place.end], place.start, place.end, round(contradiction, 4), Bearing.CONTRADICTS
        )

    def _opposed(
        self, against: tuple[Line, Opposition] | None, contradiction: float, figures: Sequence[FigureCheck]
    ) -> tuple[str, ...]:
        if contradiction < self.policy.contradicted:
            return ()
        said = [
            f'the report says "{one.report}", not "{one.claim}"'
            for one in figures
            if one.status is FigureStatus.MISMATCH
        ]
        if against is not None and against[1].strength >= self.policy.contradicted:
            said.append(against[1].text)
        return tuple(said)


def _said_elsewhere(opposition: Opposition, part: Line, near: Sequence[Line]) -> bool:
    """Whether the claim's own word is told near by too: a man is arrested, and later released."""
    word = opposition.instead_of
    return bool(word) and any(word in line.stems and cover(part, [line]).passage >= _ALSO_TOLD for line in near)


def _together(claim_text: str, judged: Sequence[_Judged], quoted: Sequence[QuotationCheck], page: _Page) -> Assessment:
    """The parts' results as one. The author's own comment decides nothing while there is a fact beside it."""
    factual = [one for one in judged if not one.part.commentary] or list(judged)
    altered = [check for check in quoted if check.status is QuotationStatus.ALTERED]
    contradiction = max(
        [*(one.check.contradiction for one in judged), *(_QUOTATION_ALTERED for _ in altered)], default=0.0
    )
    supports = [one.check.support for one in factual]
    weights = [one.part.weight for one in factual]
    mean = sum(weight * value for weight, value in zip(weights, supports, strict=True)) / sum(weights)
    related = relatedness(read(claim_text), page.lines, page.title)
    label = _verdict(factual, quoted, contradiction, page.policy)
    support = _OF_PARTS * (mean + min(supports)) / 2 + (1.0 - _OF_PARTS) * related
    most = 1.0 if label is ClaimCheck.SUPPORTED else page.policy.supported - 0.01
    support = min(support, most, 1.0 - contradiction)
    return Assessment(
        label=label,
        support=round(support, 4),
        contradiction=round(contradiction, 4),
        relatedness=round(related, 4),
        passages=_passages(judged, altered),
        parts=tuple(one.check for one in judged),
        quotations=tuple(quoted),
        figures=tuple(figure for one in judged for figure in one.figures),
        opposed=(
            *(f'the report has "{check.found}", not "{check.text}"' for check in altered),
            *dict.fromkeys(text for one in judged for text in one.opposed),
        ),
    )


def _verdict(
    factual: Sequence[_Judged], quoted: Sequence[QuotationCheck], contradiction: float, policy: Matching
) -> ClaimCheck:
    labels = [one.check.claim for one in factual]
    if contradiction >= policy.contradicted:
        return ClaimCheck.CONTRADICTED
    if all(label is ClaimCheck.SUPPORTED for label in labels) and all(
        check.status is QuotationStatus.EXACT for check in quoted
    ):
        return ClaimCheck.SUPPORTED
    if ClaimCheck.SUPPORTED in labels or ClaimCheck.PARTIAL in labels:
        return ClaimCheck.PARTIAL
    return ClaimCheck.SILENT


def _passages(judged: Sequence[_Judged], altered: Sequence[QuotationCheck]) -> tuple[Passage, ...]:
    """What opposes first, then what supports, then the nearest words; each stretch once."""
    found = [one.opposing for one in judged if one.opposing is not None]
    found += [
        Passage(check.found, check.start, check.end, _QUOTATION_ALTERED, Bearing.CONTRADICTS)
        for check in altered
        if check.found is not None and check.start is not None and check.end is not None
    ]
    rest = [one.passage for one in judged if one.passage is not None]
    found += sorted(rest, key=lambda passage: (passage.relation is not Bearing.SUPPORTS, -passage.score))
    return tuple({(passage.start, passage.end): passage for passage in reversed(found)}.values())[::-1]
