"""A curve as a small SVG: both axes logarithmic, every line named at its end, readable on light and on dark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from bench._figures import Curve, Line

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
_LEAST_GAP = 15
"""Between the names of two lines."""

# Four hues of like weight that people with colour-blindness tell apart (Okabe and Ito), lighter in the dark.
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .title { font-weight: 600; font-size: 13px }
.paper { fill: #fff } .grid { stroke: #ddd } .line { fill: none; stroke-width: 2 }
.c0 { stroke: #0072b2 } .c1 { stroke: #c25700 } .c2 { stroke: #00805c } .c3 { stroke: #a3588a }
.p0 { fill: #0072b2 } .p1 { fill: #c25700 } .p2 { fill: #00805c } .p3 { fill: #a3588a }
@media (prefers-color-scheme: dark) {
text { fill: #ccc } .paper { fill: #16181a } .grid { stroke: #333 }
.c0 { stroke: #56b4e9 } .c1 { stroke: #e69f00 } .c2 { stroke: #2fc79a } .c3 { stroke: #dd9cc6 }
.p0 { fill: #56b4e9 } .p1 { fill: #e69f00 } .p2 { fill: #2fc79a } .p3 { fill: #dd9cc6 }
}
"""
_HUES = 4


class Axis:
    """From a value to a place on the paper."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        low, high = math.log10(min(values)), math.log10(max(values))
        spare = max(0.05 * (high - low), 0.15)
        self._low, self._high, self._begin, self._end = low - spare, high + spare, begin, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._begin + share * (self._end - self._begin)

    def marks(self) -> list[float]:
        """Powers of ten; with 2 and 5 between them where those would be few."""
        decades = range(math.floor(self._low), math.ceil(self._high) + 1)
        every = [10.0**n for n in decades], [step * 10.0**n for n in decades for step in (1, 2, 5)]
        tens, finer = ([one for one in some if self._low <= math.log10(one) <= self._high] for some in every)
        return tens if len(tens) >= 3 else finer


def svg(curve: Curve) -> str:
    """Of values above 0 only: others have no place on such axes, and are left out."""
    lines = [Line(one.label, tuple(p for p in one.points if min(p) > 0)) for one in curve.lines]
    lines = [one for one in lines if one.points]
    across = Axis([x for one in lines for x, _ in one.points], LEFT, WIDTH - RIGHT)
    up = Axis([y for one in lines for _, y in one.points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(curve.title)}"><style>{_STYLE}</style>',
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
        f'<text class="title" x="{LEFT}" y="22">{escape(curve.title)}</text>',
        *_grid(across, up),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(curve.across)}</text>',
        f'<text transform="translate(16 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(curve.up)}</text>",
        *_drawn(lines, across, up),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    for value in across.marks():
        x = across(value)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{told(value)}</text>'
    for value in up.marks():
        y = up(value)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{told(value)}</text>'


def _drawn(lines: Sequence[Line], across: Axis, up: Axis) -> Iterator[str]:
    lowest = -math.inf
    for number, line in sorted(enumerate(lines), key=lambda one: up(one[1].points[-1][1])):
        places = [(across(x), up(y)) for x, y in line.points]
        hue = number % _HUES
        yield f'<path class="line c{hue}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
        yield from (f'<circle class="p{hue}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
        lowest = max(places[-1][1] + 4, lowest + _LEAST_GAP)
        yield f'<text x="{WIDTH - RIGHT + 8}" y="{lowest:.1f}" class="p{hue}">{escape(line.label)}</text>'


def told(value: float) -> str:
    """A mark of an axis: 0.05, 20, 1k, 10M."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"
