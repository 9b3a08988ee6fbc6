"""`verifier.client` against the service over HTTP: the whole API, by its methods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.api.inprocess import SHORT, keyed, over_http, serving
from tests.api.test_references import ABSENT, PAGE
from verifier import shipped
from verifier.client import Client, File, Problem
from verifier.records import Scope


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with (
        serving(tmp_path_factory.mktemp("service")) as service,
        over_http(service) as address,
        Client(address) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def job_id(client: Client) -> str:
    """Of a job that is over, on a reference that was found."""
    return client.wait(client.submit(text=SHORT)["job_id"])["id"]


def test_a_text_is_submitted_waited_for_and_reported(client: Client, job_id: str) -> None:
    job = client.job(job_id)
    assert (job["status"], job["progress"]["done"]) == ("completed", 1)
    report = client.report(job_id)
    assert [one["source"] for one in report["citations"][0]["references"]] == ["Xinhua"]
    assert b"Xinhua" in client.report_as(job_id, "csv")
    assert client.document(job["document_id"])["text"] == SHORT


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_other_kinds_of_text_are_submitted(client: Client, kind: str) -> None:
    accepted = client.submit(**{kind: f"<p>{SHORT} In {kind}.</p>"})
    assert client.document(accepted["document_id"])["text"]


def test_a_file_is_submitted_with_what_is_known_of_it(client: Client) -> None:
    path = Path(str(shipped.seeds("russia-japan.txt")))
    known: dict[str, Any] = {"title": "Mine", "confidential": True, "channels": ["library"]}
    document = client.document(client.submit(file=path, published=date(2014, 10, 2), **known)["document_id"])
    assert {name: document[name] for name in known} == known  # type: ignore[literal-required]  # by the wire's names
    assert document["published"] == "2014-10-02"
    assert document["sha256"] == sha256(path.read_bytes()).hexdigest()


def test_the_same_key_is_the_same_job(client: Client) -> None:
    first, second = (client.submit(text=f"{SHORT} Monday.", idempotency_key="monday") for _ in range(2))
    assert first["job_id"] == second["job_id"]


def test_a_job_is_followed_by_its_events(client: Client) -> None:
    accepted = client.submit(text=f"{SHORT} And followed.")
    events = list(client.events(accepted["job_id"]))
    assert [event.kind for event in events][-1] == "end"
    assert events[-1].job["status"] == "completed"
    numbers = [event.number for event in events[:-1]]
    assert numbers == list(range(1, len(numbers) + 1))
    rest = list(client.events(accepted["job_id"], after=2))
    assert [event.number for event in rest] == [*range(3, len(numbers) + 1), None]


def test_a_reference_is_decided_on_and_given_its_report(client: Client) -> None:
    job_id = client.submit(text=ABSENT)["job_id"]
    client.wait(job_id)
    [reference] = client.report(job_id)["citations"][0]["references"]
    reviewed = client.review(reference["id"], "verified", note="I have it on paper.", reviewer="M. Gray")
    assert reviewed["verdict"] == "verified"
    assert reviewed["review"] is not None
    assert client.withdraw_review(reference["id"], "M. Gray")["review"] is None
    client.supply(reference["id"], file=File("report.html", PAGE))
    client.wait(job_id)
    after = client.reference(reference["id"])
    assert after["verdict"] == "partially_verified"
    assert client.capture(sha256(PAGE).hexdigest()) == PAGE
    assert client.capture_warc(sha256(PAGE).hexdigest()).startswith(b"\x1f\x8b")
    client.retry(job_id, [reference["id"]])
    assert client.wait(job_id)["status"] == "completed"
    client.supply(reference["id"], url="https://www.baltictimes.com/banks")
    client.wait(job_id)
    assert client.deliveries(job_id) == []


def test_lists_are_walked_to_their_end(client: Client, job_id: str) -> None:
    assert job_id in [job["id"] for job in client.jobs()]
    assert client.job(job_id)["document_id"] in [document["id"] for document in client.documents()]


def test_citations_are_extracted_at_once(client: Client) -> None:
    extracted = client.extract(text=SHORT, published=date(2014, 10, 1))
    assert extracted["citations"][0]["references"][0]["outlet"]["id"] == "xinhua"
    assert client.extract(file=File("draft.txt", SHORT.encode()))["citations"]


def test_outlets_are_read_and_added(client: Client) -> None:
    assert client.outlet("xinhua")["id"] == "xinhua"
    own = client.put_outlet("vestnik", "Gornyi Vestnik", domains=[{"host": "vestnik.example"}])
    assert own in client.outlets()


def test_a_document_is_erased(client: Client) -> None:
    accepted = client.submit(text=f"{SHORT} To be erased.")
    client.wait(accepted["job_id"])
    client.erase(accepted["document_id"])
    with pytest.raises(Problem) as refused:
        client.job(accepted["job_id"])
    assert (refused.value.status, refused.value.code) == (404, "not-found")


# ── refusals ──


def test_a_refusal_says_which_field_does_not_fit(client: Client) -> None:
    with pytest.raises(Problem) as refused:
        client.submit(text=SHORT, title="x" * 1001)
    assert (refused.value.status, refused.value.code) == (422, "bad-input")
    assert [error["pointer"] for error in refused.value.errors] == ["/title"]


def test_a_job_that_is_over_is_not_cancelled(client: Client, job_id: str) -> None:
    with pytest.raises(Problem, match=r"^409: .* is completed already"):
        client.cancel(job_id)


@pytest.mark.parametrize("name", ["../jobs", "x?y", "a/b", "%2e%2e", "x#y", "\u2215"])
def test_an_id_is_one_segment_of_the_address(client: Client, name: str) -> None:
    with pytest.raises(Problem) as refused:
        client.document(name)
    assert refused.value.status == 404


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_what_can_be_no_segment_is_not_sent(client: Client, name: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        client.document(name)


def test_a_job_nobody_works_on_is_waited_for_only_so_long(tmp_path: Path) -> None:
    with serving(tmp_path, working=False) as service, over_http(service) as address, Client(address) as client:
        job_id = client.submit(text=SHORT)["job_id"]
        with pytest.raises(TimeoutError, match="is queued"):
            client.wait(job_id, within_s=0.2)
        assert client.cancel(job_id)["status"] == "cancelled"
        assert client.wait(job_id)["status"] == "cancelled"


def test_a_key_is_sent_and_its_limits_are_told(tmp_path: Path) -> None:
    with serving(tmp_path, working=False, API__KEYS_REQUIRED=True) as service, over_http(service) as address:
        key = keyed(service, "reader", Scope.READ).key
        with Client(address) as stranger, pytest.raises(Problem) as refused:
            next(stranger.jobs())
        assert (refused.value.status, refused.value.code) == (401, "denied")
        with Client(f"{address}/", key) as reader:
            assert list(reader.jobs()) == []
            with pytest.raises(Problem) as refused:
                reader.submit(text=SHORT)
            assert (refused.value.status, refused.value.code) == (403, "scope")


def test_a_service_that_is_not_there_is_a_network_error() -> None:
    with Client("http://127.0.0.1:9") as client, pytest.raises(requests.ConnectionError):
        client.job("x")
