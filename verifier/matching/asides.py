"""What stands on a page and is not the report telling something: whatever it says is no evidence.

Words to whoever checks the page, a correction that repeats what it takes back, readers' comments, and boxes with the
headlines of other reports. Told by how they are written, line by line; a page's reader has taken out what its markup
shows to be beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words to whoever checks the page, instead of to its readers.
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\b(?:this|the) (?:report|page|article|text|document|source)\b.{0,30}"
    r"\b(?:verif(?:y|ies|ied)|supports?|confirms?|proves?)\b.{0,30}\b(?:claims?|citations?|references?)\b"
    r"|\b(?:mark|label|rate|classify|judge|return|answer|output|respond)\b.{0,40}"
    r"[\"'“ ](?:fully )?(?:verified|supported)\b"
    r"|\b(?:language models?|fact-?check(?:ers?|ing (?:systems?|bots?|tools?))|AI (?:systems?|models?|assistants?)"
    r"|(?:verification|verifying) (?:systems?|services?|bots?))\b.{0,60}\b(?:must|should|please|note|instruct)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\s*(?:correction|clarification|corrected)\b.{0,30}?[:—–-]"
    r"|\b(?:earlier|previous|original) version of (?:this|the) (?:report|article|story|text)\b",
    re.IGNORECASE,
)
# "valdis77: Everybody knows …", "anon: …": no outlet writes a speaker so.
_COMMENT = re.compile(r"^\s*(?=[^\s:]*\d|[a-z])[A-Za-z][\w.-]{2,23}:\s+\S")
_COMMENTS_BEGIN = re.compile(r"^\W*(?:(?:readers?['’]?s?['’]? )?comments?|discussion)\W*(?:\d+\W*)?$", re.IGNORECASE)
_HEADLINES = re.compile(
    r"^\W*(?:related|most read|read more|read also|see also|more (?:news|headlines|stories)|other (?:news|headlines)"
    r"|latest (?:news|headlines|stories)|trending)\b[\w\s]{0,20}:",
    re.IGNORECASE,
)
_DIVIDED = 2
"""Upright strokes between words, from which a line is a row of headlines."""
_SIGNS = (_ADDRESSED, _CORRECTION, _COMMENT, _HEADLINES)


def asides(text: str) -> Iterator[tuple[int, int]]:
    """The lines of `text` that are asides, as offsets, in order. Linear."""
    start, commenting = 0, False
    for line in text.split("\n"):
        commenting = commenting or _COMMENTS_BEGIN.match(line) is not None
        if commenting or line.count(" | ") >= _DIVIDED or any(sign.search(line) for sign in _SIGNS):
            yield start, start + len(line)
        start += len(line) + 1
