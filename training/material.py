"""What the network is trained on, in its two stages; what is kept out of it to measure by.

First the public sets and the news by rule, from which it learns what reading two texts together is; then
`pairs/*.toml`: reports in eight languages with claims in other words, each borne out, opposed, half told or untold,
which is the work itself.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import news
import public
from news import Pair

PAIRS = Path(__file__).parent / "pairs"
KEPT_OUT = (12, 5)
"""Of the reports of each file of `pairs`, the sixth of every twelve is kept out."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SAID = re.compile(r",? (?:the|an?|its|his|her)? ?[\w ]{2,40} (?:said|reported|announced|told reporters)(?: on \w+)?$")
_LABELS = {"supported": "supports", "contradicted": "contradicts", "partial": "neither", "silent": "neither"}
_FIRST = {"fm2": 6000, "fever": 5000, "wice-tokens": 1000, "jsick/": 4000, "jsickx": 5000, "jnli": 1500, "med": 1500}
"""The most that is taken of each public set in the first stage."""


def authored(*, held_out: bool) -> Iterator[Pair]:
    """The pairs of `pairs/*.toml`: those kept out, or all others."""
    every, which = KEPT_OUT
    for file in sorted(PAIRS.glob("*.toml")):
        for number, report in enumerate(tomllib.loads(file.read_text("utf-8"))["report"]):
            if (number % every == which) is not held_out:
                continue
            for key, label in _LABELS.items():
                for claim in report.get(key, ()):
                    text, title = report["text"].strip(), report.get("title", "")
                    yield Pair(claim, text, title, label, key, f"{file.stem}/{number}")


def verbatim(chance: random.Random) -> Iterator[Pair]:
    """Sentences of the reports themselves as claims, some without who said it: what is told so is borne out. (Of the
    authored claims those close to the wording are wrong more often than not, and the network would learn that.)"""
    for file in sorted(PAIRS.glob("english-*.toml")):
        for number, report in enumerate(tomllib.loads(file.read_text("utf-8"))["report"]):
            if number % KEPT_OUT[0] == KEPT_OUT[1]:
                continue
            told = [one for one in _SENTENCE.split(" ".join(report["text"].split())) if 6 <= len(one.split()) <= 45]
            for sentence in chance.sample(told, min(2, len(told))):
                claim = _SAID.sub("", sentence.rstrip(".")) if chance.random() < 0.5 else sentence.rstrip(".")
                yield Pair(claim, report["text"].strip(), "", "supports", "verbatim", f"{file.stem}/{number}")


def first(shared: Path, chance: random.Random) -> list[Pair]:
    data = news.pairs(12, 9000, list(news.events()))
    trained = public.training(shared)
    for name, most in _FIRST.items():
        own = [pair for pair in trained if pair.group.startswith(name)]
        data += chance.sample(own, min(most, len(own)))
    data += news.elsewhere(data, chance, 0.04)
    for _ in range(3):
        data += news.surrounded(news.handmade(), chance)
    return data


def second(shared: Path, chance: random.Random) -> list[Pair]:
    """One turn: every authored pair once, one in 25 claims before another report, sentences of the reports
    themselves, and some of the first stage."""
    own = list(authored(held_out=False))
    old = chance.sample(first(shared, random.Random(5)), 1200)
    return [*own, *news.elsewhere(own, chance, 0.04), *verbatim(chance), *old]


def everything(shared: Path) -> list[Pair]:
    return [*first(shared, random.Random(5)), *authored(held_out=False)]
