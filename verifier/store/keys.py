"""API keys: 256 random bits, shown once, kept as SHA-256 (they are not guessable, so no slow hash is needed)."""

from __future__ import annotations

import secrets
from collections.abc import Set
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, insert, select

from verifier.errors import Conflict, InputError, NotFound
from verifier.records import DEFAULT_WORKSPACE, ApiKey, Caller, Scope
from verifier.store.engine import reading, writing
from verifier.store.schema import api_keys

_FOUND_BY = 8
"""Hex digits of the hash that a key is looked up by. All of it is then compared in constant time."""
_ALIKE = select(api_keys).where(api_keys.c.sha256.between(bindparam("found"), bindparam("after")))
LONGEST_NAME = 80


class SqlKeys:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        name: str,
        now: datetime,
        *,
        scopes: Set[Scope] = frozenset(Scope),
        workspace: str = DEFAULT_WORKSPACE,
        expires_at: datetime | None = None,
    ) -> str:
        """A new key of that name. This is the only time it can be seen."""
        for given, what in ((name, "name"), (workspace, "workspace")):
            if not 0 < len(given) <= LONGEST_NAME or not given.isprintable():
                raise InputError(f"A key's {what} has 1 to {LONGEST_NAME} printable characters.", pointer=f"/{what}")
        if not scopes:
            raise InputError("A key without a scope opens nothing.", pointer="/scopes")
        key = f"vk_{secrets.token_urlsafe(32)}"
        values = {
            "name": name,
            "sha256": _digest(key),
            "created_at": now,
            "workspace": workspace,
            "scopes": ",".join(sorted(scopes)),
            "expires_at": expires_at,
        }
        with writing(self._engine) as connection:
            if connection.execute(select(api_keys.c.name).where(api_keys.c.name == name)).one_or_none():
                raise Conflict(
                    f"There is a key named {name!r} already.", remedy="Revoke it first, or take another name."
                )
            connection.execute(insert(api_keys).values(values))
        return key

    def caller(self, key: str, now: datetime) -> Caller | None:
        """Who comes with this key; None for one that is unknown, revoked or past its time."""
        digest = _digest(key)
        found, after = digest[:_FOUND_BY], digest[:_FOUND_BY] + "g"  # behind every hex digit
        with reading(self._engine) as connection:
            rows = connection.execute(_ALIKE, {"found": found, "after": after}).all()
        for row in rows:
            if compare_digest(row.sha256, digest) and (row.expires_at is None or now < row.expires_at):
                return Caller(row.name, row.workspace, _scopes(row))
        return None

    def all(self) -> list[ApiKey]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(api_keys).order_by(api_keys.c.name)).all()
        return [ApiKey(row.name, row.workspace, _scopes(row), row.created_at, row.expires_at) for row in rows]

    def revoke(self, name: str) -> None:
        """It opens nothing any more, from the next request on."""
        with writing(self._engine) as connection:
            if not connection.execute(delete(api_keys).where(api_keys.c.name == name)).rowcount:
                raise NotFound(f"There is no key named {name!r}.")


def _scopes(row: Row[Any]) -> frozenset[Scope]:
    return frozenset(Scope(scope) for scope in row.scopes.split(","))


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
