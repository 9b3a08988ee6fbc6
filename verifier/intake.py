"""How a submission becomes a document and its citations, and what of it is refused before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verifier import citations
from verifier.errors import InputError
from verifier.outlets import Registry, settle
from verifier.records import Citation, Document, Given
from verifier.submissions import Allowance, Submission


@dataclass(frozen=True)
class Intake:
    ingest: Callable[..., Document]
    """`ingest.ingest` under limits of time and memory: `TooComplex` where the document takes more."""
    ingest_text: Callable[..., Document]
    """`ingest.ingest_text` under the same."""
    series: Mapping[str, Any]
    allowance: Allowance
    registry: Callable[[str], Registry]
    """A workspace's."""
    channels: Sequence[str]

    def read(self, submission: Submission) -> Document:
        """The submitted bytes or text as a document."""
        if submission.text is not None:
            return self.ingest_text(
                submission.text,
                submission.kind,
                given=submission.given,
                series=self.series,
                limits=self.allowance.limits,
            )
        return self.parse(submission.data or b"", submission.media_type, submission.given, submission.name)

    def parse(self, data: bytes, media_type: str | None, given: Given, name: str | None = None) -> Document:
        return self.ingest(
            data, name=name, media_type=media_type, given=given, series=self.series, limits=self.allowance.limits
        )

    def check(self, submission: Submission, document: Document | None, workspace: str) -> None:
        """`InputError` for what would fail the job when it has long begun. `document` is None for a URL's."""
        if submission.given.corrections and document is None:
            raise InputError(
                "What a URL cites is not known before it is fetched.",
                remedy="Submit the document itself with its corrections.",
                pointer="/corrections",
            )
        if document is not None and (
            submission.given.corrections or _brackets(document.text) > self.allowance.max_citations
        ):
            self.citations(document, workspace, submission.given)

    def citations(self, document: Document, workspace: str, given: Given) -> tuple[Citation, ...]:
        """What the document cites, by the workspace's outlets, as `given` corrects it."""
        registry = self.registry(workspace)
        found = citations.extract(document, knows=registry.knows)
        if len(found) > self.allowance.max_citations:
            raise InputError(
                f"The document has {len(found)} citations; at most {self.allowance.max_citations} are taken.",
                code="too-many-citations",
                remedy="Submit it in parts, or raise api.max_citations.",
            )
        outlets = frozenset(outlet.id for outlet in registry)
        return citations.correct(document.text, settle(found, registry, document.language), given.corrections, outlets)

    def check_channels(self, names: Sequence[str]) -> None:
        for index, name in enumerate(names):
            if name not in self.channels:
                raise InputError(
                    f"There is no channel {name!r}.",
                    remedy=f"There are {', '.join(self.channels)}.",
                    pointer=f"/channels/{index}",
                )


def _brackets(text: str) -> int:
    """No text has more citations than opening brackets."""
    return sum(text.count(bracket) for bracket in "([（［")
