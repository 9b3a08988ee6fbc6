"""What the first lines of a document say about it: title, publication, date of publication.

A line counts as a line of the head only by its form (a label, a byline, a date that is all of it, a
dateline): a date that stands in running text is the text's matter and not the document's date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verifier.ingest.days import WrittenDay, days_in
from verifier.ingest.series import Series, named

LINES = 25
"""That are not blank; heads of the longest kind (title, standfirst, series, byline, share buttons) have 15."""

MAX_LINE = 300
"""Characters of a line that are looked at."""

MAX_TITLE = 200
MAX_HEAD_LINE = 110
"""A longer line is running text."""

MAX_LINE_BEFORE = 50
"""After a longer line, with no blank one between, a line goes on with its sentence."""

_VOLUME = re.compile(
    r"\b(?:volume|vol)\b\s*[.:]?\s*(\d{1,3}|[ivxlc]{1,7})\b\s*[,;|/–—-]?\s*\(?\s*"
    r"(?:issue|iss|number|no|num|#|№)\s*[.:]?\s*(\d{1,4})\b",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(r"\s*(?:publication|published in|journal|source publication)\s*:\s*", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:date\s+(?:published|of publication)|published(?:\s+on)?|publication\s+date|first published|posted(?:\s+on)?"
    r"|date|issued|released|дата(?:\s+публикации)?|опубликовано|опубліковано|дата публікації"
    r"|publié(?:\s+le)?|veröffentlicht(?:\s+am)?|publicado(?:\s+el)?|fecha)\s*:?\s*$",
    re.IGNORECASE,
)
_NOT_PUBLISHED = re.compile(
    r"\b(?:accessed|retrieved|updated|modified|checked|archived|обновлено|оновлено)\b", re.IGNORECASE
)
_LABEL = re.compile(
    r"\s*(?:source|author|from|to|subject|topic|section|category|region|tags?|date|issue|volume)s?\s*:", re.I
)
_TITLE_LABEL = re.compile(r"\s*(?:title|headline)\s*:\s*(?=\S)", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*(?:by|автор:?|par|von|por)\s+\S", re.IGNORECASE)
_AROUND_DATE = re.compile(
    r"[\s,.|/·•—–()@-]|T?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?Z?|\b(?:[ap]\.?m\.?|at|on|utc|gmt|est|edt|cet|msk|г|р|года|року|[ap])\b\.?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[+-]\d\d:?\d\d",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[\W]*[^\W\d_a-zа-яіїєґ]{3,}[^.!?\n]{0,60}$")
_HEADING_MARKS = re.compile(r"^[\s#>*_]+|[\s#*_]+$")
_ENDS_SENTENCE = re.compile(r"[.:;,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Header:
    title: str | None = None
    publication: str | None = None
    written: date | None = None
    """A date of publication that is written there."""
    reckoned: date | None = None
    """One that follows from volume and issue."""


def read(text: str, series: Sequence[Series] = ()) -> Header:
    """The head of `text`; its time does not grow with the text."""
    lines = _head(text)
    publication, reckoned = _issue(lines, series)
    return Header(_title(lines), publication, _published(lines), reckoned)


def _head(text: str) -> list[str]:
    """The first lines that are not blank, without the marks of Markdown headings, a blank one kept as ""
    after the first so that a title can be told from the first line of a paragraph."""
    lines: list[str] = []
    filled = 0
    for raw in text[: LINES * 4 * MAX_LINE].split("\n"):
        line = _HEADING_MARKS.sub("", raw[:MAX_LINE])
        if line:
            filled += 1
            lines.append(line)
        elif lines and lines[-1]:
            lines.append("")
        if filled == LINES:
            break
    return lines


# ── title ──


def _title(lines: Sequence[str]) -> str | None:
    """The line that is labelled so, else the first when it looks like a heading: short, no sentence, none of
    the head's other lines, and apart from what comes after it."""
    for line in lines:
        if found := _TITLE_LABEL.match(line):
            return line[found.end() :].strip()
    if len(lines) < 3 or (lines[1] and not _is_head_line(lines[1])):
        return None
    first = lines[0].strip()
    if len(first) > MAX_TITLE or _ENDS_SENTENCE.search(first) or _is_head_line(first):
        return None
    return first if re.search(r"\w{2}", first) else None


def _is_head_line(line: str) -> bool:
    forms = (_PUBLICATION.match, _LABEL.match, _BYLINE.match, _VOLUME.search, _day_of)
    return any(form(line) for form in forms)


# ── publication, volume, issue ──


def _issue(lines: Sequence[str], series: Sequence[Series]) -> tuple[str | None, date | None]:
    """The publication's name, and the day of its issue where the series is known.

    The name stands on the line of the volume, or on one of the two before, or behind a label; on a long line or
    in a parenthesis it is a source that the text cites.
    """
    short = [line for line in lines if line and len(line) <= MAX_HEAD_LINE and "(" not in line]
    labelled = next((line[found.end() :] for line in short if (found := _PUBLICATION.match(line))), "")
    head = "\n".join(short)
    volume = _VOLUME.search(head)
    own = labelled[: found.start()] if (found := _VOLUME.search(labelled)) else labelled
    before = head[: volume.start()].split("\n")[-3:] if volume else []
    one = next((one for words in (own, *reversed(before)) if (one := named(words, series))), None)
    if one is None:
        return own.strip(" .,;:|–—-") or None, None
    return one.name, one.day_of(_number(volume[1]), int(volume[2])) if volume else None


def _number(digits: str) -> int:
    """An Arabic or a Roman number."""
    if digits.isdigit():
        return int(digits)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[digit] for digit in digits.lower()]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


# ── date ──


def _published(lines: Sequence[str]) -> date | None:
    """The date that is labelled as that of publication, else the first of the surest form."""
    found: list[tuple[int, date]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        wrapped = len(before) > MAX_LINE_BEFORE and not _is_head_line(before)
        if not wrapped and (dated := _day_of(line)):
            found.append(dated)
    return min(found, key=lambda dated: dated[0])[1] if found else None


def _day_of(line: str) -> tuple[int, date] | None:
    """The line's date and how sure a sign it is, 0 the surest; None where the line is not of the head."""
    if _NOT_PUBLISHED.search(line) and not re.search(r"\bpublished\b", line, re.IGNORECASE):
        return None
    for written in days_in(line):
        rank = _rank(line, written)
        if rank is not None:
            return rank, written.day
    return None


def _rank(line: str, written: WrittenDay) -> int | None:
    before, after = line[: written.start], line[written.end :]
    if _PUBLISHED.search(before):
        return 0
    if re.match(r"\s*[—–-]", after) and _DATELINE.match(before):
        return 3
    if len(line) > MAX_HEAD_LINE or "(" in before.rpartition(")")[2]:
        return None
    if not _AROUND_DATE.sub("", before + " " + after):
        return 1
    if _BYLINE.match(before) and not _AROUND_DATE.sub("", after):
        return 2
    # "Harbour Notes | October 3, 2014": a name, a separator, the date, and no sentence around.
    separated = re.search(r"[|·•/–—-]\s*(?:\w+day,?\s*)?$", before)
    if separated and not _AROUND_DATE.sub("", after) and not re.search(r"[.!?]\s", before):
        return 4
    return None
