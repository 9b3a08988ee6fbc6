"""A reference by itself; the evidence a person hands in; and a person's review."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.api.inprocess import V1, Service
from verifier.records import Verdict

ABSENT = "Japan will ban five Russian banks from issuing securities (The Baltic Times, January 8, 2019)."
PAGE = b"""<html lang="en"><head><title>Banks</title><meta property="article:published_time" content="2019-01-08">
</head><body><article><h1>Japan bans five Russian banks</h1><p>January 8, 2019</p>
<p>Japan will ban five Russian banks from issuing securities, the government said on Tuesday in Tokyo.</p>
<p>The ban is to take effect at the end of the month, a spokesman of the finance ministry added.</p>
</article></body></html>"""


@pytest.fixture
def reference(service: Service) -> dict[str, Any]:
    """One that was not found."""
    [found] = service.references(service.finish({"text": ABSENT}))
    assert found["verdict"] in ("not_found", "unreachable")
    return found


# ── one reference ──


def test_a_reference_by_itself_is_the_one_of_the_report(shared: Service, sample_job: str) -> None:
    for expected in shared.references(sample_job):
        answer = shared.client.get(f"{V1}/references/{expected['id']}").json
        assert {name: answer[name] for name in expected} == expected
        assert answer["job_id"] == sample_job


def test_a_reference_shows_its_candidates_and_everything_that_was_tried(shared: Service, sample_job: str) -> None:
    reference = shared.client.get(f"{V1}/references/{shared.references(sample_job)[0]['id']}").json
    assert {"url", "channel", "published", "score", "outcome"} <= set(reference["candidates"][0])
    assert "read" in [candidate["outcome"] for candidate in reference["candidates"]]
    assert {"at", "channel", "action", "url", "outcome", "status_code", "ms"} <= set(reference["trail"][0])
    actions = [line["action"] for line in reference["trail"]]
    assert actions[0] == "resolve"
    assert actions[-1] == "judge"
    assert {"search", "fetch", "read", "match"} <= set(actions)


# ── evidence ──


def test_a_file_that_is_handed_in_is_read_and_judged(service: Service, reference: dict[str, Any]) -> None:
    answer = service.client.post(
        f"{V1}/references/{reference['id']}/evidence", data={"file": (BytesIO(PAGE), "report.html", "text/html")}
    )
    assert (answer.status_code, answer.json["verdict"]) == (202, None)
    service.wait(answer.json["job_id"])
    after = service.client.get(f"{V1}/references/{reference['id']}").json
    assert after["verdict"] == "partially_verified"  # a file does not show which outlet published it
    assert after["reasons"][0] == "It was handed in as the cited report."
    assert [one["outcome"] for one in after["candidates"] if one["url"] == "file:report.html"] == ["read"]
    assert after["report"]["published"] == "2019-01-08"
    assert "supplied" in [line["action"] for line in after["trail"]]
    kept = service.client.get(f"{V1}/captures/{after['report']['sha256']}")
    assert kept.data == PAGE


def test_a_url_that_is_handed_in_is_looked_at_first(service: Service, reference: dict[str, Any]) -> None:
    url = "https://www.baltictimes.com/banks"
    answer = service.client.post(f"{V1}/references/{reference['id']}/evidence", json={"url": url})
    assert answer.status_code == 202
    assert answer.json["candidates"][0]["url"] == url
    service.wait(answer.json["job_id"])
    after = service.client.get(f"{V1}/references/{reference['id']}").json
    assert (url, "fetch") in [(line["url"], line["action"]) for line in after["trail"]]


@pytest.mark.parametrize("url", ["", "ftp://a.example/x", "javascript:alert(1)", "/etc/passwd"])
def test_evidence_that_is_no_web_address_is_refused(shared: Service, sample_job: str, url: str) -> None:
    reference_id = shared.references(sample_job)[0]["id"]
    answer = shared.client.post(f"{V1}/references/{reference_id}/evidence", json={"url": url})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/url")


def test_an_empty_file_and_a_form_without_one_are_refused(shared: Service, sample_job: str) -> None:
    url = f"{V1}/references/{shared.references(sample_job)[0]['id']}/evidence"
    for form in ({"file": (BytesIO(b" "), "report.html")}, {"title": "no file"}):
        answer = shared.client.post(url, data=form, content_type="multipart/form-data")
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/file")


# ── review ──


def test_a_review_overrides_what_is_shown_and_keeps_the_machines_word(
    service: Service, reference: dict[str, Any]
) -> None:
    body = {"verdict": "verified", "note": "I have it on paper.", "reviewer": "M. Gray"}
    answer = service.client.put(f"{V1}/references/{reference['id']}/review", json=body)
    assert answer.status_code == 200
    after = answer.json
    assert (after["verdict"], after["machine_verdict"]) == ("verified", reference["verdict"])
    assert {name: after["review"][name] for name in body} == body
    assert after["review"]["at"]
    job = service.client.get(f"{V1}/jobs/{after['job_id']}").json
    assert job["progress"]["by_verdict"] == {"verified": 1}
    assert service.report(after["job_id"])["job"]["by_verdict"] == {"verified": 1}


def test_a_withdrawn_review_uncovers_the_machines_verdict_and_stays_in_the_history(
    service: Service, reference: dict[str, Any]
) -> None:
    url = f"{V1}/references/{reference['id']}/review"
    service.client.put(url, json={"verdict": "verified"})
    service.client.put(url, json={"verdict": "unsupported", "note": "On second thought."})
    answer = service.client.delete(f"{url}?reviewer=M.+Gray")
    assert answer.status_code == 200
    assert (answer.json["verdict"], answer.json["review"]) == (reference["verdict"], None)
    assert [one["verdict"] for one in answer.json["review_history"]] == ["verified", "unsupported"]
    assert [line["action"] for line in answer.json["trail"]][-3:] == ["review", "review", "withdraw_review"]


def test_a_review_that_is_not_there_cannot_be_withdrawn(service: Service, reference: dict[str, Any]) -> None:
    answer = service.client.delete(f"{V1}/references/{reference['id']}/review")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("verdict", [verdict.value for verdict in Verdict])
def test_any_verdict_may_be_given(service: Service, reference: dict[str, Any], verdict: str) -> None:
    answer = service.client.put(f"{V1}/references/{reference['id']}/review", json={"verdict": verdict})
    assert answer.json["verdict"] == verdict


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/verdict"),
        ({"verdict": "true"}, "/verdict"),
        ({"verdict": "verified", "note": "x" * 5001}, "/note"),
        ({"verdict": "verified", "reviewer": 7}, "/reviewer"),
        ({"verdict": "verified", "colour": "red"}, "/colour"),
    ],
)
def test_a_review_that_does_not_fit_is_refused(
    shared: Service, sample_job: str, body: dict[str, object], pointer: str
) -> None:
    reference_id = shared.references(sample_job)[0]["id"]
    answer = shared.client.put(f"{V1}/references/{reference_id}/review", json=body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_decision_on_what_has_changed_since_is_refused(service: Service) -> None:
    reference = service.references(service.finish())[0]["id"]
    url = f"{V1}/references/{reference}"
    tag = service.client.get(url).headers["ETag"]
    decision = {"verdict": "verified"}
    first = service.client.put(f"{url}/review", json=decision, headers={"If-Match": tag})
    assert first.status_code == 200
    assert first.headers["ETag"] != tag
    late = service.client.put(f"{url}/review", json={"verdict": "not_found"}, headers={"If-Match": tag})
    assert (late.status_code, late.json["type"]) == (412, "urn:verifier:problem:outdated")
    assert service.client.get(url).json["verdict"] == "verified"
    assert service.client.delete(f"{url}/review", headers={"If-Match": tag}).status_code == 412
    assert service.client.delete(f"{url}/review", headers={"If-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(("tag", "status"), [("*", 200), ('"nonsense"', 412), ('W/"3"', 412), ('"", "x"', 412)])
def test_an_if_match_that_is_no_tag_of_ours_matches_nothing(service: Service, tag: str, status: int) -> None:
    url = f"{V1}/references/{service.references(service.finish())[0]['id']}/review"
    assert service.client.put(url, json={"verdict": "verified"}, headers={"If-Match": tag}).status_code == status
