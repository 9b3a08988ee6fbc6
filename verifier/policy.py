"""The thresholds of `config/policy.toml`, typed. Passed as an argument to whoever decides by them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from verifier import codec


@dataclass(frozen=True, slots=True)
class Work:
    steps_per_claim: int
    lease_s: int
    wake_delay_s: int
    max_claims: int
    max_wait_s: int


@dataclass(frozen=True, slots=True)
class Discovery:
    days_before: int
    days_after: int
    max_requests: int
    max_fetches: int
    fetch_score: float
    least_score: float
    rescue_candidates: int
    sure_score: float
    max_misnamed: int
    """Candidates read whose titles promise little."""
    nearly_as_likely: float
    """Of the score of a report of the matter that was read: below this a title promises little."""
    max_glances: int
    """Pages fetched only for their links."""
    max_in_all: int
    """Requests that one reference may cost."""


@dataclass(frozen=True, slots=True)
class Matching:
    tolerance_days: int
    supported: float
    contradicted: float
    related: float
    passages: int
    max_report_characters: int
    partly: float = 0.3
    reread_supported: float = 0.85
    reread_credulous: float = 0.18
    reread_sure: float = 0.97
    reread_agreeing: float = 0.5
    reread_across: float = 0.9
    reread_doubted: float = 0.2
    reread_contradicted: float = 0.6
    reread_silent: float = 0.5
    plainly_contradicted: float = 0.8


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability as a logistic curve over what an assessment measured."""

    bias: float
    support: float = 0.0
    weakest: float = 0.0
    """Of the least supported part."""
    related: float = 0.0
    contradiction: float = 0.0
    evidence: float = 0.0
    """Of a quotation or a figure found word for word."""

    def probability(
        self, *, support: float, weakest: float, related: float, contradiction: float, evidence: float
    ) -> float:
        total = (
            self.bias
            + self.support * support
            + self.weakest * weakest
            + self.related * related
            + self.contradiction * contradiction
            + self.evidence * evidence
        )
        return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Confidence:
    """By the label that an assessment was given."""

    supported: Curve
    partial: Curve
    silent: Curve
    contradicted: Curve


@dataclass(frozen=True, slots=True)
class Judging:
    confident: float
    least_support: float
    least_confidence: float
    same_event: float = 0.45
    foreign_agreement: float = 0.75
    same_text: float = 0.5


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """A channel that may be asked, in the order of asking."""

    name: str
    archive: bool = False
    discreet: bool = True
    covers: bool = True
    """Whether its answers can show what an outlet published: without them, absence is not proved."""
    beyond: bool = False
    """Whether it looks beyond the outlet's own pages too, where a copy of a report may be."""

    @property
    def sample(self) -> bool:
        """Whether it can only know pages of the outlet that a channel which covers its day knows too."""
        return not self.covers and not self.beyond


@dataclass(frozen=True, slots=True)
class Policy:
    version: str
    work: Work
    discovery: Discovery
    matching: Matching
    judgement: Judging
    confidence: Confidence
    attempts: int = 3
    """Of one request, over transient failures."""
    channels: tuple[ChannelPlan, ...] = ()

    def with_channels(self, channels: tuple[ChannelPlan, ...], attempts: int) -> Policy:
        return replace(self, channels=channels, attempts=attempts)


def parse(table: Mapping[str, Any]) -> Policy:
    """`codec.CodecError` where the table lacks a threshold or has an unknown one."""
    return codec.decode(Policy, table)
