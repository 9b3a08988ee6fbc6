"""API keys: 256 random bits, shown once, kept as SHA-256 (they are not guessable, so no slow hash is needed)."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine, delete, insert, select

from verifier.errors import Conflict, NotFound
from verifier.store.engine import reading, writing
from verifier.store.schema import api_keys


class SqlKeys:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, now: datetime) -> str:
        """A new key of that name. This is the only time it can be seen."""
        key = f"vk_{secrets.token_urlsafe(32)}"
        with writing(self._engine) as connection:
            if connection.execute(select(api_keys.c.name).where(api_keys.c.name == name)).one_or_none():
                raise Conflict(
                    f"There is a key named {name!r} already.", remedy="Remove it first, or take another name."
                )
            connection.execute(insert(api_keys).values(name=name, sha256=_digest(key), created_at=now))
        return key

    def owner(self, key: str) -> str | None:
        """The name of the key, None for an unknown one."""
        with reading(self._engine) as connection:
            return connection.execute(
                select(api_keys.c.name).where(api_keys.c.sha256 == _digest(key))
            ).scalar_one_or_none()

    def names(self) -> list[str]:
        with reading(self._engine) as connection:
            return list(connection.execute(select(api_keys.c.name).order_by(api_keys.c.name)).scalars())

    def remove(self, name: str) -> None:
        with writing(self._engine) as connection:
            if not connection.execute(delete(api_keys).where(api_keys.c.name == name)).rowcount:
                raise NotFound(f"There is no key named {name!r}.")


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
