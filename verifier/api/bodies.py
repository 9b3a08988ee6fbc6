"""What requests may hold, as pydantic models: they validate, and they are the OpenAPI schemas."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar
from zoneinfo import available_timezones

from flask import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from verifier.cursors import PATTERN
from verifier.errors import InputError
from verifier.records import Verdict
from verifier.reports import FORMATS


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


AnyBody = TypeVar("AnyBody", bound=Body)


def read_json(model: type[AnyBody], request: Request, *, optional: bool = False) -> AnyBody:
    """The JSON body of a request. An absent one is the model's defaults where it is `optional`.

    `InputError` "unsupported" for another media type and "malformed" for what is not JSON;
    `ValidationError` for a field that does not fit. Strict: "yes" is no boolean and 0 is no date.
    """
    data = request.get_data()
    if optional and not data.strip():
        return model()
    if not request.is_json:
        raise InputError(
            f"The body is {request.mimetype or 'of no media type'}, not JSON.",
            code="unsupported",
            remedy="Send it as application/json.",
        )
    try:
        return model.model_validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            raise InputError(f"The body is not JSON: {first['ctx']['error']}.", code="malformed") from error
        raise


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("not a web address: it must begin with http:// or https://")
    return url


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone's name, such as Asia/Tokyo")
    return name


WebAddress = Annotated[
    str,
    Field(min_length=8, max_length=4000, json_schema_extra={"pattern": "^https?://"}),
    AfterValidator(_web_address),
]


Offset = Annotated[int, Field(ge=0, lt=10**9)]


class SpanIn(Body):
    start: Offset
    end: Offset


class CorrectedReferenceIn(Body):
    """What a reference means, where it was misread; what is absent stands as it was read."""

    number: Annotated[int, Field(ge=0, lt=10**6)]
    """Which of the citation's references, from 0."""
    outlet: Annotated[str | None, Field(max_length=64)] = None
    """Its id in the registry."""
    start: date | None = None
    end: date | None = None
    """The days cited, both included; both or neither."""


class CorrectionIn(Body):
    """Of the citation at these offsets, as `POST /extract` gives them."""

    start: Offset
    end: Offset
    removed: bool = False
    """It is no citation."""
    claim: SpanIn | None = None
    references: Annotated[list[CorrectedReferenceIn], Field(max_length=200)] = []


class OptionsIn(Body):
    """What may be said of a document beside its text."""

    title: Annotated[str | None, Field(max_length=1000)] = None
    publication: Annotated[str | None, Field(max_length=300)] = None
    published: date | None = None
    language: Annotated[str | None, Field(max_length=20)] = None
    confidential: bool = False
    """Send no word of the document anywhere: only channels that ask by outlet, date and URL run."""
    channels: list[str] | None = None
    """The only channels that may be asked; all that are enabled when absent."""
    callback_url: WebAddress | None = None
    """Where the end of the job is posted to, signed; see docs/api.md, "Webhooks"."""
    recheck_days: Annotated[int | None, Field(ge=1, le=3650)] = None
    """Verify the document again every so many days; each time is a job of its own, which tells what changed."""
    corrections: Annotated[list[CorrectionIn] | None, Field(max_length=5000)] = None
    """What a person corrects of the citations found, before anything is looked for; not of a URL's. In a form: JSON."""


_SOURCES = ("text", "html", "markdown", "url")


class DocumentIn(OptionsIn):
    """A document to verify: exactly one of `text`, `html`, `markdown` and `url` (or a multipart `file`)."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [name], "properties": {name: {"type": "string"}}} for name in _SOURCES]
        }
    )

    text: str | None = None
    html: str | None = None
    markdown: str | None = None
    url: WebAddress | None = None


class FormIn(OptionsIn):
    """The fields of a multipart form beside its `file`."""


class RetryIn(Body):
    """Which references to look for again."""

    references: list[str] = []
    """The references to look for again; when empty, those unreachable or not found."""


class EvidenceIn(Body):
    """The report itself, by its address (or a multipart `file`)."""

    url: WebAddress


class ReviewIn(Body):
    """A person's decision on a reference."""

    verdict: Verdict
    note: Annotated[str, Field(max_length=5000)] = ""
    reviewer: Annotated[str, Field(max_length=200)] = ""


_LABEL = r"[0-9A-Za-z_\u00a1-\uffff-]+"
"""Between the dots of a host's name, in any script."""


class DomainIn(Body):
    host: Annotated[str, Field(min_length=3, max_length=253, pattern=rf"^{_LABEL}(\.{_LABEL})+$")]
    since: int | None = None
    until: int | None = None
    languages: list[str] = []


class OutletIn(Body):
    """An outlet of your own, or your version of a shipped one."""

    id: str | None = None
    """As the address has it: an outlet that was read can be sent back as it came."""
    name: Annotated[str, Field(min_length=1, max_length=200)]
    aliases: list[str] = []
    domains: list[DomainIn] = []
    languages: list[str] = []
    time_zone: Annotated[
        str, AfterValidator(_time_zone), Field(json_schema_extra={"enum": sorted(available_timezones())})
    ] = "UTC"
    country: str = ""
    kind: str = "newspaper"
    listings: list[WebAddress] = []
    sitemaps: list[WebAddress] = []
    feeds: list[WebAddress] = []
    note: str = ""


class PageQuery(Body):
    cursor: Annotated[str, Field(json_schema_extra={"pattern": PATTERN})] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class EventsQuery(Body):
    after: Annotated[int, Field(ge=0, lt=10**18)] = 0


class WaitQuery(Body):
    wait: Annotated[float, Field(ge=0, le=60)] = 0
    """Seconds to wait for a change."""
    after: Annotated[int | None, Field(ge=0, lt=10**18)] = None
    """The `last_event` of the job as it is known."""


class ReportQuery(Body):
    format: Annotated[str, Field(json_schema_extra={"enum": list(FORMATS)})] | None = None


class WithdrawQuery(Body):
    reviewer: Annotated[str, Field(max_length=200)] = ""
