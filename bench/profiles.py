"""Where the time of the three hottest paths goes, and how far each is from the one thing that cannot be left out.

    python -m bench profiles        (or: python -m bench.profiles --path reading --lines 30)

Extraction of citations from commentary, reading of grown pages, matching of a claim with new reports; each in one
thread. Shares are of a function's own time by cProfile, which makes what is called often look dearer than it is; the
times beside the bounds are without it.
"""

from __future__ import annotations

import argparse
import cProfile
import logging
import pstats
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import trafilatura
from lxml import html

from bench import extraction, matching, reading
from bench._figures import Figure, Hot, Measured
from tests.reading.pages import Sample
from verifier.matching import assess
from verifier.matching.entailment import Entailment
from verifier.matching.shipped import ShippedModel

ROOT = Path(__file__).resolve().parent.parent
LINES = 12


@dataclass(frozen=True)
class HotPath:
    """`work` times `count` things; each of `bounds` gives the milliseconds of what one of them cannot do without."""

    name: str
    count: int
    work: Callable[[], object]
    bounds: dict[str, Callable[[], float]] = field(default_factory=dict)

    @property
    def each_ms(self) -> float:
        return _milliseconds(self.work) / self.count


def paths(small: bool) -> Iterator[HotPath]:
    yield _extraction(50_000 if small else 1_000_000)
    yield _reading(1 if small else 4)
    yield _matching(2 if small else 20)


def figures(small: bool) -> Iterator[Measured]:
    logging.disable(logging.CRITICAL)
    for path in paths(small):
        took_ms = path.each_ms
        for name, bound in path.bounds.items():
            yield Figure(path.name, took_ms, "ms", None, name, bound(), less_is_better=True)
        yield Hot(path.name, tuple(_shares(path.work)[:LINES]))


def _extraction(size: int) -> HotPath:
    text = extraction.commentary(size)[:size]
    return HotPath(
        f"citations of {size / 1000:,.0f} KB of commentary",
        1,
        lambda: extraction.references(text),
        {"a scan for parentheses alone": lambda: _milliseconds(lambda: extraction.parentheses(text))},
    )


def _reading(rounds: int) -> HotPath:
    samples = reading.grown_pages(14 * rounds)
    for sample in samples[:14]:
        reading.ours(sample)  # what is loaded lazily
    return HotPath(
        "reading a page of 150 KB",
        len(samples),
        lambda: [reading.ours(sample) for sample in samples],
        {
            "lxml's parsing alone": lambda: _milliseconds(lambda: [_tree(one) for one in samples]) / len(samples),
            "trafilatura's choice of the text alone": lambda: _text_of_trees(samples),
        },
    )


def _tree(sample: Sample) -> html.HtmlElement:
    return html.document_fromstring(sample.markup.encode(), parser=html.HTMLParser(encoding="utf-8"))


def _text_of_trees(samples: list[Sample]) -> float:
    """Milliseconds a page, each time of trees made anew: it takes them apart."""
    options = {"max_date": date.today().isoformat()}

    def choose(trees: list[html.HtmlElement]) -> None:
        for tree in trees:
            trafilatura.bare_extraction(
                tree, include_comments=False, with_metadata=False, date_extraction_params=options
            )

    forests = [[_tree(sample) for sample in samples] for _ in range(_TIMES)]
    return min(_milliseconds(partial(choose, trees), times=1) for trees in forests) / len(samples)


def _matching(count: int) -> HotPath:
    """Reports that no round has seen before, as in life: the room keeps what it read of a sentence."""
    model = ShippedModel.load()
    numbers = iter(range(10_000))
    network = _Stopwatch(Entailment.read)

    def work() -> None:
        for _ in range(count):
            text = texts[next(numbers) % len(texts)]
            assess(matching.CLAIM, text, policy=matching.THRESHOLDS, model=model)

    texts = [matching.long_report(number) for number in range(count * (_TIMES + 2))]

    def network_ms() -> float:
        Entailment.read = network  # for as long as it is timed
        try:
            network.seconds = 0.0
            work()
        finally:
            Entailment.read = network.timed
        return network.seconds / count * 1000

    return HotPath("a claim against a new report of 1,000 words", count, work, {"the network alone": network_ms})


class _Stopwatch:
    """Stands for a method, and adds up the processor time of its calls."""

    def __init__(self, timed: Callable[..., object]) -> None:
        self.timed = timed
        self.seconds = 0.0

    def __get__(self, owner: object, kind: type) -> Callable[..., object]:
        def call(*given: object) -> object:
            began = time.process_time()
            try:
                return self.timed(owner, *given)
            finally:
                self.seconds += time.process_time() - began

        return call


_TIMES = 3


def _milliseconds(work: Callable[[], object], times: int = _TIMES) -> float:
    """Of processor time, the least of a few."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    return min(took)


def _shares(work: Callable[[], object]) -> list[tuple[str, float]]:
    """Each function's own part of the time, the largest first."""
    with cProfile.Profile() as profile:
        work()
    stats = pstats.Stats(profile)
    rows = [(_place(file, name), own) for (file, _, name), (_, _, own, _, _) in stats.stats.items()]
    whole = sum(own for _, own in rows)
    return sorted(((name, own / whole) for name, own in rows), key=lambda row: -row[1])


def _place(file: str, name: str) -> str:
    """Where a function stands: the module of ours or of others, and its name."""
    path = Path(file)
    if path.is_relative_to(ROOT / "verifier"):
        return f"{path.relative_to(ROOT).with_suffix('').as_posix().replace('/', '.')}: {name}"
    return name if file == "~" else f"{path.parent.name}.{path.stem}: {name}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--path", choices=("extraction", "reading", "matching"), help="only this one")
    arguments.add_argument("--lines", type=int, default=LINES)
    arguments.add_argument("--small", action="store_true")
    chosen = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    for name, path in zip(("extraction", "reading", "matching"), paths(chosen.small), strict=True):
        if chosen.path not in (None, name):
            continue
        print(f"{path.name}: {path.each_ms:.2f} ms")
        for what, bound in path.bounds.items():
            print(f"  {what}: {bound():.2f} ms")
        for where, share in _shares(path.work)[: chosen.lines]:
            print(f"  {share:6.1%}  {where}", flush=True)


if __name__ == "__main__":
    main()
