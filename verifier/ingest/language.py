"""The language of a text, cheaply: by its script, by letters only one language has, by its commonest words.

Enough for running text in the languages of the press; only where these cannot tell is a model asked,
because loading it takes longer than all the rest of reading a document.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 20_000
"""Characters looked at."""

LEAST_LETTERS = 12
"""With fewer, no language is named: a wrong one is worse than none."""

_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# A character of these scripts is a syllable or a word: it weighs as many letters.
_WEIGHT = {"ja": 3, "ko": 3, "zh": 3}

# Letters that tell one language of a script from its neighbours, surest first.
_TELLING = {
    "cyrillic": (
        ("uk", "їєґЇЄҐ"),
        ("be", "ўЎ"),
        ("kk", "әғқңұһӘҒҚҢҰҺ"),
        ("mk", "ѓќѕЃЌЅ"),
        ("sr", "ђћџЂЋЏ"),
        ("ru", "ыэёЫЭЁ"),
        ("bg", "ъЪ"),
    ),
    "arabic": (("fa", "پچژگکی"), ("ar", "ةىأإكي")),
}
TELLING_SHARE = 0.004
"""Of a script's letters; a Russian text that names «Україна» stays under it."""

_COMMON_WORDS = {
    "en": "the of and to in that is for was with as on by it from has have are his which its not be this said will",
    "fr": "le la les des et du une est que pour dans qui par sur pas au avec ce son plus sont ont aux cette été",
    "de": "der die und das den von mit ist des im für dem nicht eine auf sich auch ein als werden wurde hat nach bei",
    "es": "el la los de que y en las del por con una para su se al lo como más pero fue ha este sus es",
    "it": "il di che la e per un una del della non sono con gli dei nel alla anche come più ha dal le questo",
    "pt": "de que e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar maar heeft",
    "pl": "w i na z się do że nie jest o od po jak za przez oraz dla ale są został przy tym ze również",
    "cs": "a v na se je že o s z do pro ve jako za po by které ale k podle od jsou také uvedl",
    "ro": "de și în la a cu că pe din o un pentru este nu care mai prin au fost sunt după",
    "tr": "ve bir bu için ile da de olarak olan daha çok gibi sonra kadar ise en ancak göre",
    "sv": "och att det i en som är av för på med den till har inte om ett de var sig från",
    "id": "yang dan di untuk dengan pada dari ini dalam tidak itu akan juga ke oleh para telah",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
COMMON_SHARE = 0.1
"""Running text has 0.3 and more of its language's words above; a list of names has next to none."""

LEAD = 1.25
"""How far the first language must be ahead of the second."""


def guess(text: str) -> str | None:
    """The ISO 639-1 code of the text's main language; None where there is too little text to tell."""
    sample = text[:SAMPLE]
    letters = {script: len(letter.findall(sample)) * _WEIGHT.get(script, 1) for script, letter in _SCRIPTS.items()}
    if sum(letters.values()) < LEAST_LETTERS:
        return None
    script = max(letters, key=lambda script: letters[script])
    if script == "zh":
        return "ja" if letters["ja"] > 0.1 * letters["zh"] else "zh"
    if script in _TELLING:
        return _by_letters(sample, script, letters[script]) or _by_model(sample)
    if script == "latin":
        return _by_words(sample) or _by_model(sample)
    return script


def _by_letters(sample: str, script: str, letters: int) -> str | None:
    counts = Counter(sample)
    shares = {language: sum(counts[letter] for letter in telling) / letters for language, telling in _TELLING[script]}
    return next((language for language, share in shares.items() if share > TELLING_SHARE), None)


def _by_words(sample: str) -> str | None:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    total = sum(words.values())
    scores = {language: sum(words[word] for word in common) / total for language, common in _WORDS_OF.items()}
    first, second = sorted(scores, key=lambda language: scores[language], reverse=True)[:2]
    if scores[first] >= COMMON_SHARE and scores[first] >= LEAD * scores[second]:
        return first
    return None


def _by_model(sample: str) -> str | None:
    import py3langid

    language: str = py3langid.classify(sample)[0]
    return language
