"""The table from findings to a verdict: a row for every sentence of the contract, and for every decision beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from verifier import shipped
from verifier.dossier import Dossier
from verifier.judgement import confident, judge
from verifier.policy import ChannelPlan, Policy
from verifier.records import (
    Asked,
    Assessment,
    Bearing,
    Broken,
    Candidate,
    Capture,
    CitedDate,
    Claim,
    ClaimCheck,
    DateCheck,
    Domain,
    Entry,
    Fetched,
    FigureCheck,
    FigureStatus,
    Finding,
    LeftOut,
    LeftOutFor,
    Matched,
    Outcome,
    Outlet,
    OutletCheck,
    PartCheck,
    Passage,
    QuotationCheck,
    QuotationStatus,
    Read,
    Reason,
    Reference,
    Report,
    Request,
    Resolution,
    Resolved,
    ResolvedBy,
    Undated,
    Unreadable,
    Verdict,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
XINHUA = Outlet("xinhua", "Xinhua News Agency", ("Xinhua",), (Domain("xinhuanet.com"),))
CITED = CitedDate("September 24, 2014", date(2014, 9, 24), date(2014, 9, 24))
PAGE = "http://news.xinhuanet.com/a"


@dataclass
class Page:
    """One page that was read, and what comparing it gave; a row shows only what differs."""

    claim: ClaimCheck = ClaimCheck.SUPPORTED
    outlet: OutletCheck = OutletCheck.MATCH
    date: DateCheck = DateCheck.EXACT
    related: float = 0.9
    support: float | None = None
    contradiction: float | None = None
    named: bool = False
    teaser: bool = False
    days_off: int | None = None
    quotations: tuple[QuotationCheck, ...] = ()
    figures: tuple[FigureCheck, ...] = ()
    opposed: tuple[str, ...] = ()
    passages: tuple[Passage, ...] | None = None
    across: str = ""
    url: str = PAGE

    def entries(self, sha256: str) -> list[Entry]:
        default = {ClaimCheck.SUPPORTED: 0.9, ClaimCheck.PARTIAL: 0.5}.get(self.claim, 0.1)
        opposes = 0.85 if self.claim is ClaimCheck.CONTRADICTED else 0.0
        supports = (Passage("Japan imposed sanctions", 0, 23, 0.9, Bearing.SUPPORTS),)
        assessment = Assessment(
            label=self.claim,
            support=default if self.support is None else self.support,
            contradiction=opposes if self.contradiction is None else self.contradiction,
            relatedness=self.related,
            passages=(supports if self.claim is ClaimCheck.SUPPORTED else ())
            if self.passages is None
            else self.passages,
            parts=(PartCheck("and froze assets", ClaimCheck.SILENT, 0.1, 0.0, ("assets",)),),
            quotations=self.quotations,
            figures=self.figures,
            opposed=self.opposed,
            across=self.across,
        )
        finding = Finding(sha256, self.url, self.outlet, self.date, assessment, self.days_off, self.named)
        report = Report(sha256, self.url, "text", published=date(2014, 9, 24), language="en", teaser=self.teaser)
        return [Read(NOW, sha256, report), Matched(NOW, finding)]


ALTERED = QuotationCheck("a sad day", QuotationStatus.ALTERED, "a bad day", 0, 9)
EXACT = QuotationCheck("a sad day", QuotationStatus.EXACT, "a sad day", 0, 9)
ABSENT = QuotationCheck("a sad day", QuotationStatus.ABSENT)
OPPOSED_FIGURE = FigureCheck("five", "three", FigureStatus.MISMATCH)
MATCHED_FIGURE = FigureCheck("five", "5", FigureStatus.MATCH)


@dataclass
class Looked:
    """What was asked and fetched, beside the pages that were read."""

    entries: list[Entry] = field(default_factory=list)

    def asked(
        self,
        outcome: Outcome = Outcome.OK,
        covers: bool = True,
        channel: str = "sitemap",
        url: str = "x",
        follow_ups: tuple[str, ...] = (),
    ) -> Looked:
        more = tuple(Request(one) for one in follow_ups)
        self.entries.append(Asked(NOW, channel, Request(url), outcome, follow_ups=more, covers=covers))
        return self

    def candidate(self, score: float = 0.5, url: str = PAGE) -> Looked:
        found = (Candidate(url, "sitemap", score=score),)
        self.entries.append(Asked(NOW, "sitemap", Request("list"), Outcome.OK, candidates=found, covers=True))
        return self

    def fetched(self, outcome: Outcome, url: str = PAGE, score: float = 0.5) -> Looked:
        self.candidate(score, url)
        self.entries.append(Fetched(NOW, Candidate(url, "sitemap", score=score), outcome))
        return self

    def unreadable(self, why: Unreadable, url: str = PAGE, score: float = 0.5) -> Looked:
        self.candidate(score, url)
        capture = Capture("f" * 64, url, url, 200, (), "text/html", 9, NOW)
        self.entries.append(Fetched(NOW, Candidate(url, "sitemap", score=score), Outcome.OK, capture))
        self.entries.append(Read(NOW, capture.sha256, unreadable=why))
        return self

    def teaser(self, score: float = 0.5, date: DateCheck = DateCheck.EXACT) -> Looked:
        """Of a page that is hardly about the matter only the beginning was read."""
        url = "http://news.xinhuanet.com/t"
        self.candidate(score, url)
        capture = Capture("e" * 64, url, url, 200, (), "text/html", 9, NOW)
        self.entries.append(Fetched(NOW, Candidate(url, "sitemap", score=score), Outcome.OK, capture))
        self.entries += Page(ClaimCheck.SILENT, related=0.1, date=date, teaser=True, url=url).entries(capture.sha256)
        return self

    def broken(self, step: str) -> Looked:
        self.entries.append(Broken(NOW, step, "a", "ValueError"))
        return self


NAMED = Resolution(XINHUA, ResolvedBy.NAME)


def dossier(
    *pages: Page,
    looked: Looked | None = None,
    resolution: Resolution | None = NAMED,
    reference: Reference | None = None,
) -> Dossier:
    entries: list[Entry] = [Resolved(NOW, resolution)] if resolution else []
    entries += (looked or Looked().asked()).entries
    for number, page in enumerate(pages):
        entries += page.entries(f"{number:064x}")
    claim = Claim(0, 4, "text")
    return Dossier("r", "j", reference or Reference("Xinhua", CITED), claim, entries=tuple(entries))


FOUND = [
    # the contract, one row a sentence
    ("found, its date agrees, supports the claim", [Page()], Verdict.VERIFIED),
    ("…a day off is time zones", [Page(date=DateCheck.NEAR, days_off=1)], Verdict.VERIFIED),
    ("a syndicated copy that credits the agency", [Page(outlet=OutletCheck.SYNDICATED)], Verdict.VERIFIED),
    ("supports a part of the claim", [Page(ClaimCheck.PARTIAL)], Verdict.PARTIALLY_VERIFIED),
    ("found, and does not say this", [Page(ClaimCheck.SILENT)], Verdict.UNSUPPORTED),
    ("says the opposite", [Page(ClaimCheck.CONTRADICTED)], Verdict.CONTRADICTED),
    ("supports, on another day", [Page(date=DateCheck.MISMATCH, days_off=9)], Verdict.DATE_MISMATCH),
    ("a teaser that carries the whole claim", [Page(teaser=True)], Verdict.VERIFIED),
    ("a teaser that does not", [Page(ClaimCheck.PARTIAL, teaser=True)], Verdict.UNREACHABLE),
    ("a teaser that says nothing of it", [Page(ClaimCheck.SILENT, teaser=True)], Verdict.UNREACHABLE),
    (
        "of several, the one that best supports",
        [Page(ClaimCheck.SILENT), Page(ClaimCheck.PARTIAL), Page(), Page(ClaimCheck.CONTRADICTED)],
        Verdict.VERIFIED,
    ),
    # never verified, whatever the label says
    ("an altered quotation, all else holding", [Page(quotations=(ALTERED,))], Verdict.CONTRADICTED),
    ("an absent quotation", [Page(quotations=(ABSENT,))], Verdict.PARTIALLY_VERIFIED),
    ("an opposed figure, all else holding", [Page(figures=(OPPOSED_FIGURE,))], Verdict.CONTRADICTED),
    ("no stored passage", [Page(passages=())], Verdict.PARTIALLY_VERIFIED),
    ("support under the threshold", [Page(support=0.25)], Verdict.PARTIALLY_VERIFIED),
    # what does not count as the cited report
    ("another outlet's site", [Page(outlet=OutletCheck.MISMATCH)], Verdict.NOT_FOUND),
    ("a site that cannot be told", [Page(outlet=OutletCheck.UNKNOWN)], Verdict.NOT_FOUND),
    ("silent and about something else", [Page(ClaimCheck.SILENT, related=0.3)], Verdict.NOT_FOUND),
    ("silent, of another day", [Page(ClaimCheck.SILENT, date=DateCheck.MISMATCH)], Verdict.NOT_FOUND),
    ("opposes, about something else", [Page(ClaimCheck.CONTRADICTED, related=0.2)], Verdict.NOT_FOUND),
    ("opposes, of another day", [Page(ClaimCheck.CONTRADICTED, date=DateCheck.MISMATCH)], Verdict.NOT_FOUND),
    ("a part, of another day", [Page(ClaimCheck.PARTIAL, date=DateCheck.MISMATCH)], Verdict.NOT_FOUND),
    # who and when left open: the weaker verdict
    ("supports, its day unknown", [Page(date=DateCheck.UNKNOWN)], Verdict.PARTIALLY_VERIFIED),
    ("silent, its day unknown", [Page(ClaimCheck.SILENT, date=DateCheck.UNKNOWN)], Verdict.NOT_FOUND),
    ("named, on another's site", [Page(outlet=OutletCheck.MISMATCH, named=True)], Verdict.PARTIALLY_VERIFIED),
    ("named, silent", [Page(ClaimCheck.SILENT, named=True, related=0.0)], Verdict.UNSUPPORTED),
    (
        "named, a part, another day",
        [Page(ClaimCheck.PARTIAL, date=DateCheck.MISMATCH, named=True)],
        Verdict.DATE_MISMATCH,
    ),
    ("named and silent beside one that supports", [Page(ClaimCheck.SILENT, named=True), Page()], Verdict.UNSUPPORTED),
    # mixtures
    (
        "the day's report on the matter before the full one of another day",
        [Page(ClaimCheck.PARTIAL), Page(date=DateCheck.MISMATCH)],
        Verdict.PARTIALLY_VERIFIED,
    ),
    (
        "…unless it is hardly about the matter",
        [Page(ClaimCheck.PARTIAL, related=0.4), Page(date=DateCheck.MISMATCH)],
        Verdict.DATE_MISMATCH,
    ),
    (
        "the opposing report is nearer the matter than the partial one",
        [Page(ClaimCheck.CONTRADICTED, related=0.95), Page(ClaimCheck.PARTIAL, related=0.5)],
        Verdict.CONTRADICTED,
    ),
    # other languages
    ("another language, told in full", [Page(across="ja", support=0.79)], Verdict.VERIFIED),
    ("…with a quotation, which is translated", [Page(across="ja", quotations=(ABSENT,))], Verdict.PARTIALLY_VERIFIED),
    ("…and opposed", [Page(ClaimCheck.CONTRADICTED, across="ja")], Verdict.CONTRADICTED),
    (
        "not to be told, but names and figures nearly all agree",
        [Page(ClaimCheck.NOT_JUDGED, related=0.9)],
        Verdict.PARTIALLY_VERIFIED,
    ),
    ("they hardly do", [Page(ClaimCheck.NOT_JUDGED, related=0.2)], Verdict.UNREACHABLE),
    ("another language and day", [Page(ClaimCheck.NOT_JUDGED, date=DateCheck.MISMATCH)], Verdict.NOT_FOUND),
]


@pytest.mark.parametrize(("pages", "expected"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_findings_give_a_verdict(pages: list[Page], expected: Verdict, thresholds: Policy) -> None:
    assert judge(dossier(*pages), thresholds).verdict is expected


LINKED = Reference("Xinhua", url=PAGE)
UNDATED = [
    ("a link without a day, supporting", LINKED, Page(date=DateCheck.UNKNOWN, named=True), Verdict.VERIFIED),
    ("no day and no link", Reference("Xinhua"), Page(date=DateCheck.UNKNOWN), Verdict.PARTIALLY_VERIFIED),
    (
        "a day that cannot be dated",
        replace(LINKED, undated=Undated.YEAR_UNKNOWN),
        Page(date=DateCheck.UNKNOWN, named=True),
        Verdict.PARTIALLY_VERIFIED,
    ),
]


@pytest.mark.parametrize(
    ("reference", "page", "expected"), [row[1:] for row in UNDATED], ids=[row[0] for row in UNDATED]
)
def test_references_without_a_day(reference: Reference, page: Page, expected: Verdict, thresholds: Policy) -> None:
    assert judge(dossier(page, reference=reference), thresholds).verdict is expected


NOTHING = [
    ("the channels answered, nothing matches", Looked().asked(), Verdict.NOT_FOUND),
    ("…and a page that is gone", Looked().asked().fetched(Outcome.NOT_FOUND), Verdict.NOT_FOUND),
    ("…and a listing", Looked().asked().unreadable(Unreadable.LISTING), Verdict.NOT_FOUND),
    (
        "…and an unlikely page behind a wall",
        Looked().asked().unreadable(Unreadable.PAYWALL, score=0.1),
        Verdict.NOT_FOUND,
    ),
    ("no channel was asked", Looked(), Verdict.UNREACHABLE),
    ("no answer covers the days", Looked().asked(covers=False), Verdict.UNREACHABLE),
    (
        "one channel answered, another refused",
        Looked().asked().asked(Outcome.REFUSED, channel="wayback"),
        Verdict.UNREACHABLE,
    ),
    ("a channel timed out", Looked().asked().asked(Outcome.TIMEOUT, channel="wayback"), Verdict.UNREACHABLE),
    ("…and answered when asked again", Looked().asked(Outcome.TIMEOUT, url="q").asked(url="q"), Verdict.NOT_FOUND),
    ("a likely page is behind a pay wall", Looked().asked().unreadable(Unreadable.PAYWALL), Verdict.UNREACHABLE),
    ("a likely page shows a check for robots", Looked().asked().unreadable(Unreadable.BOT_WALL), Verdict.UNREACHABLE),
    ("a likely page refused", Looked().asked().fetched(Outcome.REFUSED), Verdict.UNREACHABLE),
    ("robots.txt forbids a likely page", Looked().asked().fetched(Outcome.ROBOTS), Verdict.UNREACHABLE),
    ("of a likely page only the beginning could be read", Looked().asked().teaser(), Verdict.UNREACHABLE),
    ("…of one of the day, however its address looked", Looked().asked().teaser(score=0.1), Verdict.UNREACHABLE),
    ("…of one of another day", Looked().asked().teaser(score=0.1, date=DateCheck.MISMATCH), Verdict.NOT_FOUND),
    ("more was to be asked of the only channel that covers", Looked().asked(follow_ups=("y",)), Verdict.UNREACHABLE),
    ("…and was", Looked().asked(follow_ups=("y",)).asked(url="y"), Verdict.NOT_FOUND),
    ("a likely page was never fetched", Looked().asked().candidate(), Verdict.UNREACHABLE),
    ("a step of ours broke", Looked().asked().broken("match"), Verdict.UNREACHABLE),
]


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        (Looked().asked().asked(Outcome.TIMEOUT, channel="search"), Verdict.NOT_FOUND),
        (Looked().asked().asked(Outcome.TIMEOUT, channel="wayback"), Verdict.UNREACHABLE),
        (Looked().asked(covers=False).asked(Outcome.TIMEOUT, channel="search"), Verdict.UNREACHABLE),
    ],
)
def test_the_silence_of_a_channel_that_knows_only_samples_is_said_and_decides_nothing(
    looked: Looked, expected: Verdict, thresholds: Policy
) -> None:
    plans = (ChannelPlan("sitemap"), ChannelPlan("search", covers=False), ChannelPlan("wayback"))
    judgement = judge(dossier(looked=looked), thresholds.with_channels(plans, 3))
    assert judgement.verdict is expected
    assert "channel_timeout" in [reason.code for reason in judgement.reasons]


@pytest.mark.parametrize(("looked", "expected"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing_found_is_told_from_could_not_look(looked: Looked, expected: Verdict, thresholds: Policy) -> None:
    judgement = judge(dossier(looked=looked), thresholds)
    assert judgement.verdict is expected
    assert judgement.report_sha256 is None


def test_what_the_limit_of_requests_left_unasked_is_not_absence(thresholds: Policy) -> None:
    looked = Looked().asked()
    assert judge(dossier(looked=looked), thresholds).verdict is Verdict.NOT_FOUND
    looked.entries.append(LeftOut(NOW, LeftOutFor.LIMIT, ("wayback",)))
    judgement = judge(dossier(looked=looked), thresholds)
    assert judgement.verdict is Verdict.UNREACHABLE
    assert judgement.reasons[0] == Reason("limit_reached", {"count": "0", "channels": "wayback"})


UNRESOLVED = [
    (ResolvedBy.UNKNOWN, "source_unknown"),
    (ResolvedBy.AMBIGUOUS, "source_ambiguous"),
    (ResolvedBy.COLLECTIVE, "source_collective"),
]


@pytest.mark.parametrize(("by", "code"), UNRESOLVED)
def test_a_source_that_is_no_one_outlet_is_unresolved(by: ResolvedBy, code: str, thresholds: Policy) -> None:
    judgement = judge(dossier(resolution=Resolution(None, by, alternatives=("a", "b"))), thresholds)
    assert (judgement.verdict, judgement.reasons[0].code) == (Verdict.UNRESOLVED_SOURCE, code)


def test_a_silent_report_is_not_the_cited_one_while_a_likelier_page_is_hidden(thresholds: Policy) -> None:
    looked = Looked().asked().unreadable(Unreadable.PAYWALL, url="http://news.xinhuanet.com/b")
    judgement = judge(dossier(Page(ClaimCheck.SILENT), looked=looked), thresholds)
    assert judgement.verdict is Verdict.UNREACHABLE
    assert [reason.code for reason in judgement.reasons] == ["page_paywall"]


def test_a_page_of_which_a_copy_was_read_is_not_hidden(thresholds: Policy) -> None:
    looked = Looked().asked().fetched(Outcome.REFUSED, url=PAGE)
    assert judge(dossier(Page(ClaimCheck.SILENT, url=PAGE), looked=looked), thresholds).verdict is Verdict.UNSUPPORTED


# ── invariants ────────────────────────────────────────────────────────────────────────────────────


def every_judgement(thresholds: Policy) -> list[tuple[Dossier, Any]]:
    dossiers = [dossier(*pages) for _, pages, _ in FOUND]
    dossiers += [dossier(page, reference=reference) for _, reference, page, _ in UNDATED]
    dossiers += [dossier(looked=looked) for _, looked, _ in NOTHING]
    dossiers += [dossier(resolution=Resolution(None, by, alternatives=("a",))) for by, _ in UNRESOLVED]
    return [(one, judge(one, thresholds)) for one in dossiers]


def test_every_verdict_has_a_reason_a_confidence_and_the_policy(thresholds: Policy) -> None:
    for _, judgement in every_judgement(thresholds):
        assert judgement.reasons
        assert 0.0 < judgement.confidence < 1.0
        assert judgement.policy_version == thresholds.version


def test_verified_rests_on_a_passage_that_supports_in_a_report_that_is_kept(thresholds: Policy) -> None:
    verified = [(one, given) for one, given in every_judgement(thresholds) if given.verdict is Verdict.VERIFIED]
    assert verified
    for one, judgement in verified:
        (finding,) = [finding for finding in one.findings if finding.sha256 == judgement.report_sha256]
        assert one.report(judgement.report_sha256) is not None
        assert any(passage.relation is Bearing.SUPPORTS for passage in finding.assessment.passages)
        assert not any(check.status is not QuotationStatus.EXACT for check in finding.assessment.quotations)
        assert not any(check.status is FigureStatus.MISMATCH for check in finding.assessment.figures)


def test_every_reason_has_a_sentence_and_every_ingredient_it_names(thresholds: Policy) -> None:
    table = shipped.table(shipped.config("reasons.toml"))
    sentences = table["reasons"]
    assert set(table["verdicts"]) == {verdict.value for verdict in Verdict}
    reasons: list[Reason] = [reason for _, judgement in every_judgement(thresholds) for reason in judgement.reasons]
    for reason in reasons:
        sentences[reason.code].format_map(reason.params)
    for outcome in Outcome:
        if not outcome.answered:
            assert f"page_{outcome.value}" in sentences
            assert f"channel_{outcome.value}" in sentences
    for why in Unreadable:
        assert not why.hides_report or f"page_{why.value}" in sentences


def test_what_decided_comes_first_among_the_reasons(thresholds: Policy) -> None:
    opposed = Page(
        ClaimCheck.CONTRADICTED, quotations=(ALTERED,), figures=(OPPOSED_FIGURE,), opposed=("it was not so",)
    )
    codes = [reason.code for reason in judge(dossier(opposed), thresholds).reasons]
    assert codes[:3] == ["quotation_altered", "figure_opposed", "claim_opposed"]
    verified = [reason.code for reason in judge(dossier(Page()), thresholds).reasons]
    assert verified == ["outlet_match", "date_exact", "claim_supported"]
    partial = judge(dossier(Page(ClaimCheck.PARTIAL)), thresholds).reasons
    assert Reason("part_missing", {"part": "and froze assets", "missing": "assets"}) in partial
    late = judge(dossier(Page(date=DateCheck.MISMATCH, days_off=9)), thresholds).reasons
    assert late[0].code == "date_mismatch"
    assert late[0].params["days"] == "9"


def test_a_judgement_across_languages_says_so(thresholds: Policy) -> None:
    reasons = judge(dossier(Page(across="ja", quotations=(ABSENT,))), thresholds).reasons
    assert Reason("language_judged", {"language": "Japanese"}) in reasons
    assert Reason("quotation_translated", {"quotation": "a sad day"}) in reasons
    untold = judge(dossier(Page(ClaimCheck.NOT_JUDGED, across="ja")), thresholds).reasons
    assert Reason("language_not_compared", {"language": "Japanese"}) in untold


# ── confidence ────────────────────────────────────────────────────────────────────────────────────


def confidence_of(page: Page, thresholds: Policy, looked: Looked | None = None) -> float:
    return judge(dossier(page, looked=looked), thresholds).confidence


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (Page(), Page(support=0.7)),
        (Page(), Page(date=DateCheck.NEAR)),
        (Page(), Page(outlet=OutletCheck.SYNDICATED)),
        (Page(), Page(across="ja")),
        (Page(ClaimCheck.CONTRADICTED), Page(ClaimCheck.CONTRADICTED, contradiction=0.6)),
        (Page(ClaimCheck.SILENT, related=0.65), Page(ClaimCheck.SILENT, related=1.0)),
    ],
)
def test_confidence_grows_with_what_speaks_for_the_verdict(more: Page, less: Page, thresholds: Policy) -> None:
    assert confidence_of(more, thresholds) > confidence_of(less, thresholds)


def test_a_quotation_or_a_figure_found_word_for_word_raises_confidence(thresholds: Policy) -> None:
    sure = Page(support=1.0, related=1.0, named=True)
    plain = confidence_of(sure, thresholds)
    assert confidence_of(replace(sure, quotations=(EXACT,)), thresholds) > plain + 0.03
    assert confidence_of(replace(sure, figures=(MATCHED_FIGURE,)), thresholds) > plain + 0.03


def test_what_is_less_sure_than_the_user_asks_for_is_partially_verified_and_says_why(thresholds: Policy) -> None:
    plain = judge(dossier(Page()), thresholds)
    asking = replace(thresholds, judgement=replace(thresholds.judgement, least_confidence=plain.confidence + 0.01))
    careful = judge(dossier(Page()), asking)
    assert (plain.verdict, careful.verdict) == (Verdict.VERIFIED, Verdict.PARTIALLY_VERIFIED)
    assert careful.reasons[0].code == "abstained"
    assert careful.confidence == plain.confidence
    content = replace(asking, judgement=replace(asking.judgement, least_confidence=plain.confidence))
    assert judge(dossier(Page()), content) == plain


def test_what_could_not_be_looked_at_lowers_confidence(thresholds: Policy) -> None:
    disturbed = Looked().asked().asked(Outcome.TIMEOUT, channel="wayback")
    page = Page(ClaimCheck.SILENT)
    assert confidence_of(page, thresholds, disturbed) < confidence_of(page, thresholds)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(), True),
        (Page(date=DateCheck.NEAR), True),
        (Page(support=0.7), False),
        (Page(date=DateCheck.UNKNOWN), False),
        (Page(outlet=OutletCheck.SYNDICATED), False),
        (Page(quotations=(ALTERED,)), False),
        (Page(ClaimCheck.PARTIAL, support=0.85), False),
    ],
)
def test_only_full_agreement_ends_the_search(page: Page, expected: bool, thresholds: Policy) -> None:
    (finding,) = dossier(page).findings
    assert confident(finding, thresholds) is expected
