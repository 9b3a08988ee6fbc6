"""Names that mean no one outlet: "Russian agencies", "Western media", "state television".

Also the adjectives of countries, which tell apart outlets of one name: "Turkish NTV", "Russian NTV".
"""

from __future__ import annotations

from verifier.outlets.folding import words

COUNTRY_OF = {
    word: country
    for country, group in {
        "AF": "afghan afghanistans kabuls", "AM": "armenian armenias yerevans",
        "AZ": "azerbaijani azeri azerbaijans bakus", "BG": "bulgarian bulgarias sofias",
        "BY": "belarusian belarusan byelorussian belaruss minsks", "CH": "swiss", "CN": "chinese chinas beijings",
        "CZ": "czech", "DE": "german germanys", "EE": "estonian estonias", "EG": "egyptian egypts",
        "ES": "spanish spains", "FI": "finnish finlands", "FR": "french frances", "GB": "british britains londons",
        "GE": "georgian georgias tbilisis", "GR": "greek greeces", "HU": "hungarian hungarys",
        "ID": "indonesian indonesias", "IL": "israeli israels", "IN": "indian indias", "IQ": "iraqi iraqs",
        "IR": "iranian irans tehrans", "IT": "italian italys", "JP": "japanese japans tokyos",
        "KG": "kyrgyz kyrgyzstani kyrgyzstans bishkeks", "KR": "korean",
        "KZ": "kazakh kazakhstani kazakhstans astanas almatys", "LB": "lebanese lebanons",
        "LT": "lithuanian lithuanias", "LV": "latvian latvias", "MD": "moldovan moldavian moldovas",
        "MN": "mongolian mongolias", "PK": "pakistani pakistans", "PL": "polish polands warsaws",
        "QA": "qatari qatars", "RO": "romanian romanias", "RS": "serbian serbias", "RU": "russian russias moscows",
        "SA": "saudi", "SE": "swedish swedens", "SK": "slovak slovakias", "SY": "syrian syrias",
        "TJ": "tajik tajikistani tajikistans dushanbes", "TM": "turkmen turkmenistans",
        "TR": "turkish turkeys ankaras istanbuls", "TW": "taiwanese taiwans",
        "UA": "ukrainian ukraines kyivs kievs", "US": "american", "UZ": "uzbek uzbekistani uzbekistans tashkents",
        "VN": "vietnamese vietnams",
    }.items()
    for word in words(group)
}  # fmt: skip
"""Folded adjectives and possessives ("Russian", "Russia's", "Moscow's") to the country's ISO 3166 code."""

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
    if not name or (name[-1] not in _PLURALS and name[-1] not in _MASSES):
        return False
    return all(word in _LOOSE or word in COUNTRY_OF or word in _PLURALS for word in name[:-1]) and (
        len(name) > 1 or name[0] in _PLURALS
    )
