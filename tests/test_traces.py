"""Spans: what is told of a request and of the work, and that nothing is needed where nobody listens."""

from __future__ import annotations

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.api.inprocess import SHORT, V1, serving

trace = pytest.importorskip("opentelemetry.trace", reason="the extra otel is not installed")
export = pytest.importorskip("opentelemetry.sdk.trace.export")
sdk = pytest.importorskip("opentelemetry.sdk.trace")
memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")


@pytest.fixture(scope="module")
def told():
    """Where all spans of this process go from now on: OpenTelemetry has one provider a process."""
    kept = memory.InMemorySpanExporter()
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(kept))
    trace.set_tracer_provider(provider)
    yield kept
    kept.shutdown()


def test_a_job_is_told_from_its_request_to_its_last_step(told, tmp_path):
    told.clear()
    with serving(tmp_path) as service:
        job_id = service.finish({"text": SHORT})
        service.client.get(f"{V1}/jobs/nothing")
    spans = {span.name: span for span in told.get_finished_spans()}
    assert {"begin", "advance", "step resolve", "step ask", "step fetch", "step match", "step judge"} <= set(spans)
    assert dict(spans["begin"].attributes) == {"verifier.job": job_id}
    step = spans["step judge"]
    assert dict(step.attributes) == {"verifier.job": job_id, "verifier.reference": f"{job_id}-r1"}
    advances = {one.context.span_id for one in told.get_finished_spans() if one.name == "advance"}
    assert step.parent.span_id in advances
    submitted = spans[f"POST {V1}/documents"]
    assert submitted.attributes["verifier.status"] == 202
    asked = [one for one in told.get_finished_spans() if one.name == f"GET {V1}/jobs/<job_id>"]
    assert asked[-1].attributes["verifier.job_id"] == "nothing"
    assert asked[-1].attributes["verifier.status"] == 404


def test_no_word_of_a_document_is_told(told, tmp_path):
    told.clear()
    with serving(tmp_path) as service:
        service.finish({"text": SHORT})
    everything = "".join(span.to_json() for span in told.get_finished_spans())
    assert everything
    for word in ("Japan", "banks", "Xinhua"):
        assert word not in everything


def test_an_error_is_told_by_its_name_alone(told):
    from verifier.traces import span

    told.clear()
    with pytest.raises(ValueError, match="a word of the document"), span("step", job="j1"):
        raise ValueError("a word of the document")
    (one,) = told.get_finished_spans()
    assert (one.status.is_ok, one.status.description, one.events) == (False, "ValueError", ())


def test_spans_go_to_the_collector_that_the_environment_names():
    received: dict[str, bytes] = {}

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        thread = threading.Thread(target=collector.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{collector.server_port}"
        program = "from verifier import traces; traces.tell()\nwith traces.span('begin', job='j1'): pass"
        environ = {"OTEL_EXPORTER_OTLP_ENDPOINT": address, "OTEL_EXPORTER_OTLP_COMPRESSION": "none"}
        ran = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, timeout=60)
        collector.shutdown()
        thread.join()
    assert ran.returncode == 0, ran.stderr
    for said in (b"citation-verifier", b"begin", b"verifier.job", b"j1"):
        assert said in received["/v1/traces"]


def test_nothing_is_needed_where_the_extra_is_not_installed():
    program = """
import sys
sys.modules["opentelemetry"] = None
from verifier import traces
traces.tell()
with traces.span("step", job="j1"):
    traces.note("status", 200)
assert not traces.HERE
"""
    environ = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    ran = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
