"""The dossier and its lease, on every database: the truth that no message can lose or double."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.build import NOON, after, judged, resolved
from tests.store.filling import LONG_AGO, citation, document, job, submit, work_off
from verifier.errors import Conflict, NotFound
from verifier.records import ReferenceStatus, Reopened, Reviewed, ReviewWithdrawn, Verdict
from verifier.store.dossiers import SqlDossiers
from verifier.store.jobs import SqlJobs


@pytest.fixture
def jobs(engine):
    return SqlJobs(engine)


@pytest.fixture
def dossiers(engine):
    return SqlDossiers(engine)


@pytest.fixture
def reference(jobs):
    submitted = submit(jobs)
    return jobs.add_citations(submitted.id, [citation("A")], NOON)[0]


def test_a_claim_takes_the_lease_and_nobody_else_gets_it(dossiers, reference):
    assert dossiers.claim(reference, NOON, after(60)).reference.source == "A"
    assert dossiers.claim(reference, after(59), after(120)) is None
    assert dossiers.view(reference).status is ReferenceStatus.WORKING


def test_a_lease_that_ran_out_is_free_with_all_that_was_learned(dossiers, reference):
    dossiers.append(dossiers.claim(reference, NOON, after(60)), resolved(), after(60))
    assert dossiers.claim(reference, after(60), after(120)).entries == (resolved(),)


def test_of_many_claimers_one_wins(dossiers, reference):
    start = threading.Barrier(8)

    def claim(_: int) -> bool:
        start.wait()
        return dossiers.claim(reference, NOON, after(60)) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1


def test_a_second_writer_with_the_same_picture_stops(dossiers, reference):
    first = dossiers.claim(reference, NOON, after(60))
    second = dossiers.claim(reference, after(61), after(120))
    dossiers.append(second, resolved(), after(120))
    with pytest.raises(Conflict):
        dossiers.append(first, resolved(), after(120))
    assert len(dossiers.view(reference).dossier.entries) == 1


def test_a_writer_whose_picture_is_old_cannot_give_the_lease_back(dossiers, reference):
    first = dossiers.claim(reference, NOON, after(60))
    second = dossiers.append(dossiers.claim(reference, after(61), after(120)), resolved(), after(120))
    dossiers.release(first, ReferenceStatus.DONE, None, after(62))
    assert dossiers.view(reference).status is ReferenceStatus.WORKING
    dossiers.release(second, ReferenceStatus.WAITING, after(300), after(63))
    assert dossiers.view(reference).due_at == after(300)


def test_claims_that_come_to_nothing_are_counted(dossiers, reference):
    for number in range(3):
        dossiers.claim(reference, after(number * 60), after(number * 60 + 60))
    assert dossiers.claims_in_vain(reference) == 3
    held = dossiers.append(dossiers.claim(reference, after(180), after(240)), resolved(), after(240))
    assert dossiers.claims_in_vain(reference) == 1
    dossiers.release(held, ReferenceStatus.WAITING, after(300), after(200))
    assert dossiers.claims_in_vain(reference) == 0


def test_done_is_never_due_again(dossiers, reference):
    work_off(dossiers, reference)
    assert dossiers.claim(reference, after(99_999), after(100_000)) is None


def test_a_review_overrides_what_is_shown_and_withdrawing_restores_it(dossiers, jobs, reference):
    work_off(dossiers, reference)
    dossiers.annotate(reference, Reviewed(NOON, Verdict.UNSUPPORTED, "Not there.", "Ann"))
    job_id = dossiers.view(reference).dossier.job_id
    assert jobs.job(job_id).by_verdict == {"unsupported": 1}
    view = dossiers.annotate(reference, ReviewWithdrawn(NOON, "Ann"))
    assert jobs.job(job_id).by_verdict == {"verified": 1}
    assert view.dossier.review is None
    assert [type(entry).__name__ for entry in view.dossier.entries][-2:] == ["Reviewed", "ReviewWithdrawn"]
    assert dossiers.due(after(9999), 10) == []


def test_a_review_in_the_middle_of_the_work_stops_the_worker_and_makes_it_due(dossiers, reference):
    held = dossiers.claim(reference, NOON, after(60))
    dossiers.annotate(reference, Reviewed(after(1), Verdict.VERIFIED))
    with pytest.raises(Conflict):
        dossiers.append(held, resolved(), after(60))
    assert dossiers.due(after(1), 10) == [reference]


def test_a_reopened_reference_is_due_and_says_so(dossiers, reference):
    work_off(dossiers, reference)
    dossiers.reopen([reference], Reopened(after(5), "retry"), after(5))
    view = dossiers.view(reference)
    assert (view.status, view.due_at, view.dossier.judgement) == (ReferenceStatus.QUEUED, after(5), None)


def test_the_two_last_references_finishing_at_once_complete_the_job(engine, jobs, dossiers):
    for round_number in range(5):
        name = f"x{round_number}"
        submitted = jobs.submit(document(f"d{name}"), job(f"j{name}", f"d{name}"), None, name, LONG_AGO)
        ids = jobs.add_citations(submitted.id, [citation("A", "B", "C", "D")], NOON)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda one: work_off(dossiers, one), ids))
        done = jobs.job(submitted.id)
        assert (done.done, done.status.value) == (4, "completed")


def test_unknown_references_are_not_found(dossiers):
    with pytest.raises(NotFound):
        dossiers.view("x")
    with pytest.raises(NotFound):
        dossiers.annotate("x", judged())
    assert dossiers.claim("x", NOON, after(1)) is None
