"""Markdown: the input as it is, with its links, and with the spans that are markup and not words.

The text is not rendered, so that offsets are the user's own. Known: front matter, ATX and setext
headings, code fenced and inline, inline, reference and automatic links, images, inline tags, emphasis. It must take
linear time on anything: every pattern is possessive or bounded by its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from verifier.ingest.draft import Draft, Facts, over_words
from verifier.records import Link, Span

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:(?!---|\.\.\.).*\n){1,60})(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(\w[\w-]*):[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$|^(\S[^\n]*)\n=+[ \t]*$", re.MULTILINE)
_DEFINITION = r"""
    ^[ ]{0,3}\[(?P<defined>[^\[\]^\n][^\[\]\n]*+)\]:[ \t]*+\n?[ \t]*+<?(?P<as>(?:https?:)?//[^\s<>]++)>?
    (?:[ \t]+(?:"[^"\n]*+"|'[^'\n]*+'|\([^()\n]*+\)))?[ \t]*+$"""
_CODE = re.compile(r"(`++)((?:[^`\n]++|(?!\1(?!`))`++){0,20}+)\1(?!`)")
TITLE_WITHIN = 4000
"""Characters: a heading of the first level further down is a section's."""

_ABSOLUTE = re.compile(r"(https?:)?//|www\.", re.IGNORECASE)

# The words of a link may hold one level of brackets and line ends, but no blank line.
_WORDS = r"(?:[^\[\]\\\n]++|\\.|\n(?![ \t]*\n)|\[(?:[^\[\]\\\n]++|\\.)*+\])*+"
_TARGET = r"(?:<[^<>\n]*+>|[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
_TITLE = r"""(?:\s++(?:"[^"\n]*+"|'[^'\n]*+'|\([^()\n]*+\)))?"""
_TOKEN = re.compile(
    rf"""
    ^\ {{0,3}}(?P<fence>`{{3,}}|~{{3,}})[^\n]*+(?:\n(?!\ {{0,3}}(?P=fence))[^\n]*+)*+(?:\n[^\n]*+)?
    | {_DEFINITION}
    | \\[^\w\s]
    | (?P<code>`++)(?:[^`\n]++|(?!(?P=code)(?!`))`++){{0,20}}+(?P=code)(?!`)
    | <(?P<auto>https?://[^<>\s]++)>
    | <(?P<tag>/?[A-Za-z][^<>\n]{{0,500}}+)>
    | (?P<image>!?)\[(?P<words>{_WORDS})\]
      (?:\(\s*+(?P<target>{_TARGET}){_TITLE}\s*+\)|\[(?P<label>[^\[\]\n]*+)\])?
    | (?P<emphasis>\*{{1,3}}|_{{1,3}})
    | (?P<blank>\n[ \t]*\n)
    """,
    re.VERBOSE | re.MULTILINE,
)


def read(text: str) -> Draft:
    """Links cover the words a reader sees; `markup` covers the rest of each construct."""
    front = _FRONT_MATTER.match(text)
    definitions = {
        _key(found["defined"]): found["as"] for found in re.finditer(_DEFINITION, text, re.VERBOSE | re.MULTILINE)
    }
    links: list[Link] = []
    markup: list[Span] = [Span(0, front.end())] if front else []
    _scan(text, front.end() if front else 0, len(text), definitions, links, markup)
    spans = _apart(markup)
    return Draft(text, _facts(text, front, spans), tuple(sorted(links, key=lambda link: link.start)), markup=spans)


def _scan(text: str, start: int, end: int, definitions: dict[str, str], links: list[Link], markup: list[Span]) -> None:
    """Collect the links and the markup of `text[start:end]`; called again for the words of a link."""
    open_marks: dict[str, int] = {}
    for found in _TOKEN.finditer(text, start, end):
        if found["fence"] or found["code"] or found["tag"] or found["defined"]:
            markup.append(Span(*found.span()))
        elif found["auto"]:
            links.append(Link(*found.span("auto"), found["auto"]))
            markup += _around(found.span(), found.span("auto"))
        elif found["words"] is not None:
            url = _target(found, definitions)
            if url is not None or found["target"] is not None:
                words = found.span("words")
                markup += _around(found.span(), words)
                if url and not found["image"]:
                    links += over_words([Link(*words, url)], text)
            _scan(text, *found.span("words"), definitions, links, markup)
        elif found["emphasis"]:
            _pair(text, found, open_marks, markup)
        elif found["blank"]:
            open_marks.clear()


def _target(found: re.Match[str], definitions: dict[str, str]) -> str | None:
    """The URL a bracket leads to; None where it is no link, or not one to another page."""
    if found["target"] is not None:
        url = found["target"].strip("<>")
    else:
        url = definitions.get(_key(found["label"] or found["words"]), "")
    scheme = _ABSOLUTE.match(url)
    return None if scheme is None else url if scheme[1] else f"http:{url}" if url[0] == "/" else f"http://{url}"


def _pair(text: str, found: re.Match[str], open_marks: dict[str, int], markup: list[Span]) -> None:
    """A run of `*` or `_` closes the same run that stands open, or opens one."""
    start, end = found.span()
    mark = found["emphasis"]
    before, after = text[start - 1 : start], text[end : end + 1]
    inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
    if inside_word:
        return
    if mark in open_marks and before.strip():
        opened = open_marks.pop(mark)
        markup += [Span(opened, opened + len(mark)), Span(start, end)]
    elif after.strip():
        open_marks[mark] = start


def _around(outer: tuple[int, int], inner: tuple[int, int]) -> Iterator[Span]:
    yield Span(outer[0], inner[0])
    yield Span(inner[1], outer[1])


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """In order, those that touch or overlap as one, empty ones left out."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.start == span.end:
            continue
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def _key(label: str) -> str:
    return " ".join(label.lower().split())


# ── what the document says of itself ──


def _facts(text: str, front: re.Match[str] | None, markup: tuple[Span, ...]) -> Facts:
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    return Facts(
        title=fields.get("title") or _first_heading(text, markup),
        publication=fields.get("publication") or fields.get("journal") or None,
        published=_iso_day(fields.get("date", "")),
        language=(fields.get("lang") or fields.get("language") or "").partition("-")[0].lower() or None,
        url=fields.get("url") or None,
    )


def _first_heading(text: str, markup: tuple[Span, ...]) -> str | None:
    """The first heading of the first level, near the top and not in code."""
    code = [span for span in markup if span.start < TITLE_WITHIN and "\n" in text[span.start : span.end]]
    for found in _HEADING.finditer(text, 0, TITLE_WITHIN):
        if not any(span.start <= found.start() < span.end for span in code):
            group = 1 if found[1] else 2
            return without(text, *found.span(group), markup) or None
    return None


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def without(text: str, start: int, end: int, markup: tuple[Span, ...]) -> str:
    """The words of `text[start:end]`: what is left of it when the markup is taken out, and the words of its code."""
    words: list[str] = []
    for span in markup:
        if span.end > start and span.start < end:
            words.append(text[start : max(start, span.start)])
            words += (code[2] for code in _CODE.finditer(text, max(start, span.start), min(end, span.end)))
            start = min(end, span.end)
    return "".join([*words, text[start:end]]).strip()
