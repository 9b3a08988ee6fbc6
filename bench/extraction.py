"""How fast citations are extracted on one core, beside a bare regex scan and, where installed, eyecite.

    python bench/extraction.py [MEGABYTES]

Commentary is the sample documents of `seeds/`, prose the same with most citations taken out; dense text is one
citation after the other, no two alike. The best of three runs counts. Nothing is kept between runs but what the
room itself keeps for a process.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._figures import Curve, Figure, Line, Measured
from verifier.citations import extract
from verifier.records import Document

SEEDS = Path(__file__).parents[1] / "seeds"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
OUTLETS = (
    "Interfax",
    "RIA Novosti",
    "Kommersant",
    "The Moscow Times",
    "Xinhua",
    "Asahi Shimbun",
    "Reuters",
    "UNIAN",
    "Ukrainska Pravda",
    "Vedomosti",
    "Nezavisimaya gazeta",
    "Kyiv Post",
    "RFE/RL",
    "Civil.ge",
    "Trend",
    "APA",
    "Armenpress",
    "AKIpress",
    "Tengrinews",
    "Asia-Plus",
    "BBC",
    "Bloomberg",
)
PUBLISHED = date(2014, 10, 1)


def commentary(size: int) -> str:
    """The sample commentaries of `seeds/`, over and over: about one citation in 300 characters."""
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")) + sorted(SEEDS.glob("*.md")))
    return (text + "\n\n") * (size // len(text) + 1)


def prose(size: int) -> str:
    """The same with nine of ten citations taken out: about one in 3,000 characters, and the other parentheses."""
    text = commentary(size)
    pieces, at = [], 0
    for number, one in enumerate(extract(Document(text))):
        if number % 10:
            pieces.append(text[at : one.start].rstrip())
            at = one.end
    return "".join([*pieces, text[at:]])


def dense(size: int) -> str:
    """A citation after every few words, each with another outlet and day."""
    lines = []
    for number in range(size // 55 + 1):
        day = PUBLISHED - timedelta(days=number * 7 % 3000)
        outlet, other = OUTLETS[number % len(OUTLETS)], OUTLETS[(number * 5 + 3) % len(OUTLETS)]
        when = f"{MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if number % 3 == 0 else "")
        where = f"{outlet}, {other}, {when}" if number % 4 == 0 else f"{outlet}, {when}"
        lines.append(f"The council met for the {number}th time ({where}).")
    return "\n\n".join(" ".join(lines[at : at + 6]) for at in range(0, len(lines), 6))[:size]


def best_of_three(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(3))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(name: str, text: str, rows: Iterable[tuple[str, Callable[[str], int]]]) -> None:
    megabytes = len(text.encode()) / 1e6
    print(f"{name}: {megabytes:.1f} MB")
    for label, work in rows:
        count = work(text)
        seconds = best_of_three(lambda work=work: work(text))  # type: ignore[misc]
        print(f"  {label:28} {megabytes / seconds:8.1f} MB/s  {count / seconds:10,.0f} found/s  ({count} found)")


def references(text: str) -> int:
    return sum(len(one.references) for one in extract(Document(text, published=PUBLISHED, language="en")))


def parentheses(text: str) -> int:
    return sum(1 for _ in re.finditer(r"\([^()]*\)", text))


def eyecite(text: str) -> int:
    from eyecite import get_citations

    return len(get_citations(text))


def figures(small: bool) -> Iterator[Measured]:
    size = 100_000 if small else 4_000_000
    for name, text, goal in (("prose", prose(size), 20.0), ("commentary", commentary(size), 5.0)):
        scan = megabytes_a_second(text, parentheses)
        yield Figure(
            f"extraction, {name}", megabytes_a_second(text, references), "MB/s", goal, "re.finditer of ( ) alone", scan
        )
    text = dense(size // 2)
    found = references(text)
    took_s = best_of_three(lambda: references(text))
    yield _beside_courts(found / took_s, 20_000 if small else 200_000)
    yield _beside_eyecite(commentary(20_000 if small else 100_000))
    yield _by_length(1_000 if not small else 10)


def courts(size: int) -> str:
    """What eyecite reads: a court's citation after every few words, no two alike."""
    return " ".join(
        f"The court held so for the {number}th time (Smith v. Jones, {100 + number % 400} U.S. {number % 900 + 1}"
        f" ({1900 + number % 100}))."
        for number in range(size // 75 + 1)
    )


def _beside_courts(ours: float, size: int) -> Figure:
    what, name = "extraction, dense with citations", "eyecite, as dense with court citations"
    if find_spec("eyecite") is None:
        return Figure(what, ours, "references/s", 50_000, name, note="not installed: pip install eyecite")
    text = courts(size)
    found = eyecite(text)
    return Figure(what, ours, "references/s", 50_000, name, found / _timed(lambda: eyecite(text)))


def _beside_eyecite(text: str) -> Figure:
    ours = megabytes_a_second(text, references)
    name = "eyecite, which reads law and finds none of them"
    if find_spec("eyecite") is None:
        return Figure("extraction, commentary", ours, "MB/s", beside=name, note="not installed: pip install eyecite")
    eyecite(text[:1000])  # its tables are loaded
    return Figure("extraction, commentary", ours, "MB/s", None, name, megabytes_a_second(text, eyecite))


def _by_length(most: int) -> Curve:
    """A document of one page, and of so many."""
    page = len((SEEDS / "russia-japan.txt").read_text("utf-8"))
    factors = [factor for factor in (1, 3, 10, 30, 100, 300, 1000) if factor <= most]
    lines = [
        Line(name, tuple((factor, 1000 * _cost(make(factor * page)[: factor * page])) for factor in factors))
        for name, make in (("prose", prose), ("commentary", commentary), ("dense", dense))
    ]
    title = f"Extraction by length of the document (1: {page:,} characters)"
    return Curve("extraction-by-length", title, "times the length", "ms", tuple(lines))


def _cost(text: str) -> float:
    references(text[:10_000])  # what is loaded lazily
    return best_of_three(lambda: references(text))


def megabytes_a_second(text: str, work: Callable[[str], int]) -> float:
    work(text)
    return len(text.encode()) / 1e6 / best_of_three(lambda: work(text))


def main() -> None:
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 4) * 1_000_000)
    rows = [("verifier, references", references), ("re.finditer, parentheses", parentheses)]
    report("prose", prose(size), rows)
    report("commentary", commentary(size), rows)
    report("dense", dense(size // 2), rows)
    if find_spec("eyecite"):
        report("commentary, a part for eyecite", commentary(100_000), [*rows, ("eyecite, court citations", eyecite)])
    else:
        print("eyecite is not installed; `pip install eyecite` to have it beside")


if __name__ == "__main__":
    main()
