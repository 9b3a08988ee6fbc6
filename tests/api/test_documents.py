"""Submitting a document and reading it back: `POST /documents`, `GET /documents`, `GET /documents/{id}`."""

from __future__ import annotations

import threading
from hashlib import sha256
from io import BytesIO

import pytest
from flask import Response
from werkzeug.serving import make_server

from tests.api.inprocess import SAMPLE, SHORT, V1, Service, serving
from verifier import shipped

UNDATED = "It rained in Moscow for a week (TASS, March 3)."


def test_a_submission_is_accepted_with_its_ids_and_links(idle: Service) -> None:
    answer = idle.client.post(f"{V1}/documents", json={"text": SHORT})
    assert answer.status_code == 202
    accepted = answer.json
    assert {"document_id", "job_id", "links"} <= set(accepted)
    assert answer.headers["Location"] == accepted["links"]["job"] == f"{V1}/jobs/{accepted['job_id']}"
    for name in ("job", "report", "document", "page"):
        assert idle.client.get(accepted["links"][name]).status_code == 200, name


def test_the_text_is_served_as_it_was_sent_but_for_line_ends_and_the_mark(idle: Service) -> None:
    sent = "\ufeff" + SHORT + "\r\nТАСС 新華社 𝔸\r\rשלום\n"
    document_id = idle.submit({"text": sent})["document_id"]
    document = idle.client.get(f"{V1}/documents/{document_id}").json
    assert document["text"] == SHORT + "\nТАСС 新華社 𝔸\n\nשלום\n"
    assert document["characters"] == len(document["text"])
    assert document["sha256"] == sha256(sent.encode()).hexdigest()


def test_what_the_user_says_of_a_document_wins(idle: Service) -> None:
    said = {"title": "A title", "publication": "A journal", "published": "2014-10-02", "language": "fr"}
    document = idle.client.get(f"{V1}/documents/{idle.submit({'text': SAMPLE, **said})['document_id']}").json
    assert {name: document[name] for name in said} == said
    assert document["published_origin"] == "user"


def test_a_document_says_itself_what_the_user_does_not(shared: Service, sample_job: str) -> None:
    document = shared.report(sample_job)["document"]
    assert document["publication"] == "Eurasia Daily Monitor"
    assert document["published"].startswith("2014-")
    assert document["language"] == "en"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", SHORT),
        ("markdown", f"# Banks\n\n{SHORT}"),
        ("html", f"<html><head><title>Banks</title></head><body><p>{SHORT}</p></body></html>"),
    ],
)
def test_a_document_may_be_text_markdown_or_html(service: Service, field: str, value: str) -> None:
    job = service.finish({field: value})
    assert [one["source"] for one in service.references(job)] == ["Xinhua"]


@pytest.mark.parametrize("name", ["russia-japan.txt", "every-verdict.md", "central-asia.html"])
def test_a_file_is_submitted_as_a_form(idle: Service, name: str) -> None:
    form = {"file": (BytesIO(shipped.seeds(name).read_bytes()), name), "title": "Mine", "confidential": "true"}
    answer = idle.client.post(f"{V1}/documents", data=form)
    assert answer.status_code == 202, answer.text
    document = idle.client.get(answer.json["links"]["document"]).json
    assert (document["title"], document["confidential"]) == ("Mine", True)


def test_a_confidential_document_says_so_and_asks_only_the_channels_named(idle: Service) -> None:
    accepted = idle.submit({"text": SHORT, "confidential": True, "channels": ["library"]})
    document = idle.client.get(accepted["links"]["document"]).json
    assert (document["confidential"], document["channels"]) == (True, ["library"])


def test_a_url_is_taken_at_once_and_its_job_says_that_it_could_not_be_fetched(service: Service) -> None:
    job_id = service.finish({"url": "http://127.0.0.1:9/draft.html"})
    job = service.client.get(f"{V1}/jobs/{job_id}").json
    assert job["status"] == "failed"
    assert "http://127.0.0.1:9/draft.html could not be fetched" in job["error"]
    assert service.report(job_id)["job"]["error"] == job["error"]


