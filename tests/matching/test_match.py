"""One reference against one report: outlet, day, identity, and the claim."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import verifier
from verifier.matching import LexicalModel, assess, check_date, check_outlet, is_named, match, rank
from verifier.policy import Matching
from verifier.records import (
    Bearing,
    CitedDate,
    Claim,
    ClaimCheck,
    DateCheck,
    Domain,
    Outlet,
    OutletCheck,
    Precision,
    Quotation,
    QuotationStatus,
    Reference,
    Report,
    Support,
)

XINHUA = Outlet("xinhua", "Xinhua News Agency", ("Xinhua", "Xinhuanet"), (Domain("xinhuanet.com"), Domain("news.cn")))
DAY = CitedDate("September 24", date(2014, 9, 24), date(2014, 9, 24))
TEXT = "Japan on Wednesday approved new sanctions on Russia. Five Russian banks will be banned from issuing securities."


def report(**changes: Any) -> Report:
    fields: dict[str, Any] = {
        "sha256": "a" * 64,
        "url": "http://news.xinhuanet.com/english/2014-09/24/c_1.htm",
        "text": TEXT,
        "title": "Japan approves sanctions",
        "published": date(2014, 9, 24),
        "language": "en",
    }
    return Report(**(fields | changes))


OUTLETS = [
    ("its own site", {}, OutletCheck.MATCH),
    ("its own site, another agency credited", {"credits": ("AFP",)}, OutletCheck.MATCH),
    (
        "another site that credits it",
        {"url": "https://china.org.cn/a", "credits": ("(Xinhua)",)},
        OutletCheck.SYNDICATED,
    ),
    ("another site, its name in a line", {"url": "https://a.com/", "byline": "Source: Xinhua"}, OutletCheck.SYNDICATED),
    ("another site that credits another", {"url": "https://a.com/", "credits": ("TASS",)}, OutletCheck.MISMATCH),
    ("another site that credits nobody", {"url": "https://a.com/"}, OutletCheck.MISMATCH),
    ("a site whose name only ends alike", {"url": "https://notxinhuanet.com/"}, OutletCheck.MISMATCH),
    ("a file that was handed in", {"url": "library:a.html"}, OutletCheck.UNKNOWN),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in OUTLETS], ids=[case[0] for case in OUTLETS])
def test_the_outlet_is_told_by_host_then_by_credit(changes: dict[str, Any], expected: OutletCheck) -> None:
    assert check_outlet(report(**changes), XINHUA, ()) is expected


def test_hosts_of_the_cited_days_count_beside_the_registrys() -> None:
    assert check_outlet(report(url="http://old.example/a"), XINHUA, ("old.example",)) is OutletCheck.MATCH


MONTH = CitedDate("September 2014", date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH)
DATES = [
    (date(2014, 9, 24), DAY, (DateCheck.EXACT, 0)),
    (date(2014, 9, 25), DAY, (DateCheck.NEAR, 1)),
    (date(2014, 9, 23), DAY, (DateCheck.NEAR, -1)),
    (date(2014, 9, 26), DAY, (DateCheck.MISMATCH, 2)),
    (date(2013, 9, 24), DAY, (DateCheck.MISMATCH, -365)),
    (date(2014, 9, 12), MONTH, (DateCheck.EXACT, 0)),
    (date(2014, 10, 1), MONTH, (DateCheck.NEAR, 1)),
    (None, DAY, (DateCheck.UNKNOWN, None)),
    (date(2014, 9, 24), None, (DateCheck.UNKNOWN, None)),
]


@pytest.mark.parametrize(("published", "cited", "expected"), DATES)
def test_days_agree_within_the_cited_span_and_tolerance(published: Any, cited: Any, expected: Any) -> None:
    assert check_date(published, cited, 1) == expected


def test_a_report_newer_than_the_document_is_not_what_it_cites() -> None:
    assert check_date(date(2015, 1, 9), None, 1, date(2014, 10, 1)) == (DateCheck.MISMATCH, 100)


def test_a_reference_names_a_page_by_address_or_title() -> None:
    page = report()
    assert is_named(Reference("Xinhua", url="https://news.xinhuanet.com/english/2014-09/24/c_1.htm?utm_source=x"), page)
    assert is_named(Reference("Xinhua", title="“Japan Approves Sanctions.”"), page)
    assert not is_named(Reference("Xinhua", title="Japan"), page)
    assert not is_named(Reference("Xinhua"), page)


def test_match_makes_the_whole_finding(thresholds: Matching) -> None:
    text = "Japan imposed new sanctions on Russia and banned “five Russian banks”"
    claim = Claim(0, len(text), text, quotations=(Quotation(0, 0, "five Russian banks"),))
    finding = match(
        Reference("Xinhua", DAY),
        claim,
        report(),
        outlet=XINHUA,
        hosts=(),
        document_published=None,
        policy=thresholds,
        model=LexicalModel(),
    )
    assert (finding.outlet, finding.date, finding.named) == (OutletCheck.MATCH, DateCheck.EXACT, False)
    assert finding.assessment.quotations[0].status is QuotationStatus.EXACT
    assert finding.assessment.passages


class Sure:
    """A model that believes everything."""

    def score(self, pairs: Any) -> list[Support]:
        return [Support(1.0, 0.0) for _ in pairs]

    def read_whole(self, claim: str, passages: Any) -> list[tuple[float, float, float]]:
        return [(0.99, 0.005, 0.005) for _ in passages]


@pytest.mark.parametrize(
    "claim",
    [
        "Three Russian banks will be banned from issuing securities",
        "Japan lifted its sanctions on Russia on Wednesday",
        "Japan did not approve new sanctions on Russia",
        "South Korea approved new sanctions on Russia on Wednesday",
        "Russia approved new sanctions on Japan",
    ],
)
def test_no_model_overrules_the_checks(claim: str, thresholds: Matching) -> None:
    assert assess(claim, TEXT, policy=thresholds, model=Sure()).label is ClaimCheck.CONTRADICTED


def test_an_absent_quotation_keeps_a_claim_from_being_supported(thresholds: Matching) -> None:
    given = assess(
        "Japan approved new sanctions on Russia, “a sad day for us all”", TEXT, policy=thresholds, model=Sure()
    )
    assert given.label is ClaimCheck.PARTIAL


def test_a_translated_quotation_is_not_altered(thresholds: Matching) -> None:
    given = assess(
        "Suga said “we act together with our partners”", "Суга заявил: «Мы действуем вместе».", policy=thresholds
    )
    assert given.label not in (ClaimCheck.SUPPORTED, ClaimCheck.CONTRADICTED)
    assert given.contradiction == 0.0
    assert [check.status for check in given.quotations] == [QuotationStatus.ABSENT]


@pytest.mark.parametrize("text", ["", "\n\n", "…", "12345"])
def test_a_page_without_words_is_silent(text: str, thresholds: Matching) -> None:
    assert assess("Japan imposed sanctions on Russia", text, policy=thresholds).label is ClaimCheck.SILENT


def test_supported_comes_with_a_passage_that_says_so(thresholds: Matching) -> None:
    given = assess("Five Russian banks will be banned from issuing securities", TEXT, policy=thresholds)
    assert given.label is ClaimCheck.SUPPORTED
    assert given.passages[0].relation is Bearing.SUPPORTS
    assert "Five Russian banks" in given.passages[0].text


def test_the_public_functions_need_no_settings() -> None:
    assert verifier.assess("Japan approved sanctions on Russia", TEXT).label is ClaimCheck.SUPPORTED
    assert verifier.rank("Japan approved sanctions on Russia", []) == []


def test_ranking_puts_the_report_about_the_matter_first() -> None:
    texts = [
        "Japan beats Russia at volleyball",
        "Weather in Tokyo",
        "Tokyo approves sanctions, Russian banks banned",
        "",
    ]
    scores = rank("Japan approved new sanctions on Russia and banned five Russian banks", texts)
    assert scores.index(max(scores)) == 2
    assert scores[3] == 0.0
