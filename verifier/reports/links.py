"""Where the API and the pages show a job: the addresses that answers, events and webhooks carry alike."""

from __future__ import annotations

from verifier.records import Batch, Job

_V1 = "/api/v1"


def job_links(job: Job, origin: str = "") -> dict[str, str]:
    """`origin` is what a reader elsewhere needs before them: "https://verifier.example.org"."""
    at = f"{origin}{_V1}/jobs/{job.id}"
    return {
        "job": at,
        "events": f"{at}/events",
        "report": f"{at}/report",
        "changes": f"{at}/changes",
        "deliveries": f"{at}/deliveries",
        "cancel": f"{at}/cancel",
        "retry": f"{at}/retry",
        "document": f"{origin}{_V1}/documents/{job.document_id}",
        "page": f"{origin}/jobs/{job.id}",
    }


def batch_links(batch: Batch) -> dict[str, str]:
    return {"batch": f"{_V1}/batches/{batch.id}"}
