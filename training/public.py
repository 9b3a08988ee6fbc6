"""Public sets as pairs; what each is, and its licence, is in `docs/model-card.md`.

`training(folder)` and `held_out(folder)` are apart by page or claim.
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from news import Pair

_LABELS = {
    "SUPPORTS": "supports", "REFUTES": "contradicts", "NOT ENOUGH INFO": "neither",
    "entailment": "supports", "contradiction": "contradicts", "neutral": "neither",
}  # fmt: skip


_MARKS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"', " --": " –"}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def tidy(text: str) -> str:
    """FEVER's tokens as one writes them."""
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    text = re.sub(r"\s+([.,;:!?)\]])|([(\[])\s+", lambda m: m[1] or m[2], text)
    return re.sub(r"\s+'s\b", "'s", text).strip()


def aside(key: str, share: float = 0.25) -> bool:
    """Whether what goes by `key` is kept out of training."""
    return zlib.crc32(key.encode()) % 1000 < share * 1000


def fool_me_twice(folder: Path) -> Iterator[Pair]:
    for name in ("dev", "test"):
        for row in rows(folder / "fool-me-twice" / f"{name}.jsonl"):
            gold = [one["text"] for one in row["gold_evidence"]]
            others = [one["text"] for one in row["retrieved_evidence"] if one["text"] not in gold]
            page = row.get("wikipedia_page", "") or ""
            yield Pair(row["text"], " ".join(gold), page, _LABELS[row["label"]], "gold", f"fm2/{page or row['id']}")
            if others:
                yield Pair(row["text"], others[0], page, "neither", "other sentence", f"fm2/{page or row['id']}")


def fever_symmetric(folder: Path, name: str) -> Iterator[Pair]:
    for row in rows(folder / "fever-symmetric" / f"{name}.jsonl"):
        evidence = row.get("evidence_sentence") or row["evidence"]
        yield Pair(tidy(row["claim"]), tidy(evidence), "", _LABELS[row["label"]], name, f"fever/{row['id']}")


def med(folder: Path) -> Iterator[Pair]:
    with (folder / "med" / "MED.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Pair(
                row["sentence2"], row["sentence1"], "", _LABELS[row["gold_label"]], "med", f"med/{row['promptID']}"
            )


def jsick(folder: Path) -> Iterator[Pair]:
    with (folder / "jsick" / "jsick.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            label = _LABELS[row["entailment_label_En"]]
            yield Pair(row["sentence_B_En"], row["sentence_A_En"], "", label, "jsick", f"jsick/{row['pair_ID']}")


def jsick_across(folder: Path) -> Iterator[Pair]:
    """Japanese passages with English claims, labelled as the Japanese pairs are."""
    with (folder / "jsick" / "jsick.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            label = _LABELS[row["entailment_label_Ja"]]
            yield Pair(
                row["sentence_B_En"], row["sentence_A_Ja"], "", label, "jsick across", f"jsickx/{row['pair_ID']}"
            )


def jnli(folder: Path) -> Iterator[Pair]:
    for row in rows(folder / "jnli" / "valid.json"):
        yield Pair(
            row["sentence2"], row["sentence1"], "", _LABELS[row["label"]], "jnli", f"jnli/{row['sentence_pair_id']}"
        )


def wice_tokens(folder: Path) -> Iterator[Pair]:
    """A subclaim with a word too many is not borne out; without those words it is."""
    for row in rows(folder / "wice" / "non_supported_tokens_train.jsonl"):
        best = row["supporting_sentences"][0]
        passage = " ".join(row["evidence"][index] for index in best[:3])
        title = row["evidence"][0].removeprefix("(meta data) TITLE: ")
        spans = row["non_supported_spans"]
        kept = " ".join(word for word, extra in zip(row["claim_tokens"], spans, strict=True) if not extra)
        yield Pair(row["claim"], passage, title, "neither", "a word too many", "wice-tokens")
        if sum(not extra for extra in spans) >= 5:
            yield Pair(tidy(kept), passage, title, "supports", "that word left out", "wice-tokens")


def training(folder: Path) -> list[Pair]:
    found = [pair for pair in fool_me_twice(folder) if not aside(pair.group)]
    found += [pair for pair in fever_symmetric(folder, "v01") if not aside(pair.group)]
    found += [pair for pair in fever_symmetric(folder, "dev") if not aside(pair.group)]
    found += [*med(folder), *jsick(folder), *jsick_across(folder), *jnli(folder), *wice_tokens(folder)]
    return found


def held_out(folder: Path) -> dict[str, list[Pair]]:
    symmetric = [pair for name in ("v01", "dev", "test") for pair in fever_symmetric(folder, name)]
    return {
        "fool-me-twice": [pair for pair in fool_me_twice(folder) if aside(pair.group)],
        "fever-symmetric": [pair for pair in symmetric if aside(pair.group)],
    }
