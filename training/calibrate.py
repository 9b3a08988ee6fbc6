"""Calibrates the network on pairs that it was not trained on, and measures it beside the lexical model.

    python training/calibrate.py DATA      (the project's own environment; the network must be in its place)

Writes `verifier/matching/model/calibration.json`. The measures are by cross-validation over groups of pairs.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import news
import numpy
import public
from measuring import HELD_SEED, held_by_hand, held_events, measures, reliability
from numpy.typing import NDArray

from verifier.matching.entailment import Entailment
from verifier.matching.learned import Calibration, odds
from verifier.matching.support import LexicalModel

FOLDS, ROUNDS = 5, 30
TARGET = Path(__file__).parents[1] / "verifier" / "matching" / "model" / "calibration.json"
SHARE = {"news": 1.0, "hand": 4.0, "fm2": 0.5, "fever": 0.5}
"""What a pair of each kind counts: the news are what the model is for."""


def fit(given: NDArray[numpy.float64], right: NDArray[numpy.bool_], counts: NDArray[numpy.float64]) -> Calibration:
    """Platt's curve, by Newton's method."""
    x = numpy.stack([numpy.ones(len(given)), [odds(one) for one in given]], axis=1)
    beta = numpy.zeros(2)
    for _ in range(ROUNDS):
        p = 1 / (1 + numpy.exp(-x @ beta))
        beta -= numpy.linalg.solve((x.T * (counts * p * (1 - p))) @ x, x.T @ (counts * (p - right)))
    return Calibration(float(beta[0]), float(beta[1]))


def material(shared: Path) -> list[news.Pair]:
    chance = random.Random(9)
    pairs = news.pairs(HELD_SEED, 1200, held_events()) + news.surrounded(held_by_hand(), chance)
    pairs += [pair for held in public.held_out(shared).values() for pair in held]
    return pairs + news.elsewhere(pairs, chance, 0.4)


def folds(pairs: Sequence[news.Pair]) -> NDArray[numpy.int64]:
    groups = sorted({pair.group for pair in pairs})
    random.Random(4).shuffle(groups)
    fold = {group: place % FOLDS for place, group in enumerate(groups)}
    return numpy.array([fold[pair.group] for pair in pairs])


if __name__ == "__main__":
    pairs = material(Path(sys.argv[1]))
    given = Entailment.load().read([(pair.claim, pair.passage) for pair in pairs])[:, 0]
    lexical = numpy.array(
        [one.supports for one in LexicalModel().score([(pair.claim, pair.passage, pair.context) for pair in pairs])]
    )
    right = numpy.array([pair.label == "supports" for pair in pairs])
    kinds = numpy.array([pair.group.split("/")[0] for pair in pairs])
    counts = numpy.array([SHARE[kind] for kind in kinds])
    fold, scores = folds(pairs), numpy.zeros(len(pairs))
    for one in range(FOLDS):
        curve = fit(given[fold != one], right[fold != one], counts[fold != one])
        scores[fold == one] = [curve.probability(value) for value in given[fold == one]]
    for kind in (*SHARE, "all"):
        mine = (kinds == kind) | (kind == "all")
        for name, values in (("lexical", lexical), ("network", scores)):
            print(f"{kind:6} {name:8} {measures(values[mine], right[mine])}")
    print(reliability(scores, right))
    TARGET.write_text(json.dumps(asdict(fit(given, right, counts)), indent=1) + "\n", encoding="utf-8")
