"""One part of a claim against a foreign report: borne out, in part, opposed, not told, or not to be told.

Support asks for more than in English, since a lexicon knows words and no sentences: every name, figure and day,
every deed, nearly every other word, said of the same sides and as really as claimed. What the lexicon has no word
for is never missed: a part that rests on such words is not judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.matching.coverage import naming
from verifier.matching.foreign.measuring import check_days, check_figures, is_undated
from verifier.matching.foreign.objections import (
    Objection,
    actions,
    is_left_open,
    objections,
)
from verifier.matching.foreign.reading import Sentence
from verifier.matching.foreign.tongues import Tongue
from verifier.matching.foreign.weighing import BESIDE, CARRYING, Row, Weighed, Window
from verifier.matching.lexicon import LIGHT
from verifier.matching.lines import read
from verifier.matching.parts import Part
from verifier.policy import Matching
from verifier.prose.words import Kind
from verifier.records import Bearing, ClaimCheck, FigureCheck, FigureStatus, PartCheck, Passage

# Set on tests/gold/judgement/across: no wrong "supported" first, then most of the right ones.
_EVEN = 0.58
_STEEPNESS = 13.0
_MOST = 0.79
"""Support across languages is never as sure as the policy's `confident`: the search goes on."""
_WITHOUT_NAME = 0.55
_WITHOUT_FIGURE = 0.5
_WITHOUT_DEED = 0.55
_WITHOUT_WORDS = 0.58
_DOUBTED = 0.5
_LEFT_OPEN = 0.5
_THIN = 2.6
"""Weight of what is met, below which likeness of words says little."""
_FEW_WORDS = 0.16
"""Share of a part's weight in words that are not met, from which it is not wholly told."""
_TOLD_TOGETHER = 0.55
"""Share of the part that one sentence must carry by itself."""
_FIGURE_OPPOSED = 0.85
_INEXPRESSIBLE = 0.34
"""Share of a part's weight in words that the lexicon lacks, from which its absence cannot be told."""
_KNOWN = 0.35
"""Share of a report's words that the lexicon has, below which what is not found may yet be there."""


@dataclass(frozen=True)
class Judged:
    part: Part
    check: PartCheck
    passage: Passage | None = None
    opposing: Passage | None = None
    figures: tuple[FigureCheck, ...] = ()
    opposed: tuple[str, ...] = ()


def judge(
    part: Part,
    report: Sequence[Sentence],
    title: Sentence | None,
    known: Tongue,
    published: date | None,
    policy: Matching,
) -> Judged:
    line = read(part.whole)
    weighed = Weighed(line, report, title, known)
    window = weighed.best_window()
    if window is None or not line.content:
        return Judged(part, PartCheck(part.text, _untold(weighed, report), 0.0, 0.0, naming(line, line.content)))
    figures, misfigured = check_figures(weighed, window)
    dated, misdated = check_days(weighed, window, published)
    against = () if part.commentary else objections(weighed, window)
    checks = (*figures, *dated)
    contradiction = max(
        [0.0, *(one.strength for one in against)]
        + [_FIGURE_OPPOSED for one in checks if one.status is FigureStatus.MISMATCH and not part.commentary]
    )
    support = 1.0 / (1.0 + math.exp(-_STEEPNESS * (window.blend - _EVEN)))
    support = min([support, _MOST, 1.0 - contradiction, *_limits(weighed, window, checks, against)])
    label = _label(support, contradiction, policy)
    if label is ClaimCheck.SILENT:
        label = _untold(weighed, report)
    lacked = [token for token, value in zip(line.content, window.held, strict=True) if not value]
    missing = naming(line, [token for token in lacked if token.weight > 0.5])
    opposes = label is ClaimCheck.CONTRADICTED
    row = next((one for one in (misfigured, misdated, *(one.row for one in against if one.strength)) if one), None)
    bearing = Bearing.SUPPORTS if label is ClaimCheck.SUPPORTED else Bearing.RELATED
    return Judged(
        part,
        PartCheck(part.text, label, round(support, 4), round(contradiction, 4), missing),
        _passage(window.rows, support, bearing),
        _passage((row,), contradiction, Bearing.CONTRADICTS) if opposes and row else None,
        checks,
        tuple(_in_words(checks, against)) if opposes else (),
    )


