"""Who is told that something is due: Celery's workers, or threads of this process.

Messages carry an id and nothing else. Losing, doubling or delaying one costs time, never a result.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable
from itertools import count

import structlog
from celery import Celery
from kombu.exceptions import OperationalError
from redis import RedisError

from verifier.ports import Lane

log = structlog.get_logger(__name__)

BEGIN, ADVANCE, SWEEP, FORFEIT = "verifier.begin", "verifier.advance", "verifier.sweep", "verifier.forfeit"
DELIVER = "verifier.deliver"
"""The names under which `workers.tasks` registers the tasks."""

_BROKER_ERRORS = (OperationalError, RedisError, OSError)
"""What sending raises when the broker is away: kombu wraps some of its client's errors and not others."""
_SILENCE_S = 5.0


def celery_app(broker_url: str) -> Celery:
    """Celery as this service uses it: JSON, acknowledged late, no results, long waits left to the table.

    `unacked_restore_*`: with kombu's defaults, what a killed worker held comes back only after about 100 s.
    `task_reject_on_worker_lost` stays off: with it, a task that kills its worker runs for ever.
    """
    app = Celery("verifier", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        worker_prefetch_multiplier=1,
        task_default_queue=Lane.FETCH.value,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": 900,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
        },
        broker_pool_limit=4,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        timezone="UTC",
    )
    return app


class CeleryQueue:
    """Sends by task name, so that a sender need not import the tasks.

    A broker that is down loses only hints: the table knows what is due, and the sweep will find it. After a
    failure nothing is sent for a few seconds, or a job of a thousand references would meet as many timeouts.
    """

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._silent_until = float("-inf")

    def wake(self, reference_id: str, lane: Lane, delay_s: float = 0.0) -> None:
        self._send(ADVANCE, [reference_id], lane, delay_s)

    def begin(self, job_id: str) -> None:
        self._send(BEGIN, [job_id], Lane.FETCH, 0.0)

    def deliver(self, delivery_id: str) -> None:
        self._send(DELIVER, [delivery_id], Lane.FETCH, 0.0)

    def waiting(self) -> int | None:
        if time.monotonic() < self._silent_until:
            return None
        try:
            with self._app.connection_for_write() as connection:
                channel = connection.default_channel
                return sum(int(channel.queue_declare(lane.value).message_count) for lane in Lane)
        except _BROKER_ERRORS as error:
            self._silent_until = time.monotonic() + _SILENCE_S
            log.warning("the broker does not answer", error=str(error))
            return None

    def _send(self, task: str, args: list[str], lane: Lane, delay_s: float) -> None:
        if time.monotonic() < self._silent_until:
            return
        try:
            self._app.send_task(task, args, queue=lane.value, countdown=delay_s or None, retry=False)
        except _BROKER_ERRORS as error:
            self._silent_until = time.monotonic() + _SILENCE_S
            log.warning("message not sent; the sweep will wake it", task=task, args=args, error=str(error))


class LocalQueue:
    """Threads of this process, for `verifier check`: no broker, and both lanes on every thread."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()
        self._changed = threading.Condition()
        self._stopped = False
        self._begin: Callable[[str], None] | None = None
        self._advance: Callable[[str], None] | None = None
        self._deliver: Callable[[str], None] | None = None

    def serve(
        self,
        begin: Callable[[str], None],
        advance: Callable[[str], None],
        deliver: Callable[[str], None] | None = None,
    ) -> None:
        """Start the threads, on these calls of the services."""
        self._begin, self._advance, self._deliver = begin, advance, deliver
        for number in range(self._threads):
            threading.Thread(target=self._run, name=f"verifier-{number}", daemon=True).start()

    def wake(self, reference_id: str, _lane: Lane, delay_s: float = 0.0) -> None:
        self._put(delay_s, lambda: self._advance and self._advance(reference_id))

    def begin(self, job_id: str) -> None:
        self._put(0.0, lambda: self._begin and self._begin(job_id))

    def deliver(self, delivery_id: str) -> None:
        self._put(0.0, lambda: self._deliver and self._deliver(delivery_id))

    def waiting(self) -> int:
        with self._changed:
            return len(self._due)

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _put(self, delay_s: float, call: Callable[[], object]) -> None:
        with self._changed:
            heapq.heappush(self._due, (time.monotonic() + delay_s, next(self._order), call))
            self._changed.notify()

    def _run(self) -> None:
        while (call := self._next()) is not None:
            try:
                call()
            except Exception:  # one broken reference does not end the thread; its lease runs out and it is seen again
                log.exception("work broke")

    def _next(self) -> Callable[[], object] | None:
        with self._changed:
            while not self._stopped:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait)
            return None
