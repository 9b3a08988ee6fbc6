"""The pages, as a browser without script sees them."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.api.inprocess import SAMPLE, SHORT, V1, Service

ABSENT = "Japan will ban five Russian banks from issuing securities (The Baltic Times, January 8, 2019)."
EVIL = "<script>alert(1)</script>"


def page(answer: TestResponse, status: int = 200) -> html.HtmlElement:
    assert (answer.status_code, answer.mimetype) == (status, "text/html"), answer.text
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def job_of(answer: TestResponse) -> str:
    """The job that a form's answer leads to."""
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path.rsplit("/", 1)[-1]


# ── submitting ──


def test_the_first_page_asks_for_a_document_and_has_no_jobs_yet(idle: Service) -> None:
    home = page(idle.client.get("/"))
    [form] = home.forms
    assert (form.method, form.get("enctype")) == ("POST", "multipart/form-data")
    assert {"file", "text", "url", "published", "confidential"} <= set(form.inputs.keys())
    for field in home.xpath("//input | //textarea"):
        assert field.xpath("ancestor::label"), field.get("name")
    assert "None yet." in words(home)


def test_a_text_is_submitted_with_line_ends_as_they_were_pasted(service: Service) -> None:
    answer = service.client.post("/", data={"text": f"First.\r\n\r\n{SHORT}"})
    report = service.report(service.wait(job_of(answer)))
    document = service.client.get(f"{V1}/documents/{report['document']['id']}").json
    assert document["text"] == f"First.\n\n{SHORT}"


def test_a_file_is_submitted_with_its_day_and_in_confidence(idle: Service) -> None:
    form = {
        "file": (BytesIO(SAMPLE.encode()), "draft.txt"),
        "text": "",
        "published": "2014-10-05",
        "confidential": "on",
    }
    answer = idle.client.post("/", data=form)
    job = idle.client.get(f"{V1}/jobs/{job_of(answer)}").json
    document = idle.client.get(job["links"]["document"]).json
    assert (document["published"], document["confidential"]) == ("2014-10-05", True)


