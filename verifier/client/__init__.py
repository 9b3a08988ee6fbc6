"""A client for the REST API: `Client(url, key).submit(text=…)`. It needs nothing of this package but `requests`.

from verifier.client import Client

client = Client("http://127.0.0.1:8000")
job = client.wait(client.submit(file="draft.docx")["job_id"])
for citation in client.report(job["id"])["citations"]: …
"""

from verifier.client.answers import (
    Accepted,
    Delivery,
    DocumentText,
    Event,
    Extraction,
    Job,
    Outlet,
    Reference,
    Report,
)
from verifier.client.client import Client, File
from verifier.client.transport import Problem

__all__ = [
    "Accepted",
    "Client",
    "Delivery",
    "DocumentText",
    "Event",
    "Extraction",
    "File",
    "Job",
    "Outlet",
    "Problem",
    "Reference",
    "Report",
]
