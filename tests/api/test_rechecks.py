"""A document verified again: a job of its own, that tells what it found changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.api.inprocess import SHORT, V1, Service


class Later:
    """A clock that is ahead by so many days."""

    def __init__(self, clock, days: float) -> None:
        self._clock, self._ahead = clock, timedelta(days=days)

    def now(self) -> datetime:
        return self._clock.now() + self._ahead


def sweep(service: Service, days: float) -> int:
    revisions = service.system.services.revisions
    return replace(revisions, clock=Later(revisions.clock, days)).sweep(10)


def test_a_recheck_is_a_new_job_of_the_same_document(service: Service) -> None:
    first = service.client.get(f"{V1}/jobs/{service.finish()}").json
    answer = service.client.post(f"{first['links']['document']}/recheck")
    assert answer.status_code == 202
    assert (answer.json["document_id"], answer.json["previous_job_id"]) == (first["document_id"], first["id"])
    second = service.wait(answer.json["id"])
    verdicts = [[one["verdict"] for one in service.references(job)] for job in (first["id"], second)]
    assert verdicts[0] == verdicts[1]
    changes = service.client.get(answer.json["links"]["changes"]).json
    assert changes == {"job_id": second, "previous_job_id": first["id"], "complete": True, "references": []}


def test_a_verdict_that_changed_is_told(service: Service) -> None:
    first = service.finish()
    (reference,) = service.references(first)
    decided = "not_found" if reference["verdict"] != "not_found" else "verified"
    service.client.put(f"{V1}/references/{reference['id']}/review", json={"verdict": decided})
    document = service.client.get(f"{V1}/jobs/{first}").json["links"]["document"]
    second = service.wait(service.client.post(f"{document}/recheck").json["id"])
    (changed,) = service.client.get(f"{V1}/jobs/{second}/changes").json["references"]
    assert changed["previous_id"] == reference["id"]
    assert changed["source"] == "Xinhua"
    assert changed["changes"] == [{"kind": "verdict", "before": decided, "after": reference["verdict"]}]


def test_one_job_of_a_document_is_at_work_at_a_time(idle: Service) -> None:
    document = idle.submit()["links"]["document"]
    answer = idle.client.post(f"{document}/recheck")
    assert (answer.status_code, answer.json["type"]) == (409, "urn:verifier:problem:conflict")


def test_a_document_is_verified_again_every_so_many_days(service: Service) -> None:
    job_id = service.finish({"text": SHORT, "recheck_days": 7})
    assert sweep(service, 6.9) == 0
    assert sweep(service, 7.1) == 1
    assert sweep(service, 7.1) == 0, "its next turn is a week later"
    newest = service.system.services.jobs.jobs(None, 1)[0]
    assert newest.previous_id == job_id
    service.system.services.cancel(newest.id)  # by our clock it would begin in a week
    assert sweep(service, 14.2) == 1


def test_a_document_still_at_work_waits_its_next_turn(idle: Service) -> None:
    idle.submit({"text": SHORT, "recheck_days": 7})
    assert sweep(idle, 7.1) == 0
    revisions = idle.system.services.revisions
    assert revisions.rechecks.due(Later(revisions.clock, 7.2).now(), 9) == []
    assert revisions.rechecks.due(Later(revisions.clock, 14.2).now(), 9) != []


def test_the_first_job_has_nothing_to_be_compared_with(shared: Service, sample_job: str) -> None:
    assert shared.client.get(f"{V1}/jobs/{sample_job}/changes").status_code == 404


@pytest.mark.parametrize("path", ["documents/nothing/recheck"])
def test_an_unknown_document_is_not_found(shared: Service, path: str) -> None:
    assert shared.client.post(f"{V1}/{path}").status_code == 404
