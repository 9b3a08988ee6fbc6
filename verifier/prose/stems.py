"""Stems: what the forms of one English word share, so that "imposing" and "imposition" meet.

Deliberately light (one suffix, irregular forms and the names of peoples by table): in this service a
false match costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def listed(words: str) -> tuple[str, ...]:
    """A table of words written as a line of prose, which is how one reads and mends it."""
    return tuple(words.split())


_IRREGULAR = {
    form: base
    for base, forms in {
        "say": "said", "meet": "met", "rise": "rose risen", "fall": "fell fallen", "win": "won winner victory",
        "lose": "lost loss losses loser", "hold": "held", "buy": "bought purchase purchased purchases purchasing",
        "sell": "sold sale sales seller", "tell": "told", "leave": "left", "send": "sent", "give": "gave given",
        "take": "took taken", "go": "went gone goes", "come": "came", "become": "became", "begin": "began begun",
        "see": "saw seen", "speak": "spoke spoken speech", "write": "wrote written", "build": "built",
        "pay": "paid payment payments", "make": "made", "keep": "kept", "fight": "fought", "seek": "sought",
        "think": "thought", "bring": "brought", "find": "found", "grow": "grew grown growth",
        "know": "knew known", "break": "broke broken", "choose": "chose chosen choice",
        "freeze": "froze frozen", "steal": "stole stolen", "shoot": "shot", "strike": "struck stricken",
        "die": "died dead death deaths dies dying", "kill": "killed", "flee": "fled", "lead": "led",
        "decide": "decision decisions", "expand": "expansion", "extend": "extension extensions",
        "suspend": "suspension", "divide": "division", "invade": "invasion", "explode": "explosion explosions",
        "analyse": "analysis analyses analyze analyzed", "produce": "production", "destroy": "destruction",
        "sign": "signature signing", "arrive": "arrival", "depart": "departure", "respond": "response responses",
        "fly": "flew flown flight flights", "withdraw": "withdrew withdrawn withdrawal withdrawals",
        "spend": "spent", "draw": "drew drawn", "drive": "drove driven", "man": "men", "woman": "women",
        "person": "people persons", "child": "children", "percent": "percentage", "defence": "defense",
        "propose": "proposal proposals", "refuse": "refusal", "deny": "denied denial denies", "try": "tried",
        "deploy": "deployment", "supply": "supplied supplies", "lie": "lay lain", "quit": "quits",
        "close": "closure", "fail": "failure", "seize": "seizure", "press": "pressure", "sue": "sued suing",
        "elect": "election elections", "use": "used uses using user users",
        "warn": "warning warnings", "threaten": "threat threats threatened",
        "injure": "injury injuries injured", "attack": "attacker attackers", "wound": "wounded",
        "monitor": "monitored monitoring", "lend": "lent",
        "shrink": "shrank shrunk", "sink": "sank sunk", "throw": "threw thrown", "swear": "swore sworn",
        "teach": "taught", "catch": "caught", "feel": "felt", "lay": "laid", "run": "ran", "sit": "sat",
        "stand": "stood",
        "spread": "spreads", "beat": "beaten", "forbid": "forbade forbidden", "forget": "forgot forgotten",
        "hide": "hid hidden", "ride": "rode ridden", "shake": "shook shaken", "wear": "wore worn",
        "deliver": "delivery deliveries",
        "agree": "agreed agreement agreements agreeing", "minister": "ministry ministries ministerial",
    }.items()
    for form in forms.split()
}  # fmt: skip

# What peoples are called, to their countries: "Japanese sanctions" are Japan's.
_DEMONYMS = {
    form: base
    for base, forms in {
        "russia": "russian russians", "japan": "japanese", "china": "chinese", "ukraine": "ukrainian ukrainians",
        "france": "french", "germany": "german germans", "britain": "british", "america": "american americans usa us",
        "korea": "korean koreans", "turkey": "turkish turks", "poland": "polish poles", "iran": "iranian iranians",
        "iraq": "iraqi iraqis", "syria": "syrian syrians", "israel": "israeli israelis", "india": "indian indians",
        "pakistan": "pakistani pakistanis", "georgia": "georgian georgians", "armenia": "armenian armenians",
        "azerbaijan": "azerbaijani azeri",
        "kazakhstan": "kazakh kazakhs kazakhstani", "belarus": "belarusian belarusians",
        "moldova": "moldovan moldovans", "chechnya": "chechen chechens", "crimea": "crimean crimeans",
        "europe": "european europeans", "italy": "italian italians",
        "spain": "spanish spaniards", "sweden": "swedish swedes",
        "finland": "finnish finns", "norway": "norwegian norwegians", "canada": "canadian canadians",
        "egypt": "egyptian egyptians", "afghanistan": "afghan afghans", "uzbekistan": "uzbek uzbeks",
        "tajikistan": "tajik tajiks", "kyrgyzstan": "kyrgyz", "mongolia": "mongolian", "vietnam": "vietnamese",
        "greece": "greek greeks", "hungary": "hungarian hungarians", "czechia": "czech czechs",
        "serbia": "serbian serbs serb",
        "latvia": "latvian latvians", "lithuania": "lithuanian lithuanians", "estonia": "estonian estonians",
        "kurdistan": "kurdish kurds", "palestine": "palestinian palestinians", "taiwan": "taiwanese",
        "australia": "australian",
    }.items()
    for form in forms.split()
}  # fmt: skip

# With the fewest letters that must be left (a vowel among them), longer endings first.
_ENDINGS = (
    ("ization", 4), ("isation", 4), ("iation", 4), ("ation", 4), ("iated", 4), ("iator", 4), ("iating", 4),
    ("ition", 4), ("ment", 3), ("ness", 4), ("ingly", 3), ("edly", 3), ("ally", 4), ("ator", 4), ("ion", 5),
    ("ing", 3), ("ied", 3), ("iate", 4), ("ive", 5), ("ate", 4), ("ed", 3), ("er", 4), ("or", 4), ("al", 4),
    ("ly", 3),
)  # fmt: skip
# Of these, what a verb may end with once "-ed" is gone; not "or": "restored" is of "restore".
_AFTER_FORM = tuple((ending, least) for ending, least in _ENDINGS if ending in ("er", "ate", "iate", "al", "ion"))
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The part of a folded word that its forms share: an index key, not a word."""
    if (len(word) <= 2 and word != "us") or not word.isalpha() or not word.isascii():
        return word
    word = _DEMONYMS.get(word, word)
    word = _IRREGULAR.get(word, word)
    return _stripped(_singular(word))


def _stripped(word: str, endings: Sequence[tuple[str, int]] = _ENDINGS) -> str:
    for ending, least in endings:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= least and _VOWEL.search(rest) and not word.endswith("eed"):
            # "considering" is a form of "consider", whose own ending goes too.
            return _stripped(_tail(rest), _AFTER_FORM) if ending in ("ed", "ing") else _tail(rest)
    return _tail(word)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word


def _tail(word: str) -> str:
    """Even out what endings leave behind: a final e or y, a doubled letter, `reduct` for `reduc`."""
    if len(word) > 3 and (word[-1] in "ei" or (word[-1] == "y" and word[-2] not in "aeou")):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgklmnprt":
        return word[:-1]
    if len(word) > 5 and word.endswith("ct"):
        return word[:-1]
    return word[:-2] if len(word) > 5 and word.endswith("at") and word[-3] not in "aeo" else word


_COUNTRIES = frozenset(_DEMONYMS.values())


def is_country(stemmed: str) -> bool:
    """Whether a stem is that of a country whose people the table knows."""
    return stemmed in _COUNTRIES
