"""The pages, as a browser without script sees them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.api.inprocess import SAMPLE, SHORT, V1, Service, serving
from verifier.records import Judged, Read, Resolved
from verifier.web.rows import rows

ABSENT = "Japan will ban five Russian banks from issuing securities (The Baltic Times, January 8, 2019)."
EVIL = "<script>alert(1)</script>"


def page(answer: TestResponse, status: int = 200) -> html.HtmlElement:
    assert (answer.status_code, answer.mimetype) == (status, "text/html"), answer.text
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def forms(shown: html.HtmlElement) -> list[html.FormElement]:
    """Those that are sent to the service."""
    return [form for form in shown.forms if form.get("method") != "dialog"]


def job_of(answer: TestResponse) -> str:
    """The job that a form's answer leads to."""
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path.rsplit("/", 1)[-1]


# ── submitting ──


def test_the_first_page_asks_for_a_document_and_has_no_jobs_yet(idle: Service) -> None:
    home = page(idle.client.get("/"))
    [form] = home.forms
    assert (form.method, form.get("enctype")) == ("POST", "multipart/form-data")
    assert {"file", "text", "url", "published", "confidential", "channels", "callback_url"} <= set(form.inputs.keys())
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


def test_what_is_cited_is_shown_before_anything_is_stored(idle: Service) -> None:
    shown = page(idle.client.post("/preview", data={"text": SAMPLE}))
    assert "7 citations found" in words(shown)
    assert len(shown.find_class("found-one")) == 7
    assert shown.xpath("//textarea[@name='text']")[0].text_content().strip() == SAMPLE.strip()
    assert idle.client.get(f"{V1}/jobs").json["jobs"] == []
    for form, said in (
        ({"text": " "}, "There is no document."),
        ({"url": "https://a.example/"}, "once it has been fetched"),
    ):
        assert said in words(page(idle.client.post("/preview", data=form), 422))


def test_what_was_misread_is_corrected_before_it_is_looked_for(service: Service) -> None:
    text = f"{SHORT} It rained all day. Then snow fell (Interfax, May 3, 2016; Times, May 4). Nobody came (BBC, May 5)."
    shown = page(service.client.post("/preview", data={"text": text}))
    *_, form = [one for one in forms(shown) if one.get("id") == "submission"]
    keys = [box.get("value") for box in form.xpath(".//input[@name='removed']")]
    fields = {name: value or "" for name, value in form.form_values()}
    fields |= {
        f"outlet:{keys[1]}:1": "The Moscow Times",
        f"start:{keys[1]}:1": "2017-05-04",
        f"end:{keys[1]}:1": "2017-05-04",
        f"claim:{keys[1]}": "It rained all day.\r\nThen snow fell",
        "removed": keys[2],
    }
    job_id = service.wait(job_of(service.client.post("/", data=fields)))
    report = service.report(job_id)
    first, second = report["citations"]
    assert first["references"][0]["corrected"] == []
    assert not first["claim"]["corrected"]
    assert (second["claim"]["text"], second["claim"]["corrected"]) == ("It rained all day. Then snow fell", True)
    interfax, times = second["references"]
    assert interfax["corrected"] == []
    assert (times["source"], times["outlet"]["id"], times["resolved_by"]) == ("Times", "moscow-times", "person")
    assert (times["date"]["start"], times["date"]["origin"], times["corrected"]) == (
        "2017-05-04",
        "person",
        ["date", "outlet"],
    )
    assert "1 citation taken out by a person" in words(page(service.client.get(f"/jobs/{job_id}")))
    card = words(page(service.client.get(f"/references/{times['id']}")))
    assert "Corrected by a person before it was looked for: The Moscow Times, 2017-05-04" in card
    assert "words chosen by a person" in card


def test_a_form_that_corrects_nothing_is_no_correction(idle: Service) -> None:
    shown = page(idle.client.post("/preview", data={"text": SHORT}))
    *_, form = [one for one in forms(shown) if one.get("id") == "submission"]
    plain = job_of(idle.client.post("/", data={"text": SHORT}))
    assert job_of(idle.client.post("/", data={name: value or "" for name, value in form.form_values()})) == plain


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("outlet:{key}:0", "The Nowhere Post", "There is no outlet"),
        ("claim:{key}", "Words that are not there", "These words are not in the document"),
        ("claim:{key}", "  ", "A claim has no words."),
        ("start:{key}:0", "2016-13-01", "is not a day"),
    ],
)
def test_a_correction_that_cannot_be_is_said_in_words(shared: Service, name: str, value: str, said: str) -> None:
    start = SHORT.index("(")
    key = f"{start}-{SHORT.index(')') + 1}"
    refused = page(shared.client.post("/", data={"text": SHORT, name.format(key=key): value}), 422)
    assert said in words(refused)
    assert len(shared.client.get(f"{V1}/jobs").json["jobs"]) == 1


