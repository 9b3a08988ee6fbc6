"""Reading beside plain trafilatura and htmldate, on the test templates grown to the size of real pages.

    python bench/reading.py [--pages N]

Prints pages a second on one core for `verifier.reading.read`, for trafilatura's extraction with its
metadata (what a plain use of it would be) and for its text alone; what a quarantined child adds; and how many days
each gets right, on the templates that the reader was built on and on styles held out from it. The pages are ours, so
the accuracy is an upper bound for both; the ratio of speeds is what carries over.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import htmldate
import trafilatura

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._figures import Figure
from tests.reading import faults, heldout, pages
from verifier.quarantine import Bounds, Quarantine
from verifier.reading import read
from verifier.records import Report

MAX_DATE = pages.SEEN.date().isoformat()
REAL_SIZE = 150_000
"""Bytes of an ordinary news page (the mean of 258 real ones is 320 KB, most of it scripts)."""


def grown(sample: pages.Sample) -> pages.Sample:
    """The page with what fills real ones: scripts, menus, boxes of other reports."""
    script = f"<script>window.state = {'{' + '0,' * 20_000 + '}'}</script>"
    menu = "".join(
        f'<li class="menu-item"><a href="/section/{n}"><span>Section {n}</span></a></li>' for n in range(150)
    )
    boxes = "".join(
        f'<div class="teaser"><a href="/{n}"><img src="/{n}.jpg" alt=""><h3>Another report on matter {n}</h3></a>'
        f"<p>What happened there in the week {n} of the year, in a sentence.</p></div>"
        for n in range(120)
    )
    markup = sample.markup.replace("<body>", f"<body>{script}<nav><ul>{menu}</ul></nav>")
    return replace(sample, markup=markup.replace('<div class="footer">', f'<aside>{boxes}</aside><div class="footer">'))


def ours(sample: pages.Sample) -> date | None:
    report = read(sample.capture, sample.body, sample.outlet)
    return report.published if isinstance(report, Report) else None


def plain(sample: pages.Sample) -> date | None:
    document = trafilatura.bare_extraction(
        sample.body,
        url=sample.url,
        with_metadata=True,
        deduplicate=False,
        date_extraction_params={"original_date": True, "extensive_search": True, "max_date": MAX_DATE},
    )
    told = getattr(document, "date", None)
    return date.fromisoformat(told) if told else None


def text_alone(sample: pages.Sample) -> None:
    trafilatura.bare_extraction(sample.body, deduplicate=False, date_extraction_params={"max_date": MAX_DATE})


def htmldate_alone(sample: pages.Sample) -> date | None:
    told = htmldate.find_date(sample.body, url=sample.url, original_date=True, max_date=MAX_DATE)
    return date.fromisoformat(told) if told else None


def pages_a_second(reader: Callable[[pages.Sample], object], samples: list[pages.Sample]) -> float:
    for sample in samples[: len(pages.TEMPLATES)]:  # load what is loaded lazily: stop lists, the language model
        reader(sample)
    begun = time.process_time()
    for sample in samples:
        reader(sample)
    return len(samples) / (time.process_time() - begun)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=56)
    count = arguments.parse_args().pages
    logging.disable(logging.CRITICAL)

    samples = grown_pages(count)
    size = sum(len(sample.body) for sample in samples) // len(samples)
    print(f"{count} pages of {size // 1000} KB, one core (CPU time)")
    for name, reader in (
        ("verifier.reading.read", ours),
        ("trafilatura with metadata", plain),
        ("trafilatura, text alone", text_alone),
    ):
        print(f"  {name:28} {pages_a_second(reader, samples):6.1f} pages/s")

    cost_of_quarantine(samples)
    days_right("every template with every fault", [sample for _, sample in faults.samples()])
    days_right("styles held out", list(heldout.samples()))


def grown_pages(count: int) -> list[pages.Sample]:
    """Each template in turn, each page of another day."""
    first = date(2010, 1, 1)
    return [grown(pages.TEMPLATES[n % len(pages.TEMPLATES)](first + timedelta(days=53 * n))) for n in range(count)]


def figures(small: bool) -> Iterator[Figure]:
    samples = grown_pages(len(pages.TEMPLATES) if small else 56)
    speed = pages_a_second(ours, samples)
    for name, reader in (("trafilatura with metadata", plain), ("trafilatura, text without a date", text_alone)):
        yield Figure("reading a page of 150 KB", speed, "pages/s", None, name, pages_a_second(reader, samples))
    own_ms, there_ms, here_ms = quarantined(samples)
    yield Figure("a page in quarantine, by the clock", there_ms, "ms", None, "the same here", here_ms, True)
    yield Figure("a page in quarantine, of the caller's CPU", own_ms, "ms", less_is_better=True)
    styles = list(heldout.samples())
    faulty = [sample for _, sample in faults.samples()]
    for name, cases in (("styles held out", styles), ("templates with faults", faulty[:20] if small else faulty)):
        right = share_right(ours, cases)
        for other, dater in (("htmldate", htmldate_alone), ("trafilatura", plain)):
            what = f"the day right, {len(cases)} pages, {name}"
            yield Figure(what, right * 100, "%", None, f"{other} alone", share_right(dater, cases) * 100)


def share_right(dater: Callable[[pages.Sample], date | None], cases: list[pages.Sample]) -> float:
    return sum(dater(sample) == sample.day for sample in cases) / len(cases)


def cost_of_quarantine(samples: list[pages.Sample]) -> None:
    own, there, here = quarantined(samples)
    print(f"in quarantine: {own:.1f} ms of the caller's CPU a page,", end=" ")
    print(f"{there:.1f} ms by the clock beside {here:.1f} ms here")


def quarantined(samples: list[pages.Sample]) -> tuple[float, float, float]:
    """What the caller pays a page, in ms: its own processor time; by the clock; and by the clock reading it here."""
    quarantine = Quarantine(Bounds(1 << 30, 20, 60), 1)
    for sample in samples:
        quarantine.read(sample.capture, sample.body, sample.outlet)
    begun, clock = time.process_time(), time.perf_counter()
    for sample in samples:
        quarantine.read(sample.capture, sample.body, sample.outlet)
    own, there = time.process_time() - begun, time.perf_counter() - clock
    quarantine.close()
    clock = time.perf_counter()
    for sample in samples:
        ours(sample)
    here = time.perf_counter() - clock
    count = len(samples) / 1000
    return own / count, there / count, here / count


def days_right(name: str, cases: list[pages.Sample]) -> None:
    print(f"exact day on {len(cases)} pages ({name})")
    for reader, dater in (("verifier.reading.read", ours), ("trafilatura", plain), ("htmldate", htmldate_alone)):
        right = share_right(dater, cases)
        wrong = sum(dater(sample) not in (sample.day, None) for sample in cases)
        print(f"  {reader:28} {right:6.1%} right, {wrong / len(cases):6.1%} wrong")


if __name__ == "__main__":
    main()
