"""What took how long, as OpenTelemetry's spans: each request, each beginning of a job, each step of a reference.

Without the extra `otel`, and without a collector named by OpenTelemetry's own variables, nothing is told and nothing
is paid. A span says ids and names of steps and routes, and never a word of a document: not even in an error's message.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

try:
    from opentelemetry import trace
except ImportError:  # the extra is not installed
    HERE = False
else:
    HERE = True

_COLLECTORS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NAME = "citation-verifier"


def tell() -> None:
    """From now on this process's spans go where the environment says. Only after a fork: it starts a thread."""
    if not HERE or not any(map(os.environ.get, _COLLECTORS)):
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME", _NAME)})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


@contextmanager
def span(name: str, **about: str) -> Iterator[None]:
    """What is done inside took so long, inside whatever span this one is in; `about`: ids."""
    if not HERE:
        yield
        return
    attributes = {f"verifier.{key}": value for key, value in about.items()}
    with trace.get_tracer(_NAME).start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield
        except BaseException as error:
            current.set_status(trace.Status(trace.StatusCode.ERROR, type(error).__name__))
            raise


def note(key: str, value: str | int) -> None:
    """One more thing about the span that is going on."""
    if HERE:
        trace.get_current_span().set_attribute(f"verifier.{key}", value)
