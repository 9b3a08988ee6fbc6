"""The sentences of a text, and the windows of one to three of them that carry a part of a claim best."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.matching.asides import asides
from verifier.matching.lexicon import likeness
from verifier.matching.lines import Line, is_prose, read
from verifier.matching.polarity import AUXILIARIES, is_verbal
from verifier.prose import sentences as prose_sentences
from verifier.prose.words import listed


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of a report, read. `evidence` is false for what is no prose of a report: bare
    lists of words, what was said before, and what stands beside the report, which `aside` tells apart."""

    start: int
    end: int
    line: Line
    evidence: bool
    aside: bool = False


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of `text` as offsets; a line's end ends a sentence too. Linear."""
    start = 0
    for line in text.split("\n"):
        yield from prose_sentences.spans(text, start, start + len(line))
        start += len(line) + 1


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a report."""
    found: list[Sentence] = []
    seen: set[str] = set()
    for start, end in spans(text):
        stretch = text[start:end]
        line = read(stretch)
        evidence = is_prose(line) and stretch not in seen
        seen.add(stretch)
        if found and line.tokens and line.tokens[0].word in _PRONOUNS:
            line = replace(line, stems=line.stems | _subject(found[-1].line))
        found.append(Sentence(start, end, line, evidence))
    beside = list(asides(text))
    begun = [first for first, _ in beside]
    made = []
    for one in found:
        place = bisect(begun, one.start)
        is_aside = place > 0 and one.start < beside[place - 1][1]
        made.append(replace(one, evidence=False, aside=True) if is_aside else one)
    return tuple(made)


_PRONOUNS = frozenset(listed("it he she they this"))


def _subject(line: Line) -> frozenset[str]:
    """The stems before the first verb of a sentence: what a pronoun in the next one stands for."""
    first = next(
        (
            token.start
            for place, token in enumerate(line.tokens)
            if token.word in AUXILIARIES or is_verbal(line.tokens, place)
        ),
        0,
    )
    return frozenset(token.stem for token in line.content if token.end <= first)


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first`..`last` (both included) of a report."""

    first: int
    last: int
    score: float


def best_windows(part: Line, report: Sequence[Sentence], most: int) -> list[Window]:
    """The windows of one to three sentences that share most with the part, best first.

    Scored as BM25 does (a word is worth more the fewer sentences have it, and repeating it adds nothing),
    with synonyms and names of seats counted by their likeness.
    """
    shares = _shares(part, report)
    totals = [sum(share.values()) for share in shares]
    heads = sorted((index for index, total in enumerate(totals) if total > 0), key=lambda i: -totals[i])[: most * 2]
    windows: dict[tuple[int, int], float] = {}
    for head in heads:
        for first in range(max(0, head - 2), head + 1):
            for last in range(head, min(len(report), first + 3)):
                if (first, last) not in windows and all(report[i].evidence for i in range(first, last + 1)):
                    windows[first, last] = _joint(shares[first : last + 1]) - 0.12 * (last - first)
    ranked = sorted(windows.items(), key=lambda item: (-item[1], item[0]))
    return [Window(first, last, score) for (first, last), score in ranked[:most]]


def _joint(shares: Sequence[dict[int, float]]) -> float:
    best: dict[int, float] = {}
    for share in shares:
        for index, value in share.items():
            best[index] = max(value, best.get(index, 0.0))
    return sum(best.values())


def _shares(part: Line, report: Sequence[Sentence]) -> list[dict[int, float]]:
    """For each sentence: which words of the part it has, and what that is worth."""
    stems = {stem for sentence in report for stem in sentence.line.stems}
    shares: list[dict[int, float]] = [{} for _ in report]
    for index, token in enumerate(part.content):
        like = {stem: value for stem in stems if (value := likeness(token.stem, stem)) > 0}
        if not like:
            continue
        values = [
            max((like[stem] for stem in sentence.line.stems & like.keys()), default=0.0) if sentence.evidence else 0.0
            for sentence in report
        ]
        having = sum(value > 0 for value in values)
        rarity = 1.0 + 0.5 * (1.0 - having / len(report)) if having else 0.0
        for share, value in zip(shares, values, strict=True):
            if value > 0:
                share[index] = value * token.weight * rarity
    return shares
