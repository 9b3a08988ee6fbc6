"""What a sentence denies, and what it calls possible only: the marks that turn the same words around.

Every word is marked that stands in the reach of "not", "denied", "refused to", "ruled out" …, and how real
the text says a thing is: done, intended, or possible. A reach is counted in words of content and ends with
the clause; English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from verifier.matching import lexicon
from verifier.prose.words import Kind, listed, stem


class Reality(IntEnum):
    """How real the text says it is. The order is the meaning."""

    POSSIBLE = 1
    INTENDED = 2
    DONE = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `line.text[start:end]`; `kind` is None for a stopword."""

    word: str
    stem: str
    start: int
    end: int
    kind: Kind | None
    denied: bool = False
    reality: Reality = Reality.DONE
    denier: str = ""
    """The stem of the word that denies it: "not", "refus"."""

    @property
    def deferred(self) -> bool:
        """Denied for the time being only: put off, and it may well come."""
        return self.denier in _DEFERRING

    @property
    def weight(self) -> float:
        """How much of a sentence's assertion hangs on this word."""
        if self.kind is None or self.kind is Kind.DATE:
            return 0.0
        if self.kind is Kind.FIGURE:
            return 1.2
        if self.kind is Kind.NAME:
            return 1.3
        if self.stem in lexicon.LIGHT:
            return 0.25
        return 1.0 if len(self.word) > 3 else 0.7


# How many words of content each denial reaches over. Plain words as they are, verbs in all their forms.
_DENYING_WORDS = {
    "not": 4, "never": 4, "cannot": 4, "no": 2, "neither": 4, "nor": 4, "none": 4, "without": 3, "nobody": 4,
    "hardly": 3, "unlikely": 5, "nothing": 4,
}  # fmt: skip
_DENYING_VERBS = {
    stem(verb): reach
    for verb, reach in {
        "deny": 9, "refuse": 5, "fail": 4, "refute": 9, "renounce": 4, "disavow": 6, "avoid": 3, "abstain": 3,
        "impossible": 5, "postpone": 3, "delay": 3, "defer": 3, "cancel": 3, "abandon": 4,
        "forgo": 3,
    }.items()
}  # fmt: skip
# They deny what they keep somebody from: "bars the banks from issuing", "forbade them to issue".
_BARRING = frozenset(map(stem, listed("ban bar prohibit forbid block prevent stop restrain discourage")))
_FORBID = stem("forbid")
_BARRED_REACH = 4
DENYING = frozenset(_DENYING_VERBS) | _BARRING
_DEFERRING = frozenset(map(stem, listed("postpone delay defer")))
# These deny only before a certain word: "declined to", "ruled out", "rejected reports that".
_DENYING_PAIRS = {
    (stem(first), stem(second)): reach
    for first, second, reach in (
        ("decline", "to", 5), ("rule", "out", 7), ("yet", "to", 4), ("stop", "short", 4), ("far", "from", 4),
        ("instead", "of", 4), ("rather", "than", 4), *(
            (verb, noun, 9)
            for verb in ("reject", "dismiss") for noun in ("report", "claim", "allegation", "accusation", "rumor")
        ),
    )
}  # fmt: skip

_POSSIBLE_WORDS = frozenset(listed("may might could would possibly perhaps whether if should potentially"))
_POSSIBLE_VERBS = frozenset(
    map(
        stem,
        listed("consider mull propose threaten suggest allege rumor urge demand hope discuss debate seek wish want"),
    )
)
_INTENDED_WORDS = frozenset(listed("will shall going"))
_INTENDED_VERBS = frozenset(map(stem, listed("plan intend expect aim prepare promise pledge vow schedule")))
_INTENDED_BEFORE_TO = frozenset(listed("due set ready poised"))
_REALITY_REACH = 6
"""In words of content: about a verb group with its object."""

# Denied, they deny what they are said of: "the visit will not take place".
_HAPPENING = frozenset(map(stem, listed("take happen occur go held possible true exist planned")))
# They deny what was said before them in the clause: "reports that … are false", "the visit was postponed".
_DENYING_AFTER = frozenset(map(stem, listed("false untrue baseless unfounded")))
_TOLD = frozenset(map(stem, listed("report claim allegation accusation rumor story statement")))
_DENYING_PASSIVE = frozenset(map(stem, listed("postpone delay defer cancel deny refute")))
_BEING = frozenset(listed("be been is are was were being"))
_WHOLE_CLAUSE = 9
_BREAK = re.compile(r"[,;:()—–]|\s-\s")
_TURNS = frozenset(listed("but although though while whereas because however despite after before"))


