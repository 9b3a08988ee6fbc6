"""A batch as it is answered: one progress for all that was handed in together, and each job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from verifier.batches import Refused
from verifier.records import Batch, Job, JobStatus
from verifier.reports import job_json
from verifier.reports.links import batch_links, job_links
from verifier.reports.trail import moment


def batch_json(batch: Batch, refused: Sequence[Refused] = ()) -> dict[str, Any]:
    """`refused` is only in the answer to the submission: nothing of it is kept."""
    jobs = [job for _, job in batch.jobs]
    by_verdict: Counter[str] = Counter()
    for job in jobs:
        by_verdict.update(job.by_verdict)
    return {
        "id": batch.id,
        "status": _status(jobs),
        "submitted_at": moment(batch.submitted_at),
        "progress": {
            "documents": len(jobs),
            "finished": sum(job.status.over for job in jobs),
            "references": sum(job.references for job in jobs),
            "done": sum(job.done for job in jobs),
            "by_verdict": dict(by_verdict),
        },
        "jobs": [{"name": name, **job_json(job, job_links(job))} for name, job in batch.jobs],
        **({"refused": [_refused_json(one) for one in refused]} if refused else {}),
        "links": batch_links(batch),
    }


def _status(jobs: Sequence[Job]) -> str:
    """Completed when each of its jobs is over, however it ended: each says so itself."""
    if all(job.status.over for job in jobs):
        return JobStatus.COMPLETED.value
    begun = any(job.status is not JobStatus.QUEUED for job in jobs)
    return (JobStatus.RUNNING if begun else JobStatus.QUEUED).value


def _refused_json(refused: Refused) -> dict[str, Any]:
    error = refused.error
    return {
        "name": refused.name,
        "pointer": f"/file/{refused.position - 1}",
        "type": f"urn:verifier:problem:{error.code}",
        "detail": str(error),
    }
