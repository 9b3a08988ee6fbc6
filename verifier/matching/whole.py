"""How likely a text bears out the whole of a claim: a logistic regression over signs that a reader can check.

Its dozen weights are plain numbers in `model/whole.json`, made by `training/whole.py`; `docs/model-card.md` has them
with their measure. It decides no label: those are the parts' and the checks', and bound what it says.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verifier.matching.lines import Line
from verifier.matching.signs import Signs, signs


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """`weights` are of the signs by name, and of "parts" and "related"."""

    bias: float
    weights: Mapping[str, float]
    supported: float
    """What is added where each part was judged to be supported."""

    def probability(self, found: Signs, *, supported: bool) -> float:
        """0..1 that every detail of the claim is borne out."""
        total = self.bias + sum(weight * found[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-total - (self.supported if supported else 0.0)))


@cache
def shipped() -> WholeClaim:
    file = files("verifier.matching") / "model" / "whole.json"
    return WholeClaim(**json.loads(file.read_text(encoding="utf-8")))


def all_signs(claim: Line, text: Sequence[Line], parts: Sequence[float], related: float) -> Signs:
    """The signs with what was measured besides: the mean support of the parts, and how much the text is related."""
    return {**signs(claim, text), "parts": sum(parts) / len(parts), "related": related}
