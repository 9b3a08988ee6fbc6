"""What Prometheus is told: the answers of all API processes of this machine, and the work of all processes anywhere.

Requests are counted in memory; where gunicorn shares a folder between its processes (`PROMETHEUS_MULTIPROC_DIR`, see
`config/gunicorn.conf.py`), a scrape adds them up. The work is counted in the database, whose figures are everyone's.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import structlog
from apiflask import APIFlask
from flask import Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from verifier.bootstrap import System
from verifier.ports import Clock, Queue
from verifier.store.tallies import ASKED, FETCHED, STEP, VERDICT, SqlTallies

log = structlog.get_logger(__name__)

_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
"""What is counted by name: a caller can make up any number of methods."""


class Work(Collector):
    """Of the database and the queue, at the moment of a scrape."""

    def __init__(self, tallies: SqlTallies, queue: Queue, clock: Clock) -> None:
        self._tallies = tallies
        self._queue = queue
        self._clock = clock

    def describe(self) -> list[Metric]:
        return []  # or registering would ask the database

    def collect(self) -> Iterator[Metric]:
        try:
            yield from (*self._done(), *self._open(), *self._due())
        except Exception as error:  # whatever the driver raises: the other metrics are still told
            log.warning("metrics without the database", error=str(error))
        waiting = self._queue.waiting()
        if waiting is not None:
            yield GaugeMetricFamily("verifier_queue_messages", "Messages nobody has taken yet", waiting)

    def _done(self) -> Iterator[Metric]:
        asked = SummaryMetricFamily("verifier_channel_seconds", "Questions to channels", labels=["channel", "outcome"])
        fetched = SummaryMetricFamily("verifier_fetch_seconds", "Pages fetched", labels=["outcome"])
        steps = SummaryMetricFamily("verifier_step_seconds", "Steps of the work, with their waits", labels=["step"])
        verdicts = CounterMetricFamily("verifier_verdicts", "References judged", labels=["verdict"])
        for one in self._tallies.all():
            if one.name == ASKED:
                asked.add_metric(one.label.split(" ", 1), one.times, one.ms / 1000)
            elif one.name == FETCHED:
                fetched.add_metric([one.label], one.times, one.ms / 1000)
            elif one.name == STEP:
                steps.add_metric([one.label], one.times, one.ms / 1000)
            elif one.name == VERDICT:
                verdicts.add_metric([one.label], one.times)
        yield from (asked, fetched, steps, verdicts)

    def _open(self) -> Iterator[Metric]:
        standing = GaugeMetricFamily("verifier_open", "What is not over, by its status", labels=["kind", "status"])
        for one in self._tallies.standing():
            standing.add_metric([one.kind, one.status], one.count)
        yield standing

    def _due(self) -> Iterator[Metric]:
        due = GaugeMetricFamily("verifier_due", "What is due and nobody is on", labels=["kind"])
        oldest = GaugeMetricFamily("verifier_due_seconds", "For how long the oldest has been due", labels=["kind"])
        for kind, (count, seconds) in self._tallies.due(self._clock.now()).items():
            due.add_metric([kind], count)
            oldest.add_metric([kind], seconds)
        yield from (due, oldest)


def measure(app: APIFlask, system: System) -> None:
    """Count every answer, log it at level info, and answer `/metrics`."""
    registry = CollectorRegistry()
    seconds = Histogram("verifier_request_seconds", "Time to answer", ["method", "route"], registry=registry)
    answers = Counter("verifier_requests", "Requests answered", ["method", "route", "status"], registry=registry)
    work = Work(system.tallies, system.services.queue, system.services.desk.clock)

    @app.before_request
    def start() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in _METHODS else "other"
        took = time.perf_counter() - g.began if "began" in g else 0.0
        answers.labels(method, route, response.status_code).inc()
        if response.mimetype != "text/event-stream":
            seconds.labels(method, route).observe(took)
        things = dict(request.view_args or {})
        log.info("request", method=method, route=route, status=response.status_code, ms=round(took * 1000), **things)
        return response

    @app.get("/metrics")
    @app.doc(summary="Prometheus metrics", tags=["Operation"], operation_id="metrics")
    def metrics() -> Response:
        told = CollectorRegistry()
        told.register(work)
        text = generate_latest(told)
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            shared = CollectorRegistry()
            MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # it has no types
            text += generate_latest(shared)
        else:
            text += generate_latest(registry)
        return Response(text, content_type=CONTENT_TYPE_LATEST)
