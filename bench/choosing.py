"""Which of many reports is the cited one, and does it bear the claim out: beside BM25 alone and embeddings alone.

    python -m bench choosing        (or: python -m bench.choosing --wice FILE --every 3)

Choosing: the share of claims for which the right report comes first. Support: the chance that a claim which is borne
out scores above one which is not (AUROC), each claim with its report. The pairs of `tests/gold/judgement` were seen by
those who wrote the matcher; those of `blind/english-open.toml` were written by others. WiCE's development set (Kamoi et
al., EMNLP 2023) is not in the repository, and left out without its file; of its claims every third is taken.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench import _encoder
from bench._figures import Figure
from bench.matching import GOLD, WICE, auroc
from verifier import assess, rank
from verifier.matching.passages import spans

SEEN = ("diplomacy.toml", "economy.toml", "fresh.toml", "security.toml", "unseen.toml")
BLIND = ("blind/english-open.toml",)
EVERY = 3


@dataclass(frozen=True, slots=True)
class Cases:
    """Claims, each with the number of its report and whether it is borne out."""

    name: str
    reports: list[str]
    claims: list[tuple[str, int, bool]]


def gold(name: str, files: Sequence[str]) -> Cases:
    reports: dict[str, str] = {}
    claims = []
    for file in files:
        table = tomllib.loads((GOLD / file).read_text("utf-8"))
        places = {one["id"]: len(reports) + place for place, one in enumerate(table["report"])}
        reports |= {f"{file} {one['id']}": f"{one['title']}\n\n{one['text'].strip()}" for one in table["report"]}
        claims += [(one["claim"], places[one["report"]], one["label"] == "supported") for one in table["pair"]]
    return Cases(name, list(reports.values()), claims)


def wice(file: Path, every: int) -> Cases:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()][::every]
    claims = [(row["claim"], place, row["label"] == "supported") for place, row in enumerate(rows)]
    return Cases("WiCE dev", ["\n".join(row["evidence"]).removeprefix("(meta data) TITLE:") for row in rows], claims)


# ── the three ways ──

Scores = list[list[float]]
"""For each claim and each report."""


def ours_choosing(cases: Cases) -> Scores:
    return [rank(claim, cases.reports) for claim, *_ in cases.claims]


def bm25(cases: Cases) -> Scores | None:
    """Of the words as they are, in small letters; divided by what a claim could get at most, to compare over claims."""
    if find_spec("rank_bm25") is None:
        return None
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([_words(report) for report in cases.reports])
    found = []
    for claim, *_ in cases.claims:
        words = _words(claim)
        most = sum(max(index.idf.get(word, 0.0), 0.0) for word in words) or 1.0
        found.append([float(score) / most for score in index.get_scores(words)])
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def embeddings(cases: Cases) -> Scores | None:
    reports = [[report[start:end] for start, end in spans(report)] for report in cases.reports]
    found = _encoder.beside([claim for claim, *_ in cases.claims], reports)
    return found.best if found else None


# ── what comes of them ──


def first(cases: Cases, scores: Scores) -> float:
    """The share of claims whose own report comes first; of equals, a report is as good as its worst place."""
    right = 0
    for (_, place, _), row in zip(cases.claims, scores, strict=True):
        right += sum(score >= row[place] for score in row) == 1
    return right / len(cases.claims)


def separated(cases: Cases, supports: Sequence[float]) -> float:
    return auroc([borne_out for *_, borne_out in cases.claims], supports)


def own(cases: Cases, scores: Scores) -> list[float]:
    """What each claim's own report got."""
    return [row[place] for (_, place, _), row in zip(cases.claims, scores, strict=True)]


def figures(small: bool) -> Iterator[Figure]:
    for cases in collections(WICE, 60 if small else EVERY, 12 if small else None):
        supports = [assess(claim, cases.reports[place]).support for claim, place, _ in cases.claims]
        about = f"{len(cases.claims)} claims, {len(cases.reports)} reports, {cases.name}"
        chosen, told = first(cases, ours_choosing(cases)), separated(cases, supports)
        goals = {"choosing": 97.0, "support": 0.85} if cases.name == "WiCE dev" else {}
        for beside, (way, missing) in OTHERS.items():
            scores = way(cases)
            note = "" if scores else missing
            other = (first(cases, scores) * 100, separated(cases, own(cases, scores))) if scores else (None, None)
            what = f"the right report first, {about}"
            yield Figure(what, chosen * 100, "%", goals.get("choosing"), beside, other[0], note=note)
            what = f"support told from the rest, {about}"
            yield Figure(what, told, "AUROC", goals.get("support"), beside, other[1], note=note)


OTHERS: dict[str, tuple[Callable[[Cases], Scores | None], str]] = {
    "BM25 alone": (bm25, "not installed: pip install rank-bm25"),
    "embeddings alone": (embeddings, _encoder.MISSING),
}
"""Each with what is to be done where it cannot be asked."""


def collections(file: Path, every: int, most: int | None = None) -> Iterator[Cases]:
    for cases in (gold("pairs seen", SEEN), gold("pairs not seen", BLIND)):
        yield Cases(cases.name, cases.reports, cases.claims[:most])
    if file.is_file():
        yield wice(file, every)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wice", type=Path, default=WICE)
    options.add_argument("--every", type=int, default=EVERY, help="so many claims of WiCE, one is taken")
    chosen = options.parse_args()
    for cases in collections(chosen.wice, chosen.every):
        print(f"{cases.name}: {len(cases.claims)} claims, {len(cases.reports)} reports")
        supports = [assess(claim, cases.reports[place]).support for claim, place, _ in cases.claims]
        _print("ours", first(cases, ours_choosing(cases)), separated(cases, supports))
        for name, (way, missing) in OTHERS.items():
            scores = way(cases)
            if scores is None:
                print(f"  {name:20} {missing}")
            else:
                _print(name, first(cases, scores), separated(cases, own(cases, scores)))


def _print(name: str, right: float, told: float) -> None:
    print(f"  {name:20} the right report first {right:6.1%}   support AUROC {told:.3f}", flush=True)


if __name__ == "__main__":
    main()
