"""A claim divided into parts that can each be borne out or not: clauses, conjuncts, relative clauses.

English, by surface signs: no parser, so a division is made only where both sides show a verb. A shared
subject is lent to the conjunct that lacks one: "It will restrict exports as well as ban five banks" gives
"It will restrict exports" and "(It will) ban five banks".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.matching import lexicon
from verifier.matching.lines import Line, read
from verifier.matching.passages import spans
from verifier.matching.polarity import AUXILIARIES, PAST, Token
from verifier.prose.words import Kind, listed


@dataclass(frozen=True, slots=True)
class Part:
    """`claim[start:end]`. `whole` is what is looked for: the part with its borrowed subject."""

    text: str
    start: int
    end: int
    whole: str
    commentary: bool = False
    """The author's own view of the matter: a report need not say it."""
    weight: float = 1.0


_OPENER = re.compile(
    r"(?:(?:Moreover|Furthermore|However|Nevertheless|Nonetheless|Meanwhile|Instead|Indeed|Thus|Therefore|Hence|"
    r"Predictably|Apparently|Unsurprisingly|Not surprisingly|Surprisingly|Ironically|Notably|Significantly|"
    r"Interestingly|Tellingly|Curiously|Needless to say|To no one's surprise|"
    r"Unfortunately|Fortunately|Clearly|Obviously|Evidently|Finally|Additionally|Also|But|And|Yet|So|"
    r"In addition|In fact|For example|For instance|In particular|As a result|Of course|In turn|At the same time|"
    r"In other (?:signs|words|news)[^,]{0,60}|On the (?:one|other) hand|Still)\b,?\s+)+"
)
_COMMENTARY = re.compile(
    r"\b(?:it (?:now |thus |therefore |also )?(?:seems|appears|would seem|would appear|looks like)"
    r"|it is (?:(?:abundantly|quite|very|thus|also|increasingly|therefore) )?"
    r"(?:clear|obvious|evident|apparent|likely|hard to)"
    r"|(?:this|that|which|these|all of this|all this)(?: \w+)?(?:, in itself,)? (?:clearly )?"
    r"(?:indicates?|shows?|suggests?|means|demonstrates?|implies|underlines?|reflects?|signals)"
    r"|no doubt|undoubtedly|arguably|one (?:may|might|can|could) (?:argue|say|conclude)|in (?:essence|effect)\b"
    r"|should be seen as|is best understood|as is (?:generally|usually|often) the case)"
    r"|^(?:clearly|obviously|evidently)\b",
    re.IGNORECASE,
)
# What the author puts in between: ", albeit with visible reluctance,".
_ASIDE = re.compile(
    r",? ?(?:albeit|however|to be sure|of course|not surprisingly|unsurprisingly|it seems|indeed|in itself)\b"
    r"[^,;.]{0,80},"
)
# A name's short form after it: "liquefied natural gas (LNG)".
_ABBREVIATION = re.compile(r" \([A-Z][A-Za-z]{1,7}\)")
_JOINTS = frozenset(listed("and but while whereas although though or"))
_RELATIVES = frozenset(listed("which who"))
_DETERMINERS = frozenset(listed("a an the its his her their this that these those any all no some to it them him each"))
_COMMENTARY_WEIGHT = 0.3
_RELATIVE_WEIGHT = 0.7
_LONGEST_SUBJECT = 9


def parts(claim: str) -> tuple[Part, ...]:
    """The parts of a claim in order; the whole claim where it has no words of content."""
    found: list[Part] = []
    for start, end in spans(claim):
        found.extend(_sentence_parts(claim, start, end))
    return tuple(found) or (Part(claim, 0, len(claim), claim),)


def _sentence_parts(claim: str, start: int, end: int) -> list[Part]:
    opener = _OPENER.match(claim, start, end)
    comment = _COMMENTARY.search(claim[start:end]) is not None
    if opener is not None and opener.end() < end:
        start = opener.end()
    text = claim[start:end]
    line = read(text)
    if not line.content:
        return []
    cuts = _cuts(line)
    if len(cuts) == 1 and cuts[0].relative:
        resumed = _resumed(line, cuts[0].at)
        if resumed:
            return _around(text, start, line, cuts[0].at, resumed, commentary=comment)
    bounds = [0, *(cut.at for cut in cuts), len(line.tokens)]
    made: list[Part] = []
    subject = ""
    for number, (first, last) in enumerate(pairwise(bounds)):
        cut = cuts[number - 1] if number else None
        tokens = line.tokens[first + cut.joint if cut else first : last]
        if not any(token.weight > 0 for token in tokens):
            continue
        piece = text[tokens[0].start : tokens[-1].end] if cut or last < len(line.tokens) else text
        at = start + (tokens[0].start if piece is not text else 0)
        whole = f"{subject} {piece}" if cut is not None and cut.shares and subject else piece
        if cut is not None and cut.relative:
            whole = f"{_antecedent(line.tokens[:first])} {piece}"
        commentary = comment and not _quoted(piece)
        weight = _COMMENTARY_WEIGHT if commentary else _RELATIVE_WEIGHT if cut is not None and cut.relative else 1.0
        whole = " ".join(_ABBREVIATION.sub("", _ASIDE.sub(" ", whole)).split())
        made.append(Part(piece, at, at + len(piece), whole, commentary, weight))
        if cut is None or not (cut.shares or cut.relative):
            subject = _subject(text, tokens)
    return made


_RESUMING = frozenset(listed("at in on to by for from with of until after before through as"))


def _resumed(line: Line, relative: int) -> int:
    """The token with which the sentence goes on after a relative clause between commas; 0: it does not."""
    for index in range(relative + 3, len(line.tokens)):
        gap = line.text[line.tokens[index - 1].end : line.tokens[index].start]
        if "," in gap:
            word = line.tokens[index].word
            return index if word in _RESUMING or word in AUXILIARIES else 0
    return 0


