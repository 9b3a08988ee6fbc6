"""The users' own outlets, over the shipped registry. Implements `ports.OwnOutlets`."""

from __future__ import annotations

import json

from sqlalchemy import Engine, delete, insert, select

from verifier import codec
from verifier.records import Outlet
from verifier.store.engine import reading, writing
from verifier.store.rows import dumps
from verifier.store.schema import own_outlets


class SqlOwnOutlets:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Outlet, ...]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(own_outlets.c.record).order_by(own_outlets.c.id)).scalars()
            return tuple(codec.decode(Outlet, json.loads(record)) for record in rows)

    def put(self, outlet: Outlet) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(own_outlets).where(own_outlets.c.id == outlet.id))
            connection.execute(insert(own_outlets).values(id=outlet.id, record=dumps(outlet)))
