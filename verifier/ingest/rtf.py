r"""RTF: its paragraphs and notes as text, hyperlinks over their words, title and date of making.

One pass over control words, groups and text (Rich Text Format 1.9.1). Old encodings are those of the file
(`\ansicpg1251`) and of its fonts (`\fcharset204`). Styles, pictures, headers, comments and deleted or hidden
text are not the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from verifier.errors import InputError, TooLarge
from verifier.ingest.draft import Block, Draft, Facts, check_tags, compose, over_words
from verifier.records import Link, Place

_TOKEN = re.compile(
    rb"\\(?:'(?P<hex>[0-9a-fA-F]{2})|(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})?[ ]?|(?P<sign>[^a-zA-Z]))"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)",
    re.DOTALL,
)
_WITH_BYTES = b"bin"
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict object header headerl"
    b" headerr headerf footer footerl footerr footerf annotation atnid atnauthor atndate atnref nonshppict xe tc"
    b" themedata colorschememapping latentstyles datastore filetbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn".split()
)
_SIGNS = {
    b"par": "\n\n", b"sect": "\n\n", b"page": "\n\n", b"cell": "\n\n", b"row": "\n\n", b"nestcell": "\n\n",
    b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_ESCAPES = {b"~": "\xa0", b"-": "\xad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n\n", b"\r": "\n\n"}
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
"""`\\fcharset` of a font → the encoding of its bytes."""
_PAGES = {10000: "mac-roman", 10007: "mac-cyrillic", 936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
_KNOWN_PAGES = frozenset((437, 850, 852, 855, 866, 874, 932, 949, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258))
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"(https?://[^"]+)"', re.IGNORECASE)
_BREAK = re.compile(r"\n\n+")

MAX_DEPTH = 10_000
"""Groups within groups; word processors write some dozens."""


def read(data: bytes, *, name: str, max_characters: int) -> Draft:
    """Raises `InputError` with code "broken", and `TooLarge`."""
    if not data.startswith(b"{\\rtf"):
        raise _broken(name)
    writing = _Rtf(name, max_characters)
    writing.run(data)
    return compose(writing.blocks(), Facts(title=writing.title.strip() or None, created=writing.created))


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces."""

    silent: bool = False
    hidden: bool = False
    target: str = ""
    """Where the text goes: "note", the "words" of a link; and what is not the document's: "title", "address"
    of a link, "created", "fonts"."""
    encoding: str = ""
    skip: int = 1
    """Characters after each `\\u` that stand in for it."""


