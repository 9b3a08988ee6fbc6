"""The formats that other programs read: ClaimReview, Web Annotations, CSL-JSON and RIS."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from lxml import etree

from tests.reports.made import DEFAULT, EVIL, FOUND, REPORT, TEXT, URL, empty, verification
from verifier.records import JobStatus, Read, ReferenceStatus
from verifier.reports import FORMATS, Wording, render


def loaded(form: str, wording: Wording) -> Any:
    return json.loads(render(verification(), form, wording))


# ── ClaimReview ──


def test_each_reference_that_is_done_is_a_claim_review(wording: Wording) -> None:
    made = loaded("claimreview", wording)
    assert made["@context"] == "https://schema.org"
    reviews = made["@graph"]
    assert [review["@type"] for review in reviews] == ["ClaimReview"] * 3
    first = reviews[0]
    assert first["claimReviewed"] == "The ministry said that “five banks” were named & 7 < 8"
    rating = first["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"]) == ("verified", 5, 5)
    assert first["itemReviewed"]["appearance"]["datePublished"] == "2014-10-01"
    assert first["isBasedOn"]["url"] == URL


def test_a_report_that_was_not_read_gives_no_number(wording: Wording) -> None:
    unresolved = loaded("claimreview", wording)["@graph"][2]
    assert unresolved["reviewRating"]["alternateName"] == "unresolved source"
    assert "ratingValue" not in unresolved["reviewRating"]
    assert "isBasedOn" not in unresolved


# ── Web Annotations ──


def test_each_annotation_finds_its_citation_by_words_and_by_offsets(wording: Wording) -> None:
    page = loaded("annotations", wording)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(page["items"]) == 3
    for item in page["items"]:
        assert (item["type"], item["motivation"]) == ("Annotation", "assessing")
        quote, position = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert TEXT[: position["start"]].endswith(quote["prefix"])
        assert TEXT[position["end"] :].startswith(quote["suffix"])


def test_an_annotation_tells_the_verdict_and_links_the_report(wording: Wording) -> None:
    first = loaded("annotations", wording)["items"][0]
    assert first["body"][0]["value"].startswith("verified: The report is on Xinhua News Agency's own site.")
    assert first["body"][1] == {"type": "SpecificResource", "purpose": "linking", "source": URL}
    assert first["target"]["source"] == "urn:verifier:document:d1"


# ── for reference managers ──


def test_csl_lists_the_reports_found(wording: Wording) -> None:
    assert loaded("csl-json", wording) == [
        {
            "id": "a" * 16,
            "type": "article-newspaper",
            "title": EVIL,
            "container-title": "Xinhua News Agency",
            "author": [{"literal": "By A. Reporter"}],
            "issued": {"date-parts": [[2014, 9, 24]]},
            "accessed": {"date-parts": [[2026, 1, 2]]},
            "URL": URL,
            "language": "en",
        }
    ]


def test_ris_lists_the_reports_found(wording: Wording) -> None:
    assert render(verification(), "ris", wording).split("\r\n") == [
        "TY  - NEWS",
        f"TI  - {EVIL}",
        "T2  - Xinhua News Agency",
        "AU  - By A. Reporter",
        "PY  - 2014",
        "DA  - 2014/09/24",
        "LA  - en",
        f"UR  - {URL}",
        "Y2  - 2026/01/02",
        "ER  - ",
        "",
    ]


def test_a_report_that_is_cited_twice_is_listed_once(wording: Wording) -> None:
    twice = verification(((FOUND, ReferenceStatus.DONE),) * 4)
    assert len(json.loads(render(twice, "csl-json", wording))) == 1


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in ("html",)])
def test_every_format_bears_a_document_without_citations(wording: Wording, form: str) -> None:
    for made in (empty(JobStatus.COMPLETED), empty(JobStatus.FAILED, read=False, error="It failed.")):
        text = render(made, form, wording)
        if "json" in FORMATS[form].media_type:
            json.loads(text)


# ── BibTeX ──


def test_bibtex_is_read_back_with_every_sign_that_latex_would_act_on(wording: Wording) -> None:
    hostile = r"50% of $5 & {more} \input{/etc/passwd} #1_a ~^"
    entries = tuple(
        replace(one, report=replace(REPORT, title=hostile)) if isinstance(one, Read) else one for one in FOUND
    )
    made = str(render(verification(((entries, ReferenceStatus.DONE), *DEFAULT[1:])), "bibtex", wording))
    assert r"\input" not in made
    (entry,) = bibtexparser.parse_string(made, append_middleware=[LatexDecodingMiddleware()]).entries
    assert entry["title"].replace("ˆ", "^") == hostile  # the decoder's own sign for a circumflex
    assert (entry["howpublished"], entry["date"]) == ("Xinhua News Agency", "2014-09-24")


def test_a_bibtex_address_is_left_as_it_is(wording: Wording) -> None:
    (entry,) = bibtexparser.parse_string(render(verification(), "bibtex", wording)).entries
    assert entry["url"] == URL


# ── the plot ──


def test_the_plot_tells_each_part_in_words_and_holds_no_markup_of_a_page(wording: Wording) -> None:
    picture = etree.fromstring(str(render(verification(), "plot", wording)).encode())
    told = picture.xpath("//*[local-name()='g']/*[local-name()='title']/text()")
    assert "Xinhua News Agency: 1 verified" in told
    assert "2014: 1 contradicted" in told or "2014: 1 verified" in told
    assert not picture.xpath("//*[local-name()='script' or local-name()='img' or local-name()='image']")


def test_the_plot_of_nothing_is_a_picture_too(wording: Wording) -> None:
    assert etree.fromstring(str(render(empty(JobStatus.COMPLETED), "plot", wording)).encode()).tag.endswith("svg")
