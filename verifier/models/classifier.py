"""Any sequence classifier trained on natural language inference, in place of the shipped network.

A folder with `config.json`, `tokenizer.json` and `model.onnx` (or `onnx/model.onnx`, as exporters lay it out) runs on
ONNX Runtime with nothing more to install. Any other folder, and a hub's id, is loaded by `transformers`, which the
extra `models` brings. Which output means what is read from the model's own `config.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from verifier.errors import SettingsError
from verifier.matching.learned import Reader

_LONGEST = 512
"""In word pieces, where the model does not say that it takes fewer."""
_SUPPORTS = ("entailment", "entail", "supports", "supported", "support", "consistent")
_CONTRADICTS = ("contradiction", "contradict", "contradicts", "contradicted", "refutes", "refuted", "refute")
_UNNAMED = ("label_0", "label_1")
"""Two outputs without names: not supported and supported, as fact-checking classifiers such as MiniCheck have them."""


def classifier(name: str) -> Reader:
    """The classifier in a folder, or of a hub's id; `SettingsError` says what is wanting."""
    folder = Path(name).expanduser()
    graph = next((file for file in (folder / "model.onnx", folder / "onnx" / "model.onnx") if file.is_file()), None)
    if graph is not None:
        return NliClassifier(_OnnxGraph(folder, graph), _roles(_json(folder / "config.json"), name))
    torch_graph = _TorchGraph(name)
    return NliClassifier(torch_graph, _roles(torch_graph.config, name))


class Graph(Protocol):
    def logits(self, premise: str, hypothesis: str) -> NDArray[numpy.float64]:
        """One for each label, in the order of the model's outputs."""


class NliClassifier:
    """Passage as premise, part of the claim as hypothesis."""

    def __init__(self, graph: Graph, roles: tuple[list[int], list[int]]) -> None:
        self._graph = graph
        self._supports, self._contradicts = roles

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[numpy.float64]:
        """For each (part, passage) the probabilities of supports, contradicts and neither: n × 3."""
        found = numpy.zeros((len(pairs), 3))
        for row, (part, passage) in enumerate(pairs):
            logits = self._graph.logits(passage, part)
            raised = numpy.exp(logits - logits.max())
            shares = raised / raised.sum()
            yes, no = shares[self._supports].sum(), shares[self._contradicts].sum()
            found[row] = yes, no, max(0.0, 1.0 - yes - no)
        return found


def _roles(config: Mapping[str, Any], name: str) -> tuple[list[int], list[int]]:
    """Which outputs mean supports and which contradicts, by `id2label`."""
    try:
        labels = {int(place): str(label).strip().lower() for place, label in config["id2label"].items()}
    except (KeyError, ValueError, AttributeError):
        labels = dict(enumerate(_UNNAMED)) if config.get("num_labels", 2) == 2 else {}
    if tuple(label for _, label in sorted(labels.items())) == _UNNAMED:
        return [1], []
    supports = [place for place, label in labels.items() if label in _SUPPORTS]
    if len(supports) != 1:
        raise SettingsError(
            f"matching.model={name!r}: which of its labels ({', '.join(labels.values()) or 'none'}) means support"
            " cannot be told.",
            remedy='Its config.json must name one "entailment" in id2label.',
        )
    return supports, [place for place, label in labels.items() if label in _CONTRADICTS]


def _json(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"matching.model: {path} cannot be read: {error}.") from error
    if not isinstance(table, dict):
        raise SettingsError(f"matching.model: {path} is not a JSON object.")
    return table


class _OnnxGraph:
    """One thread: the processes that match are as many as there are cores."""

    def __init__(self, folder: Path, graph: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both raise classes of their own, made at run time
            raise SettingsError(f"matching.model: {folder} cannot be loaded: {error}.") from error
        config = _json(folder / "config.json")
        longest = min(_LONGEST, config.get("max_position_embeddings") or _LONGEST)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest, strategy="only_first")
        self._wanted = [one.name for one in self._session.get_inputs()]

    def logits(self, premise: str, hypothesis: str) -> NDArray[numpy.float64]:
        encoded = self._tokenizer.encode(premise, hypothesis)
        known = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        fed = {name: numpy.array([known[name]], dtype=numpy.int64) for name in self._wanted}
        found: NDArray[numpy.float64] = self._session.run(None, fed)[0][0].astype(numpy.float64)
        return found


class _TorchGraph:
    """By `transformers`; from the hub only what is not yet in its cache."""

    def __init__(self, name: str) -> None:
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
        except ImportError as error:
            raise SettingsError(
                f"matching.model={name!r} has no model.onnx and needs transformers.",
                remedy="Install the extra: pip install 'citation-verifier[models]'.",
            ) from error
        self._torch = torch
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(name)
            self._model = AutoModelForSequenceClassification.from_pretrained(name).eval()
        except (OSError, ValueError) as error:
            raise SettingsError(f"matching.model={name!r} cannot be loaded: {error}") from error
        self.config: dict[str, Any] = self._model.config.to_dict()
        self._longest = min(_LONGEST, getattr(self._tokenizer, "model_max_length", _LONGEST))

    def logits(self, premise: str, hypothesis: str) -> NDArray[numpy.float64]:
        fed = self._tokenizer(
            premise, hypothesis, truncation="only_first", max_length=self._longest, return_tensors="pt"
        )
        with self._torch.no_grad():
            logits = self._model(**fed).logits[0].double().numpy()
        found: NDArray[numpy.float64] = numpy.asarray(logits, dtype=numpy.float64)
        return found