def test_a_long_text_may_be_pasted(idle: Service) -> None:
    assert idle.client.post("/", data={"text": "It rained again. " * 100_000}).status_code == 303


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": "  "}, 422, "There is no document."),
        ({"url": "javascript:alert(1)"}, 422, "is not a web address"),
        ({"text": SHORT, "published": "yesterday"}, 422, "is not a day"),
        ({"text": "a\0b"}, 422, "NUL"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(idle: Service, form: dict[str, str], status: int, said: str) -> None:
    refused = page(idle.client.post("/", data=form), status)
    assert said in words(refused)
    assert refused.xpath("//*[@role='alert']")


def test_recent_jobs_are_listed_with_what_came_of_them(service: Service) -> None:
    job_id = service.finish({"text": SAMPLE})
    home = page(service.client.get("/"))
    [row] = home.xpath("//table[@class='jobs']/tbody/tr")
    assert row.xpath(".//a/@href") == [f"/jobs/{job_id}"]
    assert "completed" in words(row)
    assert row.xpath(".//time/@datetime")
    shown = sum(int(re.search(r"\d+", words(tally)).group()) for tally in row.find_class("tally"))  # type: ignore[union-attr]
    assert shown == 7


# ── a job ──


def test_the_report_stands_beside_the_document(service: Service) -> None:
    job_id = service.finish({"text": SAMPLE})
    shown = page(service.client.get(f"/jobs/{job_id}"))
    [text] = shown.find_class("text")
    for sign in text.find_class("sign"):
        sign.drop_tree()
    assert text.text_content() == SAMPLE.replace("\r\n", "\n")
    assert len(shown.find_class("card")) == 7
    assert len(shown.find_class("citation")) == 7
    for name in ("json", "html", "markdown", "csv"):
        assert shown.xpath(f"//a[@href='/api/v1/jobs/{job_id}/report?format={name}']/@download")


def test_every_link_and_form_of_the_page_leads_somewhere(service: Service) -> None:
    job_id = service.finish({"text": ABSENT})
    for path in ("/", f"/jobs/{job_id}", "/outlets"):
        shown = page(service.client.get(path))
        ids = set(shown.xpath("//@id"))
        for link in {*shown.xpath("//a/@href"), *shown.xpath("//link/@href"), *shown.xpath("//script/@src")}:
            if link.startswith("#"):
                assert link[1:] in ids, link
            elif link.startswith("/"):
                assert service.read(link) is not None
        rules = [rule for rule in service.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
        adapter = service.app.url_map.bind("localhost")
        for form in shown.forms:
            assert adapter.match(urlsplit(form.action).path, method=form.method), form.action
        assert rules


def test_nothing_is_written_into_the_markup_that_the_policy_forbids(service: Service) -> None:
    job_id = service.finish({"text": SAMPLE})
    for path in ("/", f"/jobs/{job_id}", "/outlets", "/sign-in", f"{V1}/docs", "/nothing"):
        shown = html.fromstring(service.client.get(path, headers={"Accept": "text/html"}).text)
        assert shown.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == [], path


def test_a_hostile_document_is_text(service: Service) -> None:
    text = f"A {EVIL} title\n\n{EVIL} it is said {SHORT} <b>‮evil‬</b> &amp; {{{{ 7*7 }}}}"
    answer = service.client.get(f"/jobs/{service.finish({'text': text, 'title': EVIL})}")
    assert EVIL not in answer.text
    shown = page(answer)
    assert EVIL in shown.text_content()
    assert "{{ 7*7 }}" in shown.text_content()
    assert "49" not in words(shown.find_class("text")[0])


def test_a_job_that_waits_says_so_and_can_be_cancelled(idle: Service) -> None:
    job_id = idle.submit()["job_id"]
    shown = page(idle.client.get(f"/jobs/{job_id}"))
    assert shown.get_element_by_id("job").get("data-over") == "no"
    assert "its citations will stand here" in words(shown)
    [cancel] = [form for form in shown.forms if form.action.endswith("/cancel")]
    assert idle.client.post(cancel.action).status_code == 303
    assert idle.client.get(f"{V1}/jobs/{job_id}").json["status"] == "cancelled"


def test_retry_is_offered_only_where_there_is_something_to_look_for_again(service: Service) -> None:
    settled = service.finish({"text": "Nobody knows (Gornyi Vestnik-Plus, March 3, 2016)."})
    missing = service.finish({"text": ABSENT})
    offered = {
        job_id: [form.action for form in page(service.client.get(f"/jobs/{job_id}")).forms if "/retry" in form.action]
        for job_id in (settled, missing)
    }
    assert offered == {settled: [], missing: [f"/jobs/{missing}/retry"]}
    assert service.client.post(f"/jobs/{missing}/retry").status_code == 303


def test_a_document_without_citations_is_told_what_one_looks_like(service: Service) -> None:
    shown = page(service.client.get(f"/jobs/{service.finish({'text': 'Nothing (LNG).'})}"))
    assert "No citations found" in words(shown)
    assert "an outlet and a day in parentheses" in words(shown)


def test_a_failed_job_says_why(service: Service) -> None:
    job_id = service.finish({"url": "http://127.0.0.1:9/draft"})
    [alert] = page(service.client.get(f"/jobs/{job_id}")).xpath("//*[@role='alert']")
    assert "could not be fetched" in words(alert)


# ── deciding ──


def test_a_review_is_made_shown_and_withdrawn_by_forms(service: Service) -> None:
    job_id = service.finish({"text": ABSENT})
    [reference] = service.references(job_id)
    action = f"/references/{reference['id']}/review"
    answer = service.client.post(action, data={"verdict": "verified", "note": "On paper.", "reviewer": "M. Gray"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/jobs/{job_id}#{reference['id']}"
    shown = page(service.client.get(f"/jobs/{job_id}"))
    [card] = shown.find_class("card")
    assert card.get("data-verdict") == "verified"
    assert "by M. Gray; the machine:" in words(card)
    assert "Note: On paper." in words(card)
    assert words(shown.find_class("counts")[0]) == "✓ 1 verified"
    assert service.client.post(action, data={"verdict": "withdraw"}).status_code == 303
    assert service.references(job_id)[0]["verdict"] == reference["verdict"]


@pytest.mark.parametrize("verdict", ["", "true", "Verified"])
def test_a_review_without_a_verdict_is_refused(service: Service, verdict: str) -> None:
    [reference] = service.references(service.finish({"text": ABSENT}))
    answer = service.client.post(f"/references/{reference['id']}/review", data={"verdict": verdict})
    assert "Choose a verdict." in words(page(answer, 422))


def test_a_report_is_handed_in_by_a_form(service: Service) -> None:
    job_id = service.finish({"text": ABSENT})
    [reference] = service.references(job_id)
    action = f"/references/{reference['id']}/evidence"
    story = f"<html><body><article><h1>Banks</h1><p>{ABSENT}</p></article></body></html>".encode()
    assert service.client.post(action, data={"file": (BytesIO(story), "report.html")}).status_code == 303
    service.wait(job_id)
    assert "It was handed in as the cited report." in service.references(job_id)[0]["reasons"]
    refused = service.client.post(action, data={"url": "", "file": (BytesIO(b""), "")})
    assert "There is no report." in words(page(refused, 422))


# ── the rest ──


def test_the_outlets_are_listed_with_their_names_and_hosts(idle: Service) -> None:
    shown = page(idle.client.get("/outlets"))
    row = shown.get_element_by_id("xinhua")
    assert "Xinhua News Agency" in words(row)
    assert "xinhuanet.com" in words(row)
    [search] = shown.xpath("//p[.//input[@type='search']]")
    assert search.get("hidden") is not None  # until there is a script to search with


def test_an_address_with_nothing_at_it_is_said_in_words_to_people_and_in_json_to_programs(idle: Service) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert "There is no such page" in words(page(idle.client.get("/nothing", headers=browser), 404))
    assert "There is no such page" in words(page(idle.client.get("/jobs/nothing", headers=browser), 404))
    for path, headers in (("/nothing", {"Accept": "application/json"}), (f"{V1}/nothing", browser)):
        assert idle.client.get(path, headers=headers).mimetype == "application/problem+json"


def test_the_pages_load_nothing_from_elsewhere(service: Service) -> None:
    job_id = service.finish({"text": SAMPLE})
    for path in ("/", f"/jobs/{job_id}", "/outlets"):
        shown = page(service.client.get(path))
        for address in (*shown.xpath("//link/@href"), *shown.xpath("//@src")):
            assert re.match(r"/[^/]", address), address
    for name in ("/report.css", "/static/site.css"):
        style = service.read(name).decode()
        assert "@import" not in style
        assert "url(" not in style
