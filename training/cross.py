"""The network: the encoder trained to read a claim and a passage together; supports, contradicts or neither.

    python training/cross.py WEIGHTS DATA FOLDER STAGE MINUTES [--from cross.pt] [--threads N]

`vocabulary.py` has made FOLDER's tokenizer and words before. STAGE is `first` or `second` (`material.py`), the second
`--from` what the first left; the model in FOLDER is exported after each. The word vectors are left as they are.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import material
import numpy
import public
import torch
from encoder import WIDTH, Encoder, encoder, read
from measuring import auroc
from news import Pair
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from verifier.matching.entailment import LONGEST, Words

LABELS = ("supports", "contradicts", "neither")
BATCH, POOL, WARMING, SMOOTHING = 32, 40, 80, 0.05
RATE = {"first": 1.0e-4, "second": 1.2e-4}
PIECES = {"first": 160, "second": LONGEST}
"""The most word pieces of a pair."""


class Cross(nn.Module):
    def __init__(self, inner: Encoder) -> None:
        super().__init__()
        self.encoder = inner
        self.head = nn.Linear(2 * WIDTH, len(LABELS))

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        found = self.encoder(words, mask).float()
        real = mask[:, :, None].float()
        return self.head(torch.cat([found[:, 0], (found * real).sum(1) / real.sum(1)], dim=1))


class Desk:
    """The tokenizer and the words' vectors: pairs in, tensors out."""

    def __init__(self, folder: Path, pieces: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(pieces, strategy="longest_first")
        self._words = Words(numpy.load(folder / "words.npy"), numpy.load(folder / "scales.npy"))

    def batch(self, pairs: list[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
        encoded = self._tokenizer.encode_batch([(pair.claim, pair.passage) for pair in pairs])
        longest = max(len(one.ids) for one in encoded)
        ids = [one.ids + [1] * (longest - len(one.ids)) for one in encoded]
        mask = [[1] * len(one.ids) + [0] * (longest - len(one.ids)) for one in encoded]
        return torch.tensor(numpy.stack([self._words.of(row) for row in ids])), torch.tensor(mask)


def batches(pairs: list[Pair], chance: random.Random) -> list[list[Pair]]:
    """Shuffled, but of like length together."""
    chance.shuffle(pairs)
    made = []
    for start in range(0, len(pairs), BATCH * POOL):
        pool = sorted(pairs[start : start + BATCH * POOL], key=lambda one: len((one.claim + one.passage).encode()))
        made += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(made)
    return made


def train(model: Cross, desk: Desk, turn: Callable[[], list[Pair]], minutes: float, rate: float) -> None:
    """For so many minutes by the clock; the rate falls to nothing in a straight line."""
    model.train()
    model.encoder.position.requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01, fused=True)
    begun, seen, step, chance, groups = time.monotonic(), 0, 0, random.Random(3), list[list[Pair]]()
    while (passed := (time.monotonic() - begun) / (60 * minutes)) < 1:
        groups = groups or batches(turn(), chance)
        group = groups.pop()
        for one in optimizer.param_groups:
            one["lr"] = rate * min(1.0, (step + 1) / WARMING) * max(0.02, 1 - passed)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*desk.batch(group))
        wanted = torch.tensor([LABELS.index(pair.label) for pair in group])
        loss = nn.functional.cross_entropy(logits.float(), wanted, label_smoothing=SMOOTHING)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        seen, step = seen + len(group), step + 1
        if step % 50 == 0:
            print(f"{seen} pairs, {seen / (time.monotonic() - begun):.0f} a second, loss {loss.item():.3f}", flush=True)
    model.eval()


def measure(model: Cross, desk: Desk, shared: Path) -> None:
    for name, pairs in {"authored": list(material.authored(held_out=True)), **public.held_out(shared)}.items():
        scores = probabilities(model, desk, pairs)
        labels = numpy.array([LABELS.index(pair.label) for pair in pairs])
        print(
            f"{name}: {len(pairs)} pairs, AUROC of support {auroc(scores[:, 0], labels == 0):.3f},"
            f" of contradiction {auroc(scores[:, 1], labels == 1):.3f},"
            f" three-way accuracy {(scores.argmax(1) == labels).mean():.3f}"
        )


@torch.no_grad()
def probabilities(model: Cross, desk: Desk, pairs: list[Pair]) -> NDArray[numpy.float64]:
    found = []
    for start in range(0, len(pairs), BATCH):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found.append(model(*desk.batch(pairs[start : start + BATCH])).float().softmax(1))
    return torch.cat(found).double().numpy()


def export(model: Cross, folder: Path) -> None:
    """`entailment.onnx`, its weights in int8 with one scale a channel of output."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = folder / "whole.onnx"
    example = (torch.randn(2, 16, WIDTH), torch.ones((2, 16), dtype=torch.int64))
    axes = {name: {0: "batch", 1: "length"} for name in ("words", "mask")}
    torch.onnx.export(
        model, example, str(whole), input_names=["words", "mask"], output_names=["logits"],
        dynamic_axes={**axes, "logits": {0: "batch"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, folder / "entailment.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()


if __name__ == "__main__":
    source, shared, folder = map(Path, sys.argv[1:4])
    stage, minutes = sys.argv[4], float(sys.argv[5])
    torch.set_num_threads(int(sys.argv[sys.argv.index("--threads") + 1]) if "--threads" in sys.argv else 1)
    torch.manual_seed(1)
    model, desk = Cross(encoder(read(source))), Desk(folder, PIECES[stage])
    if "--from" in sys.argv:
        model.load_state_dict(torch.load(sys.argv[sys.argv.index("--from") + 1]))
    of_stage, chance = {"first": material.first, "second": material.second}[stage], random.Random(5)
    train(model, desk, lambda: of_stage(shared, chance), minutes, RATE[stage])
    torch.save(model.state_dict(), folder / "cross.pt")
    export(model, folder)
    measure(model, desk, shared)
