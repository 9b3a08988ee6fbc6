"""How soon the review page can be worked with, in headless Chromium: 7, 500 and 1,000 references with their evidence.

    python -m bench pages          (or: python -m bench.pages --references 500)

The sample document, as often as needed; each copy of a citation has the dossier of the first. "server" is the
processor time of the answer, the rest is told by the browser, from asking for the page on: its first paint, when a
key does something, how long the next reference takes, and the frames while the whole text is scrolled through in two
seconds. Who answers and who draws share the machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench._figures import Curve, Figure, Line, Measured
from tests.api.inprocess import SAMPLE, Service, serving
from tests.web.browsing import CHROMIUM, QUIET, listening
from verifier import logs, settings
from verifier.dossier import Dossier
from verifier.records import ReferenceStatus

_SCROLL = """() => new Promise((done) => {
  const frames = [], end = performance.now() + 2000;
  let last = performance.now();
  requestAnimationFrame(function step(now) {
    frames.push(now - last);
    last = now;
    scrollTo(0, document.documentElement.scrollHeight * (1 - (end - now) / 2000));
    if (now < end) requestAnimationFrame(step);
    else done(frames.slice(1).sort((one, other) => one - other));
  });
})"""


@dataclass(frozen=True, slots=True)
class Opened:
    """The page of one job: milliseconds, but for its size."""

    references: int
    server: float
    kib: int
    painted: float
    ready: float
    next: float
    frame: float
    worst_frame: float


def figures(small: bool) -> Iterator[Measured]:
    if CHROMIUM is None:
        yield Figure("the review page", None, "ms", note="no Chromium is installed")
        return
    seen = list(opened([7] if small else [7, 50, 500, 1000]))
    for one in seen:
        goal = 1000 if one.references == 500 else None
        about = f"review page of {one.references} references"
        yield Figure(f"{about}, a key does something", one.ready, "ms", goal, less_is_better=True)
        yield Figure(f"{about}, the next reference", one.next, "ms", less_is_better=True)
    lines = {"server": lambda one: one.server, "painted": lambda one: one.painted, "ready": lambda one: one.ready}
    drawn = tuple(Line(name, tuple((one.references, of(one)) for one in seen)) for name, of in lines.items())
    yield Curve("review-page", "The review page by its references", "references", "ms", drawn)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--references", type=int, nargs="*", default=[7, 500, 1000])
    wanted = parser.parse_args().references
    if CHROMIUM is None:
        print("No Chromium is installed.")
        return
    for one in opened(wanted):
        print(
            f"{one.references:5} references: server {one.server:.0f} ms, {one.kib} KiB; "
            f"painted {one.painted:.0f} ms, ready {one.ready:.0f} ms, next {one.next:.0f} ms, "
            f"frames {one.frame:.0f} ms (worst {one.worst_frame:.0f})",
            flush=True,
        )


def opened(wanted: Sequence[int]) -> Iterator[Opened]:
    logs.configure(settings.load({}))  # as a service logs
    with tempfile.TemporaryDirectory() as home, serving(Path(home), working=False) as service:
        first = service.submit({"text": SAMPLE})["job_id"]
        service.work(first)
        with listening(service.app) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for number in wanted:
                job = _copied(service, first, number)
                page = browser.new_page(base_url=address, viewport={"width": 1360, "height": 900})
                yield Opened(number, *_server(service, job), *_measured(page, job))
                page.close()
            browser.close()


def _copied(service: Service, first: str, references: int) -> str:
    """A finished job of so many references, each with what the sample's had."""
    services = service.system.services
    made = services.verification(first).citations
    dossiers = [view.dossier for citation in made for view in citation.references]
    copies = -(-references // len(dossiers))
    job = service.submit({"text": "\n\n".join([*[SAMPLE] * copies, "Another document."])})["job_id"]
    services.begin(job)
    for index in range(copies * len(dossiers)):
        _fill(service, f"{job}-r{index + 1}", dossiers[index % len(dossiers)])
    return job


def _fill(service: Service, reference_id: str, like: Dossier) -> None:
    dossiers, now = service.system.services.dossiers, service.system.services.desk.clock.now()
    dossier = dossiers.claim(reference_id, now, now + timedelta(hours=1))
    assert dossier is not None
    for entry in like.entries:
        dossier = dossiers.append(dossier, entry, now + timedelta(hours=1))
    dossiers.release(dossier, ReferenceStatus.DONE, None, now)


def _server(service: Service, job: str) -> tuple[float, int]:
    service.client.get(f"/jobs/{job}")
    began = time.process_time()
    answer = service.client.get(f"/jobs/{job}")
    return 1000 * (time.process_time() - began), len(answer.data) // 1024


def _measured(page: Page, job: str) -> tuple[float, float, float, float, float]:
    page.goto("/jobs")
    page.goto(f"/jobs/{job}")
    page.wait_for_selector("#evidence.scripted")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    steps = []
    for number in range(1, min(page.locator(".row-of").count(), 10) + 1):
        began = time.perf_counter()
        page.keyboard.press("j")
        page.wait_for_selector(f'#card .card[data-reference="{job}-r{number}"]')
        steps.append(1000 * (time.perf_counter() - began))
    frames = page.evaluate(_SCROLL)
    return painted, ready, sorted(steps)[len(steps) // 2], frames[len(frames) // 2], frames[-1]


if __name__ == "__main__":
    main()
