"""The same submission is the same job; a key says so even more."""

from __future__ import annotations

import pytest

from tests.api.inprocess import SHORT, V1, Service


def test_the_same_document_and_options_are_the_same_job(idle: Service) -> None:
    first, second = idle.submit(), idle.submit()
    assert (first["job_id"], first["document_id"]) == (second["job_id"], second["document_id"])
    assert len(idle.client.get(f"{V1}/jobs").json["jobs"]) == 1


@pytest.mark.parametrize("option", [{"title": "T"}, {"published": "2014-10-01"}, {"confidential": True}])
def test_another_option_is_another_job(idle: Service, option: dict[str, object]) -> None:
    assert idle.submit()["job_id"] != idle.submit({"text": SHORT, **option})["job_id"]


def test_the_same_key_gives_the_same_job(idle: Service) -> None:
    first = idle.submit(Idempotency_Key="k1")
    assert idle.submit(Idempotency_Key="k1")["job_id"] == first["job_id"]


def test_a_key_for_another_document_is_a_conflict(idle: Service) -> None:
    idle.submit(Idempotency_Key="k1")
    answer = idle.client.post(f"{V1}/documents", json={"text": "Another."}, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 409
    assert "k1" in answer.json["detail"]


def test_a_key_that_is_too_long_is_refused(idle: Service) -> None:
    answer = idle.client.post(f"{V1}/documents", json={"text": SHORT}, headers={"Idempotency-Key": "k" * 201})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/Idempotency-Key"


def test_a_cancelled_job_is_not_the_answer_to_a_new_submission(idle: Service) -> None:
    first = idle.submit()
    idle.client.post(first["links"]["cancel"])
    assert idle.submit()["job_id"] != first["job_id"]
