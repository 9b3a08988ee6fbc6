"""The end of a job as it is posted to a receiver, signed as Standard Webhooks has it.

https://github.com/standard-webhooks/standard-webhooks, version 1: `webhook-signature` is "v1," and the
base64 of the HMAC-SHA256 over `webhook-id.webhook-timestamp.body`. No word of the document is in it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from hmac import digest

from verifier.records import Attempt, Delivery
from verifier.reports.links import job_links
from verifier.reports.trail import moment
from verifier.reports.wire import Json, job_json

SECRET_PREFIX = "whsec_"  # noqa: S105 - the mark of a secret, and none


def posted_body(delivery: Delivery, origin: str = "") -> bytes:
    """The same bytes on every attempt."""
    job = delivery.job
    said = {
        "type": f"job.{job.status.value}",
        "timestamp": moment(delivery.at),
        "data": job_json(job, job_links(job, origin)),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def posted_headers(delivery: Delivery, body: bytes, secret: str, now: datetime) -> Mapping[str, str]:
    at = str(int(now.timestamp()))
    signed = f"{delivery.id}.{at}.".encode() + body
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery.id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{b64encode(digest(_key(secret), signed, sha256)).decode()}",
    }


def _key(secret: str) -> bytes:
    """The bytes behind `whsec_` and base64; of any other secret, its own."""
    if secret.startswith(SECRET_PREFIX):
        try:
            return b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
        except NotBase64:
            pass
    return secret.encode()


def delivery_json(delivery: Delivery) -> Json:
    """A line of the delivery log."""
    return {
        "id": delivery.id,
        "type": f"job.{delivery.job.status.value}",
        "url": delivery.url,
        "created_at": moment(delivery.at),
        "status": delivery.status.value,
        "due_at": moment(delivery.due_at),
        "attempts": [_attempt_json(one) for one in delivery.attempts],
    }


def _attempt_json(attempt: Attempt) -> Json:
    return {
        "at": moment(attempt.at),
        "outcome": attempt.outcome.value,
        "status_code": attempt.status,
        "ms": attempt.ms,
        "detail": attempt.detail,
    }
