"""A Word file that was handed in comes back with a comment on each citation, and goes when its document goes."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from tests.api.inprocess import SHORT, V1, Service


def submitted(service: Service) -> tuple[bytes, str]:
    file = docx.Document()
    file.add_heading("A draft", level=1)
    file.add_paragraph().add_run(SHORT).italic = True
    made = io.BytesIO()
    file.save(made)
    form = {"file": (io.BytesIO(made.getvalue()), "draft.docx"), "published": "2014-10-01"}
    return made.getvalue(), service.client.post(f"{V1}/documents", data=form).json["job_id"]


def test_the_users_own_file_comes_back(service: Service) -> None:
    _, job_id = submitted(service)
    service.wait(job_id)
    answer = service.client.get(f"{V1}/jobs/{job_id}/report?format=docx")
    file = docx.Document(io.BytesIO(answer.data))
    assert [paragraph.style.name for paragraph in file.paragraphs] == ["Heading 1", "Normal"]
    assert file.paragraphs[1].text == SHORT
    assert all(run.italic for run in file.paragraphs[1].runs if run.text)
    (comment,) = file.comments
    assert comment.text.startswith("Xinhua: ✓ verified")


def test_it_is_erased_with_its_document(service: Service) -> None:
    data, job_id = submitted(service)
    service.wait(job_id)
    evidence = Path(service.system.settings.home) / "evidence"
    digest = service.report(job_id)["document"]["sha256"]
    assert service.read(f"{V1}/captures/{digest}") == data
    service.client.delete(f"{V1}/documents/{service.report(job_id)['document']['id']}")
    assert service.client.get(f"{V1}/captures/{digest}").status_code == 404
    assert not list(evidence.rglob(f"{digest}*"))
