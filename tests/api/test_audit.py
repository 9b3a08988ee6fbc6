"""Who did what is written down, and no word of a document is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.api.inprocess import SHORT, V1, Keyed, Service, keyed, serving
from tests.api.test_references import ABSENT, PAGE
from tests.api.test_workspaces import OWN_OUTLET


@pytest.fixture
def desk(tmp_path) -> Iterator[Keyed]:
    with serving(tmp_path, API__KEYS_REQUIRED=True) as service:
        yield keyed(service, "desk", workspace="eurasia")


def told(service: Service) -> list[tuple[str, str, str, str]]:
    entries = [line.entry for line in service.system.audit.lines()]
    return [(entry.actor, entry.workspace, entry.deed.value, entry.subject) for entry in entries]


def test_every_deed_is_written_down_in_order(desk: Keyed) -> None:
    job_id = desk.finish({"text": ABSENT, "title": "A confidential draft"})
    report = desk.get(f"{V1}/jobs/{job_id}/report").json
    document_id = report["document"]["id"]
    reference_id = report["citations"][0]["references"][0]["id"]
    reference = f"{V1}/references/{reference_id}"
    desk.open("PUT", f"{reference}/review", json={"verdict": "verified", "note": "I have it on paper."})
    desk.open("DELETE", f"{reference}/review")
    desk.post(f"{reference}/evidence", data={"file": (BytesIO(PAGE), "secret-name.html", "text/html")})
    desk.service.wait(job_id)
    desk.post(f"{V1}/jobs/{job_id}/retry", json={"references": [reference_id]})
    desk.service.wait(job_id)
    desk.open("PUT", f"{V1}/outlets/vestnik", json=OWN_OUTLET)
    desk.open("DELETE", f"{V1}/documents/{document_id}")
    assert told(desk.service) == [
        ("desk", "eurasia", "document submitted", document_id),
        ("desk", "eurasia", "review given", reference_id),
        ("desk", "eurasia", "review withdrawn", reference_id),
        ("desk", "eurasia", "evidence supplied", reference_id),
        ("desk", "eurasia", "job retried", job_id),
        ("desk", "eurasia", "outlet changed", "vestnik"),
        ("desk", "eurasia", "document erased", document_id),
    ]
    assert desk.service.system.audit.verify().number == 7
    kept = str([line.entry for line in desk.service.system.audit.lines()])
    for word in ("Japan", "draft", "paper", "secret-name", "Gornyi"):
        assert word not in kept


def test_a_job_that_is_cancelled_is_written_down(tmp_path) -> None:
    with serving(tmp_path, working=False) as service:
        links = service.submit({"text": SHORT})["links"]
        service.client.post(links["cancel"])
        assert [deed for _, _, deed, _ in told(service)] == ["document submitted", "job cancelled"]


def test_what_is_refused_changes_nothing_and_is_not_a_deed(desk: Keyed) -> None:
    desk.post(f"{V1}/documents", json={"text": ""})
    desk.open("DELETE", f"{V1}/documents/x")
    desk.open("PUT", f"{V1}/references/x/review", json={"verdict": "verified"})
    assert told(desk.service) == []


def test_a_submission_that_is_there_already_is_written_down_once(desk: Keyed) -> None:
    for _ in range(2):
        desk.finish({"text": SHORT})
    assert len(told(desk.service)) == 1


def test_a_bad_key_is_written_down_with_where_it_came_from_and_without_itself(desk: Keyed) -> None:
    bad = Keyed(desk.service, "vk_not-one-of-ours")
    bad.get(f"{V1}/jobs/a-word-of-theirs")
    bad.service.client.post("/sign-in", data={"key": bad.key})
    bad.service.client.get(f"{V1}/jobs")  # no key at all is no attempt
    entries = [line.entry for line in desk.service.system.audit.lines()]
    assert [(entry.deed.value, entry.subject, dict(entry.detail)) for entry in entries] == [
        ("refused", "GET /api/v1/jobs/<job_id>", {"address": "127.0.0.1"}),
        ("refused", "POST /sign-in", {"address": "127.0.0.1"}),
    ]
