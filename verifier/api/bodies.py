"""What requests may hold, as pydantic models: they validate, and they are the OpenAPI schemas."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from verifier.records import Verdict


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class DocumentIn(Body):
    """A document to verify: exactly one of `text`, `html`, `markdown` and `url` (or a multipart `file`)."""

    text: str | None = None
    html: str | None = None
    markdown: str | None = None
    url: Annotated[str | None, Field(max_length=4000)] = None
    title: Annotated[str | None, Field(max_length=1000)] = None
    publication: Annotated[str | None, Field(max_length=300)] = None
    published: date | None = None
    language: Annotated[str | None, Field(max_length=20)] = None
    confidential: bool = False
    """Send no word of the document anywhere: only channels that ask by outlet, date and URL run."""
    channels: list[str] | None = None
    """The only channels that may be asked; all that are enabled when absent."""


class RetryIn(Body):
    references: list[str] = []
    """The references to look for again; when empty, those unreachable or not found."""


class EvidenceIn(Body):
    url: Annotated[str, Field(min_length=8, max_length=4000, pattern=r"^https?://")]


class ReviewIn(Body):
    verdict: Verdict
    note: Annotated[str, Field(max_length=5000)] = ""
    reviewer: Annotated[str, Field(max_length=200)] = ""


class DomainIn(Body):
    host: Annotated[str, Field(min_length=3, max_length=253, pattern=r"^[^\s/:@]+\.[^\s/:@]+$")]
    since: int | None = None
    until: int | None = None
    languages: list[str] = []


class OutletIn(Body):
    """An outlet of your own, or your version of a shipped one."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    aliases: list[str] = []
    domains: list[DomainIn] = []
    languages: list[str] = []
    time_zone: str = "UTC"
    country: str = ""
    kind: str = "newspaper"
    listings: list[str] = []
    sitemaps: list[str] = []
    feeds: list[str] = []
    note: str = ""


class PageQuery(Body):
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class EventsQuery(Body):
    after: Annotated[int, Field(ge=0)] = 0


class ReportQuery(Body):
    format: str | None = None
