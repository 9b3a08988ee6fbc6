"""What is kept out of the network's training, and how a score is measured."""

from __future__ import annotations

import news
import numpy
from numpy.typing import NDArray

HELD = 5
"""One event of the news in so many is kept out; of the passages by hand, one in three."""
HELD_SEED = 77


def held_events() -> list[str]:
    return [name for place, name in enumerate(news.events()) if place % HELD == 2]


def is_held(pair: news.Pair) -> bool:
    return int(pair.group.split("/")[1]) % 3 == 1


def held_by_hand() -> list[news.Pair]:
    return [pair for pair in news.handmade() if is_held(pair)]


def auroc(scores: NDArray[numpy.float64], right: NDArray[numpy.bool_]) -> float:
    """The probability that a right one scores above a wrong one; ties count half."""
    _, places, counts = numpy.unique(scores, return_inverse=True, return_counts=True)
    ranks = (numpy.cumsum(counts) - (counts - 1) / 2)[places]
    good = right.sum()
    return float((ranks[right].sum() - good * (good + 1) / 2) / (good * (~right).sum()))


def measures(scores: NDArray[numpy.float64], right: NDArray[numpy.bool_], threshold: float = 0.62) -> str:
    """In one line; `threshold` is the policy's `supported`."""
    said = scores >= threshold
    precision = right[said].mean() if said.any() else 1.0
    return (
        f"n {len(right):5} AUROC {auroc(scores, right):.3f} accuracy {(said == right).mean():.3f}"
        f" precision {precision:.3f} recall {said[right].mean():.3f} false supports {said[~right].mean():.3f}"
    )


def reliability(
    scores: NDArray[numpy.float64],
    right: NDArray[numpy.bool_],
    bins: int = 10,
    counts: NDArray[numpy.float64] | None = None,
) -> str:
    """Said against found, bin by bin, and the expected calibration error; each counts 1, or as `counts` has it."""
    counts = numpy.ones(len(scores)) if counts is None else counts
    lines, error = ["said       n      mean said  found"], 0.0
    place = numpy.minimum((scores * bins).astype(int), bins - 1)
    for one in range(bins):
        mine = place == one
        if mine.any():
            said, found = (numpy.average(one[mine], weights=counts[mine]) for one in (scores, right))
            error += counts[mine].sum() / counts.sum() * abs(said - found)
            lines.append(f"{one / bins:.1f}-{(one + 1) / bins:.1f}  {mine.sum():6}  {said:9.3f}  {found:.3f}")
    return "\n".join([*lines, f"expected calibration error {error:.3f}"])


def f1(said: NDArray[numpy.bool_], right: NDArray[numpy.bool_]) -> float:
    return float(2 * (said & right).sum() / (said.sum() + right.sum()))


def best_f1(scores: NDArray[numpy.float64], right: NDArray[numpy.bool_]) -> float:
    """At the threshold that suits it best."""
    return max(f1(scores >= threshold, right) for threshold in numpy.unique(scores))