@dataclass(slots=True)
class _Story:
    """A run of text with its links and marks: the body, or one note."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Link] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


@dataclass
class _Rtf:
    name: str
    max_characters: int
    title: str = ""
    created: date | None = None
    stories: list[_Story] = field(default_factory=lambda: [_Story()])
    """The body, and the notes that are open, innermost last."""
    notes: list[_Story] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    group: _Group = field(default_factory=_Group)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    encoding: str = "cp1252"
    bytes_: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    high: int = 0
    """The first half of a character beyond U+FFFF."""
    addresses: list[str] = field(default_factory=list)
    link_starts: list[int] = field(default_factory=list)
    first: bool = False
    """Nothing has been read yet of this group."""
    starred: bool = False
    characters: int = 0
    stamp: dict[bytes, int] = field(default_factory=dict)

    # ── the pass over the file ──

    def run(self, data: bytes) -> None:
        at, tokens = 0, 0
        while token := _TOKEN.search(data, at):
            at = token.end()
            tokens += 1
            if tokens % 4096 == 0:
                check_tags(tokens // 4, self.name)
            if token["word"] == _WITH_BYTES and token["number"]:
                at += max(int(token["number"]), 0)
            elif token["brace"]:
                self._flush()
                self._open() if token["brace"] == b"{" else self._close()
            elif token["word"]:
                self._word(token["word"], None if token["number"] is None else int(token["number"]))
            elif token["sign"]:
                self._sign(token["sign"])
            elif token["hex"]:
                self._byte(bytes.fromhex(token["hex"].decode("ascii")))
            else:
                self._byte(token["plain"])
        self._flush()
        if not self.stories[0].length and len(self.groups) > 1:
            raise _broken(self.name)

    def _open(self) -> None:
        if len(self.groups) > MAX_DEPTH:
            raise TooLarge(f"{self.name} has more than {MAX_DEPTH:,} groups within groups.", remedy="Save it anew.")
        self.groups.append(self.group)
        self.first, self.starred, self.to_skip = True, False, 0

    def _close(self) -> None:
        ended = self.group
        if not self.groups:
            return
        self.group = self.groups.pop()
        self.to_skip, self.first = 0, False
        if ended.target == self.group.target:
            return
        story = self.stories[-1]
        if ended.target == "note" and len(self.stories) > 1:
            self.notes.append(self.stories.pop())
        elif ended.target == "words" and self.link_starts:
            start = self.link_starts.pop()
            address = _HYPERLINK.match(self.addresses.pop() if self.addresses else "")
            if address and story.length > start:
                story.links.append(Link(start, story.length, address[1]))
        elif ended.target == "created":
            self.created = _day(self.stamp)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in _ESCAPES:
            self._text(_ESCAPES[sign])

    def _word(self, word: bytes, number: int | None) -> None:
        first, starred = self.first, self.starred
        self.first = self.starred = False
        if word in _SIGNS:
            self._text(_SIGNS[word])
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif first and self._destination(word, starred):
            return
        else:
            self._property(word, number)

    def _destination(self, word: bytes, starred: bool) -> bool:
        """Whether the word says where the text of this group goes."""
        if word == b"fldinst":
            self._flush()
            self.addresses.append("")
            self.group = replace(self.group, target="address")
        elif word == b"fldrslt":
            self.link_starts.append(self.stories[-1].length)
            self.group = replace(self.group, target="words")
        elif word == b"footnote" and not self.group.silent:
            number = len(self.notes) + len(self.stories)
            story = self.stories[-1]
            story.marks.append(Place(story.length, story.length, f"mark of footnote {number}"))
            self.stories.append(_Story())
            self.group = replace(self.group, target="note")
        elif word in (b"info", b"shppict", b"shp", b"shpinst", b"shptxt", b"listtext", b"pntext"):
            self.group = replace(self.group, silent=word in (b"info", b"shppict", b"shp", b"shpinst"))
        elif word == b"title":
            self.group = replace(self.group, target="title")
        elif word == b"creatim":
            self.group = replace(self.group, target="created")
        elif word in _UNSEEN:
            self.group = replace(self.group, silent=True, target="fonts" if word == b"fonttbl" else "")
        elif starred:
            self.group = replace(self.group, silent=True)
        else:
            return False
        return True

    def _property(self, word: bytes, number: int | None) -> None:
        if word == b"f" and number is not None:
            self._flush()
            self.font = number
            if self.group.target != "fonts":
                self.group = replace(self.group, encoding=self.fonts.get(number, ""))
        elif word == b"fcharset" and number in _CHARSETS and self.group.target == "fonts":
            self.fonts[self.font] = _CHARSETS[number] if number else ""
        elif word == b"ansicpg" and number is not None:
            self.encoding = _PAGES.get(number) or (f"cp{number}" if number in _KNOWN_PAGES else self.encoding)
        elif word == b"mac":
            self.encoding = "mac-roman"
        elif word == b"uc" and number is not None:
            self.group = replace(self.group, skip=max(number, 0))
        elif word in (b"v", b"deleted"):
            self._flush()
            self.group = replace(self.group, hidden=number != 0)
        elif word == b"plain":
            self._flush()
            self.group = replace(self.group, hidden=False, encoding="")
        elif self.group.target == "created" and number is not None:
            self.stamp[word] = number

    # ── its text ──

    def _byte(self, raw: bytes) -> None:
        self.first = False
        if self.to_skip:
            taken = min(self.to_skip, len(raw))
            self.to_skip -= taken
            raw = raw[taken:]
        self.bytes_ += raw

    def _unicode(self, number: int) -> None:
        self._flush()
        number %= 0x10000
        if 0xD800 <= number < 0xDC00:
            self.high = number
        elif 0xDC00 <= number < 0xE000:
            self._text(chr(0x10000 + ((self.high - 0xD800) << 10) + number - 0xDC00) if self.high else "\ufffd")
            self.high = 0
        else:
            self._text(chr(number))
        self.to_skip = self.group.skip

    def _flush(self) -> None:
        """The bytes so far, which only together may make characters, as text."""
        if self.bytes_:
            raw, self.bytes_ = bytes(self.bytes_), bytearray()
            self._put(raw.decode(self.group.encoding or self.encoding, "replace"))

    def _text(self, text: str) -> None:
        self._flush()
        self.to_skip = 0
        self._put(text)

    def _put(self, text: str) -> None:
        if self.group.target == "address":
            self.addresses[-1] += text[:4000] if len(self.addresses[-1]) < 4000 else ""
        elif self.group.target == "title":
            self.title += text[:1000] if len(self.title) < 1000 else ""
        elif not (self.group.silent or self.group.hidden):
            self.stories[-1].add(text)
            self.characters += len(text)
            if self.characters > 2 * self.max_characters + 1000:
                raise TooLarge(
                    f"{self.name} has more than {self.max_characters:,} characters of text.",
                    remedy="Submit it in parts, or raise api.max_characters.",
                )

    # ── what was read ──

    def blocks(self) -> Iterator[Block]:
        for number, block in enumerate(_paragraphs(self.stories[0], ""), 1):
            yield replace(block, where=f"paragraph {number}")
        for number, note in enumerate(self.notes, 1):
            yield from _paragraphs(note, f"footnote {number}")


def _paragraphs(story: _Story, where: str) -> Iterator[Block]:
    """A story cut at its paragraphs' ends, each with its own links and marks."""
    text = "".join(story.pieces)
    at = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        at += len(text[at:end]) - len(text[at:end].lstrip(" \n"))
        words = text[at:end]
        if words.strip():
            links = [
                Link(max(one.start, at) - at, min(one.end, end) - at, one.url)
                for one in story.links
                if one.start < end and one.end > at
            ]
            marks = tuple(
                Place(one.start - at, one.end - at, one.where) for one in story.marks if at <= one.start <= end
            )
            yield Block(words, where, over_words(links, words), marks)
        at = gap.end() if gap else end


def _day(stamp: dict[bytes, int]) -> date | None:
    try:
        return date(stamp[b"yr"], stamp[b"mo"], stamp[b"dy"])
    except (KeyError, ValueError):
        return None


def _broken(name: str) -> InputError:
    return InputError(
        f"{name} is a damaged or incomplete RTF file.",
        code="broken",
        remedy="Open it in a word processor and save it again, or submit its text.",
    )
