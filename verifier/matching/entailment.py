"""Does this passage say this? Asked of the shipped network, which reads the two together.

A small BERT (6 layers, 384 wide, int8 weights) run by ONNX Runtime on one thread; `training/` made it, and
`docs/model-card.md` says from what and how well it does. It sees words, and no more than that: what it is
fooled by (a figure, a name, a denial) is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST = 112
"""In word pieces, part and passage together; a passage is cut there. The network was trained with as many."""


class Entailment:
    """Deterministic on one machine; between kinds of processors the last digits differ."""

    def __init__(self, graph: bytes, tokenizer: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST, strategy="longest_first")

    @classmethod
    def load(cls) -> Entailment:
        """The shipped one; `FileNotFoundError` where it was left out of the package."""
        folder = files("verifier.matching") / "model"
        return cls((folder / "entailment.onnx").read_bytes(), (folder / "tokenizer.json").read_text(encoding="utf-8"))

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[numpy.float64]:
        """For each (part, passage) the probabilities of supports, contradicts and neither: n × 3.

        One by one: together they would share the scales of their int8 activations, and a pair's answer would
        hang on its neighbours. On one thread a batch is hardly faster.
        """
        found = numpy.zeros((len(pairs), 3))
        for row, one in enumerate(self._tokenizer.encode_batch(list(pairs))):
            fed = {"ids": one.ids, "mask": one.attention_mask, "kinds": one.type_ids}
            (logits,) = self._session.run(
                None, {name: numpy.array([values], dtype=numpy.int64) for name, values in fed.items()}
            )
            found[row] = _shares(logits[0])
        return found


def _shares(logits: NDArray[numpy.float32]) -> NDArray[numpy.float64]:
    raised = numpy.exp(logits.astype(numpy.float64) - logits.max())
    shares: NDArray[numpy.float64] = raised / raised.sum()
    return shares
