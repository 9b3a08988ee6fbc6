"""Reads the gold documents of `tests/gold/citations` and scores an extractor on them.

python -m tests.citations.gold            the scores, and every difference
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from verifier.records import Citation, Document, Precision, Reference

GOLD = Path(__file__).parents[1] / "gold" / "citations"

_MARK = re.compile("[⟦⟧⟪⟫]")
_ASIDE = re.compile(r">|#(\d+) ")
_WHEN = re.compile(r"\s(undated|no-year|impossible|\d{4}(?:-Q\d|-\d\d(?:-\d\d)?)?(?:\.\.[\d-]+)?)(?:\s<(\S+)>)?$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Expected:
    """A citation as marked: its place, its claim's place, its references as (relation, source, when, url)."""

    span: tuple[int, int]
    claim: tuple[int, int]
    references: tuple[tuple[str, str, str, str | None], ...]


@dataclass(frozen=True)
class GoldDocument:
    name: str
    document: Document
    citations: tuple[Expected, ...]


def load(folder: Path = GOLD) -> list[GoldDocument]:
    return [gold for path in sorted(folder.glob("*.txt")) for gold in _documents(path)]


def _documents(path: Path) -> Iterator[GoldDocument]:
    for part in re.split(r"(?m)^=====", path.read_text("utf-8"))[1:]:
        head, _, body = part.partition("\n")
        marked, _, lines = body.partition("\n-----\n")
        name, *fields = [field.strip() for field in head.split("|")]
        given = dict(field.split("=", 1) for field in fields)
        published = date.fromisoformat(given["published"]) if "published" in given else None
        text, spans = _unmark(marked)
        expected = [line for line in lines.splitlines() if line.strip()]
        assert len(spans) == len(expected), f"{path.name}: {name}: {len(spans)} citations, {len(expected)} lines"
        yield GoldDocument(
            f"{path.stem}/{name}",
            Document(text, published=published, language=given.get("language")),
            tuple(Expected(*place, _references(line)) for place, line in zip(spans, expected, strict=True)),
        )


def _unmark(marked: str) -> tuple[str, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The text without its marks, and the places of each citation and its claim."""
    text, at, opened = "", 0, 0
    spans: list[tuple[int, int]] = []
    claims: dict[int, tuple[int, int]] = {}
    claim, number = (0, 0), 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] in "⟦⟪":
            aside = _ASIDE.match(marked, at)
            at = aside.end() if aside else at
            number = len(spans) if aside is None else len(spans) - 1 if aside[0] == ">" else int(aside[1]) - 1
            opened = len(text)
        elif mark[0] == "⟧":
            claim = claims[number] = (opened, len(text))
        else:
            claims.setdefault(len(spans), claim)
            spans.append((opened, len(text)))
    return text + marked[at:], [(span, claims[index]) for index, span in enumerate(spans)]


def _references(line: str) -> tuple[tuple[str, str, str, str | None], ...]:
    return tuple(_reference(part.strip()) for part in line.split(" + "))


def _reference(part: str) -> tuple[str, str, str, str | None]:
    when = _WHEN.search(part)
    assert when, part
    source = part[: when.start()].strip()
    relation = "cites"
    for word in ("see", "via"):
        if source.startswith(word + " "):
            relation, source = word, source[4:]
    return relation, "" if source == '""' else _plain(source), when[1], when[2]


def written(reference: Reference) -> tuple[str, str, str, str | None]:
    """A reference in the form of the gold's lines."""
    return reference.relation.value, _plain(reference.source), _when(reference), reference.url


def _when(reference: Reference) -> str:
    day = reference.date
    if day is None:
        return {"not_written": "undated", "year_unknown": "no-year"}.get(str(reference.undated), "impossible")
    if day.precision is Precision.YEAR:
        return f"{day.start.year}" if day.start.year == day.end.year else f"{day.start.year}..{day.end.year}"
    if day.precision is Precision.QUARTER and day.start.month % 3 == 1:
        return f"{day.start.year}-Q{(day.start.month + 2) // 3}"
    if day.precision is Precision.MONTH:
        return f"{day.start:%Y-%m}"
    return f"{day.start}" if day.start == day.end else f"{day.start}..{day.end}"


def _plain(source: str) -> str:
    """An outlet's name without the article, which is written or left out at will."""
    return _ARTICLE.sub("", source)


# ── scores ──


@dataclass
class Tally:
    expected: int = 0
    found: int = 0
    right: int = 0

    def count(self, expected: Counter[object], found: Counter[object]) -> None:
        self.expected += expected.total()
        self.found += found.total()
        self.right += (expected & found).total()

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.expected + self.found) if self.expected + self.found else 1.0


@dataclass
class Scores:
    documents: int = 0
    parentheses: Tally = field(default_factory=Tally)
    outlets: Tally = field(default_factory=Tally)
    dated: Tally = field(default_factory=Tally)
    claims: Tally = field(default_factory=Tally)
    differences: list[str] = field(default_factory=list)


def score(extract: Callable[[Document], Sequence[Citation]], documents: Sequence[GoldDocument]) -> Scores:
    scores = Scores(documents=len(documents))
    for gold in documents:
        found = {(one.start, one.end): one for one in extract(gold.document)}
        expected = {one.span: one for one in gold.citations}
        scores.parentheses.count(Counter(expected.keys()), Counter(found.keys()))
        scores.outlets.count(
            Counter((span, *line[:2]) for span, one in expected.items() for line in one.references),
            Counter((span, *written(line)[:2]) for span, one in found.items() for line in one.references),
        )
        scores.dated.count(
            Counter((span, line) for span, one in expected.items() for line in one.references),
            Counter((span, written(line)) for span, one in found.items() for line in one.references),
        )
        scores.claims.count(
            Counter((span, one.claim) for span, one in expected.items()),
            Counter((span, (one.claim.start, one.claim.end)) for span, one in found.items()),
        )
        scores.differences += _differences(gold, found)
    return scores


def _differences(gold: GoldDocument, found: dict[tuple[int, int], Citation]) -> Iterator[str]:
    text = gold.document.text
    expected = {one.span: one for one in gold.citations}
    for span in sorted(found.keys() - expected.keys()):
        yield f"{gold.name}: not a citation: {text[slice(*span)]}"
    for span, one in expected.items():
        if span not in found:
            yield f"{gold.name}: missed: {text[slice(*span)]}"
            continue
        got = tuple(written(line) for line in found[span].references)
        if got != one.references:
            yield f"{gold.name}: {text[slice(*span)]}\n    expected {one.references}\n    found    {got}"
        claim = found[span].claim
        if (claim.start, claim.end) != one.claim:
            wanted = text[slice(*one.claim)]
            yield f"{gold.name}: claim of {text[slice(*span)]}\n    expected {wanted}\n    found    {claim.text}"


def main() -> int:
    from verifier.citations import extract

    documents = load()
    scores = score(extract, documents)
    for line in scores.differences:
        print(line)
    references = sum(len(one.references) for gold in documents for one in gold.citations)
    print(f"{scores.documents} documents, {scores.parentheses.expected} citations, {references} references")
    for name in ("parentheses", "outlets", "dated", "claims"):
        tally = getattr(scores, name)
        print(f"{name:12} F1 {tally.f1:.4f}   ({tally.right} right of {tally.expected} expected, {tally.found} found)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
