"""Telling receivers that a job has ended: signed, again until it is taken or given up, at least once.

A delivery stands in the table from the moment its job ends. Posting it and noting that it was posted
cannot be one act: whoever dies between the two posts it again, under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bound_contextvars

from verifier.errors import InputError
from verifier.ports import Clock, Courier, Deliveries
from verifier.records import Attempt, Delivery, DeliveryStatus, Exchange, Outcome
from verifier.reports.webhook import posted_body, posted_headers

log = structlog.get_logger(__name__)

_GROWTH = 3.0
"""Each pause is so much longer than the one before it."""
_GONE = 410
"""The receiver is there no more, and says so: Standard Webhooks asks to stop."""
_MARGIN_S = 20.0
"""A lease is longer than the post by so much."""


@dataclass(frozen=True)
class Terms:
    """The settings of `[webhooks]`, as they are needed here."""

    secret: str | None
    origin: str
    timeout_s: float
    attempts: int
    backoff_s: float


@dataclass(frozen=True)
class Webhooks:
    deliveries: Deliveries
    courier: Courier
    clock: Clock
    terms: Terms

    def check(self, url: str) -> None:
        """`InputError` for an address that nothing would ever be posted to."""
        refusal = self.courier.refusal(url)
        if refusal:
            raise InputError(
                f"Nothing can be posted to {url}: {refusal}",
                remedy="Give an address of the public web, or have it allowed by webhooks.allow_hosts.",
                pointer="/callback_url",
            )

    def due(self, limit: int) -> list[str]:
        return self.deliveries.due(self.clock.now(), limit)

    def deliver(self, delivery_id: str) -> None:
        """Post it once, if it is due, and note what came of it."""
        now = self.clock.now()
        claimed = self.deliveries.claim(delivery_id, now, now + timedelta(seconds=self.terms.timeout_s + _MARGIN_S))
        if claimed is None:
            return
        delivery, secret = claimed
        with bound_contextvars(job=delivery.job.id, delivery=delivery.id):
            self._post(delivery, secret, now)

    def _post(self, delivery: Delivery, secret: str | None, now: datetime) -> None:
        body = posted_body(delivery, self.terms.origin)
        headers = posted_headers(delivery, body, self.terms.secret or secret or "", now)
        exchange = self.courier.post(delivery.url, headers, body)
        status, due_at = self._after(delivery, exchange)
        attempt = Attempt(now, exchange.outcome, exchange.status, exchange.ms, exchange.detail)
        self.deliveries.record(delivery.id, attempt, status, due_at)
        if status is DeliveryStatus.GIVEN_UP:
            log.warning("webhook given up", outcome=exchange.outcome.value)

    def _after(self, delivery: Delivery, exchange: Exchange) -> tuple[DeliveryStatus, datetime | None]:
        """What becomes of a delivery, and when it is tried again: after a tripling pause, or when the receiver said."""
        made = len(delivery.attempts) + 1
        if exchange.outcome is Outcome.OK:
            return DeliveryStatus.DELIVERED, None
        if exchange.outcome is Outcome.GUARDED or exchange.status == _GONE or made >= self.terms.attempts:
            return DeliveryStatus.GIVEN_UP, None
        pause = timedelta(seconds=self.terms.backoff_s * _GROWTH ** (made - 1))
        again = self.clock.now() + pause
        return DeliveryStatus.PENDING, max(again, exchange.retry_at or again)
