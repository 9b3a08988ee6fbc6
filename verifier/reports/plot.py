"""The verdicts as a picture (SVG): a bar for each outlet, and one for each year that was cited.

Every part of a bar says in words what it is, so that the picture can be read without its colours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from verifier.dossier import ReferenceView, Verification
from verifier.records import Verdict
from verifier.reports.html import environment
from verifier.reports.signs import SIGNS, WEIGHT, words
from verifier.reports.wire import shown_verdict
from verifier.reports.wording import Wording

MOST_OUTLETS = 25
"""Bars of outlets; those cited least are put together."""

_BAR, _GAP, _LABEL, _WIDTH = 22, 8, 210, 520
"""Height of a bar and the space below it, room for the names, length of the longest bar; in pixels."""
_COLOURS = {
    Verdict.VERIFIED: "#2e7d4f",
    Verdict.PARTIALLY_VERIFIED: "#5f7a1f",
    Verdict.UNSUPPORTED: "#8a6500",
    Verdict.CONTRADICTED: "#b3261e",
    Verdict.DATE_MISMATCH: "#a8501d",
    Verdict.NOT_FOUND: "#4b5563",
    Verdict.UNREACHABLE: "#66748a",
    Verdict.UNRESOLVED_SOURCE: "#7e57a8",
}
_ORDER = tuple(reversed(WEIGHT))

Counts = Mapping[str, Counter[Verdict]]


@dataclass(frozen=True)
class Part:
    """A piece of a bar: so many references of one verdict."""

    x: float
    width: float
    colour: str
    sign: str
    told: str
    """"Xinhua: 3 verified"."""


@dataclass(frozen=True)
class Bar:
    y: int
    name: str
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Heading:
    y: int
    text: str


def render(verification: Verification, _: Wording) -> str:
    done = [
        (view, verdict)
        for citation in verification.citations
        for view in citation.references
        if (verdict := shown_verdict(view))
    ]
    outlets, years = _counted(done, _outlet), _counted(done, _year)
    headings, bars = [], []
    y = 56
    for text, counts in (("By outlet", _fewer(outlets)), ("By the year cited", dict(sorted(years.items())))):
        headings.append(Heading(y, text))
        y += 14
        for bar in _bars(counts, y):
            bars.append(bar)
            y = bar.y + _BAR + _GAP
        y += 34
    legend = [(_COLOURS[verdict], SIGNS[verdict], words(verdict)) for verdict in _ORDER]
    return (
        environment()
        .get_template("plot.svg")
        .render(
            headings=headings,
            bars=bars,
            legend=legend,
            title=verification.document.document.title if verification.document.document else None,
            references=len(done),
            size={"bar": _BAR, "label": _LABEL, "width": _LABEL + _WIDTH + 60, "height": y + 20},
        )
    )


def _counted(
    done: list[tuple[ReferenceView, Verdict]], name: Callable[[ReferenceView], str]
) -> dict[str, Counter[Verdict]]:
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for view, verdict in done:
        counts[name(view)][verdict] += 1
    return counts


def _outlet(view: ReferenceView) -> str:
    resolution = view.dossier.resolution
    return resolution.outlet.name if resolution and resolution.outlet else view.reference.source or "no source"


def _year(view: ReferenceView) -> str:
    return str(view.reference.date.start.year) if view.reference.date else "no date"


def _fewer(counts: Counts) -> Counts:
    """The outlets cited most first; the rest together."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    if len(ranked) <= MOST_OUTLETS:
        return dict(ranked)
    rest: Counter[Verdict] = Counter()
    for _, count in ranked[MOST_OUTLETS:]:
        rest += count
    return {**dict(ranked[:MOST_OUTLETS]), f"{len(ranked) - MOST_OUTLETS} others": rest}


def _bars(counts: Counts, y: int) -> Iterator[Bar]:
    longest = max((count.total() for count in counts.values()), default=1)
    for name, count in counts.items():
        yield Bar(y, name, count.total(), tuple(_parts(name, count, _WIDTH / longest)))
        y += _BAR + _GAP


def _parts(name: str, count: Counter[Verdict], unit: float) -> Iterator[Part]:
    x = float(_LABEL)
    for verdict in _ORDER:
        if count[verdict]:
            width = count[verdict] * unit
            told = f"{name}: {count[verdict]} {words(verdict)}"
            yield Part(round(x, 1), round(width, 1), _COLOURS[verdict], SIGNS[verdict], told)
            x += width
