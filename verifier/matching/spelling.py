"""One spelling for both sides of the Atlantic, where a rule with few exceptions in the news gives it."""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.prose.words import listed

_IZE = re.compile(r"is(?:e|ed|es|er|ers|ing|ation|ations)$")
_NEVER_IZE = frozenset(
    listed(
        "rais prais apprais ris aris pris apris surpris compris enterpris promis compromis exercis advis revis devis "
        "supervis televis improvis franchis merchandis premis expertis cruis bruis nois pois wis disguis precis concis "
        "demis despis excis incis chemis repris treatis malais"
    )
)
"""What is spelled with an s everywhere, without its ending."""
_RULES = (
    (re.compile(r"our(s|ed|er|ers|ing|able|ite|ites)?$"), r"or\1"),
    (
        re.compile(
            r"((?:trav|canc|lab|fu|mod|lev|tunn|chann|quarr|couns)e|(?:sign|tot|equ|riv|marsh)a)ll(ed|ing|er|ers)$"
        ),
        r"\1l\2",
    ),
    (re.compile(r"(cent|lit|met|theat|fib)re(s|d)?$"), r"\1er\2"),
)
_WORDS = {
    "defence": "defense", "licence": "license", "offence": "offense", "programme": "program", "grey": "gray",
    "programmes": "programs", "aluminium": "aluminum", "cheque": "check", "tonne": "ton", "tonnes": "tons",
    "plough": "plow", "tyre": "tire", "tyres": "tires", "manoeuvre": "maneuver", "manoeuvres": "maneuvers",
    "sceptic": "skeptic", "sceptical": "skeptical", "storey": "story", "ageing": "aging",
}  # fmt: skip


@lru_cache(maxsize=32768)
def spelled(word: str) -> str:
    """The folded word as America spells it."""
    if word in _WORDS or len(word) <= 5:
        return _WORDS.get(word, word)
    found = _IZE.search(word)
    if found:
        base = word[: found.start() + 2]
        return word if base in _NEVER_IZE else f"{base[:-1]}z{word[len(base) :]}"
    for rule, instead in _RULES:
        word = rule.sub(instead, word)
    return word