def mark(text: str, tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens of `text` with what is denied and how real it is. Linear in their number."""
    marked: list[Token] = []
    denied_for = real_for = clause = 0
    denier, aside, barring = "", False, ""
    reality = Reality.DONE
    for index, token in enumerate(tokens):
        gap = text[tokens[index - 1].end : token.start] if index else ""
        if _BREAK.search(gap) or token.word in _TURNS or _new_predicate(tokens, index):
            denied_for, real_for, clause, reality, barring = 0, 0, index, Reality.DONE, ""
        marked.append(replace(token, denied=denied_for > 0, reality=reality, denier=denier if denied_for else ""))
        if token.weight > 0:
            denied_for, real_for = max(0, denied_for - 1), max(0, real_for - 1)
            reality = reality if real_for else Reality.DONE
        reach = _denial(tokens, index)
        if reach:
            denied_for = 0 if denied_for else reach  # two denials in one clause are none
            denier = token.stem
        if token.stem in _BARRING and token.kind is Kind.WORD and not marked[-1].denied:
            barring = token.stem
        elif barring and _keeps_from(barring, tokens, index):
            denied_for, denier, barring = _BARRED_REACH, barring, ""
        if marked[-1].denied and token.stem in _HAPPENING and _is_that(tokens, index + 1):
            denied_for = _WHOLE_CLAUSE  # "it is not true that …"
        if aside and real_for and token.word in AUXILIARIES:
            real_for, reality = 0, Reality.DONE  # "those who want to build will decide": the sentence goes on
        level = _level(tokens, index)
        if level is not None and (level < reality or not real_for):
            reality, real_for = level, _REALITY_REACH
            aside = index > 0 and tokens[index - 1].word in ("that", "which", "who")
        if _denies_before(tokens, index, marked[-1]):
            clause = 0 if _of_a_report(tokens[clause:index]) else clause
            by = marked[-1].denier or token.stem
            marked[clause:-1] = [replace(one, denied=True, denier=by) for one in marked[clause:-1]]
        elif token.word == "no" and index and tokens[index - 1].stem in lexicon.VERBS and tokens[index - 1].kind:
            marked[-2] = replace(marked[-2], denied=True, denier="no")  # "lent no money" denies the lending
    if text.rstrip().endswith("?"):
        return tuple(replace(one, reality=Reality.POSSIBLE) for one in marked)
    return tuple(marked)


def _of_a_report(clause: Sequence[Token]) -> bool:
    """Whether what is called false is a report of what was told before: "called the claim baseless"."""
    return any(
        one.stem in _TOLD and clause[place - 1].word in ("the", "this", "these", "such")
        for place, one in enumerate(clause)
        if place
    )


def _denies_before(tokens: list[Token], index: int, marked: Token) -> bool:
    token = tokens[index]
    if token.kind is None or token.kind is Kind.NAME:
        return False
    if token.stem in _DENYING_PASSIVE:
        return is_passive(tokens, index) and not marked.denied
    return token.stem in _DENYING_AFTER or (marked.denied and token.stem in _HAPPENING)


def _new_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb in the past begins here behind "and": "denied having sent any and accused Armenia"."""
    past = tokens[index].word.endswith("ed") or tokens[index].word in PAST
    return past and index > 0 and tokens[index - 1].word == "and" and is_verbal(tokens, index)


def _keeps_from(barring: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether what somebody is kept from follows: "from issuing", "a ban on issuing", "forbade them to issue"."""
    word, following = tokens[index].word, tokens[index + 1].word if index + 1 < len(tokens) else ""
    if word == "from":
        return following.endswith("ing")
    if word == "on":
        return tokens[index - 1].stem == barring
    return word == "to" and barring == _FORBID and tokens[index - 1].word != "according"


def _is_that(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].word == "that"


def is_passive(tokens: Sequence[Token], index: int) -> bool:
    """Whether the verb at `index` is done to what stands before it: "was postponed", "has been sent"."""
    being = any(one.word in _BEING for one in tokens[max(0, index - 2) : index])
    return being and (tokens[index].word.endswith(("ed", "en")) or tokens[index].word in PAST)


def is_verbal(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at `index` is used as a verb, by its form and what stands before it."""
    token = tokens[index]
    if token.kind is not Kind.WORD:
        return False
    if token.stem not in lexicon.VERBS:
        # A verb the table lacks shows by what it does: "summoned the ambassador".
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        takes = follower is not None and (follower.kind is Kind.NAME or follower.word in _DETERMINERS)
        return token.word.endswith("ed") and takes and index > 0
    before = next((one for one in reversed(tokens[max(0, index - 3) : index]) if one.word not in _BETWEEN), None)
    if token.word.endswith("ed") or token.word in PAST:
        return True
    if before is not None and (before.word in AUXILIARIES or before.word == "to"):
        return True
    return token.word.endswith("s") and before is not None and before.kind is Kind.NAME


_DETERMINERS = frozenset(listed("the a an his her its their"))
_BETWEEN = frozenset(listed("not never also now still already yet"))
PAST = frozenset(
    listed(
        "won lost met sold bought fell rose held left sent took cut put began gave went came paid shot led fled hit "
        "said told struck sought built broke froze lent spent drew grew"
    )
)
AUXILIARIES = frozenset(
    listed("is are was were be been has have had will would shall may might can could must does did do should cannot")
)


def _denial(tokens: list[Token], index: int) -> int:
    """Over how many words of content the token at `index` denies what follows; 0: it does not."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.word == "t" and index and tokens[index - 1].word.endswith("n"):
        return _DENYING_WORDS["not"]
    if token.word == "not" and following is not None and following.word in ("only", "just", "merely"):
        return 0
    if token.word in _DENYING_WORDS:
        return _DENYING_WORDS[token.word]
    if token.kind is Kind.NAME:
        return 0
    if following is not None and (token.stem, following.stem) in _DENYING_PAIRS:
        return _DENYING_PAIRS[token.stem, following.stem]
    return _DENYING_VERBS.get(token.stem, 0) if token.kind and not is_passive(tokens, index) else 0


def _level(tokens: list[Token], index: int) -> Reality | None:
    token = tokens[index]
    if token.kind in (Kind.NAME, Kind.DATE, Kind.FIGURE):
        return None
    if token.word == "would" and any(one.kind and one.stem in lexicon.SAYING for one in tokens[:index]):
        return Reality.INTENDED  # "said that it would": what was said is "will"
    if token.word in _POSSIBLE_WORDS or (token.kind and token.stem in _POSSIBLE_VERBS):
        return Reality.POSSIBLE
    if token.word in _INTENDED_WORDS or (token.kind and token.stem in _INTENDED_VERBS):
        return Reality.INTENDED
    if token.word in _INTENDED_BEFORE_TO and index + 1 < len(tokens) and tokens[index + 1].word == "to":
        return Reality.INTENDED
    return None
