"""Many files in one submission: each is a job, and together they have one progress."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from tests.api.inprocess import SHORT, V1, Service


def submit(service: Service, *files: tuple[str, str], **headers: str) -> Any:
    """(name, content) each."""
    form = {"file": [(BytesIO(content.encode()), name) for name, content in files], "published": "2014-10-01"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return service.client.post(f"{V1}/documents", data=form, headers=named)


TWO = (("one.txt", SHORT), ("two.txt", f"{SHORT} Others followed (Reuters, September 25, 2014)."))


def test_the_files_of_one_form_are_jobs_with_one_progress(service: Service) -> None:
    answer = submit(service, *TWO)
    assert answer.status_code == 202
    assert [job["name"] for job in answer.json["jobs"]] == ["one.txt", "two.txt"]
    for job in answer.json["jobs"]:
        service.wait(job["id"])
    batch = service.client.get(answer.json["links"]["batch"]).json
    assert batch["status"] == "completed"
    assert batch["progress"]["documents"] == batch["progress"]["finished"] == 2
    assert batch["progress"]["references"] == batch["progress"]["done"] == 3
    assert sum(batch["progress"]["by_verdict"].values()) == 3


def test_a_batch_nobody_has_begun_is_queued(idle: Service) -> None:
    batch = submit(idle, *TWO).json
    assert (batch["status"], batch["progress"]["finished"]) == ("queued", 0)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(idle: Service) -> None:
    answer = submit(idle, ("one.txt", SHORT), ("empty.txt", " "))
    assert [job["name"] for job in answer.json["jobs"]] == ["one.txt"]
    (refused,) = answer.json["refused"]
    assert (refused["name"], refused["pointer"]) == ("empty.txt", "/file/1")
    assert refused["type"] == "urn:verifier:problem:empty"


def test_where_none_can_be_read_nothing_is_taken(idle: Service) -> None:
    answer = submit(idle, ("one.txt", " "), ("two.txt", " "))
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert idle.client.get(f"{V1}/documents").json["documents"] == []


def test_the_same_key_is_the_same_batch(idle: Service) -> None:
    first = submit(idle, *TWO, Idempotency_Key="k")
    assert submit(idle, *TWO, Idempotency_Key="k").json["id"] == first.json["id"]
    assert submit(idle, TWO[1], TWO[0], Idempotency_Key="k").status_code == 409


def test_the_same_file_twice_is_one_job_in_two_places(idle: Service) -> None:
    batch = submit(idle, ("one.txt", SHORT), ("one.txt", SHORT)).json
    assert len({job["id"] for job in batch["jobs"]}) == 1
    assert batch["progress"]["documents"] == 2


def test_an_erased_document_leaves_its_batch(idle: Service) -> None:
    batch = submit(idle, *TWO).json
    idle.client.delete(batch["jobs"][0]["links"]["document"])
    after = idle.client.get(batch["links"]["batch"]).json
    assert [job["name"] for job in after["jobs"]] == ["two.txt"]


def test_extraction_takes_one_file(shared: Service) -> None:
    form = {"file": [(BytesIO(SHORT.encode()), "one.txt"), (BytesIO(SHORT.encode()), "two.txt")]}
    assert shared.client.post(f"{V1}/extract", data=form).status_code == 422


def test_an_unknown_batch_is_not_found(shared: Service) -> None:
    assert shared.client.get(f"{V1}/batches/nothing").status_code == 404
