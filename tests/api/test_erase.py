"""`DELETE /documents/{id}`: the document goes with all that hangs on it."""

from __future__ import annotations

from tests.api.inprocess import SAMPLE, SHORT, V1, Service


def test_nothing_of_an_erased_document_is_left(service: Service) -> None:
    job_id = service.finish({"text": SAMPLE})
    report = service.report(job_id)
    references = [one for citation in report["citations"] for one in citation["references"]]
    kept = {one["report"]["sha256"] for one in references if one["report"]}
    assert kept
    document = f"{V1}/documents/{report['document']['id']}"
    answer = service.client.delete(document)
    assert (answer.status_code, answer.data) == (204, b"")
    gone = [document, *(f"{V1}/jobs/{job_id}{ending}" for ending in ("", "/report", "/events")), f"/jobs/{job_id}"]
    gone += [f"{V1}/references/{one['id']}" for one in references]
    gone += [f"{V1}/captures/{digest}{ending}" for digest in kept for ending in ("", "/warc")]
    assert {url: service.client.get(url).status_code for url in gone} == dict.fromkeys(gone, 404)
    assert service.client.get(f"{V1}/jobs").json["jobs"] == []


def test_a_page_that_another_document_rests_on_is_kept(service: Service) -> None:
    first = service.report(service.finish({"text": SHORT}))
    second = service.report(service.finish({"text": f"{SHORT} And again."}))
    digest = second["citations"][0]["references"][0]["report"]["sha256"]
    assert digest == first["citations"][0]["references"][0]["report"]["sha256"]
    service.client.delete(f"{V1}/documents/{first['document']['id']}")
    assert service.client.get(f"{V1}/captures/{digest}").status_code == 200
    service.client.delete(f"{V1}/documents/{second['document']['id']}")
    assert service.client.get(f"{V1}/captures/{digest}").status_code == 404


def test_a_document_is_erased_once(idle: Service) -> None:
    url = idle.submit()["links"]["document"]
    assert [idle.client.delete(url).status_code for _ in range(2)] == [204, 404]


def test_a_document_can_be_erased_while_its_job_runs(service: Service) -> None:
    accepted = service.submit({"text": SAMPLE})
    assert service.client.delete(accepted["links"]["document"]).status_code == 204
    assert service.client.get(accepted["links"]["job"]).status_code == 404
    assert service.finish({"text": SHORT})  # and the workers go on with others
