"""The grammar of one parenthesis: its words → what it mentions, or None where it cites nothing.

    parenthesis  group (";" group)*
    group        lead? item ("," item)*          lead: "see", "as reported by", "Quelle:"
    item         name | date phrase | quoted title | URL | remark

Names gather until dates come, and the dates are theirs; a name after a date begins anew. Nothing outside
the parenthesis is looked at here: years are open, and a parenthesis of only a date is left to `lead_in`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from verifier.citations import dates, items
from verifier.citations.dates import Written
from verifier.citations.items import Item, Kind
from verifier.citations.names import Standing, standing
from verifier.records import Precision, Relation


@dataclass(frozen=True, slots=True)
class Mention:
    """One source as a parenthesis mentions it, with the dates that are its own."""

    source: str
    start: int
    end: int
    """Where its name stands in the parenthesis' words; where there is none, its date or URL."""
    standing: Standing = Standing.PLAIN
    dates: tuple[Written, ...] = ()
    dated_at: tuple[int, int] = (0, 0)
    relation: Relation = Relation.CITES
    title: str | None = None
    url: str | None = None
    author: str | None = None
    accessed: Written | None = None
    back: bool = False
    """"ibid.": the source is the one cited before."""
    same_day: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parenthesis mentions."""

    mentions: tuple[Mention, ...]
    only_date: bool = False
    """It names nothing but a date: a citation only where the words before it name the outlet."""
    undated: bool = False
    """It names publishers and nothing else: a citation only when such are asked for, or linked."""


@dataclass(slots=True)
class _Group:
    """One group while it is read."""

    relation: Relation
    names: list[Mention] = field(default_factory=list)
    dates: list[Written] = field(default_factory=list)
    dated_at: tuple[int, int] = (0, 0)
    done: list[Mention] = field(default_factory=list)
    title: str | None = None
    author: str | None = None
    url: str | None = None
    opens_empty: bool = False


@lru_cache(maxsize=4096)
def parse(words: str) -> Reading | None:
    """Read the plain words between the brackets. Pure; kept because a document repeats its sources."""
    if items.is_trivial(words):
        return None
    groups = items.groups(words)
    if groups is None:
        return None
    mentions: list[Mention] = []
    relation = Relation.CITES
    for number, group in enumerate(groups.groups):
        relation = group.relation or relation
        read = _read_group(group.items, relation, group.opens_empty)
        if read is None:
            if number == 0 and not _led_by_press(groups.groups[1:]):
                return None
            continue
        mentions += _continued(read, mentions)
    mentions = _share_last_date(mentions)
    if groups.accessed:
        mentions = [replace(mention, accessed=groups.accessed) for mention in mentions]
    return _accepted(mentions)


def _led_by_press(groups: tuple[items.Group, ...]) -> bool:
    """Whether a publisher is named further on, though the first group is running words."""
    return any(
        item.kind is Kind.NAME and standing(item.text) is Standing.PRESS for group in groups for item in group.items
    )


def _read_group(group_items: tuple[Item, ...], relation: Relation, opens_empty: bool) -> list[Mention] | None:
    """The mentions of one group; None where something in it is no part of a citation."""
    group = _Group(relation, opens_empty=opens_empty)
    for item in _titles_told(group_items):
        if item.kind is Kind.DATE:
            group.dates += item.dates
            group.dated_at = (item.start, item.end)
        elif item.kind is Kind.TITLE:
            group.title = item.text
        elif item.kind is Kind.URL:
            _take_url(group, item)
        elif item.kind is Kind.BACK:
            _flush(group)
            group.names.append(Mention("", item.start, item.end, Standing.PRESS, back=True))
        elif item.kind is Kind.SAME_DAY:
            group.names = [replace(name, same_day=True) for name in group.names]
        elif not _take_name(group, item):
            return None
    _flush(group)
    return group.done


def _titles_told(group_items: tuple[Item, ...]) -> list[Item]:
    """Quoted words are a title where an unquoted name stands beside them, and a source where none does."""
    quoted = [item for item in group_items if item.kind is Kind.QUOTED]
    if not quoted:
        return list(group_items)
    named = any(item.kind is Kind.NAME for item in group_items)
    if not named and len(quoted) > 1 and standing(quoted[0].text) is not Standing.PRESS:
        named = True  # "A Long Title," «Известия», 3 марта
        quoted = quoted[:1]
    told = []
    for item in group_items:
        if item.kind is not Kind.QUOTED:
            told.append(item)
        elif named and item in quoted and not (standing(item.text) is Standing.PRESS and len(item.text) < 30):
            told.append(replace(item, kind=Kind.TITLE))
        else:
            told.append(replace(item, kind=Kind.NAME))
    return told


def _take_name(group: _Group, item: Item) -> bool:
    if group.dates and group.names:
        _flush(group)
    rank = standing(item.text)
    if rank is Standing.REFUSED:
        return False
    if rank is Standing.PLAIN and not item.comma_after:
        return False  # "Putin Visits Tokyo March 3": an unknown name runs into its date only in prose
    group.names.append(Mention(item.text, item.start, item.end, rank, relation=item.relation or group.relation))
    return True


def _take_url(group: _Group, item: Item) -> None:
    if group.names and not group.dates:
        group.names[-1] = replace(group.names[-1], url=item.url)
    elif group.names:
        _flush(group)
        group.done[-1] = replace(group.done[-1], url=item.url)
    elif group.done and not group.dates:
        group.done[-1] = replace(group.done[-1], url=item.url)
    else:
        group.names.append(Mention(item.text, item.start, item.end, Standing.PRESS, url=item.url))


def _flush(group: _Group) -> None:
    """The names so far get the dates so far."""
    names = _persons_told(group)
    if not names and group.dates and (group.opens_empty or not group.done):
        start, end = group.dated_at
        names = [Mention("", start, end, Standing.PLACE, relation=group.relation)]
    if group.opens_empty and names and names[0].source and not group.done:
        names.insert(0, Mention("", names[0].start, names[0].start, Standing.PLAIN, relation=group.relation))
    for name in names:
        group.done.append(
            replace(name, dates=tuple(group.dates), dated_at=group.dated_at, title=group.title, author=group.author)
        )
    if names:
        group.title = group.author = None
    group.names, group.dates = [], []


def _persons_told(group: _Group) -> list[Mention]:
    """The names without the authors and places among them: "John Smith, The Guardian", "Reuters, Moscow"."""
    names = group.names
    if len(names) < 2:
        return names
    best = max(name.standing for name in names)
    if names[0].standing is Standing.PERSON and best > Standing.PERSON:
        group.author = names[0].source
        names = names[1:]
    if best is Standing.PRESS:
        names = [name for name in names if name.standing is not Standing.PLACE or name.url]
    return names


def _continued(read: list[Mention], before: list[Mention]) -> list[Mention]:
    """ "(Interfax, March 3; March 5)": a group of only dates goes on with the source before it."""
    if len(read) == 1 and not read[0].source and not read[0].back and read[0].standing is Standing.PLACE and before:
        last = before[-1]
        return [replace(read[0], source=last.source, standing=last.standing, url=None)]
    return read


def _share_last_date(mentions: list[Mention]) -> list[Mention]:
    """ "(TASS; RIA Novosti, March 3)": leading undated sources share the first date that comes."""
    dated = next((mention for mention in mentions if mention.dates), None)
    if dated is None or mentions[0].dates:
        return mentions
    shared = []
    leading = True
    for mention in mentions:
        leading = leading and not mention.dates
        if leading and not (mention.url or mention.back or mention.same_day):
            mention = replace(mention, dates=dated.dates)
        shared.append(mention)
    return shared


def _accepted(mentions: list[Mention]) -> Reading | None:
    """Whether what is there is enough: the vaguer the date, the surer the name must be."""
    if not mentions:
        return None
    if len(mentions) == 1 and not mentions[0].source and mentions[0].standing is Standing.PLACE:
        return Reading(tuple(mentions), only_date=True)
    kept = tuple(mentions)
    if any(_enough(mention) for mention in kept):
        return Reading(kept) if all(mention.standing >= Standing.PLACE or mention.url for mention in kept) else None
    if all(mention.standing is Standing.PRESS and not mention.dates for mention in kept):
        return Reading(kept, undated=True)
    return None


def _enough(mention: Mention) -> bool:
    if mention.url or mention.back or mention.same_day:
        return mention.standing >= Standing.PLACE
    if not mention.dates:
        return False
    if mention.dates[0].precision is Precision.DAY:
        return mention.standing >= Standing.PLAIN
    return mention.standing is Standing.PRESS


__all__ = ["Mention", "Reading", "dates", "parse"]
