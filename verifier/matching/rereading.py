"""The whole claim, read once more beside the report by the network, when its parts have been judged by their words.

Words, figures, names and quotations tell best where a claim keeps to the report's wording; where it is told in other
words they tell little, and where a wrong claim shares most words with the report they mislead. The network reads what
both mean. Neither is believed alone: a small table of weights (`model/rereading.json`, fitted by
`training/rereading.py`) makes of both how likely each label is. A quotation that is not there, a figure or a day
that the report has otherwise, stand as they were found: no reading overrules them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy

from verifier.matching.passages import spans
from verifier.policy import Matching
from verifier.ports import SupportModel
from verifier.prose.words import stem, words
from verifier.records import (
    Assessment,
    Bearing,
    ClaimCheck,
    FigureStatus,
    PartCheck,
    Passage,
    QuotationStatus,
)

_WINDOW, _WIDE = 420, 1000
"""Characters of a window, and of the stretch around the best one that is read at once."""
_IDEOGRAPHIC = 3
"""A character of Chinese, Japanese or Korean says as much as so many of others."""
_READ = 5
"""So many windows of a report are read: those that share most with the claim."""
_LONG = 4000
"""Characters of a report from which the windows read are too small a part of it."""
_BESIDE = 2.0
"""What a window counts for holding a passage that was found by its parts, in words shared."""
_NOTHING = "The mayor opened a school in the old town. Children sang, and a band played until the evening."
"""A passage that bears out no claim of anybody's: what the network believes beside it, it does not believe for the
report's sake."""
_CERTAIN = 1e-3
_LABELS = (ClaimCheck.SUPPORTED, ClaimCheck.PARTIAL, ClaimCheck.SILENT, ClaimCheck.CONTRADICTED)

Shares = Sequence[Sequence[float]]
"""For each passage the probabilities of supports, contradicts and neither."""


@dataclass(frozen=True, slots=True)
class Window:
    """`text[start:end]` of a report: whole sentences."""

    start: int
    end: int


@dataclass(frozen=True)
class Weights:
    """Multinomial logistic regression: for each label a bias and a weight of each sign."""

    bias: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]

    def probabilities(self, signs: Mapping[str, float]) -> dict[ClaimCheck, float]:
        totals = {
            label: self.bias[label] + sum(weight * signs[name] for name, weight in self.weights[label].items())
            for label in _LABELS
        }
        most = max(totals.values())
        raised = {label: math.exp(total - most) for label, total in totals.items()}
        return {label: value / sum(raised.values()) for label, value in raised.items()}


@cache
def shipped() -> Weights:
    file = files("verifier.matching") / "model" / "rereading.json"
    return Weights(**json.loads(file.read_text(encoding="utf-8")))


def read_again(claim: str, text: str, given: Assessment, policy: Matching, model: SupportModel) -> Assessment:
    """What was found by parts, after the whole claim was read beside the report; as it is where nothing is read."""
    read = chosen(claim, text, given)
    shares = model.read_whole(claim, [text[one.start : one.end] for one in read])
    if not shares:
        return given
    wide = around(text, read[max(range(len(read)), key=lambda place: 1.0 - shares[place][2])])
    (of_wide,) = model.read_whole(claim, [text[wide.start : wide.end]])
    (of_nothing,) = model.read_whole(claim, [_NOTHING])
    return reconsidered(text, given, read, shares, of_wide, policy, credulous=of_nothing[0] > policy.reread_credulous)


# ── what is read ──────────────────────────────────────────────────────────────────────────────────


def chosen(claim: str, text: str, given: Assessment) -> list[Window]:
    """The windows to read: all of a short report; of a long one those that share most with the claim."""
    found = windows(text, _WINDOW)
    if len(found) <= _READ:
        return found
    wanted = {stem(word) for word in words(claim)}
    marked = [
        sum(_BESIDE for one in given.passages if one.start < window.end and window.start < one.end) for window in found
    ]
    shared = [len(wanted & {stem(word) for word in words(text[window.start : window.end])}) for window in found]
    ranked = sorted(range(len(found)), key=lambda place: (-(marked[place] + shared[place]), place))
    return [found[place] for place in sorted(ranked[:_READ])]


def windows(text: str, size: int) -> list[Window]:
    """Stretches of whole sentences within `size` characters, one from each sentence on that reaches further."""
    limit = size // _IDEOGRAPHIC if sum(letter > "\u3000" for letter in text) * 4 > len(text) else size
    told = [(start, end) for start, end in spans(text) if text[start:end].strip()]
    found: list[Window] = []
    last = 0
    for first, (start, _) in enumerate(told):
        last = max(last, first)
        while last + 1 < len(told) and told[last + 1][1] - start <= limit:
            last += 1
        if not found or told[last][1] > found[-1].end:
            found.append(Window(start, told[last][1]))
    return found


def around(text: str, best: Window) -> Window:
    """The widest stretch that can be read at once and holds the window."""
    holding = [one for one in windows(text, _WIDE) if one.start <= best.start and best.end <= one.end]
    return max(holding, key=lambda one: min(best.start - one.start, one.end - best.end), default=best)


# ── what it comes to ──────────────────────────────────────────────────────────────────────────────


