"""A language model behind `ports.SupportModel`: asked once for each part of a claim, over the shipped model.

It reads what the shipped model would read, and its answer takes the place of that model's, no more: quotations,
figures, names, days, denials and what is only planned are checked over it as over every model. It may take support
away; it cannot by itself call a claim contradicted. Where it does not answer, or not as it was asked to, the
shipped model's answer stands and the finding says why.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from verifier.matching.learned import worth_reading
from verifier.models.endpoint import Endpoint, NoAnswerError
from verifier.models.question import SYSTEM, UnreadableError, answers, question
from verifier.ports import SupportModel
from verifier.records import Support

_FAILURES = 3
"""In a row, after which the endpoint is left alone for a while: each costs a reference its time-out."""
_REST_S = 60.0

Pair = tuple[str, str, str]


class LanguageJudge:
    """One request a part; threads share one."""

    def __init__(self, endpoint: Endpoint, fallback: SupportModel) -> None:
        self._endpoint = endpoint
        self._fallback = fallback
        self._rest = _Rest()

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        """For each (part of a claim, passage, title and lead of the report)."""
        found = self._fallback.score(pairs)
        for places in worth_reading(pairs, found):
            for place, judged in zip(places, self._judged([pairs[place] for place in places]), strict=True):
                found[place] = judged if isinstance(judged, Support) else replace(found[place], judge_failed=judged)
        return found

    def read_whole(self, claim: str, passages: Sequence[str]) -> list[tuple[float, float, float]]:  # noqa: ARG002 - the port names them
        """What it was asked part by part stands."""
        return []

    def _judged(self, pairs: Sequence[Pair]) -> list[Support | str]:
        """The answer for each of one part's passages, or why there is none."""
        why = self._rest.why()
        if why:
            return [why] * len(pairs)
        part, _, context = pairs[0]
        try:
            written = self._endpoint.ask(SYSTEM, question(part, [passage for _, passage, _ in pairs], context))
            given = answers(written, len(pairs))
        except (NoAnswerError, UnreadableError) as error:
            self._rest.note(str(error), error.retry_after_s if isinstance(error, NoAnswerError) else None)
            return [str(error)] * len(pairs)
        self._rest.note("")
        judge = self._endpoint.model or self._endpoint.host
        return [Support(min(supports, 1.0 - contradicts), 0.0, judge=judge) for supports, contradicts in given]


class _Rest:
    """When the endpoint is not asked: after a few failures in a row, or until it said to come back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._failures = 0
        self._until = 0.0
        self._why = ""

    def why(self) -> str:
        """ "" where it may be asked."""
        with self._lock:
            return self._why if time.monotonic() < self._until else ""

    def note(self, failure: str, retry_after_s: float | None = None) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failure else 0
            self._why = failure
            if retry_after_s is not None or self._failures >= _FAILURES:
                self._until = time.monotonic() + (_REST_S if retry_after_s is None else retry_after_s)
