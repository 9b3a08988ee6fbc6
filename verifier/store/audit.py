"""The audit log: who did what, append-only, each line's hash covering the line before. Implements `ports.Audit`.

The chain shows that a line was changed, left out or put in, and the head's own row that the last ones were cut off.
Who can write to the database can write all of it anew; against that the head, as `verifier audit verify` prints it,
is noted elsewhere, and given to a later `verify`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from verifier.records import AuditEntry, Deed
from verifier.store.engine import reading, writing
from verifier.store.schema import audit, audit_head

FIRST = "0" * 64
"""What the first line's hash covers in place of one before it."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: its last line's number (0: it is empty) and hash."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    entry: AuditEntry
    hash: str


class Tampered(Exception):
    """The log is not what was written. `number` is the first line that does not fit."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"line {number}: {why}")
        self.number = number


class SqlAudit:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, entry: AuditEntry) -> None:
        """Whoever appends holds the head's row, so lines are numbered and chained one after another."""
        with writing(self._engine) as connection:
            taken = connection.execute(
                update(audit_head)
                .values(number=audit_head.c.number + 1)
                .returning(audit_head.c.number, audit_head.c.hash)
            ).one()
            values = _values(taken.number, entry)
            values["hash"] = _hash(taken.hash, values)
            connection.execute(insert(audit).values(values))
            connection.execute(update(audit_head).values(hash=values["hash"]))

    def lines(self, after: int = 0, limit: int = _AT_ONCE) -> list[Line]:
        """Oldest first, from the one behind number `after` on."""
        with reading(self._engine) as connection:
            return [Line(row.number, _entry(row), row.hash) for row in _rows(connection, after, limit)]

    def verify(self, noted: Head | None = None) -> Head:
        """The log's head, when every line is as it was written, and line `noted.number` still has the noted hash.

        `Tampered` names the first line that is not.
        """
        with reading(self._engine) as connection:
            stored = connection.execute(select(audit_head.c.number, audit_head.c.hash)).one()
            head = Head(0, FIRST)
            for row in self._all(connection):
                if row.number != head.number + 1:
                    raise Tampered(head.number + 1, "it is missing")
                if row.hash != _hash(head.hash, _values(row.number, _entry(row))):
                    raise Tampered(row.number, "it was changed")
                head = Head(row.number, row.hash)
                if noted is not None and noted.number == head.number and noted.hash != head.hash:
                    raise Tampered(row.number, "it is not the line that was noted")
        if head.number < stored.number:
            raise Tampered(head.number + 1, "it is missing")
        if head != Head(stored.number, stored.hash):
            raise Tampered(head.number, "the log ends otherwise than its head says")
        if noted is not None and noted.number > head.number:
            raise Tampered(head.number + 1, "it is missing")
        return head

    @staticmethod
    def _all(connection: Connection) -> Iterator[Row[Any]]:
        number = -1
        while rows := _rows(connection, number, _AT_ONCE):
            yield from rows
            number = rows[-1].number


def _rows(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    return list(
        connection.execute(select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(limit)).all()
    )


def _values(number: int, entry: AuditEntry) -> dict[str, Any]:
    return {
        "number": number,
        "at": entry.at,
        "actor": entry.actor,
        "workspace": entry.workspace,
        "deed": entry.deed.value,
        "subject": entry.subject,
        "detail": json.dumps(dict(entry.detail), ensure_ascii=False, sort_keys=True),
    }


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.at, row.actor, row.workspace, Deed(row.deed), row.subject, json.loads(row.detail))


def _hash(before: str, values: dict[str, Any]) -> str:
    """SHA-256 over the hash before and the line's fields as a JSON list, its time in UTC to the microsecond."""
    at: datetime = values["at"]
    fields = [values["number"], at.astimezone(UTC).isoformat(timespec="microseconds")]
    fields += [values[name] for name in ("actor", "workspace", "deed", "subject", "detail")]
    return sha256(f"{before}\n{json.dumps(fields, ensure_ascii=False)}".encode("utf-8", "surrogatepass")).hexdigest()