def signs(given: Assessment, shares: Shares, wide: Sequence[float]) -> dict[str, float]:
    """What is weighed: the network's reading of the windows and of the wide stretch, and what the words gave."""
    read = numpy.asarray(shares, dtype=float)
    best, nearest = int(read[:, 0].argmax()), int((read[:, 0] + read[:, 1]).argmax())
    figures = {one.status for one in given.figures}
    quotations = {one.status for one in given.quotations}
    return {
        "supports": _odds(read[best, 0]),
        "contradicts": _odds(read[:, 1].max()),
        "best_contradicts": _odds(read[best, 1]),
        "nearest_supports": _odds(read[nearest, 0]),
        "nearest_contradicts": _odds(read[nearest, 1]),
        "neither": _odds(read[:, 2].min()),
        "wide_supports": _odds(wide[0]),
        "wide_contradicts": _odds(wide[1]),
        "windows": math.log1p(len(read)),
        **{f"words_{label.value}": float(given.label is label) for label in _LABELS},
        "words_support": given.support,
        "words_contradiction": given.contradiction,
        "weakest_part": min((one.support for one in given.parts), default=0.0),
        "related": given.relatedness,
        **{f"figure_{status.value}": float(status in figures) for status in FigureStatus},
        **{f"quotation_{status.value}": float(status in quotations) for status in QuotationStatus},
        "across": float(bool(given.across)),
    }


def _odds(share: float) -> float:
    kept = min(1.0 - _CERTAIN, max(_CERTAIN, float(share)))
    return math.log(kept / (1.0 - kept))


def reconsidered(
    text: str,
    given: Assessment,
    read: Sequence[Window],
    shares: Shares,
    wide: Sequence[float],
    policy: Matching,
    *,
    credulous: bool,
) -> Assessment:
    """The assessment after the second reading. `credulous`: the network believes the claim whatever it reads."""
    likely = shipped().probabilities(signs(given, shares, wide))
    if len(text) > _LONG:
        return _doubted(given, likely, policy)
    label = _label(given, likely, policy, credulous=credulous)
    best = max(range(len(read)), key=lambda place: shares[place][0])
    worst = max(range(len(read)), key=lambda place: shares[place][1])
    made = replace(
        given,
        label=label,
        support=round(min(likely[ClaimCheck.SUPPORTED], 1.0 - given.contradiction), 4),
        contradiction=round(max(given.contradiction, likely[ClaimCheck.CONTRADICTED]), 4)
        if label is ClaimCheck.CONTRADICTED
        else round(min(given.contradiction, policy.contradicted - 0.01), 4),
        parts=tuple(_agreeing(part, label) for part in given.parts),
    )
    if label is ClaimCheck.SUPPORTED:
        return _shown(made, text, read[best], shares[best][0], Bearing.SUPPORTS)
    if label is ClaimCheck.CONTRADICTED and given.label is not ClaimCheck.CONTRADICTED:
        told = " ".join(text[read[worst].start : read[worst].end].split())
        opposed = (f'the report tells it otherwise: "{told}"',)
        return replace(_shown(made, text, read[worst], shares[worst][1], Bearing.CONTRADICTS), opposed=opposed)
    return made


def _label(given: Assessment, likely: Mapping[ClaimCheck, float], policy: Matching, *, credulous: bool) -> ClaimCheck:
    """The likeliest, but for what was found by its very words and figures, and supported only where it is sure."""
    if given.label is ClaimCheck.CONTRADICTED and given.contradiction >= policy.plainly_contradicted:
        return ClaimCheck.CONTRADICTED
    enough = policy.reread_sure if credulous else _enough(given, policy)
    if likely[ClaimCheck.SUPPORTED] >= enough and not _wanting(given):
        return ClaimCheck.SUPPORTED
    if likely[ClaimCheck.CONTRADICTED] >= policy.reread_contradicted:
        return ClaimCheck.CONTRADICTED
    if given.label is ClaimCheck.CONTRADICTED:
        return ClaimCheck.PARTIAL
    return ClaimCheck.PARTIAL if likely[ClaimCheck.SILENT] < policy.reread_silent else ClaimCheck.SILENT


def _enough(given: Assessment, policy: Matching) -> float:
    """How likely it must be: less where the words say so too, more across languages."""
    if given.across:
        return policy.reread_across
    return policy.reread_agreeing if given.label is ClaimCheck.SUPPORTED else policy.reread_supported


def _doubted(given: Assessment, likely: Mapping[ClaimCheck, float], policy: Matching) -> Assessment:
    """Of a long report too little is read for a yes of its own; but what the words say may be doubted."""
    if given.label is not ClaimCheck.SUPPORTED or likely[ClaimCheck.SUPPORTED] >= policy.reread_doubted:
        return given
    parts = tuple(replace(part, claim=ClaimCheck.PARTIAL) for part in given.parts)
    return replace(given, label=ClaimCheck.PARTIAL, parts=parts)


def _wanting(given: Assessment) -> bool:
    """Whether something is not there that can be looked for word for word: then not all is borne out."""
    return any(one.status is not QuotationStatus.EXACT for one in given.quotations) or any(
        one.status is FigureStatus.MISMATCH for one in given.figures
    )


def _agreeing(part: PartCheck, label: ClaimCheck) -> PartCheck:
    """A part's result beside the whole's: none is better than the whole, and of a borne-out whole none is worse."""
    if label is ClaimCheck.SUPPORTED:
        return replace(part, claim=label, missing=())
    if label is ClaimCheck.SILENT or (label is ClaimCheck.PARTIAL and part.claim is ClaimCheck.CONTRADICTED):
        return replace(part, claim=label)
    return part


def _shown(given: Assessment, text: str, window: Window, score: float, bearing: Bearing) -> Assessment:
    """With the window that tells most as the first passage."""
    passage = Passage(text[window.start : window.end], window.start, window.end, round(float(score), 4), bearing)
    rest = tuple(one for one in given.passages if (one.start, one.end) != (window.start, window.end))
    return replace(given, passages=(passage, *rest), relatedness=round(max(given.relatedness, float(score)), 4))
