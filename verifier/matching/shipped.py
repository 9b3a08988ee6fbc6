"""The support model that ships: words for the parts of a claim, the network for the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.matching.entailment import Entailment
from verifier.matching.support import LexicalModel


class ShippedModel(LexicalModel):
    """Claims in English; reports in English, Russian, Ukrainian, Chinese, Japanese, Korean, German or French."""

    def __init__(self, network: Entailment) -> None:
        self._network = network

    @classmethod
    def load(cls) -> ShippedModel:
        """`FileNotFoundError` where its files were left out of the package."""
        return cls(Entailment.load())

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:
        shares = self._network.read([(claim, passage) for passage in passages])
        return [(row[0], row[1], row[2]) for row in shares.tolist()]
