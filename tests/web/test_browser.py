"""The way through the pages in a real browser: submit, correct, watch, read, decide, hand on, come back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.api.inprocess import SAMPLE, SHORT, Service, serving
from tests.web.browsing import CHROMIUM, QUIET, Page, expect, listening, opened, picture, playwright, wider

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Any) -> Iterator[Page]:
    """A page of the service that the test asked for."""
    name = next(one for one in ("service", "idle", "shared") if one in request.fixturenames)
    with listening(request.getfixturevalue(name).app) as address, opened(browser, address) as page:
        yield page


def submit(tab: Page, text: str) -> str:
    """The job's id."""
    tab.goto("/")
    tab.get_by_label("or a text").fill(text)
    tab.get_by_role("button", name="Verify").click()
    tab.wait_for_url("**/jobs/*")
    return tab.url.rsplit("/", 1)[-1]


def ready(tab: Page) -> None:
    """The job is over, and the page takes keys."""
    expect(tab.locator("#job")).to_have_attribute("data-over", "yes", timeout=60_000)
    expect(tab.locator("#evidence.scripted")).to_be_visible()


def test_from_a_draft_to_a_report_that_two_people_decided_on(browser: Any, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{SAMPLE}\n\nIt also rained (Times, May 4, 2016).\n")
    with serving(tmp_path / "home") as service, listening(service.app) as address, opened(browser, address) as tab:
        # A file is chosen, and what it cites stands there at once.
        tab.goto("/")
        tab.set_input_files("input[type=file]", draft)
        expect(tab.get_by_role("heading", name="8 citations found")).to_be_visible()
        assert service.client.get("/api/v1/jobs").json["jobs"] == []

        # One was misread, and one is none.
        last = tab.locator(".found-one").last
        last.get_by_text("Correct").click()
        last.get_by_label("Outlet").fill("The Moscow Times")
        expect(last).to_have_class(re.compile("changed"))
        picture(tab, "preview")
        first = tab.locator(".found-one").first
        first.get_by_text("Correct").click()
        first.get_by_label("This is no citation").check()
        tab.get_by_role("button", name="Verify").click()
        tab.wait_for_url("**/jobs/*")
        job = tab.url.rsplit("/", 1)[-1]

        # It is watched to its end, and read.
        expect(tab.locator("#stage")).to_have_text("completed: 7 of 7 references", timeout=60_000)
        ready(tab)
        expect(tab.locator(".row-of")).to_have_count(7)
        expect(tab.locator(".citation")).to_have_count(7)
        expect(tab.locator(".head")).to_contain_text("1 citation taken out by a person")

        # By keyboard: the next, the one before, the document, the list.
        place = tab.locator("#place")
        tab.keyboard.press("j")
        tab.keyboard.press("j")
        expect(place).to_have_text("2 of 7")
        expect(tab.locator(".claim.lit").first).to_be_visible()
        tab.keyboard.press("k")
        expect(place).to_have_text("1 of 7")
        expect(tab.locator("#card .card")).to_contain_text("Japan decides on additional sanctions")
        expect(tab.locator("#card mark").first).to_be_visible()
        tab.keyboard.press("d")
        assert tab.evaluate("document.activeElement.className").startswith("citation")
        tab.keyboard.press("Escape")
        expect(tab.locator("#rows")).to_be_visible()

        # The next that needs a look is accepted, and the one after it stands there.
        tab.keyboard.press("l")
        opened_first = tab.evaluate("location.hash")
        expect(tab.locator("#card .card")).to_have_attribute("data-reference", opened_first[1:])
        tab.keyboard.press("a")
        expect(tab.locator(opened_first)).to_have_attribute("data-decided", "yes")
        expect(tab.locator("#card .card")).not_to_have_attribute("data-reference", opened_first[1:])

        # That one is overridden, with a note and a name; undone, and overridden again.
        here = tab.evaluate("location.hash")
        for again in (False, True):
            tab.keyboard.press("o")
            form = tab.locator("#card details[data-act=override]")
            form.get_by_label("Verdict").select_option("contradicted")
            form.get_by_label("Note").fill("The figure is another.")
            form.get_by_label("Your name").fill("M. Gray")
            form.get_by_role("button", name="Keep").click()
            expect(tab.locator(f"{here}[data-verdict=contradicted]")).to_have_count(1)
            expect(tab.locator("#card .verdict")).to_contain_text("by M. Gray")
            cited = tab.locator(".citation.here")
            expect(cited).to_have_class(re.compile("v-contradicted"))
            expect(cited).to_contain_text("✗")
            if not again:
                tab.locator("#card .card").focus()
                tab.keyboard.press("u")
                expect(tab.locator(f"{here}[data-verdict=contradicted]")).to_have_count(0)
        picture(tab, "decided")

        # It is handed on, and still there when the page is opened again at its address.
        tab.get_by_text("Save as").click()
        with tab.expect_download() as download:
            tab.get_by_role("link", name="markdown").click()
        assert "The figure is another." in Path(download.value.path()).read_text("utf-8")
        tab.goto(f"/jobs/{job}{here}")
        expect(tab.locator("#card .decisions")).to_contain_text("M. Gray: contradicted — The figure is another.")
        expect(tab.locator("#card .decisions li")).to_have_count(3)

        # A second reviewer, with the page as it was before the first went on, is shown what happened meanwhile.
        conflict = ("412",)
        with opened(browser, address, conflict) as other:
            other.goto(f"/jobs/{job}{here}")
            expect(other.locator("#card .verdict")).to_contain_text("by M. Gray")
            tab.keyboard.press("u")
            expect(tab.locator(f"{here}[data-decided=yes]")).to_have_count(0)
            other.keyboard.press("o")
            form = other.locator("#card details[data-act=override]")
            assert form.get_by_label("Your name").input_value() == ""
            form.get_by_label("Verdict").select_option("unsupported")
            form.get_by_label("Your name").fill("H. Lime")
            form.get_by_role("button", name="Keep").click()
            expect(other.get_by_role("alert")).to_contain_text("decide again")
            expect(other.locator("#card .decisions")).to_contain_text("M. Gray: withdrawn")
            form.locator("summary").click()
            form.get_by_label("Verdict").select_option("unsupported")
            form.get_by_role("button", name="Keep").click()
            expect(other.locator("#card .verdict")).to_contain_text("by H. Lime")


def test_the_page_follows_a_job_live(tab: Page, idle: Service) -> None:
    job = submit(tab, SAMPLE)
    expect(tab.locator("#stage")).to_have_text("queued: 0 of 0 references")
    expect(tab.locator("#left")).to_have_text("time left: unknown")
    expect(tab.locator(".evidence")).to_contain_text("its citations will stand here")
    idle.system.services.begin(job)
    expect(tab.locator(".row-of")).to_have_count(7)
    expect(tab.locator("table.channels tbody tr")).to_have_count(7)
    picture(tab, "watching")
    idle.work(job)
    expect(tab.locator("#stage")).to_have_text("completed: 7 of 7 references")
    expect(tab.locator("#job")).to_have_attribute("data-over", "yes")


def test_a_page_says_where_the_report_is_and_it_is_looked_at_again(tab: Page, service: Service) -> None:
    submit(tab, SHORT)
    ready(tab)
    tab.keyboard.press("j")
    expect(tab.locator("#card .card")).to_be_visible()
    tab.keyboard.press("e")
    field = tab.get_by_label("It is at")
    expect(field).to_be_focused()
    field.fill("http://127.0.0.1:9/report")
    field.press("Enter")
    expect(tab.locator("#card details", has_text="What was tried")).to_contain_text("Handed in", timeout=60_000)


def test_filters_narrow_the_list_the_document_and_the_map(tab: Page, shared: Service, job: str) -> None:
    tab.goto(f"/jobs/{job}")
    wanted = tab.locator(".row-of[data-verdict=verified]").count()
    button = tab.get_by_role("button", name=re.compile(r"^\s*\d+ verified"))
    button.click()
    expect(tab.locator(".row-of:visible")).to_have_count(wanted)
    assert tab.locator(".citation:not(.out)").count() == wanted
    assert tab.locator("#map rect:not(.out)").count() == wanted
    tab.keyboard.press("j")
    expect(tab.locator("#place")).to_have_text(f"1 of {wanted}")
    tab.keyboard.press("Escape")
    button.click()
    expect(tab.locator(".row-of:visible")).to_have_count(8)


def test_mouse_and_map_open_what_they_point_at(tab: Page, shared: Service, job: str) -> None:
    tab.goto(f"/jobs/{job}")
    second = tab.locator(".citation").nth(1)
    second.hover()
    assert tab.locator(".claim.lit").count() >= 1
    second.click()
    expect(tab.locator("#place")).to_have_text("2 of 8")
    tab.locator("#map").click(position={"x": 6, "y": 5})
    expect(tab.locator("#place")).to_have_text("1 of 8")


def test_keys_can_be_switched_off(tab: Page, shared: Service, job: str) -> None:
    tab.goto(f"/jobs/{job}")
    tab.keyboard.press("?")
    tab.get_by_label("Keys work on this page").uncheck()
    tab.get_by_role("button", name="Close").click()
    tab.keyboard.press("j")
    expect(tab.locator("#card")).to_be_hidden()
    tab.reload()
    tab.keyboard.press("j")
    expect(tab.locator("#card")).to_be_hidden()


def test_without_script_the_report_reads_and_is_decided_on(browser: Any, shared: Service, job: str) -> None:
    with listening(shared.app) as address, opened(browser, address, java_script_enabled=False) as tab:
        tab.goto(f"/jobs/{job}")
        expect(tab.locator(".row-of")).to_have_count(8)
        tab.locator(".row-of a").nth(1).click()
        expect(tab.locator(".card")).to_contain_text("Japan decides on additional sanctions")
        expect(tab.get_by_role("button", name="Accept")).to_be_visible()
        tab.get_by_text("The document and all its references").click()
        expect(tab.locator(".document")).to_be_visible()
        tab.goto("/")
        tab.get_by_label("or a text").fill(SHORT)
        tab.get_by_role("button", name="See the citations first").click()
        expect(tab.get_by_role("heading", name="1 citation found")).to_be_visible()


PLACES = (
    "/",
    "/jobs",
    "/jobs/{job}",
    "/jobs/{job}#{job}-r3",
    "/references/{job}-r8",
    "/outlets?q=tass",
    "/outlets/tass",
    "/channels",
)


@pytest.mark.parametrize(
    ("scheme", "places", "rules"),
    [
        ("light", PLACES, {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}),
        ("dark", PLACES[:5:2], {"type": "rule", "values": ["color-contrast"]}),
    ],
)
def test_nothing_keeps_anyone_out(
    browser: Any, shared: Service, job: str, scheme: str, places: tuple[str, ...], rules: dict[str, Any]
) -> None:
    """WCAG 2.2 AA as far as a program can tell."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    with listening(shared.app) as address, opened(browser, address, color_scheme=scheme) as tab:
        for place in places:
            tab.goto(place.format(job=job))
            if "#" in place:
                expect(tab.locator("#card .card")).to_be_visible()
                for details in tab.locator("#card details").all():
                    details.evaluate("one => one.open = true")
            found = axe.Axe().run(tab, options={"runOnly": rules})
            told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
            assert told == [], f"{place}: {json.dumps(told, indent=1)}"
            picture(tab, f"{_name(place)}-{scheme}")


def test_the_pages_fit_any_screen(tab: Page, shared: Service, job: str) -> None:
    for width, height, places in ((360, 740, PLACES), (2400, 1200, PLACES[2:4])):
        tab.set_viewport_size({"width": width, "height": height})
        for place in places:
            tab.goto(place.format(job=job))
            assert wider(tab) == 0, (width, place)
            picture(tab, f"{_name(place)}-{width}")


def _name(place: str) -> str:
    return re.sub(r"\W+", "-", place.replace("{job}", "job").partition("?")[0]).strip("-") or "home"


def test_an_altered_quotation_is_shown_word_by_word(tab: Page, shared: Service, job: str) -> None:
    tab.goto(f"/jobs/{job}#{job}-r8")
    expect(tab.locator("#card del")).to_contain_text("request")
    expect(tab.locator("#card ins")).to_contain_text("prompting")
    picture(tab, "quotation")


def test_a_hostile_document_does_nothing(tab: Page, service: Service) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    bidi = "‮detrevni‬ ⁦isolate"
    submit(tab, f"{evil}{bidi}\n\nIt rained {evil} {bidi} (TASS, March 3, 2016).\n" + "x" * 2_000_000)
    ready(tab)
    assert tab.title() != "owned"
    expect(tab.locator(".document")).to_contain_text("onerror")
    tab.keyboard.press("j")
    expect(tab.locator("#card .card")).to_contain_text("onerror")
    assert tab.title() != "owned"
    assert tab.locator(".document img, .document script, #card img, #card script").count() == 0
    assert wider(tab) == 0


def test_a_hostile_page_does_nothing(tab: Page, service: Service) -> None:
    """Everything of a report that the page shows: its title, byline, dates, words and quotations."""
    evil = escape("<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>")
    story = (
        f"<html><head><title>{evil} ‮detrevni</title><meta name='author' content=\"{evil}\">"
        f"<meta property='article:published_time' content='2014-09-24'></head><body><article><h1>{evil} ‮detrevni</h1>"
        f"<p>{evil} Japan drew up a list of five Russian banks. {evil}</p>"
        f"<p>More of it is told here, so that it reads like a report. {evil}</p></article></body></html>"
    )
    job = service.finish({"text": SHORT})
    service.system.services.supply_file(f"{job}-r1", story.encode(), f"{evil}.html", "text/html")
    service.wait(job)
    tab.goto(f"/jobs/{job}#{job}-r1")
    card = tab.locator("#card .card")
    expect(card.locator(".report")).to_contain_text("<script>")
    for details in card.locator("details").all():
        details.evaluate("one => one.open = true")
    assert tab.title() != "owned"
    assert tab.locator("img, #card script").count() == 0
    assert wider(tab) == 0
    picture(tab, "hostile")


def test_a_thousand_citations_are_gone_through_like_seven(tab: Page, idle: Service) -> None:
    text = "".join(f"Rain fell {n} times (TASS, March 3, 2016).\n\n" for n in range(1000))
    job = idle.submit({"text": text})["job_id"]
    idle.system.services.begin(job)
    idle.system.services.cancel(job)
    tab.goto(f"/jobs/{job}")
    expect(tab.locator(".row-of")).to_have_count(1000)
    tab.keyboard.press("k")
    expect(tab.locator("#place")).to_have_text("1000 of 1000")
    expect(tab.locator("#card .claimed")).to_have_text("Rain fell 999 times")
    expect(tab.locator(".citation.here")).to_be_in_viewport()


def test_the_page_of_the_api_draws_itself_offline(tab: Page, shared: Service) -> None:
    tab.goto("/api/v1/docs")
    expect(tab.get_by_text("Submit a document").first).to_be_visible()


def test_on_paper_there_is_only_the_report(tab: Page, shared: Service, job: str) -> None:
    tab.goto(f"/jobs/{job}#{job}-r3")
    expect(tab.locator("#card .card")).to_be_visible()
    tab.emulate_media(media="print", color_scheme="dark")
    for hidden in ("nav.site", "#job", ".filters", "#map", "#steps", "#card"):
        expect(tab.locator(hidden)).to_be_hidden()
    expect(tab.locator(".row-of").first).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
