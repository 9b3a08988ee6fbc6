"""A stretch of prose read once for comparing: one sentence of a report, or one part of a claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from verifier.matching import lexicon, polarity
from verifier.matching.moments import moments
from verifier.matching.polarity import Token
from verifier.matching.spelling import spelled
from verifier.prose.words import Kind, Term, fold, stem, terms, tokens


@dataclass(frozen=True)
class Line:
    text: str
    tokens: tuple[Token, ...]
    content: tuple[Token, ...]
    """The tokens that carry meaning."""
    stems: frozenset[str]
    """Their stems."""

    @property
    def names(self) -> tuple[Token, ...]:
        return tuple(token for token in self.content if token.kind is Kind.NAME)

    @property
    def weight(self) -> float:
        return sum(token.weight for token in self.content)


@lru_cache(maxsize=8192)
def read(text: str) -> Line:
    """The words of `text`, phrasal verbs joined, spelled alike, polarity marked."""
    known = {term.start: term for term in terms(text)}
    dated = [(moment.start, moment.end) for moment in moments(text)]
    found: list[Token] = []
    for word, start, end in tokens(text):
        folded = fold(word)
        if found and found[-1].kind is not None and (found[-1].stem, folded) in lexicon.PHRASES:
            found[-1] = replace(found[-1], stem=lexicon.PHRASES[found[-1].stem, folded], end=end)
            continue
        term = known.get(start)
        kind = term.kind if term else None
        if kind is not None and any(first <= start < last for first, last in dated):
            kind = Kind.DATE  # the 24 of "September 24" is no figure
        found.append(Token(folded, _stem_of(folded, term), start, end, kind))
    marked = polarity.mark(text, found)
    content = tuple(token for token in marked if token.weight > 0)
    return Line(text, marked, content, frozenset(token.stem for token in content))


def _stem_of(word: str, term: Term | None) -> str:
    plain = spelled(word)
    return word if term is None else term.stem if plain == word else stem(plain)


def is_prose(line: Line) -> bool:
    """Whether it reads like a sentence: a bare list of words, however well chosen, says nothing."""
    if len(line.tokens) < 10 or not line.text.isascii():
        return True
    least = 0.06 if line.text.rstrip("\"')")[-1:] in (".", "!", "?") else 0.15
    return sum(token.kind is None for token in line.tokens) >= least * len(line.tokens)
