"""Another classifier than the shipped one: a tiny one is made, in every form that is loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from verifier import settings
from verifier.errors import SettingsError
from verifier.models import support_model
from verifier.models.classifier import classifier

WORDS = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "yes", "no", "the", "bridge", "opened")
YES, NO = WORDS.index("yes"), WORDS.index("no")
PART = "the bridge opened"


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return made


def made(folder: Path, labels: dict[int, str] | None, yes: int, no: int | None, count: int = 3) -> Path:
    """A classifier that adds 5 to the output `yes` for each "yes" that it reads, and to `no` for each "no"."""
    onnx = pytest.importorskip("onnx")
    weights = numpy.zeros((len(WORDS), count), dtype=numpy.float32)
    weights[YES, yes] = 5
    if no is not None:
        weights[NO, no] = 5
    whole = onnx.TensorProto.INT64
    graph = onnx.helper.make_graph(
        [
            onnx.helper.make_node("Gather", ["weights", "input_ids"], ["each"]),
            onnx.helper.make_node("ReduceSum", ["each", "axis"], ["logits"], keepdims=0),
        ],
        "tiny",
        [onnx.helper.make_tensor_value_info("input_ids", whole, ["batch", "length"])],
        [onnx.helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["batch", count])],
        [onnx.numpy_helper.from_array(weights, "weights"), onnx.numpy_helper.from_array(numpy.array([1]), "axis")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    tokenizer().save(str(folder / "tokenizer.json"))
    config: dict[str, Any] = {"max_position_embeddings": 32}
    if labels is not None:
        config["id2label"] = labels
    (folder / "config.json").write_text(json.dumps(config))
    return folder


@pytest.mark.parametrize(
    ("labels", "yes", "no", "count"),
    [
        ({0: "entailment", 1: "neutral", 2: "contradiction"}, 0, 2, 3),
        ({0: "contradiction", 1: "neutral", 2: "entailment"}, 2, 0, 3),
        ({0: "REFUTES", 1: "SUPPORTS", 2: "NOT ENOUGH INFO"}, 1, 0, 3),
        ({0: "entailment", 1: "not_entailment"}, 0, None, 2),
        ({0: "LABEL_0", 1: "LABEL_1"}, 1, None, 2),
        (None, 1, None, 2),
    ],
)
def test_what_its_outputs_mean_is_read_from_its_config(
    tmp_path: Path, labels: dict[int, str] | None, yes: int, no: int | None, count: int
) -> None:
    model = classifier(str(made(tmp_path, labels, yes, no, count)))
    said = model.read([(PART, "yes"), (PART, "no"), (PART, "the")])
    assert said.shape == (3, 3)
    assert said.sum(axis=1) == pytest.approx([1, 1, 1])
    assert said[0, 0] > 0.9
    assert said[1, 0] < 0.6
    if no is not None:
        assert said[1, 1] > 0.9


@pytest.mark.parametrize(
    "labels",
    [{0: "positive", 1: "negative"}, {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}, {0: "entailment", 1: "support"}],
)
def test_outputs_that_cannot_be_told_are_a_settings_error(tmp_path: Path, labels: dict[int, str]) -> None:
    with pytest.raises(SettingsError, match="entailment"):
        classifier(str(made(tmp_path, labels, 0, None, len(labels))))


def test_a_folder_laid_out_by_an_exporter_is_read(tmp_path: Path) -> None:
    made(tmp_path, {0: "entailment", 1: "not_entailment"}, 0, None, 2)
    (tmp_path / "onnx").mkdir()
    (tmp_path / "model.onnx").rename(tmp_path / "onnx" / "model.onnx")
    assert classifier(str(tmp_path)).read([(PART, "yes")])[0, 0] > 0.9


def test_a_long_passage_is_cut_and_the_part_is_not(tmp_path: Path) -> None:
    model = classifier(str(made(tmp_path, {0: "entailment", 1: "not_entailment"}, 0, None, 2)))
    assert model.read([("yes", "the " * 500)])[0, 0] > 0.9


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_broken_folder_is_a_settings_error(tmp_path: Path, broken: str) -> None:
    made(tmp_path, {0: "entailment", 1: "not_entailment"}, 0, None, 2)
    (tmp_path / broken).write_text("{")
    with pytest.raises(SettingsError, match=r"matching\.model"):
        classifier(str(tmp_path))


def test_the_one_that_is_named_judges(tmp_path: Path) -> None:
    folder = made(tmp_path, {0: "entailment", 1: "not_entailment"}, 0, None, 2)
    model = support_model(settings.load({}, matching__model=str(folder)))
    likely, unlikely = (
        model.score([("the bridge at Riga opened", f"Traffic was seen on the bridge {word} {word}.", "")])[0].supports
        for word in ("yes", "no")
    )
    assert likely > 0.99
    assert unlikely < 0.5


def test_what_transformers_loads_is_read_alike(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers", reason="the extra `models` is not installed")
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        max_position_embeddings=32, id2label={0: "contradiction", 1: "neutral", 2: "entailment"},
        label2id={"contradiction": 0, "neutral": 1, "entailment": 2},
    )  # fmt: skip
    network = transformers.BertForSequenceClassification(config)
    with torch.no_grad():
        network.classifier.bias.copy_(torch.tensor([-20.0, 0.0, 20.0]))
    network.save_pretrained(tmp_path)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(), pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(tmp_path)
    assert classifier(str(tmp_path)).read([(PART, "yes")])[0] == pytest.approx([1, 0, 0], abs=0.01)


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path) -> None:
    try:
        import transformers  # noqa: F401 - whether it is there is the question
    except ImportError:
        with pytest.raises(SettingsError, match="needs transformers"):
            classifier(str(tmp_path))
