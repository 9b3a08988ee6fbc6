"""`GET /jobs/{id}/report`: which format is answered. What the formats hold is told in tests/reports."""

from __future__ import annotations

import pytest

from tests.api.inprocess import SHORT, V1, Service

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ACCEPTED = [
    (None, "application/json"),
    ("*/*", "application/json"),
    ("application/json", "application/json"),
    (BROWSER, "text/html"),
    ("text/markdown", "text/markdown"),
    ("text/csv, application/json;q=0.5", "text/csv"),
    ("text/csv;q=0.2, text/markdown;q=0.4", "text/markdown"),
    ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
    ("application/x-research-info-systems", "application/x-research-info-systems"),
    ("image/png", "application/json"),
]


@pytest.mark.parametrize(("accept", "media_type"), ACCEPTED, ids=[str(accept) for accept, _ in ACCEPTED])
def test_the_accept_header_chooses_and_json_is_the_default(
    shared: Service, sample_job: str, accept: str | None, media_type: str
) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/report", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("json", "application/json"),
        ("html", "text/html"),
        ("markdown", "text/markdown"),
        ("csv", "text/csv"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("claimreview", "application/ld+json"),
        ("annotations", "application/ld+json"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
        ("ris", "application/x-research-info-systems"),
    ],
)
def test_the_query_chooses_over_the_header(shared: Service, sample_job: str, form: str, media_type: str) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/report?format={form}", headers={"Accept": BROWSER})
    assert answer.mimetype == media_type
    assert len(answer.data) > 100


def test_the_two_kinds_of_linked_data_are_told_apart_by_their_profile(shared: Service, sample_job: str) -> None:
    url, annotations = (
        f"{V1}/jobs/{sample_job}/report",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    )
    plain = shared.client.get(url, headers={"Accept": "application/ld+json"})
    profiled = shared.client.get(url, headers={"Accept": annotations})
    assert plain.get_json(force=True)["@context"] == "https://schema.org"
    assert profiled.get_json(force=True)["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert profiled.headers["Content-Type"] == annotations


def test_a_format_that_there_is_not_is_refused_with_those_there_are(shared: Service, sample_job: str) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/report?format=vellum")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/format"
    assert "json, html, markdown, csv" in answer.json["detail"]


def test_a_report_can_be_read_before_the_job_is_done(idle: Service) -> None:
    report = idle.report(idle.submit()["job_id"])
    assert (report["job"]["status"], report["citations"]) == ("queued", [])


@pytest.mark.parametrize("form", ["json", "html", "csv"])
def test_what_a_person_decides_is_in_the_next_report(service: Service, form: str) -> None:
    job_id = service.finish({"text": SHORT})
    path = f"{V1}/jobs/{job_id}/report?format={form}"
    before = service.client.get(path).text
    assert service.client.get(path).text == before
    service.client.put(f"{V1}/references/{job_id}-r1/review", json={"verdict": "contradicted", "note": "I looked."})
    decided = service.client.get(path).text
    assert "I looked." in decided
    service.client.delete(f"{V1}/references/{job_id}-r1/review")
    assert service.client.get(path).text != decided


def test_a_report_that_is_known_is_not_sent_again(service: Service) -> None:
    job_id = service.finish({"text": SHORT})
    path = f"{V1}/jobs/{job_id}/report"
    tag = service.client.get(path).headers["ETag"]
    known = {"If-None-Match": tag}
    answer = service.client.get(path, headers=known)
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert "Accept" in answer.headers["Vary"]
    assert service.client.get(f"{path}?format=csv", headers=known).status_code == 200
    service.client.put(f"{V1}/references/{job_id}-r1/review", json={"verdict": "contradicted"})
    assert service.client.get(path, headers=known).status_code == 200


def test_a_report_that_still_grows_has_no_tag(idle: Service) -> None:
    assert "ETag" not in idle.client.get(f"{V1}/jobs/{idle.submit()['job_id']}/report").headers


def test_an_erased_report_is_not_found_though_it_was_just_read(service: Service) -> None:
    job_id = service.finish({"text": SHORT})
    assert service.client.get(f"{V1}/jobs/{job_id}/report").status_code == 200
    document_id = service.client.get(f"{V1}/jobs/{job_id}").json["document_id"]
    service.client.delete(f"{V1}/documents/{document_id}")
    assert service.client.get(f"{V1}/jobs/{job_id}/report").status_code == 404


def test_the_html_report_may_style_itself_and_nothing_else(shared: Service, sample_job: str) -> None:
    policy = shared.client.get(f"{V1}/jobs/{sample_job}/report?format=html").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'unsafe-inline'"
    assert "script-src" not in rules


def test_a_text_format_names_its_file(shared: Service, sample_job: str) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/report?format=csv")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{sample_job}.csv"'
