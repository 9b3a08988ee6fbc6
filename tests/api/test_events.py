"""`GET /jobs/{id}/events`: the job, as Server-Sent Events."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.inprocess import V1, Service


def events_of(text: str) -> list[dict[str, Any]]:
    """The events of a stream as {"id", "event", "data"}, comments and retry lines left out."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


def test_the_stream_tells_the_whole_job_and_ends(shared: Service, sample_job: str) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/events")
    assert answer.mimetype == "text/event-stream"
    events = events_of(answer.text)
    assert [event["event"] for event in events][-1] == "end"
    assert [event["event"] for event in events].count("reference") == 7
    numbers = [int(event["id"]) for event in events if "id" in event]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_event_carries_the_job_as_its_own_address_answers_it(shared: Service, sample_job: str) -> None:
    job = shared.client.get(f"{V1}/jobs/{sample_job}").json
    for event in events_of(shared.client.get(f"{V1}/jobs/{sample_job}/events").text):
        assert {name: event["data"][name] for name in job} == job


def test_an_event_of_a_reference_names_it_and_its_verdict(shared: Service, sample_job: str) -> None:
    events = events_of(shared.client.get(f"{V1}/jobs/{sample_job}/events").text)
    happened = [event["data"]["event"] for event in events if event["event"] == "reference"]
    told = {one["reference"]: one["verdict"] for one in happened}
    assert told == {one["id"]: one["verdict"] for one in shared.references(sample_job)}


def test_a_listener_that_comes_back_hears_only_the_rest(shared: Service, sample_job: str) -> None:
    url = f"{V1}/jobs/{sample_job}/events"
    whole = events_of(shared.client.get(url).text)
    for resumed in (
        shared.client.get(url, headers={"Last-Event-ID": "4"}),
        shared.client.get(f"{url}?after=4"),
    ):
        assert events_of(resumed.text) == whole[4:]


@pytest.mark.parametrize("last", ["", "junk", "-1", "٣", "9" * 40])
def test_a_last_event_id_that_is_no_number_means_from_the_start(shared: Service, sample_job: str, last: str) -> None:
    answer = shared.client.get(f"{V1}/jobs/{sample_job}/events", headers={"Last-Event-ID": last})
    assert events_of(answer.text)[0]["id"] == "1"


def test_no_proxy_may_hold_the_stream_back(shared: Service, sample_job: str) -> None:
    headers = shared.client.get(f"{V1}/jobs/{sample_job}/events").headers
    assert "no-cache" in headers["Cache-Control"]
    assert headers["X-Accel-Buffering"] == "no"


def test_an_unknown_job_is_a_404_and_no_stream(shared: Service) -> None:
    answer = shared.client.get(f"{V1}/jobs/nothing/events")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_the_stream_of_a_job_at_work_follows_it_to_its_end(service: Service) -> None:
    answer = service.client.get(service.submit()["links"]["events"])
    assert events_of(answer.text)[-1]["data"]["status"] == "completed"


def test_the_stream_ends_when_the_document_is_erased(idle: Service) -> None:
    accepted = idle.submit()
    lines = idle.client.get(accepted["links"]["events"]).iter_encoded()
    assert b"event: job" in next(lines)
    idle.client.delete(accepted["links"]["document"])
    assert list(lines) == []
