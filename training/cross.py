"""The network: the encoder trained to read a claim and a passage together; supports, contradicts or neither.

    python training/cross.py FOLDER-OF-THE-MODEL DATA OUTPUT-FOLDER MINUTES [--from cross.pt] [--all-events]

Minutes of CPU time; 0: only export what is given with --from. One thread. The word embeddings are left as
they are. Without --all-events one event in five, and one passage by hand in three, is kept out of training.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import news
import numpy
import public
import torch
from encoder import WIDTH, Encoder, load
from measuring import auroc, held_by_hand, held_events, is_held
from tokenizers import Tokenizer
from torch import nn

LABELS = ("supports", "contradicts", "neither")
LONGEST, BATCH, RATE, SEED = 112, 32, 1.0e-4, 12


class Cross(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(2 * WIDTH, len(LABELS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        words = self.encoder(ids, mask, kinds).float()
        real = mask[:, :, None].float()
        return self.head(torch.cat([words[:, 0], (words * real).sum(1) / real.sum(1)], dim=1))


def material(shared: Path, everything: bool) -> list[news.Pair]:
    """What is trained on; of the pairs by hand every third passage is kept out."""
    chance = random.Random(5)
    kept_out = () if everything else held_events()
    data = news.pairs(SEED, 14000, [name for name in news.events() if name not in kept_out])
    for name, most in (("fm2", 5000), ("fever", 5000), ("wice-tokens", 1000), ("jsick", 3500), ("med", 2000)):
        own = [pair for pair in public.training(shared) if pair.group.startswith(name)]
        data += chance.sample(own, min(most, len(own)))
    data += news.elsewhere(data, chance, 0.06)
    by_hand = [pair for pair in news.handmade() if everything or not is_held(pair)]
    for _ in range(8):
        data += news.surrounded(by_hand, chance)
    return data


def batch(tokenizer: Tokenizer, pairs: list[news.Pair]) -> tuple[torch.Tensor, ...]:
    encoded = tokenizer.encode_batch([(pair.claim, pair.passage) for pair in pairs])
    longest = max(len(one.ids) for one in encoded)
    pad = [[0] * (longest - len(one.ids)) for one in encoded]
    return tuple(
        torch.tensor([list(getattr(one, part)) + rest for one, rest in zip(encoded, pad, strict=True)])
        for part in ("ids", "attention_mask", "type_ids")
    )


def batches(pairs: list[news.Pair], chance: random.Random) -> list[list[news.Pair]]:
    """Shuffled, but of like length together."""
    chance.shuffle(pairs)
    made = []
    for start in range(0, len(pairs), BATCH * 50):
        pool = sorted(pairs[start : start + BATCH * 50], key=lambda pair: len(pair.claim) + len(pair.passage))
        made += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(made)
    return made


def train(model: Cross, tokenizer: Tokenizer, pairs: list[news.Pair], minutes: float) -> None:
    for parameter in (*model.encoder.word.parameters(), *model.encoder.position.parameters()):
        parameter.requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    begun, seen, loss_mean, chance = time.process_time(), 0, 0.0, random.Random(3)
    for step, group in enumerate(batches(pairs, chance)):
        passed = (time.process_time() - begun) / (60 * minutes)
        if passed >= 1:
            break
        for one in optimizer.param_groups:
            one["lr"] = RATE * min(1.0, (step + 1) / 60) * (1 - passed)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*batch(tokenizer, group))
        wanted = torch.tensor([LABELS.index(pair.label) for pair in group])
        loss = nn.functional.cross_entropy(logits.float(), wanted, label_smoothing=0.05)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        seen += len(group)
        loss_mean = 0.98 * loss_mean + 0.02 * loss.item()
        if step % 50 == 0:
            rate = seen / (time.process_time() - begun)
            print(f"{seen} pairs, loss {loss_mean / (1 - 0.98 ** (step + 1)):.3f}, {rate:.0f} a second", flush=True)


def measure(model: Cross, tokenizer: Tokenizer, shared: Path) -> None:
    sets = {"news, events held out": news.pairs(2, 1000, held_events()), "by hand": held_by_hand()}
    for name, pairs in {**sets, **public.held_out(shared)}.items():
        scores = probabilities(model, tokenizer, pairs).numpy()
        right = numpy.array([pair.label == "supports" for pair in pairs])
        three = (scores.argmax(1) == numpy.array([LABELS.index(pair.label) for pair in pairs])).mean()
        print(f"{name}: AUROC of support {auroc(scores[:, 0], right):.3f}, three-way accuracy {three:.3f}")


@torch.no_grad()
def probabilities(model: Cross, tokenizer: Tokenizer, pairs: list[news.Pair]) -> torch.Tensor:
    found = []
    for start in range(0, len(pairs), BATCH):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found.append(model(*batch(tokenizer, pairs[start : start + BATCH])).float().softmax(1))
    return torch.cat(found)


def export(model: Cross, folder: Path, source: Path) -> None:
    """`entailment.onnx`, its weights in int8 with one scale a channel of output, and the tokenizer."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    example = torch.ones((2, 16), dtype=torch.int64)
    names = ["ids", "mask", "kinds"]
    torch.onnx.export(
        model, (example, example, example), str(whole), input_names=names, output_names=["logits"],
        dynamic_axes={**{name: {0: "batch", 1: "length"} for name in names}, "logits": {0: "batch"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, folder / "entailment.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    (folder / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())


if __name__ == "__main__":
    source, shared, target = map(Path, sys.argv[1:4])
    minutes, everything = float(sys.argv[4]), "--all-events" in sys.argv
    torch.set_num_threads(1)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="longest_first")
    model = Cross(load(source))
    if "--from" in sys.argv:
        model.load_state_dict(torch.load(sys.argv[sys.argv.index("--from") + 1]))
    if minutes:
        train(model, tokenizer, material(shared, everything), minutes)
        torch.save(model.state_dict(), target / "cross.pt")
    model.eval()
    export(model, target, source)
    if minutes:
        measure(model, tokenizer, shared)
