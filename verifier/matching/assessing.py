"""A claim against one text: its parts, its quotations, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.matching import whole
from verifier.matching.across import assess_across
from verifier.matching.languages import language_of, same_language
from verifier.matching.lines import read
from verifier.matching.page import Judged, Page
from verifier.matching.parts import parts
from verifier.matching.quotations import marked
from verifier.matching.relatedness import relatedness
from verifier.matching.rereading import read_again
from verifier.matching.support import LexicalModel
from verifier.matching.visible import visible
from verifier.matching.whole import all_signs
from verifier.policy import Matching
from verifier.ports import SupportModel
from verifier.records import Assessment, Bearing, ClaimCheck, Passage, QuotationCheck, QuotationStatus

_QUOTATION_ALTERED = 0.8
"""Contradiction where the report has other words between the marks."""


def assess(
    claim_text: str,
    report_text: str,
    *,
    policy: Matching,
    quotations: Sequence[str] | None = None,
    title: str = "",
    published: date | None = None,
    language: str = "",
    claim_language: str = "",
    model: SupportModel | None = None,
) -> Assessment:
    """What `report_text` does for `claim_text`.

    `quotations` are looked for word for word; None: those between marks in the claim. `published` is the
    report's day, for its weekdays. Languages are ISO 639 codes, "" to tell them from the texts:
    across languages see `across`. Offsets of passages are into `report_text`.
    """
    seen = visible(report_text)
    if seen is not None:
        given = assess(
            claim_text, seen.text, policy=policy, quotations=quotations, title=title, published=published,
            language=language, claim_language=claim_language, model=model,
        )  # fmt: skip
        return seen.restored(given)
    given = _by_words(
        claim_text, report_text, policy, marked(claim_text) if quotations is None else quotations, title, published,
        language, claim_language, model or LexicalModel(),
    )  # fmt: skip
    return read_again(claim_text, report_text[: policy.max_report_characters], given, policy, model) if model else given


def _by_words(
    claim_text: str,
    report_text: str,
    policy: Matching,
    wanted: Sequence[str],
    title: str,
    published: date | None,
    language: str,
    claim_language: str,
    model: SupportModel,
) -> Assessment:
    """The parts of the claim, each by its best passages."""
    told = language or language_of(report_text)
    own = claim_language or language_of(claim_text)
    if not same_language(told, own):
        return assess_across(
            claim_text,
            report_text,
            wanted,
            language=told,
            claim_language=own,
            title=title,
            published=published,
            policy=policy,
        )
    page = Page(report_text[: policy.max_report_characters], title, published, policy, model)
    quoted = [page.quoted.check(words) for words in wanted]
    judged = [page.judge(part, quoted) for part in parts(claim_text)]
    return _together(claim_text, judged, quoted, page)


def _together(claim_text: str, judged: Sequence[Judged], quoted: Sequence[QuotationCheck], page: Page) -> Assessment:
    """The parts' results as one. The author's own comment decides nothing while there is a fact beside it."""
    factual = [one for one in judged if not one.part.commentary] or list(judged)
    altered = [check for check in quoted if check.status is QuotationStatus.ALTERED]
    contradiction = max(
        [*(one.check.contradiction for one in judged), *(_QUOTATION_ALTERED for _ in altered)], default=0.0
    )
    claim = read(claim_text)
    related = relatedness(claim, page.lines, page.title)
    label = _verdict(factual, quoted, contradiction, page.policy)
    if label is ClaimCheck.SUPPORTED and related < page.policy.related:
        label = ClaimCheck.PARTIAL  # like sentences in a text about something else
    found = all_signs(claim, page.told, [one.check.support for one in judged], related)
    support = whole.shipped().probability(found, supported=label is ClaimCheck.SUPPORTED)
    return Assessment(
        label=label,
        support=round(min(support, 1.0 - contradiction), 4),
        contradiction=round(contradiction, 4),
        relatedness=round(related, 4),
        passages=_passages(judged, altered),
        parts=tuple(one.check for one in judged),
        quotations=tuple(quoted),
        figures=tuple(figure for one in judged for figure in one.figures),
        opposed=(
            *(f'the report has "{check.found}", not "{check.text}"' for check in altered),
            *dict.fromkeys(text for one in judged for text in one.opposed),
        ),
        judge=next((one.judge for one in judged if one.judge), ""),
        judge_failed=next((one.judge_failed for one in judged if one.judge_failed), ""),
    )


def _verdict(
    factual: Sequence[Judged], quoted: Sequence[QuotationCheck], contradiction: float, policy: Matching
) -> ClaimCheck:
    labels = [one.check.claim for one in factual]
    if contradiction >= policy.contradicted:
        return ClaimCheck.CONTRADICTED
    if all(label is ClaimCheck.SUPPORTED for label in labels) and all(
        check.status is QuotationStatus.EXACT for check in quoted
    ):
        return ClaimCheck.SUPPORTED
    if ClaimCheck.SUPPORTED in labels or ClaimCheck.PARTIAL in labels:
        return ClaimCheck.PARTIAL
    return ClaimCheck.SILENT


def _passages(judged: Sequence[Judged], altered: Sequence[QuotationCheck]) -> tuple[Passage, ...]:
    """What opposes first, then what supports, then the nearest words; each stretch once."""
    found = [one.opposing for one in judged if one.opposing is not None]
    found += [
        Passage(check.found, check.start, check.end, _QUOTATION_ALTERED, Bearing.CONTRADICTS)
        for check in altered
        if check.found is not None and check.start is not None and check.end is not None
    ]
    rest = [one.passage for one in judged if one.passage is not None]
    found += sorted(rest, key=lambda passage: (passage.relation is not Bearing.SUPPORTS, -passage.score))
    return tuple({(passage.start, passage.end): passage for passage in reversed(found)}.values())[::-1]
