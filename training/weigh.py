"""Fits the weights of `verifier.matching.learned` on pairs the network was not trained on, and measures.

    python training/weigh.py SHARED-DATA          (the project's own environment; the network must be in its place)

Writes `verifier/matching/model/weights.json`. Prints, by cross-validation over groups: AUROC, accuracy and false
supports beside `LexicalModel`, the expected calibration error and the reliability table.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import news
import numpy
import public
from measuring import HELD_SEED, held_by_hand, held_events, measures, reliability
from numpy.typing import NDArray

from verifier.matching.entailment import Entailment
from verifier.matching.learned import FEATURES, LearnedModel, Weights
from verifier.matching.support import LexicalModel

FOLDS, RIDGE, STEPS = 5, 3.0, 2000
SIGNS = numpy.array([1, -1, 1, -1, -1, -1, -1])
TARGET = Path(__file__).parents[1] / "verifier" / "matching" / "model" / "weights.json"
SHARE = {"news": 1.0, "hand": 4.0, "fm2": 0.5, "fever": 0.5}
"""What a pair of each kind counts: the news are what the model is for."""


def fit(rows: NDArray[numpy.float64], right: NDArray[numpy.float64], counts: NDArray[numpy.float64]) -> Weights:
    """Logistic regression with a ridge on the standardised features, by projected gradient.

    Each weight keeps the sign of `SIGNS`: pairs made to mislead would else teach that shared words speak
    against support, which they never do by themselves.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = numpy.hstack([numpy.ones((len(rows), 1)), (rows - mean) / spread])
    beta, step = numpy.zeros(x.shape[1]), 4.0 / (counts.sum() * x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + numpy.exp(-x @ beta))
        beta -= step * (x.T @ (counts * (p - right)) + RIDGE * numpy.concatenate([[0.0], beta[1:]]))
        beta[1:] = numpy.where(beta[1:] * SIGNS < 0, 0.0, beta[1:])
    features = beta[1:] / spread
    return Weights(float(beta[0] - features @ mean), tuple(map(float, features)))


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
    asked = [(pair.claim, pair.passage, pair.context) for pair in pairs]
    model = LearnedModel(Entailment.load(), Weights(0.0, (0.0,) * len(FEATURES)))
    found = [row for start in range(len(asked)) for row in model.features(asked[start : start + 1])]
    lexical = numpy.array([one.supports for one in LexicalModel().score(asked)])
    right = numpy.array([pair.label == "supports" for pair in pairs])
    counts = numpy.array([SHARE[pair.group.split("/")[0]] for pair in pairs])
    read = numpy.array([row is not None for row in found])
    rows = numpy.array([row or [0.0] * len(FEATURES) for row in found])
    fold, scores = folds(pairs), numpy.zeros(len(pairs))
    for one in range(FOLDS):
        into, out = read & (fold != one), read & (fold == one)
        weights = fit(rows[into], right[into].astype(float), counts[into])
        scores[out] = [weights.probability(list(row)) for row in rows[out]]
    kinds = numpy.array([pair.group.split("/")[0] for pair in pairs])
    network = read / (1 + numpy.exp(-rows[:, 0]))
    for kind in (*SHARE, ""):
        mine = kinds == kind if kind else kinds != kind
        for name, values in (("lexical", lexical), ("network", network), ("learned", scores)):
            print(f"{kind or 'all':6} {name:8} {measures(values[mine], right[mine])}")
    print(reliability(scores, right))
    weights = fit(rows[read], right[read].astype(float), counts[read])
    kept = {"features": FEATURES, "bias": weights.bias, "weights": weights.features}
    TARGET.write_text(json.dumps(kept, indent=1) + "\n")
    for name, weight, spread in zip(FEATURES, weights.features, rows[read].std(axis=0), strict=True):
        print(f"{name:16} {weight:8.3f}  x spread {weight * spread:6.2f}")
