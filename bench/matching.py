"""How fast a claim is matched and titles are ranked, and how well support separates on WiCE's development set.

    .venv/bin/python -m bench.matching [--wice FILE] [--encoder FOLDER]

Prints one line a measure, times by the processor's clock. WiCE (Kamoi et al., EMNLP 2023) is not in the repository;
without the file that measure is left out. Where sentence-transformers can be asked (`_encoder.py` says how), its
pipeline with all-MiniLM-L6-v2 (all sentences of the report embedded, the best by cosine) is timed on one thread beside.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench import _encoder
from bench._figures import Figure
from verifier import policy, shipped
from verifier.matching import LexicalModel, assess, rank
from verifier.matching.passages import spans
from verifier.matching.shipped import ShippedModel
from verifier.ports import SupportModel

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold" / "judgement"
WICE = ROOT.parent / "shared" / "data" / "wice" / "claim_dev.jsonl"
CLAIM = (
    "Japan approved new sanctions on Russia and banned five Russian banks from issuing securities, "
    "which Moscow condemned"
)
THRESHOLDS = policy.parse(shipped.table(shipped.config("policy.toml"))).matching


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median time of `work`."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def long_report(number: int, least_words: int = 1000) -> str:
    """The gold set's English reports in an order of their own, up to some 1,000 words, and never the same twice."""
    chance = random.Random(number)
    paragraphs = [
        paragraph
        for file in sorted(GOLD.glob("*.toml"))
        for report in tomllib.loads(file.read_text(encoding="utf-8"))["report"]
        if report.get("language", "en") == "en"
        for paragraph in report["text"].strip().split("\n\n")
    ]
    chance.shuffle(paragraphs)
    chosen: list[str] = []
    while sum(len(paragraph.split()) for paragraph in chosen) < least_words:
        chosen.append(f"{paragraphs[len(chosen) % len(paragraphs)]} ({chance.randrange(10**6)})")
    return "\n\n".join(chosen)


def auroc(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """The chance that a true one scores above a false one; ties count half."""
    ordered = sorted(range(len(scores)), key=lambda index: scores[index])
    ranks = [0.0] * len(scores)
    at = 0
    while at < len(ordered):
        end = at
        while end + 1 < len(ordered) and scores[ordered[end + 1]] == scores[ordered[at]]:
            end += 1
        for place in range(at, end + 1):
            ranks[ordered[place]] = (at + end) / 2 + 1
        at = end + 1
    positive = sum(truths)
    total = sum(score for score, truth in zip(ranks, truths, strict=True) if truth)
    return (total - positive * (positive + 1) / 2) / (positive * (len(truths) - positive))


def pipeline(claim: str, reports: Sequence[str], folder: str) -> float | None:
    """Milliseconds of sentence-transformers' own way with the same encoder: a report's sentences by their cosine."""
    sentences = [[text[start:end] for start, end in spans(text)] for text in reports]
    found = _encoder.beside([claim], sentences, folder)
    return statistics.median(found.report_ms) if found else None


def figures(small: bool) -> Iterator[Figure]:
    begun = time.perf_counter()
    model = ShippedModel.load()
    yield Figure("the model loaded", time.perf_counter() - begun, "s", 1, less_is_better=True)
    count = 3 if small else 20
    texts = [long_report(number) for number in range(2 * count)]
    matched = milliseconds(partial(_judge, CLAIM, iter(texts), model), count)
    beside_ms = pipeline(CLAIM, texts[count:], _encoder.FOLDER)
    yield Figure(
        *("a claim against a new report of 1,000 words", matched, "ms", 60, "sentence-transformers, the same encoder"),
        beside_ms,
        less_is_better=True,
        note="" if beside_ms else _encoder.MISSING,
    )
    titles = headlines()
    ranked = milliseconds(lambda: rank(CLAIM, titles), count)
    yield Figure("200 titles ranked", ranked, "ms", 20, less_is_better=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory of a matcher with all it loads", memory, "MB", 450, less_is_better=True)


def headlines() -> list[str]:
    return [f"{long_report(number, 1).split('.')[0][:90]} {number}" for number in range(200)]


def wice(file: Path, model: SupportModel) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    given = []
    for row in rows:
        title, *evidence = row["evidence"]
        text = "\n".join(evidence)
        given.append(
            assess(
                row["claim"],
                text,
                policy=THRESHOLDS,
                title=title.removeprefix("(meta data) TITLE:").strip(),
                model=model,
            )
        )
    labels = [row["label"] for row in rows]
    for name, truths in (
        ("supported against the rest", [label == "supported" for label in labels]),
        ("not supported against the rest", [label != "not_supported" for label in labels]),
    ):
        print(f"WiCE dev, {name}: AUROC {auroc(truths, [one.support for one in given]):.3f}")
    for (label, got), count in sorted(Counter(zip(labels, (one.label.value for one in given), strict=True)).items()):
        print(f"  {label} → {got}: {count}")


def _judge(claim: str, reports: Iterator[str], model: SupportModel) -> None:
    assess(claim, next(reports), policy=THRESHOLDS, model=model)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wice", type=Path, default=WICE)
    options.add_argument("--encoder", default=_encoder.FOLDER, help="a folder that holds all-MiniLM-L6-v2")
    chosen = options.parse_args()
    file = chosen.wice
    begun = time.perf_counter()
    learned = ShippedModel.load()
    print(f"model loaded: {time.perf_counter() - begun:.2f} s")
    texts = [long_report(number) for number in range(60)]
    for name, model, first in (("by words alone", LexicalModel(), 0), ("with the network", learned, 20)):
        reports = iter(texts[first : first + 20])
        matched = milliseconds(partial(_judge, CLAIM, reports, model), 20)
        print(f"one claim, a new report of 1,000 words, {name}: {matched:.1f} ms")
    beside_ms = pipeline(CLAIM, texts[40:], chosen.encoder)
    told = f"{beside_ms:.1f} ms" if beside_ms else _encoder.MISSING
    print(f"sentence-transformers, the same: {told}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    titles = headlines()
    print(f"200 titles ranked: {milliseconds(lambda: rank(CLAIM, titles), 20):.1f} ms")
    if file.is_file():
        wice(file, learned)
    else:
        print(f"WiCE left out: there is no {file}")


if __name__ == "__main__":
    main()