def test_the_options_of_a_submission_are_kept(tmp_path: Path) -> None:
    form = {
        "text": SHORT, "title": "T", "publication": "P", "channels": ["library", "wayback"], "recheck_days": "30",
        "callback_url": "https://hooks.example.com/done",
    }  # fmt: skip
    with serving(tmp_path, working=False, offline=False) as idle:
        job = idle.client.get(f"{V1}/jobs/{job_of(idle.client.post('/', data=form))}").json
        document = idle.client.get(job["links"]["document"]).json
        assert (document["title"], document["publication"]) == ("T", "P")
        assert document["channels"] == ["library", "wayback"]
        refused = page(idle.client.post("/", data={"text": SHORT, "recheck_days": "soon"}), 422)
        assert "is not a number of days" in words(refused)


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": "  "}, 422, "There is no document."),
        ({"url": "javascript:alert(1)"}, 422, "is not a web address"),
        ({"url": "https://a.example/", "text": SHORT}, 422, "There are several documents."),
        ({"text": SHORT, "published": "yesterday"}, 422, "is not a day"),
        ({"text": "a\0b"}, 422, "NUL"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(shared: Service, form: dict[str, str], status: int, said: str) -> None:
    refused = page(shared.client.post("/", data=form), status)
    assert said in words(refused)
    assert refused.xpath("//*[@role='alert']")


def test_recent_jobs_are_listed_with_what_came_of_them(shared: Service, job: str) -> None:
    home = page(shared.client.get("/"))
    [row] = home.xpath("//table[@class='list']/tbody/tr")
    assert row.xpath(".//a/@href") == [f"/jobs/{job}"]
    assert "completed" in words(row)
    assert row.xpath(".//time/@datetime")
    shown = sum(int(re.search(r"\d+", words(tally)).group()) for tally in row.find_class("tally"))  # type: ignore[union-attr]
    assert shown == 8


# ── a job ──


def test_the_report_stands_beside_the_document(shared: Service, job: str) -> None:
    shown = page(shared.client.get(f"/jobs/{job}"))
    document = shared.client.get(shared.client.get(f"{V1}/jobs/{job}").json["links"]["document"]).json
    [text] = shown.find_class("text")
    for sign in text.find_class("sign"):
        sign.drop_tree()
    assert text.text_content() == document["text"]
    assert len(shown.find_class("row-of")) == 8
    assert len(shown.find_class("citation")) == 8
    assert len(shown.xpath("//*[@id='map']/*")) == 8
    for name in ("json", "html", "markdown", "csv"):
        assert shown.xpath(f"//a[@href='/api/v1/jobs/{job}/report?format={name}']/@download")


def test_the_list_says_why_and_not_what_goes_without_saying(shared: Service, job: str) -> None:
    listed = page(shared.client.get(f"/jobs/{job}"))
    why = {
        words(row.find_class("row-verdict")[0]): words(row.find_class("row-reason")[0])
        for row in listed.find_class("row-of")
    }
    assert why["✓ verified"] == "The report says what is claimed."
    assert why["◐ partially verified"] == "The report bears out only a part of the claim."
    assert "reads differently in the report" in why["✗ contradicted"]


def test_what_the_list_says_is_told_without_the_trails(shared: Service, job: str) -> None:
    jobs, wording = shared.system.services.jobs, shared.system.wording
    whole, light = jobs.verification(job), jobs.verification(job, trails=False)
    assert rows(light, wording) == rows(whole, wording)
    kept = {type(entry) for citation in light.citations for one in citation.references for entry in one.dossier.entries}
    assert kept == {Resolved, Read, Judged}


def test_every_link_and_form_of_the_page_leads_somewhere(service: Service) -> None:
    job_id = service.finish({"text": ABSENT})
    [reference] = service.references(job_id)
    for path in (
        "/",
        "/jobs",
        f"/jobs/{job_id}",
        f"/references/{reference['id']}",
        "/outlets",
        "/outlets/tass",
        "/channels",
    ):
        shown = page(service.client.get(path))
        ids = set(shown.xpath("//@id"))
        for link in {*shown.xpath("//a/@href"), *shown.xpath("//link/@href"), *shown.xpath("//script/@src")}:
            if link.startswith("#"):
                assert link[1:] in ids, link
            elif link.startswith("/") and not link.startswith("/outlets/"):
                assert service.read(link) is not None
        rules = [rule for rule in service.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
        adapter = service.app.url_map.bind("localhost")
        for form in forms(shown):
            assert adapter.match(urlsplit(form.action).path, method=form.method), form.action
        assert rules


def test_nothing_is_written_into_the_markup_that_the_policy_forbids(shared: Service, job: str) -> None:
    one = f"/references/{job}-r1"
    for path in ("/", f"/jobs/{job}", one, "/outlets", "/channels", "/sign-in", f"{V1}/docs", "/nothing"):
        shown = html.fromstring(shared.client.get(path, headers={"Accept": "text/html"}).text)
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
    [cancel] = [form for form in forms(shown) if form.action.endswith("/cancel")]
    assert idle.client.post(cancel.action).status_code == 303
    assert idle.client.get(f"{V1}/jobs/{job_id}").json["status"] == "cancelled"


def test_retry_is_offered_only_where_there_is_something_to_look_for_again(service: Service) -> None:
    settled = service.finish({"text": "Nobody knows (Gornyi Vestnik-Plus, March 3, 2016)."})
    missing = service.finish({"text": ABSENT})
    offered = {
        job_id: [form.action for form in forms(page(service.client.get(f"/jobs/{job_id}"))) if "/retry" in form.action]
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
    [row] = shown.find_class("row-of")
    assert row.get("data-verdict") == "verified"
    assert "decided by M. Gray" in words(row)
    [card] = page(service.client.get(f"/references/{reference['id']}")).find_class("card")
    assert "by M. Gray; the machine:" in words(card)
    assert "M. Gray: verified — On paper." in words(card)
    assert service.client.post(action, data={"verdict": "withdraw", "reviewer": "H. Lime"}).status_code == 303
    assert service.references(job_id)[0]["verdict"] == reference["verdict"]
    [decisions] = page(service.client.get(f"/references/{reference['id']}")).find_class("decisions")
    assert [re.sub(r"^.*UTC ", "", words(line)) for line in decisions.iter("li")] == [
        "M. Gray: verified — On paper.",
        "H. Lime: withdrawn",
    ]


def test_who_decides_on_what_they_have_not_seen_is_shown_it_first(service: Service) -> None:
    [reference] = service.references(service.finish({"text": ABSENT}))
    address = f"/references/{reference['id']}"
    [known] = page(service.client.get(address)).xpath("(//input[@name='known'])[1]/@value")
    first = {"verdict": "verified", "reviewer": "M. Gray", "known": known}
    assert service.client.post(f"{address}/review", data=first).status_code == 303
    late = page(service.client.post(f"{address}/review", data={"verdict": "unsupported", "known": known}), 412)
    assert late.xpath("//*[@role='alert']")
    assert "by M. Gray" in words(late.find_class("card")[0])
    [seen] = late.xpath("(//input[@name='known'])[1]/@value")
    again = {"verdict": "unsupported", "reviewer": "H. Lime", "known": seen}
    assert service.client.post(f"{address}/review", data=again).status_code == 303


def test_one_reference_is_a_page_and_a_part(shared: Service, job: str) -> None:
    address = f"/references/{job}-r2"
    alone = page(shared.client.get(address))
    [card] = alone.find_class("card")
    assert "Japan decides on additional sanctions" in words(card)
    [mark, *_] = card.iter("mark")
    assert mark.get("class") == "supports"
    assert card.find_class("around"), "the passage stands in its context"
    assert card.xpath(".//form[@data-act='choose']//input[@name='url']/@value")
    part = shared.client.get(f"{address}?part=card").text
    assert "<html" not in part
    assert 'class="card' in part
    assert f'id="{job}-r2"' in part, "its row comes with it"


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


def test_the_outlets_are_listed_with_their_names_and_hosts_and_searched(shared: Service) -> None:
    every = page(shared.client.get("/outlets"))
    row = every.get_element_by_id("xinhua")
    assert "Xinhua News Agency" in words(row)
    assert "xinhuanet.com" in words(row)
    found = page(shared.client.get("/outlets?q=xinhua+agency")).xpath("//table[@id='outlets']/tbody/tr/@id")
    assert found == ["xinhua"]
    assert "No outlet fits." in words(page(shared.client.get("/outlets?q=no+such+outlet")))


def test_an_outlet_is_written_over_by_its_form(idle: Service) -> None:
    shown = page(idle.client.get("/outlets/izvestia"))
    [form] = forms(shown)
    before = idle.client.get(f"{V1}/outlets/izvestia").json
    fields = dict(form.form_values())
    assert idle.client.post("/outlets/izvestia", data=fields).status_code == 303
    assert idle.client.get(f"{V1}/outlets/izvestia").json == before, "kept as it was shown"
    fields |= {"aliases": "Izvestia\r\n\r\nИзвестия ", "domains": "iz.ru 2017-\r\nizvestia.ru 2001-2017"}
    assert idle.client.post("/outlets/izvestia", data=fields).status_code == 303
    after = idle.client.get(f"{V1}/outlets/izvestia").json
    assert after["aliases"] == ["Izvestia", "Известия"]
    assert [(one["host"], one["since"], one["until"]) for one in after["domains"]] == [
        ("iz.ru", 2017, None),
        ("izvestia.ru", 2001, 2017),
    ]
    assert "your own" in words(page(idle.client.get("/outlets?q=izvestia")).get_element_by_id("izvestia"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "name: it is empty"),
        ("domains", "http://iz.ru/", "is not a host"),
        ("domains", "iz.ru since May", "is not a host and its years"),
        ("time_zone", "Mars", "is no time zone"),
    ],
)
def test_what_no_outlet_can_be_is_said_and_not_kept(shared: Service, field: str, value: str, said: str) -> None:
    form = {"name": "Mine", "kind": "newspaper", "domains": "mine.example"} | {field: value}
    assert said in words(page(shared.client.post("/outlets/mine", data=form), 422))
    assert shared.client.get(f"{V1}/outlets/mine").status_code == 404


def test_channels_say_whether_and_why_not_and_how_they_answered(shared: Service) -> None:
    rows = {
        row.xpath("string(th/text()[1])").strip(): words(row)
        for row in page(shared.client.get("/channels")).xpath("//table/tbody/tr")
    }
    assert re.search(r"on \d+ ok", rows["library"])
    assert "off not configured (channels.search.kind)" in rows["search"]


def test_jobs_are_found_by_title_outlet_and_verdict(service: Service) -> None:
    sample = service.finish({"text": SHORT, "title": "Half-Hearted Sanctions"})
    absent = service.finish({"text": ABSENT, "publication": "The Weekly Gazette"})

    def found(**query: str) -> list[str]:
        shown = page(service.client.get("/jobs", query_string=query))
        return [link.rpartition("/")[2] for link in shown.xpath("//table[@class='list']//a/@href")]

    assert found() == [absent, sample]
    assert found(q="half-hearted") == [sample]
    assert found(q="weekly GAZETTE") == [absent]
    assert found(q="baltic times") == [absent]
    assert found(q="xinhua", verdict="verified") == [sample]
    assert found(verdict="contradicted") == []
    assert found(q="nothing like it") == []


def test_an_address_with_nothing_at_it_is_said_in_words_to_people_and_in_json_to_programs(shared: Service) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert "There is no such page" in words(page(shared.client.get("/nothing", headers=browser), 404))
    assert "There is no such page" in words(page(shared.client.get("/jobs/nothing", headers=browser), 404))
    for path, headers in (("/nothing", {"Accept": "application/json"}), (f"{V1}/nothing", browser)):
        assert shared.client.get(path, headers=headers).mimetype == "application/problem+json"


def test_the_pages_load_nothing_from_elsewhere(shared: Service, job: str) -> None:
    for path in ("/", f"/jobs/{job}", "/outlets"):
        shown = page(shared.client.get(path))
        for address in (*shown.xpath("//link/@href"), *shown.xpath("//@src")):
            assert re.match(r"/[^/]", address), address
    for name in ("/report.css", "/static/site.css"):
        style = shared.read(name).decode()
        assert "@import" not in style
        assert "url(" not in style
