"""`POST /extract`: the citations only, at once, and nothing kept."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from tests.api.inprocess import SAMPLE, V1, Service


def test_the_citations_are_in_the_reports_shape_without_verdicts(shared: Service, sample_job: str) -> None:
    answer = shared.client.post(f"{V1}/extract", json={"text": SAMPLE})
    assert answer.status_code == 200
    extracted, report = answer.json, shared.report(sample_job)
    assert set(extracted) >= {"document", "citations"}
    assert extracted["document"]["sha256"] == sha256(SAMPLE.encode()).hexdigest()
    for name in ("title", "publication", "published", "language", "characters"):
        assert extracted["document"][name] == report["document"][name]
    pairs = list(zip(extracted["citations"], report["citations"], strict=True))
    assert len(pairs) == 7
    for mine, theirs in pairs:
        for name in ("start", "end", "text", "claim"):
            assert mine[name] == theirs[name]
        for cited, verified in zip(mine["references"], theirs["references"], strict=True):
            assert "verdict" not in cited
            for name in ("source", "relation", "title", "url", "date", "outlet"):
                assert cited[name] == verified[name]


def test_nothing_is_kept(idle: Service) -> None:
    idle.client.post(f"{V1}/extract", json={"text": SAMPLE})
    assert idle.client.get(f"{V1}/documents").json["documents"] == []
    assert idle.client.get(f"{V1}/jobs").json["jobs"] == []


def test_the_date_of_the_document_gives_the_years(shared: Service) -> None:
    body = {"text": "It rained (TASS, March 3).", "published": "2016-03-09"}
    [citation] = shared.client.post(f"{V1}/extract", json=body).json["citations"]
    date = citation["references"][0]["date"]
    assert (date["start"], date["year_inferred"]) == ("2016-03-03", True)


def test_a_file_is_extracted_too(shared: Service) -> None:
    answer = shared.client.post(f"{V1}/extract", data={"file": (BytesIO(SAMPLE.encode()), "a.txt")})
    assert len(answer.json["citations"]) == 7


def test_a_url_is_left_to_a_job(shared: Service) -> None:
    answer = shared.client.post(f"{V1}/extract", json={"url": "https://example.org/a"})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/url")
