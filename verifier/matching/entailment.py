"""Does this passage say this? Asked of the shipped network, which reads the two together, in any of eight languages.

A small encoder (8 layers, 384 wide, int8 weights) run by ONNX Runtime on one thread; `training/` made it, and
`docs/model-card.md` says from what and how well it does. It sees words, and no more than that: what it is
fooled by (a figure, a name, a denial) is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST = 256
"""In word pieces, part and passage together; a passage is cut there. The network was trained with as many."""


@dataclass(frozen=True)
class Words:
    """The vectors that the network begins from, four bits a number: a whole float table would be 80 MB.

    Of each word piece 12 groups of 32 numbers, `levels` -8..7 with one scale a group; a byte holds the numbers of
    places n (its low half) and n + 16 (its high half) of the group.
    """

    levels: NDArray[numpy.uint8]
    scales: NDArray[numpy.float16]

    def of(self, pieces: Sequence[int]) -> NDArray[numpy.float32]:
        """A row of 384 for each."""
        packed = self.levels[pieces].reshape(len(pieces), -1, 16)
        whole = numpy.concatenate([packed & 15, packed >> 4], axis=2).astype(numpy.float32) - 8.0
        return (whole * self.scales[pieces].astype(numpy.float32)[:, :, None]).reshape(len(pieces), -1)


class Entailment:
    """Deterministic on one machine; between kinds of processors the last digits differ."""

    def __init__(self, graph: bytes, tokenizer: str, words: Words) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST, strategy="longest_first")
        self._words = words

    @classmethod
    def load(cls) -> Entailment:
        """The shipped one; `FileNotFoundError` where it was left out of the package."""
        with as_file(files("verifier.matching") / "model") as folder:
            # Mapped, not read: few of the rows are ever looked at, and all processes share them.
            words = Words(
                numpy.load(folder / "words.npy", mmap_mode="r"), numpy.load(folder / "scales.npy", mmap_mode="r")
            )
            graph = (folder / "entailment.onnx").read_bytes()
            return cls(graph, (folder / "tokenizer.json").read_text(encoding="utf-8"), words)

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[numpy.float64]:
        """For each (part, passage) the probabilities of supports, contradicts and neither: n × 3.

        One by one: together they would share the scales of their int8 activations, and a pair's answer would
        hang on its neighbours. On one thread a batch is hardly faster.
        """
        found = numpy.zeros((len(pairs), 3))
        for row, one in enumerate(self._tokenizer.encode_batch(list(pairs))):
            vectors = self._words.of(one.ids)[None]
            mask = numpy.ones((1, len(one.ids)), dtype=numpy.int64)
            (logits,) = self._session.run(None, {"words": vectors, "mask": mask})
            found[row] = _shares(logits[0])
        return found


def _shares(logits: NDArray[numpy.float32]) -> NDArray[numpy.float64]:
    raised = numpy.exp(logits.astype(numpy.float64) - logits.max())
    shares: NDArray[numpy.float64] = raised / raised.sum()
    return shares
