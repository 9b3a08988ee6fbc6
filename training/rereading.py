"""What the second reading of a whole claim is worth beside the words: fits `verifier/matching/model/rereading.json`.

    python training/rereading.py DATA [--kept]       (the project's own environment; the network must be in its place)

Multinomial logistic regression with a ridge, on pairs with known labels that the network was not trained on: the gold
sets, the reports kept out of `pairs/`, and WiCE's development set, which count less the nearer they are to what the
rules were mended on. Prints how it holds by cross-validation over reports. With --kept it fits nothing and prints the
totals of the blind sets that nobody has looked into.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import material
import numpy
import public
from measuring import auroc
from numpy.typing import NDArray

from verifier import policy, shipped
from verifier.matching import assess
from verifier.matching.rereading import around, chosen, signs
from verifier.matching.shipped import ShippedModel

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "judgement"
TARGET = Path(__file__).parents[1] / "verifier" / "matching" / "model" / "rereading.json"
MATCHING = policy.parse(shipped.table(shipped.config("policy.toml"))).matching
LABELS = ("supported", "partial", "silent", "contradicted")
WICE = {"supported": "supported", "partially_supported": "partial", "not_supported": "silent"}
NETWORK = {"supports": "supported", "contradicts": "contradicted"}
SEEN = ("diplomacy", "economy", "fresh", "hostile", "languages", "security", "told", "unseen")
"""Gold files whose pairs the rules were mended on."""
COUNTS = {"seen": 0.5, "wice": 0.3}
FOLDS, RIDGE, ROUNDS = 6, 2.0, 25
SURE = (0.6, 0.7, 0.8, 0.9)

Floats = NDArray[numpy.float64]


@dataclass(frozen=True)
class Row:
    kind: str
    group: str
    label: str
    signs: dict[str, float]


def row(kind: str, group: str, label: str, claim: str, text: str, model: ShippedModel, **known: object) -> Row:
    given = assess(claim, text, policy=MATCHING, **known)  # type: ignore[arg-type]  # by words alone
    read = chosen(claim, text, given)
    shares = model.read_whole(claim, [text[one.start : one.end] for one in read])
    wide = around(text, read[max(range(len(read)), key=lambda place: 1.0 - shares[place][2])])
    (of_wide,) = model.read_whole(claim, [text[wide.start : wide.end]])
    return Row(kind, group, label, signs(given, shares, of_wide))


def gold(model: ShippedModel) -> Iterator[Row]:
    for file in sorted(GOLD.rglob("*.toml")):
        if file.stem.endswith("-kept"):
            continue
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        reports = {report["id"]: report for report in table["report"]}
        for pair in table["pair"]:
            report = reports[pair["report"]]
            if pair["label"] in LABELS:
                kind = "seen" if file.stem in SEEN else file.stem
                yield row(
                    kind, f"{file.stem}/{pair['report']}", pair["label"], pair["claim"], report["text"].strip(), model,
                    title=report.get("title", ""), published=report.get("published"),
                    language=report.get("language", "en"),
                )  # fmt: skip


def authored(model: ShippedModel) -> Iterator[Row]:
    for pair in material.authored(held_out=True):
        kind = "authored, English" if "english" in pair.group else "authored, foreign"
        yield row(kind, pair.group, pair.kind, pair.claim, pair.passage, model, title=pair.context)


def wice(shared: Path, model: ShippedModel) -> Iterator[Row]:
    for one in public.rows(shared / "wice" / "claim_dev.jsonl"):
        text = "\n".join(one["evidence"])
        yield row("wice", one["meta"]["id"], WICE[one["label"]], one["claim"], text, model, quotations=[])


def fit(x: Floats, y: NDArray[numpy.int64], counts: Floats) -> Floats:
    """Bias first; classes × (1 + signs). Newton's method on the whole of it."""
    z, classes = numpy.hstack([numpy.ones((len(x), 1)), x]), len(LABELS)
    width = z.shape[1]
    beta = numpy.zeros((classes, width))
    ridge = numpy.tile(numpy.r_[1e-3, numpy.full(width - 1, RIDGE)], classes)
    wanted = numpy.eye(classes)[y]
    for _ in range(ROUNDS):
        p = softmax(z @ beta.T)
        gradient = (((p - wanted) * counts[:, None]).T @ z).ravel() + ridge * beta.ravel()
        hessian = numpy.diag(ridge)
        for a in range(classes):
            for b in range(classes):
                w = counts * p[:, a] * ((a == b) - p[:, b])
                hessian[a * width : (a + 1) * width, b * width : (b + 1) * width] += (z.T * w) @ z
        beta -= numpy.linalg.solve(hessian, gradient).reshape(classes, width)
    return beta


