"""The grammar of one parenthesis: its words → what it mentions, or None where it cites nothing.

    parenthesis  group (";" group)*
    group        lead? item ("," item)*          lead: "see", "as reported by", "Quelle:"
    item         name | date phrase | quoted title | URL | remark

Names gather until dates come, and the dates are theirs; a name after a date begins anew (`Gathering`).
Nothing outside the parenthesis is looked at here: years stay open, and a parenthesis of only a date is left
to `lead_in`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from verifier.citations import simple, wording
from verifier.citations.gathering import PRESS_SINCE, Gathering, Mention
from verifier.citations.items import Group, Item, Kind, groups
from verifier.citations.names import Standing, complete, generic, known, standing, standing_in_quotes
from verifier.records import Precision, Relation


class Reading(NamedTuple):
    """What a parenthesis mentions."""

    mentions: tuple[Mention, ...]
    only_date: bool = False
    """It names nothing but a date: a citation only where the words before it name the outlet."""
    undated: bool = False
    """It names publishers and nothing else: a citation only when such are asked for, or linked."""
    doubtful: bool = False
    """It is a citation only if its names are publishers', and nothing in it tells: "(Belsat, May 2014)"."""


_TRIVIAL = re.compile(r"[\s\d.,:;%+–—/-]*|[A-ZА-Я]{1,3}|\w+|[a-zа-яё' -]*")


def parse(words: str, *, bare: bool = False) -> Reading | None:
    """Read the plain words between the brackets; `bare` also where neither date, URL nor word back can be there."""
    mentions = simple.parse(words)
    if mentions:
        return Reading(mentions)
    if not bare and (not wording.HINT.search(words) or (_TRIVIAL.fullmatch(words) and not _says_back(words))):
        return None
    return parse_any(words)


@lru_cache(maxsize=4096)
def parse_any(words: str) -> Reading | None:
    """The long way. Pure; kept because a document repeats its sources."""
    if wording.CREDIT.match(words):
        return None
    mentions: list[Mention] = []
    relation = Relation.CITES
    cut = groups(words)
    for number, group in enumerate(cut):
        relation = group.relation or relation
        read = _read(group, relation, alone=len(cut) == 1)
        if read is None and number == 0 and not _led_by_press(cut[1:]):
            return None
        if read is not None:
            mentions += _same_day(_continued(read, mentions), mentions)
        if group.accessed is not None:
            since = 0 if group.all_accessed else len(mentions) - len(read or mentions)
            mentions[since:] = [mention._replace(accessed=group.accessed) for mention in mentions[since:]]
    return _accepted(_share_last_date(mentions))


def _says_back(words: str) -> bool:
    return bool(wording.BACK.fullmatch(words.strip()) or wording.SAME_DAY.fullmatch(words.strip()))


def _led_by_press(others: tuple[Group, ...]) -> bool:
    """Whether a publisher is named further on, though the first group is running words."""
    return any(item.kind is Kind.NAME and standing(item.text) is Standing.PRESS for one in others for item in one.items)


def _read(group: Group, relation: Relation, *, alone: bool) -> list[Mention] | None:
    """The mentions of one group, `alone` in its parenthesis or not; None where something in it is no part of a
    citation."""
    alone = alone and sum(item.kind is Kind.NAME for item in group.items) == 1
    gathering = Gathering(relation, opens_empty=group.opens_empty)
    for item in _titles_told(group.items):
        if item.kind is Kind.DATE:
            gathering.add_dates(item.dates, item.start, item.end)
        elif item.kind is Kind.TITLE:
            gathering.add_title(item.text)
        elif item.kind is Kind.URL:
            gathering.add_url(Mention(item.text, item.start, item.end, Standing.PRESS, url=item.url, linked=True))
        elif item.kind is Kind.BACK:
            gathering.add_name(Mention("", item.start, item.end, Standing.PRESS, back=True))
        elif item.kind is Kind.SAME_DAY:
            gathering.same_day()
        elif item.kind is Kind.NO_DATE:
            gathering.no_date()
        else:
            named = _mentions(item, item.relation or relation, labelled=group.labelled, alone=alone)
            if not named:
                return None
            for mention in named:
                gathering.add_name(mention)
    return gathering.close()


def _mentions(item: Item, relation: Relation, *, labelled: bool, alone: bool) -> list[Mention]:
    """The sources of one name: one, two joined by "and", or none where it cannot be a publisher's."""
    rank = standing_in_quotes(item.text) if item.kind is Kind.QUOTED else standing(item.text)
    if labelled and rank is Standing.PLAIN:
        rank = Standing.PRESS
    runs_on = rank is Standing.PLAIN and not item.comma_after
    if runs_on and not alone:
        rank = Standing.REFUSED  # an unknown name runs into its date most often in prose: "Putin Visits Tokyo March 3"
    joined = wording.AND.search(item.text) if item.kind is Kind.NAME and not known(item.text) else None
    if joined:
        left, right = item.text[: joined.start()], item.text[joined.end() :]
        if _both_publish(left, right) and (joined[0] != "/" or (known(left) and known(right))):
            end = item.start + joined.start()
            return [
                Mention(left, item.start, end, Standing.PRESS, relation=relation),
                Mention(right, item.end - len(right), item.end, Standing.PRESS, relation=relation),
            ]
    if rank is Standing.REFUSED:
        return []
    return [Mention(item.text, item.start, item.end, rank, relation=relation, runs_on=runs_on)]


