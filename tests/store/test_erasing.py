"""What an erasing takes along, and what it leaves to be done, on every database."""

from __future__ import annotations

import pytest

from tests.build import NOON, after, candidate, fetched
from tests.store.filling import LONG_AGO, citation, document, job, work_off
from verifier.errors import Conflict
from verifier.records import Asked, JobStatus, Outcome, Request, Response
from verifier.store.dossiers import SqlDossiers
from verifier.store.erasing import SqlForgetting
from verifier.store.jobs import SqlJobs
from verifier.store.pages import SqlPageCache


@pytest.fixture
def jobs(engine):
    return SqlJobs(engine)


def test_what_a_search_was_asked_for_an_erased_document_is_forgotten(engine, jobs):
    """Its address has words of the claim in it."""
    cache, dossiers = SqlPageCache(engine), SqlDossiers(engine)
    url = "https://search.example/?q=five+banks"
    cache.put(url, Response(url, 200, (), b"results", NOON), after(60), after(60))
    cache.put("https://elsewhere.example/", Response("", 200, (), b"other", NOON), after(60), after(60))
    jobs.submit(document("d"), job("j", "d"), None, "digest", LONG_AGO)
    (reference,) = jobs.add_citations("j", [citation("A")], NOON)
    work_off(dossiers, reference, Asked(NOON, "search", Request(url), Outcome.OK))
    jobs.erase("d")
    assert cache.get(url, NOON) is None
    assert cache.get("https://elsewhere.example/", NOON) is not None


def test_who_dies_before_the_files_are_deleted_leaves_a_note_for_the_sweep(engine, jobs):
    dossiers, forgetting = SqlDossiers(engine), SqlForgetting(engine)
    jobs.submit(document("d"), job("j", "d"), None, "digest", LONG_AGO)
    (reference,) = jobs.add_citations("j", [citation("A")], NOON)
    work_off(dossiers, reference, fetched(candidate("a"), name="a"))
    jobs.erase("d")
    assert forgetting.doomed(9) == ["a" * 64]
    forgetting.gone("a" * 64)
    assert forgetting.doomed(9) == []


def test_a_capture_that_something_rests_on_again_is_not_deleted(engine, jobs):
    dossiers, forgetting = SqlDossiers(engine), SqlForgetting(engine)
    for suffix in "12":
        jobs.submit(document(f"d{suffix}"), job(f"j{suffix}", f"d{suffix}"), None, suffix, LONG_AGO)
        jobs.add_citations(f"j{suffix}", [citation("A")], NOON)
    work_off(dossiers, "j1-r1", fetched(candidate("a"), name="a"))
    jobs.erase("d1")
    work_off(dossiers, "j2-r1", fetched(candidate("a"), name="a"))
    assert forgetting.doomed(9) == []


def test_what_a_worker_fetched_for_a_document_erased_meanwhile_is_doomed(engine, jobs):
    dossiers = SqlDossiers(engine)
    jobs.submit(document("d"), job("j", "d"), None, "digest", LONG_AGO)
    (reference,) = jobs.add_citations("j", [citation("A")], NOON)
    held = dossiers.claim(reference, NOON, after(60))
    jobs.erase("d")
    with pytest.raises(Conflict):
        dossiers.append(held, fetched(candidate("a"), name="a"), after(60))
    assert SqlForgetting(engine).doomed(9) == ["a" * 64]


def test_a_job_at_work_keeps_its_captures_and_its_progress(engine, jobs):
    forgetting = SqlForgetting(engine)
    jobs.submit(document("d"), job("j", "d"), None, "digest", LONG_AGO)
    assert (forgetting.release_captures(after(9), 9), forgetting.forget_events(after(9), 9)) == (0, 0)
    jobs.end("j", JobStatus.FAILED, NOON)
    assert forgetting.forget_events(after(9), 9) == 1
