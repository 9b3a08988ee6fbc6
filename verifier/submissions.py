"""What is handed in, and how much of it is taken."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from verifier import codec
from verifier.ingest import Given, Limits
from verifier.records import Quota


@dataclass(frozen=True)
class Submission:
    """A document as handed in: exactly one of `data`, `text` (with its `kind`) and `url`."""

    data: bytes | None = None
    name: str | None = None
    media_type: str | None = None
    text: str | None = None
    kind: str = "text"
    url: str | None = None
    given: Given = field(default_factory=Given)
    confidential: bool = False
    channels: tuple[str, ...] = ()
    callback_url: str | None = None
    recheck_days: int | None = None
    key: str | None = None
    """The caller's Idempotency-Key."""
    fresh: bool = False
    """Make a new job even of a document that has one."""

    @property
    def content(self) -> bytes:
        """What was handed in, as bytes: what the document's SHA-256 is of."""
        if self.data is not None:
            return self.data
        return (self.text or self.url or "").encode("utf-8", "surrogatepass")

    def digest(self, job_id: str) -> str:
        """What makes two the same: their bytes and every option but the key. A fresh one is like no other."""
        options = replace(self, data=None, text=None, key=None, name=job_id if self.fresh else None)
        head = json.dumps(codec.encode(options), sort_keys=True)
        return sha256(head.encode() + b"\0" + self.content).hexdigest()


@dataclass(frozen=True)
class Allowance:
    """How much a document may hold, and for how long the same one is the same job."""

    limits: Limits
    max_citations: int
    idempotent: timedelta
    quota: Quota | None = None
    """What a key may hand in within a day."""
