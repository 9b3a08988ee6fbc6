"""A job: its state, its list, stopping it and running it again."""

from __future__ import annotations

from datetime import datetime

from tests.api.inprocess import SHORT, V1, Service

FIELDS = {"id", "status", "stage", "progress", "submitted_at", "started_at", "finished_at", "error", "links"}


def test_a_finished_job_says_how_it_went(shared: Service, sample_job: str) -> None:
    job = shared.client.get(f"{V1}/jobs/{sample_job}").json
    assert set(job) >= FIELDS
    assert (job["id"], job["status"], job["error"]) == (sample_job, "completed", None)
    assert job["progress"]["references"] == job["progress"]["done"] == 7
    assert sum(job["progress"]["by_verdict"].values()) == 7
    times = [datetime.fromisoformat(job[name]) for name in ("submitted_at", "started_at", "finished_at")]
    assert times == sorted(times)
    assert all(time.tzinfo for time in times)


def test_a_job_that_waits_is_queued(idle: Service) -> None:
    job = idle.client.get(idle.submit()["links"]["job"]).json
    assert (job["status"], job["started_at"], job["finished_at"]) == ("queued", None, None)
    assert job["progress"] == {"references": 0, "done": 0, "by_verdict": {}}


def test_jobs_are_listed_newest_first(idle: Service) -> None:
    made = [idle.submit({"text": f"{SHORT} {number}"})["job_id"] for number in range(3)]
    listed = idle.client.get(f"{V1}/jobs").json["jobs"]
    assert [job["id"] for job in listed] == made[::-1]
    assert set(listed[0]) >= FIELDS


def test_a_job_is_cancelled_once(idle: Service) -> None:
    job_id = idle.submit()["job_id"]
    cancelled = idle.client.post(f"{V1}/jobs/{job_id}/cancel")
    assert (cancelled.status_code, cancelled.json["status"]) == (200, "cancelled")
    assert cancelled.json["finished_at"] is not None
    assert idle.client.post(f"{V1}/jobs/{job_id}/cancel").status_code == 409


def test_a_finished_job_cannot_be_cancelled(shared: Service, sample_job: str) -> None:
    answer = shared.client.post(f"{V1}/jobs/{sample_job}/cancel")
    assert answer.status_code == 409
    assert "completed already" in answer.json["detail"]


def test_retry_runs_again_what_was_not_found(service: Service) -> None:
    text = "It rained (The Baltic Times, January 8, 2019). Nothing is known of it (Gornyi Vestnik-Plus, March 3, 2016)."
    job_id = service.finish({"text": text})
    before = {one["source"]: one for one in service.references(job_id)}
    assert before["The Baltic Times"]["verdict"] in ("not_found", "unreachable")
    answer = service.client.post(f"{V1}/jobs/{job_id}/retry")
    assert answer.status_code == 202
    service.wait(job_id)
    after = {one["source"]: one for one in service.references(job_id)}
    assert [line["action"] for line in after["The Baltic Times"]["trail"]].count("reopen") == 1
    assert after["Gornyi Vestnik-Plus"]["trail"] == before["Gornyi Vestnik-Plus"]["trail"]


def test_retry_runs_again_the_references_that_are_named(service: Service) -> None:
    job_id = service.finish()
    [reference] = service.references(job_id)
    answer = service.client.post(f"{V1}/jobs/{job_id}/retry", json={"references": [reference["id"]]})
    assert answer.status_code == 202
    service.wait(job_id)
    [again] = service.references(job_id)
    assert again["verdict"] == reference["verdict"]
    assert "reopen" in [line["action"] for line in again["trail"]]


def test_retry_of_nothing_is_a_conflict_and_of_an_unknown_reference_a_404(service: Service) -> None:
    job_id = service.finish({"text": "Nobody knows (Gornyi Vestnik-Plus, March 3, 2016)."})
    assert [one["verdict"] for one in service.references(job_id)] == ["unresolved_source"]
    assert service.client.post(f"{V1}/jobs/{job_id}/retry").status_code == 409
    answer = service.client.post(f"{V1}/jobs/{job_id}/retry", json={"references": ["nothing"]})
    assert answer.status_code == 404


def test_a_retry_whose_body_is_broken_runs_nothing(service: Service) -> None:
    job_id = service.finish()
    answer = service.client.post(f"{V1}/jobs/{job_id}/retry", data="{", content_type="application/json")
    assert answer.status_code == 400
    assert service.client.get(f"{V1}/jobs/{job_id}").json["status"] == "completed"


def test_before_a_reference_is_done_it_has_no_verdict(tmp_path, idle: Service) -> None:
    job_id = idle.submit()["job_id"]
    idle.system.services.begin(job_id)
    [reference] = idle.references(job_id)
    assert (reference["status"], reference["verdict"], reference["confidence"]) == ("queued", None, None)
    assert (reference["reasons"], reference["report"], reference["checks"]) == ([], None, None)