def _around(text: str, start: int, line: Line, relative: int, resumed: int, *, commentary: bool) -> list[Part]:
    """The sentence without the relative clause in its midst, and that clause."""
    before, after = line.tokens[relative - 1].end, line.tokens[resumed].start
    first, last = line.tokens[relative + 1].start, line.tokens[resumed - 1].end
    clause = text[first:last]
    outer = f"{text[:before]} {text[after:]}"
    inner = f"{_antecedent(line.tokens[:relative])} {clause}"
    weight = _COMMENTARY_WEIGHT if commentary else 1.0
    return [
        Part(text, start, start + len(text), outer, commentary, weight),
        Part(clause, start + first, start + last, inner, commentary, weight * _RELATIVE_WEIGHT),
    ]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Before token `at`, whose first `joint` tokens are the conjunction."""

    at: int
    joint: int
    shares: bool
    relative: bool = False


def _cuts(line: Line) -> list[_Cut]:
    tokens = line.tokens
    quoted = _quoted(line.text)
    found: list[_Cut] = []
    begun = 0
    for index, token in enumerate(tokens):
        if (
            index <= begun
            or (token.word == "and" and _is_between(tokens[begun:index]))
            or any(low <= token.start < high for low, high in quoted)
        ):
            continue
        cut = _cut(line, index)
        if cut is None:
            continue
        left = tokens[begun:index]
        right = tokens[index + cut.joint :]
        if _has_verb(left) and sum(one.weight > 0 for one in left) >= 2 and sum(one.weight > 0 for one in right) >= 2:
            found.append(cut)
            begun = index + cut.joint
    return found


def _is_between(left: Sequence[Token]) -> bool:
    """Whether the "and" after these words belongs to a "between"."""
    since = next((place for place in range(len(left) - 1, -1, -1) if left[place].word == "between"), None)
    return since is not None and not _has_verb(left[since:])


def _cut(line: Line, index: int) -> _Cut | None:
    tokens, text = line.tokens, line.text
    word = tokens[index].word
    gap = text[tokens[index - 1].end : tokens[index].start]
    if ";" in gap and _has_verb(tokens[index : index + 12]):
        return _Cut(index, 0, shares=False)
    if word in _RELATIVES and "," in gap:
        return _Cut(index, 1, shares=False, relative=True)
    joint = (
        3 if [one.word for one in tokens[index : index + 3]] == ["as", "well", "as"] else 1 if word in _JOINTS else 0
    )
    if not joint or index + joint >= len(tokens):
        return None
    after = index + joint
    if tokens[after].word in ("also", "then", "even", "thus", "therefore", "subsequently", "instead") or (
        tokens[after].word.endswith("ly") and tokens[after].kind is Kind.WORD
    ):
        after += 1
    if after >= len(tokens):
        return None
    if tokens[after].word == "to" and after + 1 < len(tokens) and tokens[after + 1].stem in lexicon.VERBS:
        return _Cut(index, joint, shares=True)
    if _opens_verb_group(tokens, after):
        return _Cut(index, joint, shares=True)
    if _opens_clause(text, tokens, after):
        return _Cut(index, joint, shares=False)
    return None


def _opens_verb_group(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb stands here that takes the subject before the conjunction."""
    token = tokens[at]
    if token.word in AUXILIARIES:
        return True
    if token.kind is not Kind.WORD or token.stem not in lexicon.VERBS:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return False
    if token.word.endswith("s") and not token.word.endswith("ss"):
        return following.word in _DETERMINERS
    if token.word.endswith(("ion", "ment", "ing")):
        return False
    return (
        following.word in _DETERMINERS
        or following.kind is not None
        or following.word in ("with", "in", "from", "against")
    )


def _opens_clause(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a subject with its own verb begins here."""
    for place in range(at, min(at + 8, len(tokens))):
        token = tokens[place]
        if place > at and re.search(r"[,;:]", text[tokens[place - 1].end : token.start]):
            return False
        if token.word in _JOINTS or (place == at and token.word in ("to", "of", "for")):
            return False
        if place > at and token.word in AUXILIARIES - {"be", "been"}:
            return True
        verb = token.kind is Kind.WORD and token.stem in lexicon.VERBS | lexicon.SAYING
        if place > at and verb and (token.word.endswith("ed") or token.word in PAST):
            return True
    return False


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(
        token.word in AUXILIARIES
        or (
            token.kind is Kind.WORD
            and (token.stem in lexicon.VERBS or token.stem in lexicon.SAYING or token.word.endswith("ed"))
        )
        for token in tokens
    )


def _subject(text: str, tokens: Sequence[Token]) -> str:
    """The words before the first verb of a clause, with its auxiliary; "" where they are many."""
    for number, token in enumerate(tokens):
        verb = token.kind is Kind.WORD and (token.stem in lexicon.VERBS or token.stem in lexicon.SAYING)
        if token.word in AUXILIARIES or (verb and number):
            if number == 0 or number > _LONGEST_SUBJECT:
                return ""
            last = number if token.word in ("will", "would", "may", "might", "could") else number - 1
            return text[tokens[0].start : tokens[last].end]
    return ""


def _antecedent(tokens: Sequence[Token]) -> str:
    """What a relative pronoun after these words most likely stands for: their last name, else last word."""
    content = [token for token in tokens if token.weight > 0]
    names = [token for token in content[-4:] if token.kind is Kind.NAME]
    chosen = names[-1:] or content[-1:]
    return chosen[0].word.capitalize() if chosen and names else chosen[0].word if chosen else ""


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", text)]
