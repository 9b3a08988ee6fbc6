"""A claim against a report in another language.

Where the language has a tongue (`foreign`), each part of the claim is judged by the bilingual lexicon, more
strictly than in English and never as sure; what it does not find is NOT_JUDGED. Where it has none, only names and
figures are compared: they say whether both are about one matter and never that one bears out the other, so the
label is NOT_JUDGED. A quotation that is not there word for word was translated, not altered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.matching.figures import figures
from verifier.matching.foreign.judging import Judged, judge
from verifier.matching.foreign.reading import Sentence, read
from verifier.matching.foreign.reading import sentences as foreign_sentences
from verifier.matching.foreign.relating import relatedness
from verifier.matching.foreign.tongues import Tongue, tongue
from verifier.matching.languages import bridged
from verifier.matching.parts import parts
from verifier.matching.passages import sentences
from verifier.policy import Matching
from verifier.prose.words import words
from verifier.records import (
    Assessment,
    Bearing,
    ClaimCheck,
    FigureCheck,
    FigureStatus,
    PartCheck,
    Passage,
    QuotationCheck,
    QuotationStatus,
)

_UNRELATED = 0.25
"""Relatedness from which what is not found is not called silent: it may well be told, in words the lexicon lacks. Of
33 free paraphrases that a report bears out (tests/gold/judgement/blind/foreign-open.toml) the lexicon found the
words of ten only."""
_AGREEING = 0.75
"""Relatedness from which a claim of which no part is wholly told counts as told in part: names, figures and words
nearly all agree. Below, such claims are borne out and opposed equally often."""
_ENOUGH = 4
"""Names and figures found, from which their share is taken at its word; fewer are damped."""


def assess_across(
    claim_text: str,
    report_text: str,
    quotations: Sequence[str],
    *,
    language: str,
    claim_language: str = "en",
    title: str = "",
    published: date | None = None,
    policy: Matching,
) -> Assessment:
    """`language` is the report's; parts of an English claim alone are judged. Offsets are into `report_text`."""
    known = tongue(language) if claim_language in ("", "en") else None
    report = foreign_sentences(report_text[: policy.max_report_characters], known.code) if known else ()
    if known is None or not any(one.words for one in report):
        return _by_names(claim_text, report_text, quotations, language)
    headline = read(title, known) if title else None
    judged = [judge(part, report, headline, known, published, policy) for part in parts(claim_text)]
    return _together(claim_text, judged, quotations, report, headline, known, policy)


def _together(
    claim_text: str,
    judged: Sequence[Judged],
    quotations: Sequence[str],
    report: Sequence[Sentence],
    headline: Sentence | None,
    known: Tongue,
    policy: Matching,
) -> Assessment:
    """The parts' results as one, as in `assessing`; what is not judged leaves the whole open."""
    factual = [one for one in judged if not one.part.commentary] or list(judged)
    related = relatedness(claim_text, report, headline, known)
    contradiction = max((one.check.contradiction for one in judged), default=0.0)
    label = _verdict([one.check.claim for one in factual], contradiction, policy)
    if label is ClaimCheck.SUPPORTED and (quotations or related < policy.related):
        label = ClaimCheck.PARTIAL  # whether it was said in these words cannot be told of a translation
    elif label is ClaimCheck.CONTRADICTED and related < policy.related:
        label = ClaimCheck.SILENT
    hardly = ClaimCheck.SUPPORTED not in (one.check.claim for one in factual) and related < _AGREEING
    if (label is ClaimCheck.SILENT and related >= _UNRELATED) or (label is ClaimCheck.PARTIAL and hardly):
        label = ClaimCheck.NOT_JUDGED
    support = min((one.check.support for one in factual), default=0.0)
    if label is not ClaimCheck.SUPPORTED:
        support = min(support, policy.supported - 0.01)
    return Assessment(
        label=label,
        support=round(support, 4),
        contradiction=round(contradiction, 4),
        relatedness=round(related, 4),
        passages=_passages(judged),
        parts=tuple(one.check for one in judged),
        quotations=tuple(QuotationCheck(text, QuotationStatus.ABSENT) for text in quotations),
        figures=tuple(figure for one in judged for figure in one.figures),
        opposed=tuple(dict.fromkeys(text for one in judged for text in one.opposed)),
        across=known.code,
    )


def _verdict(labels: Sequence[ClaimCheck], contradiction: float, policy: Matching) -> ClaimCheck:
    if contradiction >= policy.contradicted:
        return ClaimCheck.CONTRADICTED
    if all(label is ClaimCheck.SUPPORTED for label in labels):
        return ClaimCheck.SUPPORTED
    if ClaimCheck.SUPPORTED in labels or ClaimCheck.PARTIAL in labels:
        return ClaimCheck.PARTIAL
    return ClaimCheck.NOT_JUDGED if ClaimCheck.NOT_JUDGED in labels else ClaimCheck.SILENT


def _passages(judged: Sequence[Judged]) -> tuple[Passage, ...]:
    """What opposes first, then what supports, then the nearest words; each stretch once."""
    found = [one.opposing for one in judged if one.opposing is not None]
    rest = [one.passage for one in judged if one.passage is not None]
    found += sorted(rest, key=lambda passage: (passage.relation is not Bearing.SUPPORTS, -passage.score))
    return tuple({(passage.start, passage.end): passage for passage in reversed(found)}.values())[::-1]


# ── without a tongue ──────────────────────────────────────────────────────────────────────────────


def _by_names(claim_text: str, report_text: str, quotations: Sequence[str], language: str) -> Assessment:
    held, lacked = bridged(claim_text, report_text)
    share = len(held) / max(len(held) + len(lacked), 1)
    related = share * min(1.0, len(held) / _ENOUGH)
    present = set(words(report_text))
    return Assessment(
        label=ClaimCheck.NOT_JUDGED,
        support=0.0,
        contradiction=0.0,
        relatedness=round(related, 4),
        passages=_nearest(claim_text, report_text, related),
        parts=(PartCheck(claim_text, ClaimCheck.NOT_JUDGED, 0.0, 0.0, tuple(dict.fromkeys(lacked))),),
        quotations=tuple(QuotationCheck(text, QuotationStatus.ABSENT) for text in quotations),
        figures=tuple(
            FigureCheck(figure.text, figure.text, FigureStatus.MATCH)
            if set(words(figure.text)) & present
            else FigureCheck(figure.text, None, FigureStatus.ABSENT, "the report is in another language")
            for figure in figures(claim_text)
        ),
        across=language,
    )


def _nearest(claim_text: str, report_text: str, related: float) -> tuple[Passage, ...]:
    """The sentence with the most of the claim's names and figures, for a reader of that language."""
    scored = [
        (len(bridged(claim_text, one.line.text)[0]), -number, one) for number, one in enumerate(sentences(report_text))
    ]
    if not scored:
        return ()
    count, _, best = max(scored, key=lambda item: item[:2])
    return (Passage(best.line.text, best.start, best.end, related, Bearing.RELATED),) if count else ()
