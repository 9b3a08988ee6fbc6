"""Form (2): the encoder trained to read a claim and a passage together; supports, contradicts or neither.

    python training/cross.py FOLDER-OF-THE-MODEL SHARED-DATA OUTPUT MINUTES [--all-events]

One thread. The word embeddings are left as they are. Without --all-events one event in five is kept out of
training and measured.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import news
import public
import torch
from encoder import WIDTH, Encoder, load
from tokenizers import Tokenizer
from torch import nn

LABELS = ("supports", "contradicts", "neither")
LONGEST, BATCH, RATE = 112, 32, 1.2e-4
HELD = 5


class Cross(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(2 * WIDTH, len(LABELS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        words = self.encoder(ids, mask, kinds).float()
        real = mask[:, :, None].float()
        return self.head(torch.cat([words[:, 0], (words * real).sum(1) / real.sum(1)], dim=1))


def events() -> tuple[list[str], list[str]]:
    names = list(news.events())
    held = [name for place, name in enumerate(names) if place % HELD == 2]
    return [name for name in names if name not in held], held


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
            print(step, seen, f"{loss_mean / (1 - 0.98 ** (step + 1)):.3f}", f"{seen / (time.process_time() - begun):.0f}/s", flush=True)


@torch.no_grad()
def probabilities(model: Cross, tokenizer: Tokenizer, pairs: list[news.Pair]) -> torch.Tensor:
    found = []
    for start in range(0, len(pairs), BATCH):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found.append(model(*batch(tokenizer, pairs[start : start + BATCH])).float().softmax(1))
    return torch.cat(found)


def auroc(scores: torch.Tensor, right: torch.Tensor) -> float:
    order = scores.argsort().argsort().double() + 1
    good = int(right.sum())
    return float((order[right].sum() - good * (good + 1) / 2) / (good * (len(right) - good)))


if __name__ == "__main__":
    source, shared, target = map(Path, sys.argv[1:4])
    minutes, everything = float(sys.argv[4]), "--all-events" in sys.argv
    torch.set_num_threads(1)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    trained_on, held = events()
    data = news.pairs(11, 20000, trained_on + held if everything else trained_on)
    data += public.training(shared)
    model = Cross(load(source))
    train(model, tokenizer, data, minutes)
    torch.save(model.state_dict(), target)
    model.eval()
    for name, pairs in {"news, events held out": news.pairs(2, 1500, held), **public.held_out(shared)}.items():
        scores = probabilities(model, tokenizer, pairs)
        right = torch.tensor([pair.label == "supports" for pair in pairs])
        three = (scores.argmax(1) == torch.tensor([LABELS.index(pair.label) for pair in pairs])).float().mean()
        print(f"{name}: AUROC of support {auroc(scores[:, 0], right):.3f}, three-way accuracy {three:.3f}")
