"""The end of a job is told to who asked for it: signed, again until it is taken, and never to who must not be asked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.build import NOON
from tests.receiver import Receiver
from tests.store.filling import LONG_AGO, citation, document, job, work_off
from verifier.errors import InputError
from verifier.fetching import WebCourier
from verifier.records import Attempt, DeliveryStatus, JobStatus, Outcome, Reopened
from verifier.store.deliveries import SqlDeliveries
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect
from verifier.store.jobs import SqlJobs
from verifier.store.migrate import upgrade
from verifier.webhooks import Terms, Webhooks

SECRET = "whsec_c2VjcmV0IG9mIHRoZSBkb2N1bWVudA=="


@dataclass
class Clock:
    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def pass_s(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Desk:
    """A store with a job whose document names a receiver, and what posts to it."""

    jobs: SqlJobs
    dossiers: SqlDossiers
    webhooks: Webhooks
    clock: Clock
    sent: list[str] = field(default_factory=list)

    def submit(self, url: str) -> str:
        asked = replace(document("d"), callback_url=url, callback_secret=SECRET)
        return self.jobs.submit(asked, job("j", "d"), None, "digest", LONG_AGO).id

    def sweep(self) -> None:
        for delivery_id in self.webhooks.due(10):
            self.webhooks.deliver(delivery_id)

    @property
    def log(self):
        return self.webhooks.deliveries.of_job("j")


@pytest.fixture
def desk(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    clock = Clock()
    terms = Terms(None, "https://verifier.example", 1.0, attempts=4, backoff_s=10.0)
    courier = WebCourier((), 1.0, "test", clock)
    yield Desk(SqlJobs(engine), SqlDossiers(engine), Webhooks(SqlDeliveries(engine), courier, clock, terms), clock)
    engine.dispose()


@pytest.fixture
def receiver(desk):
    with Receiver() as made:
        desk.webhooks = replace(desk.webhooks, courier=WebCourier([made.host], 1.0, "test", desk.clock))
        yield made


def test_a_completed_job_is_posted_once_signed_and_with_its_links(desk, receiver):
    job_id = desk.submit(receiver.url)
    (reference,) = desk.jobs.add_citations(job_id, [citation("A")], NOON)
    desk.sweep()
    assert receiver.got == [], "a job that goes on is no news"
    work_off(desk.dossiers, reference)
    desk.sweep()
    desk.sweep()
    (got,) = receiver.got
    assert got.signed_with(SECRET)
    assert int(got.headers["webhook-timestamp"]) == NOON.timestamp()
    said = json.loads(got.body)
    assert said["type"] == "job.completed"
    assert said["data"]["progress"] == {"references": 1, "done": 1, "by_verdict": {"verified": 1}}
    assert said["data"]["links"]["report"] == f"https://verifier.example/api/v1/jobs/{job_id}/report"
    assert "Text." not in got.body.decode(), "no word of the document"
    assert desk.log[0].status is DeliveryStatus.DELIVERED
    assert desk.log[0].due_at is None


@pytest.mark.parametrize("status", [JobStatus.FAILED, JobStatus.CANCELLED])
def test_a_job_that_fails_or_is_cancelled_is_told_too(desk, receiver, status):
    desk.jobs.end(desk.submit(receiver.url), status, NOON)
    desk.sweep()
    assert json.loads(receiver.got[0].body)["type"] == f"job.{status.value}"


def test_a_job_that_was_reopened_tells_its_new_end_under_a_new_id(desk, receiver):
    (reference,) = desk.jobs.add_citations(desk.submit(receiver.url), [citation("A")], NOON)
    work_off(desk.dossiers, reference)
    desk.sweep()
    desk.dossiers.reopen([reference], Reopened(NOON), NOON)
    work_off(desk.dossiers, reference)
    desk.sweep()
    assert len({got.id for got in receiver.got}) == 2


def test_what_is_not_taken_is_posted_again_the_same_after_growing_pauses(desk, receiver):
    receiver.answers = [(500, {}), (500, {}), (200, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    for pause in (0, 10, 30):
        desk.clock.pass_s(pause - 0.001)
        desk.sweep()
        before = len(receiver.got)
        desk.clock.pass_s(0.001)
        desk.sweep()
        assert len(receiver.got) == max(before, 1) + (pause > 0), "neither early nor late"
    assert len({(got.id, got.body) for got in receiver.got}) == 1
    assert all(got.signed_with(SECRET) for got in receiver.got)
    assert [one.status for one in desk.log[0].attempts] == [500, 500, 200]
    assert desk.log[0].status is DeliveryStatus.DELIVERED


def test_a_receiver_that_never_takes_it_is_given_up(desk, receiver):
    receiver.answers = [(500, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    for _ in range(9):
        desk.sweep()
        desk.clock.pass_s(3600)
    assert len(receiver.got) == 4
    assert desk.log[0].status is DeliveryStatus.GIVEN_UP


def test_what_is_logged_of_a_delivery_says_which_and_of_which_job(desk, receiver):
    receiver.answers = [(410, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    with capture_logs(processors=[merge_contextvars]) as lines:
        desk.sweep()
    (line,) = lines
    assert (line["event"], line["job"], line["delivery"]) == ("webhook given up", "j", desk.log[0].id)


def test_a_receiver_that_says_later_is_left_alone_until_then(desk, receiver):
    receiver.answers = [(429, {"Retry-After": "600"}), (204, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    desk.sweep()
    desk.clock.pass_s(599)
    desk.sweep()
    assert len(receiver.got) == 1
    desk.clock.pass_s(1)
    desk.sweep()
    assert desk.log[0].status is DeliveryStatus.DELIVERED


def test_a_receiver_that_is_gone_is_not_asked_again(desk, receiver):
    receiver.answers = [(410, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    desk.sweep()
    assert desk.log[0].status is DeliveryStatus.GIVEN_UP


def test_a_redirect_is_no_receipt_and_is_not_followed(desk, receiver):
    receiver.answers = [(307, {"Location": receiver.url + "/elsewhere"}), (200, {})]
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    desk.sweep()
    assert len(receiver.got) == 1
    assert desk.log[0].status is DeliveryStatus.PENDING


def test_a_slow_receiver_is_left_and_asked_again(desk, receiver):
    receiver.silence_s = 1.5
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    desk.sweep()
    assert [one.outcome for one in desk.log[0].attempts] == [Outcome.TIMEOUT]
    assert desk.log[0].status is DeliveryStatus.PENDING


def test_who_dies_between_posting_and_noting_it_posts_it_again_under_the_same_id(desk, receiver):
    class Died(BaseException):
        """What a kill does: nothing after it is run."""

    class DiesBeforeNoting(SqlDeliveries):
        def record(self, delivery_id: str, attempt: Attempt, status: DeliveryStatus, due_at: datetime | None) -> None:
            raise Died

    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    doomed = replace(desk.webhooks, deliveries=DiesBeforeNoting(desk.webhooks.deliveries._engine))
    with pytest.raises(Died):
        doomed.deliver(*doomed.due(1))
    desk.sweep()
    assert len(receiver.got) == 1, "its lease holds: it may still be at it"
    desk.clock.pass_s(21)
    desk.sweep()
    assert [got.id for got in receiver.got] == [receiver.got[0].id] * 2
    assert desk.log[0].status is DeliveryStatus.DELIVERED


def test_two_who_are_woken_for_it_post_it_once(desk, receiver):
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    (delivery_id,) = desk.webhooks.due(10)
    desk.webhooks.deliver(delivery_id)
    desk.webhooks.deliver(delivery_id)
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://localhost:8080/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/hook",
        "http://2130706433/",
        "https://hooks.example.com:25/",
        "https://user:word@hooks.example.com/",
    ],
)
def test_a_private_address_is_refused_at_once(desk, url):
    with pytest.raises(InputError, match="Nothing can be posted"):
        desk.webhooks.check(url)


def test_a_name_that_leads_to_a_private_address_gets_nothing_and_is_given_up(desk, receiver, monkeypatch):
    """Only a resolver can tell: the address as written is a public one."""
    import socket

    port = int(receiver.host.rpartition(":")[2])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    )
    desk.webhooks.check("http://hooks.example.com/hook")
    desk.jobs.end(desk.submit("http://hooks.example.com/hook"), JobStatus.FAILED, NOON)
    desk.sweep()
    assert receiver.got == []
    assert [one.outcome for one in desk.log[0].attempts] == [Outcome.GUARDED]
    assert desk.log[0].status is DeliveryStatus.GIVEN_UP


def test_deliveries_go_with_their_document(desk, receiver):
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    (delivery_id,) = desk.webhooks.due(10)
    desk.jobs.erase("d")
    desk.webhooks.deliver(delivery_id)
    assert (receiver.got, desk.log) == ([], [])


def test_the_check_that_the_documentation_shows_tells_ours_from_others(desk, receiver):
    text = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
    (shown,) = [block for block in re.findall(r"```python\n(.*?)```", text, re.S) if "is_genuine" in block]
    names: dict[str, Any] = {}
    exec(shown, names)
    desk.clock.time = datetime.now(UTC)
    desk.jobs.end(desk.submit(receiver.url), JobStatus.FAILED, NOON)
    desk.sweep()
    (got,) = receiver.got
    assert names["is_genuine"](SECRET, got.headers, got.body)
    assert not names["is_genuine"](SECRET, got.headers, got.body + b" ")
    assert not names["is_genuine"]("whsec_b3RoZXI=", got.headers, got.body)
    assert not names["is_genuine"](SECRET, got.headers | {"webhook-timestamp": "1"}, got.body)
