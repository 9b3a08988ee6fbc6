"""What is erased is gone: from every table, and from every file, by its bytes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from tests.api.inprocess import V1, Service, serving
from verifier.store.schema import metadata

MARK = "quokkas-and-bandicoots"
TEXT = f"Japan drew up a list of five Russian {MARK} (Xinhua, September 24, 2014)."


def places_of(home: Path, mark: bytes) -> list[str]:
    """Where the mark is found: in the bytes of files, packed or plain, and in the cells of tables."""
    found = [str(path.relative_to(home)) for path in sorted(home.rglob("*")) if path.is_file() and mark in opened(path)]
    engine = create_engine(f"sqlite:///{home / 'verifier.db'}")
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found += [f"{table.name}.{name}" for name, value in row._mapping.items() if mark in plain(value)]
    engine.dispose()
    return sorted(set(found))


def opened(path: Path) -> bytes:
    content = path.read_bytes()
    return content + (gzip.decompress(content) if path.suffix == ".gz" else b"")


def plain(value: object) -> bytes:
    if isinstance(value, bytes):
        return value + zlib.decompress(value)
    return str(value).encode()


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[tuple[Service, str]]:
    """A finished job whose mark is in the document, in evidence, in a review and in a title; and a bystander."""
    with serving(tmp_path, WEBHOOKS__ALLOW_HOSTS=["127.0.0.1"]) as service:
        callback = f"http://127.0.0.1/{MARK}"
        job_id = service.finish({"text": TEXT, "title": f"On {MARK}", "callback_url": callback})
        (reference,) = service.references(job_id)
        url = f"{V1}/references/{reference['id']}"
        page = f"<html><title>{MARK}</title><p>Five Russian {MARK} are on a list in Japan.</p></html>".encode()
        service.client.post(f"{url}/evidence", data={"file": (BytesIO(page), "page.html")})
        service.wait(job_id)
        service.client.put(f"{url}/review", json={"verdict": "verified", "note": f"I know {MARK}."})
        service.finish({"text": "Nothing is cited here."})
        yield service, service.system.services.job(job_id).document_id


def test_an_erased_document_is_gone_from_every_file_and_table(marked: tuple[Service, str], tmp_path: Path) -> None:
    service, document_id = marked
    before = places_of(tmp_path, MARK.encode())
    assert {"documents.record", "citations.record", "entries.record", "deliveries.url"} <= set(before)
    assert any(place.startswith("evidence/") for place in before)
    assert any(place.startswith("verifier.db") for place in before)
    service.client.delete(f"{V1}/documents/{document_id}")
    assert places_of(tmp_path, MARK.encode()) == []
    assert len(service.client.get(f"{V1}/documents").json["documents"]) == 1, "the other one is still there"


def test_a_document_is_erased_after_its_time(marked: tuple[Service, str], tmp_path: Path) -> None:
    service, document_id = marked
    retention = service.system.services.retention
    assert retention.sweep() == 0, "it is off by default"
    kept_for = replace(retention.terms, documents=timedelta(days=30))
    replace(retention, terms=kept_for).sweep()
    assert service.system.services.jobs.document(document_id)
    replace(retention, terms=kept_for, clock=Later(retention.clock.now() + timedelta(days=31))).sweep()
    assert places_of(tmp_path, MARK.encode()) == []


class Later:
    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


def test_captures_have_a_time_of_their_own_and_the_verdict_stays(marked: tuple[Service, str], tmp_path: Path) -> None:
    service, document_id = marked
    retention = service.system.services.retention
    later = Later(retention.clock.now() + timedelta(days=31))
    replace(retention, clock=later, terms=replace(retention.terms, captures=timedelta(days=30))).sweep()
    places = places_of(tmp_path, MARK.encode())
    assert not [place for place in places if place.startswith("evidence/")]
    assert "entries.record" in places
    (job,) = [one for one in service.system.services.jobs.jobs(None, 9) if one.document_id == document_id]
    (reference,) = service.references(job.id)
    assert reference["verdict"] == "verified"
    assert service.client.get(f"{V1}/captures/{reference['report']['sha256']}").status_code == 404


def test_progress_and_deliveries_have_a_time_of_their_own(marked: tuple[Service, str]) -> None:
    service, document_id = marked
    services = service.system.services
    (job,) = [one for one in services.jobs.jobs(None, 9) if one.document_id == document_id]
    retention = services.retention
    later = Later(retention.clock.now() + timedelta(days=31))
    replace(retention, clock=later, terms=replace(retention.terms, events=timedelta(days=30))).sweep()
    assert services.events(job.id, 0) == []
    told = service.client.get(f"{V1}/jobs/{job.id}/events").text
    assert told.count("event: end") == 1, "a listener hears that it is over all the same"
