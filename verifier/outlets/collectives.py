"""Names that mean no one outlet: "Russian agencies", "Western media", "state television"."""

from __future__ import annotations

from verifier.outlets.countries import COUNTRY_OF
from verifier.outlets.folding import words

_KINDS_OF_MEDIA = words("news press media wire information tv television radio broadcast print internet web online")
_PLURALS = frozenset(
    words(
        "agencies wires newswires services newspapers papers dailies weeklies magazines tabloids broadcasters channels"
        " stations outlets websites sites portals media reports networks"
        " агентства агентств сми газеты телеканалы агенції змі"
        " agenturen nachrichtenagenturen medien zeitungen agences medias journaux"
    )
)
_MASSES = frozenset(words("media press tv television radio пресса преса телевидение presse"))
"""Words that mean many outlets only behind words that name none: "local press", not "Associated Press"."""
_LOOSE = frozenset(
    words(
        "the south north all and or other others various several many some most numerous local regional national"
        " international foreign domestic central federal state official semiofficial government governmental pro"
        " proregime opposition independent private public mass social mainstream major leading western eastern"
        " northern southern european asian arab caucasian baltic balkan african soviet chechen dagestani tatar"
        " crimean abkhaz ossetian tibetan uighur uyghur kurdish palestinian moscow kremlin kyiv kiev beijing"
        " tehran ankara baku tbilisi yerevan astana российские местные западные украинские иностранные российская"
        " украинская місцеві західні українські російські russische westliche ukrainische russes occidentales"
        " russe"
    )
) | frozenset(_KINDS_OF_MEDIA)


def is_collective(name: tuple[str, ...]) -> bool:
    """Whether the folded words of a name mean many outlets, and none in particular."""
    if not name:
        return False
    *before, last = name
    if last not in _PLURALS and not (last in _MASSES and before):
        return False
    return all(word in _LOOSE or word in COUNTRY_OF or word in _PLURALS for word in before)
