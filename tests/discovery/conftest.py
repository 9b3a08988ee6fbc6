"""What the channels are asked, and how servers answer."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from verifier.records import Outlet, Query, Response, Window

DAY = date(2014, 9, 24)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def asked() -> Callable[..., Query]:
    """A query for a report of September 24, 2014 at a daily; any part can be given otherwise."""

    def make(**parts: object) -> Query:
        known: dict[str, object] = {
            "outlet": Outlet("daily", "The Daily", aliases=("Daily",)),
            "window": Window(date(2014, 9, 23), date(2014, 9, 25)),
            "hosts": ("daily.example",),
            "terms": ("Tokyo Gas", "Japan", "five", "securities", "sanctions", "weapons", "banks"),
            "language": "en",
        }
        return Query(**{**known, **parts})

    return make


@pytest.fixture
def answered() -> Callable[..., Response]:
    def make(body: str | bytes, *, url: str = "https://daily.example/x", status: int = 200, **headers: str) -> Response:
        pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        return Response(url, status, pairs, body.encode() if isinstance(body, str) else body, NOW)

    return make
