"""The items of a parenthesis: its groups cut at ";", and each group at ",", dates and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from verifier.citations import dates
from verifier.citations.dates import Written
from verifier.citations.names import HOST
from verifier.records import Relation


class Kind(Enum):
    NAME = auto()
    DATE = auto()
    QUOTED = auto()
    """Words between quotation marks: a title or a source, `grammar` tells."""
    TITLE = auto()
    URL = auto()
    BACK = auto()
    """"ibid."""
    SAME_DAY = auto()


@dataclass(frozen=True, slots=True)
class Item:
    kind: Kind
    text: str
    start: int
    end: int
    dates: tuple[Written, ...] = ()
    url: str | None = None
    relation: Relation | None = None
    comma_after: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    items: tuple[Item, ...]
    relation: Relation | None = None
    """Said by its lead ("see"); None: as the group before."""
    opens_empty: bool = False
    """It begins with a comma: the text of a link was lost."""


@dataclass(frozen=True, slots=True)
class Groups:
    groups: tuple[Group, ...]
    accessed: Written | None = None


_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+|(?<![\w@.])(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+[a-z]{2,}/[^\s<>\"“”«»,;]*",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,120})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:\s\"[^\"]*\")?\)")
_QUOTED = re.compile(
    r"“([^“”]{1,250})[”“]|\"([^\"]{1,250})\"|«([^«»]{1,250})»|„([^„“”]{1,250})[“”]|「([^「」]{1,120})」|『([^『』]{1,120})』"
    r"|《([^《》]{1,120})》|(?<![^\W_])‘([^‘’]{2,120}(?:’\w[^‘’]*)*)’(?!\w)"
)
_ACCESSED = re.compile(
    r"[,;]?\s*(?:(?:both|all|last|first|Zugriff|zuletzt)\s+)*"
    r"(?:accessed|retrieved|checked|visited|consulted|viewed|abgerufen|aufgerufen|consulté|consultado|дата обращения"
    r"|дата звернення|проверено|Zugriff|accès)\s*(?:on|at|am|le|el)?\s*:?\s*(?P<date>[^;]*)$",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"(?:see|see also|cf|compare|vgl|siehe|siehe auch|см|см\. также|див|див\. також|voir|voir aussi|véase|véase también)"
    r"(?:\b\.?[:,]?\s+|\.\s*)(?:(?:also|especially|e\.g\.|for example|for instance|inter alia|for details)\b[,:]?\s*)*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:sources?|quellen?|источники?|джерел[оа]|fuentes?|via|per|according to|as reported by|reported by|as quoted by"
    r"|quoted by|quoted in|as cited by|cited in|cited by|as cited in|from|in|by way of|laut|nach|по данным|за даними"
    r"|selon|d[’']après|según|e\.g\.|for example|for instance|inter alia)(?:\s*:\s*|[,]?\s+)(?=\S)",
    re.IGNORECASE,
)
_VIA_LEAD = re.compile(r"via\b|(?:as )?(?:quoted|cited|reported|republished) (?:by|in)\b", re.IGNORECASE)
_RELAY = re.compile(
    r"[,]?\s+(?:as\s+|and\s+)?(?:reported|cited|quoted|republished|reprinted|carried|relayed|published|translated|posted"
    r"|retransmitted|monitored)\s+(?:by|in|on|at)\s+|[,]?\s+(?:via|citing|quoting|through|по сообщению|со ссылкой на"
    r"|з посиланням на|по данным|zitiert nach|cité par|citado por)\s+|\s+via\s+",
    re.IGNORECASE,
)
_CROSS = re.compile(
    r"(?:letters? to(?: the)?|part (?:one|two|three|four|five|\d|[ivx]+)|articles? in|reports? (?:in|by|on)|item in"
    r"|stories in|coverage in|an? (?:interview|article|report|story|editorial|commentary|op-ed) (?:in|by|with))\b[:,]?\s*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:in (?:russian|ukrainian|english|german|french|chinese|japanese|georgian|polish|arabic|persian|turkish)"
    r"|emphasis (?:added|mine)|(?:author[’']?s? |my |own )?translation(?: mine| by the author)?|translated from \w+"
    r"|(?:print|online|english|international|morning|evening|moscow|european) (?:edition|version|service)|online|video"
    r"|audio|paywall(?:ed)?|subscription required|front page|editorial|op-ed|live|pp?\.?\s?\d+(?:\s?[-–]\s?\d+)?"
    r"|pages? \d+(?:\s?[-–]\s?\d+)?|(?:с|стр|S)\.\s?\d+(?:\s?[-–]\s?\d+)?|(?:no|nr|№|#|vol|issue)\.?\s?\d+"
    r"|на русском|на украинском|auf russisch|en russe|local time|morning|evening)\.?",
    re.IGNORECASE,
)
_SEARCHED = re.compile(r"\s+via\s+(?:search|web|google|snippet|cache|archive|wayback)\b[^;,]*", re.IGNORECASE)
_BACK = re.compile(r"(?:ibid|ib|там же|там само|ebd|ebenda|ibidem|idem)\.?", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"(?:on )?(?:the )?same (?:day|date)|(?:в )?тот же день|(?:того ж|той самий) дня?|am selben tag|(?:le )?même jour"
    r"|derselbe tag|gleicher tag",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[\[(][^\[\]()]{0,60}[\])]\s*")
_TRIVIAL = re.compile(r"[\s\d.,:;%+–—/-]*|[A-ZА-Я]{1,3}|[a-zа-яё' -]*")
_CREDIT = re.compile(
    r"\s*(?:photos?|images?|pictures?|credits?|photo credit|image credit|file photo|courtesy|screenshot|map|graphic|chart"
    r"|infographic|video|illustration|fotos?|bild|фото|изображение|ілюстрація|crédit|photograph)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"the\s+(?=\S)")
_URL_MARK, _QUOTE_MARK = "\ue000", "\ue001"
_AMPERSAND = re.compile(r"\s+(?:and|&|und|et|y|и|та|і)\s+(?:the\s+)?")
_TAIL = re.compile(r"\s+[-–—]+\s+.*$|\s*:\s.*$")


def is_trivial(words: str) -> bool:
    """An acronym, a number, a word or a credit: most parentheses, told at a glance."""
    return _TRIVIAL.fullmatch(words) is not None or _CREDIT.match(words) is not None


def groups(words: str) -> Groups | None:
    """Cut the parenthesis; None where no item of it is a date, a URL or quoted, nor could be a name."""
    accessed = None
    found = _ACCESSED.search(words)
    if found:
        written = dates.find(found["date"])
        if written:
            accessed = written[0].dates[0]
            words = words[: found.start()]
    masked, urls = _mask_urls(words)
    masked, quotes = _mask_quotes(masked, words)
    cut = []
    for start, end in _cut(masked, ";"):
        group = _group(words, masked, start, end, urls, quotes)
        if group.items or group.opens_empty:
            cut.append(group)
    return Groups(tuple(cut), accessed) if cut else None


# ── what is taken out first, its place kept by marks of the same length ──


def _mask_urls(words: str) -> tuple[str, dict[int, Item]]:
    if "." not in words:
        return words, {}
    urls: dict[int, Item] = {}

    def link(found: re.Match[str]) -> str:
        label = found[1]
        urls[found.start() + 1 + len(label)] = Item(Kind.URL, _host(found[2]), found.start(), found.end(), url=found[2])
        return " " + label + _URL_MARK * (len(found[0]) - len(label) - 1)

    def bare(found: re.Match[str]) -> str:
        url = found[0].rstrip(".,;:!?'’)")
        if found[0].startswith("www.") and "/" not in url:
            return found[0]  # a host that stands for a name
        cut = found[0].endswith(("...", "…"))
        whole = url if "://" in url else f"https://{url}"
        urls[found.start()] = Item(
            Kind.URL, _host(whole), found.start(), found.start() + len(url), url=None if cut else whole
        )
        return _URL_MARK * len(url) + found[0][len(url) :].replace(".", " ")

    if "](" in words:
        words = _MARKDOWN_LINK.sub(link, words)
    return _URL.sub(bare, words), urls


def _host(url: str) -> str:
    host = url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].lower()
    return host.removeprefix("www.")


def _mask_quotes(masked: str, words: str) -> tuple[str, dict[int, Item]]:
    quotes: dict[int, Item] = {}

    def quote(found: re.Match[str]) -> str:
        inner = next(group for group in found.groups() if group is not None).strip()
        comma = inner.endswith((",", "."))
        quotes[found.start()] = Item(Kind.QUOTED, inner.rstrip(",. "), found.start(), found.end(), comma_after=True)
        return _QUOTE_MARK * (len(found[0]) - 1) + ("," if comma else _QUOTE_MARK)

    return _QUOTED.sub(quote, masked), quotes


def _cut(text: str, sign: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = text.find(sign, start)
        if end < 0:
            yield start, len(text)
            return
        yield start, end
        start = end + 1


# ── one group ──


def _group(words: str, masked: str, start: int, end: int, urls: dict[int, Item], quotes: dict[int, Item]) -> Group:
    start = _skip_space(masked, start, end)
    relation, start = _lead(masked, start, end)
    opens_empty = start < end and masked[start] == ","
    text = masked[start:end]
    tail = _SEARCHED.search(text)
    if tail:
        text = text[: tail.start()] + " " * (tail.end() - tail.start()) + text[tail.end() :]
    phrases = dates.find(text)
    found: list[Item] = []
    at = 0
    for phrase in phrases:
        found += _names(words, text, at, phrase.start, start, urls, quotes, before_date=True)
        found.append(
            Item(Kind.DATE, text[phrase.start : phrase.end], start + phrase.start, start + phrase.end, phrase.dates)
        )
        at = phrase.end
    rest = text[at:]
    if phrases:
        rest = _TAIL.sub("", rest)
    found += _names(words, text[: at + len(rest)], at, at + len(rest), start, urls, quotes, before_date=False)
    return Group(tuple(found), relation, opens_empty)


def _lead(masked: str, start: int, end: int) -> tuple[Relation | None, int]:
    relation = None
    see = _SEE.match(masked, start, end)
    if see:
        relation, start = Relation.SEE, see.end()
    source = _SOURCE.match(masked, start, end)
    if source:
        if _VIA_LEAD.match(source[0]):
            relation = Relation.VIA
        start = source.end()
    cross = _CROSS.match(masked, start, end)
    if cross:
        start = cross.end()
    the = _THE.match(masked, start, end)
    return relation, the.end() if the else start


def _names(
    words: str,
    text: str,
    at: int,
    end: int,
    offset: int,
    urls: dict[int, Item],
    quotes: dict[int, Item],
    *,
    before_date: bool,
) -> Iterator[Item]:
    """The items other than dates of `text[at:end]`."""
    pieces = list(_cut(text[at:end], ","))
    for number, (left, right) in enumerate(pieces):
        last = number == len(pieces) - 1
        yield from _piece(text, at + left, at + right, offset, urls, quotes, comma_after=not (last and before_date))


def _piece(
    text: str, left: int, right: int, offset: int, urls: dict[int, Item], quotes: dict[int, Item], *, comma_after: bool
) -> Iterator[Item]:
    relation = None
    for start, end, relay in _relays(text, left, right):
        relation = Relation.VIA if relay else relation
        yield from _simple(text, start, end, offset, urls, quotes, comma_after=comma_after, relation=relation)


def _relays(text: str, left: int, right: int) -> Iterator[tuple[int, int, bool]]:
    """Cut at "via", "as reported by", "citing": what comes after relays what came before."""
    at, relay = left, False
    for found in _RELAY.finditer(text, max(left - 1, 0), right):
        if found.start() >= at or found.start() == left - 1:
            yield at, max(found.start(), at), relay
            at, relay = found.end(), True
    lead = _SOURCE.match(text, _skip_space(text, at, right), right)
    if lead and _VIA_LEAD.match(lead[0]):
        at, relay = lead.end(), True
    yield at, right, relay


def _simple(
    text: str,
    start: int,
    end: int,
    offset: int,
    urls: dict[int, Item],
    quotes: dict[int, Item],
    *,
    comma_after: bool,
    relation: Relation | None,
) -> Iterator[Item]:
    """One stretch without commas: marks of URLs and quotations, and the name between them."""
    at = start
    while at < end:
        sign = text[at]
        if sign == _URL_MARK:
            item = urls.get(at + offset)
            stop = at
            while stop < end and text[stop] == _URL_MARK:
                stop += 1
            if item:
                yield item
            at = stop
        elif sign == _QUOTE_MARK:
            item = quotes.get(at + offset)
            stop = at
            while stop < end and text[stop] == _QUOTE_MARK:
                stop += 1
            if item:
                yield Item(item.kind, item.text, item.start, item.end, relation=relation)
            at = stop
        else:
            stop = at
            while stop < end and text[stop] not in "\ue000\ue001":
                stop += 1
            yield from _named(text, at, stop, offset, comma_after=comma_after or stop < end, relation=relation)
            at = stop


def _named(
    text: str, start: int, end: int, offset: int, *, comma_after: bool, relation: Relation | None
) -> Iterator[Item]:
    name = text[start:end]
    if "[" in name or "(" in name:
        name = _BRACKETED.sub(lambda found: " " * len(found[0]), name)
    stripped = name.strip(" .:–—-\u200b")
    if not stripped:
        return
    start += name.index(stripped)
    if stripped.startswith("the "):
        start, stripped = start + 4, stripped[4:].lstrip()
    end = start + len(stripped)
    if _BACK.fullmatch(stripped):
        yield Item(Kind.BACK, stripped, start + offset, end + offset)
    elif _SAME_DAY.fullmatch(stripped):
        yield Item(Kind.SAME_DAY, stripped, start + offset, end + offset)
    elif _REMARK.fullmatch(stripped) or _CROSS.fullmatch(stripped + " "):
        return
    else:
        yield Item(
            Kind.NAME,
            " ".join(stripped.split()),
            start + offset,
            end + offset,
            relation=relation,
            comma_after=comma_after,
        )


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


__all__ = ["HOST", "Group", "Groups", "Item", "Kind", "groups", "is_trivial"]
