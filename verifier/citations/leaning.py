"""Whether a sentence leans on the one before it: whether it can only be understood from it.

A citation that closes such a sentence vouches for both. Signs, in English, Russian, Ukrainian, German and
French, each read at the sentence's opening after its connective ("Moreover, …", which by itself is no sign):

    a pronoun or demonstrative as subject                     "It will restrict …", "Это решение …"
    a demonstrative with its noun in the first clause         "Moscow saw this caution as weakness"
    a definite noun named in the sentence before              "The ministry raised …" after "the foreign ministry"
    the proper name the sentence before is about, repeated    "Tokyo Gas claims …", "Lavrov also said …"
    such a noun or pronoun in the attribution at its end      "…, the ministry said", "…, he added"
"""

from __future__ import annotations

import re

_CONNECTIVE = re.compile(
    r"[\s\"“„«—–-]*(?:(?:moreover|furthermore|however|but|and|yet|still|nevertheless|nonetheless|instead|in addition"
    r"|additionally|besides|consequently|therefore|thus|hence|meanwhile|in turn|in fact|indeed|in particular"
    r"|for example|for instance|at the same time|in other words|as a result|similarly|likewise|also|then|finally"
    r"|further|accordingly|nor|so|because|since|as|while|although|when|after|"
    r"кроме того|более того|однако|но|а|и|при этом|также|к тому же|вместе с тем|тем не менее|поэтому|таким образом|в "
    r"частности|например|между тем|крім того|більше того|однак|але|проте|водночас|також|тому|до того ж|"
    r"außerdem|zudem|jedoch|aber|und|doch|ferner|darüber hinaus|dennoch|deshalb|daher|gleichzeitig|"
    r"en outre|de plus|cependant|mais|et|toutefois|par ailleurs|ainsi|pourtant|néanmoins)\b[,:]?\s+)*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:it|he|she|they|these|those|this|such|both|the (?:latter|former|same)|another|the two|there(?= too)|"
    r"он|она|оно|они|это|эти|этот|эта|тот|такой|такая|такие|последний|там же|"
    r"він|вона|воно|вони|це|ці|цей|ця|такий|така|такі|"
    r"er|sie|es|dies|diese|dieser|dieses|beide|solche|letztere[rs]?|"
    r"il|elle|ils|elles|ce|cet|cette|ces|cela|celui-ci|celle-ci|ceux-ci)\b(?!\s*[:])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:this|these|that|those|этот|эта|эти|это|це|цей|diese[rsmn]?|cet|cette|ce|ces)\s+"
    r"(?:year|month|week|time|morning|evening|afternoon|summer|autumn|fall|winter|spring|day|days|weekend|century|decade"
    r"|год|месяц|раз|рік|woche|jahr|monat|mal|année|mois|semaine|fois)\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|those|such(?! as\b)|эт(?:от|а|о|и|ого|ой|их|ому|им|у)|ц(?:ей|я|і|ього|ієї|их|ьому)"
    r"|diese[rsmn]?|cette|cet|ces)\s+[^\W\d_]+",
    re.IGNORECASE,
)
_OPENING_WORDS = 8
"""Words at the opening in which a demonstrative still points back over the sentence's start."""

_DEFINITE = re.compile(r"(?:the|der|die|das|le|la|les)\s+((?:[\w’'-]+\s*){1,3})|l[’'](\w+)", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r",[”\"»’]*\s+(?:(?P<pronoun>he|she|it|they|он|она|они|він|вона|вони)\s+|the\s+(?P<noun>(?:[\w’'-]+\s+){1,4}))"
    r"(?:also\s+|has\s+|then\s+)?(?:said|says|added|adds|stated|states|claimed|claims|noted|notes|argued|warned"
    r"|explained|continued|stressed|insisted|concluded|reported|wrote|told \w+|заявил[аи]?|сказал[аи]?|добавил[аи]?"
    r"|отметил[аи]?|подчеркнул[аи]?|зазначи(?:в|ла|ли)|додав|додала|додали)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w’'-]*(?:\s+[^\W\d_a-zа-яёіїєґ][\w’'-]*)*")
_ALSO = re.compile(
    r"\s+(?:\w+\s+)?(?:also|added|further|too|additionally|continued|went on|claims? that|said that|"
    r"также|добавил[аи]?|також|додав|додала|auch|ebenfalls|aussi|également)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def leans(text: str, sentence: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether the sentence leans on the one before it; both as offsets into `text`."""
    start, end = sentence
    previous = text[before[0] : before[1]]
    opening = _CONNECTIVE.match(text, start, end)
    at = opening.end() if opening else start
    if _SUBJECT.match(text, at, end) and not _TIME.match(text, at, end):
        return True
    return (
        _points_back(text, at, end)
        or _names_again(text, at, end, previous)
        or _attributes_again(text, start, end, previous)
    )


def _points_back(text: str, at: int, end: int) -> bool:
    words = 0
    clause = at
    while clause < end and words < _OPENING_WORDS:
        space = text.find(" ", clause + 1, end)
        clause = space if space > 0 else end
        words += 1
    found = _DEMONSTRATIVE.search(text, at, clause)
    return found is not None and not _TIME.match(text, found.start(), end)


def _names_again(text: str, at: int, end: int, previous: str) -> bool:
    definite = _DEFINITE.match(text, at, end)
    if definite:
        return _shares(definite[1] or definite[2], previous)
    name = _NAME.match(text, at, end)
    if name is None or not name[0][0].isupper():
        return False
    if _ALSO.match(text, name.end(), end):
        return name[0].split()[-1] in previous
    return " " in name[0] and name[0] in previous


def _attributes_again(text: str, start: int, end: int, previous: str) -> bool:
    found = _ATTRIBUTION.search(text, max(start, end - 160), end)
    if found is None:
        return False
    return True if found["pronoun"] else _shares(found["noun"], previous)


def _shares(words: str, previous: str) -> bool:
    lowered = previous.lower()
    return any(re.search(rf"\b{re.escape(word[:7])}", lowered) for word in _WORD.findall(words.lower()))
