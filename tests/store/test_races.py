"""What happens at the same time ends as if it had happened one after the other, on every database."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.build import NOON, after, judged
from tests.store.filling import LONG_AGO, citation, document, job, submit, work_off
from verifier.errors import Conflict, Outdated
from verifier.records import Job, JobStatus, ReferenceStatus, Reopened, Reviewed, Verdict
from verifier.store.dossiers import SqlDossiers
from verifier.store.jobs import SqlJobs
from verifier.store.schema import references

MANY = 8


@pytest.fixture
def jobs(engine):
    return SqlJobs(engine)


@pytest.fixture
def dossiers(engine):
    return SqlDossiers(engine)


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """What each came to, an expected refusal included."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def submitting(jobs: SqlJobs, number: int, key: str | None, digest: str) -> Callable[[], Job]:
    return lambda: jobs.submit(document(f"d{number}"), job(f"j{number}", f"d{number}"), key, digest, LONG_AGO)


@pytest.mark.parametrize("key", ["key", None])
def test_the_same_document_handed_in_many_times_at_once_is_one_job(jobs, key):
    made = at_once([submitting(jobs, number, key, "same") for number in range(MANY)])
    assert len({one.id for one in made}) == 1
    assert len(jobs.jobs(None, 99)) == len(jobs.documents(None, 99)) == 1


def test_one_key_for_many_documents_at_once_is_the_firsts(jobs):
    made = at_once([submitting(jobs, number, "key", str(number)) for number in range(MANY)])
    assert [type(one) for one in made].count(Conflict) == MANY - 1
    assert len(jobs.jobs(None, 99)) == 1


def test_of_many_who_cancel_one_has_done_it(jobs):
    job_id = submit(jobs).id
    made = at_once([lambda: jobs.end(job_id, JobStatus.CANCELLED, NOON)] * MANY)
    assert [type(one) for one in made].count(Conflict) == MANY - 1
    assert [event.data["status"] for event in jobs.events(job_id, 0)].count("cancelled") == 1


def test_of_many_decisions_on_the_same_state_one_stands(jobs, dossiers):
    (reference,) = jobs.add_citations(submit(jobs).id, [citation("A")], NOON)
    work_off(dossiers, reference)
    known = len(dossiers.view(reference).dossier.entries)
    decide = [
        lambda number=number: dossiers.annotate(reference, Reviewed(NOON, Verdict.VERIFIED, str(number)), known)
        for number in range(MANY)
    ]
    made = at_once(decide)
    assert [type(one) for one in made].count(Outdated) == MANY - 1
    assert len(dossiers.view(reference).dossier.entries) == known + 1


def test_a_decision_without_a_known_state_is_always_taken(jobs, dossiers):
    (reference,) = jobs.add_citations(submit(jobs).id, [citation("A")], NOON)
    made = at_once([lambda: dossiers.annotate(reference, Reviewed(NOON, Verdict.VERIFIED))] * MANY)
    assert not [one for one in made if isinstance(one, Conflict)]


def test_a_retry_of_some_opens_again_what_a_cancelling_left(jobs, dossiers):
    job_id = submit(jobs).id
    done, left = jobs.add_citations(job_id, [citation("A", "B")], NOON)
    work_off(dossiers, done)
    jobs.end(job_id, JobStatus.CANCELLED, NOON)
    assert dossiers.reopen([done], Reopened(after(1)), after(1)) == [done, left]
    for reference in (done, left):
        held = dossiers.claim(reference, after(1), after(60))
        assert held is not None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_cancels_retries_and_finishes_at_once_no_job_is_left_hanging(engine, jobs, dossiers, seed):
    """A running job has a due time for everything undone; one that is over has none, and nothing deadlocks."""
    job_id = submit(jobs).id
    ids = jobs.add_citations(job_id, [citation(*"ABCD")], NOON)
    draw = random.Random(seed)

    def finish(reference: str) -> None:
        held = dossiers.claim(reference, after(9), after(60))
        if held is not None:
            dossiers.release(dossiers.append(held, judged(), after(60)), ReferenceStatus.DONE, None, NOON)

    deeds: list[Callable[[], object]] = []
    for _ in range(3):
        chosen = draw.sample(ids, draw.randint(1, 4))
        deeds += [
            lambda: jobs.end(job_id, JobStatus.CANCELLED, NOON),
            lambda chosen=chosen: dossiers.reopen(chosen, Reopened(NOON), NOON),
            *[lambda one=one: finish(one) for one in draw.sample(ids, 2)],
        ]
    draw.shuffle(deeds)
    at_once(deeds)
    with engine.connect() as connection:
        rows = connection.execute(select(references.c.status, references.c.due_at)).all()
    undone = [row.due_at for row in rows if row.status != "done"]
    if jobs.job(job_id).status.over:
        assert not [due for due in undone if due is not None]
    else:
        assert undone
        assert None not in undone
