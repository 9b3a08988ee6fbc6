"""How likely a label is a careful reader's: fits the curves of `config/policy.toml`, and measures them.

    python training/confidence.py DATA [--kept]        (the project's own environment)

On pairs with known labels: the gold sets, the synthetic news of events kept out of the network's training, and WiCE's
development set, the last two counting less. Prints the curves, to be copied, and how they hold by cross-validation
over reports. With --kept it fits nothing and prints the totals of the blind sets that nobody has looked into.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import news
import numpy
import public
from compare import FRESH_SEED
from measuring import held_events, reliability
from numpy.typing import NDArray

from verifier import policy, shipped
from verifier.judgement.confidence import compared, measured
from verifier.matching import assess
from verifier.matching.shipped import ShippedModel
from verifier.records import Assessment, ClaimCheck

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "judgement"
POLICY = policy.parse(shipped.table(shipped.config("policy.toml")))
USED = {
    "supported": ("support", "evidence"),
    "partial": ("related",),
    "silent": ("support", "related"),
    "contradicted": ("contradiction", "related"),
}
"""What each label's curve goes by; more told nothing more."""
COUNTS = {"gold": 1.0, "news": 0.25, "wice": 0.3}
FOLDS, RIDGE, ROUNDS = 5, 0.17, 30
_NAMES = {"supports": "supported", "contradicts": "contradicted", "neither": "partial or silent",
          "partially_supported": "partial", "not_supported": "silent"}  # fmt: skip


@dataclass(frozen=True)
class Told:
    kind: str
    group: str
    label: str
    given: Assessment

    @property
    def right(self) -> bool:
        return self.given.label.value in _NAMES.get(self.label, self.label).split(" or ")


def gold(model: ShippedModel, *, kept: bool) -> Iterator[Told]:
    for file in sorted(GOLD.rglob("*.toml")):
        if file.stem.endswith("-kept") is not kept:
            continue
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        reports = {report["id"]: report for report in table["report"]}
        for pair in table["pair"]:
            report = reports[pair["report"]]
            given = assess(
                pair["claim"], report["text"].strip(), policy=POLICY.matching, title=report["title"],
                published=report.get("published"), language=report.get("language", "en"), model=model,
            )  # fmt: skip
            yield Told(f"gold/{file.stem}", f"{file.stem}/{pair['report']}", pair["label"], given)


def others(shared: Path, model: ShippedModel) -> Iterator[Told]:
    for pair in news.pairs(FRESH_SEED, 600, held_events()):
        given = assess(pair.claim, pair.passage, policy=POLICY.matching, title=pair.context, quotations=[], model=model)
        yield Told("news", pair.group, pair.label, given)
    for row in public.rows(shared / "wice" / "claim_dev.jsonl"):
        text = "\n".join(row["evidence"])
        given = assess(row["claim"], text, policy=POLICY.matching, quotations=[], model=model)
        yield Told("wice", row["meta"]["id"], row["label"], given)


def fit(
    x: NDArray[numpy.float64], right: NDArray[numpy.bool_], counts: NDArray[numpy.float64]
) -> NDArray[numpy.float64]:
    """Bias first, by Newton's method with a small ridge."""
    z = numpy.hstack([numpy.ones((len(x), 1)), x])
    ridge = numpy.diag([0.0] + [2 * RIDGE] * x.shape[1])
    beta = numpy.zeros(z.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + numpy.exp(-z @ beta))
        gradient = z.T @ (counts * (p - right)) + ridge @ beta
        beta -= numpy.linalg.solve((z.T * (counts * p * (1 - p))) @ z + ridge, gradient)
    return beta


def by_label(pairs: list[Told]) -> None:
    said, right, counts = [], [], []
    for label, names in USED.items():
        mine = [one for one in pairs if one.given.label.value == label]
        x = numpy.array([[measured(one.given)[name] for name in names] for one in mine])
        true = numpy.array([one.right for one in mine])
        weight = numpy.array([COUNTS[one.kind.split("/")[0]] for one in mine])
        groups = sorted({one.group for one in mine})
        fold = numpy.array([groups.index(one.group) % FOLDS for one in mine])
        for one in range(FOLDS):
            beta = fit(x[fold != one], true[fold != one], weight[fold != one])
            said += list(1 / (1 + numpy.exp(-beta[0] - x[fold == one] @ beta[1:])))
            right += list(true[fold == one])
            counts += list(weight[fold == one])
        numbers = ", ".join(
            f"{name} = {value:.2f}" for name, value in zip(("bias", *names), fit(x, true, weight), strict=True)
        )
        print(f"{label} = {{ {numbers} }}   # {len(mine)} pairs, {true.mean():.3f} right")
    print(reliability(numpy.array(said), numpy.array(right), counts=numpy.array(counts)))


def totals(pairs: list[Told]) -> None:
    for kind in sorted({one.kind for one in pairs}):
        mine = [one for one in pairs if one.kind == kind]
        wrong = sum(one.given.label.value == "supported" != one.label for one in mine)
        labels = Counter((one.label, one.given.label.value) for one in mine if one.label == "supported")
        print(
            f"{kind}: {sum(one.right for one in mine)} of {len(mine)} right, wrongly supported {wrong}, supported:"
            f" { ({given: count for (_, given), count in sorted(labels.items())}) }"
        )
    pairs = [one for one in pairs if one.given.label is not ClaimCheck.NOT_JUDGED]
    said = numpy.array([compared(one.given, POLICY) for one in pairs])
    print(reliability(said, numpy.array([one.right for one in pairs])))


if __name__ == "__main__":
    model = ShippedModel.load()
    if "--kept" in sys.argv:
        totals(list(gold(model, kept=True)))
    else:
        seen = [*gold(model, kept=False), *others(Path(sys.argv[1]), model)]
        by_label(seen)
        totals([one for one in seen if one.kind.startswith("gold")])
