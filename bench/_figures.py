"""What a bench measures, as records: figures beside their goals, curves of how a cost grows, and where time goes.

A bench that takes part in `make bench` has `figures(small)`, a generator of these: each is written down as it
comes, so that one which breaks or runs out of time has lost only the rest. `small` is for trying it out: seconds,
and nothing to compare by.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, with what it should be and what a user would have without us."""

    what: str
    value: float | None
    """None: it was not measured, and `note` says why."""
    unit: str
    goal: float | None = None
    beside: str = ""
    """What would be used instead, or the bound that nothing passes."""
    beside_value: float | None = None
    less_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better than what stands beside it."""
        if not self.value or not self.beside_value:
            return None
        return self.beside_value / self.value if self.less_is_better else self.value / self.beside_value

    @property
    def met(self) -> bool | None:
        """Whether the goal is; None where there is none, or nothing was measured."""
        if self.goal is None or self.value is None:
            return None
        return self.value <= self.goal if self.less_is_better else self.value >= self.goal


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """How a cost grows: drawn over two logarithmic axes."""

    name: str
    """Of its file."""
    title: str
    across: str
    up: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Hot:
    """Where the time of a path goes: each place with its share, the largest first."""

    path: str
    shares: tuple[tuple[str, float], ...]


Measured = Figure | Curve | Hot
_KINDS = {kind.__name__: kind for kind in (Figure, Curve, Hot)}


def encode(one: Measured) -> dict[str, Any]:
    return {"type": type(one).__name__, **dataclasses.asdict(one)}


def decode(value: dict[str, Any]) -> Measured:
    fields = {name: _tuples(field) for name, field in value.items() if name != "type"}
    if value["type"] == "Curve":
        fields["lines"] = tuple(Line(line["label"], _tuples(line["points"])) for line in value["lines"])
    made: Measured = _KINDS[value["type"]](**fields)
    return made


def _tuples(value: Any) -> Any:
    """Lists are JSON's tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value
