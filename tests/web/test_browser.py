"""The way through the pages in a real browser: submit, watch, read, decide, reload."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from tests.api.inprocess import SAMPLE, Service

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Of a service that listens: `idle` where the test asked for that one, else `service`."""
    name = "idle" if "idle" in request.fixturenames else "service"
    server = make_server("127.0.0.1", 0, request.getfixturevalue(name).app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(address: str) -> Iterator[playwright.Page]:
    """A page of the browser that complains of nothing."""
    complaints: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        tab = browser.new_page(base_url=address)
        tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.set_default_timeout(20_000)
        yield tab
        browser.close()
    assert complaints == []


def submit(tab: playwright.Page, text: str) -> None:
    tab.goto("/")
    tab.get_by_label("or a text").fill(text)
    tab.get_by_role("button", name="Verify").click()
    tab.wait_for_url("**/jobs/*")


def test_the_page_follows_a_job_live(tab: playwright.Page, idle: Service) -> None:
    submit(tab, SAMPLE)
    playwright.expect(tab.locator("#stage")).to_have_text("queued: 0 of 0 references")
    playwright.expect(tab.locator(".evidence")).to_contain_text("its citations will stand here")
    idle.work(tab.url.rsplit("/", 1)[-1])
    playwright.expect(tab.locator("#stage")).to_have_text("completed: 7 of 7 references")
    playwright.expect(tab.locator("#job")).to_have_attribute("data-over", "yes")


def test_a_document_is_submitted_read_and_decided_on(tab: playwright.Page) -> None:
    expect = playwright.expect
    submit(tab, SAMPLE)

    expect(tab.locator("#job")).to_have_attribute("data-over", "yes")
    expect(tab.locator("#stage")).to_have_text("completed: 7 of 7 references")
    cards = tab.locator(".card")
    expect(cards).to_have_count(7)
    expect(tab.locator(".citation")).to_have_count(7)

    # By keyboard: the next, the one before, the next that needs a look.
    current = tab.locator(".card.current")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    expect(current).to_have_attribute("id", re.compile("-r2$"))
    expect(tab.locator(".claim.lit").first).to_be_visible()
    tab.keyboard.press("k")
    expect(current).to_have_attribute("id", re.compile("-r1$"))
    tab.keyboard.press("n")
    assert current.get_attribute("data-verdict") != "verified"
    tab.keyboard.press("d")
    assert tab.evaluate("document.activeElement.className").startswith("citation")

    # A person decides, and the decision is still there after a reload.
    card = cards.nth(2)
    card.get_by_text("Decide, or show the report").click()
    card.get_by_label("Verdict").select_option("contradicted")
    card.get_by_label("Note").fill("The figure is another.")
    card.get_by_label("Your name").fill("M. Gray")
    card.get_by_role("button", name="Keep").click()
    for _ in range(2):
        expect(cards.nth(2)).to_have_attribute("data-verdict", "contradicted")
        expect(cards.nth(2)).to_contain_text("by M. Gray")
        expect(cards.nth(2)).to_contain_text("The figure is another.")
        tab.reload()

    # A count narrows the evidence to its verdict, and widens it again.
    count = tab.get_by_role("button", name=re.compile("contradicted"))
    count.click()
    expect(tab.locator(".card:visible")).to_have_count(tab.locator('.card[data-verdict="contradicted"]').count())
    assert tab.locator(".card:visible").count() < 7
    count.click()
    expect(tab.locator(".card:visible")).to_have_count(7)


def test_a_hostile_document_does_nothing(tab: playwright.Page) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    submit(tab, f"{evil}\n\nIt rained {evil} (TASS, March 3, 2016).\n" + "x" * 20_000)
    playwright.expect(tab.locator("#job")).to_have_attribute("data-over", "yes")
    assert tab.title() != "owned"
    playwright.expect(tab.locator(".document")).to_contain_text("onerror")
    wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0


def test_the_pages_fit_a_narrow_screen(tab: playwright.Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    submit(tab, SAMPLE)
    playwright.expect(tab.locator("#job")).to_have_attribute("data-over", "yes")
    for path in (tab.url, "/", "/outlets"):
        tab.goto(path)
        wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, path


def test_the_outlets_are_searched(tab: playwright.Page) -> None:
    tab.goto("/outlets")
    tab.get_by_label("Search").fill("xinhua")
    playwright.expect(tab.locator("#xinhua")).to_be_visible()
    playwright.expect(tab.locator("#tass")).to_be_hidden()
    tab.get_by_label("Search").fill("no such outlet")
    playwright.expect(tab.get_by_text("No outlet fits.")).to_be_visible()


def test_the_page_of_the_api_draws_itself_offline(tab: playwright.Page) -> None:
    tab.goto("/api/v1/docs")
    playwright.expect(tab.get_by_text("Submit a document").first).to_be_visible()


def test_on_paper_there_is_only_the_report(tab: playwright.Page) -> None:
    submit(tab, SAMPLE)
    playwright.expect(tab.locator("#job")).to_have_attribute("data-over", "yes")
    tab.emulate_media(media="print", color_scheme="dark")
    for hidden in ("nav.site", "#job", ".act", ".keys", ".trail"):
        playwright.expect(tab.locator(hidden).first).to_be_hidden()
    playwright.expect(tab.locator(".card").first).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
