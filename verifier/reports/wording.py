"""Reasons and verdicts in words. The judgement speaks in codes; what they say stands in `config/reasons.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verifier.records import Reason, Verdict


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"({key})"


@dataclass(frozen=True)
class Wording:
    """`reasons`: code → sentence with {placeholders}; `verdicts`: verdict → one line that explains it."""

    reasons: Mapping[str, str]
    verdicts: Mapping[str, str]

    def sentence(self, reason: Reason) -> str:
        """The reason as a sentence; a code without wording is shown as it is, with its ingredients."""
        template = self.reasons.get(reason.code)
        if template is None:
            return " ".join(
                [reason.code.replace("_", " "), *(f"{key}: {value}" for key, value in reason.params.items())]
            )
        return template.format_map(_Known(reason.params))

    def explanation(self, verdict: Verdict) -> str:
        return self.verdicts[verdict.value]
