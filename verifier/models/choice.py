"""From the settings to the model in force, loaded when something is first matched: most processes never match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from verifier.models.endpoint import Endpoint
from verifier.ports import SupportModel
from verifier.records import Support
from verifier.settings import LanguageModel, Matching, Settings


def support_model(settings: Settings, *, offline: bool = False) -> SupportModel:
    """The language model over the classifier, where one is named; offline no other machine is asked."""
    own = ModelOnFirstUse(lambda: _classifying(settings.matching))
    endpoint = _endpoint(settings.matching.llm)
    if endpoint is None or (offline and not endpoint.on_this_machine):
        return own
    from verifier.models.judge import LanguageJudge

    return LanguageJudge(endpoint, own)


def discreet_model(settings: Settings) -> SupportModel | None:
    """One that sends no word of a confidential document to another machine; None where `support_model` sends none."""
    llm = settings.matching.llm
    endpoint = _endpoint(llm)
    if endpoint is None or endpoint.on_this_machine or llm.confidential:
        return None
    return ModelOnFirstUse(lambda: _classifying(settings.matching))


class ModelOnFirstUse:
    def __init__(self, make: Callable[[], SupportModel]) -> None:
        self._make = make

    def score(self, pairs: Sequence[tuple[str, str, str]]) -> list[Support]:
        return self._model.score(pairs)

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:
        return self._model.read_whole(claim, passages)

    @cached_property
    def _model(self) -> SupportModel:
        return self._make()


def _classifying(matching: Matching) -> SupportModel:
    if not matching.model:
        from verifier.matching.shipped import ShippedModel

        return ShippedModel.load()
    from verifier.matching.learned import Calibration, LearnedModel
    from verifier.models.classifier import classifier

    as_given = Calibration(bias=0.0, slope=1.0)  # nobody calibrated it: its yes is the probability it says it is
    return LearnedModel(classifier(matching.model), as_given)


def _endpoint(llm: LanguageModel) -> Endpoint | None:
    return Endpoint(llm.url, llm.model, llm.key, llm.timeout_s) if llm.url else None
