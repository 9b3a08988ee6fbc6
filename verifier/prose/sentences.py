"""Where the sentences of running text begin and end: English, Russian, Ukrainian, German, French, and the
full stops of Chinese and Japanese. Pure, and linear in the length of the text.

A full stop ends a sentence when white space follows and then something a sentence can begin with, unless
the word before it is an abbreviation, an initial or a German ordinal. Nothing is decided by the words of
the sentence beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.prose.stems import listed

_ABBREVIATIONS = frozenset(
    listed(
        """mr mrs ms dr prof rev hon gen col lt maj capt cpl sgt adm cmdr brig pres gov sen rep amb st ste mt ft jr sr
    esq inc ltd co corp bros vs v etc al cf ca approx est fig figs no nos nr vol vols pp art arts sec ch par ed eds op
    cit ibid e.g i.e a.m p.m jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun
    dept univ assn ave blvd messrs
    г гг в вв т д п пп др им ул пр просп пл д кв обл р рр руб коп тыс млн млрд трлн стр с см ср напр т.е т.д т.п т.к
    т.н и.о н.э до.н.э акад проф доц св ст ген полк кап мин чл корр англ рус укр нем тов гр г-н г-жа прим ред изд
    янв февр фев апр авг сент окт нояб дек
    вул буд тис крб м ін та.ін напр
    bzw ca d.h z.b u.a o.ä usw hr fr hrsg abs bd evtl ggf inkl jh mio mrd nr sog str tel u.a vgl zz s.o s.u
    mme mm mlle mgr me p ex av apr j.-c env éd n° boul cie
    sr sra ud uds dña"""
    )
)
"""Lower case, without the last point. Words that also end sentences commonly ("в", "с", "д", "co", "no", "in",
"p", "art", "sun") are there because after them a capital or a digit follows far more often inside a sentence."""

_MONTHS_DE = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

_OPENERS = frozenset(
    listed(
        """the a an it this that these those there he she they we i you in on at but and however yet still while when
        as if for after before since although though moreover furthermore meanwhile instead also its his her their
        our"""
    )
)
"""Words that begin a sentence after "U.S." or "p.m.", where a name would continue it."""

_STOP = re.compile(r"[.!?…。！？]+[\"”’»)\]“›'*_」』）\u200b]*")
"""A stop with its closing marks."""

_FOLLOWS = re.compile(r"""\s+["“„«‹(\['‘—–*_\u200b-]*\s?[^\W_a-zа-яёіїєґß-öø-ÿ]""")
"""What a sentence begins with: no lower-case letter."""

_LAST_WORD = re.compile(r"[\w.’'°-]*$")
_NEXT_WORD = re.compile(r"\s+[\W_]*(\w+)")
_ORDINAL_FOLLOWS = re.compile(rf"\s+(?:{_MONTHS_DE}|Jahrhundert|Weltkrieg|Kongress|Parteitag)\b")
_LOOK_BACK = 24


def spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` in order, as offsets into `text`, white space around them left out."""
    return list(each(text, start, end))


def each(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The same one by one: whoever wants the first does not pay for the rest."""
    end = len(text) if end is None else end
    begin = _skip_space(text, start, end)
    for stop in _STOP.finditer(text, begin, end):
        if stop.start() < begin or not _ends_sentence(text, stop, begin):
            continue
        yield begin, stop.end()
        begin = _skip_space(text, stop.end(), end)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, stop: re.Match[str], begin: int) -> bool:
    at = stop.start()
    if text[at] in "。！？":
        return True
    if not _FOLLOWS.match(text, stop.end()):
        return False
    if text[at] != "." or text.startswith("..", at):
        return True
    word = _LAST_WORD.search(text, max(begin, at - _LOOK_BACK), at)
    return word is None or not _abbreviates(text, word[0], stop.end())


def _abbreviates(text: str, word: str, after: int) -> bool:
    """Whether the full stop after `word` belongs to the word."""
    if not word:
        return False
    if word.isdigit():
        return len(word) <= 2 and _ORDINAL_FOLLOWS.match(text, after) is not None
    if len(word) == 1 and word.isalpha():
        return word.islower() or not _opener_follows(text, after)
    if "." in word and len(word) <= 8 and all(len(part) <= 2 for part in word.split(".")):
        return not _opener_follows(text, after)
    return word.lower() in _ABBREVIATIONS


def _opener_follows(text: str, after: int) -> bool:
    following = _NEXT_WORD.match(text, after)
    return following is not None and following[1].lower() in _OPENERS
