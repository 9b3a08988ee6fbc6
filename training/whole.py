"""How likely a text bears out a whole claim: fits the weights of `verifier/matching/whole.py`, and measures them.

    python training/whole.py DATA        (the project's own environment; the network must be in its place)

Logistic regression with a ridge, on WiCE: the claims of the development set, and, counting less, subclaims of the
training articles with and without the words that their articles do not bear out. Writes `model/whole.json`. What is
printed is by repeated cross-validation over the development set; the articles of the subclaims are other ones.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy
import public
from compare import MATCHING
from measuring import auroc, best_f1, f1, reliability
from numpy.typing import NDArray

from verifier.matching import assess
from verifier.matching.lines import read
from verifier.matching.passages import sentences
from verifier.matching.shipped import ShippedModel
from verifier.matching.whole import all_signs
from verifier.records import Assessment, ClaimCheck

FOLDS, REPEATS, RIDGE, ROUNDS = 5, 10, 16.0, 30
OF_SUBCLAIM = 0.2
"""What a subclaim counts beside a claim of the development set."""
SUPPORTED = 0.6
"""Added where the label says so. WiCE gives it nothing, the gold pairs 1.5: of every second claim there only a
check tells that it is false. Less, because more costs WiCE more than it gives."""
TARGET = Path(__file__).parents[1] / "verifier" / "matching" / "model" / "whole.json"

Floats = NDArray[numpy.float64]


@dataclass(frozen=True)
class Row:
    signs: dict[str, float]
    given: Assessment
    label: str


def row(claim: str, text: str, label: str, model: ShippedModel) -> Row:
    given = assess(claim, text, policy=MATCHING, quotations=[], language="en", claim_language="en", model=model)
    told = [one.line for one in sentences(text) if not one.aside]
    supports = [part.support for part in given.parts]
    return Row(dict(all_signs(read(claim), told, supports, given.relatedness)), given, label)


def claims(shared: Path, model: ShippedModel) -> list[Row]:
    found = public.rows(shared / "wice" / "claim_dev.jsonl")
    return [row(one["claim"], "\n".join(one["evidence"]), one["label"], model) for one in found]


def subclaims(shared: Path, model: ShippedModel) -> list[Row]:
    made = []
    for one in public.rows(shared / "wice" / "non_supported_tokens_train.jsonl"):
        text = "\n".join(one["evidence"])
        made.append(row(one["claim"], text, "partially_supported", model))
        spans = one["non_supported_spans"]
        kept = [word for word, extra in zip(one["claim_tokens"], spans, strict=True) if not extra]
        if len(kept) >= 5:
            made.append(row(public.tidy(" ".join(kept)), text, "supported", model))
    return made


def fit(x: Floats, right: Floats, counts: Floats) -> tuple[float, Floats]:
    """Bias and weights, by Newton's method on signs of like spread, the ridge on all but the bias."""
    mean = numpy.average(x, axis=0, weights=counts)
    spread = numpy.sqrt(numpy.average((x - mean) ** 2, axis=0, weights=counts)) + 1e-9
    z = numpy.hstack([numpy.ones((len(x), 1)), (x - mean) / spread])
    ridge = numpy.diag([0.0] + [RIDGE * 2] * x.shape[1])
    beta = numpy.zeros(z.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + numpy.exp(-z @ beta))
        gradient = z.T @ (counts * (p - right)) + ridge @ beta
        beta -= numpy.linalg.solve((z.T * (counts * p * (1 - p))) @ z + ridge, gradient)
    weights = beta[1:] / spread
    return float(beta[0] - weights @ mean), weights


def bounded(logits: Floats, rows: list[Row]) -> Floats:
    """As `assess` has it: raised by the label, bounded by what opposes."""
    supported = numpy.array([one.given.label is ClaimCheck.SUPPORTED for one in rows])
    p = 1 / (1 + numpy.exp(-logits - SUPPORTED * supported))
    return numpy.minimum(p, 1 - numpy.array([one.given.contradiction for one in rows]))


def folds(right: Floats, chance: numpy.random.Generator) -> NDArray[numpy.int64]:
    """As many of each kind in every fold."""
    fold = numpy.zeros(len(right), dtype=numpy.int64)
    for kind in (0, 1):
        mine = chance.permutation(numpy.flatnonzero(right == kind))
        fold[mine] = numpy.arange(len(mine)) % FOLDS
    return fold


if __name__ == "__main__":
    shared = Path(sys.argv[1])
    model = ShippedModel.load()
    dev, more = claims(shared, model), subclaims(shared, model)
    names = list(dev[0].signs)
    x = numpy.array([[one.signs[name] for name in names] for one in (*dev, *more)])
    right = numpy.array([float(one.label == "supported") for one in (*dev, *more)])
    counts = numpy.array([1.0] * len(dev) + [OF_SUBCLAIM] * len(more))
    own, truth = len(dev), right[: len(dev)] == 1
    scores, measured = numpy.zeros(own), []
    for repeat in range(REPEATS):
        fold, logits = folds(right[:own], numpy.random.default_rng(repeat)), numpy.zeros(own)
        for one in range(FOLDS):
            kept = numpy.append(fold != one, numpy.ones(len(more), dtype=bool))
            bias, weights = fit(x[kept], right[kept], counts[kept])
            logits[fold == one] = bias + x[:own][fold == one] @ weights
        said = bounded(logits, dev)
        measured.append((auroc(said, truth), best_f1(said, truth), f1(said >= 0.5, truth), auroc(logits, truth)))
        scores += said / REPEATS
    for name, values in zip(
        ("AUROC", "best F1", "F1 at 0.5", "AUROC unbounded"), zip(*measured, strict=True), strict=True
    ):
        print(f"{name}: {numpy.mean(values):.3f} ± {numpy.std(values):.3f}")
    bias, weights = fit(x[own:], right[own:], counts[own:])
    print(f"fitted on the subclaims alone: AUROC {auroc(bounded(bias + x[:own] @ weights, dev), truth):.3f}")
    print(reliability(scores, truth))
    bias, weights = fit(x, right, counts)
    for name, weight, spread in sorted(zip(names, weights, x[:own].std(axis=0), strict=True), key=lambda one: one[1]):
        print(f"{name:18} {weight:+.2f}  (× spread: {weight * spread:+.2f})")
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    table = {"bias": round(bias, 4), "weights": rounded, "supported": SUPPORTED}
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