def _label(support: float, contradiction: float, policy: Matching) -> ClaimCheck:
    if contradiction >= policy.contradicted:
        return ClaimCheck.CONTRADICTED
    if support >= policy.supported:
        return ClaimCheck.SUPPORTED
    return ClaimCheck.PARTIAL if support >= policy.partly else ClaimCheck.SILENT


def _untold(weighed: Weighed, report: Sequence[Sentence]) -> ClaimCheck:
    """SILENT where the lexicon would have shown it, else NOT_JUDGED."""
    lacking = sum(
        weight
        for token, weight in zip(weighed.part.content, weighed.weights, strict=True)
        if not weighed.expressible(token)
    )
    known = sum(one.known * len(one.words) for one in report) / max(1, sum(len(one.words) for one in report))
    enough = lacking <= _INEXPRESSIBLE * sum(weighed.weights) and known >= _KNOWN
    return ClaimCheck.SILENT if enough else ClaimCheck.NOT_JUDGED


def _limits(
    weighed: Weighed, window: Window, checks: Sequence[FigureCheck], against: Sequence[Objection]
) -> Iterator[float]:
    content, held = weighed.part.content, window.held
    missing = [
        place
        for place, value in enumerate(held)
        if value == 0
        and weighed.weights[place] > 0.5
        and not weighed.is_forename(content[place])
        and not weighed.is_at_home(content[place], window)
        and not weighed.is_office(place)
    ]
    excused = [place for place, value in enumerate(held) if value == 0 and place not in missing]
    names = [place for place, token in enumerate(content) if token.kind is Kind.NAME and place not in excused]
    if any(not weighed.is_told(place, window) for place in names):
        yield _WITHOUT_NAME
    if any(check.status is FigureStatus.ABSENT for check in checks) or is_undated(weighed, checks):
        yield _WITHOUT_FIGURE
    done = actions(weighed)
    # Where no verb is known as one, any word that is not met may be it.
    if any(_is_untold(place, weighed, window) for place in done) or (missing and not done):
        yield _WITHOUT_DEED
    if sum(weight for weight, value in zip(weighed.weights, held, strict=True) if value) < _THIN:
        yield _WITHOUT_WORDS
    told = [token for token, value in zip(content, held, strict=True) if value]
    if not any(token.kind is Kind.WORD and token.stem not in LIGHT for token in told):
        yield _WITHOUT_DEED
    if sum(weighed.weights[place] for place in missing) > _FEW_WORDS * sum(weighed.weights):
        yield _WITHOUT_WORDS
    if max(row.share(weighed.weights) for row in window.rows) < _TOLD_TOGETHER:
        yield _WITHOUT_WORDS
    if against:
        yield _DOUBTED
    if is_left_open(weighed, window):
        yield _LEFT_OPEN


def _is_untold(place: int, weighed: Weighed, window: Window) -> bool:
    """Whether no sentence of the event tells the deed, and it is not left to its object: "expressed regret"."""
    best = max(row.share(weighed.weights) for row in window.rows)
    if any(row.met[place].value and row.share(weighed.weights) >= BESIDE * best for row in window.rows):
        return False
    content = weighed.part.content
    follows = place + 1 < len(content) and content[place + 1].kind is not Kind.NAME
    return not (content[place].stem in CARRYING and follows and window.held[place + 1])


def _passage(rows: Sequence[Row], score: float, bearing: Bearing) -> Passage:
    """The sentence of these that carries most."""
    best = max(rows, key=lambda row: sum(one.value for one in row.met)).sentence
    return Passage(best.text, best.start, best.end, round(score, 4), bearing)


def _in_words(checks: Sequence[FigureCheck], against: Sequence[Objection]) -> Iterator[str]:
    for check in checks:
        if check.status is FigureStatus.MISMATCH:
            yield f'the report says "{check.report}", not "{check.claim}"'
    for one in against:
        if one.strength:
            yield one.text
