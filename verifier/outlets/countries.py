"""The words by which a document says which country's outlet it means: "Turkish NTV", "Bulgaria's Trud"."""

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
