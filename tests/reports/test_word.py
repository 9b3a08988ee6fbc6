"""The report as a Word file, read back."""

from __future__ import annotations

import io

import docx
import pytest

from tests.reports.made import TEXT, empty, verification
from verifier.dossier import Verification
from verifier.records import JobStatus
from verifier.reports import Wording, render


def word(made: Verification, wording: Wording):
    return docx.Document(io.BytesIO(render(made, "docx", wording)))


def test_the_text_is_the_documents(wording: Wording) -> None:
    subtitle, *text = [paragraph.text for paragraph in word(verification(), wording).paragraphs]
    assert "\n".join(text) == TEXT
    assert subtitle == "1 contradicted, 1 unresolved source, 1 verified"


def test_each_reference_is_a_comment_on_its_citation(wording: Wording) -> None:
    file = word(verification(), wording)
    comments = [comment.text for comment in file.comments]
    assert [text.split("\n")[0] for text in comments] == [
        "Xinhua: ✓ verified",
        "TASS: ✗ contradicted",
        "Interfax: waiting",
        "Kommersant: ? unresolved source",
    ]
    assert "The report is on Xinhua News Agency's own site." in comments[0]
    assert "Reviewed by @reviewer." in comments[1]
    body = file.element.body.xml
    assert body.count("w:commentRangeStart") == body.count("w:commentRangeEnd") == 4


@pytest.mark.parametrize("status", [JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.QUEUED])
def test_a_document_without_citations_is_a_file_too(wording: Wording, status: JobStatus) -> None:
    read = status is JobStatus.COMPLETED
    assert word(empty(status, read=read, error=None if read else "It\x00 failed."), wording).paragraphs
