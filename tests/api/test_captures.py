"""The kept bytes of fetched pages, which must not run on this origin."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.api.inprocess import V1, Service


@pytest.fixture
def digest(shared: Service, sample_job: str) -> str:
    kept: str = next(one["report"]["sha256"] for one in shared.references(sample_job) if one["report"])
    return kept


def test_a_capture_is_the_bytes_that_its_name_is_the_hash_of(shared: Service, digest: str) -> None:
    answer = shared.client.get(f"{V1}/captures/{digest}")
    assert answer.status_code == 200
    assert sha256(answer.data).hexdigest() == digest
    assert b"<html" in answer.data


@pytest.mark.parametrize("ending", ["", "/warc"])
def test_a_capture_is_inert(shared: Service, digest: str, ending: str) -> None:
    headers = shared.client.get(f"{V1}/captures/{digest}{ending}").headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "html" not in headers["Content-Type"]


def test_a_capture_is_also_a_warc_record_with_its_url(shared: Service, sample_job: str, digest: str) -> None:
    answer = shared.client.get(f"{V1}/captures/{digest}/warc")
    assert answer.mimetype == "application/warc"
    [(url, body)] = records(answer.data)
    assert url in [one["report"]["url"] for one in shared.references(sample_job) if one["report"]]
    assert sha256(body).hexdigest() == digest


def records(data: bytes) -> list[tuple[str, bytes]]:
    """(URL, content) of each response."""
    return [
        (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(BytesIO(data))
        if record.rec_type == "response"
    ]


@pytest.mark.parametrize("name", ["0" * 64, "x", "..%2f..%2fverifier.db", "%00"])
@pytest.mark.parametrize("ending", ["", "/warc"])
def test_what_is_not_kept_is_a_404(shared: Service, name: str, ending: str) -> None:
    answer = shared.client.get(f"{V1}/captures/{name}{ending}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
