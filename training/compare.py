"""The whole matcher with the lexical and with the learned model, on pairs kept out of training and on WiCE.

    python training/compare.py DATA        (the project's own environment)

A pair counts as said to be supported where `assess` labels it so: the checks that bound every model included.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import news
import numpy
import public
from measuring import auroc, held_by_hand, held_events

from verifier import policy, shipped
from verifier.matching import LexicalModel, assess
from verifier.matching.shipped import ShippedModel
from verifier.ports import SupportModel
from verifier.records import Assessment, ClaimCheck

FRESH_SEED = 78
"""Other than that of the pairs the weights were fitted on."""
MATCHING = policy.parse(shipped.table(shipped.config("policy.toml"))).matching


def judge(claim: str, text: str, title: str, model: SupportModel) -> Assessment:
    return assess(
        claim, text, policy=MATCHING, quotations=[], title=title, language="en", claim_language="en", model=model
    )


def held_out(shared: Path) -> dict[str, list[news.Pair]]:
    sets = {"news, events held out": news.pairs(FRESH_SEED, 900, held_events()), "by hand": held_by_hand()}
    for name, pairs in public.held_out(shared).items():
        random.Random(1).shuffle(pairs)
        sets[name] = pairs
    return sets


def on_pairs(name: str, pairs: Sequence[news.Pair], models: dict[str, SupportModel]) -> None:
    right = numpy.array([pair.label == "supports" for pair in pairs])
    print(f"{name}: {right.sum()} supported, {(~right).sum()} not")
    for called, model in models.items():
        labels = [judge(pair.claim, pair.passage, pair.context, model).label for pair in pairs]
        said = numpy.array([label is ClaimCheck.SUPPORTED for label in labels])
        print(
            f"  {called:8} right supports {(said & right).sum():4}  false supports {(said & ~right).sum():4}"
            f"  precision {right[said].mean():.3f}  accuracy {(said == right).mean():.3f}"
        )


def on_wice(shared: Path, models: dict[str, SupportModel]) -> None:
    """Claims against whole articles; the model is not fitted on them."""
    claims = list(public.rows(shared / "wice" / "claim_dev.jsonl"))
    right = numpy.array([one["label"] == "supported" for one in claims])
    texts = ["\n".join(one["evidence"][1:]) for one in claims]
    usual = numpy.array([700 < len(text.split()) < 1400 for text in texts])
    print(
        f"WiCE dev: {right.sum()} supported of {len(right)}; times on the {usual.sum()} articles of about 1,000 words"
    )
    for called, model in models.items():
        found, spent = [], []
        for one, text in zip(claims, texts, strict=True):
            begun = time.process_time()
            found.append(judge(one["claim"], text, one["evidence"][0].removeprefix("(meta data) TITLE: "), model))
            spent.append(time.process_time() - begun)
        scores = numpy.array([one.support for one in found])
        said = numpy.array([one.label is ClaimCheck.SUPPORTED for one in found])
        took = 1000 * numpy.array(spent)[usual]
        print(
            f"  {called:8} AUROC {auroc(scores, right):.3f}  right supports {(said & right).sum()}  false supports"
            f" {(said & ~right).sum()}  {numpy.median(took):.0f} ms a claim (95 %: {numpy.quantile(took, 0.95):.0f})"
        )


if __name__ == "__main__":
    shared = Path(sys.argv[1])
    begun = time.perf_counter()
    both: dict[str, SupportModel] = {"lexical": LexicalModel(), "learned": ShippedModel.load()}
    print(json.dumps({"load, s": round(time.perf_counter() - begun, 2)}))
    for name, pairs in held_out(shared).items():
        on_pairs(name, pairs, both)
    on_wice(shared, both)
