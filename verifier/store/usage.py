"""What each API key handed in on each day of UTC, counted in the transaction that hands it in."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite

from verifier.errors import Exhausted
from verifier.records import Quota
from verifier.store.schema import usage


def count_document(connection: Connection, caller: str, now: datetime, quota: Quota) -> None:
    """Count one more. `Exhausted`, and so nothing at all is stored, where a quota of the day is used up.

    How many citations a document has shows only when its job begins, so the one that crosses the quota of
    citations is still finished, and the next one is refused.
    """
    used = _add(connection, caller, now, documents=1)
    if quota.documents is not None and used.documents > quota.documents:
        raise _spent("documents", quota.documents, now)
    if quota.citations is not None and used.citations >= quota.citations:
        raise _spent("citations", quota.citations, now)


def count_citations(connection: Connection, caller: str, now: datetime, citations: int) -> None:
    _add(connection, caller, now, citations=citations)


def _add(connection: Connection, caller: str, now: datetime, *, documents: int = 0, citations: int = 0) -> Row[Any]:
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(usage)
    more = {"documents": usage.c.documents + documents, "citations": usage.c.citations + citations}
    return connection.execute(
        insert.values(caller=caller, day=now.date(), documents=documents, citations=citations)
        .on_conflict_do_update(index_elements=["caller", "day"], set_=more)
        .returning(usage.c.documents, usage.c.citations)
    ).one()


def _spent(what: str, most: int, now: datetime) -> Exhausted:
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return Exhausted(
        f"The key has handed in the {most:,} {what} that it may in a day.",
        code="quota",
        retry_after_s=math.ceil((tomorrow - now).total_seconds()),
        remedy=f"The next day begins at midnight UTC; api.limits.{what}_per_day sets how many.",
    )
