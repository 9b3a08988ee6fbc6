"""The items of a parenthesis: its groups cut at ";", and each group at commas, dates, URLs and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from verifier.citations import dates, wording
from verifier.citations.masks import QUOTE_MARK, URL_MARK, Taken, take_out
from verifier.citations.written import Phrase, Written
from verifier.records import Relation


class Kind(Enum):
    NAME = auto()
    DATE = auto()
    QUOTED = auto()
    """Words between quotation marks: a title or a source, `grammar` tells."""
    TITLE = auto()
    URL = auto()
    BACK = auto()
    """A reference back to the source before: "ibid." """
    SAME_DAY = auto()
    NO_DATE = auto()
    """It is said that there is none: "n.d." """


class Item(NamedTuple):
    kind: Kind
    text: str
    start: int
    end: int
    dates: tuple[Written, ...] = ()
    url: str | None = None
    relation: Relation | None = None
    comma_after: bool = True
    """False for a name that runs into its date: "Reuters March 3"."""
    joined: bool = False
    """Nothing but white space stands between it and the item before."""


class Group(NamedTuple):
    items: tuple[Item, ...]
    relation: Relation | None = None
    """Said by its lead ("see"); None: as the group before."""
    labelled: bool = False
    """It says that a source follows: "Quelle: …"."""
    opens_empty: bool = False
    """It begins with a comma: the text of a link was lost."""
    accessed: Written | None = None
    all_accessed: bool = False
    """"both checked May 1": the date is that of the other groups too."""


_BRACKETED = re.compile(r"[\[(][^\[\]()]{0,60}[\])]")
_PIECE = re.compile(f"{URL_MARK}+|{QUOTE_MARK}+|[^,{URL_MARK}{QUOTE_MARK}]+")
_EDGES = " .:–—/-\u200b"


def groups(words: str) -> tuple[Group, ...]:
    """Cut the words of a parenthesis; a group without items is left out."""
    text, taken = take_out(words)
    if "[" in text or "(" in text:
        text = _BRACKETED.sub(lambda found: " " * len(found[0]), text)
    if "via" in text:
        text = wording.SEARCHED.sub(lambda found: " " * len(found[0]), text)
    phrases = dates.find(text)
    cut = (_group(text, start, end, phrases, taken) for start, end in _cut(text, ";"))
    return tuple(group for group in cut if group.items or group.opens_empty or group.accessed)


def _cut(text: str, sign: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (end := text.find(sign, start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _group(text: str, start: int, end: int, phrases: list[Phrase], taken: dict[int, Taken]) -> Group:
    accessed = wording.ACCESSED.search(text, start, end)
    seen = None
    if accessed:
        seen = next((one.dates[0] for one in phrases if accessed.start() <= one.start < end), None)
        end = accessed.start() if seen else end
    relation, labelled, start = _lead(text, start, end)
    found: list[Item] = []
    at = start
    for phrase in phrases:
        if start <= phrase.start < end:
            found += _names(text, at, phrase.start, taken, before_date=True)
            found.append(Item(Kind.DATE, text[phrase.start : phrase.end], phrase.start, phrase.end, phrase.dates))
            at = phrase.end
    found += _names(text, at, _without_tail(text, at, end) if at > start else end, taken)
    opens_empty = start < end and text[start] == ","
    all_accessed = bool(accessed and accessed["all"])
    return Group(tuple(found), relation, labelled, opens_empty, seen, all_accessed)


def _without_tail(text: str, at: int, end: int) -> int:
    """Where a remark in running words begins after a date; one with figures in it is none of ours."""
    tail = wording.TAIL.search(text, at, end)
    return tail.start() if tail and not any(sign.isdigit() for sign in tail[0]) else end


def _lead(text: str, start: int, end: int) -> tuple[Relation | None, bool, int]:
    relation, labelled = None, False
    start = _skip_space(text, start, end)
    if see := wording.SEE.match(text, start, end):
        relation, start = Relation.SEE, see.end()
    if label := wording.LABEL.match(text, start, end):
        labelled, start = True, label.end()
    elif preposition := wording.PREPOSITION.match(text, start, end):
        relation = Relation.VIA if wording.VIA.match(preposition[0]) else relation
        start = preposition.end()
    if cross := wording.CROSS.match(text, start, end):
        start = cross.end()
    return relation, labelled, start


def _names(text: str, start: int, end: int, taken: dict[int, Taken], *, before_date: bool = False) -> Iterator[Item]:
    """The items other than dates of `text[start:end]`, which ends at a date or the group's end."""
    relation: Relation | None = None
    for left, right, relayed in _relays(text, start, end):
        relation = Relation.VIA if relayed else None
        for piece in _PIECE.finditer(text, left, right):
            sign = piece[0][0]
            if sign in (URL_MARK, QUOTE_MARK):
                item = _taken(taken.get(piece.start()), relation)
            else:
                begin = piece.start()
                if text[begin - 1 : begin] == QUOTE_MARK and (inside := wording.IN.match(text, begin, right)):
                    begin = inside.end()
                item = _named(text, begin, piece.end(), relation)
                if item and before_date and piece.end() == end and not text[item.end : end].strip(" "):
                    item = item._replace(comma_after=False)
            if item:
                yield item._replace(joined=True) if _runs_on(text, start, item.start) else item


def _runs_on(text: str, low: int, at: int) -> bool:
    before = text[low:at].rstrip(" ")
    return bool(before) and before[-1] not in ",;"


def _relays(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Cut at "via", "as reported by", "citing": what comes after relays what came before."""
    at, relayed = start, False
    for found in wording.RELAY.finditer(text, start, end):
        yield at, found.start(), relayed
        at, relayed = found.end(), True
    yield at, end, relayed


def _taken(one: Taken | None, relation: Relation | None) -> Item | None:
    if one is None:
        return None
    kind = Kind.URL if one.is_url else Kind.QUOTED
    return Item(kind, one.text, one.start, one.end, url=one.url, relation=relation)


def _named(text: str, start: int, end: int, relation: Relation | None) -> Item | None:
    name = text[start:end].strip(_EDGES)
    if not name:
        return None
    start = text.index(name, start)
    if opening := wording.NAME_OPENING.match(name):
        name = name[opening.end() :]
        start = text.index(name, start)
    ending = wording.NAME_ENDING.search(name)
    if ending and ending.start() and name[0].isupper():
        name = name[: ending.start()]
    end = start + len(name)
    if wording.BACK.fullmatch(name):
        return Item(Kind.BACK, name, start, end)
    if wording.SAME_DAY.fullmatch(name):
        return Item(Kind.SAME_DAY, name, start, end)
    if wording.NO_DATE.fullmatch(name):
        return Item(Kind.NO_DATE, name, start, end)
    if wording.REMARK.fullmatch(name) or wording.CROSS.fullmatch(name):
        return None
    if "  " in name:
        name = " ".join(name.split())
    return Item(Kind.NAME, name, start, end, relation=relation)


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at
