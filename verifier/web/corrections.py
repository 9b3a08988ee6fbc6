"""The citations found in a document as fields of a form, and what a person changed in them as corrections.

A field's name carries the offsets of its citation, so a correction is of that citation or of none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.errors import InputError
from verifier.outlets import Registry
from verifier.records import Citation, CorrectedReference, Correction, Document, Reference, Span

FIELDS_A_CITATION = 8
"""About so many fields a form has for one: what the server is told to expect."""


@dataclass(frozen=True)
class ReferenceFields:
    """One reference as the form shows it; `outlet` is the name of the one that is meant, "" where none is known."""

    key: str
    source: str
    written: str
    outlet: str
    start: str
    end: str


@dataclass(frozen=True)
class CitationFields:
    key: str
    citation: Citation
    references: tuple[ReferenceFields, ...]


def fields(found: Sequence[Citation], registry: Registry) -> tuple[CitationFields, ...]:
    return tuple(
        CitationFields(
            _key(one),
            one,
            tuple(
                _reference_fields(f"{_key(one)}:{number}", reference, registry)
                for number, reference in enumerate(one.references)
            ),
        )
        for one in found
    )


def _key(citation: Citation) -> str:
    return f"{citation.start}-{citation.end}"


def _reference_fields(key: str, reference: Reference, registry: Registry) -> ReferenceFields:
    cited = reference.date
    outlet = registry.resolve(reference, cited.start if cited else None).outlet
    return ReferenceFields(
        key,
        reference.source or reference.url or "",
        (cited.text if cited else reference.written_date) or "",
        outlet.name if outlet else "",
        cited.start.isoformat() if cited else "",
        cited.end.isoformat() if cited else "",
    )


def corrections(
    form: Mapping[str, str], removed: Sequence[str], document: Document, found: Sequence[Citation], registry: Registry
) -> tuple[Correction, ...]:
    """What of the fields differs from what was found. `InputError` for what nothing can be made of."""
    changes = (_of_citation(form, one, removed, document.text, registry) for one in fields(found, registry))
    return tuple(one for one in changes if one is not None)


def corrects(form: Mapping[str, str]) -> bool:
    """Whether the form has such fields at all."""
    return any(name.startswith(("claim:", "outlet:", "start:")) or name == "removed" for name in form)


def _of_citation(
    form: Mapping[str, str], shown: CitationFields, removed: Sequence[str], text: str, registry: Registry
) -> Correction | None:
    citation = shown.citation
    if shown.key in removed:
        return Correction(citation.start, citation.end, removed=True)
    words = form.get(f"claim:{shown.key}", citation.claim.text)
    claim = None if words.split() == citation.claim.text.split() else locate(text, words, citation.start)
    references = (_of_reference(form, number, one, registry) for number, one in enumerate(shown.references))
    changed = tuple(one for one in references if one is not None)
    return Correction(citation.start, citation.end, claim=claim, references=changed) if claim or changed else None


def _of_reference(
    form: Mapping[str, str], number: int, shown: ReferenceFields, registry: Registry
) -> CorrectedReference | None:
    def changed(name: str, before: str) -> str:
        value = form.get(f"{name}:{shown.key}", before).strip()
        return value if value != before else ""

    name, start, end = changed("outlet", shown.outlet), changed("start", shown.start), changed("end", shown.end)
    outlet = _outlet(name, registry) if name else None
    if not (start or end):
        return CorrectedReference(number, outlet) if outlet else None
    first = day(start or shown.start)
    last = day(end or shown.end) if shown.end or end else first
    return CorrectedReference(number, outlet, first, last if end or (first and last and last >= first) else first)


def _outlet(name: str, registry: Registry) -> str:
    """The id of the one outlet of that id, that very name, or any name or host that it surely goes by."""
    exact = [outlet.id for outlet in registry if name.casefold() in (outlet.id, outlet.name.casefold())]
    named = registry.named(name).outlet if not exact else None
    outlet_id = exact[0] if len(exact) == 1 else named.id if named else None
    if outlet_id is None or registry.get(outlet_id) is None:
        raise InputError(
            f"There is no outlet {name!r}." if len(exact) < 2 else f"There are {len(exact)} outlets {name!r}.",
            remedy="Choose one of the registry by its name or its id, or add it at Outlets first.",
        )
    return outlet_id


def day(text: str) -> date | None:
    """The day that a form's date field gives; None where it is empty."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is not a day as YYYY-MM-DD.") from None


def locate(text: str, words: str, near: int) -> Span:
    """Where those words stand in the document, nearest to `near`, whatever the spaces between them are."""
    parts = words.split()
    if not parts:
        raise InputError("A claim has no words.", remedy="Write the words of the document that it is, or take it out.")
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    places = [(abs(one.end() - near), one.start(), one.end()) for one in pattern.finditer(text)]
    if not places:
        raise InputError(
            f"These words are not in the document: {words.strip()[:80]!r}.",
            remedy="A claim is words of the document, as they stand there.",
        )
    _, start, end = min(places)
    return Span(start, end)
