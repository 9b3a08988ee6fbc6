"""The reports found, as BibTeX: for LaTeX and JabRef. Braces stay in pairs, and no value holds a command of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.dossier import Verification
from verifier.reports.bibliography import Found, found
from verifier.reports.wording import Wording

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_AS_IT_IS = frozenset({"url", "date", "urldate"})
"""Fields that are read letter by letter, as addresses are."""


def render(verification: Verification, _: Wording) -> str:
    return "\n".join("".join(_entry(one)) for one in found(verification))


def _entry(one: Found) -> Iterator[str]:
    report = one.report
    yield f"@misc{{{_key(one)},\n"
    for name, value in (
        ("title", report.title),
        ("author", report.byline),
        ("howpublished", one.outlet),
        ("year", f"{report.published:%Y}" if report.published else None),
        ("date", report.published.isoformat() if report.published else None),
        ("language", report.language),
        ("url", report.url),
        ("urldate", report.retrieved_at.date().isoformat() if report.retrieved_at else None),
        ("note", f"Archived at {report.archived_url}" if report.archived_url else None),
    ):
        if value:
            yield f"  {name} = {{{_value(name, value)}}},\n"
    yield "}\n"


def _key(one: Found) -> str:
    """`xinhua2014-3f9a…`: the outlet's first word, the year, and enough of the hash to be the only one."""
    word = re.sub(r"[^a-z0-9]", "", one.outlet.lower().split(" ")[0]) or "report"
    year = f"{one.report.published:%Y}" if one.report.published else ""
    return f"{word}{year}-{one.report.sha256[:10]}"


def _value(name: str, value: str) -> str:
    line = " ".join(value.split())
    if name in _AS_IT_IS:
        return line.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    # Doubled braces keep the capitals of a title as they are.
    told = "".join(_SPECIAL.get(sign, sign) for sign in line)
    return f"{{{told}}}" if name in ("title", "author") else told