def test_what_is_said_of_a_url_holds_for_the_document_behind_it(tmp_path) -> None:
    page = f"<html><head><title>Its own</title></head><body><p>{UNDATED}</p></body></html>"
    server = make_server("127.0.0.1", 0, Response(page, mimetype="text/html"), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here = f"127.0.0.1:{server.server_port}"
    web = {"FETCH__ALLOW_HOSTS": [here], "FETCH__DELAY_S": 0.0, "FETCH__ROBOTS": False}
    quiet = {"CHANNELS__SITEMAP__ENABLED": False, "CHANNELS__WAYBACK__ENABLED": False}
    try:
        with serving(tmp_path, offline=False, **web, **quiet) as service:
            said = {"title": "Mine", "publication": "The Review", "published": "2016-03-09", "language": "fr"}
            report = service.report(service.finish({"url": f"http://{here}/draft", **said}))
            assert {name: report["document"][name] for name in said} == said
            assert report["document"]["url"] == f"http://{here}/draft"
            assert report["citations"][0]["references"][0]["date"]["start"] == "2016-03-03"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


REFUSED = [
    ({}, "/text", "There is no document"),
    ({"text": SHORT, "html": "<p>"}, "/html", "given 2 times"),
    ({"text": 1}, "/text", "string"),
    ({"text": SHORT, "published": "yesterday"}, "/published", "date"),
    ({"text": SHORT, "published": 0}, "/published", "date"),
    ({"text": SHORT, "confidential": "yes"}, "/confidential", "boolean"),
    ({"text": SHORT, "channels": ["telepathy"]}, "/channels/0", "no channel 'telepathy'"),
    ({"text": SHORT, "colour": "red"}, "/colour", "not permitted"),
    ({"url": "file:///etc/passwd"}, "/url", "web address"),
    ({"url": "javascript:alert(1)"}, "/url", "web address"),
    ({"text": SHORT, "title": "x" * 1001}, "/title", "1000"),
    ({"text": SHORT, "callback_url": "http://127.0.0.1/hook"}, "/callback_url", "not a public address"),
    ({"text": SHORT, "callback_url": "ftp://example.org/hook"}, "/callback_url", "web address"),
    ({"text": SHORT, "recheck_days": 0}, "/recheck_days", "greater than or equal to 1"),
]


@pytest.mark.parametrize(("body", "pointer", "words"), REFUSED, ids=[pointer for _, pointer, _ in REFUSED])
def test_a_field_that_does_not_fit_is_pointed_at(shared: Service, body: object, pointer: str, words: str) -> None:
    answer = shared.client.post(f"{V1}/documents", json=body)
    assert answer.status_code == 422
    [error] = answer.json["errors"]
    assert error["pointer"] == pointer
    assert words in error["detail"]


UNREADABLE = [
    ("empty.txt", b"", 422, "empty"),
    ("blank.txt", b" \n\t ", 422, "empty"),
    ("junk.bin", bytes(range(256)) * 40, 422, "NUL"),
    ("sheet.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), 415, "Word"),
    ("broken.docx", b"PK\x03\x04" + bytes(200), 422, "damaged"),
    ("broken.pdf", b"%PDF-1.7\nnothing more", 422, "PDF"),
]


@pytest.mark.parametrize(("name", "data", "status", "words"), UNREADABLE, ids=[name for name, *_ in UNREADABLE])
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_stored(
    idle: Service, name: str, data: bytes, status: int, words: str
) -> None:
    answer = idle.client.post(f"{V1}/documents", data={"file": (BytesIO(data), name)})
    assert answer.status_code == status, answer.text
    assert words.lower() in answer.json["detail"].lower()
    assert idle.client.get(f"{V1}/documents").json["documents"] == []


def test_a_document_without_citations_is_completed_and_says_so(service: Service) -> None:
    job_id = service.finish({"text": "Nothing is cited here (LNG), nor here (November 2014)."})
    report = service.report(job_id)
    assert report["job"]["status"] == "completed"
    assert report["citations"] == []
    assert "No citations found" in service.client.get(f"{V1}/jobs/{job_id}/report?format=markdown").text


def test_a_reference_that_cannot_be_dated_says_so(service: Service) -> None:
    job_id = service.finish({"text": "Prices rose (Reuters, February 30, 2014)."})
    [reference] = service.references(job_id)
    assert reference["date"] is None
    assert reference["undated"] == "impossible"
    assert reference["verdict"] != "verified"


def test_strange_characters_come_back_as_they_were(service: Service) -> None:
    text = f"‮RTL override‬ 𝒜𝓈𝓉𝓇𝒶𝓁 עברית ))) ((( {SHORT}"
    job_id = service.finish({"text": text})
    report = service.report(job_id)
    [citation] = report["citations"]
    served = service.client.get(f"{V1}/documents/{report['document']['id']}").json["text"]
    assert served == text
    assert served[citation["start"] : citation["end"]] == citation["text"] == "(Xinhua, September 24, 2014)"


def test_half_a_character_is_refused_as_malformed(shared: Service) -> None:
    answer = shared.client.post(f"{V1}/documents", data=b'{"text": "a \\ud800 b"}', content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"
