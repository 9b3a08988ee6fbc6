"""Names that mean no one outlet: "Russian agencies", "Western media", "state television".

Also the adjectives of countries, which tell apart outlets of one name: "Turkish NTV", "Russian NTV".
"""

from __future__ import annotations

from verifier.outlets.folding import words

COUNTRY_OF = {
    adjective: country
    for country, adjectives in {
        "AF": "afghan", "AM": "armenian", "AZ": "azerbaijani azeri", "BY": "belarusian belarusan byelorussian",
        "BG": "bulgarian", "CN": "chinese", "CZ": "czech", "EE": "estonian", "FI": "finnish", "FR": "french",
        "GE": "georgian", "DE": "german", "GB": "british", "GR": "greek", "HU": "hungarian", "IN": "indian",
        "ID": "indonesian", "IR": "iranian", "IQ": "iraqi", "IL": "israeli", "IT": "italian", "JP": "japanese",
        "KZ": "kazakh kazakhstani kazakstani", "KR": "korean", "KP": "korean", "KG": "kyrgyz kyrgyzstani kirgiz",
        "LV": "latvian", "LT": "lithuanian", "MD": "moldovan moldavian", "MN": "mongolian", "PK": "pakistani",
        "PL": "polish", "QA": "qatari", "RO": "romanian", "RU": "russian", "SA": "saudi", "RS": "serbian",
        "SK": "slovak", "ES": "spanish", "SE": "swedish", "SY": "syrian", "TW": "taiwanese", "TJ": "tajik tajikistani",
        "TR": "turkish", "TM": "turkmen", "UA": "ukrainian", "US": "american", "UZ": "uzbek uzbekistani",
        "VN": "vietnamese",
    }.items()
    for adjective in adjectives.split()
}  # fmt: skip

_KINDS_OF_MEDIA = words("news press media wire information tv television radio broadcast print internet web online")
_PLURALS = frozenset(
    words(
        "agencies wires newswires services newspapers papers dailies weeklies magazines tabloids broadcasters channels"
        " stations outlets websites sites portals media reports networks"
        " агентства агентств сми газеты телеканалы агенції змі agenturen medien zeitungen agences medias journaux"
    )
)
_MASSES = frozenset(words("media press tv television radio пресса преса телевидение presse"))
"""Words that mean many outlets only behind words that name none: "local press", not "Associated Press"."""
_LOOSE = frozenset(
    words(
        "the all and or other others various several many some most numerous local regional national international"
        " foreign domestic central federal state official semiofficial government governmental pro proregime opposition"
        " independent private public mass social mainstream major leading western eastern northern southern european"
        " asian arab caucasian baltic balkan african soviet chechen dagestani tatar crimean abkhaz ossetian tibetan"
        " uighur uyghur kurdish palestinian lebanese egyptian moscow kremlin kyiv kiev beijing tehran ankara baku"
        " tbilisi yerevan astana"
        " российские местные западные украинские иностранные российская украинская місцеві західні українські російські"
        " russische westliche ukrainische russes occidentales russe"
    )
) | frozenset(_KINDS_OF_MEDIA)


def is_collective(name: tuple[str, ...]) -> bool:
    """Whether the folded words of a name mean many outlets, and none in particular."""
    if not name or (name[-1] not in _PLURALS and name[-1] not in _MASSES):
        return False
    return all(word in _LOOSE or word in COUNTRY_OF or word in _PLURALS for word in name[:-1]) and (
        len(name) > 1 or name[0] in _PLURALS
    )