def softmax(totals: Floats) -> Floats:
    raised = numpy.exp(totals - totals.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def report(kinds: NDArray[numpy.str_], y: NDArray[numpy.int64], p: Floats) -> None:
    for kind in (*sorted(set(kinds)), "all"):
        mine = (kinds == kind) | (kind == "all")
        right, said = y[mine] == 0, p[mine]
        labels = (said.argmax(1) == y[mine]).mean()
        line = f"{kind:18} {mine.sum():5}  AUROC {auroc(said[:, 0], right):.3f}  labels {labels:.3f}"
        for sure in SURE:
            chosen_ones = said[:, 0] >= sure
            line += f" | {sure}: {(chosen_ones & right).sum()} of {right.sum()}, {(chosen_ones & ~right).sum()} wrong"
        print(line)


def kept(model: ShippedModel) -> None:
    for file in sorted(GOLD.rglob("*-kept.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        reports = {one["id"]: one for one in table["report"]}
        labels: Counter[tuple[str, str]] = Counter()
        for pair in table["pair"]:
            one = reports[pair["report"]]
            given = assess(
                pair["claim"], one["text"].strip(), policy=MATCHING, title=one.get("title", ""),
                published=one.get("published"), language=one.get("language", "en"), model=model,
            )  # fmt: skip
            labels[pair["label"], given.label.value] += 1
        right = sum(count for (label, said), count in labels.items() if label == said)
        wrong = sum(count for (label, said), count in labels.items() if said == "supported" != label)
        found, all_found = (
            labels["supported", "supported"],
            sum(n for (label, _), n in labels.items() if label == "supported"),
        )
        print(f"{file.stem}: {right} of {labels.total()} right; supported {found} of {all_found}, wrongly {wrong}")
        print("   ", dict(sorted(labels.items())))


if __name__ == "__main__":
    model = ShippedModel.load()
    if "--kept" in sys.argv:
        kept(model)
        sys.exit()
    rows = [*gold(model), *authored(model), *wice(Path(sys.argv[1]), model)]
    names = list(rows[0].signs)
    x = numpy.array([[one.signs[name] for name in names] for one in rows])
    scale = numpy.maximum(x.std(axis=0), 1e-6)
    y = numpy.array([LABELS.index(one.label) for one in rows])
    kinds = numpy.array([one.kind for one in rows])
    counts = numpy.array([COUNTS.get(one.kind, 1.0) for one in rows])
    groups = sorted({one.group for one in rows})
    fold = numpy.array([groups.index(one.group) % FOLDS for one in rows])
    said = numpy.zeros((len(rows), len(LABELS)))
    for one in range(FOLDS):
        beta = fit((x / scale)[fold != one], y[fold != one], counts[fold != one])
        said[fold == one] = softmax(
            numpy.hstack([numpy.ones(((fold == one).sum(), 1)), (x / scale)[fold == one]]) @ beta.T
        )
    report(kinds, y, said)
    beta = fit(x / scale, y, counts)
    made = {
        "bias": {label: round(float(beta[place, 0]), 4) for place, label in enumerate(LABELS)},
        "weights": {
            label: {name: round(float(beta[place, 1 + at] / scale[at]), 4) for at, name in enumerate(names)}
            for place, label in enumerate(LABELS)
        },
    }
    TARGET.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