def _both_publish(left: str, right: str) -> bool:
    """Whether "A and B" are two: not "Globe and Mail", "Oil and Gas Journal", "Russian and Western agencies"."""
    if generic(left) or generic(right):
        return False
    ranks = standing(left), standing(right)
    if known(left, right):
        other = left if ranks[0] is Standing.PLAIN else right
        return min(ranks) is Standing.PRESS or (min(ranks) is Standing.PLAIN and " " not in other)
    return min(ranks) is Standing.PRESS and complete(left) and complete(right)


def _titles_told(items: tuple[Item, ...]) -> tuple[Item, ...] | list[Item]:
    """Quoted words are a title where another name stands beside them, and a source where none does."""
    quoted = [item for item in items if item.kind is Kind.QUOTED]
    if not quoted:
        return items
    told: list[Item] = []
    named = sum(item.kind is Kind.NAME and not generic(item.text) for item in items)
    sources = sum(_could_be_source(item) for item in quoted)
    for item in items:
        if item.kind is not Kind.QUOTED:
            told.append(item)
        elif told and item.joined and told[-1].kind is Kind.NAME and generic(told[-1].text):
            last = told.pop()
            told.append(last._replace(text=f"{last.text} {item.text}", end=item.end, comma_after=True))
        elif _could_be_source(item) and (not named or standing(item.text) is Standing.PRESS):
            told.append(item)
        elif named or sources:
            told.append(item._replace(kind=Kind.TITLE))
        else:
            told.append(item)
    return told


def _could_be_source(item: Item) -> bool:
    return len(item.text) <= 30 and standing_in_quotes(item.text) >= Standing.PLAIN


def _continued(read: list[Mention], before: list[Mention]) -> list[Mention]:
    """A group of only dates goes on with the source before it: "(Interfax, March 3; March 5)", "(Interfax; May 3)"."""
    if before and len(read) == 1 and read[0].only_date:
        if not before[-1].dates:
            last = before.pop()
            return [last._replace(dates=read[0].dates, dated_at=read[0].dated_at)]
        return [read[0]._replace(source=before[-1].source, standing=before[-1].standing, only_date=False)]
    return read


def _same_day(read: list[Mention], before: list[Mention]) -> list[Mention]:
    """ "same day" is that of the mention before it, if there is one in the parenthesis."""
    dates = next((one.dates for one in reversed(before) if one.dates), ())
    return [one._replace(dates=dates, same_day=False) if one.same_day and dates else one for one in read]


def _share_last_date(mentions: list[Mention]) -> list[Mention]:
    """Leading undated sources share the first date that comes: "(TASS; RIA Novosti, March 3)"."""
    dated = next((number for number, mention in enumerate(mentions) if mention.dates), 0)
    if any(one.url or one.back or one.same_day or one.accessed for one in mentions[:dated]):
        return mentions
    return [*(one._replace(dates=mentions[dated].dates) for one in mentions[:dated]), *mentions[dated:]]


# ── whether it is enough ──


def _accepted(mentions: list[Mention]) -> Reading | None:
    """The vaguer the date, the surer the name must be."""
    if not mentions:
        return None
    if len(mentions) == 1 and mentions[0].only_date:
        return Reading(tuple(mentions), only_date=True)
    if any(one.standing is Standing.PRESS for one in mentions):
        mentions = [one for one in mentions if one.standing >= Standing.PLAIN]  # "Interfax, May 3; Moscow, May 4"
    kept = tuple(mentions)
    if any(one.standing < Standing.PLACE for one in kept):
        return None
    undated = not any(one.dates for one in kept) and not any(map(_enough, kept))
    if undated:
        return Reading(kept, undated=True, doubtful=any(one.standing < Standing.PRESS for one in kept))
    return Reading(kept, doubtful=any(one.runs_on for one in kept) or not any(map(_enough, kept)))


def _enough(mention: Mention) -> bool:
    if mention.linked or mention.back or mention.same_day:
        return mention.standing >= Standing.PLACE
    if not mention.dates:
        return (mention.accessed is not None or mention.no_date) and mention.standing is Standing.PRESS
    if mention.dates[0].precision is Precision.DAY:
        old = (mention.dates[0].year or PRESS_SINCE) < PRESS_SINCE
        return mention.standing >= (Standing.PRESS if old else Standing.PLAIN)
    return mention.standing is Standing.PRESS
