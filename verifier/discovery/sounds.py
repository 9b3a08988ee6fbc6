"""Words of other languages that sound like ours: a slug says "novye-sankcii-yaponii" of Japan's new sanctions.

Names and the vocabulary of foreign affairs are much the same in the languages of our sources once they
are in Latin letters; spelled differently, the consonants in order mostly stay.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

LEAST_RATIO = 61  # of 100: "yapan" and "yaponiya" 61.5; "president" and "price" 57

_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ph", "f"), ("kh", "h"),
    ("ck", "k"), ("ts", "s"), ("tz", "s"), ("tion", "sion"), ("ci", "si"), ("ce", "se"), ("cy", "sy"), ("qu", "kv"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("j", "y"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """A folded word in one common spelling, doubled letters once: "sanktsii" and "sankcii" are "sanksi"."""
    for spelling, plain in _SPELLINGS:
        word = word.replace(spelling, plain)
    return "".join(char for at, char in enumerate(word) if at == 0 or word[at - 1] != char)


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The first sound and the consonants after it, three in all, for endings differ: "ypn" for "yaponii"."""
    plain = spelled(word)
    return (plain[:1] + "".join(char for char in plain[1:] if char not in "aeiouy"))[:3]


def alike(one: str, other: str) -> bool:
    """Whether two folded words, of four letters and more when spelled alike, are likely one name or term."""
    one, other = spelled(one), spelled(other)
    shorter, longer = sorted((len(one), len(other)))
    return 4 <= shorter >= longer / 2 and skeleton(one) == skeleton(other) and fuzz.ratio(one, other) >= LEAST_RATIO
