"""Documents and jobs as kept, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.build import NOON, after, asked, candidate, fetched, judged, resolved
from tests.store.filling import LONG_AGO, citation, document, job, submit, work_off
from verifier.cursors import cursor_of
from verifier.errors import Conflict, NotFound
from verifier.records import Document, JobStatus, ReferenceStatus, Reviewed, ReviewWithdrawn, Supplied, Verdict
from verifier.store.dossiers import SqlDossiers
from verifier.store.jobs import SqlJobs


@pytest.fixture
def jobs(engine):
    return SqlJobs(engine)


@pytest.fixture
def dossiers(engine):
    return SqlDossiers(engine)


def test_a_submitted_job_is_queued_and_due(jobs):
    submitted = submit(jobs)
    assert jobs.job(submitted.id).status is JobStatus.QUEUED
    assert jobs.due(NOON, 10) == [submitted.id]
    assert jobs.document(submitted.document_id).document == Document("Text.", title="A title")


def test_the_same_digest_gives_the_same_job_within_the_window(jobs):
    first = jobs.submit(document("d1"), job("j1", "d1"), None, "same", LONG_AGO)
    again = jobs.submit(document("d2"), job("j2", "d2"), None, "same", LONG_AGO)
    later = jobs.submit(document("d3"), job("j3", "d3"), None, "same", NOON + timedelta(hours=1))
    assert (first.id, again.id, later.id) == ("j1", "j1", "j3")
    with pytest.raises(NotFound):
        jobs.document("d2")


def test_a_failed_job_is_no_answer_to_a_new_submission(jobs):
    jobs.submit(document("d1"), job("j1", "d1"), None, "same", LONG_AGO)
    jobs.end("j1", JobStatus.FAILED, NOON, "no")
    assert jobs.submit(document("d2"), job("j2", "d2"), None, "same", LONG_AGO).id == "j2"


def test_a_key_gives_its_job_and_refuses_another_document(jobs):
    jobs.submit(document("d1"), job("j1", "d1"), "key", "one", LONG_AGO)
    assert jobs.submit(document("d2"), job("j2", "d2"), "key", "one", LONG_AGO).id == "j1"
    with pytest.raises(Conflict, match="already used for another document"):
        jobs.submit(document("d3"), job("j3", "d3"), "key", "two", LONG_AGO)


def test_a_key_is_free_again_after_the_window(jobs):
    jobs.submit(document("d1"), job("j1", "d1"), "key", "one", LONG_AGO)
    assert jobs.submit(document("d2"), job("j2", "d2"), "key", "two", NOON + timedelta(hours=1)).id == "j2"


def test_one_claimer_begins_a_job_until_its_lease_runs_out(jobs):
    submitted = submit(jobs)
    assert jobs.claim(submitted.id, NOON, after(60)).id == submitted.document_id
    assert jobs.claim(submitted.id, after(59), after(120)) is None
    assert jobs.claim(submitted.id, after(60), after(120)) is not None


def test_citations_are_numbered_and_their_references_due(jobs, dossiers):
    submitted = submit(jobs)
    jobs.claim(submitted.id, NOON, after(60))
    ids = jobs.add_citations(submitted.id, [citation("A", "B"), citation("C")], NOON)
    assert ids == [f"{submitted.id}-r{number}" for number in (1, 2, 3)]
    assert jobs.job(submitted.id).stage == "verifying"
    assert sorted(dossiers.due(NOON, 10)) == ids
    shown = jobs.verification(submitted.id)
    assert [[one.reference.source for one in view.references] for view in shown.citations] == [["A", "B"], ["C"]]


def test_citations_are_added_once(jobs):
    submitted = submit(jobs)
    assert jobs.add_citations(submitted.id, [citation("A")], NOON) != []
    assert jobs.add_citations(submitted.id, [citation("A")], NOON) == []


def test_a_document_without_citations_completes_its_job(jobs):
    submitted = submit(jobs)
    jobs.add_citations(submitted.id, [], NOON)
    assert jobs.job(submitted.id).status is JobStatus.COMPLETED


def test_the_last_reference_completes_the_job_and_every_step_is_an_event(jobs, dossiers):
    submitted = submit(jobs)
    first, second = jobs.add_citations(submitted.id, [citation("A", "B")], NOON)
    work_off(dossiers, first)
    assert jobs.job(submitted.id).status is not JobStatus.COMPLETED
    work_off(dossiers, second)
    done = jobs.job(submitted.id)
    assert (done.status, done.done, done.references, done.by_verdict) == (JobStatus.COMPLETED, 2, 2, {"verified": 2})
    events = jobs.events(submitted.id, 0)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert [event.kind for event in events][-3:] == ["reference", "reference", "job"]
    assert jobs.events(submitted.id, events[-2].number) == events[-1:]


def test_a_cancelled_job_leaves_nothing_due(jobs, dossiers):
    submitted = submit(jobs)
    jobs.add_citations(submitted.id, [citation("A")], NOON)
    assert jobs.end(submitted.id, JobStatus.CANCELLED, NOON).status is JobStatus.CANCELLED
    assert dossiers.due(after(9999), 10) == []
    with pytest.raises(Conflict, match="cancelled already"):
        jobs.end(submitted.id, JobStatus.CANCELLED, NOON)


def test_what_a_cancelled_job_was_learning_is_kept_and_does_not_revive_it(jobs, dossiers):
    submitted = submit(jobs)
    (reference,) = jobs.add_citations(submitted.id, [citation("A")], NOON)
    held = dossiers.claim(reference, NOON, after(60))
    jobs.end(submitted.id, JobStatus.CANCELLED, NOON)
    held = dossiers.append(held, resolved(), after(60))
    dossiers.release(held, ReferenceStatus.DONE, None, NOON)
    assert jobs.job(submitted.id).status is JobStatus.CANCELLED
    assert dossiers.view(reference).dossier.resolution is not None
    assert dossiers.due(after(9999), 10) == []


def test_pages_go_on_where_the_last_ended_while_more_come_in(jobs):
    for number in range(5):
        jobs.submit(
            document(f"d{number}"),
            replace(job(f"j{number}", f"d{number}"), submitted_at=after(number)),
            None,
            str(number),
            LONG_AGO,
        )
    first = jobs.jobs(None, 2)
    jobs.submit(document("d9"), replace(job("j9", "d9"), submitted_at=after(9)), None, "9", LONG_AGO)
    assert [one.id for one in first + jobs.jobs(cursor_of(first[-1]), 9)] == ["j4", "j3", "j2", "j1", "j0"]


@pytest.mark.parametrize("kind", ["jobs", "documents"])
def test_pages_go_on_where_the_last_ended_though_its_last_was_erased(jobs, kind):
    for number in range(4):
        at = after(number / 1000)
        jobs.submit(
            replace(document(f"d{number}"), submitted_at=at),
            replace(job(f"j{number}", f"d{number}"), submitted_at=at),
            None,
            str(number),
            LONG_AGO,
        )
    listed = getattr(jobs, kind)
    first = listed(None, 2)
    jobs.erase("d2")
    assert [one.id[1:] for one in first + listed(cursor_of(first[-1]), 9)] == ["3", "2", "1", "0"]


def test_a_jobs_verdicts_are_counted_anew_when_one_changes(jobs, dossiers):
    submitted = submit(jobs, "1")
    first, second = jobs.add_citations(submitted.id, [citation("A", "B")], NOON)
    work_off(dossiers, first, judged(Verdict.VERIFIED))
    assert jobs.job(submitted.id).by_verdict == {"verified": 1}
    work_off(dossiers, second, judged(Verdict.VERIFIED))
    assert jobs.job(submitted.id).by_verdict == {"verified": 2}
    dossiers.annotate(second, Reviewed(after(1), Verdict.UNSUPPORTED, "", "Ann"))
    assert jobs.job(submitted.id).by_verdict == {"verified": 1, "unsupported": 1}
    dossiers.annotate(second, ReviewWithdrawn(after(2), "Ann"))
    assert jobs.jobs(None, 1)[0].by_verdict == {"verified": 2}


def test_erasing_takes_all_that_hangs_on_it_and_names_the_evidence_nobody_else_uses(jobs, dossiers):
    one, two = submit(jobs, "1"), submit(jobs, "2")
    (first,) = jobs.add_citations(one.id, [citation("A")], NOON)
    (second,) = jobs.add_citations(two.id, [citation("A")], NOON)
    work_off(
        dossiers,
        first,
        asked("link", candidate()),
        fetched(candidate("a"), name="a"),
        fetched(candidate("b"), name="b"),
    )
    work_off(dossiers, second, fetched(candidate("b"), name="b"))
    assert jobs.erase(one.document_id) == ["a" * 64]
    for lost in (lambda: jobs.job(one.id), lambda: jobs.document(one.document_id), lambda: dossiers.view(first)):
        with pytest.raises(NotFound):
            lost()
    assert dossiers.view(second).dossier.captures != ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda j: j.job("x"),
        lambda j: j.document("x"),
        lambda j: j.verification("x"),
        lambda j: j.erase("x"),
    ],
)
def test_an_unknown_id_is_not_found(jobs, ask):
    with pytest.raises(NotFound):
        ask(jobs)


def test_a_document_fetched_from_a_url_is_filled_in(jobs):
    jobs.submit(document("d1", None), job("j1", "d1", "fetching"), None, "1", LONG_AGO)
    assert jobs.claim("j1", NOON, after(60)).document is None
    jobs.set_document("d1", Document("Fetched."), "f" * 64)
    assert jobs.document("d1").document == Document("Fetched.")
    jobs.set_stage("j1", "fetching", after(5), NOON)
    assert jobs.due(after(4), 1) == []
    assert jobs.due(after(5), 1) == ["j1"]


def test_supplied_evidence_is_used_by_its_document(jobs, dossiers):
    submitted = submit(jobs)
    (reference,) = jobs.add_citations(submitted.id, [citation("A")], NOON)
    work_off(dossiers, reference)
    from tests.build import capture

    dossiers.reopen([reference], Supplied(NOON, candidate(), capture("c")), NOON)
    assert jobs.erase(submitted.document_id) == ["c" * 64]


def test_judged_again_after_a_reopening(jobs, dossiers):
    submitted = submit(jobs)
    (reference,) = jobs.add_citations(submitted.id, [citation("A")], NOON)
    work_off(dossiers, reference)
    from verifier.records import Reopened

    dossiers.reopen([reference], Reopened(NOON), NOON)
    reopened = jobs.job(submitted.id)
    assert (reopened.status, reopened.done, reopened.by_verdict) == (JobStatus.RUNNING, 0, {})
    work_off(dossiers, reference, judged())
    assert jobs.job(submitted.id).status is JobStatus.COMPLETED
